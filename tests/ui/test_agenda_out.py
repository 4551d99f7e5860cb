"""The agenda leaves the Meeting view: copied as a mail, written as an event, posted in time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar

from bltui.domain.meetings import planning
from bltui.domain.model import editing
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.write_page import WritePage
from bltui.ui.screens.print_preview import PrintPreview

from .pressing import typed, until
from .test_meeting import TODAY, form, held, listed, path, words, workspace  # noqa: F401


@pytest.fixture
def agenda(path: Path) -> Path:  # noqa: F811
    """A meeting in two days with one item; the one of today is canceled."""
    space = workspace(path)
    space.do(partial(planning.cancel_meeting, meeting_id=max(space.building.meetings)))
    later = TODAY + timedelta(2)
    space.do(partial(planning.plan_meeting, on=later, start="15:30", end="16:15"))
    budget = {"title": "Budget", "intent": "decide", "preparation": "Read the draft"}
    space.do(partial(planning.add_item, meeting_id=max(space.building.meetings), **budget))
    return path


def public(path: Path) -> None:  # noqa: F811
    space = workspace(path)
    profile = space.building.profile
    space.do(partial(editing.edit, seen=profile, today=TODAY, public_body="yes"))


async def test_the_agenda_is_copied_as_a_mail_and_marked_as_sent_only_by_hand(
    agenda: Path,
) -> None:
    async with held(agenda) as (app, pilot, view):
        assert any("Budget  Decide" in row for row in listed(view, "agenda"))
        await pilot.press("Y")
        await until(pilot, lambda: "Copied" in app.bench.bottom.text(0))
        text = app.clipboard
        assert text.startswith("Subject: ") and "\n1. Budget\n" in text and "draft" in text
        assert view.meeting is not None and view.meeting.agenda_on is None
        await pilot.press("S")
        await until(pilot, lambda: view.meeting.agenda_on == TODAY)


async def test_the_agenda_is_written_as_an_event(agenda: Path, tmp_path: Path) -> None:
    async with held(agenda) as (app, pilot, _):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, PrintPreview))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WritePage))
        await pilot.press("ctrl+u")
        await typed(pilot, str(tmp_path / "agenda.ics"))
        await pilot.press("enter")
        await until(pilot, lambda: (tmp_path / "agenda.ics").exists())
    (event,) = Calendar.from_ical((tmp_path / "agenda.ics").read_bytes()).walk("VEVENT")
    assert "1. Budget" in event["DESCRIPTION"]


async def test_the_clock_is_in_the_agenda_and_on_home_until_it_was_posted(agenda: Path) -> None:
    async with held(agenda) as (app, pilot, view):
        assert "ost the agenda" not in words(view, "agenda")
    public(agenda)
    async with held(agenda) as (app, pilot, view):
        first, second, *items = listed(view, "agenda")
        assert "Post the agenda by" in first and "public comment" in second
        assert any("Budget" in item for item in items)
        assert app.state.overview.post_by is not None
        await form(pilot, "B", "11/20/2026", "=tab", "9:30 AM")
        await until(pilot, lambda: view.meeting.posted_on is not None)
        assert (str(view.meeting.posted_on), view.meeting.posted_at) == ("2026-11-20", "09:30")
        await until(pilot, lambda: "Agenda posted" in listed(view, "agenda")[0])
        assert app.state.overview.post_by is None


async def test_the_deadline_is_on_home(agenda: Path) -> None:
    public(agenda)
    async with held(agenda) as (app, pilot, _):
        await pilot.press("1")
        await until(pilot, lambda: app.bench.view.KEY == "home")
        assert "post the agenda by" in words(app.bench.view, "next")


async def test_an_empty_agenda_says_the_deadline_and_what_to_do(path: Path) -> None:  # noqa: F811
    public(path)
    async with held(path) as (_, _, view):
        text = view.listed("agenda")._empty
        assert "deadline" in text and "Press P" in text


async def test_a_choice_that_nobody_made_is_marked_as_such(agenda: Path) -> None:
    async with held(agenda) as (app, pilot, _):
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        intent = next(box for box in app.screen.query(BoxesEntry) if box.field.key == "intent")
        assert "(x) not said" in str(intent.render()) and intent.raw == ""
