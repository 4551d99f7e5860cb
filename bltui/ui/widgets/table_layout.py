"""Rows and columns as values, and their layout as lines of a given width, for `RecordList`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from bltui.domain.model.text import folded, shown
from bltui.ui.formatting import Bit, first_part, fit, width, wrap
from bltui.ui.widgets.column_widths import column_widths

#: Cells between two columns.
GAP = 2
#: Cells before the first column, for the cursor's mark.
MARGIN = 2


class Column(msgspec.Struct, frozen=True):
    """A column of a list, as wide as its longest cell unless the list is too narrow."""

    title: str = ""
    cells: int = 0
    """Its least width in cells."""
    right: bool = False
    """Right-aligned."""
    wraps: bool = False
    """Long text always wraps; in other columns it does so while the list has blank lines."""
    most: int = 0
    """The maximum number of lines if it wraps, the last one cut; 0 is unlimited."""
    whole: bool = False
    """Names the row: it gets its cells before other columns, and is never cut."""
    rank: int = 0
    """0 is always shown. Others appear in this order, if all before them have all their cells."""
    enough: int = 0
    """The most cells that it wants before others appear; 0 for those of its longest cell."""
    brief: bool = False
    """A sentence that is cut after one of its parts if possible, and not within a word."""
    weight: bool = False
    """Shares the cells left over, as in a grid of days."""


#: A cell: text, text with a role, or several pieces of text.
Cell = str | Bit | tuple[Bit, ...]


class Row(msgspec.Struct, frozen=True):
    """One row of a list."""

    id: str | None
    """The record as "table/id", or another stable name.

    None: the cursor skips it.
    """
    cells: tuple[Cell, ...]
    kind: Literal["row", "heading", "text"] = "row"
    """A heading and a text have one cell over the whole width; a text is wrapped."""
    role: str = ""
    """The role of pieces without a role."""
    find: str = ""
    """More words that the filter matches."""

    @property
    def record(self) -> str:
        """The record of its id.

        A suffix after "#" or "@" only distinguishes several rows of one record.
        """
        return (self.id or "").partition("#")[0].partition("@")[0]


class Drawn(msgspec.Struct, frozen=True):
    """One line on the screen: its row, and its pieces, together as wide as the list."""

    row: int
    first: bool
    bits: tuple[Bit, ...]


def pieces(cell: Cell, role: str = "") -> tuple[Bit, ...]:
    """Return a cell as pieces that are safe to send to a terminal."""
    bits = cell if isinstance(cell, tuple) else (cell if isinstance(cell, Bit) else Bit(cell),)
    return tuple(Bit(shown(b.text, multiline=True), b.role or role) for b in bits)


def plain(cell: Cell) -> str:
    """Return the text of a cell."""
    return "".join(b.text for b in pieces(cell))


def sieve(rows: Sequence[Row], sought: str) -> tuple[Row, ...]:
    """Return the rows that contain every word, ignoring case and accents.

    Headings stay if a row follows.
    """
    words = folded(sought).split()
    if not words:
        return tuple(rows)
    kept: list[Row] = []
    heading: Row | None = None
    for row in rows:
        if row.kind == "heading":
            heading = row
        elif row.kind == "row":
            text = folded(" ".join([*map(plain, row.cells), row.find]))
            if all(word in text for word in words):
                kept += [heading, row] if heading else [row]
                heading = None
    return tuple(kept)


def measure(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[int, ...]:
    """Return the cells of each column's longest text: its title or one of its cells."""
    wanted = [max(column.cells, width(column.title)) for column in columns]
    for row in rows:
        if row.kind == "row":
            for place, cell in enumerate(row.cells[: len(wanted)]):
                cells = _cells(cell)
                if cells > wanted[place]:
                    wanted[place] = cells
    return tuple(wanted)


def _cells(cell: Cell) -> int:
    """Return the width of a cell's longest line."""
    if isinstance(cell, tuple):
        return _text_cells("".join(bit.text for bit in cell))
    return _text_cells(cell.text if isinstance(cell, Bit) else cell)


@lru_cache(maxsize=4096)
def _text_cells(text: str) -> int:
    return max(width(line) for line in shown(text, multiline=True).split("\n"))


def _into(bits: Sequence[Bit], cells: int, more: str, right: bool) -> list[Bit]:
    """Pad or cut pieces to an exact number of cells."""
    if len(bits) == 1:
        return [Bit(fit(bits[0].text.replace("\n", " "), cells, more, right), bits[0].role)]
    placed = []
    for bit in bits:
        text = bit.text.replace("\n", " ")
        text = fit(text, min(cells, width(text)), more)
        placed.append(Bit(text, bit.role))
        cells -= width(text)
    return [*placed, Bit(" " * cells)]


def _whole(line: Sequence[Bit], cells: int) -> tuple[Bit, ...]:
    """Pad or cut a line to an exact number of cells, however narrow the list is."""
    room, kept = cells - MARGIN, []
    for bit in line:
        text = bit.text if width(bit.text) <= room else fit(bit.text, room, "")
        kept.append(Bit(text, bit.role))
        room -= width(text)
    return (*kept, Bit(" " * room))


