"""Laid: the rows of a list laid out as lines of one width."""

from __future__ import annotations

from bltui.ui.formatting import width
from bltui.ui.widgets.table_layout import MARGIN, Column, Drawn, Row, draw, titles


class Laid:
    """Rows and the lines drawn from them.

    Immutable and replaced only as a whole, so each line belongs to one of its rows. A list that has
    not been laid out has no width and no lines.
    """

    def __init__(
        self,
        rows: tuple[Row, ...] = (),
        columns: tuple[Column, ...] = (),
        cells: int = 0,
        more: str = "",
        nothing: str = "",
        wanted: tuple[int, ...] = (),
        room: int = 0,
    ) -> None:
        """Lay out the rows; `nothing` is the text of a list without rows.

        `wanted` are the cells that the columns want, `room` is the number of lines in sight.
        """
        #: What the lines were drawn from: if it is the same, so are they.
        self.source = rows, columns, cells, more, nothing, wanted, room
        self.rows = rows
        self.cells = cells
        self.room = room
        #: The line of column titles, which does not scroll; "" if there is none.
        self.titles = ""
        if rows and any(c.title for c in columns):
            self.titles = titles(columns, cells, more, wanted)
        given = rows or (Row(None, (nothing,), "text", "quiet"),)
        found = (
            draw(given, columns, cells, more, wanted=wanted, room=room - self.top)
            if cells > 0
            else []
        )
        self.lines = tuple(found)

    @property
    def top(self) -> int:
        """The number of lines above the first row that do not scroll."""
        return 1 if self.titles else 0

    def row(self, line: int) -> Row | None:
        """Return the row of a line; None if the list only shows that it is empty."""
        return self.rows[self.lines[line].row] if self.rows else None

    def lines_of(self, index: int) -> tuple[int, int]:
        """Return the first line of a row and its number of lines."""
        found = [y for y, line in enumerate(self.lines) if line.row == index] if self.rows else []
        return (found[0], len(found)) if found else (0, 0)


def changed(was: Drawn | None, now: Drawn | None, cells: int) -> tuple[int, int]:
    """Return the first cell in which two lines differ, and the one after the last.

    A terminal over a slow line gets only those.
    """
    if was is None or now is None:
        text = "".join(bit.text for bit in (was or now or Drawn(0, True, ())).bits)
        return MARGIN, MARGIN + max(1, width(text.rstrip()))
    if was.first != now.first or was.row != now.row:
        return 0, cells
    old, new = _inked(was), _inked(now)
    if len(old) != len(new) or width("".join(char for char, _ in (*old, *new))) != len(old) * 2:
        return 0, cells
    differ = [place for place, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    return (MARGIN + differ[0], MARGIN + differ[-1] + 1) if differ else (0, cells)


def _inked(line: Drawn) -> list[tuple[str, str]]:
    """Return each character with its role; a blank has no ink."""
    return [(char, "" if char == " " else bit.role) for bit in line.bits for char in bit.text]
