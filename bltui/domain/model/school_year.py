"""School years: which one contains a day, and how many of them a term counts."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from bltui.domain.model.errors import UserError

#: Days that a term must overlap with a school year to count it (default, not from the source
#: document: about half a school year).
COUNTED_DAYS = 90


class SchoolYear(msgspec.Struct, frozen=True, order=True):
    """Twelve months from the building's first day of the school year."""

    first: date
    last: date

    @property
    def label(self) -> str:
        """The label, such as "2026-27". A year that begins on January 1 is just "2027"."""
        if self.first.year == self.last.year:
            return f"{self.first.year}"
        return f"{self.first.year}-{self.last.year % 100:02d}"

    @property
    def odd(self) -> bool:
        """Whether it starts in an odd calendar year. Alternates rotate by this."""
        return self.first.year % 2 == 1

    @property
    def settled(self) -> date:
        """The day from which the members of this year are known.

        It is the first day on which a term from the start of the year counts the year.
        """
        return self.first + timedelta(COUNTED_DAYS - 1)


def _starts(starts: str) -> tuple[int, int]:
    month, _, day = starts.partition("-")
    try:
        first = date(2028, int(month), int(day))  # a leap year has every possible day
    except ValueError:
        raise UserError(
            f"The school year's first day “{starts}” is not a month and day. Write it as 07-01.",
            field="year_starts",
        ) from None
    return first.month, first.day


def _first(year: int, month: int, day: int) -> date:
    return date(year, 3, 1) if (month, day) == (2, 29) and year % 4 else date(year, month, day)


def school_year(start: int, starts: str = "07-01") -> SchoolYear:
    """Return the school year that begins in a calendar year.

    Raises UserError if `starts` is not a month and day.
    """
    month, day = _starts(starts)
    start = min(
        max(start, 2), 9998
    )  # the calendar ends there; a hand-edited 9999-12-31 means "forever"
    return SchoolYear(_first(start, month, day), _first(start + 1, month, day) - timedelta(1))


def school_year_of(day: date, starts: str = "07-01") -> SchoolYear:
    """Return the school year of a day. Raises UserError if `starts` is not a month and day."""
    month, number = _starts(starts)
    return school_year(day.year - (day < _first(day.year, month, number)), starts)


def following(day: date, count: int, starts: str = "07-01") -> tuple[SchoolYear, ...]:
    """Return `count` school years, beginning with that of a day."""
    now = school_year_of(day, starts).first.year
    return tuple(school_year(now + n, starts) for n in range(count))


def days_shared(start: date | None, end: date | None, year: SchoolYear) -> int:
    """Return how many days of a year a term overlaps. A None start or end is open."""
    first, last = max(start or year.first, year.first), min(end or year.last, year.last)
    return max(0, (last - first).days + 1)


def years_counted(
    start: date, end: date, starts: str = "07-01", *, days: int = COUNTED_DAYS
) -> int:
    """Return the length of a term in school years: those it overlaps by at least `days` days.

    2023-08-15 to 2025-06-30 is 2 years, 2023-07-01 to 2027-07-01 is 4, and 2023-08-15 to 2024-06-01
    is 1.
    """
    if end < start:
        return 0
    first, last = school_year_of(start, starts), school_year_of(end, starts)
    ends = {first, last}
    between = max(0, last.first.year - first.first.year - 1)
    return between + sum(days_shared(start, end, year) >= days for year in ends)


def last_year(end: date, starts: str = "07-01") -> SchoolYear:
    """Return the last school year that a term ending on `end` counts.

    A few days at the start of the next year do not count it.
    """
    counted = timedelta(COUNTED_DAYS - 1)
    return school_year_of(max(end, date.min + counted) - counted, starts)
