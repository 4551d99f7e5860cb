"""Word diff: two versions of a text, each split into equal and different parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

# Dates, times, numbers, and addresses stay whole: a mark on "06" inside a date is less useful than
# one on the date. White space belongs to the word after it, so that appending to a text does not
# change its last word.
_TOKEN = re.compile(r"\s*(?:\w+(?:[-./:'’@]\w+)*|[^\w\s])(?:\s+\Z)?|\s+\Z")


class Part(msgspec.Struct, frozen=True):
    """A piece of one version."""

    text: str
    differs: bool


#: The parts of one version, in order. Joined they are the whole text.
Parts = tuple[Part, ...]


def word_diff(one: str, other: str) -> tuple[Parts, Parts]:
    """Return the parts of both versions, with whole words as the unit."""
    ours, theirs = _TOKEN.findall(one), _TOKEN.findall(other)
    ours_differ, theirs_differ = [True] * len(ours), [True] * len(theirs)
    for at, there, size in _same(_keys(ours), _keys(theirs)):
        ours_differ[at : at + size] = [False] * size
        theirs_differ[there : there + size] = [False] * size
    return _joined(ours, ours_differ), _joined(theirs, theirs_differ)


def _keys(tokens: Sequence[str]) -> list[tuple[str, int]]:
    """Return the comparison keys of tokens: the word and the line breaks before it.

    The width of spaces is ignored.
    """
    return [(word := token.strip(), token[: token.find(word)].count("\n")) for token in tokens]


def _same(one: list[tuple[str, int]], other: list[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """Return the runs common to both: position in one, position in the other, and length."""
    # The common ends are found first: that is exact and fast, and leaves difflib only the edited
    # part.
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    inner = SequenceMatcher(None, one[start : len(one) - end], other[start : len(other) - end])
    runs = [(at + start, there + start, size) for at, there, size in inner.get_matching_blocks()]
    # A lone comma or dash between two changes would split one change into two.
    kept = [(at, there, size) for at, there, size in runs if _says(one[at : at + size])]
    return [(0, 0, start), *kept, (len(one) - end, len(other) - end, end)]


def _says(tokens: Sequence[tuple[str, int]]) -> bool:
    return any(char.isalnum() for word, _ in tokens for char in word)


def _joined(tokens: Sequence[str], differ: Sequence[bool]) -> Parts:
    parts: list[Part] = []
    for token, differs in zip(tokens, differ, strict=True):
        if parts and parts[-1].differs == differs:
            parts[-1] = Part(parts[-1].text + token, differs)
        else:
            parts.append(Part(token, differs))
    return tuple(parts)
