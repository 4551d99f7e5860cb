"""The workbench as a person meets it: keys pressed, then the building, then the screen."""

from __future__ import annotations

import io
import sys
import tomllib
from pathlib import Path

import pytest

from bltui.domain.team.staff_edits import add_person
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.screens.help import Help
from bltui.ui.screens.palette import Palette
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace


def names(app) -> list[str]:
    return [p.name for p in app.state.building.people.values() if not p.archived]


def screen(app) -> str:
    """The whole screen as text."""
    return "\n".join(
        "".join(s.text for s in line) for line in app.screen._compositor.render_strips()
    )


async def settled(pilot, condition, tries: int = 60) -> None:
    for _ in range(tries):
        await pilot.pause(0.05)
        if condition():
            return
    raise AssertionError("it did not happen")


async def test_quick_add_shows_how_it_reads_saves_and_can_be_undone(opened):
    async with opened() as (app, pilot):
        await pilot.press("plus", *"person Zoe Sample")
        assert "Recognized as: PERSON" in app.bench.bottom.text(0)
        await pilot.press("enter")
        await settled(pilot, lambda: "Zoe Sample" in names(app))
        assert app.bench.bottom.text(0).startswith(" Saved: ")
        await pilot.press("u")
        await settled(pilot, lambda: "Zoe Sample" not in names(app))
        await pilot.press("U")
        await settled(pilot, lambda: "Zoe Sample" in names(app))


async def test_words_that_are_refused_stay_on_the_line(opened):
    async with opened() as (app, pilot):
        await pilot.press("plus", *"facilitator Nobody Known", "enter")
        await pilot.pause(0.1)
        assert app.bench.text() == {"quick add": "facilitator Nobody Known"}
        assert "No person is called" in app.bench.bottom.text(0)


async def test_find_narrows_every_panel_and_escape_shows_all_again(opened):
    async with opened() as (app, pilot):
        needs = app.bench.query_one("#needs", RecordList)
        everything = needs.ids
        await pilot.press("slash", *"union")
        assert len(needs.ids) == 1
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert needs.ids == everything


async def test_enter_on_a_finding_goes_to_where_it_is_mended(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot, lambda: app.bench.view.KEY == "cwgs")
        await pilot.press("1", "down", "enter")
        await settled(pilot, lambda: app.bench.view.KEY == "meeting")
        await pilot.press("1", "down", "enter")
        await settled(pilot, lambda: app.bench.view.KEY == "team")


async def test_a_colleagues_change_appears_and_the_cursor_stays_on_its_record(
    opened, sample_file: Path
):
    async with opened() as (app, pilot):
        await pilot.press("down", "down")
        needs = app.bench.query_one("#needs", RecordList)
        here = needs.cursor
        other = Workspace(
            BuildingFile(sample_file, Author("ben", 1001)), today=lambda _: app.state.today
        )
        other.do(lambda building: add_person(building, name="Kim Sample", title="Grade 2 teacher"))
        await settled(pilot, lambda: "Kim Sample" in names(app), tries=30)
        assert needs.cursor == here
        assert "ben" in app.bench.bottom.text(0)


async def test_a_file_that_cannot_be_read_any_more_leaves_the_last_good_state_and_closes_writing(
    opened, sample_file: Path
):
    async with opened() as (app, pilot):
        good = sample_file.read_bytes()
        sample_file.write_bytes(b"{ not a building")
        await settled(pilot, lambda: app.state.closed is not None, tries=80)
        assert "nothing can be saved" in app.bench.top.text(2)
        assert "Sample Elementary School" in screen(app)
        await pilot.press("plus")
        await pilot.pause()
        assert "cannot be read" in app.bench.bottom.text(0)
        assert sample_file.read_bytes() == b"{ not a building"
        sample_file.write_bytes(good)
        await settled(pilot, lambda: app.state.closed is None, tries=100)


async def test_an_empty_building_says_what_to_do_first(opened, empty_file: Path):
    async with opened(path=empty_file) as (app, _pilot):
        assert "Set up this building" in screen(app)


