"""Parse who moved and seconded a motion: "motion by Al, second by Tracy"."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

#: A word of a name. A period belongs only to a title or an initial.
WORD = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev)\.|(?:[^\W\d_]\.)+|[^\W\d_][\w'’-]*)"
_WORD = rf"(?!(?:and|second(?:ed)?|2nd|moved|motion|made)\b){WORD}"
#: One to five words. Who they are is decided by the staff list.
NAME = rf"{_WORD}(?: {_WORD}){{0,4}}?"
_STOP = r"(?=\s*(?:[,;.:)/]|$|\band\b|\bsecond|\b2nd\b|\bmotion\b|\bmoved\b))"
_SAY = r"\s*[:=–—-]\s*|\s+"
_END = r"(?:\s+(?:it|the motion|that))?[\s.,;]*"
_BOTH = re.compile(
    rf"[(,;.]?\s*\b(?:moved?\s*(?:and|/|&)\s*second(?:ed)?|m/s|m&s|1st\s*/\s*2nd)(?:\s+by)?(?:{_SAY})"
    rf"(?P<moved>{NAME})\s*(?:/|and|,|&)\s*(?P<seconded>{NAME})(?=\s*(?:[,;.:)]|$))\)?[.]?",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    rf"[,;.(]?\s*\bM\s*[:–—-]\s*(?P<moved>{NAME})[\s,;/.]+S\s*[:–—-]\s*(?P<seconded>{NAME})(?=\s*(?:[,;.:)]|$))\)?[.]?"
)
_SECONDED = (
    # "second: Ben", "seconded by Ben", "2nd by Ben", "Seconder: Ben"
    re.compile(
        rf"[,;.(]?\s*\b(?:and\s+)?(?:was\s+)?(?:second(?:ed|er)?|2nd)(?:\s+(?:was\s+)?(?:made\s+)?by\b)?(?:{_SAY})(?P<name>{NAME}){_STOP}\)?[.]?",
        re.IGNORECASE,
    ),
    # "Chris seconded"
    re.compile(
        rf"(?:^|[,;.]|\band\b)\s*(?:and\s+)?(?P<name>{NAME})\s+(?:second(?:s|ed)|made the second|2nds?|2nd['’]?d){_END}",
        re.IGNORECASE,
    ),
)
_MOVED = (
    # "motion by Al", "Motion: Mel", "moved by Al", "Mover: Al", "motion made by Al"
    re.compile(
        rf"(?:^|[,;.(]|\b)\s*\b(?:(?:up)?on\s+)?(?:the\s+|a\s+)?(?:mo(?:tion|ved|ver)|1st)(?:\s+(?:was\s+)?(?:made\s+|moved\s+)?by\b(?:\s*:)?|\s*:|\s+[–—-]|(?<=1st)\s)\s*(?P<name>{NAME}){_STOP}\)?[.]?",
        re.IGNORECASE,
    ),
    # "Motion to approve: Ana"
    re.compile(
        rf"(?P<keep>^motion\s+(?:to|that)\s+.+?)\s*:\s*(?P<name>{NAME}){_STOP}[.]?", re.IGNORECASE
    ),
    # "Motion to adopt the agenda by Jill"
    re.compile(
        rf"(?P<keep>^motion\s+(?:to|that|for)\s+.+?)\s+(?:made\s+|moved\s+)?by\s+(?P<name>{NAME})(?=\s*(?:[,;.]|$))[.]?",
        re.IGNORECASE,
    ),
    # "moved Hill"
    re.compile(rf"[,;.(]\s*moved\s+(?P<name>{NAME}){_STOP}[.]?", re.IGNORECASE),
    # "Laura moved", "Ana moved to approve the budget"
    re.compile(
        rf"(?:^|[,;.:])\s*(?P<name>{NAME})\s+(?:moved|made (?:a|the) motion|motioned|so moved)"
        rf"(?P<to>\s+(?:to|that we|that|for)\b)?[\s.,;]*",
        re.IGNORECASE,
    ),
)
_FIRST_AND_SECOND = re.compile(r"^(?:motion|second(?:ed)?|moved)[\s:.]*$", re.IGNORECASE)


class Motion(msgspec.Struct, frozen=True):
    """A sentence without its mover and seconder, and their names as typed."""

    text: str
    moved: str = ""
    seconded: str = ""


def read_motion(text: str, is_name: Callable[[str], bool]) -> Motion:
    """Return the mover and seconder of a motion, and the rest of the text."""
    if both := _BOTH.search(text) or _LETTERS.search(text):
        rest = _without(text, both)
        return Motion(rest, both["moved"], both["seconded"])
    seconded, text = _found(text, _SECONDED, is_name)
    moved, text = _found(text, _MOVED, is_name)
    return Motion("" if _FIRST_AND_SECOND.match(text) else text, moved, seconded)


def _found(
    text: str, patterns: tuple[re.Pattern[str], ...], is_name: Callable[[str], bool]
) -> tuple[str, str]:
    """Return the first name that a pattern finds, and the text without what said it."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            name = match["name"].strip(" .,")
            # After a label, a capitalized name that is not on the list is asked about, not lost.
            labeled = pattern is patterns[0] and name[:1].isupper() and len(name.split()) < 4
            if labeled or is_name(name):
                return name, _without(text, match)
    return "", text


def _without(text: str, match: re.Match[str]) -> str:
    """Return a text without a match, except what it keeps."""
    groups = match.groupdict()
    head, tail = text[: match.start()].strip(), text[match.end() :].strip()
    kept = groups.get("keep") or ""
    if groups.get("to") and not head:
        return tail
    joined = head
    for part in (kept, tail):
        if part:
            glue = ". " if joined and joined[-1] not in ".,;:(" else " "
            joined = f"{joined}{glue}{part}" if joined else part
    return joined.strip()
