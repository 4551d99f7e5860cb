"""Move, cancel, restore, or hold a meeting that has a record. Intents for `workspace.do`.

They are the same whether the meeting was named by its number or by its group and date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from bltui.domain.calendar.edits import table_on
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.clocks import Clock
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.meetings import Meeting as MeetingRecord
from bltui.domain.model.record import active
from bltui.domain.model.series import Series
from bltui.domain.schedule.expansion import Meeting, expand
from bltui.domain.series.team_meetings import (
    is_separate,
    meetings_of_team,
    owner,
    recorded,
    team_names,
)


def record_on(building: Building, series_id: int, day: date) -> MeetingRecord | None:
    """Return the record of a meeting, identified by its series and original date, if it has one."""
    series = building.series.get(series_id)
    team = owner(series) if series is not None else -1 - series_id
    _, expansions = meetings_of_team(building, team, series.first if series else day)
    found = [
        meeting
        for number, expansion in expansions.items()
        if series is None or number == series_id
        for meeting in expansion.meetings
        if meeting.original == day and meeting.meeting_id is not None
    ]
    return building.meetings[cast(int, found[0].meeting_id)] if found else None


def meetings_on(building: Building, team: str, day: date) -> Iterator[Meeting]:
    """Yield a team's meetings on a day, and those that were moved from it or canceled there."""
    number = next((n for n, found in team_names(building).items() if found == team), None)
    if number is None:
        return
    _, expansions = meetings_of_team(building, number, day)
    for expansion in expansions.values():
        yield from (m for m in expansion.meetings if day in (m.date, m.original))


def move(
    building: Building,
    record: MeetingRecord,
    *,
    to: date,
    start: Clock | None = None,
    end: Clock | None = None,
    room: str | None = None,
    why: str = "",
) -> Change:
    """Move a meeting to another day, time, or room, and keep its original day.

    Raises UserError if it was held or canceled, or the team has another meeting on that day.
    """
    name = record.describe(building)
    _not_held(building, record, "moved")
    if record.cancelled:
        raise UserError(f"The meeting {name} is canceled. Restore it first.", field="to")
    builder = ChangeBuilder(building)
    there = recorded(building, record)
    _free(building, record, to)
    original = record.original or (there[1].original if there else record.on)
    times = {"start": start, "end": end, "place": room}
    fields: dict[str, Any] = {key: value for key, value in times.items() if value is not None}
    _absorb(builder, there, record, fields)
    moved = builder.put(
        "meetings",
        record.id,
        on=to,
        original=original if original != to else None,
        why=why,
        day_id=None,
        **fields,
    )
    if moved:
        touch(builder, there[1].series_id if there else None)
    change = builder.change(f"meeting: {name} moved to {show_date(to)}")
    return change if change else no_change("meeting: already on that day")


def cancel(building: Building, record: MeetingRecord, *, why: str = "") -> Change:
    """Cancel a meeting with a reason. Raises UserError if it was held."""
    _not_held(building, record, "canceled")
    builder = ChangeBuilder(building)
    there = recorded(building, record)
    _absorb(builder, there, record, {})
    if builder.put("meetings", record.id, cancelled=True, why=why, day_id=None):
        touch(builder, there[1].series_id if there else None)
    change = builder.change(f"meeting: {record.describe(building)} canceled")
    return change if change else no_change("meeting: already canceled")


def restore(building: Building, record: MeetingRecord) -> Change:
    """Return a moved or canceled meeting to its original day, and to the time of its series.

    Raises UserError if it was held, is as planned, or the team has another meeting on that day.
    """
    name = record.describe(building)
    _not_held(building, record, "moved")
    if not record.cancelled and record.original is None:
        raise UserError(f"The meeting {name} is already as planned.", field="date")
    day = record.original or record.on
    _free(building, record, day)
    builder = ChangeBuilder(building)
    there = recorded(building, record)
    usual = _usual(building, there)
    fields: dict[str, Any] = {}
    if usual is not None and record.original is not None:
        fields = {
            "start": usual.begins,
            "end": usual.ends,
            "place": usual.room or "",
        }
    _absorb(builder, there, record, fields)
    builder.put(
        "meetings",
        record.id,
        **{
            "on": day,
            "original": None,
            "cancelled": False,
            "why": "",
            "day_id": None,
            **fields,
        },
    )
    touch(builder, there[1].series_id if there else None)
    return builder.change(f"meeting: {name} restored to {show_date(day)}")


