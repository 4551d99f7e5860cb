"""The first start without a terminal, and what a new building says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bltui import ui
from bltui.cli import launch
from bltui.settings import load_settings
from bltui.ui.first_run import FirstRun
from bltui.ui.set_up_app import Outcome

from .conftest import Shell


@pytest.fixture
def new(shell: Shell, tmp_path: Path) -> Path:
    """Return a building that was just created."""
    path = tmp_path / "new.json"
    assert (
        shell("new", "--file", path, "--name", "New", "--grades", "K-2", "--tz", "UTC").status == 0
    )
    return path


@pytest.mark.parametrize("words", [(), ("open",)])
def test_without_a_terminal_the_line_and_the_status_stay(
    shell: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    none = shell(*words)
    assert none.status == 2 and "There is no building yet" in none.err
    missing = shell("--file", tmp_path / "x.json", *words)
    assert missing.status == 65 and "it does not exist" in missing.err
    assert none.err.count("\n") == missing.err.count("\n") == 1
    bad = tmp_path / "bad.json"
    bad.write_text("{ no")
    assert shell("--file", bad, *words).status == 65


class Asked:
    """Stands in for the terminal: answers the set-up form, and notes what is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, outcome: Outcome, status: int = 0) -> None:
        self.named = self.reason = self.opened = ""
        self.first: FirstRun | None = None

        def set_up(settings, author, *, named="", reason=""):
            self.named, self.reason = named, reason
            return status, outcome

        def run(workspace, settings, draft="", first=None):
            self.opened, self.first = workspace.building.profile.name, first
            return 0

        monkeypatch.setattr(ui, "set_up", set_up)
        monkeypatch.setattr(ui, "run", run)
        monkeypatch.setattr(launch, "needs_terminal", lambda: None)


def test_on_a_terminal_the_form_opens_and_then_what_it_created(
    shell: Shell, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = FirstRun(roster="roster.csv")
    asked = Asked(monkeypatch, Outcome("created", str(new), first))
    assert shell().status == 0
    assert (asked.named, asked.opened, asked.first) == ("", "New", first)


def test_a_missing_file_is_offered_with_the_one_that_may_be_meant(
    shell: Shell, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(monkeypatch, Outcome("quit"))
    left = shell("--file", tmp_path / "now.json")
    assert (left.status, left.out, asked.opened) == (0, "", "")
    assert "`bltui` shows the form again" in left.err
    assert asked.named == str(tmp_path / "now.json")
    assert "does not exist. Did you mean new.json?" in asked.reason
    nowhere = shell("--file", tmp_path / "no folder" / "x.json")
    assert nowhere.status == 74 and "folder does not exist" in nowhere.err


def test_the_sample_instead_and_a_lost_terminal(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(monkeypatch, Outcome("sample"))
    assert shell().status == 0 and asked.opened == "Sample Elementary School"
    asked = Asked(monkeypatch, Outcome("quit"), 129)
    assert shell().status == 129 and asked.opened == ""


def test_a_new_building_says_its_steps_and_is_not_an_error(shell: Shell, new: Path) -> None:
    for command in ("status", "check"):
        answer = shell("--file", new, command)
        assert answer.status == 0
        assert "Set up this building  0 of 5" in answer.out
        assert "(after step 1)" in answer.out and "Required" not in answer.out
        assert "The checks start when the first member is on the team." in answer.out
    found = shell("--file", new, "check", "--json")
    assert found.status == 0 and len(found.json["findings"]) > 5  # JSON stays complete
    asked = shell("--file", new, "check", "--rule", "COM-01")
    assert asked.status == 1 and "COM-01" in asked.out
    shell("--file", new, "calendar", "set", "--first", "2026-08-24", "--last", "2027-05-28")
    assert "1 of 5" in shell("--file", new, "status").out
    shell("--file", new, "team", "add", "Sample Person", "--role", "Principal")
    later = shell("--file", new, "check")
    assert "Set up this building" not in later.out and "Required" in later.out


def test_the_commands_of_the_steps_are_commands(shell: Shell, new: Path, tmp_path: Path) -> None:
    import shlex

    (tmp_path / "ROSTER.csv").write_text("role,name\nPrincipal,NAME\n")
    (tmp_path / "CALENDAR.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260824\nSUMMARY:First day of school\n"
        "END:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270528\nSUMMARY:Last day of school\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    from datetime import date

    from bltui.domain.checks.first_steps import first_steps
    from bltui.store.author import Author
    from bltui.store.building_file import BuildingFile
    from bltui.workspace import Workspace

    def steps():
        space = Workspace(
            BuildingFile(new, Author("ana", 1000)), today=lambda _: date(2026, 11, 22)
        )
        return first_steps(space.building, date(2026, 11, 22))

    for step in steps():
        answer = shell("--file", new, "--today", "2026-11-22", *shlex.split(step.run)[1:])
        assert answer.status == 0, (step.run, answer.err)
    assert all(step.done for step in steps())


def test_a_path_with_quotes_is_kept_in_the_settings(tmp_path: Path) -> None:
    from bltui.settings import keep_setting

    config = tmp_path / "config.toml"
    for path in ('/a "b".json', "/a\\b.json", "/ä ö.json", "/a\nb.json"):
        keep_setting(config, "building", path)
        assert load_settings(config).building == path
