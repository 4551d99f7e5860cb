"""Text in columns of a terminal: aligned rows and wrapped lines, for pipes and plain-text exports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from bltui.domain.model.text import shown

#: What stands for "nothing" in a cell.
NOTHING = "–"
#: A column of a table that is fitted into a terminal does not get narrower than this.
_NARROWEST = 8


def cells(row: Iterable[object]) -> list[str]:
    """A row's values as they may be shown; a sign where there is nothing."""
    return [NOTHING if value in (None, "") else shown(value) for value in row]


def width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def aligned(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """The headings and the rows, a line each, parted by two spaces.

    No line at all where there is no row.
    """
    body = [cells(row) for row in rows]
    if not body:
        return []
    widths = [max(width(row[n]) for row in (columns, *body)) for n in range(len(columns))]
    return [
        "  ".join(padded(text, most) for text, most in zip(row, widths, strict=True)).rstrip()
        for row in (columns, *body)
    ]


def fitted(columns: Sequence[str], rows: Iterable[Iterable[object]], room: int) -> list[str]:
    """As `aligned`, in lines of at most `room` terminal columns where that can be: the widest cells
    go on below.
    """
    body = [cells(row) for row in rows]
    if not body:
        return []
    widths = [max(width(row[n]) for row in (columns, *body)) for n in range(len(columns))]
    while sum(widths) + 2 * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
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
    """As much of a word as fits, and the rest; at least one character."""
    taken = 0
    for n, char in enumerate(word):
        taken += width(char)
        if taken > columns and n:
            return word[:n], word[n:]
    return word, ""


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many terminal columns.

    Only a word that is longer than a line is cut.
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
    """A text with spaces behind it up to a width; a longer one as it stands."""
    return text + " " * (columns - width(text))