def hold(building: Building, record: MeetingRecord) -> Change:
    """Mark a meeting as held. Raises UserError if it was canceled."""
    name = record.describe(building)
    if record.cancelled:
        raise UserError(f"The meeting {name} was canceled. Restore it first.", field="date")
    if record.held:
        return no_change(f"meeting: {name} is already marked as held")
    builder = ChangeBuilder(building)
    builder.put("meetings", record.id, held=True, ended=True)
    change = builder.change(f"meeting: {name} held")
    return change if change else no_change("meeting: already marked as held")


def touch(builder: ChangeBuilder, series_id: int | None) -> None:
    """Count a change of one of a series' meetings, so that feeds show the newer version."""
    series = builder.building.series.get(series_id or 0)
    if series is not None and not series.archived:
        builder.put("series", series.id, changes=series.changes + 1)


def absorb(builder: ChangeBuilder, meeting: Meeting) -> int | None:
    """Remove the exceptions of a meeting. From now on its record decides.

    Returns the id of the closed day that the meeting was moved for, if any.
    """
    day_id = None
    for exception in active(builder.building.exceptions):
        if exception.series_id == meeting.series_id and exception.date == meeting.original:
            builder.archive("exceptions", exception.id)
            touch(builder, meeting.series_id)
            day_id = exception.day_id
    return day_id


def _absorb(
    builder: ChangeBuilder,
    there: tuple[Series, Meeting] | None,
    record: MeetingRecord,
    fields: dict[str, Any],
) -> None:
    """Remove the exceptions of a record's meeting, and keep what only they said."""
    if there is None:
        return
    meeting = there[1]
    if meeting.timed and not record.start:
        fields.setdefault("start", meeting.begins)
        fields.setdefault("end", meeting.ends)
    if meeting.room and not record.place:
        fields.setdefault("place", meeting.room)
    absorb(builder, meeting)


def _usual(building: Building, there: tuple[Series, Meeting] | None) -> Meeting | None:
    """Return a meeting as its series has it, without changes to that meeting."""
    if there is None or is_separate(there[0]):
        return None
    series, meeting = there
    found = expand(series, (), table_on(building, series.first)).meetings
    return next((one for one in found if one.original == meeting.original), None)


def _free(building: Building, record: MeetingRecord, day: date) -> None:
    """Raise UserError if the record's team has another meeting on a day."""
    there = recorded(building, record)
    own = (there[1].series_id, there[1].original) if there is not None else None
    # The district's team has no series.
    twin = any(
        one.team == record.team and one.on == day and not one.cancelled and one.id != record.id
        for one in active(building.meetings)
    )
    if twin or meets_on(building, record.team, day, besides=own):
        raise taken(record.describe_team(building), day)


def meets_on(
    building: Building, team: str, day: date, *, besides: tuple[int, date] | None = None
) -> bool:
    """Return whether a team meets on a day, apart from the meeting with a series and a date."""
    return any(
        m.date == day and m.takes_place and (m.series_id, m.original) != besides
        for m in meetings_on(building, team, day)
    )


def taken(team: str, day: date) -> UserError:
    """Return the refusal of a second meeting of a team on a day."""
    return UserError(
        f"{team} already meets on {show_date(day)}. Choose another day, or move that meeting first.",
        field="to",
    )


def _not_held(building: Building, record: MeetingRecord, verb: str) -> None:
    if record.held:
        raise UserError(
            f"The meeting {record.describe(building)} was held and cannot be {verb}."
            + (" Plan a new meeting." if verb == "moved" else "")
        )
