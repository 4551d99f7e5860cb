"""Find the line and column of a key in a TOML text, for messages about its value."""

from __future__ import annotations

import re
from typing import Any

from bltui.toml_file import BadToml, read_toml

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def _parts(path: str) -> list[str | int]:
    """Return the keys and indexes of a path such as "boards.building.steps[2].title".

    Stops at the first unknown index, "[...]".
    """
    return [int(n) if n else key for n, key in _PART.findall(path.partition("[...]")[0])]


def _holds(document: Any, parts: list[str | int]) -> bool:
    for part in parts:
        if isinstance(part, int):
            if not (isinstance(document, list) and part < len(document)):
                return False
            document = document[part]
        elif isinstance(document, dict) and part in document:
            document = document[part]
        else:
            return False
    return True


class _Prefixes:
    """Parses the first lines of a text as documents, with a cache.

    A part that ends inside a longer value is not a document.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.replace("\r\n", "\n").split("\n")
        self._read: dict[int, Any] = {}

    def readable(self, count: int) -> int:
        """Return how many of the first `count` lines can be parsed as a document."""
        while count and count not in self._read:
            try:
                self._read[count] = read_toml("\n".join(self.lines[:count]))
            except BadToml:
                count -= 1
        return count

    def holds(self, count: int, parts: list[str | int]) -> bool:
        """Return whether the first `count` lines contain the key."""
        return _holds(self._read.get(self.readable(count), {}), parts)


def place_of(text: str, path: str) -> tuple[int, int] | None:
    """Return the line and column (from 1) of a key in a valid TOML text.

    Falls back to the nearest table above it. Returns None if not even the first key of the path is
    in the text.
    """
    prefixes, parts = _Prefixes(text), _parts(path)
    total = len(prefixes.lines)
    while parts and not prefixes.holds(total, parts):
        parts.pop()
    if not parts:
        return None
    low, high = 0, total
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if prefixes.holds(middle, parts) else (middle, high)
    first = prefixes.readable(high - 1)
    return _column(prefixes.lines, first, high, parts)


def _column(lines: list[str], first: int, last: int, parts: list[str | int]) -> tuple[int, int]:
    """Return the line and column of the last named key in a statement.

    `first` and `last` are the statement's lines, from 0, without `last`.
    """
    key = next((part for part in reversed(parts) if isinstance(part, str)), "")
    written = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    for number in range(first, last):
        if found := written.search(lines[number]):
            return number + 1, found.start() + 1
    return first + 1, len(lines[first]) - len(lines[first].lstrip()) + 1
