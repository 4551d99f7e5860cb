"""Pages that are being opened or closed: what comes for them in that moment ends nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bltui.ui.dialogs.cwgs.snow import SnowDay
from bltui.ui.screens.cwgs.calendar_page import CalendarPage
from bltui.ui.screens.cwgs.free import FreePage
from bltui.ui.screens.cwgs.handout import HandoutPage
from bltui.ui.screens.cwgs.propose import ProposePage
from bltui.ui.screens.palette import Palette
from bltui.ui.serial_worker import SerialWorker
from bltui.ui.widgets.record_list import RecordList

PAGES = [CalendarPage, FreePage, HandoutPage, ProposePage]


@pytest.mark.parametrize("kind", PAGES)
async def test_a_page_that_is_being_opened_shows_a_colleagues_change_once_it_is_there(
    opened: Any, kind: Any
) -> None:
    async with opened() as (app, pilot):
        page = kind()
        app.push_screen(page)
        app.show_state(app.state)  # before its lists are there
        await pilot.pause()
        assert app.screen is page
        assert app.focused is page.home()


@pytest.mark.parametrize("kind", PAGES)
async def test_what_a_list_says_while_its_page_is_taken_down_is_let_go(
    opened: Any, kind: Any
) -> None:
    async with opened() as (app, pilot):
        page = kind()
        app.push_screen(page)
        await pilot.pause()
        lists = list(page.query(RecordList))
        for rows in lists:
            await rows.remove()
        for rows in lists:
            page.post_message(RecordList.Moved(rows, None))
        app.show_state(app.state)
        await pilot.pause()
        page.dismiss(None)
        await pilot.pause()
        assert app.screen is app.bench


@pytest.mark.parametrize("key", "1234567")
async def test_what_a_list_says_while_its_view_is_taken_down_is_let_go(
    opened: Any, key: str
) -> None:
    async with opened() as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
        view = app.bench.view
        lists = list(view.query(RecordList))
        for rows in lists:
            await rows.remove()
        for rows in lists:
            view.post_message(RecordList.Moved(rows, None))
        await pilot.pause()
        view.show(app.state)
        assert app.is_running


async def test_letters_for_a_palette_that_is_closing_are_let_go(opened: Any) -> None:
    async with opened() as (app, pilot):
        await pilot.press("ctrl+p")
        palette = app.screen
        assert isinstance(palette, Palette)
        for child in list(palette.children):
            await child.remove()
        palette._fill("team")
        palette.action_move(1)
        await pilot.pause()
        assert app.is_running


async def test_a_meeting_that_the_day_does_not_hit_any_more_is_not_decided_on(opened: Any) -> None:
    async with opened() as (app, pilot):
        app.push_screen(CalendarPage())
        await pilot.pause()
        sheet = SnowDay(app.screen.basis, None)
        app.push_screen(sheet)
        await pilot.pause()
        sheet.post_message(RecordList.Opened(sheet.query_one(RecordList), "1/2026-11-25"))
        await pilot.pause()
        assert app.screen is sheet
        assert not sheet._wanted


async def test_two_askers_mount_a_panel_once(opened: Any) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press("3")
        await pilot.pause()
        view = app.bench.view
        await asyncio.gather(view.turn_to("month"), view.turn_to("month"), view.turn_to("agenda"))
        await pilot.pause()
        assert sorted(panel.id for panel in view.query(".lower")) == ["agenda", "month", "week"]


async def test_whoever_waits_for_work_hears_of_an_error_in_showing_it() -> None:
    def show(_: int) -> None:
        raise LookupError("no list")

    lane = SerialWorker()
    with pytest.raises(LookupError, match="no list"):
        await asyncio.wait_for(lane.run(lambda: 1, show), 5)
    assert lane.idle


async def test_news_that_arrive_while_the_program_ends_are_let_go(opened: Any) -> None:
    async with opened() as (app, pilot):
        await pilot.press("q")
        await pilot.pause()
    app.show_state(app.state)
    app.tell("Saved")
    assert not app.pages
