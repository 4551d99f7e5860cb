"""A meeting without a time is never shown at midnight, and one of a group without regular times is
shown with its own.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from textual.pilot import Pilot

from bltui.domain.meetings.planning import plan_meeting
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.series.edits import remove_series
from bltui.domain.series.year_schedule import schedule_of
from bltui.exchange.handout8 import as_text, handout
from bltui.ui.app import Bltui
from bltui.ui.dialogs.form_screen import FormScreen

from .pressing import form, until
from .test_width import PLACES, drawn


async def one_by_one(app: Bltui, pilot: Pilot[Any]) -> None:
    """Group 5 has no regular times, and two meetings that were planned one by one."""
    series = next(s.id for s in active(app.state.building.series) if s.cwg_id == 5)
    app.submit(partial(remove_series, series_id=series))
    for away, start in ((1, ""), (8, "15:15")):
        on = app.state.today + timedelta(away)
        app.submit(partial(plan_meeting, team="cwg:5", on=on, start=start))
    await until(
        pilot, lambda: sum(m.team == "cwg:5" for m in app.state.building.meetings.values()) == 2
    )


async def test_a_meeting_of_a_group_without_regular_times(opened) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        await one_by_one(app, pilot)
        today = app.state.today
        seen = {}
        for name, keys in PLACES.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            if name == "cwgs":
                await pilot.press("j", "j", "j", "j")
                await pilot.pause()
            seen[name] = "\n".join(drawn(app, app.screen.region))
            await pilot.press("escape", "1")
        assert "Arts integration" in seen["cwgs"] and "no time" in seen["cwgs"]
        assert not [name for name, text in seen.items() if "12:00 AM" in text]
        building = app.state.building
        text = as_text(handout(building, schedule_of(building, today), today, {5}))
        assert "no time" in text and "3:15" in text and "12:00" not in text


async def test_its_keys_change_it_or_say_at_once_what_is_missing(opened) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        await one_by_one(app, pilot)
        await pilot.press("3", *"jjjj", "enter")
        view = app.bench.view
        group, on = view.listed("group"), app.state.today + timedelta(8)
        row = f"meeting/-6/{on}"

        def record() -> Meeting:
            return max(app.state.building.meetings.values(), key=lambda m: m.id)

        for key in "XA":
            assert group.go(row)
            await pilot.press(key)
            await until(pilot, lambda: "no regular times yet" in app.bench.bottom.text(0))
            app.tell("", "done")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert app.screen.form.title and app.screen.text()["phrase"] == ""
        await pilot.press("escape")
        await pilot.press("space")
        await until(pilot, lambda: record().held)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not record().held)
        await pilot.press("m")
        await form(pilot, app, to="Dec 3, 2026")
        await until(pilot, lambda: record().on.day == 3)
