"""The words of a quick phrase: its tokens with their columns, and a place in them to read on from."""

from __future__ import annotations

import re
from typing import NoReturn

import msgspec

from bltui.domain.model.calendar import Weekday
from bltui.domain.model.dates import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from bltui.domain.model.errors import UserError

#: Characters of a phrase; a year's list of dates fits.
LONGEST = 1000
MONTH = {name: n for names in (MONTHS, MONTH_NAMES) for n, name in enumerate(names, 1)} | {"sept": 9}
DAY: dict[str, Weekday] = {}
for _short, _name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
    for _word in (_short, _name, f"{_short}s", f"{_name}s"):
        DAY[_word] = _short  # type: ignore[assignment]  # the seven names are the literals
DAY |= {"tues": "tue", "thur": "thu", "thurs": "thu", "weds": "wed", "tu": "tue", "th": "thu"}
#: Weekdays by one letter, where several stand together as in MWF or T/Th; alone, T could be two days.
INITIAL: dict[str, Weekday] = {"m": "mon", "t": "tue", "tu": "tue", "w": "wed", "th": "thu", "r": "thu", "f": "fri"}
SAYS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
WORKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
NUMBER = {name: n for n, name in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine"), 2)}
#: Words around a schedule that say nothing about it.
FILLER = {
    *(",", "and", "on", "at", "&", ";", "|", "/", ":", "(", ")", "the", "each", "school", "during"),
    *("plc", "plcs", "cwg", "cwgs", "blt", "team", "teams", "meet", "meets", "meeting", "meetings", "will", "be", "is"),
    *("are", "held", "we", "generally", "normally", "usually", "regularly", "single", "following", "date", "dates"),
    *("time", "times", "thereafter", "year", "long", "yearlong", "scheduled", "takes", "take", "place", "*", "."),
}
#: Which half of the day words beside the times mean.
HALVES = {
    **dict.fromkeys(("morning", "mornings", "am", "before school"), "a"),
    **dict.fromkeys(("afternoon", "afternoons", "evening", "evenings", "pm", "after school"), "p"),
}
STARTS = ("from", "starting", "starts", "start", "since", "beginning", "begins", "commencing", "effective", "between")
JOIN = {",", "and", "&", ";", "|", "/"}
TO = {"to", "until", "till", "through", "thru", "ending", "ends", "-"}
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"]|"")*")|(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))|(?P<slash>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?(?![\d/]))
    |(?P<clock>\d{1,3}[:.]\d{2}(?![\d.])(?:\ ?[ap]\.?m\b\.?|[ap]\b)?|\d{1,2}\ ?[ap]\.?m\b\.?)
    |(?P<word>early[ -]release|in[ -]?service(?:s\b)?|in[ -]session|[ap]\.m\b\.?|bi-?weekly|semi-?monthly|bi-?monthly|\d+(?:st|nd|rd|th)\b|[^\W\d_]\w*\.?|\d+)
    |(?P<mark>[-,&;|:()/]|[–—])|(?P<other>\S))""",
    re.VERBOSE | re.IGNORECASE,
)


class Unclear(UserError):
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

    half = ""
    """ "a" or "p" where the phrase itself says that its times are in the morning or after noon."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise Unclear(LONGEST + 1, f"{len(text):,} characters are too many (at most {LONGEST:,})")
        self.source = text
        self.remarks: list[str] = []
        """What to say aloud before saving."""
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
    found: list[Token] = []
    at = 0
    while (match := _TOKEN.match(text, at)) is not None:
        kind = match.lastgroup or "other"
        raw = match[kind]
        if raw == ":" and found and found[-1].text.rstrip(".") in MONTH:
            at = match.end()
            continue
        mark = "-" if raw in ("–", "—") else raw.casefold()
        if kind == "clock":
            mark = re.sub(r"\s", "", re.sub(r"^(\d+)\.", r"\1:", mark))
        found.append(Token(kind, mark, raw, match.start(kind) + 1, match.end() + 1))
        at = match.end()
    return found


def unquoted(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if len(raw) > 1 and raw[0] == raw[-1] == '"' else raw
