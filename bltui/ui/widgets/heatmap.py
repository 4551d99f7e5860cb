"""Heatmap: a grid of times by weekdays, each cell with a number and a bar, and a cell cursor."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bltui.ui.app_services import services
from bltui.ui.commands import Commanded, command
from bltui.ui.formatting import Bit, content, fit
from bltui.ui.widgets.line_widget import Painted
from bltui.ui.widgets.list_moves import Jumps

#: Cells before the first column.
EDGE = 8


class Warm(msgspec.Struct, frozen=True):
    """One cell."""

    mark: str
    """One character before the number, such as "*"."""
    count: str
    share: float
    """The filled share of the bar, from 0 to 1."""
    role: str = ""


class Heatmap(Commanded, Jumps, Painted, Widget, can_focus=True):
    """The grid, with named rows and columns; cells may be missing."""

    class Moved(Message):
        """Message: the cursor moved to another cell."""

    class Taken(Message):
        """Message: Enter, or a click on the cell that already has the cursor."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._cells: dict[tuple[int, int], Warm] = {}
        self._at = (0, 0)
        self._top = 0
        self._empty = ""

    # -- what it holds -----------------------------------------------------------------------------

    def fill(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: dict[tuple[int, int], Warm],
        empty: str = "",
    ) -> None:
        """Show these cells; the cursor stays on its cell if that still exists."""
        taller = len(rows) != len(self._rows)
        self._rows, self._columns, self._cells, self._empty = (
            tuple(rows),
            tuple(columns),
            cells,
            empty,
        )
        if self._at not in cells and cells:
            self._at = min(cells)
        self.refresh(layout=taller)
        self._keep_in_sight()

    def heading(self, title: str, hint: str = "") -> None:
        """Set the title and the hint on the border."""
        self.border_title = content(title)
        self.border_subtitle = content(hint) if hint else None

    @property
    def at(self) -> tuple[int, int]:
        """The row and column of the cursor."""
        return self._at

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, if that cell exists."""
        if (row, column) in self._cells and (row, column) != self._at:
            self._at = (row, column)
            self._keep_in_sight()
            self.refresh()
            self.post_message(self.Moved())

    @command("heat.left", "Left", "left,h", palette=False)
    def left(self) -> None:
        """Go to the previous day."""
        self._step(-1, 0)

    @command("heat.right", "Right", "right,l", palette=False)
    def right(self) -> None:
        """Go to the next day."""
        self._step(1, 0)

    @command("heat.up", "Up", "up,k", palette=False)
    def up(self) -> None:
        """Go to the previous time."""
        self._step(0, -1)

    @command("heat.down", "Down", "down,j", palette=False)
    def down(self) -> None:
        """Go to the next time."""
        self._step(0, 1)

    def _step(self, across: int, down: int) -> None:
        """Go to the next cell in a direction, skipping missing ones."""
        row, column = self._at
        while True:
            row, column = row + down, column + across
            if not (0 <= row < len(self._rows) and 0 <= column < len(self._columns)):
                return
            if (row, column) in self._cells:
                self.go(row, column)
                return

    @command("heat.take", "Use time", "enter", palette=False)
    def take(self) -> None:
        """Use the selected time."""
        if self._at in self._cells:
            self.post_message(self.Taken())

    # -- drawing -----------------------------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height: one line of weekdays and one for each time."""
        return len(self._rows) + 1

    def notify_style_update(self) -> None:
        """Redraw everything for another theme."""
        super().notify_style_update()
        self.forget_inks()

    def _keep_in_sight(self) -> None:
        room = max(1, self.content_size.height - 1)
        row = self._at[0]
        self._top = max(0, min(self._top, row, len(self._rows) - room), row - room + 1)

    def on_resize(self) -> None:
        """Update the number of lines."""
        self._keep_in_sight()

    @property
    def _cell(self) -> int:
        return max(6, (self.content_size.width - EDGE) // max(1, len(self._columns)))

    def render_line(self, y: int) -> Strip:
        """Return one line as rendered on the screen."""
        total, cell = self.content_size.width, self._cell
        ground = self.ground
        quiet = ground + self.role_style("quiet")
        if not self._cells:
            return Strip([Segment(fit(self._empty if y == 0 else "", total), quiet)], total)
        if y == 0:
            names = "".join(fit(f"  {name}", cell) for name in self._columns)
            return Strip([Segment(fit(" " * EDGE + names, total), quiet)], total)
        row = y - 1 + self._top
        if row >= len(self._rows):
            return Strip.blank(total, ground)
        parts = [Segment(fit(f"{self._rows[row]}", EDGE - 1) + " ", quiet)]
        used = EDGE
        for column in range(len(self._columns)):
            warm = self._cells.get((row, column))
            parts += self._drawn(warm, cell, here=(row, column) == self._at)
            used += cell
        parts.append(Segment(" " * max(0, total - used), ground))
        return Strip(parts, total).crop(0, total)

    def _drawn(self, warm: Warm | None, cell: int, *, here: bool) -> list[Segment]:
        ground = self.ground
        if warm is None:
            return [Segment(fit("   -", cell), ground + self.role_style("quiet"))]
        signs = services(self).state.signs
        room = cell - 6
        full = round(room * warm.share)
        number = fit(warm.count, 3)
        if here:
            over = (
                self.ink("cursor-text", ground="cursor", bold=True)
                if self.has_focus
                else ground + self.role_style("mark")
            )
            text = f"{signs.cursor}{warm.mark}{number}{signs.full * full}"
            return [Segment(fit(text, cell - 1, ""), over), Segment(" ", ground)]
        bits = [
            Bit(" "),
            Bit(warm.mark, "mark"),
            Bit(number, warm.role),
            Bit(signs.full * full, warm.role),
        ]
        pad = cell - 5 - full
        return [*self.segments(bits, ground), Segment(" " * max(0, pad), ground)]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked cell, or take it if it already has the cursor."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y == 0 or offset.x < EDGE:
            return
        found = (offset.y - 1 + self._top, (offset.x - EDGE) // self._cell)
        if found == self._at:
            self.take()
        else:
            self.go(*found)
