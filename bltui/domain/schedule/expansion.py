"""Expanding a series: the pattern over the table of school days, then the exceptions. Pure; the caller keeps the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Literal

import msgspec

from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.series import Dates, DayKinds, MeetingException, MonthlyNth, RotationDays, Series, Weekly
from bltui.domain.schedule.days import SchoolDay, Timetable

State = Literal["planned", "moved", "cancelled", "held", "added"]
Cause = Literal["closed", "weekend", "in_service", "snow", "no_period", "together", "cancelled", "left_out"]
_WORDS = {"snow": "snow day", "in_service": "in-service day", "conditional": "no school yet", "no_school": "no school"}


class Meeting(msgspec.Struct, frozen=True):
    """One meeting. Its name is (series_id, original), whatever happens to it."""

    series_id: int
    original: dt.date
    date: dt.date
    start: time
    end: time
    room: str | None = None
    state: State = "planned"
    """`cancelled` ones are listed too: whoever counts or checks leaves them out (see `takes_place`)."""
    reason: str | None = None

    @property
    def takes_place(self) -> bool:
        """Whether people meet."""
        return self.state != "cancelled"


class Skipped(msgspec.Struct, frozen=True):
    """A date of the pattern without a meeting."""

    date: dt.date
    why: str
    cause: Cause
    """`snow` waits for somebody's decision (CWG-26); `no_period` is a period that the day's bell lacks (CWG-22)."""


class Expansion(msgspec.Struct, frozen=True):
    """All that a series comes to in a year."""

    meetings: tuple[Meeting, ...]
    """In the order of date and start."""
    skipped: tuple[Skipped, ...] = ()
    orphans: tuple[MeetingException, ...] = ()
    """Exceptions for dates that the pattern no longer has (CWG-33)."""

    def count(self) -> int:
        """How many meetings take place."""
        return sum(meeting.state != "cancelled" for meeting in self.meetings)


@lru_cache(maxsize=2048)
def clock(text: str) -> time:
    """The time of "15:15"."""
    return time(int(text[:2]), int(text[3:]))


def expand(series: Series, exceptions: Iterable[MeetingException], table: Timetable) -> Expansion:
    """The meetings of a series, the dates that it skips and why, and the exceptions that fit no date.

    Only the part of the series that lies in the table's year is expanded, but for dates listed one by one.
    Exceptions of other series and archived ones are left aside.
    """
    decided: dict[date, MeetingException] = {}
    held: dict[date, MeetingException] = {}
    added: list[MeetingException] = []
    for exception in sorted(exceptions, key=_id):
        if exception.series_id != series.id or exception.archived:
            continue
        if exception.do == "add":
            added.append(exception)
        elif exception.do == "held":
            held[exception.date] = exception
        else:
            decided[exception.date] = exception
    times = _Times(series, table)
    meetings: list[Meeting] = []
    skipped: list[Skipped] = []
    shifted: list[SchoolDay] = []
    room = series.room or None
    number, limit = series.id, series.times
    special = bool(decided or held)
    opened: list[date] = []
    in_service = series.in_service == "meet" or isinstance(series.pattern, (Dates, DayKinds))
    days = candidates(series, table)
    for place, day in enumerate(days):
        if limit and len(opened) + len(shifted) >= limit:
            days = days[:place]
            break
        when = day.date
        if series.without and any(span.has(when) for span in series.without):
            skipped.append(Skipped(when, "left out", "left_out"))
            continue
        decision = decided.get(when) if special else None
        if not (day.students or (in_service and day.kind == "in_service")):
            if decision is not None:
                _except(decision, None, times, room, meetings, skipped)
            elif series.on_no_school == "skip":
                skipped.append(_closed(day))
            else:
                shifted.append(day)
            continue
        opened.append(when)
        hours = times.on(day)
        if decision is not None:
            _except(decision, hours, times, room, meetings, skipped)
        elif hours is None:
            skipped.append(Skipped(when, times.lacks(day), "no_period"))
        elif special and when in held:
            meetings.append(Meeting(number, when, when, hours[0], hours[1], room, "held", held[when].why or None))
        else:
            meetings.append(Meeting(number, when, when, hours[0], hours[1], room))
    taken = set(opened) if shifted else set()
    for day in shifted:
        _shift(day, series, table, times, in_service, taken, held, meetings, skipped)
    for exception in added:
        _add(exception, times, room, held, meetings)
    if special or added or shifted:
        meetings.sort(key=_order)
        skipped.sort(key=lambda s: s.date)
    orphans: tuple[MeetingException, ...] = ()
    if special:
        left_out = {skip.date for skip in skipped if skip.cause == "left_out"}
        known = {day.date for day in days if day.date not in left_out}.union(e.date for e in added)
        orphans = tuple(e for e in (*decided.values(), *held.values()) if e.date not in known)
    return Expansion(tuple(meetings), tuple(skipped), orphans)


def expand_all(
    series: Iterable[Series], exceptions: Iterable[MeetingException], table: Timetable
) -> Mapping[int, Expansion]:
    """Every series that is not archived, by its id."""
    mine: dict[int, list[MeetingException]] = {}
    for exception in exceptions:
        mine.setdefault(exception.series_id, []).append(exception)
    return {one.id: expand(one, mine.get(one.id, ()), table) for one in series if not one.archived}


def _id(exception: MeetingException) -> int:
    return exception.id


def _order(meeting: Meeting) -> tuple[date, time]:
    return meeting.date, meeting.start


class _Times:
    """The clock times of a series' meetings, which for a period depend on the day's bell."""

    def __init__(self, series: Series, table: Timetable) -> None:
        slot = series.time
        self._period = slot.period
        self._table = table
        self._known: dict[tuple[int | None, str | None], tuple[time, time] | None] = {}
        self._fixed = (clock(slot.start), clock(slot.end)) if slot.start and slot.end else None

    def on(self, day: SchoolDay) -> tuple[time, time] | None:
        """From when to when on a day; None where that day has no such period."""
        if self._fixed is not None:
            return self._fixed
        key = day.bell, day.dismissal
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def at(self, when: date) -> tuple[time, time] | None:
        """As `on`, by date."""
        day = self._table.on(when)
        return self.on(day) if day is not None else self._fixed

    def _find(self, number: int | None, dismissal: str | None) -> tuple[time, time] | None:
        bell = self._table.bells.get(number) if number is not None else None
        for period in bell.periods if bell is not None else ():
            if period.id == self._period and (dismissal is None or period.start < dismissal):
                end = period.end if dismissal is None else min(period.end, dismissal)
                return clock(period.start), clock(end)
        return None

    def lacks(self, day: SchoolDay) -> str:
        """Why there is no time on a day."""
        bell = self._table.bells.get(day.bell) if day.bell is not None else None
        return f"no period {self._period} in {f'the bell “{bell.label}”' if bell is not None else 'any bell'}"


def _closed(day: SchoolDay) -> Skipped:
    """Why there is no meeting on a closed day."""
    cause: Cause = "closed"
    if day.kind == "snow":
        cause = "snow"
    elif day.kind == "in_service":
        cause = "in_service"
    elif day.weekend:
        return Skipped(day.date, "weekend", "weekend")
    return Skipped(day.date, day.name or _WORDS[day.kind], cause)


def _except(
    exception: MeetingException,
    hours: tuple[time, time] | None,
    times: _Times,
    room: str | None,
    meetings: list[Meeting],
    skipped: list[Skipped],
) -> None:
    """A cancelled or moved meeting."""
    when, why, to = exception.date, exception.why or None, exception.to
    if to is not None and exception.do == "move":
        usual = times.at(to.date) or hours
        start = clock(to.start) if to.start else usual[0] if usual else None
        end = clock(to.end) if to.end else usual[1] if usual else None
        place = room if to.room is None else to.room or None
        if start is None or end is None or end <= start:
            skipped.append(Skipped(when, f"moved to {to.date}, where it has no time", "no_period"))
        else:
            meetings.append(Meeting(exception.series_id, when, to.date, start, end, place, "moved", why))
    elif hours is None:
        skipped.append(Skipped(when, exception.why or "cancelled", "cancelled"))
    else:
        meetings.append(Meeting(exception.series_id, when, when, hours[0], hours[1], room, "cancelled", why))


def _add(
    exception: MeetingException,
    times: _Times,
    room: str | None,
    held: Mapping[date, MeetingException],
    meetings: list[Meeting],
) -> None:
    """A meeting besides the pattern; one that the pattern has at that very time counts once."""
    to = exception.to
    when = to.date if to is not None else exception.date
    usual = times.at(when)
    start = clock(to.start) if to is not None and to.start else usual[0] if usual else None
    end = clock(to.end) if to is not None and to.end else usual[1] if usual else None
    place = room if to is None or to.room is None else to.room or None
    if start is None or end is None or end <= start:
        return
    if any(m.date == when and m.start == start and m.state != "cancelled" for m in meetings):
        return
    state: State = "held" if exception.date in held else "added"
    meetings.append(Meeting(exception.series_id, exception.date, when, start, end, place, state, exception.why or None))


def _shift(
    day: SchoolDay,
    series: Series,
    table: Timetable,
    times: _Times,
    in_service: bool,
    taken: set[date],
    held: Mapping[date, MeetingException],
    meetings: list[Meeting],
    skipped: list[Skipped],
) -> None:
    """A meeting that would fall on a closed day, where the series says that it goes to another one."""
    step = {"next_school_day": 1, "prev_school_day": -1, "next_week": 7}[series.on_no_school]
    index = day.date.toordinal() - table.start + step
    last = len(table.span)
    while 0 <= index < last:
        target = table.span[index]
        if target.students or (in_service and target.kind == "in_service"):
            break
        index += step
    else:
        skipped.append(_closed(day))
        return
    hours = times.on(target)
    if target.date in taken:
        skipped.append(Skipped(day.date, f"falls together with the meeting of {target.date}", "together"))
    elif hours is None:
        skipped.append(Skipped(day.date, times.lacks(target), "no_period"))
    else:
        taken.add(target.date)
        state: State = "held" if day.date in held else "moved"
        meetings.append(
            Meeting(
                series.id,
                day.date,
                target.date,
                hours[0],
                hours[1],
                series.room or None,
                state,
                f"{_closed(day).why}: {series.on_no_school.replace('_', ' ')}",
            )
        )


def candidates(series: Series, table: Timetable) -> list[SchoolDay]:
    """The days of the pattern from first to until, open or closed, in order."""
    pattern, span = series.pattern, table.span
    if isinstance(pattern, Dates):
        found = []
        for when in sorted(set(pattern.dates)):
            if series.first <= when <= series.until:
                day = table.on(when)
                # A date that somebody wrote out is meant, before and after the year too.
                found.append(day if day is not None and not day.outside else SchoolDay(when, "school", True, True))
        return found
    low = max(series.first.toordinal() - table.start, 0)
    high = min(series.until.toordinal() - table.start, len(span) - 1)
    if isinstance(pattern, Weekly):
        return [day for day in (span[i] for i in _weekly(series, pattern, table, low, high)) if not day.outside]
    within = span[low : high + 1]
    if isinstance(pattern, MonthlyNth) and pattern.in_session:
        chosen = _in_session(pattern, span)
        return [day for day in within if day.date in chosen]
    if isinstance(pattern, MonthlyNth):
        wanted = {WEEKDAYS.index(name) for name in pattern.days}
        return [d for d in within if d.date.weekday() in wanted and not d.outside and _nth(d.date, pattern.nth)]
    if isinstance(pattern, RotationDays):
        names = {name.casefold() for name in pattern.days}
        return [d for d in within if _letter(d).casefold() in names][:: pattern.interval]
    return [day for day in within if day.kind in pattern.kinds]


def _in_session(pattern: MonthlyNth, span: Iterable[SchoolDay]) -> set[date]:
    """The n-th days with school of every month; a snow day keeps its place, for it comes after the plan was made."""
    wanted = {WEEKDAYS.index(name) for name in pattern.days}
    months: dict[tuple[int, int], list[date]] = {}
    for day in span:
        if (day.students or day.kind == "snow") and day.date.weekday() in wanted:
            months.setdefault((day.date.year, day.date.month), []).append(day.date)
    places = [nth - 1 if nth > 0 else nth for nth in pattern.nth]
    return {days[n] for days in months.values() for n in places if -len(days) <= n < len(days)}


def _letter(day: SchoolDay) -> str:
    return day.letter or day.lost_letter or ""


def _nth(day: date, wanted: tuple[int, ...]) -> bool:
    """Whether a day is one of the wanted n-th of its weekday in its month."""
    if (day.day - 1) // 7 + 1 in wanted:
        return True
    following = (day.replace(day=28) + dt.timedelta(4)).replace(day=1)
    return -(((following - day).days - 1) // 7 + 1) in wanted


def _weekly(series: Series, pattern: Weekly, table: Timetable, low: int, high: int) -> list[int]:
    """The places in the span of a weekly pattern's days."""
    begins = 6 if table.calendar.week_starts == "sun" else 0
    offsets = sorted({(WEEKDAYS.index(name) - begins) % 7 for name in pattern.days})
    if not offsets:
        return []
    first = series.first.toordinal()
    # date.fromordinal(1) is a Monday, so (ordinal - 1) % 7 is the weekday.
    anchor = min(first + (begins + offset - (first - 1)) % 7 for offset in offsets)
    week = anchor - (anchor - 1 - begins) % 7 - table.start
    by_school = series.count_by == "school_weeks" and pattern.interval > 1
    step = 7 if by_school else 7 * pattern.interval
    if len(offsets) == 1 and not by_school:
        skip = max(0, -(-(low - week - offsets[0]) // step))
        return list(range(week + offsets[0] + skip * step, high + 1, step))
    found: list[int] = []
    turn = 0
    for start in range(week, high + 1, step):
        days = [start + offset for offset in offsets if low <= start + offset <= high]
        if by_school:
            # A snow day comes after the plan was made: its week goes on counting.
            if not any(table.span[i].students or table.span[i].kind == "snow" for i in days):
                continue
            turn += 1
            if (turn - 1) % pattern.interval:
                continue
        found += days
    return found
