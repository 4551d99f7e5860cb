"""The days beside in-service days: "the wed before each in-service" is read as the dates that it means in the calendar."""

from __future__ import annotations

import datetime as dt
from datetime import date

from bltui.domain.model.dates import WEEKDAYS, show_date
from bltui.domain.model.series import Dates
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_days import Days
from bltui.domain.schedule.phrase_tokens import Token

_WORDS = {("before",): -1, ("prior", "to"): -1, ("preceding",): -1, ("after",): 1}
_EACH = ("each", "every", "all", "the", "our", "any")


class Beside(Days):
    """Reads "before each in-service day" and "after each in-service day" beside weekdays.

    The series keeps the dates, not the words: a calendar that changes later moves no meeting unasked.
    """

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.beside: tuple[int, Token] | None = None
        """-1 is before, 1 is after; with the word that says so."""

    def beside_days(self) -> bool:
        """Before each in-service day, taken; False where something else follows, or another kind of day."""
        token = self.peek()
        if token is not None and token.text == "day" and self.text(1) in (w[0] for w in _WORDS):
            self.fail(token, f"which weekday? Write it, as in wed {self.text(1)} each in-service")
        words = next((w for w in _WORDS if tuple(self.text(n) for n in range(len(w))) == w), None)
        if token is None or words is None:
            return False
        start, kinds = self.at, list(self.kinds)
        self.at += len(words)
        while self.text() in _EACH:
            self.at += 1
        self.kinds.clear()
        found = self.day_kind() and self.kinds == ["in_service"]
        self.kinds[:] = kinds
        if not found:
            self.at = start
            return False
        if self.beside is not None:
            self.fail(token, f"“{token.raw}” is there twice; meetings before and after are two series")
        self.beside = (_WORDS[words], token)
        return True

    def beside_pattern(self, step: int, token: Token, first: date, last: date) -> Dates:
        """The dates from `first` to `last`: of each weekday the nearest to every in-service day, and none of these days."""
        days = self.terms.in_service
        if not self.weekdays:
            self.fail(token, f"which day? Write a weekday, as in wed {token.text} each in-service")
        if self.interval or self.ordinals or self.letters or self.kinds or self.daily or len(self.dates) > self.bounded:
            self.fail(
                token, f"write only weekdays with it, as in wed {token.text} each in-service, or the dates one by one"
            )
        if not days:
            self.fail(
                token, "the calendar has no in-service day yet; enter them first (bltui calendar day DATE in_service)"
            )
        found: set[date] = set()
        outside: set[date] = set()
        for name in self.weekdays:
            for day in days:
                near = _next(day, step, WEEKDAYS.index(name))
                while near in days:
                    near += dt.timedelta(7 * step)
                (found if first <= near <= last else outside).add(near)
        if not found:
            self.fail(token, f"no such day is between {first} and {last}")
        if outside and not self.bounded and self.until is None:
            self.remarks.append(
                f"not in {show_date(first)} to {show_date(last)}: {', '.join(map(show_date, sorted(outside)))}"
            )
        self.remarks.append(
            "these are the dates of the calendar as it is now; schedule anew when its in-service days change"
        )
        return Dates(tuple(sorted(found)))


def _next(day: date, step: int, weekday: int) -> date:
    """The nearest such weekday before (-1) or after (1) a day, at least one day away."""
    gap = (day.weekday() - weekday if step < 0 else weekday - day.weekday()) % 7 or 7
    return day + dt.timedelta(step * gap)
