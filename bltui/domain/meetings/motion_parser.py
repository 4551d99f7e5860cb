"""Parse who moved and seconded a motion: "motion by Al, second by Tracy"."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

#: A word of a name. A period belongs only to a title or an initial, a hyphen not to "Kim-yes".
WORD = (
    r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev)\.|(?:[^\W\d_]\.)+|[^\W\d_](?!\.\s+[^\W\d_])"
    r"(?:[\w'’]|-(?!(?:yes|no|ayes?|nays?|yeas?|abstain\w*|absent|y|n|a)\b))*)"
)
#: What follows a name: another part of the motion, its result, or what was moved.
_NEXT = (
    r"and|second(?:ed)?|2nd|moved|motion(?:ed)?|result|votes?|voted|passe[sd]|carrie[sd]|approved|adopted"
    r"|accepted|fail(?:s|ed)|rejected|defeated|tabled|all|unanimous(?:ly)?|consensus|to|that|for|with"
)
_WORD = rf"(?!(?:made|{_NEXT})\b){WORD}"
#: One to five words. Who they are is decided by the staff list.
NAME = rf"{_WORD}(?: {_WORD}){{0,4}}?"
_STOP = rf"(?=\s*(?:[,;.:)/–—]|\s-|$|\b(?:{_NEXT})\b))"
_SAY = r"\s*[:=–—(-]\s*|\s+"
_END = r"(?:\s+(?:it|the motion|that))?[\s.,;]*"
_BOTH = re.compile(
    rf"[(,;.]?\s*\b(?:moved?\s*(?:and|/|&)\s*second(?:ed)?|m/s|m&s|1st\s*/\s*2nd)(?:\s+by)?(?:{_SAY})"
    rf"(?P<moved>{NAME})\s*(?:/|and|,|&)\s*(?P<seconded>{NAME})(?=\s*(?:[,;.:)–—]|\s-|$))\)?[.]?",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    rf"[,;.(]?\s*\bM\s*[:–—-]\s*(?P<moved>{NAME})[\s,;/.]+S\s*[:–—-]\s*(?P<seconded>{NAME})(?=\s*(?:[,;.:)–—]|\s-|$))\)?[.]?"
)
#: "Motion to adjourn: Al/Tracy"
_PAIR = re.compile(
    rf"(?P<keep>(?:^|(?<=[.;:] ))motion\s+(?:to|that)\b.*?)\s*[:(]\s*(?P<moved>{NAME})\s*/\s*(?P<seconded>{NAME})"
    r"(?=\s*(?:[,;.)–—]|\s-|$))\)?[.]?",
    re.IGNORECASE,
)
_SECONDED = (
    # "second: Ben", "seconded by Ben", "2nd by Ben", "Seconder: Ben", "and a second by Ben"
    re.compile(
        rf"[,;.(–—-]?\s*\b(?:and\s+)?(?:with\s+)?(?:was\s+|an?\s+|the\s+)?(?:second(?:ed|er)?|2nd)(?:\s+(?:was\s+)?(?:made\s+)?(?:by|of|from)\b)?(?:{_SAY})(?P<name>{NAME}){_STOP}\)?[.]?",
        re.IGNORECASE,
    ),
    # "Chris seconded"
    re.compile(
        rf"(?:^|[,;.:–—-]|\band\b|(?<=\bmoved)\b|(?<=\bmotioned)\b)\s*(?:and\s+)?(?P<name>{NAME})\s+(?:second(?:s|ed)|made the second|2nds?|2nd['’]?d){_END}",
        re.IGNORECASE,
    ),
)
_LEAD = r"(?:(?:up)?on\s+|with\s+|it\s+was\s+)?(?:the\s+|an?\s+)?"
_MOVED = (
    # "motion by Al", "Motion: Mel", "moved by Al", "Mover: Al", "motion made by Al"
    re.compile(
        rf"(?:^|[,;.(–—-]|\b)\s*\b{_LEAD}(?:mo(?:tion|ved|ver)|1st)(?:\s+(?:was\s+)?(?:made\s+|moved\s+)?by\b(?:\s*:)?|\s*[:(]|\s+[–—-]|(?<=1st)\s)\s*(?P<name>{NAME}){_STOP}\)?[.]?",
        re.IGNORECASE,
    ),
    # "Upon motion of Al"
    re.compile(
        rf"(?:^|[,;.(–—-]|\b)\s*\b{_LEAD}motion\s+(?:of|from)\s+(?P<name>{NAME}){_STOP}\)?[.]?",
        re.IGNORECASE,
    ),
    # "Motion to approve: Ana"
    re.compile(
        rf"(?P<keep>(?:^|(?<=[.;:] ))motion\s+(?:was\s+made\s+)?(?:to|that)\b.*?)\s*:\s*(?P<name>{NAME}){_STOP}[.]?",
        re.IGNORECASE,
    ),
    # "Motion to adopt the agenda by Jill"
    re.compile(
        rf"(?P<keep>^motion\s+(?:to|that|for)\s+.+?)\s+(?:made\s+|moved\s+)?by\s+(?P<name>{NAME})(?=\s*(?:[,;.]|$))[.]?",
        re.IGNORECASE,
    ),
    # "moved Hill"
    re.compile(
        rf"[,;.:(–—-]\s*(?:moved|mover|motion)\s+(?P<name>{NAME}){_STOP}[.]?", re.IGNORECASE
    ),
    # "Laura moved", "Ana moved to approve the budget"
    re.compile(
        rf"(?:^|[,;.:–—-])\s*(?P<name>{NAME})\s+(?:so )?(?:move[sd]|ma(?:de|kes) (?:a|the) motion|motion(?:s|ed))"
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
        return Motion(_bare(rest), both["moved"], both["seconded"])
    pair = _PAIR.search(text)
    if pair and is_name(pair["moved"]) and is_name(pair["seconded"]):
        return Motion(_without(text, pair), pair["moved"], pair["seconded"])
    seconded, text = _found(text, _SECONDED, is_name)
    moved, text = _found(text, _MOVED, is_name)
    if moved or seconded:
        text = _bare(text)
    return Motion("" if _FIRST_AND_SECOND.match(text) else text, moved, seconded)


def _bare(text: str) -> str:
    """Return what was moved: "to adopt it" without its first word."""
    return re.sub(r"^(?:and\s+|[,;.:]\s*)*(?:(?:to|that)\s+)?", "", text, flags=re.IGNORECASE)


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
