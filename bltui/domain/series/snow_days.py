"""Mark and unmark snow days, with the meetings they affect. Intents for `workspace.do`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, cast

import msgspec

from bltui.domain.calendar.edits import table_on
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Day
from bltui.domain.model.change import Change, ChangeBuilder, Edit
from bltui.domain.model.combine import after
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date, show_time
from bltui.domain.model.record import active, to_document
from bltui.domain.model.series import MeetingException, Series, Where
from bltui.domain.schedule.days import Timetable, timetable
from bltui.domain.schedule.expansion import Expansion, Meeting, expand
from bltui.domain.series.team_meetings import (
    expand_teams,
    meetings_of_team,
    owner,
    records_by_team,
)

#: What to do with a meeting on a snow day. "wait" leaves it to be decided (CWG-26).
Decision = Literal["wait", "cancel", "next_school_day", "next_week"]


def hit_by(building: Building, day: date) -> Iterator[tuple[Series, Meeting]]:
    """Yield the meetings on a day that a closure would affect."""
    every, expansions = _expanded(building, table_on(building, day))
    for number, expansion in expansions.items():
        for meeting in expansion.meetings:
            if meeting.date == day and meeting.takes_place:
                yield every[number], meeting


def _expanded(
    building: Building, table: Timetable
) -> tuple[dict[int, Series], dict[int, Expansion]]:
    series, exceptions = tuple(active(building.series)), tuple(active(building.exceptions))
    return expand_teams(series, exceptions, records_by_team(building), table)


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
    closed = timetable(table.calendar, rows, active(building.bells), level=building.profile.level)
    exceptions = tuple(active(building.exceptions))
    changes: dict[int, int] = {}
    for series, meeting in hit_by(building, day):
        told = (
            f"{_who(building, series)} {show_time(meeting.start) if meeting.timed else ''}".strip()
        )
        wanted = (each or {}).get((series.id, meeting.original), decision)
        target = _target(building, closed, series, day, wanted)
        if meeting.meeting_id is not None:
            if meeting.state == "held":
                continue
            if wanted == "wait" or (target is None and wanted != "cancel"):
                builder.note(f"{told}: needs a decision")
                continue
            _decide(builder, meeting, target, row.name or "snow day", number)
            changes[series.id] = changes.get(series.id, 0) + 1
            builder.note(f"{told}: {_goes(target)}")
            continue
        now = expand(series, exceptions, closed)
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
        builder.note(f"{told}: {_goes(target)}")
    for series_id, count in changes.items():
        one = cast(Series | None, building.get("series", series_id))
        if one is None:  # it stands for separate meetings
            continue
        builder.put("series", series_id, changes=one.changes + count)
    return builder.change(f"calendar: snow day {show_date(day)}")


def _goes(target: date | None) -> str:
    return "canceled" if target is None else f"moved to {show_date(target)}"


def _decide(
    builder: ChangeBuilder, meeting: Meeting, target: date | None, why: str, day_id: int
) -> None:
    """Move or cancel a meeting that has a record."""
    there: dict[str, Any] = (
        {"cancelled": True}
        if target is None
        else {"on": target, "original": meeting.original if meeting.original != target else None}
    )
    builder.put("meetings", cast(int, meeting.meeting_id), why=why, day_id=day_id, **there)


def _where(series: Series, meeting: Meeting, target: date) -> Where:
    """Return the same time and room on another day. A period follows that day's bell."""
    room = (meeting.room or "") if (meeting.room or "") != series.room else None
    if series.time.period is not None:
        return Where(target, room=room)
    start, end = meeting.begins, meeting.ends
    same = (start, end) == (series.time.start, series.time.end)
    return Where(target, None if same else start, None if same else end, room)


def _target(
    building: Building, table: Timetable, series: Series, day: date, decision: Decision
) -> date | None:
    """Return the next open day on which the team does not meet, for a decision to move a meeting.

    Returns None if there is no such day or the meeting is to be canceled.
    """
    step = {"next_school_day": 1, "next_week": 7}.get(decision, 0)
    if not step:
        return None
    _, expansions = meetings_of_team(building, owner(series), day)
    meets = {m.date for e in expansions.values() for m in e.meetings if m.takes_place}
    index = day.toordinal() - table.start + step
    while index < len(table.span):
        if table.span[index].students and table.span[index].date not in meets:
            return table.span[index].date
        index += step
    return None


def _who(building: Building, series: Series) -> str:
    group = building.get("cwgs", series.cwg_id) if series.cwg_id is not None else None
    return (
        f"the {labels.team()}"
        if series.team == "blt"
        else f"{labels.group()} {getattr(group, 'called', f'#{series.cwg_id}')}"
    )


def snow_off(building: Building, *, day: date) -> Change:
    """Unmark a snow day: delete its record and what it did to meetings.

    Raises UserError if a team would then meet twice on that day.
    """
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
    for record in active(building.meetings):
        if record.day_id == row.id and not record.held:
            original = record.original if record.original != day else None
            back = {"on": day, "original": original, "cancelled": False}
            builder.put("meetings", record.id, why="", day_id=None, **back)
    for series_id in {e.series_id for e in made if not e.archived}:
        one = cast(Series, building.get("series", series_id))
        count = sum(e.series_id == series_id and not e.archived for e in made)
        builder.put("series", series_id, changes=max(0, one.changes - count))
    change = builder.change(f"calendar: snow day {show_date(day)} unmarked")
    change = msgspec.structs.replace(change, edits=(*gone, *change.edits))
    teams = Counter(owner(series) for series, _ in hit_by(after(building, change), day))
    for team, count in teams.items():
        if count > 1:
            name = _who(building, next(s for s in active(building.series) if owner(s) == team))
            raise UserError(
                f"{name[:1].upper()}{name[1:]} would meet twice on {show_date(day)}. Move one of "
                "these meetings first.",
                field="date",
            )
    return change
