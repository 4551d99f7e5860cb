"""The parts of a quick phrase, gathered in any order: which days, what time, from when to when, where."""

from __future__ import annotations

from itertools import pairwise

from bltui.domain.model.dates import ORDINALS
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import LINE, clean, shown
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_hints import not_understood, resembles
from bltui.domain.schedule.phrase_tokens import DAY, FILLER, HALVES, MONTH, RULES, STARTS, TO, Token, unquoted
from bltui.domain.schedule.relative_dates import Beside

#: Words that end the name of a place.
_AFTER_PLACE = {
    *FILLER,
    *STARTS,
    *TO,
    *HALVES,
    *("every", "except", "excluding", "no", "not", "skip", "without", "but", "if", "also", "counting", "for", "in"),
    *("weekly", "monthly", "daily", "biweekly", "alternating", "alternate", "after", "before", "noon", "period", "@"),
} - {"school", "team", "meeting", "plc", "blt"}


#: Times of the day that no bell schedule gives here; beside clock times they only explain them.
_BREAKS = ("lunch", "lunchtime", "planning", "prep", "recess", "homeroom", "advisory")


_WHO_DOES = ("meets", "meet", "meeting", "meetings", "will", ":")
#: What "in" begins besides places.
_NO_PLACE = ("event", "case", "addition", "advance", "person", "lieu", "place", "place of", "order", "general")


