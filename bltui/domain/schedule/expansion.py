"""Expand a series to meetings: the pattern over the table of school days, then the exceptions.

A pure computation; the caller caches the result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from datetime import date, time
from typing import Literal

import msgspec

from bltui.domain.model.formats import show_date, time_range
from bltui.domain.model.meetings import OCCURRENCES
from bltui.domain.model.series import Dates, DayKinds, MeetingException, Series, Where
from bltui.domain.schedule.days import SchoolDay, Timetable
from bltui.domain.schedule.meeting_times import Hours, MeetingTimes, clock
from bltui.domain.schedule.pattern_days import candidates

State = Literal["planned", "moved", "cancelled", "held", "added"]
#: The same in words.
STATES: dict[str, str] = {**OCCURRENCES, "added": "added"}
Cause = Literal[
    "closed", "weekend", "in_service", "snow", "no_period", "together", "cancelled", "left_out"
]
_WORDS = {
    "snow": "snow day",
    "in_service": "in-service day",
    "conditional": "no school yet",
    "no_school": "no school",
}


class Meeting(msgspec.Struct, frozen=True):
    """One meeting. (series_id, original) identifies it permanently."""

    series_id: int
    original: dt.date
    date: dt.date
    start: time
    end: time
    room: str | None = None
    state: State = "planned"
    """The state. Canceled meetings are listed too; use `takes_place` to leave them out."""
    reason: str | None = None
    meeting_id: int | None = None
    """The id of its record, which has the agenda and the minutes; None without one."""
    timed: bool = True
    """Whether it has a time. If not, start and end are midnight."""
    extra: bool = False
    """Whether it is outside the pattern of its series."""

    @property
    def begins(self) -> str:
        """The stored form of its start, such as "15:15"; "" without a time."""
        return f"{self.start:%H:%M}" if self.timed else ""

    @property
    def ends(self) -> str:
        """The stored form of its end, such as "16:00"; "" without a later time than its start."""
        return f"{self.end:%H:%M}" if self.end > self.start else ""

    @property
    def hours(self) -> str:
        """Its time in words: "3:15–4:00 PM", or "no time"."""
        return time_range(self.begins, self.ends) if self.timed else "no time"

    @property
    def takes_place(self) -> bool:
        """Whether the meeting takes place."""
        return self.state != "cancelled"


class Skipped(msgspec.Struct, frozen=True):
    """A date of the pattern without a meeting."""

    date: dt.date
    why: str
    cause: Cause
    """The kind of reason.

    `snow` waits for a decision (CWG-26). `no_period` is a period that the day's bell schedule lacks
    (CWG-22).
    """


class Expansion(msgspec.Struct, frozen=True):
    """The meetings of a series in a year."""

    meetings: tuple[Meeting, ...]
    """The meetings by date and start."""
    skipped: tuple[Skipped, ...] = ()
    orphans: tuple[MeetingException, ...] = ()
    """Exceptions for dates that the pattern no longer has (CWG-33)."""
    series_id: int | None = None
    """The series that was expanded."""

    def count(self) -> int:
        """Return how many meetings take place."""
        return sum(meeting.state != "cancelled" for meeting in self.meetings)


def expand(series: Series, exceptions: Iterable[MeetingException], table: Timetable) -> Expansion:
    """Return the meetings of a series, the skipped dates, and the exceptions without a date.

    Only the part within the table's year is expanded, except for individual dates. Exceptions of
    other series and archived ones are ignored.
    """
    return _Expander(series, exceptions, table).expand()


class _Expander:
    """Expands one series."""

    def __init__(
        self, series: Series, exceptions: Iterable[MeetingException], table: Timetable
    ) -> None:
        self.series, self.table = series, table
        self.times = MeetingTimes(series, table)
        self.room = series.room or None
        self.in_service = series.in_service == "meet" or isinstance(
            series.pattern, (Dates, DayKinds)
        )
        self.decided: dict[date, MeetingException] = {}
        self.held: dict[date, MeetingException] = {}
        self.added: list[MeetingException] = []
        self.meetings: list[Meeting] = []
        self.skipped: list[Skipped] = []
        for exception in sorted(exceptions, key=lambda one: one.id):
            if exception.series_id != series.id or exception.archived:
                continue
            if exception.do == "add":
                self.added.append(exception)
            elif exception.do == "held":
                self.held[exception.date] = exception
            else:
                self.decided[exception.date] = exception

    def expand(self) -> Expansion:
        series, times, room = self.series, self.times, self.room
        decided, held, limit = self.decided, self.held, series.times
        shifted: list[SchoolDay] = []
        opened: list[date] = []
        days = candidates(series, self.table)
        for place, day in enumerate(days):
            if limit and len(opened) + len(shifted) >= limit:
                days = days[:place]
                break
            if series.without and any(span.has(day.date) for span in series.without):
                self.skip(day, "left out", "left_out")
                continue
            when = day.date
            decision = decided.get(when) if decided else None
            if not (day.students or self.is_open(day)):
                if decision is not None:
                    self.decide(decision, None)
                elif series.on_no_school == "skip":
                    self.skipped.append(_closed(day))
                else:
                    shifted.append(day)
                continue
            opened.append(when)
            hours = times.on(day)
            if decision is not None:
                self.decide(decision, hours)
            elif hours is None:
                self.skip(day, times.lacks(day), "no_period")
            elif held and when in held:
                self.put(when, when, hours, "held", held[when].why or None)
            else:
                # Not `put`: a form expands a few hundred meetings at every keystroke.
                self.meetings.append(Meeting(series.id, when, when, hours[0], hours[1], room))
        taken = set(opened) if shifted else set()
        for day in shifted:
            self.shift(day, taken)
        for exception in self.added:
            self.add(exception)
        if self.decided or self.added or shifted:
            self.meetings.sort(key=lambda meeting: (meeting.date, meeting.start))
            self.skipped.sort(key=lambda skip: skip.date)
        return Expansion(tuple(self.meetings), tuple(self.skipped), self.orphans(days), series.id)

    def orphans(self, days: Iterable[SchoolDay]) -> tuple[MeetingException, ...]:
        special = (*self.decided.values(), *self.held.values())
        if not special:
            return ()
        known = {day.date for day in days}.difference(
            s.date for s in self.skipped if s.cause == "left_out"
        )
        known.update(exception.date for exception in self.added)
        return tuple(exception for exception in special if exception.date not in known)

    def is_open(self, day: SchoolDay) -> bool:
        return day.students or (self.in_service and day.kind == "in_service")

    def skip(self, day: SchoolDay, why: str, cause: Cause) -> None:
        self.skipped.append(Skipped(day.date, why, cause))

    def put(
        self,
        original: date,
        on: date,
        hours: Hours,
        state: State,
        why: str | None = None,
        room: str | None = None,
        extra: bool = False,
    ) -> None:
        room = self.room if room is None else room or None
        self.meetings.append(
            Meeting(self.series.id, original, on, *hours, room, state, why, extra=extra)
        )

    def decide(self, exception: MeetingException, hours: Hours | None) -> None:
        """Add a canceled or moved meeting."""
        when, why, to = exception.date, exception.why or None, exception.to
        if to is not None and exception.do == "move":
            at = self.hours_there(to, self.times.at(to.date) or hours)
            if at is None:
                self.skipped.append(
                    Skipped(
                        when,
                        f"moved to {show_date(to.date)}, which has no time for it",
                        "no_period",
                    )
                )
            else:
                self.put(when, to.date, at, "moved", why, to.room)
        elif hours is None:
            self.skipped.append(Skipped(when, exception.why or STATES["cancelled"], "cancelled"))
        else:
            self.put(when, when, hours, "cancelled", why)

    def add(self, exception: MeetingException) -> None:
        """Add a meeting outside the pattern, unless there already is one at that time."""
        to = exception.to or Where(exception.date)
        hours = self.hours_there(to, self.times.at(to.date))
        if hours is None:
            return
        if any((m.date, m.start) == (to.date, hours[0]) and m.takes_place for m in self.meetings):
            return
        state: State = "held" if exception.date in self.held else "added"
        self.put(exception.date, to.date, hours, state, exception.why or None, to.room, True)

    def hours_there(self, to: Where, usual: Hours | None) -> Hours | None:
        """Return the times of an exception, or else the usual ones.

        Returns None if there are none.
        """
        start = clock(to.start) if to.start else usual[0] if usual else None
        end = clock(to.end) if to.end else usual[1] if usual else None
        return (start, end) if start is not None and end is not None and start < end else None

    def shift(self, day: SchoolDay, taken: set[date]) -> None:
        """Add a meeting of a closed day on another day, if the series has that setting."""
        rule = self.series.on_no_school
        step = {"next_school_day": 1, "prev_school_day": -1, "next_week": 7}[rule]
        span = self.table.span
        index = day.date.toordinal() - self.table.start + step
        while 0 <= index < len(span) and not self.is_open(span[index]):
            index += step
        if not 0 <= index < len(span):
            self.skipped.append(_closed(day))
            return
        target = span[index]
        hours = self.times.on(target)
        if target.date in taken:
            self.skip(day, f"is on the day of the meeting of {show_date(target.date)}", "together")
        elif hours is None:
            self.skip(day, self.times.lacks(target), "no_period")
        else:
            taken.add(target.date)
            state: State = "held" if day.date in self.held else "moved"
            self.put(
                day.date, target.date, hours, state, f"{_closed(day).why}: {rule.replace('_', ' ')}"
            )


def _closed(day: SchoolDay) -> Skipped:
    """Return why there is no meeting on a closed day."""
    cause: Cause = "closed"
    if day.kind == "snow":
        cause = "snow"
    elif day.kind == "in_service":
        cause = "in_service"
    elif day.weekend:
        return Skipped(day.date, "weekend", "weekend")
    return Skipped(day.date, day.name or _WORDS[day.kind], cause)
