"""The Meeting view shows the meeting that is meant, and adds to an earlier one only if told to."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from bltui.domain.meetings import running
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.form_screen import FormScreen

from .pressing import until
from .test_meeting import TODAY, held, path, workspace  # noqa: F401


async def test_the_next_meeting_of_home_opens_in_meeting_although_nobody_planned_it(opened) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        following = app.state.overview.meeting
        assert following is not None and following.meeting_id is None
        app.bench.open(following.record)
        await until(pilot, lambda: app.bench.view.KEY == "meeting")
        view = app.bench.view
        assert view.meeting is None and view.ahead == following
        assert "removed" not in app.bench.bottom.text(0)


async def test_an_ended_meeting_is_added_to_only_after_a_question(path: Path) -> None:  # noqa: F811
    space = workspace(path)
    earlier = TODAY - timedelta(21)
    space.do(partial(running.start_meeting, on=earlier))
    number = max(space.building.meetings)
    space.do(partial(running.end_meeting, meeting_id=number))
    async with held(path) as (app, pilot, view):
        view._picked = number
        view.show(app.state)
        assert view.meeting is not None and view.meeting.id == number
        for key in ("n", "d", "h", "l", "t"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, Confirm))
            await pilot.press("n")
            await until(pilot, lambda: app.screen is app.bench)
        view.listed("here").focus()
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("n")
        await until(pilot, lambda: app.screen is app.bench)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.bench)
        await pilot.press("n")  # asked once
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
