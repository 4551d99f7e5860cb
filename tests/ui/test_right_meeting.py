"""The Meeting view shows the meeting that is meant, and adds to an earlier one only if told to."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bltui.domain.meetings import planning, running
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


@pytest.mark.parametrize(
    ("days", "ended"), [(-21, True), (-21, False), (21, False)], ids=["ended", "missed", "later"]
)
async def test_a_meeting_of_another_day_is_added_to_only_after_a_question(
    path: Path,  # noqa: F811
    days: int,
    ended: bool,
) -> None:
    space = workspace(path)
    on = TODAY + timedelta(days)
    space.do(partial(running.start_meeting if ended else planning.plan_meeting, on=on))
    number = max(space.building.meetings)
    if ended:
        space.do(partial(running.end_meeting, meeting_id=number))
    async with held(path) as (app, pilot, view):
        view._picked = number
        view.show(app.state)
        assert view.meeting is not None and view.meeting.id == number
        for key in ("n", "d", "h", "l", *("t" if ended else "")):
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
