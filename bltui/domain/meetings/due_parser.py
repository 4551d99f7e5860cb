"""Parse the due date of an action: in a sentence, after `due` or `by`, or as an option.

A date that has passed, and words that are not one day, are asked about. A time of day stays in the
text. `next meeting` is the team's next one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bltui.domain.meetings.upcoming import coming
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.date_parser import read_date
from bltui.domain.model.dates import MONTH_NAMES, MONTH_WORDS, WEEKDAY_NAMES, WEEKDAY_WORDS
from bltui.domain.model.due import ORDINAL, VAGUE, not_one_day, read_day_due
from bltui.domain.model.errors import UserError
from bltui.domain.model.teams import team_words
from bltui.domain.model.text import folded, shown

_DUE = re.compile(
    r"(?:^|[\s,;(–—-])\s*(?P<word>due(?:\s+(?:date|by|on|before|is))?:?|(?:no later than|not later than"
    r"|on or before|before|by)(?:\s+the)?)\s+(?P<when>[^()]+?)[\s.)]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?P<word>by)\s+(?P<when>[^,]+),\s+(?P<rest>.+)$", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:(?:at|by|before|for)\s+)?(?:the|our)?\s*next\s+(?:(?:blt|team|group|cwg)\s+)?(?:meeting|time)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:^|\s)(?:at\s+|by\s+)?(?P<time>noon|midnight|lunch|eod|cob|end of (?:the )?(?:day|school day)|(?:end|close) of business"
    r"|the end of (?:the )?day|morning|afternoon|first thing|\d{1,2}(?::\d{2})?\s?[ap]\.?m\.?|\d{1,2}:\d{2})"
    r"(?:\s+(?:on|of))?(?=\s|$|,)",
    re.IGNORECASE,
)
#: Words of a day that only people know: "the Friday after Thanksgiving", "before winter break".
_KNOWN = re.compile(
    rf"\b(?:{'|'.join({*WEEKDAY_NAMES, *MONTH_NAMES} - {'may', 'march'})}|(?-i:May|March)|today|tomorrow"
    r"|yesterday|thanksgiving|christmas|easter|holidays|(?:winter|spring|fall|summer|christmas) break"
    r"|vacation|graduation|school starts|\d{1,2}(?:st|nd|rd|th)$|(?:end|close|start|beginning|middle)"
    r" of (?:the |this |next )?(?:week|month|semester|quarter|trimester|year|school year))\b",
    re.IGNORECASE,
)
#: Most words of a day that is asked about after "by".
_SHORT = 5
#: First words that only a date has, so that a wrong one is an error and not a part of the text.
_DATED = re.compile(
    rf"(?:\d|\+|in \d|(?:this|next|last)\s|(?:{'|'.join([*WEEKDAY_WORDS, *MONTH_WORDS])})\b|tomorrow|today|yesterday|someday|sometime|soon|asap)",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:is|are|was|were|be|it['’]s|that['’]s|comes|falls)$", re.IGNORECASE)


def _is_next(words: str) -> bool:
    """Return whether words mean the next meeting, such as "next TBT meeting"."""
    if "next" not in words.casefold():
        return False
    for label in (labels.group(), labels.team()):
        words = re.sub(rf"\b{re.escape(label)}\b", "group", words, flags=re.IGNORECASE)
    return _NEXT.fullmatch(words) is not None


def read_due(
    text: str, building: Building, today: date, team: str = "blt", after: date | None = None
) -> date:
    """Return a due date as typed. Raises UserError if it is not one day, or has passed.

    `after` is the day of the meeting at which it was agreed, if that was before today.
    """
    words = re.sub(r"^(?:by|on|due)\s+", "", text.strip().strip(".,"), flags=re.IGNORECASE)
    start = after if after is not None and after < today else today
    if _is_next(words):
        return _next_meeting(building, team, start)
    return read_day_due(words, start, building.profile.year_starts)


def _next_meeting(building: Building, team: str, today: date) -> date:
    ahead = coming(building, today + timedelta(1), team)
    if not ahead:
        name = team_words(team, building.profile.dlt_label)
        raise UserError(
            f"The {name} has no next meeting yet. Write a date, or plan the meeting first.",
            field="due",
        )
    return ahead[0].on


def split_due(
    text: str, building: Building, today: date, team: str = "blt"
) -> tuple[str, date | None]:
    """Split the due date off a sentence. Returns the rest of it, and the date or None.

    What is not a date stays in the sentence. Raises UserError for a date that is asked about.
    """
    dues, first = _dues(text), _LEADING.match(text)
    match = next(
        (m for m in dues if _like_a_date(m["when"], strict=m["word"].casefold() == "due")), None
    )
    if match is None and first is not None and _like_a_date(first["when"], strict=False):
        match = first
    match = match or next((m for m in dues if _asked(m["when"])), None)
    if match is None:
        return text, None
    head = match["rest"] if match is first else text[: match.start()].rstrip(" ,;(–—-")
    when, time = _without_time(match["when"])
    if not when and time:
        raise UserError(
            f"“{shown(time)}” of which day? Write it as: due today, or due Fri {shown(time)}.",
            field="due",
        )
    try:
        day = read_due(when, building, today, team)
    except UserError as wrong:
        if "is not a date" not in wrong.message:
            raise
        if _asked(when):
            raise not_one_day(when, today) from None
        if match["word"].casefold() not in ("due", "due:"):
            return text, None
        raise
    if _IS.search(head):
        return text, day  # "the payment is due Friday" is a sentence
    return (f"{head} (by {time})" if time else head), day


def _dues(text: str) -> list[re.Match[str]]:
    """Return the ways to split "due DATE" off the end, the last word for it first."""
    found = []
    at = len(text)
    while at > 0:
        starts = [
            m.start()
            for m in re.finditer(
                r"(?:^|[\s,;(–—-])\s*(?:due|no later|not later|on or before|before|by)\b",
                text[:at],
                re.IGNORECASE,
            )
        ]
        if not starts:
            break
        at = starts[-1]
        match = _DUE.match(text, at)
        if match is not None:
            found.append(match)
    # "due by Friday" is one due date: the longest wins.
    return sorted(found, key=lambda m: (not m["word"].casefold().startswith("due"), -m.start()))


def _without_time(when: str) -> tuple[str, str]:
    """Split a time of day off a date: "noon Monday" and "Friday at 3pm"."""
    found = _TIME.search(when)
    if found is None:
        return when, ""
    rest = f"{when[: found.start()]} {when[found.end() :]}".strip(" ,")
    rest = re.sub(r"^(?:on|of)\s+|\s+(?:at|by)$", "", rest, flags=re.IGNORECASE)
    return " ".join(rest.split()), found["time"]


def _like_a_date(when: str, *, strict: bool) -> bool:
    """Return whether words are a date, or so much like one that a mistake must be asked about."""
    rest, time = _without_time(when)
    rest = re.sub(r"^(?:by|on|before|the)\s+", "", rest, flags=re.IGNORECASE)
    if not rest:
        return bool(time)
    if _is_next(rest) or VAGUE.fullmatch(rest):
        return True
    if is_date(rest) or ORDINAL.fullmatch(rest):
        return True
    if not strict:
        return False
    first = folded(rest).split()[0].strip(".,")
    if _DATED.match(rest):
        return len(rest.split()) <= 4
    # Importing difflib takes 5 ms and is needed only for a word that may be misspelled.
    from difflib import get_close_matches

    known = [*WEEKDAY_NAMES, *MONTH_NAMES, "tomorrow", "today"]
    return (
        len(rest.split()) <= 3 and len(first) > 4 and bool(get_close_matches(first, known, 1, 0.8))
    )


def _asked(when: str) -> bool:
    """Return whether a few words name a day that a calendar does not know."""
    return len(when.split()) <= _SHORT and _KNOWN.search(when) is not None


def is_date(text: str) -> bool:
    """Return whether a text is a date in any year, or the next meeting."""
    if _NEXT.fullmatch(text):
        return True
    try:
        read_date(text, today=date(2026, 1, 5), year=(date(2025, 7, 1), date(2026, 6, 30)))
    except UserError as wrong:
        return "is not a date" not in wrong.message
    return True