class Parts(Beside):
    """One pass over the tokens: every part may come once, in any order."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.times = 0
        self.room: str | None = None
        self.rules: dict[str, str] = {}
        self.monthly: Token | None = None
        self.half = self.half_of_day()

    def half_of_day(self) -> str:
        """ "a" where the phrase says mornings or before school, "p" for afternoons; "" where it says neither, or both."""
        words = [token.text.replace(".", "") for token in self.tokens if token.kind == "word"]
        said = [HALVES[word] for word in words if word in HALVES]
        said += [HALVES[pair] for pair in map(" ".join, pairwise(words)) if pair in HALVES]
        return said[0] if len(set(said)) == 1 else ""

    def part(self) -> None:
        token = self.tokens[self.at]
        word = token.text
        if word in ("every", "each", "all") and self.text(1) != "day" * (word == "all"):
            if self.interval > 1 or self.ordinals:
                self.one_pattern(token)
            self.every = True
            self.at += 1
        elif self.said_besides(word) or self.place_in_words() or self.left_out():
            return
        elif token.raw in ("@", "*", ".") or self.label(token):
            self.at += 1
        elif token.kind == "other":
            self.fail(token, f"cannot read “{shown(token.raw)}”")
        elif word in FILLER and not self.in_months():
            self.at += 1
        elif word in ("biweekly", "bi-weekly"):
            self.fail(token, f"“{word}” is ambiguous: write “every other week” or “tue and thu”, two days a week")
        elif word in ("bimonthly", "bi-monthly", "semimonthly", "semi-monthly"):
            self.fail(token, f"“{word}” is ambiguous: write “every other wed” or “1st and 3rd wed”")
        elif word in ("other", "alternate", "alternating", "weekly", "fortnightly"):
            self.one_pattern(token)
            self.at += 1
            if word == "other" and self.text() in ("month", "months"):
                self.fail(token, "“every other month”: write the months, as in 1st mon of sep, nov, jan, mar")
            self.every_n(1 if word == "weekly" else 2, token)
        elif word in ("week", "weeks"):
            if not (self.every or self.interval):
                self.fail(token, "every how many weeks? Write every other week, or every 3 weeks")
            self.at += 1
            self.weeks = True
        elif word in ("monthly", "month") or (word in ("of", "in") and "month" in (self.text(1), self.text(2))):
            self.monthly = token
            while self.text() in ("monthly", "month", "of", "in", "the", "every", "each", "a"):
                self.at += 1
        elif word in ("in-session", "in session"):
            self.in_session = True
            self.at += 1
        elif word in ("daily", "weekdays", "weekday") or (
            word in ("day", "days") and self.every and not self.follows_letter()
        ):
            self.at += 1
            self.daily = True
        elif not (
            self.rotation_day()
            or self.beside_days()
            or self.day_kind()
            or self.ordinal()
            or self.weekday()
            or self.clock_or_period()
            or self.month_part()
        ):
            self.range_or_more(token)

    def label(self, token: Token) -> bool:
        """Whether a phrase begins with who meets, in capitals: "SSC meets", "ELAC meetings"."""
        return self.at == 0 and token.raw.isalpha() and token.raw.isupper() and self.text(1) in _WHO_DOES

    def in_months(self) -> bool:
        """Whether a bracket opens on months, as in "(Sept-May)"."""
        return self.text() == "(" and self.month_ahead(1)

    def said_besides(self, word: str) -> bool:
        """The half of the day, which is known already: mornings, in the afternoon, before school."""
        ahead = 0
        while self.text(ahead) in ("in", "the", "each", "every"):
            ahead += 1
        timed = any(token.kind == "clock" for token in self.tokens)
        if timed and word in ("in", "at", "over") and self.text(ahead or 1) in _BREAKS:
            self.at += (ahead or 1) + 1
            return True
        if ahead and self.text(ahead + 1) in ("period", "hour", "hr", "block"):
            self.at += ahead
            return True
        pair = f"{self.text(ahead)} {self.text(ahead + 1)}"
        if self.text(ahead).replace(".", "") in HALVES:
            self.at += ahead + 1
        elif pair in HALVES:
            self.at += ahead + 2
        else:
            return False
        return True

    def range_or_more(self, token: Token) -> None:
        if self.date_ahead(0):
            self.listed(None, token)
        elif token.text.isdecimal() and self.text(1) in ("times", "meetings"):
            self.times = int(token.text[:4])
            if not 1 <= self.times <= 366:
                self.fail(token, "write 1 to 366 times")
            self.at += 2
        elif token.text in ("room", "rm", "rm."):
            self.place(token)
        elif not (self.rule() or self.range_part(token)):
            not_understood(self, token)

    # Where, and what happens on days off.

    def place(self, token: Token) -> None:
        if self.room is not None:
            self.fail(token, "there is a room already")
        following = self.peek(1)
        if following is None or following.kind in ("mark", "other"):
            self.fail(following, 'a room must follow, as in room 104 or room "Media Center"')
        raw = following.raw if following.kind == "quoted" else self.whole(following)
        try:
            self.room = clean(unquoted(raw), "room", limit=LINE)
        except UserError as refused:
            self.fail(following, refused.message)
        self.at += 2 if following.kind == "quoted" else 1 + self.joined

    def whole(self, token: Token) -> str:
        """A room's name up to the next space: B-104 is three tokens."""
        self.joined = 1
        raw, end = token.raw, token.end
        while (following := self.peek(1 + self.joined)) is not None and following.column == end:
            if following.text in (",", ")", ";"):
                break
            raw, end = raw + following.raw, following.end
            self.joined += 1
        return raw

    joined = 1

    def place_in_words(self) -> bool:
        """In the library, @ Media Center, at the board office: the words up to the next thing that a phrase can say."""
        token = self.tokens[self.at]
        if token.text not in ("in", "at", "@", "in the", "at the"):
            return False
        ahead = 2 if self.text(1) == "the" else 1
        first = self.peek(ahead)
        if first is None or first.kind not in ("word", "quoted"):
            return False
        if first.text in ("room", "rm", "rm."):
            self.at += ahead
            self.place(first)
            return True
        if (
            first.text in _NO_PLACE
            or not self.names_place(first, ahead)
            or first.text[0].isdecimal()
            or self.text(ahead + 1) in ("period", "hour")
        ):
            return False
        if (meant := resembles(first.text)) is not None:
            self.fail(first, f"“{shown(first.raw)}” is not understood; is “{meant}” meant?")
        if self.room is not None:
            self.fail(token, "there is a room already")
        last = ahead
        while (following := self.peek(last + 1)) is not None and self.names_place(following, last + 1):
            last += 1
        raw = self.source[first.column - 1 : self.tokens[self.at + last].end - 1]
        try:
            self.room = clean(unquoted(raw).rstrip(" ."), "room", limit=LINE)
        except UserError as refused:
            self.fail(first, refused.message)
        self.at += last + 1
        return True

    def names_place(self, token: Token, ahead: int) -> bool:
        """Whether a token can be a word of a place's name."""
        before = self.peek(ahead - 1)
        close = before is not None and before.end == token.column
        if token.kind in ("other", "mark"):
            return close and token.text in ("'", "’", "-", "&", "/", ".", "#") and before is not None
        word = token.text.rstrip(".")
        if token.kind == "quoted":
            return True
        if word.isdecimal() and self.text(ahead + 1) in ("-", "to", "until", "till"):
            return False
        known = word in DAY or word in _AFTER_PLACE or (word in ORDINALS and not close) or self.month_word(ahead)
        return token.kind == "word" and not known

    def month_word(self, ahead: int) -> bool:
        return self.text(ahead).rstrip(".") in MONTH or self.date_ahead(ahead)

    def rule(self) -> bool:
        """What happens on days off: "if off next week", "also in-service days", "counting school weeks"."""
        for words, (field, value) in RULES.items():
            if tuple(self.text(n) for n in range(len(words))) == words:
                if field in self.rules:
                    self.fail(self.peek(), "that is said already")
                self.rules[field] = value
                self.at += len(words)
                return True
        return False
