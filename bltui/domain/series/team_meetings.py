"""All meetings of a team: those of its series, and those that were planned separately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from bltui.domain.calendar.edits import calendar_of, span_of, table_on
from bltui.domain.model.building import Building
from bltui.domain.model.meetings import Meeting as MeetingRecord
from bltui.domain.model.record import active
from bltui.domain.model.series import Dates, MeetingException, Series, Slot
from bltui.domain.schedule.days import MARGIN, Timetable
from bltui.domain.schedule.expansion import Expansion, Meeting, expand
from bltui.domain.schedule.overlay import overlay, separate

#: The group id of the BLT's own meetings.
BLT = 0


def owner(series: Series) -> int:
    """Return the id of the group that a series belongs to, or `BLT`."""
    return BLT if series.team == "blt" else series.cwg_id or -1


def is_separate(series: Series) -> bool:
    """Return whether a series only stands for the separate meetings of a team without a series."""
    return series.id < 0


def team_names(building: Building) -> dict[int, str]:
    """Return the team of each group (and of the `BLT`) as meetings name it, such as "cwg:2"."""
    return {BLT: "blt", **{group.id: f"cwg:{group.number}" for group in active(building.cwgs)}}


def records_by_team(building: Building) -> dict[int, list[MeetingRecord]]:
    """Return the meetings that have a record by the id of their group (`BLT` for the team)."""
    numbers = {name: number for number, name in team_names(building).items()}
    found: dict[int, list[MeetingRecord]] = {}
    for record in active(building.meetings):
        if record.team in numbers:
            found.setdefault(numbers[record.team], []).append(record)
    return found


def expand_teams(
    series: Sequence[Series],
    exceptions: Iterable[MeetingException],
    records: Mapping[int, Sequence[MeetingRecord]],
    table: Timetable | None,
) -> tuple[dict[int, Series], dict[int, Expansion]]:
    """Return the series by id with their meetings, each with its record.

    A separate meeting is added to the first series of its team. If the team has none, a series with
    a negative id stands for its separate meetings (`is_separate`). Without a table only these have
    dates.
    """
    mine: dict[int, list[MeetingException]] = {}
    for exception in exceptions:
        mine.setdefault(exception.series_id, []).append(exception)
    every = {one.id: one for one in series if not one.archived}
    expansions = (
        {n: expand(one, mine.get(n, ()), table) for n, one in every.items()} if table else {}
    )
    for team, found in records.items():
        own = [one.id for one in every.values() if owner(one) == team and one.id in expansions]
        left = [record for record in found if _within(record, table)]
        # First each series takes its own records, then those that are nobody's or another one's.
        for bound in (True, False):
            for number in own:
                wanted = [r for r in left if not bound or r.series_id == number]
                others = [r for r in left if bound and r.series_id != number]
                expansions[number], rest = overlay(expansions[number], wanted)
                left = others + rest
        if left and own:
            expansions[own[0]] = _with_separate(expansions[own[0]], own[0], left)
        elif left:
            alone = _series_of_separate(team, left)
            every[alone.id] = alone
            expansions[alone.id] = _with_separate(Expansion(()), alone.id, left)
    return every, expansions


def _within(record: MeetingRecord, table: Timetable | None) -> bool:
    if table is None:
        return True
    first, last = table.calendar.first - timedelta(MARGIN), table.calendar.last + timedelta(MARGIN)
    return first <= record.on <= last


def _with_separate(
    expansion: Expansion, number: int, records: Iterable[MeetingRecord]
) -> Expansion:
    meetings = [*expansion.meetings, *(separate(record, number) for record in records)]
    meetings.sort(key=lambda meeting: (meeting.date, meeting.start))
    return msgspec.structs.replace(expansion, meetings=tuple(meetings))


def _series_of_separate(team: int, records: Sequence[MeetingRecord]) -> Series:
    """Return a series that stands for the separate meetings of a team without one."""
    days = tuple(sorted({record.on for record in records}))
    return Series(
        id=-1 - team,
        team="blt" if team == BLT else "cwg",
        cwg_id=None if team == BLT else team,
        pattern=Dates(dates=days),
        time=Slot(),
        first=days[0],
        until=days[-1],
    )


def in_year(building: Building, series: Iterable[Series], on: date) -> list[Series]:
    """Return the series that overlap the school year of a day."""
    found = list(series)
    if not any(active(building.calendars)):
        return found
    first, last = span_of(building, calendar_of(building, on))
    return [one for one in found if one.until >= first and one.first <= last]


def meetings_of_team(
    building: Building, team: int, on: date
) -> tuple[dict[int, Series], dict[int, Expansion]]:
    """Return the series of a group, or of the `BLT`, and their meetings, in the year of a day."""
    mine = [one for one in active(building.series) if owner(one) == team]
    dated = any(active(building.calendars))
    return expand_teams(
        in_year(building, mine, on),
        active(building.exceptions),
        {team: records_by_team(building).get(team, [])},
        table_on(building, on) if dated else None,
    )


def recorded(building: Building, record: MeetingRecord) -> tuple[Series, Meeting] | None:
    """Return the meeting that a record stands for, or None if its team has no groups or series."""
    team = next((n for n, found in records_by_team(building).items() if record in found), None)
    if team is None:
        return None
    series, expansions = meetings_of_team(building, team, record.on)
    return next(
        (
            (series[number], meeting)
            for number, found in expansions.items()
            for meeting in found.meetings
            if meeting.meeting_id == record.id
        ),
        None,
    )
