"""The pattern of a series, made from the parts of a phrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from datetime import date
from typing import NoReturn, cast

from bltui.domain.model.calendar import Weekday
from bltui.domain.model.date_parser import wrong_weekday
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.formats import LONG_WEEKDAYS, listed_dates, short_date, show_date
from bltui.domain.model.series import Dates, DayKinds, MonthlyNth, Pattern, RotationDays, Weekly
from bltui.domain.schedule.phrase_grammar import Parts
from bltui.domain.schedule.phrase_tokens import Token, Unclear
from bltui.domain.schedule.phrase_words import SAYS

_WORKDAYS = range(5)


class Patterns(Parts):
    """Combines the parts about days to a pattern."""

    def pattern(self) -> Pattern:
        if self.beside is not None:
            return self.beside_pattern(self.beside)
        start = self.tokens[0] if self.tokens else None
        given = [self.weekdays or self.daily, self.letters, self.kinds]
        if sum(map(bool, given)) > 1:
            self.fail(
                start,
                "write either weekdays, or rotation days, or early-release or in-service days",
            )
        if self.letters and len(self.ordinals) == 1 and self.every and self.ordinals[0][0] > 0:
            self.every_n(*self.ordinals.pop())
        if self.ordinals and not self.weekdays and not (self.in_session and self.daily):
            self.fail(self.ordinals[0][1], "add the weekday, as in 1st and 3rd wed")
        if self.ordinals and self.in_session:
            return self.nth_pattern()
        plain = not (self.every or self.restricted())
        if not any(given) or (plain and self.weekdays and len(self.dates) > 1):
            return self.listed_pattern()
        self.check_range(plain)
        if self.weekdays and self.ordinals:
            return self.nth_pattern()
        if self.monthly is not None:
            self.fail(self.monthly, "add which one of the month, as in 1st wed or last fri")
        if not self.weekdays and (self.weeks or (self.kinds and self.interval)):
            self.fail(start, "every n weeks goes with weekdays, as in every 3 weeks on mon")
        if self.letters:
            return RotationDays(tuple(dict.fromkeys(self.letters)), self.interval or 1)
        if self.kinds:
            return DayKinds(tuple(self.kinds))  # type: ignore[arg-type]  # only the two kinds
        return Weekly(_names(self.weekdays or _WORKDAYS), self.interval or 1)

    def restricted(self) -> bool:
        """Return whether the phrase says more about the days than "every" and the weekdays."""
        said = (self.interval, self.ordinals, self.letters, self.kinds, self.daily)
        return any(said)

    def check_range(self, plain: bool) -> None:
        """Reject dates next to a pattern that are neither its range nor its start."""
        if not self.dates:
            return
        day, token, stated = self.dates[0]
        bounded = self.plural or self.bounded or self.until or self.weeks
        if len(self.dates) == 1 and plain and not bounded:
            self.one_day_or_more(self.weekdays[0], day, token)
        if len(self.dates) == 1 and not plain and stated in self.weekdays:
            # "Tuesday, Sept 10 and every other Tuesday": the start.
            return self.agree(stated, day, token)
        wrong = [token for _, token, weekday in self.dates if weekday is not None]
        wrong += [token for _, token, _ in self.dates[1:]]
        if wrong:
            self.fail(
                wrong[0],
                "write either a pattern with a range, as in sep 9 to may 20, or dates one by one",
            )

    def nth_pattern(self) -> Pattern:
        """Return the pattern for the n-th weekdays, or n-th school day, of every month."""
        number, token = self.ordinals[0]
        if self.interval:
            self.fail(token, "write either every n weeks or the n-th of the month")
        numbers = sorted({n for n, _ in self.ordinals}, key=lambda n: (n < 0, n))
        if self.in_session:
            if len(self.weekdays) > 1:
                self.fail(token, "write each weekday as a separate series")
            return MonthlyNth(tuple(numbers), _names(self.weekdays or _WORKDAYS), in_session=True)
        if self.every and len(self.ordinals) == 1 and number > 1 and self.monthly is None:
            day = WEEKDAYS[self.weekdays[0]]
            every = "every other" if number == 2 else f"every {number} weeks on"
            self.fail(
                token,
                f"“every {token.raw} {day}” is ambiguous: write “{every} {day}” or “{SAYS[number]} "
                f"{day} of the month”",
            )
        # Each n-th applies to all of the days only if it is before all weekdays.
        apart = self.ordinals[-1][1].column > self.weekday_column
        if len(numbers) > 1 and len(self.weekdays) > 1 and apart:
            self.fail(
                token,
                "write each of these days as a separate series",
            )
        return MonthlyNth(tuple(numbers), _names(self.weekdays))

    def one_day_or_more(self, weekday: int, day: date, token: Token) -> NoReturn:
        name, said = WEEKDAYS[weekday].title(), short_date(day, year=False)
        self.fail(
            token,
            f"“{name} {said}” can be that day alone or every {name}: write “{said}” or “every "
            f"{name} from {said}”",
        )

    def listed_pattern(self) -> Pattern:
        """Return the pattern of individual dates.

        A single date after its weekday is rejected if it could also start a weekly series.
        """
        if not self.dates or self.bounded or self.until or self.interval or self.weeks:
            raise Unclear(
                self.end if self.tokens else 1,
                "which day? Add the days, as in wed, B day, or dates",
            )
        day, token, weekday = self.dates[0]
        if len(self.dates) == 1 and weekday is not None:
            self.one_day_or_more(weekday, day, token)
        days: list[date] = []
        named: set[int] = set()
        for day, token, stated in self.dates:
            if stated is None and self.weekdays:
                # "Tuesdays 7:30am-8:15am: sep 17, oct 8" gives the weekday for every date.
                stated = day.weekday() if day.weekday() in self.weekdays else self.weekdays[0]
            if stated is not None:
                named.add(stated)
            if stated is not None and (wrong := wrong_weekday(day, stated)):
                self.notes.append(f"{wrong} (CAL-01)")
            if day in days:
                self.fail(token, f"{token.raw} appears twice")
            days.append(day)
        return Dates(tuple(sorted(days)), _names(named))

    def beside_pattern(self, token: Token) -> Dates:
        """Return the dates before or after the current in-service days.

        The series stores the dates, not the words: changing the calendar moves no meeting.
        """
        days = self.terms.in_service
        example = f"as in wed {token.text} each in-service"
        if not self.weekdays:
            self.fail(token, f"add a weekday, {example}")
        if self.restricted() or len(self.dates) > self.bounded:
            self.fail(token, f"write only weekdays with it, {example}, or the dates one by one")
        if not days:
            self.fail(
                token,
                "the calendar has no in-service day yet; add them first: `bltui calendar day "
                "DATE in_service`",
            )
        first, last = self.terms.range or (self.terms.first, self.terms.last)
        first = self.dates[0][0] if self.dates else first
        last = self.until[0] if self.until is not None else last
        near = {_nearest(day, token.number, name, days) for name in self.weekdays for day in days}
        found = sorted(day for day in near if first <= day <= last)
        if not found:
            self.fail(token, f"no such day falls between {show_date(first)} and {show_date(last)}")
        outside = near.difference(found)
        if outside and not self.bounded and self.until is None:
            said = listed_dates(map(show_date, sorted(outside)))
            self.notes.append(f"not in {show_date(first)} to {show_date(last)}: {said}")
        self.notes.append(
            "these dates are from the current calendar; schedule again if its in-service "
            "days change"
        )
        return Dates(tuple(found))


def _nearest(day: date, step: int, weekday: int, closed: Iterable[date]) -> date:
    """Return the nearest such weekday before (-1) or after (1) a day, skipping `closed`."""
    day += dt.timedelta(step * ((weekday - day.weekday()) * step % 7 or 7))
    while day in closed:
        day += dt.timedelta(7 * step)
    return day


def _names(days: Iterable[int]) -> tuple[Weekday, ...]:
    return tuple(cast(Weekday, WEEKDAYS[day]) for day in sorted(days))


def weekday_of(day: date) -> str:
    return LONG_WEEKDAYS[day.weekday()]
