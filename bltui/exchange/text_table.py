"""Text in terminal columns: aligned rows and wrapped lines, for pipes and text exports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import combining, east_asian_width

from bltui.domain.model.formats import show_date
from bltui.domain.model.text import shown

#: The sign for an empty cell.
NOTHING = "–"
#: The narrowest column of a table that is fitted to a terminal.
_NARROWEST = 8


def cells(row: Iterable[object]) -> list[str]:
    """Return a row's values as safe text, with a sign for an empty value."""
    return [_cell(value) for value in row]


def _cell(value: object) -> str:
    if value in (None, ""):
        return NOTHING
    return show_date(value) if isinstance(value, date) else shown(value)


def width(text: str) -> int:
    """Return the width of a text in terminal columns."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def aligned(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """Return the headings and rows as aligned lines, separated by two spaces.

    Empty if there are no rows.
    """
    body = [cells(row) for row in rows]
    if not body:
        return []
    widths = [max(width(row[n]) for row in (columns, *body)) for n in range(len(columns))]
    return [
        "  ".join(padded(text, most) for text, most in zip(row, widths, strict=True)).rstrip()
        for row in (columns, *body)
    ]


def column_widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return the widths of a table's columns, with two spaces between, in `room` columns.

    Each is as wide as its longest cell. If there is no room for that, the widest shrink.
    """
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def fitted(columns: Sequence[str], rows: Iterable[Iterable[object]], room: int) -> list[str]:
    """Return aligned lines of at most `room` terminal columns, if possible.

    The widest cells continue on the lines below.
    """
    body = [cells(row) for row in rows]
    if not body:
        return []
    widths = column_widths((columns, *body), room)
    lines: list[str] = []
    for row in (columns, *body):
        parts = [wrapped(text, most) for text, most in zip(row, widths, strict=True)]
        for n in range(max(map(len, parts))):
            texts = (part[n] if n < len(part) else "" for part in parts)
            lines.append(
                "  ".join(
                    padded(text, most) for text, most in zip(texts, widths, strict=True)
                ).rstrip()
            )
    return lines


def _cut(word: str, columns: int) -> tuple[str, str]:
    """Split a word into the part that fits and the rest. The first has at least one character."""
    taken = 0
    for n, char in enumerate(word):
        taken += width(char)
        if taken > columns and n:
            return word[:n], word[n:]
    return word, ""


def wrapped(text: str, columns: int) -> list[str]:
    """Wrap a text into lines of at most `columns` terminal columns.

    Only a word longer than a line is split.
    """
    lines: list[str] = []
    line = ""
    for word in shown(text).split():
        if line and width(line) + 1 + width(word) <= columns:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while width(word) > columns:
            part, word = _cut(word, columns)
            lines.append(part)
        line = word
    return [*lines, line] if line or not lines else lines


def padded(text: str, columns: int) -> str:
    """Pad a text with spaces to a width. A longer text is unchanged."""
    return text + " " * (columns - width(text))
