"""Shell completion: names and dates where a record is wanted, files only where a file is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bltui.cli.commands import grammar
from bltui.cli.completing import _COMPLETERS, _actions, _completer

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(school: Path, tmp_path: Path) -> Complete:
    (tmp_path / "roster.csv").write_text("name\n")

    def complete(line: str) -> list[str]:
        # argcomplete answers on descriptor 8, as the shell's script asks it to.
        environment = {
            **os.environ,
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": "\n",
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
            "_ARGCOMPLETE_COMP_WORDBREAKS": "",
            "BLTUI_FILE": str(school),
        }
        done = subprocess.run(
            ["bash", "-c", f"exec {sys.executable} -m bltui 8>&1 9>/dev/null"],
            capture_output=True,
            text=True,
            timeout=60,
            env=environment,
            cwd=tmp_path,
            check=False,
        )
        return [word.strip().replace("\\", "") for word in done.stdout.split("\n") if word]

    return complete


def test_names_and_dates_where_a_record_is_wanted(complete: Complete) -> None:
    assert "people" in complete("bltui peo")
    assert "--title" in complete("bltui people add X --ti")
    assert complete("bltui people edit ")
    meetings = complete("bltui meeting minutes 20")
    assert meetings and meetings == sorted(meetings, reverse=True)
    assert all(len(day) == 10 for day in meetings)
    assert "1" in complete("bltui cwg show ")
    assert "blt" in complete("bltui meeting list --team ")


def test_files_only_where_a_file_is_wanted(complete: Complete) -> None:
    assert complete("bltui team import ros") == ["roster.csv"]
    for line in ("people add ros", "people edit ros", "meeting note ros", "cwg show ros"):
        assert complete(f"bltui {line}") == []


def test_a_broken_file_completes_nothing(complete: Complete, school: Path) -> None:
    school.write_text("broken", encoding="utf-8")
    assert complete("bltui people edit S") == []


#: What is typed freely: texts, numbers, dates, and what only a list that was printed tells.
FREE = """
07-01 15:30 16:30 2/3 2026-27 2027-28 3:00-3:15pm 3:15pm-4pm 5,4,3 A,B AMOUNT CHANGE CHECK COLUMN
DATE DATE[..DATE] DRAFT FROM-TO ID ID=GRADE ITEM K K-2 K-5 KEY KEY=DIGITS KEY=N KEY=TEXT KIND:TEXT
LEVEL=N MINUTES N NAME NAME=DATE..DATE PERIOD=FROM-TO PHRASE RECORD ROLE SCORES SERIES TEXT
TEXT,.. TIME V VALUE@DATE VALUE[@DATE] WEEKS ZONE data:TEXT|student_work:TEXT mon,wed step:5 yes|no
"""


def test_every_argument_completes_or_is_typed_freely() -> None:
    wanted = {
        str(action.metavar): _completer(action) is not None
        for action in _actions(grammar(None, whole=True))
        if action.nargs != 0 and not action.choices
    }
    assert sorted(metavar for metavar, completes in wanted.items() if not completes) == FREE.split()
    assert {*_COMPLETERS} <= {*wanted} | {metavar.removesuffix(",..") for metavar in wanted}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("plan goal show ", "1"),
        ("plan goal edit By", "By May"),
        ("plan strategy edit ", "1"),
        ("plan show str", "strategies/1"),
        ("plan finance show ", "1"),
        ("cwg edit 1 --goal ", "1"),
        ("training show ins", "inservices/"),
        ("action done ", "1"),
        ("step show ", "4"),
        ("rules CWG-0", "CWG-07"),
        ("check --rule COM-1", "COM-12"),
        ("check --area cwg,te", "cwg,team"),
        ("help da", "dates"),
        ("help mee", "meeting"),
        ("team add X --groups GEN,UN", "GEN,UNION"),
        ("meeting present --late Avery,Sa", "Avery,Sage Sample"),
    ],
)
def test_what_is_named_completes(complete: Complete, typed: str, word: str) -> None:
    assert any(found.startswith(word) for found in complete(f"bltui {typed}")), typed


def test_only_files_that_fit(complete: Complete, tmp_path: Path) -> None:
    for name in ("plan.docx", "plan.xlsx", "plan.ics", "plan.json", "plan.csv", "plan.md"):
        (tmp_path / name).write_text("")
    assert complete("bltui export ics --out plan") == ["plan.ics"]
    assert complete("bltui export plan --out plan") == ["plan.md", "plan.docx"]
    assert complete("bltui status --file plan") == ["plan.json"]
    assert complete("bltui calendar import plan") == ["plan.csv", "plan.ics"]
