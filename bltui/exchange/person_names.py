"""Parsing the names in a cell: one person, several, or a vacancy."""

from __future__ import annotations

import re

from bltui.domain.model.text import folded, shown

_NOBODY = {
    "",
    *[
        "-",
        "--",
        "?",
        "vacant",
        "vacancy",
        "open",
        "open seat",
        "tbd",
        "tba",
        "n/a",
        "na",
        "none",
        "unfilled",
        "to be determined",
        "to be announced",
        "to be elected",
        "to be named",
        "vacant seat",
        "position open",
        "open position",
        "not filled",
        "pending",
        "unassigned",
        "new member",
        "new hire",
    ],
}
# "Vacant - election in May", "TBD (spring)", "None at this time", "To be hired"; but "Open, Sample"
# is a person.
_NOBODY_YET = re.compile(
    r"(?:vacan(?:t|cy)|tbd|tba|n/a|unfilled|open (?:seat|position)|position open|currently (?:open|vacant))\b"
    r"|open\s*[-\u2013\u2014(:]|to be \w+|none (?:at|yet|currently)|not yet\b|[x_.?\s-]+$"
)
_COURTESY = re.compile(r"^(?:(?:mrs|mr|ms|miss|mx|dr|prof|rev|sr|sra)\.?\s+)+")
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.?d|ed\.?d|ed\.?s|m\.?ed|m\.?a|m\.?s|nbct|rn|lcsw|esq|cpa)\.?",
    re.IGNORECASE,
)
_TWO = re.compile(r"\s*(?:/|;|\n|&|\band\b)\s*", re.IGNORECASE)


def person_key(name: str) -> str:
    """Return a name for comparing: case-folded, without courtesy titles."""
    return _COURTESY.sub("", folded(name).replace(",", " ")).strip()


def is_nobody(text: str) -> bool:
    """Return whether a cell means a vacancy: blank, "TBD", "Vacant - election in May"."""
    said = folded(text).strip("()[]*. ")
    return said in _NOBODY or _NOBODY_YET.match(said) is not None


def names_in(text: str) -> tuple[list[str | None], str]:
    """Return the people of a cell, [None] for a vacancy, and the problem with it.

    Several people are returned only if each is a full name.
    """
    if is_nobody(text):
        return [None], ""
    if text.strip().isdecimal():
        return [None], f"“{shown(text)}” is not a name; the seat was left vacant."
    pieces = [piece for piece in _TWO.split(text) if piece]
    listed = [
        piece.strip()
        for piece in text.split(",")
        if piece.strip() and not _SUFFIX.fullmatch(piece.strip())
    ]
    full = all(_is_full(piece) for piece in listed)
    if len(pieces) == 1 and full and len(listed) > 2:
        return list(listed), ""
    if len(pieces) > 1 and all(_is_full(piece) for piece in pieces):
        return [_turned(piece) for piece in pieces], ""
    if len(pieces) > 1 or (len(listed) == 2 and full):
        return (
            [None],
            (
                f"“{shown(text)}” may be several people. Write one per line. The seat was left vacant."
            ),
        )
    return [_turned(text)], ""


def _is_full(name: str) -> bool:
    return len(person_key(name).split()) > 1


def _turned(name: str) -> str:
    """Turn "Person, Sample" into "Sample Person"; "Sample Person, Jr." stays."""
    last, comma, first = (piece.strip() for piece in name.partition(","))
    if not comma or not last or not first or "," in first or _SUFFIX.fullmatch(first):
        return name
    return f"{first} {last}"
