"""Upcoming meetings: those planned one by one and those from a series."""

from __future__ import annotations

from datetime import date

import msgspec

from bltui.domain.meetings.lookup import named, on_that_day
from bltui.domain.meetings.running import start_meeting
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.model.teams import read_team
from bltui.domain.model.times import read_time
from bltui.domain.series import edits


def coming(building: Building, today: date, team: str = "blt") -> list[Coming]:
    """Return a team's upcoming meetings in order. Raises UserError if `team` is invalid."""
    team = read_team(team)
    own = [m for m in active(building.meetings) if m.team == team]
    found = [
        Coming(team, m.on, m.start, m.end, m.place, m.series_id, m.id)
        for m in own
        if m.on >= today and not (m.held or m.cancelled)
    ]
    # If a meeting has a record, the record has its current date. Its date in the series is ignored.
    settled = {day for m in own for day in (m.on, m.original) if day is not None}
    found += [c for c in dated(building, team) if c.on >= today and c.on not in settled]
    return sorted(found, key=lambda c: (c.on, c.start))


def dated(building: Building, team: str) -> list[Coming]:
    """Return the meetings from a team's series, including past ones, without canceled ones."""
    if not any(active(building.series)):
        return []
    # Skip loading the calendar if the building has no series.
    number = None if team == "blt" else team.removeprefix("cwg:")
    cwg = next((g.id for g in active(building.cwgs) if str(g.number) == number), None)
    if team != "blt" and cwg is None:
        return []
    return [
        Coming(team, m.date, f"{m.start:%H:%M}", f"{m.end:%H:%M}", m.room or "", series.id)
        for series in edits.series_of(building, cwg)
        for m in edits.meetings_of(building, series).meetings
        if m.takes_place
    ]


def begin(
    building: Building, *, on: date, team: str = "blt", at: str = "", now: int | None = None
) -> Change:
    """Start a meeting like `running.start_meeting`, with the time and place of its series, if any."""
    team = read_team(team)
    given = next(
        (c for c in coming(building, on, team) if c.on == on and c.meeting_id is None), None
    )
    if given is None or on_that_day(building, team, on) is not None:
        return start_meeting(building, on=on, team=team, at=at, now=now)
    builder = ChangeBuilder(building)
    meeting = record_of(given, held=True)
    if clock := at and read_time(at, "at"):
        meeting = msgspec.structs.replace(
            meeting, start=clock, end=meeting.end if meeting.end > clock else ""
        )
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
