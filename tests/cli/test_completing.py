"""Shell completion: names and dates where a record is wanted, files only where a file is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bltui.cli.commands import grammar
from bltui.cli.completing import _COMPLETERS, _actions

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


def test_every_kind_of_record_that_completes_is_an_argument() -> None:
    used = {str(action.metavar) for action in _actions(grammar(None, whole=True))}
    assert set(_COMPLETERS) <= used
