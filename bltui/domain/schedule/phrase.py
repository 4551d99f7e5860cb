"""The quick phrase: "every other wed 3:15pm-4pm sep 9 to may 20" read strictly, and a series said in such words.

What can mean two things is refused with both readings; every refusal names the column.
"""

from __future__ import annotations

import datetime as dt
from datetime import date
from itertools import pairwise
from typing import NoReturn

import msgspec

from bltui.domain.model.dates import MONTHS, WEEKDAYS, show_date
from bltui.domain.model.series import (
    CountBy,
    Dates,
    DayKinds,
    InService,
    LeftOut,
    MonthlyNth,
    OnNoSchool,
    Pattern,
    RotationDays,
    Series,
    Slot,
    Weekly,
)
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_parts import Parts
from bltui.domain.schedule.phrase_tokens import DAY, SAYS, WORKDAYS, Token, Unclear


class Reading(msgspec.Struct, frozen=True):
    """What a phrase says."""

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
    """To be said aloud before saving: a date on another weekday than stated, a start that moves."""

    def series(self, *, cwg_id: int | None = None, **fields: object) -> Series:
        """The series that it describes; `fields` win over what the phrase says."""
        mine = {name: getattr(self, name) for name in self.__struct_fields__ if name != "notes"}
        return Series(cwg_id=cwg_id, team="blt" if cwg_id is None else "cwg", **{**mine, **fields})


def read_phrase(text: str, terms: Terms) -> Reading:
    """The series that a phrase describes. Raises Unclear for everything that is not one, and nothing else."""
    return _Phrase(text, terms).read()


