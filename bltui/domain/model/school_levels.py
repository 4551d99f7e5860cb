"""Whether a day that the district names is about a building of a level."""

from __future__ import annotations

import re

_LEVELS = {
    "elementary": ("elementary", "elem", "primary", "k8", "k-8"),
    "middle": ("middle", "ms", "junior", "secondary", "k8", "k-8"),
    "high": ("high", "hs", "secondary", "senior"),
    "k8": ("elementary", "elem", "middle", "ms", "k8", "k-8"),
}


#: From which grade to which a building of a level goes; kindergarten is 0.
_SPANS = {"elementary": (-1, 5), "middle": (6, 8), "high": (9, 12), "k8": (-1, 8)}
_GRADES = re.compile(
    r"(pre-?k|pk|k|\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|through) ?(\d{1,2})(?:st|nd|rd|th)?\b"
)


def concerns(level: str, building: str) -> bool:
    """Whether a day's level, in the district's words, is about a building of this level; unknown
    levels are.

    Grades count as well: 6-12 is about a middle school and a high school.
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
