"""The parts of a quick phrase, gathered in any order: which days, what time, from when to when, where."""

from __future__ import annotations

import re
from datetime import date
from typing import NoReturn

from bltui.domain.calendar.school_calendar import Weekday
from bltui.domain.dates import WEEKDAYS, show_date
from bltui.domain.refusal import Refused
from bltui.domain.series.phrase_dates import DateCursor, Terms
from bltui.domain.series.phrase_times import between, lasting, minutes
from bltui.domain.series.phrase_tokens import (
    DAY,
    FILLER,
    JOIN,
    MONTH,
    ORDINAL,
    RULES,
    TO,
    Token,
    Unclear,
    unquoted,
)
from bltui.domain.series.records import (
    Slot,
)
from bltui.domain.text import LINE, clean, shown


class Parts(DateCursor):
    """One pass over the tokens: every part may come once, in any order."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.every = False
        self.interval = 0
        self.weeks = False
        self.ordinals: list[tuple[int, Token]] = []
        self.weekdays: list[Weekday] = []
        self.letters: list[str] = []
        self.kinds: list[str] = []
        self.slot: Slot | None = None
        self.dates: list[tuple[date, Token, Weekday | None]] = []
        self.until: tuple[date, Token] | None = None
        self.bounded = False
        self.times = 0
        self.room: str | None = None
        self.rules: dict[str, str] = {}
        self.monthly: Token | None = None
        self.daily = False

    # The parts.

    def part(self) -> None:
        token = self.tokens[self.at]
        word = token.text
        if token.kind == "other":
            self.fail(token, f"cannot read “{shown(token.raw)}”")
        if word == "every" or word == "each":
            self.every = True
            self.at += 1
        elif word in FILLER:
            self.at += 1
        elif word in ("biweekly", "bi-weekly"):
            self.fail(token, f"“{word}” is ambiguous: write “every other week” or “tue and thu”, two days a week")
        elif word in ("bimonthly", "bi-monthly", "semimonthly", "semi-monthly"):
            self.fail(token, f"“{word}” is ambiguous: write “every other wed” or “1st and 3rd wed”")
        elif word in ("other", "alternate", "weekly", "fortnightly"):
            self.at += 1
            self.every_n(1 if word == "weekly" else 2, token)
        elif word in ("week", "weeks"):
            if not (self.every or self.interval):
                self.fail(token, "every how many weeks? Write every other week, or every 3 weeks")
            self.at += 1
            self.weeks = True
        elif word in ("monthly", "month") or (word == "of" and "month" in (self.text(1), self.text(2))):
            self.monthly = token
            while self.text() in ("monthly", "month", "of", "the", "every", "each", "a"):
                self.at += 1
        elif word in ("daily", "weekdays", "weekday") or (
            word in ("day", "days") and self.every and not self.follows_letter()
        ):
            self.at += 1
            self.daily = True
        elif not (self.rotation_day() or self.ordinal() or self.weekday() or self.day_kind() or self.clock_or_period()):
            self.range_or_more(token)

    def every_n(self, interval: int, token: Token) -> None:
        if self.interval and self.interval != interval:
            self.fail(token, f"“{token.raw}” contradicts what stands before it")
        self.interval = interval

    def follows_letter(self) -> bool:
        return self.text(1).isdecimal() and not (self.text(2) in ("-", "to") and self.clockish(3))

    def rotation_day(self) -> bool:
        """LETTER day, LETTER and LETTER day, day INT."""
        names = {name.casefold(): name for name in self.terms.letters}
        if self.text() in ("day", "days") and (following := self.peek(1)) is not None and following.kind == "word":
            name = names.get(following.text)
            if name is None and not following.text.isdecimal():
                return False
            self.at += 1
            if name is None:
                self.no_letter(following)
            self.letters.append(name)
            self.at += 1
            if self.text() == "of" and self.text(1) == str(len(names)):
                self.at += 2
            while self.text() in JOIN and self.text(1) in names and not self.time_follows(1):
                self.letters.append(names[self.text(1)])
                self.at += 2
            return True
        # A letter counts as one only where "day" follows it, or another letter with a day after it.
        ahead = 0
        found: list[Token] = []
        while (token := self.peek(ahead)) is not None and (token.text in names or len(token.text) == 1):
            if token.kind == "word":
                found.append(token)
            elif token.text not in JOIN and token.text != "-":
                return False
            ahead += 1
            if self.text(ahead) == "and":
                ahead += 1
        if not found or self.text(ahead) not in ("day", "days"):
            return False
        for token in found:
            if token.text not in names:
                self.no_letter(token)
            self.letters.append(names[token.text])
        self.at += ahead + 1
        return True

    def no_letter(self, token: Token) -> NoReturn:
        if not self.terms.letters:
            self.fail(token, "the calendar has no rotation; set one, as in A,B")
        listed = ", ".join(shown(name) for name in self.terms.letters)
        self.fail(token, f"there is no {shown(token.raw)} day; the days are {listed}")

    def time_follows(self, ahead: int) -> bool:
        return self.text(ahead + 1) in ("-", "to") or self.text(ahead + 1) in ("min", "minutes", "times")

    def ordinal(self) -> bool:
        """ORD, and INT weeks."""
        token = self.peek()
        if token is None:
            return False
        if token.text in ORDINAL:
            if self.text(1) == "period":
                return False
            self.at += 1
            if self.text() == "to" and self.text(1) == "last":
                if ORDINAL[token.text] < 0:
                    self.fail(token, "“last to last” is not a day")
                self.at += 2
                self.ordinals.append((-ORDINAL[token.text], token))
            elif self.text() in ("week", "weeks") and self.every and ORDINAL[token.text] > 0:
                self.at += 1
                self.weeks = True
                self.every_n(ORDINAL[token.text], token)
            else:
                self.ordinals.append((ORDINAL[token.text], token))
            return True
        if token.text.isdecimal() and self.text(1) in ("week", "weeks"):
            number = int(token.text) if len(token.text) < 4 else 0
            if not 1 <= number <= 52:
                self.fail(token, f"every {token.text} weeks is not a pattern; write 1 to 52")
            self.at += 2
            self.weeks = True
            self.every_n(number, token)
            return True
        return False

    def weekday(self) -> bool:
        token = self.peek()
        word = token.text.rstrip(".") if token is not None else ""
        if token is None or word not in DAY:
            return False
        self.at += 1
        following = self.peek()
        # A weekday right before a date belongs to the date, as in "mon sep 22, oct 29".
        if following is not None and not self.every and not self.ordinals and self.date_ahead(0):
            self.listed(DAY[word], token)
        elif DAY[word] not in self.weekdays:
            self.weekdays.append(DAY[word])
        return True

    def day_kind(self) -> bool:
        token = self.peek()
        kind = {"early release": "early_release", "in service": "in_service", "inservice": "in_service"}.get(
            token.text.replace("-", " ") if token is not None else ""
        )
        if kind is None:
            return False
        self.at += 1
        while self.text() in ("day", "days"):
            self.at += 1
        if kind not in self.kinds:
            self.kinds.append(kind)
        return True

    # Times.

    def clock_or_period(self) -> bool:
        token = self.peek()
        if token is None:
            return False
        numbered = token.text in ORDINAL or re.fullmatch(r"\d+(st|nd|rd|th)", token.text)
        if (token.text in ("period", "per") and self.peek(1) is not None) or (numbered and self.text(1) == "period"):
            wanted = token if numbered else self.tokens[self.at + 1]
            name = re.sub(r"(st|nd|rd|th)$", "", wanted.text) if numbered else unquoted(wanted.text)
            self.period(wanted, name, 2)
            return True
        if self.terms.periods and re.fullmatch(r"p\d+", token.text):
            self.period(token, token.text[1:], 1)
            return True
        if token.text == "all" and self.text(1) == "day":
            self.fail(token, "a meeting needs times, as in 8am-3pm")
        if token.kind != "clock" and token.text not in ("noon", "midnight"):
            bare = token.text.isdecimal() and self.text(1) in ("-", "to") and self.clockish(2)
            if not bare:
                return False
        self.span()
        return True

    def period(self, token: Token, name: str, length: int) -> None:
        if self.slot is not None:
            self.fail(token, "there is a time already")
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

    def clockish(self, ahead: int) -> bool:
        token = self.peek(ahead)
        return token is not None and (
            token.kind == "clock" or token.text in ("noon", "midnight") or token.text.isdecimal()
        )

    def span(self) -> None:
        """T - T, or T for INT min."""
        first = self.take()
        if self.slot is not None:
            self.fail(first, "there is a time already")
        if self.text() == "for":
            self.slot = lasting(self, first)
            return
        if self.text() not in ("-", "to", "until", "till") or not self.clockish(1):
            minutes(self, first)
            raise Unclear(first.end, "an end time must follow, as in 3:15pm-4pm")
        self.at += 1
        self.slot = between(self, first, self.take())

    # Dates, rooms, and the rules in words.

    def listed(self, weekday: Weekday | None, token: Token) -> None:
        """D, D and D: one by one; a bare number is a day of the month before it. Or D to D."""
        stated = weekday
        day, here, month = self.read_date()
        if self.text() in TO and self.date_ahead(1):
            if weekday is not None and weekday not in self.weekdays:
                self.weekdays.append(weekday)
            self.at += 1
            end, there, _ = self.read_date()
            self.bounds(day, here, end, there)
            return
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
                day = self.inside(0, month, int(re.sub(r"\D", "", here.text)), here)
            else:
                return
            self.dates.append((day, here, stated))

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

    def range_or_more(self, token: Token) -> None:
        word = token.text
        if word in ("from", "starting", "since"):
            self.at += 1
            stated = DAY.get(self.text().rstrip(".")) if self.date_ahead(1) else None
            if stated is not None:
                self.at += 1
            if not self.date_ahead(0):
                self.fail(self.peek(), "a date must follow, as in sep 9")
            day, here, _ = self.read_date()
            if stated is not None and WEEKDAYS[day.weekday()] != stated:
                self.fail(here, f"{show_date(day)} is no {stated.title()}")
            end = there = None
            if self.text() in TO and self.date_ahead(1):
                self.at += 1
                end, there, _ = self.read_date()
            self.bounds(day, here, end, there)
        elif word in TO and self.date_ahead(1):
            self.at += 1
            if self.until is not None:
                self.fail(token, "there is an end already")
            end, there, _ = self.read_date()
            self.until = (end, there)
        elif self.date_ahead(0):
            self.listed(None, token)
        elif word.isdecimal() and self.text(1) in ("times", "meetings"):
            self.times = int(word[:4])
            if not 1 <= self.times <= 366:
                self.fail(token, "write 1 to 366 times")
            self.at += 2
        elif word in ("room", "rm", "rm."):
            self.place(token)
        elif not self.rule():
            self.unknown(token)

    def place(self, token: Token) -> None:
        if self.room is not None:
            self.fail(token, "there is a room already")
        following = self.peek(1)
        if following is None or following.kind in ("mark", "other"):
            self.fail(following, 'a room must follow, as in room 104 or room "Media Center"')
        raw = following.raw if following.kind == "quoted" else self.whole(following)
        try:
            self.room = clean(unquoted(raw), "room", limit=LINE)
        except Refused as refused:
            self.fail(following, refused.message)
        self.at += 2 if following.kind == "quoted" else 1 + self.joined

    def whole(self, token: Token) -> str:
        """A room's name up to the next space: B-104 is three tokens."""
        self.joined = 1
        raw, end = token.raw, token.end
        while (following := self.peek(1 + self.joined)) is not None and following.column == end:
            if following.text == ",":
                break
            raw, end = raw + following.raw, following.end
            self.joined += 1
        return raw

    joined = 1

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

    def unknown(self, token: Token) -> NoReturn:
        if token.kind in ("mark", "quoted"):
            self.fail(token, f"cannot read “{shown(token.raw)}”")
        if token.kind == "word" and token.text.isdecimal():
            self.fail(token, f"“{token.raw}” can be a time or a date; write {token.raw}pm-… or sep {token.raw}")
        if token.text.rstrip(".") in MONTH:
            self.fail(token, f"a day must follow “{token.raw}”, as in sep 9")
        self.fail(token, f"“{shown(token.raw)}” is not understood")
