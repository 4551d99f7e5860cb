"""The grammar of a phrase: `RULES`, each a pattern of token kinds and its handler.

At each position, the first rule whose pattern matches is applied. If its handler returns False, the
next rule is tried. If no rule matches, the error names the word and has the hint for it. Patterns
are regular expressions over kinds and the `GROUPS` of `phrase_table`. To add a form, add a rule
here; to add a word to a form, add it to `phrase_table`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from bltui.domain.model.errors import UserError
from bltui.domain.model.series import Slot
from bltui.domain.model.text import LINE, clean, shown
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_days import Found
from bltui.domain.schedule.phrase_spans import Spans
from bltui.domain.schedule.phrase_table import DAYS_OFF, HINTS, TABLE
from bltui.domain.schedule.phrase_tokens import Cursor, Token, period_name, unquoted

#: Words after "in" that do not begin a place.
_NO_PLACE = ("event", "case", "addition", "advance", "person", "lieu", "order", "general")

#: Kinds whose words are suggested for a misspelled one.
_GUESSED = ("DAY", "DAYS", "MONTH", "ORD", "EVERY", "INTERVAL", "MONTHLY", "FROM", "TO", "EXCEPT")
_EXAMPLE = (
    "write days, times, dates, and a place, as in wed 3:15pm-4pm sep 9 to may 20 in the library"
)


class Parts(Spans):
    """The parts of a phrase. Each may appear once, in any order."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.slot: Slot | None = None
        self.room = ""
        self.times = 0
        self.rules: dict[str, str] = {}

    def parse(self) -> None:
        """Parse all parts. Raises Unclear."""
        while (token := self.peek()) is not None:
            here = self.at
            for pattern, rule in RULES:
                found = self.take_all(pattern)
                if found is not None and (rule is None or rule(self, found) is not False):
                    break
                self.at = here
            else:
                _not_understood(self, token)

    def clock(self, found: Found, until: str = "BOUND") -> None:
        self.one_time(self.tokens[self.at])
        self.slot = self.span(until)

    def from_time(self, found: Found) -> None:
        self.clock(found, "BOUND|AND" if found[0].text == "between" else "BOUND")

    def period(self, found: Found) -> None:
        token = next(one for one in found if one.kind in ("PERIOD", "ORD", "NTH"))
        self.one_time(token)
        name = period_name(token.raw) if token.kind == "PERIOD" else str(token.number)
        if (known := self.terms.periods) is not None:
            same = [one for one in known if one.casefold() == name.casefold()]
            if not same:
                listed = f" (periods: {', '.join(map(shown, known))})" if known else ""
                self.fail(token, f"there is no period {shown(name)}{listed}")
            name = same[0]
        self.slot = Slot(period=name)

    def one_time(self, token: Token) -> None:
        if self.slot is not None:
            two = "write each time as a separate series"
            self.fail(token, f"there is already a time; {two}")

    def school_year(self, found: Found) -> bool | None:
        """Parse the name of the school year, 2026-2027 or 2026-27, which has no effect."""
        following = str(found[0].number + 1)
        if found[2].text not in (following, following[2:]):
            return False
        if found[0].number != self.terms.first.year:
            year = f"{self.terms.first.year}-{self.terms.last.year}"
            self.fail(found[0], f"the school year is {year}")
        return None

    def how_often(self, found: Found) -> None:
        self.times = int(found[0].text[:4])
        if not 1 <= self.times <= 366:
            self.fail(found[0], "write 1 to 366 times")

    def days_off(self, found: Found) -> None:
        field, value = DAYS_OFF[found[0].text]
        if field in self.rules:
            self.fail(found[0], "this repeats an earlier part; leave it out")
        self.rules[field] = value

    def named_room(self, found: Found) -> None:
        self.in_room(found[-1], found[-1].raw.split(None, 1)[1])

    def place(self, found: Found) -> bool | None:
        """Parse "in the library" or "@ Media Center": all words up to the next known part."""
        first = found[-1]
        if first.text in _NO_PLACE:
            return False
        if first.kind == "WORD" and (meant := _resembles(first.text)) is not None:
            self.fail(first, f"“{shown(first.raw)}” is not understood; is “{meant}” meant?")
        while self.skip("NAME|(INT|NUMBER)(?!BOUND|MONTH)") or self.tight_mark():
            pass
        self.in_room(first, self.source[first.column - 1 : self.tokens[self.at - 1].end - 1])
        return None

    def tight_mark(self) -> bool:
        """Parse a mark inside a name, as in Wi-Fi."""
        token = self.peek()
        if token is None or token.column != self.tokens[self.at - 1].end:
            return False
        inside = token.text in ("'", "’", "-", "&", "/", ".", "#")
        self.at += inside
        return inside

    def in_room(self, token: Token, name: str) -> None:
        if self.room:
            self.fail(token, "there is already a room; leave one out")
        try:
            self.room = clean(unquoted(name.rstrip(" .")), "room", limit=LINE)
        except UserError as refused:
            self.fail(token, refused.message)


