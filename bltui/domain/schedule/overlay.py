"""Meetings that have a record: agenda, attendance, and minutes.

A record is one of the meetings of its team's series, or a separate meeting. Where a meeting has a
record, the record decides its day, time, place, and state. Exceptions decide for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import time

import msgspec

from bltui.domain.model.meetings import Meeting as MeetingRecord
from bltui.domain.schedule.expansion import Expansion, Meeting, State
from bltui.domain.schedule.meeting_times import clock

_NO_TIME = time(0)


def overlay(
    expansion: Expansion, records: Iterable[MeetingRecord]
) -> tuple[Expansion, list[MeetingRecord]]:
    """Return an expansion in which records replace their meetings, and the records without one.

    Every meeting takes at most one record. A record for a skipped date makes it a meeting.
    """
    meetings = list(expansion.meetings)
    skipped = list(expansion.skipped)
    left = []
    # A canceled record never takes the place of one that was planned for the same day afterward.
    for record in sorted(records, key=lambda one: (one.cancelled, one.id)):
        place = _place(record, meetings)
        if place is not None:
            meetings[place] = _as_recorded(meetings[place], record)
            continue
        day = record.original or record.on
        skip = next((one for one in skipped if one.date == day), None)
        series = expansion.series_id
        if skip is not None and series is not None:
            skipped.remove(skip)
            meeting = separate(record, series)
            state = _state(record, "moved" if record.original else "planned")
            meetings.append(msgspec.structs.replace(meeting, state=state))
        else:
            left.append(record)
    meetings.sort(key=lambda meeting: (meeting.date, meeting.start))
    changed = msgspec.structs.replace(expansion, meetings=tuple(meetings), skipped=tuple(skipped))
    return changed, left


def separate(record: MeetingRecord, series_id: int) -> Meeting:
    """Return the meeting of a record that no series has, or whose time a series does not have."""
    start = clock(record.start) if record.start else _NO_TIME
    end = clock(record.end) if record.end else start
    return Meeting(
        series_id,
        record.original or record.on,
        record.on,
        start,
        max(start, end),
        record.place or None,
        _state(record, "added"),
        record.why or None,
        record.id,
        timed=bool(record.start),
        extra=True,
    )


def _place(record: MeetingRecord, meetings: Sequence[Meeting]) -> int | None:
    """Return the index of the meeting that a record belongs to, or None.

    That is the one with the record's original date, else the one that is now on the record's day.
    """

    def free(fits: Callable[[Meeting], bool]) -> list[int]:
        return [n for n, m in enumerate(meetings) if m.meeting_id is None and fits(m)]

    if record.original is not None:
        found = free(lambda m: m.original == record.original)
    else:
        found = free(lambda m: m.date == record.on and m.takes_place)
        found = found or free(lambda m: record.on in (m.date, m.original))
    starts = [n for n in found if meetings[n].begins == record.start]
    return next(iter(starts or found), None)


def _as_recorded(meeting: Meeting, record: MeetingRecord) -> Meeting:
    """Return a meeting of a series with what its record says."""
    start = clock(record.start) if record.start else meeting.start
    end = clock(record.end) if record.end else meeting.end
    if end <= start:  # only the start was changed
        end = _later(start, meeting)
    usual: State = meeting.state if meeting.state in ("moved", "added") else "planned"
    if record.on == meeting.original and usual == "moved":
        usual = "planned"
    return msgspec.structs.replace(
        meeting,
        date=record.on,
        start=start,
        end=end,
        room=record.place or meeting.room,
        state=_state(record, "moved" if record.on != meeting.original else usual),
        reason=record.why or (meeting.reason if record.on == meeting.date else None),
        meeting_id=record.id,
    )


def _later(start: time, meeting: Meeting) -> time:
    """Return the end of a meeting of the same length, or the latest time of the day."""
    minutes = _minute(start) + _minute(meeting.end) - _minute(meeting.start)
    return time(*divmod(min(minutes, 23 * 60 + 59), 60))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _state(record: MeetingRecord, otherwise: State) -> State:
    if record.cancelled:
        return "cancelled"
    return "held" if record.held else otherwise
