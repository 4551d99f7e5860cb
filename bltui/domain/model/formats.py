"""Dates, times, money, percentages, and counts as people read them: the only place that writes any.

Like a locale, the format belongs to the whole program: a person's `config.toml` sets it, or else
the building, or else it is "us". JSON, CSV, and files never come here: they have ISO dates and
24-hour times.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from itertools import groupby
from typing import Literal

import msgspec

Format = Literal["us", "iso", "international"]
FORMATS: dict[Format, str] = {
    "us": "Wed, Dec 2; 3:15 PM",
    "iso": "2026-12-02; 15:15",
    "international": "Wed 2 Dec; 15:15",
}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TO = "\N{EN DASH}"


class Style(msgspec.Struct, frozen=True):
    """How everything is written at the moment."""

    format: Format = "us"
    year: tuple[date, date] | None = None
    """The first and last day of the school year on view. Dates within it have no year."""

    @property
    def month_first(self) -> bool:
        """Whether a typed "9/10" is September 10."""
        return self.format != "international"

    def yearless(self, day: date) -> bool:
        """Return whether a date is written without its year."""
        return self.year is not None and self.year[0] <= day <= self.year[1]


class _Settings(msgspec.Struct):
    person: Format | Callable[[], Format | None] | None = None
    building: Format = "us"
    year: tuple[date, date] | None = None


_settings = _Settings()
#: The style of what this thread or task writes for paper, while others may be painting the screen.
_paper: ContextVar[Style | None] = ContextVar("_paper", default=None)


def current() -> Style:
    """Return how everything is written at the moment."""
    on_paper = _paper.get()
    if on_paper is not None:
        return on_paper
    if callable(_settings.person):
        _settings.person = _settings.person()
    return Style(_settings.person or _settings.building, _settings.year)


def prefer(person: Format | Callable[[], Format | None] | None) -> None:
    """Set the person's own format, which wins on screen. None follows the building.

    A function is asked once, when the first date is written: most commands write none.
    """
    _settings.person = person


def follow(building: Format, year: tuple[date, date] | None) -> None:
    """Set the building's format, and the school year whose dates need no year."""
    _settings.building, _settings.year = building, year


def reset() -> None:
    """Forget all settings, as at the start of the program."""
    prefer(None)
    follow("us", None)


@contextmanager
def paper(year: tuple[date, date] | None = None) -> Iterator[None]:
    """Write for paper: in the building's format, and every date with its year.

    Dates of `year` have none, for a page that names its school year.
    """
    token = _paper.set(Style(_settings.building, year))
    try:
        yield
    finally:
        _paper.reset(token)


# -- dates -----------------------------------------------------------------------------------------


def show_date(day: date) -> str:
    """Return "Wed, Dec 2", with the year if it is not in the school year on view."""
    return _date(day, year=not current().yearless(day))


def full_date(day: date) -> str:
    """Return "Wed, Dec 2, 2026": a date with its year, such as one that was just typed."""
    return _date(day, year=True)


def _date(day: date, *, year: bool) -> str:
    plain = _short(day, year=year)
    weekday = WEEKDAYS[day.weekday()]
    match current().format:
        case "us":
            return f"{weekday}, {plain}"
        case "international":
            return f"{weekday} {plain}"
        case "iso":
            return plain


def short_date(day: date, *, year: bool | None = None) -> str:
    """Return "Dec 2" for a narrow column.

    It has a year as `year` says, or else if it is not in the school year on view.
    """
    return _short(day, year=not current().yearless(day) if year is None else year)


def _short(day: date, *, year: bool) -> str:
    month = MONTHS[day.month - 1]
    match current().format:
        case "us":
            return f"{month} {day.day}, {day.year}" if year else f"{month} {day.day}"
        case "international":
            return f"{day.day} {month} {day.year}" if year else f"{day.day} {month}"
        case "iso":
            return day.isoformat()


def show_month(day: date) -> str:
    """Return the month of a date, such as "Dec 2026"."""
    if current().format == "iso":
        return f"{day.year}-{day.month:02d}"
    return f"{MONTHS[day.month - 1]} {day.year}"


def date_range(first: date, last: date | None) -> str:
    """Return "Dec 21–23" or "Dec 21–Jan 1", with years outside the school year on view.

    A range without an end, or of one day, is that date.
    """
    if last is None or first == last:
        return show_date(first)
    year = not (current().yearless(first) and current().yearless(last))
    if current().format == "iso":
        return f"{first.isoformat()} to {last.isoformat()}"
    if first.year != last.year and year:
        return f"{_short(first, year=True)}{_TO}{_short(last, year=True)}"
    if (first.year, first.month) != (last.year, last.month):
        return f"{_short(first, year=False)}{_TO}{_short(last, year=year)}"
    end = f", {last.year}" if year else ""
    if current().format == "international":
        return f"{first.day}{_TO}{_short(last, year=year)}"
    return f"{MONTHS[first.month - 1]} {first.day}{_TO}{last.day}{end}"


def open_range(first: date | None, last: date | None) -> str:
    """Return a range that may lack an end: "Jul 1–Jun 30", "from Jul 1", "until Jun 30", "open"."""
    if first and last:
        return date_range(first, last)
    if first:
        return f"from {short_date(first)}"
    return f"until {short_date(last)}" if last else "open"


