"""What the environment says of the terminal: sizes that are wrong, terminals without a screen,
locales without signs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bltui.sample import sample_documents
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from tests.e2e.terminal import Terminal


@pytest.fixture
def building(tmp_path: Path) -> Path:
    """The sample building in a file of its own."""
    path = tmp_path / "sample.json"
    BuildingFile.create(
        path, sample_documents(date(2026, 11, 23)), current_author(), "the sample building written"
    )
    return path


def _open(building: Path, *words: str, **environ: str) -> Terminal:
    arguments = ["--file", str(building), "--today", "2026-11-23", *words]
    return Terminal(arguments, building.parent, **environ)


@pytest.mark.parametrize(
    "environ", [{"COLUMNS": "999999", "LINES": "-3"}, {"COLUMNS": "40", "LINES": "200"}]
)
def test_exported_sizes_do_not_count(building: Path, environ: dict[str, str]) -> None:
    with _open(building, **environ) as terminal:
        terminal.until("union")
        terminal.resize(120, 40)
        terminal.until(lambda: len(terminal.screen.display[-1].rstrip()) > 100)
        terminal.type("q")
        assert terminal.ended() == 0


@pytest.mark.parametrize("columns", ["999999", "²"])
def test_a_table_has_the_width_of_its_terminal(building: Path, columns: str) -> None:
    with _open(building, "team", "list", COLUMNS=columns) as terminal:
        assert terminal.ended() == 0
        assert max(len(line.rstrip()) for line in terminal.bytes.decode().splitlines()) > 40


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_without_a_screen_is_told_what_works(building: Path, kind: str) -> None:
    with _open(building, TERM=kind) as terminal:
        assert terminal.ended() == 2
        assert terminal.bytes.count(b"\n") == 1 and b"\x1b" not in terminal.bytes
        assert (
            f"TERM={kind}" in terminal.bytes.decode() and "bltui status" in terminal.bytes.decode()
        )
    with _open(building, "status", TERM=kind) as terminal:
        assert terminal.ended() == 0


_PLAIN = [{"LANG": "", "LC_ALL": "C"}, {"LANG": "C"}, {"PYTHONIOENCODING": "ascii"}]


@pytest.mark.parametrize("environ", _PLAIN, ids=str)
def test_screens_are_ascii_if_the_locale_is(building: Path, environ: dict[str, str]) -> None:
    with _open(building, **environ) as terminal:
        terminal.until("union")
        for key, seen in (
            ("7", "[7 Plan]"),
            ("6", "[6 Meeting]"),
            ("3", "[3 CWGs]"),
            ("?", "Help: CWGs"),
        ):
            terminal.type(key)
            terminal.until(seen)
        terminal.type("\x11")
        assert terminal.ended() == 0
    assert terminal.bytes.isascii()


@pytest.mark.parametrize(
    "words", [("check",), ("plan", "show"), ("cwg", "--help"), ("nonsense",), ("people", "list")]
)
@pytest.mark.parametrize("environ", _PLAIN[1:], ids=str)
def test_commands_are_ascii_if_the_locale_is(
    building: Path, environ: dict[str, str], words: tuple[str, ...]
) -> None:
    with _open(building, *words, **environ) as terminal:
        assert terminal.ended() in (0, 1, 2) and terminal.bytes
        assert terminal.bytes.isascii()


def test_what_programs_read_keeps_its_bytes(building: Path) -> None:
    """A name with an accent goes through a pipe unharmed; files for programs keep quotes too."""
    home = {
        "PATH": os.environ["PATH"],
        "HOME": str(building.parent),
        "BLTUI_FILE": str(building),
        "LC_ALL": "C",
    }

    def run(*words: str) -> bytes:
        line = [sys.executable, "-m", "bltui", *words]
        return subprocess.run(line, env=home, capture_output=True, check=True).stdout

    run("people", "add", "José “Pepe” Ruiz")
    assert 'José "Pepe" Ruiz'.encode() in run("people", "list")
    assert run("export", "minutes").isascii()
    assert "José “Pepe” Ruiz".encode() in run("export", "csv", "--table", "people").replace(
        b'""', b'"'
    )


def test_the_setting_counts_on_a_terminal(building: Path) -> None:
    (building.parent / "config.toml").write_text('signs = "ascii"\n')
    with _open(building, "plan", "show") as terminal:
        assert terminal.ended() == 0
        assert terminal.bytes.isascii()