def _inked(lines: Sequence[str], bits: Sequence[Bit]) -> list[list[Bit]]:
    """Return wrapped lines with the roles of the pieces that they came from.

    Wrapping only removes spaces and line feeds, so each character of the lines is the next one of
    its kind in the pieces. The sign for omitted text is not in the pieces and takes the role before
    it.
    """
    roles = [(char, bit.role) for bit in bits for char in bit.text]
    if len({role for _, role in roles}) < 2:
        return [[Bit(line, bits[0].role)] for line in lines]
    inked, at, role = [], 0, bits[0].role
    for line in lines:
        parts: list[Bit] = []
        indent = len(line) - len(line.lstrip(" "))
        for number, char in enumerate(line):
            found = next(
                (place for place in range(at, len(roles)) if roles[place][0] == char), None
            )
            if number < indent:
                found = None  # what a wrapped line adds, or skipped with the next character
            if found is not None:
                role, at = roles[found][1], found + 1
            if parts and parts[-1].role == role:
                parts[-1] = Bit(parts[-1].text + char, role)
            else:
                parts.append(Bit(char, role))
        inked.append(parts)
    return inked


def _bounded(lines: list[str], most: int, cells: int, more: str) -> list[str]:
    """Limit the number of lines, and mark omitted text on the last one."""
    if not most or len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(f"{lines[most - 1]} {lines[most]}", cells, more)]


def _wrapped(column: Column, bits: Sequence[Bit], cells: int, more: str) -> list[list[Bit]]:
    """Return the lines of a cell of some width."""
    whole = wrap("".join(b.text for b in bits), cells)
    if column.wraps:
        whole = _bounded(whole, column.most, cells, more)
    found = []
    for line in _inked(whole, bits):
        pad = " " * (cells - sum(width(b.text) for b in line))
        found.append([Bit(pad), *line] if column.right else [*line, Bit(pad)])
    return found


def _full(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> bool:
    """Return whether a row has a text that is too long for its column, where it may wrap."""
    return any(
        not column.wraps and 0 < cells < _cells(cell)
        for column, cells, cell in zip(columns, widths, row.cells, strict=False)
    )


def _text(row: Row, inner: int) -> list[list[Bit]]:
    """Return the lines of a heading or a text, over the whole width."""
    bits = pieces(row.cells[0] if row.cells else "", row.role)
    return _inked(wrap("".join(b.text for b in bits), inner), bits)


def _lines(
    row: Row, columns: Sequence[Column], widths: Sequence[int], more: str, *, whole: bool
) -> list[list[Bit]]:
    """Return the lines of a row; `whole` if texts that are too long wrap and are not cut."""
    cells: list[tuple[int, list[list[Bit]]]] = []
    for column, room, cell in zip(columns, widths, row.cells, strict=False):
        if room < 0:
            continue
        bits = pieces(cell, row.role)
        wraps = column.wraps or ((whole or column.whole) and room < _cells(cell))
        if column.brief and not wraps and room < _cells(cell):
            bits = (Bit(first_part(plain(cell), room), bits[0].role),)
        if wraps and room > 0:
            cells.append((room, _wrapped(column, bits, room, more)))
        else:
            cells.append((room, [_into(bits, room, more, column.right)]))
    found = []
    for level in range(max((len(lines) for _, lines in cells), default=1)):
        line: list[Bit] = []
        for room, lines in cells:
            if line:
                line.append(Bit(" " * GAP))
            line += lines[level] if level < len(lines) else [Bit(" " * room)]
        found.append(line)
    return found


def draw(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cells: int,
    more: str,
    *,
    wanted: Sequence[int] | None = None,
    room: int = 0,
) -> list[Drawn]:
    """Return the rows as lines for a list of `cells` cells.

    `wanted` are the cells of the columns if other rows were measured too. Long texts wrap while the
    list has blank ones of its `room` lines; then they are cut.
    """
    widths = column_widths(columns, wanted or measure(rows, columns), cells - MARGIN, GAP)
    inner = cells - MARGIN
    found = [
        _lines(row, columns, widths, more, whole=False) if row.kind == "row" else _text(row, inner)
        for row in rows
    ]
    spare = room - sum(map(len, found))
    for place, row in enumerate(rows):
        if spare <= 0:
            break
        if row.kind == "row" and _full(row, columns, widths):
            wrapped = _lines(row, columns, widths, more, whole=True)
            if len(wrapped) - len(found[place]) <= spare:
                spare -= len(wrapped) - len(found[place])
                found[place] = wrapped
    return [
        Drawn(index, y == 0, _whole(line, cells))
        for index, lines in enumerate(found)
        for y, line in enumerate(lines)
    ]


def titles(columns: Sequence[Column], cells: int, more: str, wanted: Sequence[int]) -> str:
    """Return the line of column titles."""
    parts = [
        fit(column.title, cell_width, more, column.right)
        for column, cell_width in zip(
            columns, column_widths(columns, wanted, cells - MARGIN, GAP), strict=True
        )
        if cell_width >= 0
    ]
    return fit(" " * MARGIN + (" " * GAP).join(parts), cells, "")
