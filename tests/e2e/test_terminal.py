"""The terminal UI in a real pseudo-terminal: what is painted, what keys do, and how it leaves."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from bltui.sample import sample_documents
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile

_spec = importlib.util.spec_from_file_location("terminal", Path(__file__).with_name("terminal.py"))
assert _spec and _spec.loader
_module = importlib.util.module_from_spec(_spec)
sys.modules["terminal"] = _module
_spec.loader.exec_module(_module)
Terminal = _module.Terminal


@pytest.fixture
def building(tmp_path: Path) -> Path:
    """The sample building in a file of its own."""
    path = tmp_path / "sample.json"
    BuildingFile.create(
        path, sample_documents(date(2026, 11, 23)), current_author(), "the sample building written"
    )
    return path


def open_ui(building: Path, **more: object) -> Terminal:
    return Terminal(["--file", str(building), "--today", "2026-11-23"], building.parent, **more)


def test_home_shows_real_findings_keys_work_and_ctrl_q_leaves_the_terminal_as_it_was(
    building: Path,
) -> None:
    with open_ui(building) as terminal:
        terminal.until("union")
        assert "Sample Elementary School" in terminal.text
        terminal.type("2")
        terminal.until("[2 Team]")
        terminal.type("?")
        terminal.until("Help: Team")
        terminal.type("\x1b")
        terminal.until(lambda: "Help: Team" not in terminal.text)
        terminal.resize(120, 40)
        terminal.until(lambda: len(terminal.screen.display[-1].rstrip()) > 100)
        terminal.type("\x11")
        assert terminal.ended() == 0
        assert terminal.restored() == []


def test_a_terminal_that_is_too_small_asks_for_more_room(building: Path) -> None:
    with open_ui(building, size=(50, 12)) as terminal:
        terminal.until("60x16")
        assert "union" not in terminal.text
        terminal.resize(80, 24)
        terminal.until("union")
        terminal.until(lambda: "60x16" not in terminal.text)
        terminal.type("q")
        assert terminal.ended() == 0


def test_a_window_that_is_resized_and_back_at_once_is_painted_whole(building: Path) -> None:
    with open_ui(building) as terminal:
        terminal.until("[1 Home]")
        terminal.read(1.0)
        before = terminal.text
        terminal.resize(100, 30)
        terminal.resize(80, 24)  # a terminal that shrinks may move its lines up
        assert terminal.text != before
        terminal.until(lambda: terminal.text == before)
        terminal.type("q")
        assert terminal.ended() == 0


def test_a_change_that_was_said_to_be_saved_is_on_the_disk(building: Path) -> None:
    with open_ui(building) as terminal:
        terminal.until("union")
        terminal.type("+person Sample Newcomer, grade 2 teacher\r")
        terminal.until("Saved: ")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.ended()
    assert "Sample Newcomer" in building.read_text("utf-8")


def drafts(home: Path) -> list[Path]:
    return sorted((home / "state").rglob("drafts/*"))


def test_sigterm_keeps_what_was_typed_and_restores_the_terminal(building: Path) -> None:
    with open_ui(building) as terminal:
        terminal.until("union")
        terminal.type("+facilitator Somebody I was about to")
        terminal.until("about to")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.restored() == []
    (draft,) = drafts(building.parent)
    assert "Somebody I was about to" in draft.read_text("utf-8")
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    json.loads(draft.read_text("utf-8"))


def test_a_terminal_that_goes_without_a_word_ends_the_program_too(building: Path) -> None:
    # It would read the end of its input for ever, with all of a processor.
    with open_ui(building, untold=True) as terminal:
        terminal.until("union")
        terminal.type("+facilitator Half a li")
        terminal.until("Half a li")
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP
    (draft,) = drafts(building.parent)
    assert "Half a li" in draft.read_text("utf-8")


def test_a_lost_connection_ends_the_program_and_keeps_what_was_typed(building: Path) -> None:
    before = building.read_bytes()
    with open_ui(building) as terminal:
        terminal.until("union")
        terminal.type("+facilitator Half a li")
        terminal.until("Half a li")
        terminal.hang_up()
        assert terminal.ended() == 128 + signal.SIGHUP
    (draft,) = drafts(building.parent)
    assert "Half a li" in draft.read_text("utf-8")
    assert building.read_bytes() == before
    assert not list(building.parent.glob("sample.json.here/*"))
    with open_ui(building) as terminal:
        terminal.until("Unsaved text")
        assert "Quick add" in terminal.text and "facilitator Half a li" in terminal.text
        terminal.type("\r")
        terminal.until("+ facilitator Half a li")
        terminal.type("ne")
        terminal.until("Half a line")
        terminal.type("\x11")
        terminal.until("Keep typing")
        terminal.type("y")
        assert terminal.ended() == 0
    assert drafts(building.parent) == []
    with open_ui(building) as terminal:
        terminal.until("union")
        assert "Unsaved text" not in terminal.text


def test_kill_9_loses_at_most_the_last_second_and_the_text_comes_back_into_its_form(
    building: Path,
) -> None:
    with open_ui(building) as terminal:
        terminal.until("union")
        terminal.type("2")
        terminal.until("[2 Team]")
        terminal.type("n")
        terminal.until("Employed as")
        terminal.type("Sample Half-typed")
        terminal.until("Half-typed")
        terminal.read(1.2)
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.ended()
    (draft,) = drafts(building.parent)
    assert (
        stat.S_IMODE(draft.stat().st_mode) == 0o600
        and stat.S_IMODE(draft.parent.stat().st_mode) == 0o700
    )
    with open_ui(building) as terminal:
        terminal.until("Unsaved text")
        terminal.type("r")
        terminal.until(lambda: "Sample Half-typed" in terminal.text and "F10" in terminal.text)
        terminal.type("\x1b[21~")  # F10
        terminal.until("Saved: ")
        terminal.type("\x11")
        assert terminal.ended() == 0
    assert drafts(building.parent) == []
    assert "Sample Half-typed" in building.read_text("utf-8")


def test_stopped_and_continued_it_paints_again(building: Path) -> None:
    with open_ui(building) as terminal:
        terminal.until("union")
        os.kill(terminal.pid, signal.SIGTSTP)
        os.waitpid(terminal.pid, os.WUNTRACED)
        terminal.read(0.2)
        assert terminal.restored() == []
        terminal.screen.reset()
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.until("union")
        terminal.type("q")
        assert terminal.ended() == 0


@pytest.mark.parametrize(
    "environ",
    [
        {"NO_COLOR": "1"},
        {"TERM": "xterm"},
        {"TERM": "tmux-256color", "COLORTERM": "truecolor"},
        {"TEXTUAL_COLOR_SYSTEM": "bogus"},
        {"LANG": "C", "LC_ALL": "C"},
    ],
    ids=["no-colour", "16-colours", "tmux", "bogus-colours", "ascii"],
)
def test_other_terminals(building: Path, environ: dict[str, str]) -> None:
    with open_ui(building, **environ) as terminal:
        terminal.until("union")
        if environ.get("LC_ALL") == "C":
            assert "●" not in terminal.text
            assert "No teachers union" in terminal.text
        if "NO_COLOR" in environ:
            assert b"\x1b[38;5;1m" not in terminal.bytes
        terminal.type("\x11")
        assert terminal.ended() == 0


def test_idle_it_sends_nothing(building: Path) -> None:
    with open_ui(building) as terminal:
        terminal.until("union")
        terminal.read(0.7)
        before = len(terminal.bytes)
        terminal.read(2.5)
        assert len(terminal.bytes) == before


def test_the_first_start_creates_a_building_and_opens_it(tmp_path: Path) -> None:
    """Two apps one after the other in one process; the terminal is left as it was found."""
    roster = tmp_path / "roster.csv"
    roster.write_text("role,name\nPrincipal,Sample Person\n")
    with Terminal([], tmp_path) as terminal:
        terminal.until("Set up your building")
        terminal.type("Lincoln Elementary\tK-5" + "\t" * 5 + str(roster))
        terminal.until("roster.csv")
        terminal.type("\x1b[21~")  # F10
        terminal.until("Sample Person")
        terminal.type("\x1b[21~")
        terminal.until("Needs attention")
        terminal.type("\x11")
        assert terminal.ended() == 0 and terminal.restored() == []
    with Terminal([], tmp_path) as terminal:
        terminal.until("Lincoln Elementary")
        terminal.type("q")
        assert terminal.ended() == 0


def test_the_first_start_can_be_skipped_and_hung_up_on(tmp_path: Path) -> None:
    with Terminal([], tmp_path) as terminal:
        terminal.until("Set up your building")
        terminal.type("Lincoln")
        terminal.until("lincoln.json")
        terminal.hang_up()
        assert terminal.ended() == 129
    with Terminal([], tmp_path) as terminal:
        terminal.until("lincoln.json")  # the draft is in the form again
        terminal.type("\x1b")
        terminal.until("Skip the set-up?")
        terminal.type("s")
        terminal.until("SAMPLE")
        terminal.type("q")
        assert terminal.ended() == 0 and terminal.restored() == []
