"""Wanting: how many lines and cells a list wants, and how far it scrolls."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

from bltui.ui.widgets.column_widths import first_wants
from bltui.ui.widgets.laid import Laid
from bltui.ui.widgets.table_layout import GAP, MARGIN, Column, Row, measure

#: The cells of a border on both sides.
BORDER = 2
#: The most rows that are measured for the lines that a list wants: no terminal has more.
MANY = 200


class Wanting(ScrollView):
    """The part of a list that says how much room it wants."""

    _rows: tuple[Row, ...]
    _columns: tuple[Column, ...]
    _wanted: tuple[int, ...]
    #: What was asked last about the lines that it wants, and the answer.
    _asked: tuple[object, int] | None = None

    def _nothing(self) -> str:
        """Return the text of a list without rows."""
        raise NotImplementedError

    def _draw(self, most: int | None = None) -> Laid:
        """Return the rows as lines for the current width."""
        raise NotImplementedError

    def _reach(self, size: Size, height: int) -> None:
        """Set how far the list scrolls.

        Setting a virtual size lays out the whole screen, so that is left to a list that begins to
        scroll or no longer does.
        """
        if size == self.virtual_size or (size.height <= height and not self.virtual_size.height):
            return
        scrolls, scrolled = size.height > height, self.virtual_size.height > height
        if height > 0 and (scrolls == scrolled or self.styles.overflow_y == "scroll"):
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
            if self.scroll_offset.y > self.max_scroll_y:
                self.scroll_to(0, self.max_scroll_y, animate=False, force=True)
        else:
            self.virtual_size = size

    @property
    def _bar(self) -> int:
        """The cells at its right for a scroll bar, or in place of one."""
        return self.styles.scrollbar_size_vertical + self.styles.padding.width

    def wants(self, across: int) -> int:
        """Return the lines that the list wants if it is `across` cells wide, with its border."""
        cells = max(1, across - BORDER - self._bar)
        nothing = "" if self._rows else self._nothing()
        wanted = self._wanted or measure((), self._columns)
        asked = self._rows, self._columns, cells, nothing
        if self._asked is None or self._asked[0] != asked:
            laid = Laid(self._rows[:MANY], self._columns, cells, "", nothing, wanted, 2 * MANY)
            self._asked = asked, laid.top + len(laid.lines) + BORDER
        return self._asked[1]

    @property
    def across(self) -> int:
        """The cells that the list wants to show each of its columns whole, with its border."""
        wanted = first_wants(self._columns, self._wanted or measure((), self._columns))
        return sum(wanted) + GAP * (len(wanted) - 1) + MARGIN + BORDER + self._bar

    def _sight(self) -> range:
        """Return the lines in sight."""
        laid = self._draw()
        height = self.scrollable_content_region.height - laid.top
        first = self.scroll_offset.y
        return range(first, min(len(laid.lines), first + max(0, height)))

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that are shown, in order."""
        return self._rows
