"""The parts of a phrase for days: weekdays, the n-th of a month, and rotation days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from bltui.domain.model.text import shown
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_table import DAY_KINDS, INITIALS
from bltui.domain.schedule.phrase_times import TimeCursor
from bltui.domain.schedule.phrase_tokens import Token

#: The tokens that a rule's pattern matched; the cursor is after them.
Found = Sequence[Token]


class Days(TimeCursor):
    """Parses which days and how often. A method that returns False rejects its match."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.every = False
        self.interval = 0
        self.weeks = False
        self.ordinals: list[tuple[int, Token]] = []
        self.weekdays: list[int] = []
        self.weekday_column = 0
        self.plural = False
        """Whether a weekday is plural, as in "tuesdays", which is never a single day."""
        self.letters: list[str] = []
        self.kinds: list[str] = []
        self.daily = False
        self.in_session = False
        self.monthly: Token | None = None
        self.beside: Token | None = None

    def second_pattern(self, found: Found) -> bool:
        """Reject a second pattern: "mondays and every other wed", "1st tue and 3rd thu"."""
        if not self.weekdays or (
            found[0].kind == "EVERY" and not self.ordinals and self.interval < 2
        ):
            return False
        two = "write each pattern as a separate series"
        self.fail(found[0], f"“{found[0].raw}” begins a second pattern; {two}")

    def every_word(self, found: Found) -> None:
        self.every = True

    def every_other(self, found: Found) -> None:
        self.every_n(found[0].number, found[0])

    def every_n(self, interval: int, token: Token) -> None:
        if self.interval not in (0, interval):
            self.fail(token, f"“{token.raw}” contradicts the part before it")
        self.interval = interval

    def every_n_weeks(self, found: Found) -> None:
        token = found[0]
        if not 1 <= token.number <= 52:
            self.fail(token, f"every {token.text} weeks is not a pattern; write 1 to 52")
        if not self.every and self.weekdays:
            times = f"how many times, as in {token.text} times"
            self.fail(token, f"for {token.text} weeks? Write {times}, or the last day")
        self.weeks = True
        self.every_n(token.number, token)

    def every_nth_week(self, found: Found) -> bool:
        if self.every:
            self.every_n_weeks(found)
        return self.every

    def week(self, found: Found) -> bool:
        self.weeks = bool(self.every or self.interval)
        return self.weeks

    def every_month(self, found: Found) -> None:
        self.monthly = found[0]

    def session(self, found: Found) -> None:
        self.in_session = True

    def all_weekdays(self, found: Found) -> None:
        self.daily = True

    def every_day(self, found: Found) -> bool:
        self.daily |= self.every
        return self.every

    # The n-th of a month.

    def nth(self, found: Found) -> bool | None:
        number = found[0].number
        if number > 5:
            return False
        self.ordinals.append((-number if len(found) == 3 else number, found[0]))
        return None

    def nth_school_day(self, found: Found) -> bool | None:
        self.daily = self.in_session = True
        return self.nth(found[:1])

    # Weekdays.

    def meets_on(self, found: Found, *days: int) -> None:
        self.weekday_column = self.weekday_column or found[0].column
        self.plural |= found[0].kind == "DAYS"
        self.weekdays += [day for day in dict.fromkeys(days) if day not in self.weekdays]

    def weekday(self, found: Found) -> None:
        self.meets_on(found, found[0].number)

    def weekday_range(self, found: Found) -> bool | None:
        """Parse Mon-Thu or M-F, but not T-F, in which T could be two days."""
        first, last = found[0], found[-1]
        if "t" in (first.text, last.text):
            return False
        if last.number <= first.number:
            write = "write them one by one, as in fri and mon"
            self.fail(first, f"the weekdays are in the wrong order; {write}")
        self.meets_on(found, *range(first.number, last.number + 1))
        return None

    def letters_listed(self, found: Found) -> None:
        """Parse M/W/F or T/Th. A single letter is a weekday only next to another."""
        self.meets_on(found, *(token.number for token in found[::2]))

    def letters_joined(self, found: Found) -> None:
        """Parse MWF or TTh."""
        text = found[0].text.replace("tu", "t").replace("th", "r")
        self.meets_on(found, *(INITIALS[letter] for letter in text))

    # Days of the rotation, and kinds of days.

    def rotation_day(self, found: Found) -> None:
        """Parse "day 3 of 6"."""
        self.rotation_days(found[:2])

    def rotation_days(self, found: Found) -> None:
        """Parse A day, A and B days, day 1 and 4. A name counts only next to "day"."""
        names = {name.casefold(): name for name in self.terms.letters}
        for token in found:
            if token.kind in ("WHOLEDAY", "COMMA", "AND", "DASH"):
                continue
            if not names:
                self.fail(token, "the calendar has no rotation; set one, as in A,B")
            if token.text not in names:
                listed = ", ".join(map(shown, names.values()))
                self.fail(token, f"there is no {shown(token.raw)} day; the days are {listed}")
            self.letters.append(names[token.text])

    def day_kind(self, found: Found) -> None:
        kind = DAY_KINDS[found[0].text]
        if kind not in self.kinds:
            self.kinds.append(kind)

    def beside_day(self, found: Found) -> bool | None:
        """Parse "before each in-service day"."""
        token, kinds = found[0], [DAY_KINDS[one.text] for one in found if one.kind == "DAYKIND"]
        if kinds != ["in_service"]:
            return False
        if self.beside is not None:
            two = "write the meetings before and after as two series"
            self.fail(token, f"“{token.raw}” appears twice; {two}")
        self.beside = token
        return None

    def day_beside(self, found: Found) -> NoReturn:
        example = f"wed {found[1].text} each in-service"
        self.fail(found[0], f"which weekday? Write it, as in {example}")
