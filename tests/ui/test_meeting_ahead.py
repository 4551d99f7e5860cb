"""The next meeting of the calendar before it is planned, and the team's regular times."""

from __future__ import annotations

import pytest

from bltui.domain.model.record import active
from bltui.ui.screens.home.commands import DOES
from bltui.ui.screens.meeting.view import Meeting
from tests.ui.pressing import form, until, words


def column(view: Meeting, name: str, place: int) -> list[str]:
    return [row.split(" | ")[place] for row in words(view, name) if " | " in row]


@pytest.mark.parametrize("planned_first", [True, False])
async def test_its_agenda_is_what_preparing_it_adds(opened, planned_first: bool):
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        view = app.bench.view
        assert isinstance(view, Meeting) and view.meeting is None and view.ahead is not None
        foreseen, expected = column(view, "agenda", 2), column(view, "here", 1)
        assert foreseen and expected
        if planned_first:
            await pilot.press("p")
            await form(pilot, app)
            assert view.meeting is not None
        await pilot.press("P")
        await until(pilot, lambda: bool(view.listed("agenda").ids))
        assert column(view, "agenda", 2) == foreseen
        assert column(view, "here", 1) == expected


async def test_what_needs_an_agenda_says_how_to_get_one(opened):
    async with opened() as (app, pilot):
        await pilot.press("6")
        for key in ("a", "n", "d", "h", "r"):
            await pilot.press(key)
            await pilot.pause()
            assert "has no agenda yet. Press P to prepare it" in app.bench.bottom.text(0), key


async def test_the_regular_times_of_the_team_are_set_with_a_phrase(opened):
    async with opened() as (app, pilot):
        before = {s.id for s in active(app.state.building.series)}
        await pilot.press("6", "T")
        await form(pilot, app, what="besides", phrase="2nd thu 3:15pm-4:15pm")
        new = [s for s in active(app.state.building.series) if s.id not in before]
        assert [s.team for s in new] == ["blt"]


async def test_the_last_first_step_sets_the_regular_times(opened, empty_file):
    async with opened(path=empty_file) as (app, pilot):
        await app.bench.view.perform(DOES["dates"])
        await pilot.pause()
        assert "No school calendar yet" in app.bench.bottom.text(0)


async def test_the_footer_has_what_fits_how_far_the_meeting_is(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        assert "P Prepare  s Start" in app.bench.bottom.text(1)
        await pilot.press("P")
        await until(pilot, lambda: "a Add item" in app.bench.bottom.text(1))
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "n Note" in app.bench.bottom.text(1))
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: "a Add item" in app.bench.bottom.text(1))