class _Phrase(Parts):
    """What the parts come to."""

    def read(self) -> Reading:
        while self.at < len(self.tokens):
            self.part()
        return self.finish()

    def finish(self) -> Reading:
        terms = self.terms
        notes: list[str] = []
        pattern = self.pattern(notes)
        if self.slot is None:
            raise Unclear(self.end, "when? Times must follow, as in 3:15pm-4pm or period 4")
        first, until = terms.range or (terms.first, terms.last)
        if self.months:
            pattern, first, until = self.in_those_months(pattern)
        if isinstance(pattern, Dates):
            first, until = pattern.dates[0], pattern.dates[-1]
        elif self.dates:
            first = self.dates[0][0]
            until = until if until >= first else terms.last
        if self.until is not None and not isinstance(pattern, Dates):
            until = self.until[0]
            if not self.dates and until < first:
                first = terms.first
            if until < first:
                self.fail(self.until[1], f"the range ends before it starts ({first} to {until})")
        if (
            isinstance(pattern, Weekly)
            and self.dates
            and not self.by_month
            and first.weekday() not in map(WEEKDAYS.index, pattern.days)
        ):
            starts = min(first + dt.timedelta((WEEKDAYS.index(d) - first.weekday()) % 7) for d in pattern.days)
            notes.append(
                f"first meeting {show_date(starts, weekday=True)}: {show_date(first)} is a {_weekday_of(first)}"
            )
        return Reading(
            pattern,
            self.slot,
            first,
            until,
            self.left_out_of(pattern, notes),
            self.times,
            self.room or "",
            notes=(*notes, *self.remarks),
            **self.rules,  # type: ignore[arg-type]  # the values of RULES are the literals of these fields
        )

    def in_those_months(self, pattern: Pattern) -> tuple[Pattern, date, date]:
        """The pattern in the months that were named: a range where they follow each other, else date by date."""
        months = sorted(self.months, key=lambda month: month[:2])
        if self.dates or self.until is not None or isinstance(pattern, Dates):
            self.fail(months[0][2], "write either months or a range of dates, as in sep 9 to may 20")
        joined = all(a[1] + dt.timedelta(1) == b[0] for a, b in pairwise(months))
        if joined:
            return pattern, months[0][0], months[-1][1]
        if not isinstance(pattern, MonthlyNth) or pattern.in_session:
            self.fail(months[0][2], "these months do not follow each other; write a range, or the dates one by one")
        days = tuple(day for first, last, _ in months for day in nth_weekdays(pattern, first, last))
        if not days:
            self.fail(months[0][2], "no such day is in these months of the school year")
        return Dates(days), days[0], days[-1]

    def left_out_of(self, pattern: Pattern, notes: list[str]) -> tuple[LeftOut, ...]:
        """What the phrase leaves out; says which day of it the pattern has not anyway."""
        if isinstance(pattern, (Weekly, MonthlyNth, Dates)):
            for span, token in self.without:
                day = span.first
                meets = day in pattern.dates if isinstance(pattern, Dates) else WEEKDAYS[day.weekday()] in pattern.days
                if span.last is None and not meets:
                    notes.append(
                        f"col {token.column}: {show_date(day, weekday=True)} is left out, but no meeting is there"
                    )
        return tuple(sorted({span for span, _ in self.without}, key=lambda s: (s.first, s.last or s.first)))

    def pattern(self, notes: list[str]) -> Pattern:
        if self.beside is not None:
            first, last = self.terms.range or (self.terms.first, self.terms.last)
            first = self.dates[0][0] if self.dates else first
            return self.beside_pattern(*self.beside, first, self.until[0] if self.until is not None else last)
        given = [bool(self.weekdays or self.daily), bool(self.letters), bool(self.kinds)]
        if sum(given) > 1:
            self.fail(self.tokens[0], "write either weekdays, or rotation days, or early-release or in-service days")
        if self.letters and len(self.ordinals) == 1 and self.every and self.ordinals[0][0] > 0:
            self.every_n(*self.ordinals.pop())
        if self.ordinals and not self.weekdays and not (self.in_session and self.daily):
            self.fail(self.ordinals[0][1], "which day? A weekday must follow, as in 1st and 3rd wed")
        if self.in_session and self.ordinals:
            return self.in_session_pattern()
        plain = not (self.every or self.interval or self.ordinals or self.letters or self.kinds or self.daily)
        if plain and self.weekdays and len(self.dates) > 1:
            # "Tuesdays 7:30am-8:15am: sep 17, oct 8": the weekday is stated for every date.
            stated = self.weekdays[0]
            own = [DAY[WEEKDAYS[day.weekday()]] for day, *_ in self.dates]
            self.dates = [
                (day, token, said or (name if name in self.weekdays else stated))
                for (day, token, said), name in zip(self.dates, own, strict=True)
            ]
            return self.listed_pattern(notes)
        if not any(given):
            return self.listed_pattern(notes)
        if plain and len(self.dates) == 1 and not (self.plural or self.bounded or self.until or self.weeks):
            self.one_day_or_more(self.weekdays[0], *self.dates[0][:2])
        if len(self.dates) == 1 and not plain and self.dates[0][2] in self.weekdays:
            # "Tuesday, Sept 10 and every other Tuesday": where it begins.
            day, token, begins = self.dates[0]
            self.agrees(day, token, begins)
            self.dates = [(day, token, None)]
        listed = [token for _, token, weekday in self.dates if weekday is not None]
        if listed or len(self.dates) > 1:
            where = listed[0] if listed else self.dates[1][1]
            self.fail(where, "write either a pattern with a range, as in sep 9 to may 20, or dates one by one")
        if self.weekdays and self.ordinals:
            return self.monthly_pattern()
        if self.monthly is not None:
            self.fail(self.monthly, "which one of the month? Write 1st wed or last fri")
        if not self.weekdays and (self.weeks or (self.kinds and self.interval)):
            self.fail(self.tokens[0], "every n weeks goes with weekdays, as in every 3 weeks on mon")
        if self.letters:
            return RotationDays(tuple(dict.fromkeys(self.letters)), self.interval or 1)
        if self.kinds:
            return DayKinds(tuple(self.kinds))  # type: ignore[arg-type]  # only the two kinds are put in
        days = tuple(sorted(self.weekdays, key=WEEKDAYS.index)) or WORKDAYS
        return Weekly(days, self.interval or 1)

    def monthly_pattern(self) -> Pattern:
        number, token = self.ordinals[0]
        day = self.weekdays[0]
        if self.interval:
            self.fail(token, "write either every n weeks or the n-th of the month")
        if self.every and len(self.ordinals) == 1 and number > 1 and self.monthly is None:
            every = "every other" if number == 2 else f"every {number} weeks on"
            self.fail(
                token,
                f"“every {token.raw} {day}” is ambiguous: write “{every} {day}” or “{SAYS[number]} {day} of the month”",
            )
        if len({n for n, _ in self.ordinals}) > 1 and len(self.weekdays) > 1 and not self.together():
            self.fail(token, "which of these days is which one of the month? Write each as a series of its own")
        ordinals = {n for n, _ in self.ordinals}
        return MonthlyNth(
            tuple(sorted(ordinals, key=lambda n: (n < 0, n))), tuple(sorted(self.weekdays, key=WEEKDAYS.index))
        )

    def together(self) -> bool:
        """Whether all n-th stand before all weekdays, so that each of them means each of the days."""
        words = [token.text.rstrip(".") for token in self.tokens]
        last = max(self.tokens.index(token) for _, token in self.ordinals)
        return not any(word in DAY for word in words[:last])

    def in_session_pattern(self) -> Pattern:
        """The n-th day with school, or the n-th of these weekdays with school, of every month."""
        token = self.ordinals[0][1]
        if self.interval:
            self.fail(token, "write either every n weeks or the n-th of the month")
        if len(self.weekdays) > 1:
            self.fail(token, "one weekday in session at a time, each as a series of its own")
        ordinals = sorted({n for n, _ in self.ordinals}, key=lambda n: (n < 0, n))
        return MonthlyNth(tuple(ordinals), tuple(self.weekdays) or WORKDAYS, in_session=True)

    def one_day_or_more(self, weekday: str, day: date, token: Token) -> NoReturn:
        said = f"{MONTHS[day.month - 1]} {day.day}"
        self.fail(
            token,
            f"“{weekday} {said}” can be that day alone or every {weekday}: write “{said}” or “every {weekday} from {said}”",
        )

    def listed_pattern(self, notes: list[str]) -> Pattern:
        """Dates one by one; a single one after its weekday could also be where a weekly series starts."""
        weekday_stated = [weekday for *_, weekday in self.dates if weekday is not None]
        if len(self.dates) == 1 and weekday_stated:
            day, token, _ = self.dates[0]
            self.one_day_or_more(weekday_stated[0], day, token)
        if not self.dates or self.bounded or self.until is not None or self.interval or self.weeks:
            raise Unclear(self.end if self.tokens else 1, "which day? Write wed, or B day, or dates")
        for day, token, stated in self.dates:
            if stated is not None and WEEKDAYS[day.weekday()] != stated:
                notes.append(
                    f"col {token.column}: {show_date(day)} is a {_weekday_of(day)}, not a {stated.title()} (CAL-01)"
                )
        days = [day for day, *_ in self.dates]
        if len(set(days)) < len(days):
            twice = next(token for n, (day, token, _) in enumerate(self.dates) if day in days[:n])
            self.fail(twice, f"{twice.raw} is there twice")
        return Dates(tuple(sorted(days)), tuple(sorted(set(weekday_stated), key=WEEKDAYS.index)))


def nth_weekdays(pattern: MonthlyNth, first: date, last: date) -> list[date]:
    """The dates of a pattern from a day to another of the same month, in order."""
    begins = first.replace(day=1)
    count = ((begins.replace(day=28) + dt.timedelta(4)).replace(day=1) - begins).days
    month = [begins + dt.timedelta(n) for n in range(count)]
    found: set[date] = set()
    for name in pattern.days:
        days = [day for day in month if WEEKDAYS[day.weekday()] == name]
        found.update(
            days[n - 1 if n > 0 else n] for n in pattern.nth if -len(days) <= (n - 1 if n > 0 else n) < len(days)
        )
    return sorted(day for day in found if first <= day <= last)


def _weekday_of(day: date) -> str:
    return WEEKDAYS[day.weekday()].title()
