"""Dates inside a quick phrase: inside the school year unless they carry a year."""

from __future__ import annotations

import datetime as dt
import re
from datetime import date

import msgspec

from bltui.domain.model.dates import MONTHS
from bltui.domain.schedule.days import MARGIN
from bltui.domain.schedule.phrase_tokens import MONTH, Cursor, Token


class Terms(msgspec.Struct, frozen=True):
    """What a phrase may refer to."""

    first: dt.date
    """First and last day of the school year: a date without a year is inside."""
    last: dt.date
    letters: tuple[str, ...] = ()
    """The names of the rotation's days."""
    periods: tuple[str, ...] | None = None
    """The ids of all periods; None where no bell is known yet, and any period is taken."""
    range: tuple[dt.date, dt.date] | None = None
    """What a phrase without a range covers (the term in view); None is the school year."""
    in_service: tuple[dt.date, ...] = ()
    """The in-service days of the calendar, in order."""


class DateCursor(Cursor):
    """Reads the dates of a phrase."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text)
        self.terms = terms

    def date_ahead(self, ahead: int) -> bool:
        token = self.peek(ahead)
        if token is None:
            return False
        if token.kind in ("iso", "slash"):
            return True
        following = self.peek(ahead + 1)
        if token.text.rstrip(".") in MONTH:
            # "in march 3-4pm" names a month and a time.
            timed = self.text(ahead + 2) == "-" and self.text(ahead + 3)[-1:] == "m"
            timed = timed or (self.text(ahead + 2) == "-" and ":" in self.text(ahead + 3))
            return following is not None and bool(re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", following.text)) and not timed
        return (
            bool(re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", token.text))
            and following is not None
            and following.text.rstrip(".") in MONTH
        )

    def read_date(self, *, days: bool = False) -> tuple[date, Token, int | None]:
        """The date that stands here; the month of one that was named, for the days that may follow it.

        With `days`, no time can follow: "oct 16-30" is a range, of which this reads the beginning.
        """
        token = self.take()
        month = named = None
        if token.kind == "iso":
            year, month, number = (int(part) for part in token.text.split("-"))
        elif token.kind == "slash":
            parts = [int(part) for part in token.text.split("/")]
            month, number = parts[:2]
            year = parts[2] if len(parts) > 2 else 0
            year += 2000 if 0 < year < 100 else 0
        else:
            other = self.take()
            name, day = (token, other) if token.text.rstrip(".") in MONTH else (other, token)
            month = named = MONTH[name.text.rstrip(".")]
            number = int(re.sub(r"\D", "", day.text))
            if not days and self.text() == "-" and day is other and day.text.isdecimal() and self.text(1).isdecimal():
                last = self.text(1)
                times = f", or {day.raw}pm-{last}pm" if number < 13 and len(last) < 3 and int(last) < 13 else ""
                span = f"{name.raw} {day.raw} to {name.raw} {last}"
                self.fail(token, f"“{name.raw} {day.raw}-{last}” can be days or times: write {span}{times}")
            year = self.year_here()
        return self.inside(year, month, number, token), token, named

    def year_here(self) -> int:
        """The year that stands here, taken; 0 where there is none."""
        comma = self.text() == ","
        if not re.fullmatch(r"20\d\d", self.text(1 if comma else 0)):
            return 0
        self.at += 1 if comma else 0
        return int(self.take().text)

    def month_ahead(self, ahead: int) -> bool:
        """Whether a month stands there alone, without a day."""
        return self.text(ahead).rstrip(".") in MONTH and not self.date_ahead(ahead)

    def read_month(self) -> tuple[date, date]:
        """The first and last day of the month that stands here, as far as they are in the school year."""
        token = self.take()
        month = MONTH[token.text.rstrip(".")]
        stated = self.year_here()
        first, last = self.terms.first, self.terms.last
        for year in dict.fromkeys((stated,) if stated else (first.year, last.year)):
            begins = date(year, month, 1)
            ends = (begins.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)
            if begins <= last and ends >= first:
                return max(begins, first), min(ends, last)
        self.fail(token, f"{token.raw} is not in the school year ({first} to {last})")

    def inside(self, year: int, month: int, number: int, token: Token) -> date:
        first, last = self.terms.first, self.terms.last
        exists = False
        for choice in dict.fromkeys((year,) if year else (first.year, last.year)):
            try:
                day = date(choice, month, number)
            except ValueError:
                continue
            exists = True
            margin = dt.timedelta(MARGIN if year else 0)
            if first - margin <= day <= last + margin:
                return day
        words = f"{MONTHS[month - 1].title()} {number}" if 1 <= month <= 12 else f"{month}/{number}"
        if not exists and not (month == 2 and number == 29 and not year):
            self.fail(token, f"{words} is not a day of the calendar")
        self.fail(token, f"{words}{f' {year}' if year else ''} is not in the school year ({first} to {last})")
