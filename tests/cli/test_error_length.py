"""Every line that quotes input is bounded, whatever the input: files, arguments, names; its end
still says what to do.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bltui.domain.model.errors import LONGEST, UserError, brief
from bltui.exchange.tables import Problem

from .conftest import Shell

_LONG = "x" * 100_000
_WIDE = ",".join(f"column{n:0200}" for n in range(1_990))
_FILES = {
    "200,000 columns": ",".join(f"c{n}" for n in range(200_000)) + "\n",
    "long headings": f"{_WIDE}\n{_WIDE}\n",
    "headings after known ones": f"Name,Role,{_WIDE}\nA,B,{_WIDE}\n",
    "long cells": f"Name,Role,Date,Kind,Start,End\n{_LONG},{_LONG},{_LONG},{_LONG},{_LONG},{_LONG}\n",
    "an open quote": f'"{_LONG}',
}


def _bounded(text: str) -> bool:
    return max((len(line) for line in text.splitlines()), default=0) <= LONGEST + 50


@pytest.mark.parametrize("what", ["team", "people", "availability", "calendar", "feedback"])
@pytest.mark.parametrize("content", _FILES)
def test_of_a_file(shell: Shell, school: Path, tmp_path: Path, what: str, content: str) -> None:
    (tmp_path / "in.csv").write_text(_FILES[content], "utf-8")
    answer = shell(what, "import", "in.csv", "--dry-run", "--file", school)
    assert answer.status in (0, 4, 65) and _bounded(answer.err), (answer.status, answer.err[:300])


@pytest.mark.parametrize(
    "words",
    [
        (_LONG,),
        ("people", _LONG),
        ("people", "show", _LONG),
        ("status", f"--{_LONG}"),
        ("check", "--fail-on", _LONG),
        ("restore", _LONG),
        ("undo", "--change", _LONG),
        ("history", "--since", _LONG),
        ("export", "minutes", "--out", _LONG),
        ("building", "set", "--tz", _LONG),
        ("new", "--name", "X", "--framework", _LONG),
        ("people", "import", _LONG),
        ("status", "--today", _LONG),
        ("status", "--file", _LONG),
    ],
)
def test_of_an_argument(
    shell: Shell, school: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("BLTUI_FILE", str(school))
    answer = shell(*words)
    assert answer.status in (2, 4, 65, 74) and answer.err.count("\n") == 1 and _bounded(answer.err)


def test_the_middle_is_left_out_and_counted() -> None:
    """Screens and JSON show the same messages as the command line."""
    message = f"{_LONG}. Name another file."
    assert brief(message).endswith("x. Name another file.") and "99,104 more characters" in brief(
        message
    )
    assert (
        str(UserError(message))
        == UserError(message).message
        == Problem(1, message).message
        == brief(message)
    )
    assert brief("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize("words", [("status",), ("check",), ("doctor",), ("district", ".")])
def test_of_a_building_file(shell: Shell, school: Path, words: tuple[str, ...]) -> None:
    document = json.loads(school.read_text("utf-8"))
    document["profile"]["1"]["level"] = _LONG
    school.write_text(json.dumps(document), "utf-8")
    answer = shell(*words, *(() if words[0] == "district" else ("--file", school)))
    assert (
        "profile/1/level" in answer.out + answer.err
        and _bounded(answer.out)
        and _bounded(answer.err)
    )
