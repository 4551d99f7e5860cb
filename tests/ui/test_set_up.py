"""The set-up screen: from nothing to a building with a roster and a calendar."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bltui import founding
from bltui.domain.model.record import active
from bltui.places import data_folder
from bltui.settings import Settings, load_settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.import_sheet import ImportSheet
from bltui.ui.dialogs.set_up_form import SetUpForm, Skipping
from bltui.ui.first_run import FirstRun
from bltui.ui.set_up_app import SetUp
from bltui.workspace import Workspace
from tests.ui.drafting import files, written
from tests.ui.pressing import until

TODAY = date(2026, 11, 23)
ANA = Author("ana", 1000)
ROSTER = "role,name,grades\nPrincipal,Sample Person,\nTeacher,Other Person,2\n"
CALENDAR = (
    "date,to,kind,name\n2026-08-24,,first,First day\n2027-05-28,,last,Last day\n"
    "2026-11-25,2026-11-27,no_school,Thanksgiving break\n"
)
SIZES = ((80, 24), (120, 40))


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "America/Chicago")


@asynccontextmanager
async def set_up(
    tmp_path: Path, size: tuple[int, int] = (80, 24), named: str = ""
) -> AsyncIterator[tuple[SetUp, Pilot[Any], SetUpForm]]:
    """Open the set-up screen; at the end it leaves its drafts as a lost connection does."""
    app = SetUp(
        Settings(signs="unicode"), ANA, named=named, reason="Why", config=tmp_path / "config.toml"
    )
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetUpForm) and app.screen.is_mounted)
        form = app.screen
        assert isinstance(form, SetUpForm)
        await pilot.pause()
        yield app, pilot, form
        app.end_drafts(keep=True)


async def types(pilot: Pilot[Any], form: SetUpForm, **texts: str) -> None:
    """Type into fields."""
    for key, text in texts.items():
        form.entry(key).focus()
        await pilot.pause()
        await pilot.press(*text)


def screen(app: Any) -> str:
    return "\n".join(
        "".join(s.text for s in line).rstrip() for line in app.screen._compositor.render_strips()
    )


@pytest.mark.parametrize("size", SIZES)
async def test_from_nothing_to_a_building_with_a_roster_and_a_calendar(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    roster, calendar = tmp_path / "roster.csv", tmp_path / "calendar.csv"
    roster.write_text(ROSTER)
    calendar.write_text(CALENDAR)
    async with set_up(tmp_path, size) as (app, pilot, form):
        assert form.text()["tz"] == "America/Chicago" and "a guess" in screen(app)
        assert "Create  F10" in screen(app)  # the whole form is in sight
        await types(pilot, form, name="Lincoln Elementary", grades="k-5")
        assert form.text()["level"] == "elementary"
        assert form.text()["path"] == str(data_folder() / "lincoln-elementary.json")
        form.entry("roster").fill(str(roster))
        form.entry("calendar").fill(str(calendar))
        await pilot.press("f10")
        await until(pilot, lambda: app.outcome.chosen == "created")
    done = app.outcome
    assert load_settings(tmp_path / "config.toml").building == done.path
    assert files() == []
    space = Workspace(BuildingFile(done.path, ANA), today=lambda _: TODAY)
    profile = space.building.profile
    assert (profile.name, profile.level, profile.tz) == (
        "Lincoln Elementary",
        "elementary",
        "America/Chicago",
    )
    bltui = Bltui(
        space, Settings(signs="unicode"), config=tmp_path / "config.toml", first=done.first
    )
    async with bltui.run_test(size=size) as pilot:
        await until(pilot, lambda: "Sample Person" in screen(bltui))
        assert isinstance(bltui.screen, ImportSheet) and bltui.state.gen == 1
        await pilot.press("f10")
        await until(pilot, lambda: "Thanksgiving break" in screen(bltui))
        assert isinstance(bltui.screen, ImportSheet) and bltui.state.gen == 2
        await pilot.press("f10")
        await until(pilot, lambda: bltui.screen is bltui.bench)
        assert "Set up this building" not in screen(bltui)
    assert len(list(active(space.building.seats))) == 2
    assert next(active(space.building.calendars)).first == date(2026, 8, 24)


async def test_an_import_that_is_left_saves_nothing_and_the_next_one_opens(
    tmp_path: Path, empty_file: Path
) -> None:
    roster, calendar = tmp_path / "roster.csv", tmp_path / "calendar.csv"
    roster.write_text(ROSTER)
    calendar.write_text(CALENDAR)
    space = Workspace(BuildingFile(empty_file, ANA), today=lambda _: TODAY)
    first = FirstRun(str(roster), str(calendar), ("A note",))
    app = Bltui(space, Settings(signs="unicode"), config=tmp_path / "c.toml", first=first)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Other Person" in screen(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Thanksgiving break" in screen(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.bench)
        assert "A note" in screen(app)
    assert not list(active(space.building.seats))


async def test_the_building_is_not_remembered_if_the_box_is_not_checked(tmp_path: Path) -> None:
    async with set_up(tmp_path) as (app, pilot, form):
        await types(pilot, form, name="Lincoln", grades="6-8")
        form.entry("remember").focus()
        await pilot.press("space", "f10")
        await until(pilot, lambda: app.outcome.chosen == "created")
    assert not (tmp_path / "config.toml").exists()


async def test_a_named_file_is_the_one_that_is_created(tmp_path: Path) -> None:
    named = tmp_path / 'a "quoted" name.json'
    async with set_up(tmp_path, named=str(named)) as (app, pilot, form):
        await types(pilot, form, name="Lincoln", grades="9-12")
        assert form.text()["path"] == str(named)
        await pilot.press("f10")
        await until(pilot, lambda: app.outcome.chosen == "created")
    assert named.is_file()
    assert load_settings(tmp_path / "config.toml").building == str(named)


#: What is typed, the field that says what is wrong, and what it says.
WRONG = [
    ({}, "name", "School name is blank"),
    ({"name": "A"}, "grades", "Grades is blank"),
    ({"name": "A", "grades": "zz"}, "grades", "Write grades as K-5"),
    ({"name": "A", "grades": "K-5", "tz": "Mars/City"}, "tz", "is not a time zone"),
    ({"name": "A", "grades": "K-5", "tz": "CST6\tx"}, "tz", "is not a time zone"),
    ({"name": "A", "grades": "K-5", "year": "soon"}, "year", "is not a school year"),
    ({"name": "A", "grades": "K-5", "path": "/nowhere/a.json"}, "path", "There is no folder"),
    ({"name": "A", "grades": "K-5", "path": "/"}, "path", "is a folder"),
    ({"name": "A", "grades": "K-5", "path": "TAKEN"}, "path", "exists already"),
    ({"name": "A", "grades": "K-5", "roster": "/nowhere.csv"}, "roster", "There is no file"),
    ({"name": "A", "grades": "K-5", "calendar": "/"}, "calendar", "There is no file"),
]


@pytest.mark.parametrize(("texts", "key", "says"), WRONG)
async def test_bad_input_is_one_clear_line_under_its_field(
    tmp_path: Path, texts: dict[str, str], key: str, says: str
) -> None:
    taken = tmp_path / "taken.json"
    taken.write_text("{}")
    async with set_up(tmp_path) as (app, pilot, form):
        for name, text in texts.items():
            form.entry(name).focus()
            await pilot.pause()
            form.entry(name).fill(str(taken) if text == "TAKEN" else text)
        await pilot.press("f10")
        await until(pilot, lambda: key in form.wrong)
        assert says in form.wrong[key] and "\n" not in form.wrong[key]
        assert form.focused is form.entry(key)
        assert app.outcome.chosen == "quit"
    assert not data_folder().exists() and not (tmp_path / "config.toml").exists()


async def test_what_was_typed_is_in_the_form_again_after_a_lost_connection(tmp_path: Path) -> None:
    async with set_up(tmp_path) as (_app, pilot, form):
        await types(pilot, form, name="Lincoln")
        await written(pilot, "Lincoln")
    async with set_up(tmp_path) as (app, pilot, form):
        await until(pilot, lambda: form.text()["name"] == "Lincoln")
        assert "in the form again" in screen(app)
        await types(pilot, form, grades="k-5")
        await pilot.press("f10")
        await until(pilot, lambda: app.outcome.chosen == "created")
    assert files() == []


async def test_another_signer_does_not_see_the_draft(tmp_path: Path) -> None:
    async with set_up(tmp_path) as (_app, pilot, form):
        await types(pilot, form, name="Lincoln")
        await written(pilot, "Lincoln")
    app = SetUp(Settings(), Author("ana", 1000, "Somebody Else"), config=tmp_path / "c.toml")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SetUpForm))
        await pilot.pause(0.2)
        form = app.screen
        assert isinstance(form, SetUpForm) and form.text()["name"] == ""


@pytest.mark.parametrize(("key", "chosen"), [("s", "sample"), ("q", "quit")])
async def test_escape_offers_the_sample_and_quits_with_a_draft(
    tmp_path: Path, key: str, chosen: str
) -> None:
    async with set_up(tmp_path) as (app, pilot, form):
        await types(pilot, form, name="Lincoln")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Skipping))
        assert "Run bltui to come back" in screen(app) and "kept as a draft" in screen(app)
        await pilot.press("enter", "n")  # Enter answers nothing
        await until(pilot, lambda: app.screen is form)
        assert form.text()["name"] == "Lincoln"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Skipping))
        await pilot.press(key)
        await until(pilot, lambda: app.outcome.chosen == chosen and not app.is_running)
    assert len([f for f in files() if f.suffix == ".json"]) == 1
    assert not data_folder().exists()


async def test_a_folder_that_cannot_be_written_is_said_and_the_text_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(founding, "create", full)
    async with set_up(tmp_path) as (app, pilot, form):
        await types(pilot, form, name="Lincoln", grades="k-5")
        await pilot.press("f10")
        await until(pilot, lambda: "No space left" in screen(app))
        assert form.text()["name"] == "Lincoln"
