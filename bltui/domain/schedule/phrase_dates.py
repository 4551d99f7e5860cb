"""Dates in a phrase: within the school year unless they have a year."""

from __future__ import annotations

import datetime as dt
from datetime import date, timedelta
from typing import NoReturn

import msgspec

from bltui.domain.model.date_parser import date_parts, wrong_weekday
from bltui.domain.model.dates import MONTHS
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import date_range
from bltui.domain.model.text import shown
from bltui.domain.schedule.days import MARGIN
from bltui.domain.schedule.phrase_tokens import Cursor, Token


class Terms(msgspec.Struct, frozen=True):
    """What a phrase can refer to."""

    first: dt.date
    """First and last day of the school year, which contains the dates without a year."""
    last: dt.date
    letters: tuple[str, ...] = ()
    """The names of the rotation days."""
    periods: tuple[str, ...] | None = None
    """The ids of all periods; None if there is no bell schedule yet and any period is accepted."""
    range: tuple[dt.date, dt.date] | None = None
    """The range of a phrase without one (the term in view); None for the school year."""
    in_service: tuple[dt.date, ...] = ()
    """The in-service days of the calendar, in order."""


class DateCursor(Cursor):
    """Parses the dates of a phrase. Each method expects its date at the cursor."""

    month = 0
    """The month of the last date, for the bare days that may follow it."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, [name.casefold() for name in terms.letters])
        self.terms = terms

    def dated(self, *, days: bool = False) -> tuple[int | None, date, Token]:
        """Parse DATED: a weekday or None, the date, and its token.

        With `days`, no time can follow: "oct 16-30" is a range, and this parses its beginning.
        """
        weekday = self.take().number if self.sees("WEEKDAY") else None
        self.skip("COMMA")
        here, self.month = self.at, 0
        token = self.take()
        if token.kind not in ("ISO", "SLASH"):
            other = self.take()
            name, day = (token, other) if token.kind == "MONTH" else (other, token)
            if not days and day is other and day.kind == "INT" and self.sees("DASH (INT|NUMBER)"):
                self._days_or_times(name, day, self.tokens[self.at + 1])
            self.month = name.number
            self._year()
        said = " ".join(one.text for one in self.tokens[here : self.at])
        return weekday, self.inside(said, token), token

    def _days_or_times(self, name: Token, day: Token, last: Token) -> NoReturn:
        hours = day.number < 13 and last.kind == "INT" and last.number < 13
        times = f", or {day.raw}pm-{last.raw}pm" if hours else ""
        self.fail(
            name,
            f"“{name.raw} {day.raw}-{last.raw}” can be days or times: "
            f"write {name.raw} {day.raw} to {name.raw} {last.raw}{times}",
        )

    def agreed(self, *, days: bool = False) -> tuple[date, Token]:
        """Parse a date like `dated`. Raises Unclear if its weekday does not match."""
        weekday, day, token = self.dated(days=days)
        self.agree(weekday, day, token)
        return day, token

    def agree(self, weekday: int | None, day: date, token: Token) -> None:
        """Raise Unclear if the weekday is not the date's own."""
        if weekday is not None and (wrong := wrong_weekday(day, weekday)):
            self.fail(token, wrong)

    def day_of_month(self) -> tuple[date, Token]:
        """Parse DAYNUM, a day of the preceding month: the 23 of "sep 9, 23"."""
        token = self.take()
        year = self._year()
        return self.inside(f"{MONTHS[self.month - 1]} {token.text} {year or ''}", token), token

    def _year(self) -> int:
        """Parse the year here, or return 0 if there is none."""
        if not self.sees("COMMA? YEAR"):
            return 0
        self.skip("COMMA")
        return self.take().number

    def whole_month(self) -> tuple[date, date, Token]:
        """Parse MONTH: its first and last day within the school year."""
        token = self.take()
        stated = self._year()
        first, last = self.terms.first, self.terms.last
        for year in (stated,) if stated else (first.year, last.year):
            begins = date(year, token.number, 1)
            ends = (begins.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
            if begins <= last and ends >= first:
                return max(begins, first), min(ends, last), token
        self.fail(token, f"{token.raw} is not in the school year ({date_range(first, last)})")

    def inside(self, said: str, token: Token) -> date:
        """Return the date, within the school year, or near it if it has a year. Raises Unclear."""
        try:
            parts = date_parts(said)
            if parts is not None:
                return parts.within(self.terms.first, self.terms.last, timedelta(MARGIN))
        except UserError as refused:
            self.fail(token, refused.message)
        self.fail(token, f"“{shown(said)}” is not a date. Write one such as sep 9")
