"""Rows and columns as values, and their layout as lines of a given width, for `RecordList`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from bltui.domain.model.text import folded, shown
from bltui.ui.formatting import Bit, fit, width, wrap

#: Cells between two columns.
GAP = 2
#: Cells before the first column, for the cursor's mark.
MARGIN = 2


class Column(msgspec.Struct, frozen=True):
    """A column of a list."""

    title: str = ""
    cells: int = 0
    """Its width in cells; 0 takes the remaining width, shared if there are several."""
    right: bool = False
    """Right-aligned."""
    wraps: bool = False
    """Long text wraps instead of being cut; at most one column of a list."""
    most: int = 0
    """The maximum number of lines if it wraps, the last one cut; 0 is unlimited."""
    above: int = 0
    """Hidden if the list has fewer cells than this."""


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


def _widths(columns: Sequence[Column], cells: int) -> list[int]:
    """Return the width of every column in cells; -1 for a hidden one."""
    room = cells - MARGIN
    shown_columns = [c for c in columns if cells >= c.above]
    room -= sum(c.cells for c in shown_columns) + GAP * max(0, len(shown_columns) - 1)
    flexible = [c for c in shown_columns if not c.cells]
    share, rest = divmod(max(0, room), len(flexible) or 1)
    widths = []
    for column in columns:
        if cells < column.above:
            widths.append(-1)
        elif column.cells:
            widths.append(column.cells)
        else:
            widths.append(share + (1 if rest > 0 else 0))
            rest -= 1
    return widths


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
        for char in line:
            found = next(
                (place for place in range(at, len(roles)) if roles[place][0] == char), None
            )
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


def draw(rows: Sequence[Row], columns: Sequence[Column], cells: int, more: str) -> list[Drawn]:
    """Return the rows as lines for a list of `cells` cells."""
    lines: list[Drawn] = []
    widths = _widths(columns, cells)
    inner = cells - MARGIN
    for index, row in enumerate(rows):
        if row.kind != "row":
            bits = pieces(row.cells[0] if row.cells else "", row.role)
            if row.kind == "text" and len(bits) == 1:
                for y, text in enumerate(wrap(bits[0].text, inner)):
                    lines.append(Drawn(index, y == 0, _whole([Bit(text, bits[0].role)], cells)))
            else:
                lines.append(Drawn(index, True, _whole(_into(bits, inner, more, False), cells)))
            continue
        below: list[list[Bit]] = []
        line: list[Bit] = []
        indent = 0
        for column, cell_width, cell in zip(columns, widths, row.cells, strict=False):
            if cell_width < 0:
                continue
            if line:
                line.append(Bit(" " * GAP))
            bits = pieces(cell, row.role)
            if column.wraps and cell_width > 0:
                indent = sum(width(b.text) for b in line)
                whole = wrap("".join(b.text for b in bits), cell_width)
                first, *below = _inked(_bounded(whole, column.most, cell_width, more), bits)
                line += [*first, Bit(" " * (cell_width - sum(width(b.text) for b in first)))]
            else:
                line += _into(bits, cell_width, more, column.right)
        lines.append(Drawn(index, True, _whole(line, cells)))
        lines += [Drawn(index, False, _whole([Bit(" " * indent), *text], cells)) for text in below]
    return lines


def titles(columns: Sequence[Column], cells: int, more: str) -> str:
    """Return the line of column titles."""
    parts = [
        fit(column.title, cell_width, more, column.right)
        for column, cell_width in zip(columns, _widths(columns, cells), strict=True)
        if cell_width >= 0
    ]
    return fit(" " * MARGIN + (" " * GAP).join(parts), cells, "")
