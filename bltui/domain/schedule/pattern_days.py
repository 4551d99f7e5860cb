"""The days of a series' pattern, before closed days and exceptions apply."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.series import Dates, MonthlyNth, RotationDays, Series, Weekly
from bltui.domain.schedule.days import SchoolDay, Timetable, is_nth


def candidates(series: Series, table: Timetable) -> list[SchoolDay]:
    """Return the days of the pattern from first to until, open or closed, in order."""
    pattern, span = series.pattern, table.span
    if isinstance(pattern, Dates):
        found = []
        for when in sorted(set(pattern.dates)):
            if series.first <= when <= series.until:
                day = table.on(when)
                # A date that a person typed counts, even before or after the year.
                found.append(
                    day
                    if day is not None and not day.outside
                    else SchoolDay(when, "school", True, True)
                )
        return found
    low = max(series.first.toordinal() - table.start, 0)
    high = min(series.until.toordinal() - table.start, len(span) - 1)
    if isinstance(pattern, Weekly):
        return [
            day
            for day in (span[i] for i in _weekly(series, pattern, table, low, high))
            if not day.outside
        ]
    within = span[low : high + 1]
    if isinstance(pattern, MonthlyNth) and pattern.in_session:
        chosen = _in_session(pattern, span)
        return [day for day in within if day.date in chosen]
    if isinstance(pattern, MonthlyNth):
        wanted = {WEEKDAYS.index(name) for name in pattern.days}
        return [
            d
            for d in within
            if d.date.weekday() in wanted and not d.outside and is_nth(d.date, pattern.nth)
        ]
    if isinstance(pattern, RotationDays):
        names = {name.casefold() for name in pattern.days}
        return [d for d in within if _letter(d).casefold() in names][:: pattern.interval]
    return [day for day in within if day.kind in pattern.kinds]


def _in_session(pattern: MonthlyNth, span: Iterable[SchoolDay]) -> set[date]:
    """Return the n-th school days of every month.

    A snow day keeps its place, because it is declared after the plan was made.
    """
    wanted = {WEEKDAYS.index(name) for name in pattern.days}
    months: dict[tuple[int, int], list[date]] = {}
    for day in span:
        if (day.students or day.kind == "snow") and day.date.weekday() in wanted:
            months.setdefault((day.date.year, day.date.month), []).append(day.date)
    places = [nth - 1 if nth > 0 else nth for nth in pattern.nth]
    return {days[n] for days in months.values() for n in places if -len(days) <= n < len(days)}


def _letter(day: SchoolDay) -> str:
    return day.letter or day.lost_letter or ""


def _weekly(series: Series, pattern: Weekly, table: Timetable, low: int, high: int) -> list[int]:
    """Return the span indexes of a weekly pattern's days."""
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
            # A snow day is declared after the plan was made: its week still counts.
            if not any(table.span[i].students or table.span[i].kind == "snow" for i in days):
                continue
            turn += 1
            if (turn - 1) % pattern.interval:
                continue
        found += days
    return found
