"""Write a series as a phrase that parses back to the same series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.formats import listed_dates, short_date, time_range
from bltui.domain.model.series import (
    Dates,
    DayKinds,
    MonthlyNth,
    Pattern,
    RotationDays,
    Series,
    Slot,
    Weekly,
)
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_table import DAYS_OFF

SAYS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
WORKDAYS = WEEKDAYS[:5]
_PLAIN = re.compile(r"[A-Za-z0-9]+")


def show_series(series: Series, terms: Terms | None = None, *, typed: bool = False) -> str:
    """Return the whole series, such as "every other Wed 3:15–4:00 PM Sep 9 to May 20 room 104".

    With `terms`, dates within the school year have no year. With `typed`, it reads back as the same
    series: the name of a room has quotation marks if it needs them.
    """
    pattern = series.pattern
    parts = [show_pattern(pattern, terms), show_slot(series.time)]
    if not isinstance(pattern, Dates):
        parts.append(f"{_date(series.first, terms)} to {_date(series.until, terms)}")
    if series.without:
        spans = [
            _date(span.first, terms) + (f" to {_date(span.last, terms)}" if span.last else "")
            for span in series.without
        ]
        parts.append(f"except {listed_dates(spans)}")
    if series.times:
        parts.append(f"{series.times} times")
    if series.room:
        parts.append(f"room {_quoted(series.room)}" if typed else _in_room(series.room))
    said = {
        "on_no_school": series.on_no_school,
        "count_by": series.count_by,
        "in_service": series.in_service,
    }
    parts += [words for words, (field, value) in DAYS_OFF.items() if said[field] == value != "skip"]
    return " ".join(parts)


def show_pattern(pattern: Pattern, terms: Terms | None = None) -> str:
    """Return the days, such as "every other Wed", or "1st and 3rd Wed", as in a phrase."""
    if isinstance(pattern, Weekly):
        every = {1: "every", 2: "every other"}.get(pattern.interval)
        return f"{every or f'every {pattern.interval} weeks on'} {_days(pattern.days)}"
    if isinstance(pattern, MonthlyNth):
        nth = _and([_nth(n) for n in pattern.nth])
        if pattern.in_session and pattern.days == WORKDAYS:
            return f"{nth} school day of the month"
        return f"{nth} {_days(pattern.days)}" + " in session" * pattern.in_session
    if isinstance(pattern, RotationDays):
        every = {1: "every", 2: "every other"}.get(pattern.interval)
        every = every or f"every {SAYS.get(pattern.interval, pattern.interval)}"
        if all(name.isdecimal() for name in pattern.days):
            return f"{every} day {_and(pattern.days)}"
        return f"{every} {_and(pattern.days)} day"
    if isinstance(pattern, DayKinds):
        names = {"early_release": "early release", "in_service": "in-service"}
        return f"every {_and([names[kind] for kind in pattern.kinds])} day"
    return _listed(pattern, terms)


def show_slot(slot: Slot) -> str:
    """Return the time, such as "3:15–4:00 PM" or "period 4" for a period."""
    if slot.period is not None:
        return f"period {_quoted(slot.period)}"
    return time_range(slot.start, slot.end) if slot.start and slot.end else ""


def show_room(room: str, word: str = "Rm") -> str:
    """Return a room as shown on pages: "Rm 104", but "Room 4" and "Library" unchanged."""
    first = room.split(maxsplit=1)[0] if room.split() else ""
    return (
        f"{word} {room}"
        if re.search(r"\d", first) and not first.casefold().startswith(("room", "rm"))
        else room
    )


def _in_room(room: str) -> str:
    """Return a room in a sentence: "room 104", "room Library", but "Room 4" unchanged."""
    return room if room.casefold().startswith(("room", "rm")) else f"room {room}"


def _listed(pattern: Dates, terms: Terms | None) -> str:
    """Return the dates with the weekdays that were given.

    Each weekday is put before its first date or, if no date matches, before the first one left.
    """
    said: dict[date, str] = {}
    for name in pattern.weekdays:
        fitting = [day for day in pattern.dates if WEEKDAYS[day.weekday()] == name]
        place = next((day for day in (*fitting, *pattern.dates) if day not in said), None)
        if place is not None:
            said[place] = name
    # A weekday also applies to the dates after it, so the dates without one come first.
    order = sorted(pattern.dates, key=lambda day: (day in said, day))
    return listed_dates(
        f"{said[day].title()} {_date(day, terms)}" if day in said else _date(day, terms)
        for day in order
    )


def _date(day: date, terms: Terms | None) -> str:
    known = terms is not None and terms.first <= day <= terms.last
    return short_date(day, year=not known)


def _nth(number: int) -> str:
    return SAYS[number] if number >= -1 else f"{SAYS[-number]} to last"


def _days(names: Sequence[str]) -> str:
    return _and([name.title() for name in names])


def _and(words: Sequence[str]) -> str:
    return " and ".join(words)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return text if _PLAIN.fullmatch(text) else f'"{doubled}"'
