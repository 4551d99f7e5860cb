"""The parts of a quick phrase that say what time: 3:15pm-4pm, 3pm for 45 min, period 4."""

from __future__ import annotations

import re

from bltui.domain.model.dates import ORDINALS
from bltui.domain.model.series import Slot
from bltui.domain.model.text import shown
from bltui.domain.schedule.phrase_dates import DateCursor
from bltui.domain.schedule.phrase_times import between, lasting, minutes
from bltui.domain.schedule.phrase_tokens import Token, Unclear, unquoted

_PERIOD = ("period", "per", "per.", "hour", "hr", "hr.", "block")


class Clocks(DateCursor):
    """Reads the time of a phrase, which may come once."""

    slot: Slot | None = None

    def clock_or_period(self) -> bool:
        token = self.peek()
        if token is None:
            return False
        numbered = token.text in ORDINALS or re.fullmatch(r"\d+(st|nd|rd|th)", token.text)
        if (token.text in ("period", "per") and self.peek(1) is not None) or (numbered and self.text(1) in _PERIOD):
            wanted = token if numbered else self.tokens[self.at + 1]
            name = re.sub(r"(st|nd|rd|th)$", "", wanted.text) if numbered else unquoted(wanted.text)
            if numbered and not name.isdecimal():
                name = str(ORDINALS[token.text])
            self.period(wanted, name, 2)
            return True
        if re.fullmatch(r"p\d+", token.text):
            self.period(token, token.text[1:], 1)
            return True
        if token.text == "all" and self.text(1) == "day":
            self.fail(token, "a meeting needs times, as in 8am-3pm")
        if self.school_year(token):
            return True
        if token.kind != "clock" and token.text not in ("noon", "midnight"):
            bare = token.text.isdecimal() and self.text(1) in ("-", "to", "until", "till") and self.clockish(2)
            if not bare:
                return False
        self.span()
        return True

    def school_year(self, token: Token) -> bool:
        """The name of the school year, 2026-2027 or 2026-27: it is no time, and says nothing else."""
        if not re.fullmatch(r"20\d\d", token.text) or self.text(1) not in ("-", "/"):
            return False
        following = str(int(token.text) + 1)
        if self.text(2) not in (following, following[2:]):
            return False
        if int(token.text) != self.terms.first.year:
            self.fail(token, f"the school year is {self.terms.first.year}-{self.terms.last.year}")
        self.at += 3
        return True

    def period(self, token: Token, name: str, length: int) -> None:
        if self.slot is not None:
            self.second_time(token)
        known = self.terms.periods
        found = unquoted(token.raw) if name == unquoted(token.text) else name
        if known is not None:
            match = [one for one in known if one.casefold() == name]
            if not match:
                listed = f" (periods: {', '.join(shown(p) for p in known)})" if known else ""
                self.fail(token, f"there is no period {shown(name)}{listed}")
            found = match[0]
        self.slot = Slot(period=found)
        self.at += length

    def second_time(self, token: Token) -> None:
        self.fail(token, "there is a time already; meetings at two times are two series, each by its own phrase")

    def clockish(self, ahead: int) -> bool:
        token = self.peek(ahead)
        return token is not None and (
            token.kind == "clock" or token.text in ("noon", "midnight") or token.text.isdecimal()
        )

    def span(self, to: tuple[str, ...] = ("-", "to", "until", "till")) -> None:
        """T - T, or T for INT min."""
        first = self.take()
        if self.slot is not None:
            self.second_time(first)
        if self.text() == "for":
            self.slot = lasting(self, first)
            return
        if self.text() not in to or not self.clockish(1):
            minutes(self, first)
            raise Unclear(first.end, "an end time must follow, as in 3:15pm-4pm")
        self.at += 1
        self.slot = between(self, first, self.take())
