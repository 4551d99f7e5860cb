"""The parts of a phrase for dates: individual dates, ranges, months, and exclusions."""

from __future__ import annotations

from datetime import date

from bltui.domain.model.formats import full_date, short_date
from bltui.domain.model.series import LeftOut
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_days import Days, Found
from bltui.domain.schedule.phrase_tokens import Token


class Spans(Days):
    """Parses individual dates, ranges, months, and exclusions."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.dates: list[tuple[date, Token, int | None]] = []
        """The dates, each with its token and the weekday given with it."""
        self.until: tuple[date, Token] | None = None
        self.bounded = False
        self.whole_months = False
        self.months: list[tuple[date, date, Token]] = []
        self.without: list[tuple[LeftOut, Token]] = []

    def listed(self, found: Found) -> None:
        """Parse individual dates, "D, D and D". A bare number is a day of the preceding month."""
        stated, day, token = self.dated()
        while True:
            if self.sees("OPEN (DAY|SHORT) CLOSE"):
                stated = self.tokens[self.at + 1].number
                self.at += 3
            elif self.sees("(DAY|SHORT)(?!DATE)"):
                stated = self.take().number
            self.dates.append((day, token, stated))
            if self.skip("JOIN* (?=DATED)"):
                named, day, token = self.dated()
                stated = stated if named is None else named
            elif self.month and self.skip("JOIN+ (?=DAYNUM (?!COUNTED))"):
                day, token = self.day_of_month()
            else:
                return

    def weekday_listed(self, found: Found) -> bool | None:
        """Parse a weekday before a date, as in "mon sep 22, oct 29", as part of the date."""
        if self.every or self.ordinals:
            return False
        self.listed(found)
        return None

    def date_range(self, found: Found) -> None:
        """Parse "[WEEKDAY] D to D"."""
        weekday, day, token = self.dated()
        if weekday is not None:
            self.weekdays.append(weekday)
        self.bounds(day, token)

    def from_day(self, found: Found) -> None:
        self.bounds(*self.agreed())

    def from_month(self, found: Found) -> None:
        self.whole_months = True
        first, _, token = self.whole_month()
        self.bounds(first, token)

    def bounds(self, first: date, token: Token) -> None:
        """Start a range at `first`, and parse its end if one follows."""
        if self.bounded:
            self.fail(token, "there is already a range; leave one out")
        self.bounded = True
        self.dates.append((first, token, None))
        if self.skip("BOUND (?=DATED)"):
            self.until = self.agreed()
        elif self.skip("BOUND (?=MONTH)"):
            self.until = self.whole_month()[1:]
        if self.until is not None and self.until[0] < first:
            ends = f"{full_date(first)} to {full_date(self.until[0])}"
            self.fail(self.until[1], f"the range ends before it starts ({ends})")

    def until_day(self, found: Found) -> None:
        self.ends(*self.agreed())

    def until_month(self, found: Found) -> None:
        first, last, _ = self.whole_month()
        token = found[0]
        if token.text not in ("through", "thru") and first > self.terms.first:
            before = date.fromordinal(first.toordinal() - 1)
            days = " or ".join(short_date(day) for day in (before, last))
            self.fail(token, f"the end is ambiguous: write {days}")
        self.ends(last, token)

    def ends(self, last: date, token: Token) -> None:
        if self.until is not None:
            self.fail(token, "there is already an end; leave one out")
        self.until = last, token

    def in_months(self, found: Found) -> None:
        """Parse individual months, in which the n-th weekday applies."""
        while not self.months or self.skip("JOIN* (?=ALONE)"):
            month = self.whole_month()
            named = month[2].raw
            if self.sees("SLASH"):
                self.fail(month[2], f"add a day after “{named}”, as in sep 9, 23")
            if any(month[0] == other for other, *_ in self.months):
                self.fail(month[2], f"{named} appears twice")
            self.months.append(month)

    # Exclusions.

    def left_out(self, found: Found) -> bool:
        """Parse the days after "except": D, D to D, or MONTH. Holidays are always excluded."""
        here, self.month = self.at, 0
        while True:
            some = self.at > here
            if self.skip("LINK* (?=WEEKDAY? DATE)"):
                self.left_out_days()
            elif self.skip("LINK+ (?=ALONE)" if some else "LINK* (?=ALONE)"):
                first, last, token = self.whole_month()
                self.without.append((LeftOut(first, last), token))
                self.month = 0
            elif self.month and self.skip("LINK+ (?=DAYNUM (?!COUNTED))"):
                day, token = self.day_of_month()
                self.without.append((LeftOut(day), token))
            elif not self.skip("(LINK|EVERY)* (CLOSED|RECESS)"):
                return some

    def left_out_days(self) -> None:
        """Parse an excluded "D" or "D to D"."""
        first, token = self.agreed(days=True)
        last = None
        if self.month and self.skip("DASH (?=INT)(?!INT MONTH)"):
            last, _ = self.day_of_month()
        elif self.skip("BOUND (?=DATED)"):
            last, _ = self.agreed()
            self.month = 0
        if last is not None and last < first:
            self.fail(token, f"the range ends before it starts ({first} to {last})")
        self.without.append((LeftOut(first, last), token))
