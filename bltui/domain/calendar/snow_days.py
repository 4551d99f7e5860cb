"""Mark and unmark snow days, with the meetings they affect. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, cast

import msgspec

from bltui.domain.calendar.edits import table_on
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Day
from bltui.domain.model.change import Change, ChangeBuilder, Edit
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date, show_time
from bltui.domain.model.record import active, to_document
from bltui.domain.model.series import MeetingException, Series, Where
from bltui.domain.schedule.days import Timetable, timetable
from bltui.domain.schedule.expansion import Meeting, expand

#: What to do with a meeting on a snow day. "wait" leaves it to be decided (CWG-26).
Decision = Literal["wait", "cancel", "next_school_day", "next_week"]


def hit_by(building: Building, day: date) -> Iterator[tuple[Series, Meeting]]:
    """Yield the meetings on a day that a closure would affect."""
    table = table_on(building, day)
    exceptions = tuple(active(building.exceptions))
    for series in active(building.series):
        for meeting in expand(series, exceptions, table).meetings:
            if meeting.date == day and meeting.takes_place:
                yield series, meeting


def snow_on(
    building: Building,
    *,
    day: date,
    name: str = "",
    decision: Decision = "wait",
    each: Mapping[tuple[int, date], Decision] | None = None,
) -> Change:
    """Close a day for snow, with a note for each affected meeting.

    `decision` applies to all of them, `each` to single meetings by (series id, original date). If
    the rotation shifts its letters, meetings of letter days move automatically. Raises UserError if
    the day is a snow day already or has no school.
    """
    table = table_on(building, day)
    there = table.on(day)
    if there is not None and there.kind == "snow":
        raise UserError(f"{show_date(day)} is already marked as a snow day.", field="date")
    if there is None or not there.staff:
        raise UserError(f"{show_date(day)} already has no school.", field="date")
    builder = ChangeBuilder(building)
    row = Day(date=day, kind="snow", name=builder.text(name, "name"))
    number = builder.add("days", row)
    rows = (*active(building.days), msgspec.structs.replace(row, id=number))
    after = timetable(table.calendar, rows, active(building.bells), level=building.profile.level)
    exceptions = tuple(active(building.exceptions))
    changes: dict[int, int] = {}
    for series, meeting in hit_by(building, day):
        told = f"{_who(building, series)} {show_time(meeting.start)}"
        now = expand(series, exceptions, after)
        goes = next(
            (m for m in now.meetings if m.original == meeting.original and m.takes_place), None
        )
        if goes is not None and goes.date != day:
            builder.note(f"{told}: moves to {show_date(goes.date)}, as its series is set")
            continue
        named = any(k.date == meeting.original for k in now.skipped) or goes is not None
        if not named:
            builder.note(f"{told}: moves with its letter day")
            continue
        wanted = (each or {}).get((series.id, meeting.original), decision)
        target = _target(after, day, wanted)
        if wanted == "wait" or (target is None and wanted != "cancel"):
            builder.note(f"{told}: needs a decision")
            continue
        exception = MeetingException(
            series_id=series.id,
            date=meeting.original,
            do="cancel" if target is None else "move",
            to=None if target is None else _where(series, meeting, target),
            why=row.name or "snow day",
            day_id=number,
        )
        builder.add("exceptions", exception)
        changes[series.id] = changes.get(series.id, 0) + 1
        builder.note(f"{told}: {'canceled' if target is None else f'moved to {show_date(target)}'}")
    for series_id, count in changes.items():
        one = cast(Series, building.get("series", series_id))
        builder.put("series", series_id, changes=one.changes + count)
    return builder.change(f"calendar: snow day {show_date(day)}")


def _where(series: Series, meeting: Meeting, target: date) -> Where:
    """Return the same time and room on another day. A period follows that day's bell."""
    room = (meeting.room or "") if (meeting.room or "") != series.room else None
    if series.time.period is not None:
        return Where(target, room=room)
    start, end = f"{meeting.start:%H:%M}", f"{meeting.end:%H:%M}"
    same = (start, end) == (series.time.start, series.time.end)
    return Where(target, None if same else start, None if same else end, room)


def _target(table: Timetable, day: date, decision: Decision) -> date | None:
    """Return the open day to which a decision moves a meeting.

    Returns None if there is no such day or the meeting is to be canceled.
    """
    step = {"next_school_day": 1, "next_week": 7}.get(decision, 0)
    index = day.toordinal() - table.start + step
    while step and index < len(table.span):
        if table.span[index].students:
            return table.span[index].date
        index += step
    return None


def _who(building: Building, series: Series) -> str:
    group = building.get("cwgs", series.cwg_id) if series.cwg_id is not None else None
    return (
        "the BLT"
        if series.team == "blt"
        else f"CWG {getattr(group, 'called', f'#{series.cwg_id}')}"
    )


def snow_off(building: Building, *, day: date) -> Change:
    """Unmark a snow day: delete its record and the exceptions it created."""
    row = next((d for d in active(building.days) if d.date == day and d.kind == "snow"), None)
    if row is None:
        raise UserError(f"{show_date(day)} is not marked as a snow day.", field="date")
    builder = ChangeBuilder(building)
    exceptions = building.exceptions
    made = [e for e in exceptions.values() if e.day_id == row.id]
    gone = [
        Edit("days", row.id, to_document(row), None),
        *(Edit("exceptions", e.id, to_document(e), None) for e in made),
    ]
    for series_id in {e.series_id for e in made if not e.archived}:
        one = cast(Series, building.get("series", series_id))
        count = sum(e.series_id == series_id and not e.archived for e in made)
        builder.put("series", series_id, changes=max(0, one.changes - count))
    change = builder.change(f"calendar: snow day {show_date(day)} unmarked")
    return msgspec.structs.replace(change, edits=(*gone, *change.edits))
