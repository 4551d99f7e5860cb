"""Availability: when a person can meet, entered once and used by every group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from bltui.domain.model.calendar import Bell, Clock, Weekday
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.record import Record

Kind = Literal["planning", "busy", "if_needed", "away"]
State = Literal["free", "if_needed", "unknown", "teaching", "busy", "away"]
#: States in which a person comes to a meeting; `if_needed` only breaks ties.
COMES: tuple[State, ...] = ("free", "if_needed")


class Availability(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One thing known about a person's week. Without any, they are free outside class hours."""

    TABLE = "availability"

    person_id: int
    kind: Kind
    """`planning`: a period without class; `away`: not in the building."""
    weekdays: tuple[Weekday, ...] = ()
    """None named = every day."""
    letters: tuple[str, ...] = ()
    """Days of the rotation; none named = all."""
    period: str = ""
    start: Clock | None = None
    end: Clock | None = None
    """Clock times where no period is named; without either, the whole day."""
    first: dt.date | None = None
    last: dt.date | None = None
    note: str = ""


class Moment(msgspec.Struct, frozen=True):
    """A time to meet: on a weekday, in a week's plan, or on one date. Times are minutes since midnight."""

    weekday: int
    """0 is Monday."""
    start: int
    end: int
    period: str = ""
    """The period that it is, where it is one."""
    letter: str = ""
    early: bool = False
    """On early-release days, whatever weekday they are."""
    date: dt.date | None = None
    bell: Bell | None = None
    """The bell of that day: its periods and its hours with students."""


def minutes(clock: str) -> int:
    """Minutes since midnight of "15:15"."""
    return int(clock[:2]) * 60 + int(clock[3:])


def clock_of(minute: int) -> str:
    """ "15:15" of minutes since midnight."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def by_person(rows: Iterable[Availability]) -> dict[int, list[Availability]]:
    """The rows of every person who has any."""
    found: dict[int, list[Availability]] = {}
    for row in rows:
        if not row.archived:
            found.setdefault(row.person_id, []).append(row)
    return found


def _day_fits(row: Availability, when: Moment) -> bool:
    if row.weekdays and WEEKDAYS[when.weekday] not in row.weekdays:
        return False
    if row.letters and when.letter and when.letter not in row.letters:
        return False
    if when.date is not None:
        return (row.first is None or row.first <= when.date) and (row.last is None or when.date <= row.last)
    return True


def _span(row: Availability, when: Moment) -> tuple[int, int] | None:
    """From when to when a row holds on that day; None where the day has no such period."""
    if row.period:
        if row.period == when.period:
            return when.start, when.end
        for period in when.bell.periods if when.bell else ():
            if period.id == row.period:
                return minutes(period.start), minutes(period.end)
        return None
    return (minutes(row.start) if row.start else 0, minutes(row.end) if row.end else 24 * 60)


def state(rows: Sequence[Availability], when: Moment) -> State:
    """How a person stands to a time, from their own rows.

    Away weighs more than busy, busy more than if_needed, if_needed more than planning. While students are there, somebody
    with planning periods is `teaching` outside them; of somebody without any it is `unknown`.
    """
    found: State = "free"
    plans = False
    planned: list[tuple[int, int]] = []
    for row in rows:
        if row.kind == "planning":
            plans = True
            if _day_fits(row, when) and (span := _span(row, when)):
                planned.append(span)
            continue
        if not _day_fits(row, when):
            continue
        span = _span(row, when)
        if span is None or span[0] >= when.end or when.start >= span[1]:
            continue
        if row.kind == "away":
            return "away"
        if row.kind == "busy" or found == "free":
            found = row.kind
    if found == "free" and not _outside_class(when, planned):
        return "teaching" if plans else "unknown"
    return found


def _outside_class(when: Moment, planned: list[tuple[int, int]]) -> bool:
    """Whether a time lies wholly outside the hours with students or inside planning periods."""
    if when.bell is not None:
        first, last = minutes(when.bell.students.start), minutes(when.bell.students.end)
    elif when.period:
        first, last = when.start, when.end
    else:
        return True
    at, end = max(when.start, first), min(when.end, last)
    for start, stop in sorted(planned):
        # The minutes between two periods are nobody's class.
        if start <= at + _PASSING:
            at = max(at, stop)
    return at >= end


#: Minutes between two planning periods that do not make a meeting across both impossible (chosen default).
_PASSING = 10


def described(row: Availability) -> str:
    """A row in words, such as "busy tue, thu 15:00-16:00"."""
    turns = f"on {'/'.join(row.letters)} days" if row.letters else ""
    if row.period:
        time = f"period {row.period}"
    elif row.start or row.end:
        time = f"{row.start or '00:00'}-{row.end or '24:00'}"
    else:
        time = ""
    words = [row.kind.replace("_", " "), ", ".join(row.weekdays), turns, time]
    if row.first or row.last:
        words.append(f"({row.first or '…'} to {row.last or '…'})")
    return " ".join(word for word in words if word)
