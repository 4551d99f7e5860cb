"""Commands in a real terminal: tables for people, questions before something is replaced."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import sys
from pathlib import Path

import pytest

from .conftest import TODAY, Shell, documents

SGR = re.compile("\x1b\\[[0-9;]*m")


def terminal(school: Path, *words: str, typed: bytes = b"", **env: str) -> tuple[int, str]:
    """Run a command in a terminal of 80 columns; gives the exit status and all that was shown."""
    child, descriptor = pty.fork()
    if child == 0:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # tests that run in the background inherit that it is ignored
        os.execve(
            sys.executable,
            [sys.executable, "-m", "bltui", "--file", str(school), "--today", TODAY, *words],
            {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **env},
        )
    shown = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # the terminal is gone once the command has ended
            break
        shown += piece
        if typed and b"[yes/no]" in shown:
            os.write(descriptor, typed)
            typed = b""
    os.close(descriptor)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def test_a_table_has_a_rule_and_only_colours(school: Path) -> None:
    status, shown = terminal(school, "team", "list")
    assert status == 0
    assert SGR.search(shown)
    plain = SGR.sub("", shown)
    assert "\x1b" not in plain
    assert "─────" in plain
    assert max(len(line) for line in plain.splitlines()) <= 80


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {}], ids=["environment", "option"])
def test_no_colours_when_none_are_wanted(school: Path, env: dict[str, str]) -> None:
    words = ["people", "list", *([] if env else ["--no-color"])]
    status, shown = terminal(school, *words, **env)
    assert status == 0
    assert "\x1b" not in shown


#: What prints severities, and a way to want no colors with each: any command takes the same three.
PRINTS_SEVERITIES = (
    (("check",), {"NO_COLOR": "1"}, ()),
    (("status",), {"TERM": "dumb"}, ()),
    (("cwg", "check"), {}, ("--no-color",)),
    (("team", "what-if", "end", "1"), {"NO_COLOR": "1"}, ()),
)


@pytest.mark.parametrize(("words", "env", "more"), PRINTS_SEVERITIES)
def test_a_severity_has_its_color_on_a_terminal_only(
    shell: Shell,
    school: Path,
    words: tuple[str, ...],
    env: dict[str, str],
    more: tuple[str, ...],
) -> None:
    _, shown = terminal(school, *words)
    colors = {"Required": 31, "Recommended": 33, "Info": 34}
    lines = [line for line in shown.splitlines() if SGR.search(line)]
    assert lines
    for line in lines:
        color, word = re.findall(r"\x1b\[(\d+)m(\w+) *\x1b\[0m", line)[0]
        assert colors[word] == int(color)
    assert "\x1b" not in shell("--file", school, "--today", TODAY, *words).out
    assert "\x1b" not in terminal(school, *words, *more, **env)[1]


def test_json_in_a_terminal_is_indented_ascii(school: Path) -> None:
    status, shown = terminal(school, "people", "list", "--json")
    assert status == 0
    assert shown.isascii()
    assert json.loads(shown)
    assert shown.count("\n") > 10


def test_restoring_asks_and_takes_no_for_an_answer(shell: Shell, school: Path) -> None:
    kept = shell("--file", school, "backup", "make", "--json").json["name"]
    old = documents(school)
    shell("--file", school, "people", "add", "Sample Newcomer")
    new = documents(school)
    status, shown = terminal(school, "restore", kept, typed=b"no\n")
    assert status == 4
    assert "Nothing was changed." in shown
    assert documents(school) == new
    assert terminal(school, "restore", kept, typed=b"yes\n")[0] == 0
    assert documents(school) == old


def test_interrupting_a_question_is_quiet(shell: Shell, school: Path) -> None:
    kept = shell("--file", school, "backup", "make", "--json").json["name"]
    status, shown = terminal(school, "restore", kept, typed=b"\x03")
    assert status == 130
    assert "Traceback" not in shown
