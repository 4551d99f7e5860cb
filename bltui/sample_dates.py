"""The moving dates of the sample building: `data/sample.toml` explains how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.school_year import school_year_of
from bltui.domain.schedule.days import school_days


class SampleDates:
    """The dates of one day: `read` returns the date of a text."""

    def __init__(
        self, today: date, profile: Mapping[str, Any], calendar: Mapping[str, Any]
    ) -> None:
        self.today = today
        self._starts = profile["year_starts"]
        self._first = school_year_of(today, self._starts).first
        self.calendar = Calendar(
            year=school_year_of(today, self._starts).label,
            first=self._in_year(calendar["first"]),
            last=self._in_year(calendar["last"]),
            tz=profile["tz"],
        )
        self.days: list[Day] = []
        self._open: list[date] = []

    def set_days(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Set the special days. Dates relative to today need them."""
        for row in rows:
            dates = {end: self.read(row.get(end)) for end in ("date", "to")}
            self.days.append(msgspec.convert({**row, **dates}, Day))
        self._open = [d.date for d in school_days(self.calendar, self.days) if d.students]

    def read(self, text: str | None) -> date | None:
        """Return the date of a text, or None if there is none."""
        if text is None:
            return None
        kind, _, value = text.partition(":")
        if kind == "first":
            return min(self.calendar.first + timedelta(int(value)), self.today)
        if kind == "day":
            return self.around(self.today, int(value))
        return self._in_year(text)

    def around(self, day: date, offset: int) -> date:
        """Return the day with students that many days after a day, or before it if negative.

        A past day is moved back and a future day ahead. Nothing is dated before the first day of
        school, unless it is still ahead.
        """
        found = day + timedelta(offset)
        if offset < 0:
            before = [one for one in self._open if one <= found]
            return before[-1] if before else min(self.calendar.first, day)
        return next((one for one in self._open if one >= found), found)

    def _in_year(self, text: str) -> date:
        """Return the date of "year:OFFSET MM-DD [WEEKDAY]"."""
        offset, month_day, *weekday = text.removeprefix("year:").split(" ")
        year = self._first.year + int(offset) + (month_day < self._starts)
        day = date(year, int(month_day[:2]), int(month_day[3:]))
        return day + timedelta((WEEKDAYS.index(weekday[0]) - day.weekday()) % 7) if weekday else day
