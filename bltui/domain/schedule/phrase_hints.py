"""What to write instead of a word that a quick phrase cannot read: the refusal names the word and the way out."""

from __future__ import annotations

import re
from typing import NoReturn

from bltui.domain.model.dates import ORDINALS
from bltui.domain.model.text import shown
from bltui.domain.schedule.phrase_tokens import DAY, MONTH, Cursor, Token

_EXAMPLE = "write days, times, dates and a place, as in wed 3:15pm-4pm sep 9 to may 20 in the library"
_ONE_BY_ONE = "write the dates one by one, as in oct 9, feb 12 3:15pm-4pm"
_HINTS = {
    **dict.fromkeys(
        ("twice", "once", "quarterly", "annually", "occasionally"), "say which ones, as in 1st and 3rd tue"
    ),
    **dict.fromkeys(("lunch", "planning", "prep", "recess"), "write the times, as in 11:30am-12pm, or period 4"),
    **dict.fromkeys(("before", "after", "prior", "preceding", "following"), _ONE_BY_ONE),
    **dict.fromkeys(("odd", "even"), "write every other wed, and from which date"),
    **dict.fromkeys(
        ("semester", "quarter", "trimester", "term", "q1", "q2", "q3", "q4", "s1", "s2"),
        "write its dates, as in sep 9 to oct 30",
    ),
    **dict.fromkeys(
        ("est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "mt", "pt"),
        "times are the building's own, leave it out",
    ),
    "t": "write tue or thu",
    "r": "write thu",
    "m": "write mon",
    "w": "write wed",
    "f": "write fri",
}
_KNOWN = (
    *(name for name in (*DAY, *MONTH) if len(name) > 4),
    *("every", "other", "alternating", "monthly", "weekly", "until", "through", "starting", "beginning", "period"),
    *("except", "morning", "afternoon", "session", "early", "first", "second", "third", "fourth"),
)


def resembles(word: str) -> str | None:
    """The word of the grammar that a misspelt one is nearest to; None where none is near, or it is one itself."""
    if len(word) < 5 or word in _KNOWN:
        return None
    # Only a refusal needs it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.rstrip("."), _KNOWN, 1, 0.8)), None)


def not_understood(cursor: Cursor, token: Token) -> NoReturn:
    """Refuses a word, with what can be written instead."""
    word = token.text.rstrip(".")
    if token.text == "-":
        cursor.fail(token, "cannot read “-” here; it joins two times, two dates or two weekdays")
    if token.kind in ("mark", "quoted"):
        cursor.fail(token, f"cannot read “{shown(token.raw)}”")
    if token.kind == "word" and token.text.isdecimal():
        time = f"{token.raw}pm-… or " if 0 < int(token.raw[:4]) < 13 else ""
        cursor.fail(token, f"“{token.raw}” can be a time or a date; write {time}sep {token.raw[:4]}")
    if word in MONTH:
        cursor.fail(token, f"a day must follow “{token.raw}”, as in sep 9")
    if word == "of":
        cursor.fail(token, "“of” is not understood; write “of the month”, or the months, as in 1st mon of sep, nov")
    if word == "for" and cursor.text(2) in ("week", "weeks", "months"):
        cursor.fail(
            token, f"write how many times, as in {shown(cursor.text(1))} times, or the last day, as in until dec 17"
        )
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", word):
        cursor.fail(token, f"“{token.raw}” is no n-th weekday of a month; write 3rd wed, or {_ONE_BY_ONE[6:]}")
    if word in ("day", "days") and any(token.text in ORDINALS for token in cursor.tokens):
        cursor.fail(token, f"which day? Write “school day”, as in last school day of the month, or {_ONE_BY_ONE[6:]}")
    meant = resembles(word)
    hint = _HINTS.get(word) or (f"is “{meant}” meant?" if meant else _EXAMPLE)
    cursor.fail(token, f"“{shown(token.raw)}” is not understood; {hint}")