def show_dates(days: Iterable[date], starred: Collection[date] = ()) -> str:
    """Return dates grouped by month: "Sep 9, 23; Oct 7, 21". Those in `starred` get a "*".

    Years stand after the last month of each calendar year if any date needs one.
    """
    ordered = sorted(set(days))
    if current().format == "iso":
        return ", ".join(f"{day.isoformat()}{'*' * (day in starred)}" for day in ordered)
    years = not all(current().yearless(day) for day in ordered)
    parts: list[str] = []
    for year, of_year in groupby(ordered, lambda day: day.year):
        for month, of_month in groupby(of_year, lambda day: day.month):
            numbers = ", ".join(f"{day.day}{'*' * (day in starred)}" for day in of_month)
            name = MONTHS[month - 1]
            us = current().format == "us"
            parts.append(f"{name} {numbers}" if us else f"{numbers} {name}")
        if years:
            parts[-1] += f", {year}" if current().format == "us" else f" {year}"
    return "; ".join(parts)


def listed_dates(written: Iterable[str]) -> str:
    """Return written dates as a list: "Sep 9, Oct 7", with semicolons if one has a comma itself."""
    parts = list(written)
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def due_in(day: date, today: date) -> str:
    """Return how far a due date is: "today", "tomorrow", "in 3 days", or "2 days overdue"."""
    days = (day - today).days
    if days < 0:
        return f"{count(-days, 'day')} overdue"
    if days < 2:
        return ("today", "tomorrow")[days]
    return f"in {count(days, 'day')}"


# -- times -----------------------------------------------------------------------------------------


def show_time(at: str | time | datetime) -> str:
    """Return "3:15 PM" for a stored time ("15:15") or a time of day."""
    hour, minute = _clock(at)
    if current().format != "us":
        return f"{hour:02d}:{minute:02d}"
    return f"{hour % 12 or 12}:{minute:02d} {_half(hour)}"


def time_range(start: str | time | datetime, end: str | time | datetime | None) -> str:
    """Return "3:15–4:00 PM" or "11:30 AM–12:15 PM". Without an end, return the start."""
    if not end:
        return show_time(start)
    (first, minute), last = _clock(start), _clock(end)
    # "12:00–12:45 AM" would read as noon, so a range from midnight has both halves.
    if current().format == "us" and first and _half(first) == _half(last[0]):
        return f"{first % 12 or 12}:{minute:02d}{_TO}{show_time(end)}"
    return f"{show_time(start)}{_TO}{show_time(end)}"


def zoned_moment(at: datetime) -> str:
    """Return a date with its time and zone, such as "Wed, Dec 2, 3:15 PM CST"."""
    return f"{show_moment(at)} {at.tzname() or 'UTC'}"


def show_moment(at: datetime) -> str:
    """Return a date with its time: "Wed, Dec 2, 3:15 PM"."""
    space = ", " if current().format != "iso" else " "
    return f"{show_date(at.date())}{space}{show_time(at)}"


def _clock(at: str | time | datetime) -> tuple[int, int]:
    if isinstance(at, str):
        return int(at[:2]), int(at[3:5])
    return at.hour, at.minute


def _half(hour: int) -> str:
    return "AM" if hour < 12 else "PM"


# -- numbers ---------------------------------------------------------------------------------------


def money(amount: float) -> str:
    """Return dollars and cents: "$1,800.00"."""
    return f"-${-amount:,.2f}" if amount < 0 else f"${amount:,.2f}"


def percent(value: float) -> str:
    """Return a percentage rounded to a whole number: "86%"."""
    return f"{value:.0f}%"


def quantity(value: float, unit: str = "") -> str:
    """Return a number with its unit: "66%", "12 points", "1,200"."""
    return f"{value:,.15g}{'' if unit.startswith('%') else ' '}{unit}".rstrip()


def share(part: float, whole: float) -> str:
    """Return a part with its whole and percentage: "6 of 7 (86%)". Not 100% if any is missing.

    Without a whole there is no percentage.
    """
    counts = f"{part:g} of {whole:g}"
    if whole <= 0:
        return counts
    rounded = round(100 * part / whole)
    if (rounded == 100 and part < whole) or (rounded == 0 and part > 0):
        return counts
    return f"{counts} ({rounded}%)"


def part_of(part: int, whole: int) -> str:
    """Return a part with its percentage: "3 (15%)". Rounded, but never to 0% or 100% wrongly."""
    if whole <= 0:
        return f"{part:,}"
    value, digits = 100 * part / whole, 0
    while digits < 6 and round(value, digits) in (0, 100) and 0 < part < whole:
        digits += 1
    return f"{part:,} ({value:.{digits}f}%)"


def count(number: float, one: str, many: str = "") -> str:
    """Return a count with its noun: "1 person", "2 people", "1,200 minutes".

    `many` is the plural if it is not the singular with an "s".
    """
    return f"{number:,g} {one if number == 1 else many or f'{one}s'}"


def people(number: float) -> str:
    """Return a number of people: "1 person", "2 people"."""
    return count(number, "person", "people")


def mean(value: float) -> str:
    """Return an average of scores with two decimals: "2.75"."""
    return f"{value:.2f}"
