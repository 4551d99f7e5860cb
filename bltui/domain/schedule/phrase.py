"""Parse a phrase such as "every other wed 3:15pm-4pm sep 9 to may 20" to a series.

An ambiguous phrase is an error with both readings. Every error names the column. The words are in
`phrase_table` and the forms in `phrase_grammar`; this module combines the parts.
"""

from __future__ import annotations

import datetime as dt
from datetime import date
from itertools import pairwise

import msgspec

from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.formats import date_range, short_date, show_date
from bltui.domain.model.series import (
    CountBy,
    Dates,
    InService,
    LeftOut,
    MonthlyNth,
    OnNoSchool,
    Pattern,
    Series,
    Slot,
    Weekly,
)
from bltui.domain.schedule.days import is_nth
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_pattern import Patterns, weekday_of
from bltui.domain.schedule.phrase_tokens import Unclear


class Reading(msgspec.Struct, frozen=True):
    """The parsed content of a phrase."""

    pattern: Pattern
    time: Slot
    first: dt.date
    until: dt.date
    without: tuple[LeftOut, ...] = ()
    times: int = 0
    room: str = ""
    on_no_school: OnNoSchool = "skip"
    count_by: CountBy = "calendar"
    in_service: InService = "skip"
    notes: tuple[str, ...] = ()
    """Notes to show before saving, such as a date on another weekday than given."""

    def series(self, *, cwg_id: int | None = None, **fields: object) -> Series:
        """Return the series. `fields` override what the phrase gives."""
        mine = {name: getattr(self, name) for name in self.__struct_fields__ if name != "notes"}
        return Series(cwg_id=cwg_id, team="blt" if cwg_id is None else "cwg", **{**mine, **fields})


def read_phrase(text: str, terms: Terms) -> Reading:
    """Parse a phrase to the fields of a series. Raises Unclear if it is invalid."""
    try:
        phrase = _Phrase(text, terms)
        phrase.parse()
        return phrase.reading()
    except Unclear as unclear:
        raise Unclear(unclear.column, unclear.reason, text) from None


class _Phrase(Patterns):
    """Combines the parts of a phrase."""

    def reading(self) -> Reading:
        pattern = self.pattern()
        if self.slot is None:
            raise Unclear(self.end, "add the times, as in 3:15pm-4pm or period 4")
        if self.months:
            pattern, first, until = self.in_named_months(pattern)
        else:
            first, until = self.bounds_of(pattern)
        if isinstance(pattern, Weekly) and self.dates and not self.whole_months:
            self.note_first_meeting(first, pattern)
        return Reading(
            pattern,
            self.slot,
            first,
            until,
            self.left_out_of(pattern),
            self.times,
            self.room,
            notes=tuple(self.notes),
            **self.rules,  # type: ignore[arg-type]  # the values of DAYS_OFF are the literals
        )

    def bounds_of(self, pattern: Pattern) -> tuple[date, date]:
        if isinstance(pattern, Dates):
            return pattern.dates[0], pattern.dates[-1]
        first, until = self.terms.range or (self.terms.first, self.terms.last)
        if self.dates:
            first = self.dates[0][0]
            until = until if until >= first else self.terms.last
        if self.until is not None:
            until = self.until[0]
            if not self.dates and until < first:
                first = self.terms.first
            if until < first:
                self.fail(
                    self.until[1], f"the range ends before it starts ({date_range(first, until)})"
                )
        return first, until

    def note_first_meeting(self, first: date, pattern: Weekly) -> None:
        gaps = [(WEEKDAYS.index(name) - first.weekday()) % 7 for name in pattern.days]
        if 0 not in gaps:
            starts = show_date(first + dt.timedelta(min(gaps)))
            self.notes.append(
                f"first meeting {starts}: {short_date(first)} is a {weekday_of(first)}"
            )

    def in_named_months(self, pattern: Pattern) -> tuple[Pattern, date, date]:
        """Return the pattern in the named months: a range if consecutive, or else its dates."""
        months = sorted(self.months, key=lambda month: month[:2])
        here = months[0][2]
        if self.dates or self.until is not None or isinstance(pattern, Dates):
            self.fail(here, "write either months or a range of dates, as in sep 9 to may 20")
        if all(a[1] + dt.timedelta(1) == b[0] for a, b in pairwise(months)):
            return pattern, months[0][0], months[-1][1]
        if not isinstance(pattern, MonthlyNth) or pattern.in_session:
            self.fail(
                here,
                "these months are not in a row; write a range, or the dates one by one",
            )
        days = [
            day
            for first, last, _ in months
            for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
            if WEEKDAYS[day.weekday()] in pattern.days and is_nth(day, pattern.nth)
        ]
        if not days:
            self.fail(here, "these months of the school year have no such day")
        return Dates(tuple(days)), days[0], days[-1]

    def left_out_of(self, pattern: Pattern) -> tuple[LeftOut, ...]:
        """Return the excluded days. Adds a note for a day without a meeting."""
        for span, _ in self.without:
            day, meets = span.first, True
            if isinstance(pattern, Dates):
                meets = day in pattern.dates
            elif isinstance(pattern, (Weekly, MonthlyNth)):
                meets = WEEKDAYS[day.weekday()] in pattern.days
            if span.last is None and not meets:
                left_out = f"{show_date(day)} is left out"
                self.notes.append(f"{left_out}, but no meeting is there")
        spans = {span for span, _ in self.without}
        return tuple(sorted(spans, key=lambda span: (span.first, span.last or span.first)))