async def test_help_lists_every_command_and_the_palette_finds_a_person(opened):
    async with opened() as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, Help)
        listed = app.screen.query_one(RecordList).ids
        for command in (*app.bench.OFFERS, *app.bench.view.OFFERS, *RecordList.OFFERS):
            assert f"command/{command.id}" in listed
            assert command.help
        headings = [
            plain(row.cells[0])
            for row in app.screen.query_one(RecordList).shown
            if row.kind == "heading"
        ]
        assert headings == [
            "In Home",
            "In lists",
            "Everywhere",
            "Signs beside words",
        ]
        await pilot.press("escape", "ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        await pilot.press(*"emery")
        await pilot.pause()
        assert app.screen.query_one(RecordList).cursor.startswith("people/")
        await pilot.press("enter")
        await settled(pilot, lambda: app.bench.view.KEY == "team")


async def test_settings_take_effect_at_once_and_keep_the_rest_of_the_file(
    opened, sample_file: Path
):
    config = sample_file.parent / "config.toml"
    config.write_text('# mine\nmouse = true\n\n[keys]\nundo = "z"\n')
    async with opened(keys={"undo": "z"}) as (app, pilot):
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.theme == "bltui-light"
    text = config.read_text()
    assert "# mine" in text
    assert tomllib.loads(text) == {"theme": "bltui-light", "mouse": True, "keys": {"undo": "z"}}


async def test_the_setting_for_signs_reaches_what_is_painted(opened, monkeypatch):
    painted = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "__stderr__", painted)
    async with opened() as (app, pilot):
        for setting, encoding in (("ascii", "ascii"), ("unicode", "utf-8")):
            app.prefer("signs", setting)
            await pilot.pause()
            assert painted.encoding == encoding and (app.state.signs.done == "x") is (
                setting == "ascii"
            )


async def test_a_key_of_ones_own_works_and_is_shown_and_faults_are_said_once(opened):
    async with opened(keys={"undo": "z", "nonsense": "b", "help": "ctrl+h", "redo": "1"}) as (
        app,
        pilot,
    ):
        assert len(app.faults) == 3
        assert "config.toml" in app.bench.bottom.text(0)
        assert " z Undo" in " " + app.bench.bottom.text(1).replace("  ", " ")
        await pilot.press("plus", *"person Zoe Sample", "enter")
        await settled(pilot, lambda: "Zoe Sample" in names(app))
        await pilot.press("z")
        await settled(pilot, lambda: "Zoe Sample" not in names(app))


async def test_an_error_nobody_foresaw_is_logged_without_values_and_ends_with_70(
    opened, monkeypatch, tmp_path: Path
):
    log = tmp_path / "state" / "bltui.log"
    monkeypatch.setattr("bltui.places.log_file", lambda: log)
    with pytest.raises(RuntimeError):
        async with opened() as (app, pilot):
            app.call_later(_fails, "Secret Name")
            await pilot.pause(0.2)
    assert app.return_code == 70
    assert "RuntimeError: planned" in log.read_text()
    assert "Secret Name" not in log.read_text()


def _fails(person: str) -> None:
    raise RuntimeError("planned")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_the_foot_fits_into_80_columns_in_every_view(opened, size):
    async with opened(size=size) as (app, pilot):
        for key in ("1", "2"):
            await pilot.press(key)
            await pilot.pause()
            assert len(app.bench.view.FOOT) <= 6
            foot = "".join(bit.text for bit in app.bench.bottom._fitted(1))
            assert len(foot) == size[0] and "…" not in foot
            assert ("; Jump" in foot) == (key == "1" or size[0] > 80)
            assert "? Help" in app.bench.bottom.text(1)


async def test_a_network_file_system_is_said_once_at_the_start(opened, monkeypatch):
    monkeypatch.setattr(
        BuildingFile, "doubt", lambda file: "it lies on nfs4, where locks cannot be relied on"
    )
    async with opened() as (app, pilot):
        await settled(pilot, lambda: "lies on nfs4" in app.bench.bottom.text(0))
        await pilot.press("2")
        await settled(pilot, lambda: "lies on nfs4" not in app.bench.bottom.text(0))


async def test_the_line_says_which_conflicts_a_time_would_bring(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        line = "meet cwg 2 every wed 3:15pm-4pm"
        await pilot.press("3", "plus")
        field = app.focused
        field.value = line
        await settled(pilot, lambda: "! new" in screen(app))
        field.value = "person Zoe Sample"
        await settled(pilot, lambda: "! new" not in screen(app))
        field.value = line
        await pilot.press("enter")
        await settled(pilot, lambda: "New finding" in app.bench.bottom.text(0))
        assert app.bench.bottom.text(0).strip().startswith("Saved: ")
