"""The parts of a quick phrase that say from when to when: dates one by one, ranges, months, and days that are left out."""

from __future__ import annotations

import datetime as dt
import re
from datetime import date

from bltui.domain.model.calendar import Weekday
from bltui.domain.model.dates import MONTHS, WEEKDAYS, show_date
from bltui.domain.model.series import LeftOut
from bltui.domain.schedule.phrase_clock import Clocks
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_tokens import DAY, JOIN, STARTS, TO, Token

#: How a phrase leaves days out.
_EXCEPT = (
    *(("except", "for"), ("except",), ("excepting",), ("excluding",), ("but", "not"), ("not",), ("without",)),
    *(
        ("no", "meeting"),
        ("no", "meetings"),
        ("no", "plc"),
        ("no", "school"),
        ("no",),
        ("skipping",),
        ("skips",),
        ("skip",),
    ),
)
#: What no series meets on anyway.
_CLOSED = ("holiday", "holidays", "break", "breaks", "vacation", "vacations", "recess")
_LINKS = ("on", "in", "for", "during", "the", "all", "any", "or", "school", *JOIN)


class Spans(Clocks):
    """Reads the dates, the range and what is left out."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.weekdays: list[Weekday] = []
        self.dates: list[tuple[date, Token, Weekday | None]] = []
        self.until: tuple[date, Token] | None = None
        self.bounded = False
        self.by_month = False
        self.months: list[tuple[date, date, Token]] = []
        self.without: list[tuple[LeftOut, Token]] = []

    def listed(self, weekday: Weekday | None, token: Token) -> None:
        """D, D and D: one by one; a bare number is a day of the month before it. Or D to D."""
        stated = weekday
        day, here, month = self.read_date()
        if (to := self.to_date()) is not None:
            if weekday is not None and weekday not in self.weekdays:
                self.weekdays.append(weekday)
            self.bounds(day, here, *to)
            return
        stated = self.weekday_after() or stated
        self.dates.append((day, here, stated))
        while True:
            ahead = 0
            while self.text(ahead) in JOIN:
                ahead += 1
            word = self.text(ahead).rstrip(".")
            if word in DAY and self.date_ahead(ahead + 1):
                self.at += ahead + 1
                stated = DAY[word]
                day, here, month = self.read_date()
            elif self.date_ahead(ahead) and not (self.is_bound(ahead)):
                self.at += ahead
                day, here, month = self.read_date()
            elif ahead and month and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", word) and not self.counts(ahead):
                self.at += ahead
                here = self.take()
                day = self.inside(self.year_here(), month, int(re.sub(r"\D", "", here.text)), here)
            else:
                return
            stated = self.weekday_after() or stated
            self.dates.append((day, here, stated))

    def to_date(self) -> tuple[date, Token] | None:
        """The end of a range, with its weekday or without, taken; None where none follows."""
        comma = 1 if self.text(2) == "," else 0
        stated = DAY.get(self.text(1).rstrip(".")) if self.date_ahead(2 + comma) else None
        if self.text() not in TO or (stated is None and not self.date_ahead(1)):
            return None
        self.at += 1 if stated is None else 2 + comma
        end, there, _ = self.read_date()
        self.agrees(end, there, stated)
        return end, there

    def weekday_after(self) -> Weekday | None:
        """The weekday said behind a date, as in "oct 8 (tue)" or "oct 8 tue": a plural is a pattern of its own."""
        inside = self.text() == "("
        word = self.text(1 if inside else 0).rstrip(".")
        plural = word.endswith("s") and word not in ("tues", "thurs", "weds")
        if word not in DAY or plural or (inside and self.text(2) != ")") or self.date_ahead(2 if inside else 1):
            return None
        self.at += 3 if inside else 1
        return DAY[word]

    def is_bound(self, ahead: int) -> bool:
        return self.text(ahead - 1) in ("from", *TO) if ahead else False

    def counts(self, ahead: int) -> bool:
        """Whether a number is no day: a time, a count, an ordinal of a weekday."""
        after = self.text(ahead + 1).rstrip(".")
        return after in ("times", "meetings", "weeks", "-", "to", "for", "min") or after in DAY or after == "period"

    def bounds(self, first: date, here: Token, until: date | None, there: Token | None) -> None:
        if self.bounded:
            self.fail(here, "there is a range already")
        if until is not None and until < first:
            self.fail(there, f"the range ends before it starts ({first} to {until})")
        self.bounded = True
        self.dates.append((first, here, None))
        if until is not None and there is not None:
            self.until = (until, there)

    def range_part(self, token: Token) -> bool:
        """From D [to D], from T to T, until D, and the same with months."""
        if token.text in STARTS:
            self.at += 1
            while self.text() in ("on", "at", "in", "the", ","):
                self.at += 1
            stated = DAY.get(self.text().rstrip(".")) if self.date_ahead(1) or self.text(1) == "," else None
            if stated is not None:
                self.at += 2 if self.text(1) == "," else 1
            if self.date_ahead(0):
                self.from_date(stated)
            elif self.month_ahead(0):
                self.from_month(token)
            elif self.clockish(0):
                self.span(("-", "to", "until", "till", *(["and"] if token.text == "between" else [])))
            else:
                self.fail(self.peek(), f"a date or a time must follow “{token.raw}”, as in sep 9 or 3:15pm-4pm")
            return True
        if token.text not in TO or token.text == "-":
            return False
        self.at += 1
        word = self.text().rstrip(".")
        stated = DAY.get(word) if self.date_ahead(1) else None
        if stated is not None:
            self.at += 1
        if self.month_ahead(0):
            self.until_month(token)
        elif not self.date_ahead(0):
            self.fail(token, f"“{token.raw}” is not understood without a date after it, as in until dec 17")
        elif self.until is not None:
            self.fail(token, "there is an end already")
        else:
            end, there, _ = self.read_date()
            self.agrees(end, there, stated)
            self.until = (end, there)
        return True

    def from_date(self, stated: Weekday | None) -> None:
        day, here, _ = self.read_date()
        self.agrees(day, here, stated)
        end = there = None
        if (to := self.to_date()) is not None:
            end, there = to
        elif self.text() in TO and self.month_ahead(1):
            self.at += 1
            there = self.tokens[self.at]
            end = self.read_month()[1]
        self.bounds(day, here, end, there)

    def agrees(self, day: date, here: Token, stated: Weekday | None) -> None:
        if stated is not None and WEEKDAYS[day.weekday()] != stated:
            self.fail(here, f"{show_date(day)} is no {stated.title()}")

    # Months.

    def from_month(self, token: Token) -> None:
        """The range from a month on, or from one to another; both whole."""
        here = self.tokens[self.at]
        first, _ = self.read_month()
        self.by_month = True
        end = there = None
        if self.text() in TO and self.month_ahead(1):
            self.at += 1
            there = self.tokens[self.at]
            _, end = self.read_month()
        self.bounds(first, here, end, there)

    def until_month(self, token: Token) -> None:
        first, last = self.read_month()
        if token.text not in ("through", "thru") and first > self.terms.first:
            before = first - dt.timedelta(1)
            self.fail(
                token,
                f"the end can be {MONTHS[before.month - 1]} {before.day} or {MONTHS[last.month - 1]} {last.day}: "
                "write one of these days",
            )
        if self.until is not None:
            self.fail(token, "there is an end already")
        self.until = (last, token)

    def month_part(self) -> bool:
        """MONTH to MONTH is a range; months one by one say in which ones the n-th weekday is."""
        ahead = 1 if self.text() in ("in", "of", "for", "during", "(") else 0
        if not self.month_ahead(ahead):
            return False
        self.at += ahead
        if self.text(1) in TO and self.month_ahead(2):
            self.from_month(self.tokens[self.at])
            return True
        while True:
            here = self.tokens[self.at]
            if re.fullmatch(r"\d{1,2}/\d{1,2}.*", self.text(1)):
                self.fail(here, f"a day must follow “{here.raw}”, as in sep 9, 23")
            month = self.read_month()
            if any(month[0] == other for other, *_ in self.months):
                self.fail(here, f"{here.raw} is there twice")
            self.months.append((*month, here))
            ahead = 0
            while self.text(ahead) in JOIN:
                ahead += 1
            if not self.month_ahead(ahead):
                return True
            self.at += ahead

    # What is left out.

    def left_out(self) -> bool:
        """Except D, D to D and MONTH; holidays and breaks are left out without saying so."""
        token = self.peek()
        words = next((w for w in _EXCEPT if tuple(self.text(n) for n in range(len(w))) == w), None)
        if words is None or token is None:
            return False
        self.at += len(words)
        found = len(self.without)
        closed = False
        month: int | None = None
        while True:
            ahead = 0
            while self.text(ahead) in _LINKS:
                ahead += 1
            word = self.text(ahead).rstrip(".")
            if word in DAY and self.date_ahead(ahead + 1):
                self.at += ahead + 1
                day, here, month = self.read_date()
                self.agrees(day, here, DAY[word])
                self.without.append((LeftOut(day), here))
            elif self.date_ahead(ahead):
                self.at += ahead
                month = self.left_out_dates()
            elif self.month_ahead(ahead) and not (len(self.without) > found and not ahead):
                self.at += ahead
                here = self.tokens[self.at]
                first, last = self.read_month()
                self.without.append((LeftOut(first, last), here))
                month = None
            elif ahead and month and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", word) and not self.counts(ahead):
                self.at += ahead
                here = self.take()
                day = self.inside(self.year_here(), month, int(re.sub(r"\D", "", here.text)), here)
                self.without.append((LeftOut(day), here))
            elif word in _CLOSED:
                self.at += ahead + 1
                closed = True
            else:
                break
        if not closed and len(self.without) == found:
            self.fail(token, f"which days does “{token.raw}” leave out? Write dates, as in except dec 18, jan 8")
        return True

    def left_out_dates(self) -> int | None:
        """D or D to D; the month that was named."""
        day, here, month = self.read_date(days=True)
        last = None
        if month and self.text() == "-" and self.text(1).isdecimal() and not self.date_ahead(1):
            self.at += 1
            last = self.inside(day.year, month, int(self.text()), self.take())
        elif (to := self.to_date()) is not None:
            last, month = to[0], None
        if last is not None and last < day:
            self.fail(here, f"the range ends before it starts ({day} to {last})")
        self.without.append((LeftOut(day, last), here))
        return month
