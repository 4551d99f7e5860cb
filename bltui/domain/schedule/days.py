"""The table of school days: every day of the year according to the calendar's records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from bltui.domain.model.calendar import EARLY, Bell, Calendar, Day
from bltui.domain.model.clocks import Clock
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.school_levels import concerns

#: How many days before the first and after the last school day still belong to a year, for staff
#: days and make-up days.
MARGIN = 45

Kind = Literal["school", "in_service", "early_release", "no_school", "snow", "conditional"]
# Which row wins if two rows with equally many days include the same day; of equals, the later one.
# A snow day always wins.
_RANK = {
    "conditional": 0,
    "ask": 1,
    "no_school": 2,
    "in_service": 3,
    "early_release": 4,
    "school": 5,
    "snow": 6,
}
_OPEN = ("school", "early_release")
_OPINIONLESS = ("note", "ask")
_DAY = timedelta(1)


class SchoolDay(msgspec.Struct, frozen=True):
    """One day, as it applies to everyone in the building."""

    date: dt.date
    kind: Kind
    students: bool
    """Whether students have school."""
    staff: bool
    """Whether the staff works."""
    letter: str | None = None
    bell: int | None = None
    """The id of its bell schedule, or None on closed days and if the building has none."""
    name: str = ""
    ask: bool = False
    """Whether the calendar names the day without saying if it is open or closed.

    It counts as open until a person decides.
    """
    conditional: bool = False
    lost_letter: str | None = None
    """Under the policy `fixed`, the letter that a snow day would have had."""
    dismissal: Clock | None = None
    weekend: bool = False
    """A Saturday or Sunday without a calendar record."""
    outside: bool = False
    """Before the first or after the last day of school, without a calendar record."""


class Timetable(msgspec.Struct, frozen=True):
    """All days of a year, one for every date of the span, with weekends and margins.

    Created by `timetable`.
    """

    calendar: Calendar
    span: tuple[SchoolDay, ...]
    """Every date from `start` on, in order and without gaps."""
    start: int
    """The ordinal of the first date of the span."""
    bells: dict[int, Bell]

    def on(self, day: date) -> SchoolDay | None:
        """Return the day of a date, or None outside the span."""
        index = day.toordinal() - self.start
        return self.span[index] if 0 <= index < len(self.span) else None

    def days(self) -> tuple[SchoolDay, ...]:
        """Return the weekdays of the school year and every other day with a calendar record."""
        return tuple(day for day in self.span if not (day.weekend or day.outside))

    def student_days(self) -> int:
        """Return the number of student days."""
        return sum(day.students for day in self.span)

    def staff_days(self) -> int:
        """Return the number of staff days."""
        return sum(day.staff for day in self.span)


def school_days(
    calendar: Calendar, days: Iterable[Day], bells: Iterable[Bell] = (), *, level: str = ""
) -> tuple[SchoolDay, ...]:
    """Return the weekdays of a year and every other day with a calendar record, in order.

    `level` is the building's own (`Profile.level`). Records for other schools of the district are
    skipped.
    """
    return timetable(calendar, days, bells, level=level).days()


def covered(day: Day) -> Iterator[date]:
    """Yield the dates of a record: a single day as it is, a range without weekends."""
    if day.to is None or day.to == day.date:
        yield day.date
        return
    for number in range(day.date.toordinal(), day.to.toordinal() + 1):
        if (number + 6) % 7 < 5:
            yield date.fromordinal(number)


def timetable(
    calendar: Calendar, days: Iterable[Day], bells: Iterable[Bell] = (), *, level: str = ""
) -> Timetable:
    """Return a year's table of days. The arguments are those of `school_days`.

    A calendar or a record that ends before it starts counts as empty.
    """
    earliest, latest = calendar.first - MARGIN * _DAY, calendar.last + MARGIN * _DAY
    rows: dict[date, list[tuple[int, int, int, Day]]] = {}
    for day in days:
        if day.archived or not concerns(day.level, level):
            continue
        dates = [d for d in covered(day) if earliest <= d <= latest]
        width = ((day.to or day.date) - day.date).days
        for d in dates:
            rows.setdefault(d, []).append((-width, _RANK.get(day.kind, -1), day.id, day))
    known = {bell.id: bell for bell in bells if not bell.archived}
    first = min([calendar.first, *rows])
    last = max([calendar.last, *rows])
    span = []
    ordinary = min(known) if known else None
    weekly = [calendar.weekly_bell.get(name, ordinary) for name in WEEKDAYS]
    for number in range(first.toordinal(), last.toordinal() + 1):
        today = date.fromordinal(number)
        span.append(_day(calendar, today, rows.get(today, ()), weekly))
    table = Timetable(calendar, tuple(_lettered(calendar, span, rows)), first.toordinal(), known)
    return table


def _day(
    calendar: Calendar,
    today: date,
    rows: Iterable[tuple[int, int, int, Day]],
    weekly: list[int | None],
) -> SchoolDay:
    """Return one day without its letter."""
    inside, weekday = calendar.first <= today <= calendar.last, today.weekday()
    found = [row for *_, row in sorted(rows, key=lambda row: row[:3])]
    deciding = [row for row in found if row.kind not in _OPINIONLESS]
    snow = next((row for row in deciding if row.kind == "snow"), None)
    row = snow or (deciding[-1] if deciding else None)
    names = [r.name for r in ([row] if row and row.name else found) if r.name]
    name = "; ".join(dict.fromkeys(names))
    # Outside the year and on weekends, a day is open only if a record says so. Early release alone
    # does not open it.
    if row is None or (row.kind == "early_release" and not (inside and weekday < 5)):
        opened = any(r.kind == "school" for r in deciding)
        if not (opened or (inside and weekday < 5)):
            return SchoolDay(
                today,
                "no_school",
                False,
                False,
                name=name,
                weekend=weekday > 4 and not name,
                outside=not inside,
            )
    kind: Kind = "school" if row is None or row.kind == "note" or row.kind == "ask" else row.kind
    students = kind in _OPEN
    bell = next((r.bell for r in reversed(found) if r.bell is not None), None)
    if bell is None:
        bell = (
            calendar.weekly_bell.get(EARLY, weekly[weekday])
            if kind == "early_release"
            else weekly[weekday]
        )
    return SchoolDay(
        today,
        kind,
        students,
        students or kind == "in_service",
        bell=bell if students or kind == "in_service" else None,
        name=name,
        ask=row is None and any(r.kind == "ask" for r in found),
        conditional=kind == "conditional",
        dismissal=row.dismissal if row is not None and kind == "early_release" else None,
    )


def _lettered(
    calendar: Calendar, span: list[SchoolDay], rows: dict[date, list[tuple[int, int, int, Day]]]
) -> Iterator[SchoolDay]:
    """Yield the days with their letters.

    Letters follow in order from the start of the rotation, unless a record sets one.
    """
    rotation = calendar.rotation
    names = rotation.names if rotation is not None and rotation.policy != "none" else ()
    fixed = rotation is not None and rotation.policy == "fixed"
    turn = 0
    given: dict[date, str] = {}
    late: list[tuple[SchoolDay, Day]] = []
    result = []
    for day in span:
        here = [row for *_, row in rows.get(day.date, ())]
        letter = lost = None
        if names and rotation is not None and day.date >= rotation.start:
            added = next((row for row in here if row.kind == "school"), None) if fixed else None
            extra = added is not None and (
                day.date.weekday() > 4
                or any(row.kind in ("no_school", "conditional") for row in here)
            )
            if extra and added is not None:
                # A day that was added later must not shift the letters of the dates after it.
                late.append((day, added))
            elif day.students or (
                fixed and day.kind == "snow" and _planned(calendar, day.date, here)
            ):
                given[day.date] = names[turn % len(names)]
                turn += 1
                letter, lost = (given[day.date], None) if day.students else (None, given[day.date])
        by_hand = next((row.letter for row in reversed(here) if row.letter), None)
        if by_hand and day.students:
            letter = by_hand
        result.append(day if letter is None and lost is None else _with(day, letter, lost))
    for day, added in late:
        index = (day.date - span[0].date).days
        made_up = given.get(added.makes_up) if added.makes_up else None
        if result[index].letter is None and made_up:
            result[index] = _with(day, made_up, None)
    yield from result


def _planned(calendar: Calendar, day: date, rows: Iterable[Day]) -> bool:
    """Return whether a snow day would have been a school day."""
    others = [row for row in rows if row.kind in _RANK and row.kind != "snow"]
    if not others:
        return day.weekday() < 5 and calendar.first <= day <= calendar.last
    last = max(
        others, key=lambda row: (-((row.to or row.date) - row.date).days, _RANK[row.kind], row.id)
    )
    return last.kind in (*_OPEN, "ask")


def _with(day: SchoolDay, letter: str | None, lost: str | None) -> SchoolDay:
    return SchoolDay(
        day.date,
        day.kind,
        day.students,
        day.staff,
        letter,
        day.bell,
        day.name,
        day.ask,
        day.conditional,
        lost,
        day.dismissal,
        day.weekend,
        day.outside,
    )


def is_nth(day: date, wanted: tuple[int, ...]) -> bool:
    """Return whether a day is one of the wanted n-th of its weekday in its month."""
    if (day.day - 1) // 7 + 1 in wanted:
        return True
    following = (day.replace(day=28) + dt.timedelta(4)).replace(day=1)
    return -(((following - day).days - 1) // 7 + 1) in wanted
