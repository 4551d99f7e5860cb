"""Upcoming meetings: those planned one by one and those from a series."""

from __future__ import annotations

from datetime import date

from bltui.domain.meetings.lookup import named, on_that_day
from bltui.domain.meetings.planning import occurrence
from bltui.domain.meetings.running import called_to_order, start_meeting
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.model.teams import read_team
from bltui.domain.series.team_meetings import meetings_of_team, owner, team_names


def coming(building: Building, today: date, team: str = "blt") -> list[Coming]:
    """Return a team's upcoming meetings in order. Raises UserError if `team` is invalid."""
    return [one for one in dated(building, today, team) if one.on >= today and not one.held]


def dated(building: Building, on: date, team: str = "blt") -> list[Coming]:
    """Return a team's meetings in the school year of a day, in order, without canceled ones.

    Raises UserError if `team` is invalid.
    """
    team = read_team(team)
    number = next((n for n, name in team_names(building).items() if name == team), None)
    own = [m for m in active(building.meetings) if m.team == team and not m.cancelled]
    found = [Coming(team, m.on, m.start, m.end, m.place, m.series_id, m.id, m.held) for m in own]
    # Skip loading the calendar if the team has no series.
    if number is not None and any(owner(one) == number for one in active(building.series)):
        _, expansions = meetings_of_team(building, number, on)
        found += [
            Coming(
                team,
                m.date,
                m.begins,
                m.ends,
                m.room or "",
                m.series_id,
                held=m.state == "held",
            )
            for expansion in expansions.values()
            for m in expansion.meetings
            if m.takes_place and m.meeting_id is None
        ]
    return sorted(found, key=lambda c: (c.on, c.start))


def begin(
    building: Building, *, on: date, team: str = "blt", at: str = "", now: int | None = None
) -> Change:
    """Start the meeting of a day: the planned one, that of the team's series, or a separate one.

    Reopens a meeting that was ended. `at` is when it was called to order, such as "6:08pm". Without
    it, `now`, in seconds since the epoch, is that time if it is on the meeting's day; it also
    starts the clock on the first open item. Raises UserError if the meeting of that day was
    canceled or moved to another day.
    """
    team = read_team(team)
    if on_that_day(building, team, on) is not None:
        return start_meeting(building, on=on, team=team, at=at, now=now)
    builder = ChangeBuilder(building)
    called = called_to_order(building, on, at, now)
    fields = occurrence(building, builder, team, on)
    fields |= {"held": True, "ended": False, "called_to_order": called}
    meeting = Meeting(team=team, on=on, **fields)
    builder.add("meetings", meeting)
    return builder.change(f"meeting: {named(building, meeting)} started")


def record_of(given: Coming, *, held: bool = False) -> Meeting:
    """Return a new meeting record for a meeting from a series."""
    return Meeting(
        team=given.team,
        on=given.on,
        start=given.start,
        end=given.end,
        place=given.place,
        series_id=given.series_id,
        held=held,
    )
