"""Decide whether a day in the district's calendar applies to a school of a given level."""

from __future__ import annotations

import re

_LEVELS = {
    "elementary": ("elementary", "elem", "primary", "k8", "k-8"),
    "middle": ("middle", "ms", "junior", "secondary", "k8", "k-8"),
    "high": ("high", "hs", "secondary", "senior"),
    "k8": ("elementary", "elem", "middle", "ms", "k8", "k-8"),
}


#: First and last grade of each school level. Kindergarten is 0.
_SPANS = {"elementary": (-1, 5), "middle": (6, 8), "high": (9, 12), "k8": (-1, 8)}
_GRADES = re.compile(
    r"(pre-?k|pk|k|\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|through) ?(\d{1,2})(?:st|nd|rd|th)?\b"
)


def concerns(level: str, building: str) -> bool:
    """Return whether a day for `level` (the district's words) applies to this kind of building.

    Unknown levels apply. Grades count too: 6-12 applies to a middle school and a high school.
    """
    text = level.casefold()
    words = {
        word.strip("()")
        for word in text.replace("&", " ").replace(",", " ").replace("/", " ").split()
    }
    known = {word for names in _LEVELS.values() for word in names}
    mine, span = _LEVELS.get(building), _SPANS.get(building)
    if mine is None or span is None or words & set(mine):
        return True
    grades = [(_grade(low), _grade(high)) for low, high in _GRADES.findall(text)]
    if any(low <= span[1] and high >= span[0] for low, high in grades):
        return True
    return not words & known and not grades


def _grade(word: str) -> int:
    return int(word) if word.isdecimal() else 0 if word == "k" else -1
