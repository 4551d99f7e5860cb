"""What a command may never do: send a control character, load what it does not need, fall over its
own streams.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import TODAY, Shell

EVIL = "\x1b]2;PWNED\x1b\\ \x9b31m \u202egnp.exe\u2066 \u200b \U000e0041 [red]x[/] [/b] =HYPERLINK(1) | <b>&"
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)

PRINTING = [
    ["status"],
    ["check"],
    ["people", "list"],
    ["team", "list"],
    ["team", "coverage"],
    ["team", "rotation"],
    ["team", "what-if", "end", "seats/1"],
    ["building", "show"],
    ["history"],
    ["doctor"],
    ["export", "roster"],
    ["export", "roster", "--format", "md"],
    ["export", "roster", "--format", "html"],
    ["export", "roster", "--format", "csv"],
    ["export", "report"],
    ["export", "report", "--format", "md"],
    ["export", "report", "--format", "html"],
    ["export", "csv", "--table", "people"],
    ["export", "json"],
    ["people", "edit", "no such person", "--title", "x"],
    ["people", "deactivate", "people/1", "--dry-run"],
    ["undo"],
]


@pytest.fixture
def evil(school: Path) -> Path:
    """A file that somebody edited by hand: every text in it is hostile."""
    tables = json.loads(school.read_text(encoding="utf-8"))
    for table, fields in {
        "people": ("name", "title", "notes"),
        "seats": ("label",),
        "contacts": ("note",),
        "profile": ("name", "district", "vision"),
    }.items():
        for number, document in tables[table].items():
            document.update(dict.fromkeys(fields, f"{EVIL} {number}"))
    tables["profile"]["1"]["subgroups"] = [EVIL]
    tables["profile"]["1"]["not_applicable"] = {"ELL": EVIL}
    school.write_text(json.dumps(tables), encoding="utf-8")
    return school


@pytest.mark.parametrize("as_json", [False, True], ids=["words", "json"])
@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_nothing_hostile_reaches_a_stream(
    shell: Shell, evil: Path, words: list[str], as_json: bool
) -> None:
    answer = shell("--file", evil, "--today", TODAY, *words, *(["--json"] if as_json else []))
    assert answer.status in (0, 1, 4), answer.err
    text = (answer.out + answer.err).replace("\r\n", "\n")
    assert text
    assert not UNSAFE.search(text), UNSAFE.findall(text)


def test_hostile_names_of_files_and_people_are_shown_visibly(shell: Shell) -> None:
    answer = shell("status", "--file", f"x{EVIL.replace(chr(47), chr(32))}.json")
    assert answer.status == 65
    assert not UNSAFE.search(answer.err)
    assert "␛" in answer.err


def test_invisible_characters_are_taken_out_and_that_is_said(bltui: Shell) -> None:
    answer = bltui("people", "add", "Sample\u202e Newcomer")
    assert answer.out.startswith("people: Sample Newcomer added")
    assert "1 invisible character removed" in answer.err


@pytest.mark.parametrize(
    ("name", "status"), [("x" * 81, 4), ("\x1b", 4), ("", 4), ("M. Sam\x1b[31mple", 0)]
)
def test_a_signature_is_cleaned_like_any_text(bltui: Shell, name: str, status: int) -> None:
    assert bltui("--as", name, "people", "add", "Sample Newcomer").status == status
    signed = bltui("history", "--json").json[-1]["by"]
    assert signed == "M. Sample" if status == 0 else "\x1b" not in signed


def _python(code: str, *, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **(env or {})},
        check=False,
    )


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["--version"], ["argparse", "msgspec", "bltui.cli.run"]),
        (
            ["people", "list"],
            [
                "textual",
                "rich",
                "tinydb",
                "tomli",
                "argcomplete",
                "bltui.domain.checks.rules",
                "shutil",
                "inspect",
            ],
        ),
        (
            ["people", "add", "X"],
            [
                "textual",
                "rich",
                "tomli",
                "argcomplete",
                "bltui.domain.checks.rules",
                "pathlib",
                "inspect",
            ],
        ),
        (["check"], ["textual", "rich", "tinydb", "argcomplete", "bltui.exchange.tables"]),
        (["export", "report"], ["textual", "rich", "tinydb"]),
    ],
    ids=lambda value: " ".join(value[:2]),
)
def test_a_command_loads_only_what_it_needs(
    school: Path, words: list[str], never: list[str]
) -> None:
    # Only what the command adds counts: site-packages of a developer load some of it at start.
    code = f"""
import sys
before = set(sys.modules)
from bltui.cli import main
status = main({[*(["--file", str(school)] if words != ["--version"] else []), *words]!r})
assert status in (0, 1), status
ran = (name for name, module in sys.modules.items() if type(module).__name__ != "_Deferred")
print("LOADED", *sorted(set(ran) - before))
"""
    loaded = _python(code).stdout.rpartition("LOADED")[2].split()
    assert loaded
    assert not [
        name for name in loaded if any(name == n or name.startswith(f"{n}.") for n in never)
    ]


def test_a_reader_that_stops_reading_is_no_error(school: Path) -> None:
    command = f"{sys.executable} -m bltui --file {school} history | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_cannot_be_written_says_whether_the_change_was_saved(school: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bltui", "--file", school, "people", "add", "Sample Newcomer"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 74
    assert "The change was saved, but the answer could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Sample Newcomer" in school.read_text(encoding="utf-8")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_closed_streams(school: Path, closed: str) -> None:
    command = f"{sys.executable} -m bltui --file {school} people add Sample {closed}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("locale", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_terminal_without_utf8_gets_ascii(school: Path, locale: dict[str, str]) -> None:
    code = f"from bltui.cli import main; raise SystemExit(main(['--file', {str(school)!r}, 'people', 'add', 'Äñna 校']))"
    done = _python(code, env=locale)
    assert done.returncode == 0, done.stderr
    assert "added" in done.stdout


def test_bytes_that_are_not_utf8_are_refused_before_anything_is_written(school: Path) -> None:
    before = school.read_bytes()
    words = [sys.executable, "-m", "bltui", "--file", str(school), "people", "add", b"\xff\xfe"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 65
    assert school.read_bytes() == before
