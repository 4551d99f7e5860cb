"""The words of a quick phrase: its tokens with their columns, and a place in them to read on from."""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from bltui.domain.calendar.school_calendar import Weekday
from bltui.domain.dates import MONTHS, WEEKDAYS
from bltui.domain.refusal import Refused

#: Characters of a phrase; a year's list of dates fits.
LONGEST = 1000
_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = {name: n for names in (MONTHS, _FULL_MONTHS) for n, name in enumerate(names, 1)} | {"sept": 9}
DAY: dict[str, Weekday] = {}
for _short, _name in zip(WEEKDAYS, _FULL_DAYS, strict=True):
    for _word in (_short, _name, f"{_short}s", f"{_name}s"):
        DAY[_word] = _short  # type: ignore[assignment]  # the seven names are the literals
DAY |= {"tues": "tue", "thur": "thu", "thurs": "thu", "weds": "wed"}
ORDINAL = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
SAYS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
WORKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
FILLER = {",", "and", "on", "at", "&", ";", "|", "/", ":", "the", "each", "school"}
JOIN = {",", "and", "&", ";", "|", "/"}
TO = {"to", "until", "till", "through", "thru", "-"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"]|"")*")|(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))|(?P<slash>\d{1,2}/\d{1,2}(?:/\d{4})?(?!\d))
    |(?P<clock>\d{1,3}:\d{2}(?!\d)\ ?(?:[ap]\.?m\b\.?)?|\d{1,2}\ ?[ap]\.?m\b\.?)
    |(?P<word>early[ -]release|in[ -]?service|bi-?weekly|semi-?monthly|bi-?monthly|\d+(?:st|nd|rd|th)\b|[^\W\d_]\w*\.?|\d+)
    |(?P<mark>[-,&;|:()/]|[–—])|(?P<other>\S))""",
    re.VERBOSE | re.IGNORECASE,
)


class Unclear(Refused):
    """A phrase that cannot be read, with the column (from 1) where that shows."""

    def __init__(self, column: int, reason: str) -> None:
        super().__init__(f"col {column}: {reason}", field="phrase")
        self.column = column
        self.reason = reason


class Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    """Lower case."""
    raw: str
    column: int
    end: int
    """The column after it."""


MINUTES = ("min", "mins", "minutes", "m")
HOURS = ("h", "hour", "hours", "hr")
RULES = {
    ("if", "off", "skip"): ("on_no_school", "skip"),
    ("if", "off", "next", "week"): ("on_no_school", "next_week"),
    ("if", "off", "next", "day"): ("on_no_school", "next_school_day"),
    ("if", "off", "day", "before"): ("on_no_school", "prev_school_day"),
    ("counting", "school", "weeks"): ("count_by", "school_weeks"),
    ("also", "in-service", "days"): ("in_service", "meet"),
}


class Cursor:
    """A place among the tokens of a phrase."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise Unclear(LONGEST + 1, f"{len(text):,} characters are too many (at most {LONGEST:,})")
        self.tokens = _tokens(text)
        self.at = 0
        self.end = len(text.rstrip()) + 1

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def text(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.text if token is not None else ""

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def fail(self, token: Token | None, reason: str) -> NoReturn:
        raise Unclear(token.column if token is not None else self.end, reason)


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    while (match := _TOKEN.match(text, at)) is not None:
        kind = match.lastgroup or "other"
        raw = match[kind]
        mark = "-" if raw in ("–", "—") else raw.casefold()
        found.append(
            Token(
                kind, re.sub(r"\s", "", mark) if kind == "clock" else mark, raw, match.start(kind) + 1, match.end() + 1
            )
        )
        at = match.end()
    return found


def unquoted(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if len(raw) > 1 and raw[0] == raw[-1] == '"' else raw
