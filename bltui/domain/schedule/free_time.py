"""Find free times: who can come at each time of the week, who if needed, and who cannot.

Also the best times and free rooms.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from bltui.domain.model.availability import Availability, Moment, State, clock_of, minutes, state
from bltui.domain.model.calendar import Bell
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.formats import time_range
from bltui.domain.schedule.days import SchoolDay, Timetable

#: Minutes between the students' last bell and a meeting after school (default, not from the source
#: document).
AFTER_SCHOOL = 15
#: Largest share of a time's dates on which a person may have other meetings without counting as
#: busy (default, not from the source document). A single training must not rule out a weekday for
#: the whole year, and the check reports that date.
OFTEN = 0.2
#: Each state in words, to answer "why?".
WHY: dict[State, str] = {
    "free": "free",
    "if_needed": "if needed",
    "unknown": "no planning period is set",
    "teaching": "teaching",
    "busy": "busy",
    "away": "not in the building",
}


#: The states from best to worst for a meeting.
_WORSE: tuple[State, ...] = ("free", "if_needed", "unknown", "teaching", "busy", "away")
V = TypeVar("V", bound=Hashable)


class Booking(msgspec.Struct, frozen=True):
    """An existing meeting that keeps people or a room busy."""

    date: dt.date
    start: int
    end: int
    """Minutes since midnight; the end is not included."""
    people: frozenset[int]
    room: str | None = None
    called: str = ""
    """The name of the meeting's group, such as "#3 Reading"."""


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A time of the week and who can come.

    Sets of people are bit masks, in the order in which the people were given.
    """

    when: Moment
    free: int
    if_needed: int
    leader: bool
    """Whether every leader can come; True if there is none."""
    states: tuple[State, ...]
    """Each person's state. A person in another meeting at the time is busy."""
    of: int

    @property
    def can_come(self) -> int:
        """How many people can come, including if needed."""
        return (self.free | self.if_needed).bit_count()

    @property
    def digits(self) -> str:
        """The count for the heat map: "6", or "6+1" with one person who comes if needed."""
        maybe = self.if_needed.bit_count()
        return f"{self.free.bit_count()}+{maybe}" if maybe else f"{self.free.bit_count()}"


def label(when: Moment) -> str:
    """Return a time of the week in words, such as "Wed 3:15–4:00 PM" or "A day P4"."""
    return _named(when, time_range(clock_of(when.start), clock_of(when.end)))


def slot(when: Moment) -> str:
    """Return a time of the week as JSON names it: "Wed 15:15-16:00" or "A day P4"."""
    return _named(when, f"{clock_of(when.start)}-{clock_of(when.end)}")


def _named(when: Moment, hours: str) -> str:
    day = (
        f"{when.letter} day"
        if when.letter
        else "Early release"
        if when.early
        else WEEKDAYS[when.weekday].title()
    )
    return f"{day} {f'P{when.period}' if when.period else hours}"


def week(table: Timetable, length: int = 45) -> list[Moment]:
    """Return the times of a week at which a group can meet: before and after school, and periods.

    `length` is the minutes of the times outside class, which are within the contract day of the
    weekday's bell schedule.
    """
    bells = table.bells
    ordinary = min(bells) if bells else None
    found: list[Moment] = []
    for day, name in enumerate(WEEKDAYS[:5]):
        number = table.calendar.weekly_bell.get(name, ordinary)
        bell = bells.get(number) if number is not None else None
        if bell is not None:
            found.extend(_moments(day, bell, length))
    return found


def turning(table: Timetable, length: int = 45) -> list[Moment]:
    """Return the times of each letter day and of early-release days, on any weekday.

    They use the bell schedule that most of these days have, and on early-release days the most
    common dismissal.
    """
    ordinary = min(table.bells) if table.bells else None
    kinds: dict[tuple[str, bool], list[SchoolDay]] = {}
    for day in table.span:
        if day.students and not day.outside and not day.ask:
            early = day.kind == "early_release"
            if early or day.letter:
                kinds.setdefault(("" if early else day.letter or "", early), []).append(day)
    found: list[Moment] = []
    for (letter, early), days in sorted(kinds.items(), key=lambda kind: (kind[0][1], kind[0][0])):
        bell = table.bells.get(_most(day.bell or ordinary or 0 for day in days))
        if bell is None:
            continue
        leave = _most(day.dismissal or "" for day in days) if early else ""
        if leave and leave < bell.students.end:
            periods = tuple(p for p in bell.periods if p.end <= leave)
            bell = replace(bell, students=replace(bell.students, end=leave), periods=periods)
        weekday = _most(day.date.weekday() for day in days)
        found += [replace(m, letter=letter, early=early) for m in _moments(weekday, bell, length)]
    return found


def _most(values: Iterable[V]) -> V:
    """Return the most common value, or the first of several."""
    return Counter(values).most_common(1)[0][0]


