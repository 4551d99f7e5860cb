"""Rows as aligned words: for pipes, plain-text exports and terminals without a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from bltui.domain.text import shown

#: What stands for "nothing" in a cell.
NOTHING = "–"


def cells(row: Iterable[object]) -> list[str]:
    """A row's values as they may be shown; a sign where there is nothing."""
    return [NOTHING if value in (None, "") else shown(value) for value in row]


def width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def aligned(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """The headings and the rows, a line each, parted by two spaces; no line at all where there is no row."""
    body = [cells(row) for row in rows]
    if not body:
        return []
    widths = [max(width(row[n]) for row in (columns, *body)) for n in range(len(columns))]
    return [
        "  ".join(text + " " * (most - width(text)) for text, most in zip(row, widths, strict=True)).rstrip()
        for row in (columns, *body)
    ]
