"""The parts of a quick phrase that say which days: weekdays, the n-th of a month, rotation days, kinds of days."""

from __future__ import annotations

import re
from typing import NoReturn

from bltui.domain.model.calendar import Weekday
from bltui.domain.model.dates import ORDINALS, WEEKDAYS
from bltui.domain.model.text import shown
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_spans import Spans
from bltui.domain.schedule.phrase_tokens import DAY, INITIAL, JOIN, NUMBER, Token

#: Kinds of days in the words of districts; where "day" must follow, the words could mean something else without it.
_KINDS: dict[tuple[str, ...], str] = {
    ("early release",): "early_release",
    ("early-release",): "early_release",
    ("early", "dismissal"): "early_release",
    ("early", "out"): "early_release",
    ("minimum", "day"): "early_release",
    ("half", "day"): "early_release",
    ("in service",): "in_service",
    ("in-service",): "in_service",
    ("inservice",): "in_service",
    ("pd", "day"): "in_service",
    ("professional", "development"): "in_service",
    ("staff", "development"): "in_service",
    ("teacher", "work", "day"): "in_service",
    ("teacher", "workday"): "in_service",
    ("workday",): "in_service",
}
_INITIALS = re.compile(r"(?:Tu|TU|Th|TH|[MTWRF]){2,}")
_INITIAL = re.compile(r"Tu|TU|Th|TH|[MTWRF]")


class Days(Spans):
    """Reads which days a phrase is about."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.every = False
        self.interval = 0
        self.weeks = False
        self.ordinals: list[tuple[int, Token]] = []
        self.letters: list[str] = []
        self.kinds: list[str] = []
        self.daily = False
        self.in_session = False
        self.plural = False
        """Whether a weekday is said as in "tuesdays", which no single day is."""

    def every_n(self, interval: int, token: Token) -> None:
        if self.interval and self.interval != interval:
            self.fail(token, f"“{token.raw}” contradicts what stands before it")
        self.interval = interval

    def one_pattern(self, token: Token, ahead: int = 1) -> None:
        """Refuses a second pattern: "mondays and every other wed", "1st tue and 3rd thu" are not one series."""
        while self.text(ahead) in ORDINALS or self.text(ahead) in JOIN or self.text(ahead) in ("week", "on"):
            ahead += 1
        if self.weekdays and self.text(ahead).rstrip(".") in DAY:
            self.fail(
                token,
                f"“{token.raw}” begins a second pattern; meetings of two patterns are two series, each by its own phrase",
            )

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
        if token.text in ORDINALS:
            if self.text(1) in ("period", "hour", "hr", "hr.", "block", "per", "per."):
                return False
            self.one_pattern(token)
            self.at += 1
            if self.text() == "to" and self.text(1) == "last":
                if ORDINALS[token.text] < 0:
                    self.fail(token, "“last to last” is not a day")
                self.at += 2
                self.ordinals.append((-ORDINALS[token.text], token))
            elif self.text() in ("week", "weeks") and self.every and ORDINALS[token.text] > 0:
                self.at += 1
                self.weeks = True
                self.every_n(ORDINALS[token.text], token)
            else:
                self.ordinals.append((ORDINALS[token.text], token))
                self.school_day()
            return True
        if (token.text.isdecimal() or token.text in NUMBER) and self.text(1) in ("week", "weeks"):
            number = NUMBER.get(token.text) or (int(token.text) if len(token.text) < 4 else 0)
            if not 1 <= number <= 52:
                self.fail(token, f"every {token.text} weeks is not a pattern; write 1 to 52")
            if not self.every and self.weekdays:
                self.fail(
                    token, f"for {token.text} weeks? Write how many times, as in {token.text} times, or the last day"
                )
            self.at += 2
            self.weeks = True
            self.every_n(number, token)
            return True
        return False

    def school_day(self) -> None:
        """After an ordinal: "school day", which is any weekday with school."""
        ahead = 1 if self.text() in ("school", "in-session", "in session") else 0
        if self.text(ahead) not in ("day", "days") or not ahead:
            return
        self.at += 2
        self.daily = self.in_session = True

    def weekday(self) -> bool:
        token = self.peek()
        if token is None or self.initials(token):
            return token is not None
        word = token.text.rstrip(".")
        if word not in DAY:
            return False
        self.at += 1
        self.plural |= word.endswith("s") and word not in ("tues", "thurs", "weds")
        # A weekday right before a date belongs to the date, as in "mon sep 22, oct 29".
        comma = 1 if self.text() == "," else 0
        if not self.every and not self.ordinals and self.date_ahead(comma):
            self.at += comma
            self.listed(DAY[word], token)
        elif self.text() in ("-", "to", "through", "thru") and self.text(1).rstrip(".") in DAY:
            self.weekday_range(DAY[word], DAY[self.text(1).rstrip(".")], token)
            self.at += 2
        else:
            self.meets_on(DAY[word])
        return True

    def meets_on(self, *days: Weekday) -> None:
        self.weekdays += [day for day in dict.fromkeys(days) if day not in self.weekdays]

    def weekday_range(self, first: Weekday, last: Weekday, token: Token) -> None:
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
        if end <= begin:
            self.fail(token, "the weekdays end before they begin; write them one by one, as in fri and mon")
        self.meets_on(*WEEKDAYS[begin : end + 1])  # type: ignore[arg-type]  # the seven names are the literals

    def initials(self, token: Token) -> bool:
        """MWF, M/W/F, T/Th, M-F: one letter counts as a weekday only beside another."""
        if token.kind != "word":
            return False
        if _INITIALS.fullmatch(token.raw):
            self.meets_on(*(INITIAL[name.casefold()] for name in _INITIAL.findall(token.raw)))
            self.at += 1
            return True
        if not _INITIAL.fullmatch(token.raw):
            return False
        if self.text(1) == "-" and self.text(2) in INITIAL and token.text != "t" != self.text(2):
            self.weekday_range(INITIAL[token.text], INITIAL[self.text(2)], token)
            self.at += 3
            return True
        found, ahead = [token], 1
        while (following := self.peek(ahead + 1)) is not None and self.text(ahead) in JOIN:
            if not _INITIAL.fullmatch(following.raw):
                break
            found.append(following)
            ahead += 2
        if len(found) < 2:
            return False
        self.meets_on(*(INITIAL[one.text] for one in found))
        self.at += ahead
        return True

    def day_kind(self) -> bool:
        for words, kind in _KINDS.items():
            here = tuple(self.text(n) for n in range(len(words)))
            if words not in (here, tuple(word.removesuffix("s") for word in here)):
                continue
            self.at += len(words)
            while self.text() in ("day", "days"):
                self.at += 1
            if kind not in self.kinds:
                self.kinds.append(kind)
            return True
        return False
