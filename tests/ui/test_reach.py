"""The palette reaches whatever has a name, and its row has the cursor then."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from bltui.domain.team.staff_edits import deactivate_person
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.screens.cwgs.calendar_page import CalendarPage
from bltui.ui.screens.palette import Palette
from bltui.ui.screens.registry import view_of
from bltui.ui.search_index import names
from bltui.ui.widgets.record_list import RecordList
from bltui.workspace import Workspace
from tests.ui.conftest import TODAY
from tests.ui.pressing import until


async def test_the_palette_goes_to_whatever_has_a_name(opened):
    async with opened() as (app, pilot):
        building = app.state.building
        await pilot.press(
            "7", "slash", *"zzz", "enter"
        )  # what is sought in a view does not hide it
        for record, typed in (
            ("goals/1", building.goals[1].title[:12]),
            ("strategies/1", building.strategies[1].text),
            (
                f"feedback/{min(building.feedback)}",
                building.feedback[min(building.feedback)].text[:14],
            ),
            ("meetings/1", "blt 3 nov"),
            ("cwgs/2", "cwg #2"),
        ):
            await pilot.press("ctrl+p")
            palette = app.screen
            assert isinstance(palette, Palette)
            palette.query_one(Input).value = typed
            await pilot.pause()
            assert palette.query_one(RecordList).cursor == record
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is app.bench and app.focused is not None)
            await pilot.pause()
            table = record.partition("/")[0]
            shown = [rows.cursor or "" for rows in app.bench.view.query(RecordList)]
            assert any(row.startswith(record) for row in shown) or table == "meetings", (
                record,
                shown,
            )
        assert app.bench.view.KEY == "cwgs"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_name_leads_to_a_row(opened, size):
    async with opened(size=size) as (app, _):
        seen = set()
        for record, name, _what in names(app.state):
            await app.bench._open(view_of(record).key, record)
            seen.add(record.partition("/")[0])
            assert "not in the lists" not in app.bench.bottom.text(0), (record, name)
        assert {
            "people",
            "seats",
            "cwgs",
            "step",
            "meetings",
            "strategies",
            "indicators",
            "trainings",
        } <= seen


async def test_who_has_left_is_found_too(opened, sample_file: Path):
    other = Workspace(BuildingFile(sample_file, Author("ben", 1001)), today=lambda _: TODAY)
    other.do(partial(deactivate_person, person_id=2))
    async with opened() as (app, _):
        await app.bench._open("team", "people/2")
        assert app.bench.view.query_one("#staff", RecordList).cursor == "people/2"


async def test_a_page_has_the_palette_too(opened):
    async with opened() as (app, pilot):
        await pilot.press("3", "c", "ctrl+p", *"every day", "enter")
        page = app.screen
        assert isinstance(page, CalendarPage)
        await until(pilot, lambda: page._every)
        await pilot.press("ctrl+p", *"emery", "enter")
        await until(pilot, lambda: app.screen is app.bench and app.bench.view.KEY == "team")
