"""A meeting without a time is never shown at midnight, and one of a group without regular times is
shown with its own.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bltui.domain.meetings.planning import plan_meeting
from bltui.domain.model.record import active
from bltui.domain.series.edits import remove_series
from bltui.domain.series.year_schedule import schedule_of
from bltui.exchange.handout8 import as_text, handout

from .pressing import until
from .test_width import PLACES, drawn


async def test_a_meeting_of_a_group_without_regular_times(opened) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        series = next(s.id for s in active(app.state.building.series) if s.cwg_id == 5)
        today = app.state.today
        app.submit(partial(remove_series, series_id=series))
        for away, start in ((1, ""), (8, "15:15")):
            app.submit(partial(plan_meeting, team="cwg:5", on=today + timedelta(away), start=start))
        await until(
            pilot, lambda: sum(m.team == "cwg:5" for m in app.state.building.meetings.values()) == 2
        )
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
