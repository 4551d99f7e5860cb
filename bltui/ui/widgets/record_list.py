"""RecordList: a list drawn line by line, whose cursor stays on its record when others change it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from bltui.ui.app_services import services
from bltui.ui.commands import Commanded, command
from bltui.ui.formatting import UNICODE, Bit, Signs, width
from bltui.ui.trail import mark
from bltui.ui.widgets.border_labels import BorderLabels, Summary, position
from bltui.ui.widgets.laid import Laid, changed
from bltui.ui.widgets.list_moves import ListMoves
from bltui.ui.widgets.table_layout import Column, Drawn, Row, measure, plain, sieve

#: Seconds without movement after which the cursor counts as resting.
REST = 0.35


class RecordList(Commanded, ListMoves, BorderLabels, ScrollView, can_focus=True):
    """A list with columns, headings, a filter, and a cursor kept by record.

    Only lines that differ are redrawn. All text is literal: brackets have no effect, and control
    characters are made visible.
    """

    # Here and not on the screen, where they would also fire while the user types in a field.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "screen.run('undo')", show=False),
        Binding("ctrl+y", "screen.run('redo')", show=False),
    ]

    class Opened(Message):
        """Message: Enter, or a click on the row that already has the cursor."""

        def __init__(self, rows: RecordList, row: str) -> None:
            super().__init__()
            self.rows = rows
            #: The id of the row.
            self.row = row

        @property
        def control(self) -> RecordList:
            """The list, for `@on(RecordList.Opened, "#id")`."""
            return self.rows

    class Moved(Message):
        """Message: the cursor rests on another record than before; None if there is none.

        Sent after `REST` seconds without movement, so that moving through a list on a slow
        connection does not show details of each row.
        """

        def __init__(self, rows: RecordList, row: str | None) -> None:
            super().__init__()
            self.rows = rows
            #: The id of the row.
            self.row = row

        @property
        def control(self) -> RecordList:
            """The list, for `@on(RecordList.Moved, "#id")`."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column] = (Column(),),
        *,
        empty: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        """Create the list; `empty` is the text shown without rows: what to do first."""
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._empty = empty
        self._all: tuple[Row, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._sought = ""
        self._cursor: str | None = None
        self._index = 0
        #: The cells that the columns want, of all rows: a filter does not move the columns.
        self._wanted: tuple[int, ...] = ()
        #: The rows as they were drawn last; updated before each paint.
        self._laid = Laid()
        self._signs: Signs = UNICODE
        self._resting: Timer | None = None
        #: The texts on the border: the title, a summary and a hint.
        self._labels: tuple[str, tuple[Bit, ...], str] = ("", (), "")

    # -- what it holds -----------------------------------------------------------------------------

    def fill(
        self,
        rows: Sequence[Row],
        *,
        columns: Sequence[Column] | None = None,
        empty: str | None = None,
    ) -> None:
        """Show these rows and keep the cursor on its record.

        If that record is gone, the cursor moves to the one after it.
        """
        self._all = tuple(rows)
        if columns is not None:
            self._columns = tuple(columns)
        if empty is not None:
            self._empty = empty
        self._signs = services(self).state.signs
        self._wanted = measure(self._all, self._columns)
        self._sift()

    def heading(
        self, title: str, count: int | None = None, hint: str = "", *, summary: Summary = ()
    ) -> None:
        """Set the border texts: a title with a count, a summary at its right, a hint below."""
        words = f"{title}  {count}" if count is not None else title
        self._labels = words, tuple(summary), hint
        self._show_labels()

    def filter(self, text: str) -> tuple[int, int]:
        """Show only rows that contain every word; return the matching and total row counts."""
        self._sought = text
        self._sift()
        return sum(r.id is not None for r in self._rows), sum(r.id is not None for r in self._all)

    @property
    def cursor(self) -> str | None:
        """The id of the row at the cursor."""
        return self._cursor

    @property
    def ids(self) -> list[str]:
        """The ids of the rows that are shown, in order."""
        return [row.id for row in self._rows if row.id is not None]

    @property
    def current(self) -> Row | None:
        """The row at the cursor."""
        return self._rows[self._index] if self._cursor is not None else None

    def go(self, row: str) -> bool:
        """Put the cursor on a row; return False if it is not shown."""
        for index, found in enumerate(self._rows):
            if found.id == row:
                self._move(index)
                return True
        return False

    def come_to(self, records: Collection[str]) -> bool:
        """Put the cursor on the first row of one of these records.

        Returns False if none is shown.
        """
        found = next(
            (row.id for row in self._rows if row.id is not None and row.record in records), None
        )
        return found is not None and self.go(found)

    # -- laying out --------------------------------------------------------------------------------

    def _sift(self) -> None:
        before = self._cursor
        rows = sieve(self._all, self._sought)
        # Equal rows stay the same objects, so that a paint detects at once that nothing changed.
        self._rows = self._rows if rows == self._rows else rows
        places = [i for i, row in enumerate(self._rows) if row.id is not None]
        same = (
            next((i for i in places if self._rows[i].id == before), None)
            if before is not None
            else None
        )
        if same is None:
            same = next((i for i in places if i >= self._index), places[-1] if places else None)
        self._index = same if same is not None else 0
        self._cursor = self._rows[same].id if same is not None else None
        self._lay_out()
        if self._cursor != before:
            self.post_message(self.Moved(self, self._cursor))

    def _draw(self, most: int | None = None) -> Laid:
        """Return the rows, or the first `most`, as lines for the current width.

        Drawn again only if something differs.
        """
        # A hidden list has no width; it is drawn for its last one.
        cells = self.scrollable_content_region.width or self._laid.cells
        nothing = "" if self._rows else self._nothing()
        room = most or self.scrollable_content_region.height or self._laid.room
        wanted = self._wanted or measure((), self._columns)
        source = self._rows[:most], self._columns, cells, self._signs.more, nothing, wanted, room
        if self._laid.source != source:
            self._laid = Laid(*source)
        return self._laid

    def _lay_out(self) -> None:
        """Draw the rows, repaint the changed lines, and update the scroll range."""
        old, new = self._laid, self._draw()
        height = self.scrollable_content_region.height
        self._reach(Size(new.cells, new.top + len(new.lines)), height)
        if not height or (old.cells, old.titles) != (new.cells, new.titles):
            self.refresh()
        else:
            for y, (was, now) in enumerate(zip_longest(old.lines, new.lines)):
                top = y + new.top - self.scroll_offset.y
                if was != now and new.top <= top < height:  # below is the border
                    first, after = changed(was, now, new.cells)
                    self.refresh(Region(first, top, after - first, 1))
        self._keep_in_sight()
        self._show_labels()

    def _nothing(self) -> str:
        return (
            f"No matches for “{self._sought}”. Press esc to show all."
            if self._sought and self._all
            else self._empty
        )

    def _show_labels(self) -> None:
        """Show the border texts, and which rows are in sight if not all are."""
        title, summary, hint = self._labels
        sight = self._sight()
        place = position(self._laid, sight)
        self.label(
            title, summary, hint, place if self._signs is UNICODE else place.replace("–", "-")
        )

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say which rows are in sight now."""
        super().watch_scroll_y(old_value, new_value)
        if self._laid.cells and round(old_value) != round(new_value):
            self._show_labels()

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Redraw everything for another theme."""
        super().notify_style_update()
        self.forget_inks()
        if self._laid.cells:
            self._show_labels()
            self.refresh()

    # -- drawing -----------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some lines as rendered, from the current rows and width."""
        before = self._laid
        # The first paint comes before the first resize event, which draws the rest.
        now = self._draw(None if before.cells else self.size.height)
        if before.cells and now is not before:
            self.refresh()  # lines outside of the crop are out of date too
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one line as rendered on the screen."""
        laid, ground = self._laid, self.ground
        if y == 0 and laid.top:
            return Strip(
                [Segment(laid.titles, ground + self.role_style("quiet"))], width(laid.titles)
            )
        at = y - laid.top + self.scroll_offset.y
        if not 0 <= at < len(laid.lines):
            return Strip.blank(laid.cells, ground)
        line, row = laid.lines[at], laid.row(at)
        drawn = self._drawn(line, row)
        return self.labeled(drawn, row.id) if row is not None and line.first else drawn

    def _drawn(self, line: Drawn, row: Row | None) -> Strip:
        """Return a line of a row, or of a list without rows."""
        ground, cells = self.ground, self._laid.cells
        if row is not None and row.id is not None and line.row == self._index:
            mark = f"{self._signs.cursor} " if line.first else "  "
            if self.has_focus:
                over = self.ink("cursor-text", ground="cursor", bold=True)
                return Strip([Segment(mark + "".join(b.text for b in line.bits), over)], cells)
            # Only one list has the focus: the others mark their cursor faintly.
            return Strip(
                [
                    Segment(mark, ground + self.role_style("quiet")),
                    *self.segments(line.bits, ground),
                ],
                cells,
            )
        if row is not None and row.kind == "heading":
            ground = ground + self.role_style("mark")
        return Strip(self.segments((Bit("  "), *line.bits), ground), cells)

    # -- moving ------------------------------------------------------------------------------------

    def _move(self, index: int) -> None:
        if index == self._index:
            return
        laid = self._draw()
        for moved in (self._index, index):
            first, count = laid.lines_of(moved)
            if count:
                self.refresh_lines(first + laid.top, count)
            self._index = index
        self._cursor = self._rows[index].id
        self._keep_in_sight()
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self.post_message(self.Moved(self, self._cursor))

    def _keep_in_sight(self) -> None:
        if self._cursor is None:
            return
        laid = self._draw()
        first, count = laid.lines_of(self._index)
        # The headings above the first selectable row become visible with it.
        start = 0 if all(row.id is None for row in self._rows[: self._index]) else first
        top, height = laid.top, self.scrollable_content_region.height - laid.top
        if height <= 0:
            return  # out of sight; when it comes back it is laid out
        scroll = self.scroll_offset.y
        if start < scroll or first + count > scroll + height:
            self.scroll_to_region(
                Region(0, start + (top if start >= scroll else 0), 1, count + (first - start)),
                animate=False,
                force=True,
            )

    @command("list.open", "Open", "enter", palette=False)
    def opened(self) -> None:
        """Open the row at the cursor."""
        if self._cursor is not None:
            self.post_message(self.Opened(self, self._cursor))

    @command("list.copy", "Copy", "y", palette=False)
    def copy_row(self) -> None:
        """Copy the row to the terminal's clipboard and show its text."""
        if (row := self.current) is not None:
            services(self).copy(
                "  ".join(text for cell in row.cells if (text := plain(cell).strip()))
            )

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row, or open it if it already has the cursor."""
        offset = event.get_content_offset(self)
        laid = self._draw()
        at = -1 if offset is None else offset.y - laid.top + self.scroll_offset.y
        if not (0 <= at < len(laid.lines)) or laid.row(at) is None:
            return
        index = laid.lines[at].row
        if index == self._index:
            mark(self.app, self.screen, "list.open")
            self.opened()
        elif self._rows[index].id is not None:
            self._move(index)
