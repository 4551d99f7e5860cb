"""The clock times of a series' meetings."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

from bltui.domain.model.series import Series
from bltui.domain.schedule.days import SchoolDay, Timetable

#: Start and end time.
Hours = tuple[time, time]


@lru_cache(maxsize=2048)
def clock(text: str) -> time:
    """Return the time of a text such as "15:15"."""
    return time(int(text[:2]), int(text[3:]))


class MeetingTimes:
    """The clock times of a series. Those of a period depend on the day's bell schedule."""

    def __init__(self, series: Series, table: Timetable) -> None:
        slot = series.time
        self._period = slot.period
        self._table = table
        self._known: dict[tuple[int | None, str | None], Hours | None] = {}
        self._fixed = (clock(slot.start), clock(slot.end)) if slot.start and slot.end else None

    def on(self, day: SchoolDay) -> Hours | None:
        """Return the start and end on a day, or None if the day has no such period."""
        if self._fixed is not None:
            return self._fixed
        key = day.bell, day.dismissal
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def at(self, when: date) -> Hours | None:
        """Return the start and end on a date; see `on`."""
        day = self._table.on(when)
        return self.on(day) if day is not None else self._fixed

    def _find(self, number: int | None, dismissal: str | None) -> Hours | None:
        bell = self._table.bells.get(number) if number is not None else None
        for period in bell.periods if bell is not None else ():
            if period.id == self._period and (dismissal is None or period.start < dismissal):
                end = period.end if dismissal is None else min(period.end, dismissal)
                return clock(period.start), clock(end)
        return None

    def lacks(self, day: SchoolDay) -> str:
        """Return why there is no time on a day."""
        bell = self._table.bells.get(day.bell) if day.bell is not None else None
        return f"no period {self._period} in {f'the bell “{bell.label}”' if bell is not None else 'any bell'}"
