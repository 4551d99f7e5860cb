"""The meetings that are still to come: those that were planned one by one, and those that a series
gives.
"""

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
    """A team's meetings from today on, in order. Raises UserError where `team` names none."""
    team = read_team(team)
    own = [m for m in active(building.meetings) if m.team == team]
    found = [
        Coming(team, m.on, m.start, m.end, m.place, m.series_id, m.id)
        for m in own
        if m.on >= today and not (m.held or m.cancelled)
    ]
    # A meeting that has a record is planned, moved or cancelled there; its date in the series says
    # no more.
    settled = {day for m in own for day in (m.on, m.original) if day is not None}
    found += [c for c in dated(building, team) if c.on >= today and c.on not in settled]
    return sorted(found, key=lambda c: (c.on, c.start))


def dated(building: Building, team: str) -> list[Coming]:
    """The meetings that a team's series give, past ones too; cancelled ones left out."""
    if not any(active(building.series)):
        return []
    # A building without series need not load the calendar.
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
    """As `holding.start_meeting`.

    A meeting that the series gives for that day is begun with its time and place.
    """
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
    return builder.change(f"meeting: {named(building, meeting)} begun")


def record_of(given: Coming, *, held: bool = False) -> Meeting:
    """The record for a meeting that a series gives."""
    return Meeting(
        team=given.team,
        on=given.on,
        start=given.start,
        end=given.end,
        place=given.place,
        series_id=given.series_id,
        held=held,
    )
