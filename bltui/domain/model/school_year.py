"""School years: which one a day lies in, and how many of them a term counts."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from bltui.domain.model.errors import UserError

#: Days that a term must share with a school year to count it (chosen default: about half a year of
#: school).
COUNTED_DAYS = 90


class SchoolYear(msgspec.Struct, frozen=True, order=True):
    """Twelve months from the building's own first day of the year."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """Such as "2026-27"; a year that begins on 1 January is just "2027"."""
        if self.first.year == self.last.year:
            return f"{self.first.year}"
        return f"{self.first.year}-{self.last.year % 100:02d}"

    @property
    def odd(self) -> bool:
        """Whether the calendar year in which it starts is odd; alternates go by this."""
        return self.first.year % 2 == 1

    @property
    def settled(self) -> date:
        """The day by which who serves in this year is known: the first on which a term from its
        start counts the year.
        """
        return self.first + timedelta(COUNTED_DAYS - 1)


def _starts(starts: str) -> tuple[int, int]:
    month, _, day = starts.partition("-")
    try:
        first = date(2028, int(month), int(day))  # a leap year: every day that can exist
    except ValueError:
        raise UserError(
            f"The school year's first day “{starts}” is not a month and day. Write it as 07-01.",
            field="year_starts",
        ) from None
    return first.month, first.day


def _first(year: int, month: int, day: int) -> date:
    return date(year, 3, 1) if (month, day) == (2, 29) and year % 4 else date(year, month, day)


def school_year(start: int, starts: str = "07-01") -> SchoolYear:
    """The school year that begins in a calendar year.

    Raises UserError where `starts` is no month and day.
    """
    month, day = _starts(starts)
    start = min(
        max(start, 2), 9998
    )  # the calendar ends there; a hand-edited 9999-12-31 means "for ever"
    return SchoolYear(_first(start, month, day), _first(start + 1, month, day) - timedelta(1))


def school_year_of(day: date, starts: str = "07-01") -> SchoolYear:
    """The school year that a day lies in. Raises UserError where `starts` is no month and day."""
    month, number = _starts(starts)
    return school_year(day.year - (day < _first(day.year, month, number)), starts)


def following(day: date, count: int, starts: str = "07-01") -> tuple[SchoolYear, ...]:
    """The year of a day and those after it, `count` in all."""
    now = school_year_of(day, starts).first.year
    return tuple(school_year(now + n, starts) for n in range(count))


def days_shared(start: date | None, end: date | None, year: SchoolYear) -> int:
    """On how many days of a year a term runs; an open start or end has no bound."""
    first, last = max(start or year.first, year.first), min(end or year.last, year.last)
    return max(0, (last - first).days + 1)


def years_counted(
    start: date, end: date, starts: str = "07-01", *, days: int = COUNTED_DAYS
) -> int:
    """The length of a term in school years: those that it shares at least `days` days with.

    2023-08-15 to 2025-06-30 are 2 years, 2023-07-01 to 2027-07-01 are 4, 2023-08-15 to 2024-06-01
    is 1.
    """
    if end < start:
        return 0
    first, last = school_year_of(start, starts), school_year_of(end, starts)
    ends = {first, last}
    between = max(0, last.first.year - first.first.year - 1)
    return between + sum(days_shared(start, end, year) >= days for year in ends)


def last_year(end: date, starts: str = "07-01") -> SchoolYear:
    """The last school year that a term ending on `end` serves: days at the start of the next one do
    not count it.
    """
    counted = timedelta(COUNTED_DAYS - 1)
    return school_year_of(max(end, date.min + counted) - counted, starts)
