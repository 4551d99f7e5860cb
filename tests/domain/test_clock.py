"""The clock of a meeting in the file, and points that change places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from bltui.domain.meetings import clock, minutes_edits, planning, running
from bltui.domain.meetings.agenda import of_meeting
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import Clock

DAY = date(2026, 11, 23)
Do = Callable[[Intent], Change]


@pytest.fixture
def do(team: Any) -> Do:
    """Does an intent to a building with a planned meeting of three points."""
    team.put("meetings", on=DAY)
    for place, title in enumerate(("Welcome", "Step 5", "Budget"), 1):
        team.put("agenda", meeting_id=1, order=place * 10, title=title)

    return team.do


def order(team: Any) -> list[str]:
    return [item.title for item in of_meeting(team.building, 1)]


def test_a_point_goes_up_and_down_by_presses_that_add_up(team: Any, do: Do) -> None:
    do(partial(planning.shift_item, item_id=3, by=-1))
    assert order(team) == ["Welcome", "Budget", "Step 5"]
    do(partial(planning.shift_item, item_id=3, by=-1))
    assert order(team) == ["Budget", "Welcome", "Step 5"]
    assert not do(partial(planning.shift_item, item_id=3, by=-1))
    do(partial(planning.shift_item, item_id=1, by=1))
    assert order(team) == ["Budget", "Step 5", "Welcome"]
    assert "last already" in do(partial(planning.shift_item, item_id=1, by=1)).says
    do(partial(minutes_edits.remove_from, table="agenda", number=2))
    with pytest.raises(UserError, match="This agenda item was removed"):
        planning.shift_item(team.building, item_id=2, by=1)


def test_the_clock_counts_without_its_pauses(team: Any, do: Do) -> None:
    do(partial(running.start_meeting, on=DAY, now=100))
    kept = team.building.meetings[1].clock
    assert kept == Clock(item_id=1, since=100)
    assert (clock.seconds(kept, 160.9), clock.seconds(kept, 90)) == (60, 0)
    do(partial(clock.take_up, item_id=1, now=160, spent=60, stands=True))
    assert not do(
        partial(clock.take_up, item_id=1, now=161, spent=61, stands=True)
    )  # the same pause asked for twice
    assert clock.seconds(team.building.meetings[1].clock, 9999) == 60
    assert "resumed" in do(partial(clock.take_up, item_id=1, now=760, spent=60)).says
    assert clock.seconds(team.building.meetings[1].clock, 765) == 65


def test_who_closes_a_point_gives_the_clock_to_the_next(team: Any, do: Do) -> None:
    do(partial(running.start_meeting, on=DAY, now=0))
    do(partial(clock.take_up, item_id=3, now=300))
    assert clock.current(team.building, 1).title == "Budget"
    do(partial(clock.close, item_id=3, now=900, spent=5))
    point = team.building.agenda[3]
    assert (point.done, point.took) == (
        True,
        10,
    )  # by the file's clock, not by that of one terminal
    assert team.building.meetings[1].clock == Clock(item_id=1, since=900)
    assert not do(partial(clock.close, item_id=3, now=960, spent=5))  # two pressed at once
    with pytest.raises(UserError, match="is done"):
        clock.take_up(team.building, item_id=3, now=960)
    do(partial(minutes_edits.remove_from, table="agenda", number=1))
    do(
        partial(clock.close, item_id=2, now=1000, spent=130)
    )  # nobody gave it the clock: what the terminal counted
    assert team.building.agenda[2].took == 2
    assert team.building.meetings[1].clock is None and clock.current(team.building, 1) is None


def test_a_clock_goes_only_while_the_meeting_is_held(team: Any, do: Do) -> None:
    with pytest.raises(UserError, match="Start the meeting first"):
        clock.take_up(team.building, item_id=1, now=0)
    do(partial(running.start_meeting, on=DAY, now=0))
    do(partial(running.end_meeting, meeting_id=1))
    assert team.building.meetings[1].clock is None
    do(partial(running.start_meeting, on=DAY, now=500))  # ended too early: opened again
    assert team.building.meetings[1].clock == Clock(item_id=1, since=500)


def test_who_ends_a_meeting_closes_the_point_with_the_clock(team: Any, do: Do) -> None:
    """In the change that ends the meeting, so that undo brings both back.

    A point that was not begun stays open.
    """
    do(partial(running.start_meeting, on=DAY, now=0))
    change = do(partial(running.end_meeting, meeting_id=1, now=725))
    assert (team.building.agenda[1].done, team.building.agenda[1].took) == (True, 12)
    assert {(e.table, e.id) for e in change.edits} == {("meetings", 1), ("agenda", 1)}
    assert change.says == "meeting: BLT Mon, Nov 23, 2026 ended; agenda: Welcome done"
    do(
        partial(running.start_meeting, on=DAY, now=800)
    )  # opened again: the next point has the clock
    do(partial(clock.take_up, item_id=2, now=860, spent=60, stands=True))
    do(partial(running.end_meeting, meeting_id=1, now=5000))
    assert (team.building.agenda[2].done, team.building.agenda[2].took) == (
        True,
        1,
    )  # a pause is not counted
    do(partial(running.start_meeting, on=DAY, now=6000))
    do(partial(running.end_meeting, meeting_id=1, now=6020))
    assert not team.building.agenda[3].done and team.building.agenda[3].took is None
    do(partial(running.start_meeting, on=DAY, now=7000))
    do(
        partial(running.approve, meeting_id=1, on=DAY, now=7000 + 86_400)
    )  # a clock that was forgotten says no minutes
    assert (team.building.agenda[3].done, team.building.agenda[3].took) == (True, None)
    assert team.building.meetings[1].clock is None