def _moments(day: int, bell: Bell, length: int) -> Iterable[Moment]:
    opens, closes = minutes(bell.contract.start), minutes(bell.contract.end)
    first, last = minutes(bell.students.start), minutes(bell.students.end)
    if opens + length <= first:
        yield Moment(day, opens, opens + length, bell=bell)
    for period in bell.periods:
        yield Moment(day, minutes(period.start), minutes(period.end), period.id, bell=bell)
    begin = last + AFTER_SCHOOL if last + AFTER_SCHOOL + length <= closes else last
    if begin + length <= closes:
        yield Moment(day, begin, begin + length, bell=bell)


def dates_of(when: Moment, table: Timetable, first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the school days of a time of the week from first to last."""
    return [
        day.date
        for day in table.span
        if day.students and first <= day.date <= last and _falls(when, day)
    ]


def _falls(when: Moment, day: SchoolDay) -> bool:
    if when.letter or when.early:
        return day.letter == when.letter if when.letter else day.kind == "early_release"
    return day.date.weekday() == when.weekday


def uncommon(dates: Iterable[dt.date], table: Timetable) -> tuple[dict[str, int], int]:
    """Return the special days among dates.

    A count for each letter day, and the number of early-release days.
    """
    days = [day for date in dates if (day := table.on(date)) is not None]
    letters = Counter(day.letter for day in days if day.letter)
    return dict(sorted(letters.items())), sum(day.kind == "early_release" for day in days)


def _standing(rows: Sequence[Availability], when: Moment, days: Iterable[dt.date]) -> State:
    """Return a person's state at a time.

    If the time is on several weekdays, returns the worst state.
    """
    if not (when.letter or when.early):
        return state(rows, when)
    turns = {day.weekday() for day in days} or {when.weekday}
    return max((state(rows, replace(when, weekday=turn)) for turn in turns), key=_WORSE.index)


def _taken(when: Moment, bookings: Iterable[Booking], dates: set[dt.date]) -> set[int]:
    """Return the people in other meetings at that time on more than `OFTEN` of the dates."""
    busy: dict[int, set[dt.date]] = {}
    for booking in bookings:
        if booking.date in dates and booking.start < when.end and when.start < booking.end:
            for person in booking.people:
                busy.setdefault(person, set()).add(booking.date)
    return {person for person, days in busy.items() if len(days) > OFTEN * len(dates)}


def heat(
    moments: Sequence[Moment],
    people: Sequence[int],
    rows: Mapping[int, Sequence[Availability]],
    *,
    leaders: Iterable[int] = (),
    bookings: Iterable[Booking] = (),
    dates: Mapping[int, Sequence[dt.date]] | None = None,
) -> list[Cell]:
    """Return one cell for each time.

    `dates[i]` are the dates on which the group would meet at `moments[i]`. If given, bookings on
    these dates make people busy.
    """
    heads = set(leaders)
    known = list(bookings)
    cells = []
    for index, when in enumerate(moments):
        days = set(dates[index]) if dates is not None else set()
        taken = _taken(when, known, days) if days else set()
        free = maybe = 0
        states: list[State] = []
        led = True
        for bit, person in enumerate(people):
            how = _standing(rows.get(person, ()), when, days)
            if person in taken and how in ("free", "if_needed"):
                how = "busy"
            states.append(how)
            if how == "free":
                free |= 1 << bit
            elif how == "if_needed":
                maybe |= 1 << bit
            elif person in heads:
                led = False
        cells.append(
            Cell(
                when=when,
                free=free,
                if_needed=maybe,
                leader=led,
                states=tuple(states),
                of=len(people),
            )
        )
    return cells


def best(cells: Iterable[Cell], count: int = 4) -> list[Cell]:
    """Return the best times first.

    Order: leader can come, most can come, fewest only if needed, earliest in the week.
    """
    return sorted(
        (c for c in cells if c.can_come),
        key=lambda c: (
            not c.leader,
            -c.can_come,
            c.if_needed.bit_count(),
            c.when.weekday,
            c.when.start,
        ),
    )[:count]


def rooms_free(
    rooms: Iterable[str],
    bookings: Iterable[Booking],
    dates: Sequence[dt.date],
    start: int,
    end: int,
) -> dict[str, int]:
    """Return on how many of the dates each room is free, most often free first.

    `start` and `end` are minutes since midnight.
    """
    taken: dict[str, set[dt.date]] = {}
    wanted = set(dates)
    for booking in bookings:
        if booking.room and booking.date in wanted and booking.start < end and start < booking.end:
            taken.setdefault(booking.room.casefold(), set()).add(booking.date)
    counts = {
        room: len(wanted) - len(taken.get(room.casefold(), ())) for room in dict.fromkeys(rooms)
    }
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