def _resembles(word: str) -> str | None:
    """Return the known word most similar to a misspelled one, or None."""
    known = [name for name, (kind, _) in TABLE.items() if len(name) > 4 and kind in _GUESSED]
    if len(word) < 5 or word in known:
        return None
    # Only an error needs it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.8)), None)


def _not_understood(cursor: Cursor, token: Token) -> NoReturn:
    """Raise Unclear for an unknown word, with what to write instead."""
    said = f"“{shown(token.raw)}”"
    if token.kind in ("OTHER", "QUOTED"):
        cursor.fail(token, f"cannot read {said}")
    hint = HINTS.get(token.text) or HINTS.get(token.kind)
    if hint is None:
        meant = _resembles(token.text)
        hint = f"is “{meant}” meant?" if meant else _EXAMPLE
    cursor.fail(token, f"{said} is not understood; {hint}")


#: In the order in which they are tried. None skips what the pattern matches.
RULES: tuple[tuple[str, Callable[[Parts, Found], bool | None] | None], ...] = (
    # Words that depend on the words before them.
    ("(EVERY|INTERVAL|ORDINAL) (ORDINAL|JOIN|WEEK|ON)* WEEKDAY", Parts.second_pattern),
    ("EVERY (?=ANYTHING)", Parts.every_word),
    ("(IN|THE|EVERY)* MORNING", None),
    ("(IN|AT|OVER) (THE|EVERY)* BREAK", None),
    # Time and place.
    ("(IN|THE|DURING|EVERY)* (PERIOD|(ORD|NTH) (BLOCK|HOUR))", Parts.period),
    ("((IN|AT) THE?)? ROOM", Parts.named_room),
    ("(IN|AT) THE? (?!OFMONTH|ROOMWORD) NAME", Parts.place),
    # Exclusions and months.
    ("EXCEPT", Parts.left_out),
    ("(IN|OF|FOR|DURING|OPEN)? (?=ALONE BOUND ALONE)", Parts.from_month),
    ("(IN|OF|FOR|DURING|OPEN)? (?=ALONE)", Parts.in_months),
    ("CAPS (?=MEETS|MEETINGS|TEAM|COLON)", None),
    # How often.
    ("INTERVAL", Parts.every_other),
    ("WEEK", Parts.week),
    ("MONTHLY|(OF|IN)? (EVERY|THE|A)* OFMONTH", Parts.every_month),
    ("SESSION", Parts.session),
    ("DAILY", Parts.all_weekdays),
    # Rotation days.
    ("WHOLEDAY ROTATION OF INT", Parts.rotation_day),
    (
        "WHOLEDAY ROTATION (?!BOUND CLOCKISH|(BOUND|JOIN) LETTER)(JOIN ROTATION (?!COUNTED))*",
        Parts.rotation_days,
    ),
    ("ROTATION (JOIN* ROTATION)* DASH? WHOLEDAY", Parts.rotation_days),
    ("WHOLEDAY BESIDE", Parts.day_beside),
    ("WHOLEDAY", Parts.every_day),
    ("BESIDE (EVERY|THE|OUR|ANY)* DAYKIND WHOLEDAY*", Parts.beside_day),
    ("DAYKIND WHOLEDAY*", Parts.day_kind),
    # The n-th.
    ("(ORD|NTH) WEEK", Parts.every_nth_week),
    ("(DIGITS|COUNT) WEEK", Parts.every_n_weeks),
    ("ORDINAL (SCHOOL|SESSION) WHOLEDAY", Parts.nth_school_day),
    ("(ORD|NTH) TO LAST|ORDINAL", Parts.nth),
    # Weekdays.
    ("INITIALS", Parts.letters_joined),
    ("LETTER (JOIN LETTER)+", Parts.letters_listed),
    ("LETTER DASH LETTER|WEEKDAY BOUND WEEKDAY (?!COMMA? DATE)", Parts.weekday_range),
    ("(?=WEEKDAY COMMA? DATE BOUND DATED)", Parts.date_range),
    ("(?=WEEKDAY COMMA? DATE)", Parts.weekday_listed),
    ("WEEKDAY", Parts.weekday),
    # Times and dates.
    ("YEAR (DASH|AND) DIGITS", Parts.school_year),
    ("(?=CLOCK|DIGITS BOUND CLOCKISH)", Parts.clock),
    ("(?=DATE BOUND DATED)", Parts.date_range),
    ("(?=DATE)", Parts.listed),
    ("FROM (ON|AT|IN|THE|COMMA)* (?=DATED)", Parts.from_day),
    ("FROM (ON|AT|IN|THE|COMMA)* (?=MONTH)", Parts.from_month),
    ("FROM (ON|AT|IN|THE|COMMA)* (?=CLOCKISH)", Parts.from_time),
    ("TO (?=DATED)", Parts.until_day),
    ("TO (?=MONTH)", Parts.until_month),
    ("DIGITS (TIMES|MEETINGS)", Parts.how_often),
    ("DAYSOFF", Parts.days_off),
    ("NOISE", None),
)
