"""The commands that move the cursor of a list: by rows, to an end, or to a label."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from bltui.ui.app_services import services
from bltui.ui.commands import command
from bltui.ui.formatting import width
from bltui.ui.widgets.line_widget import Painted
from bltui.ui.widgets.wanting import Wanting

_JUMP = "Type a label to go there. Any other key leaves the cursor where it is."


class Jumps:
    """A mixin for a widget from which one can jump to a row of any list in sight."""

    @command("list.jump", "Jump", "semicolon,f12")
    def jump(self) -> None:
        """Show a letter at every row in sight, in every panel. Type it to go there."""
        screen: Screen[object] = self.screen  # type: ignore[attr-defined]
        app = services(screen)
        lists = [found for found in screen.query(ListMoves) if found.in_sight]
        if not any(found.targets() for found in lists):
            app.tell("There is no row to jump to.", "refused")
            return
        app.jump(lists, lambda: app.tell(""))
        app.tell(_JUMP)


class ListMoves(Jumps, Painted, Wanting):
    """The part of a list that moves its cursor."""

    _index: int
    #: The label of each row, by its id, while one is chosen.
    _shown_labels: Mapping[str, str] = {}

    def _move(self, index: int) -> None:
        """Put the cursor on a row."""
        raise NotImplementedError

    def go(self, row: str) -> bool:
        """Put the cursor on a row; return False if it is not shown."""
        raise NotImplementedError

    def _step(self, count: int) -> None:
        places = [i for i, row in enumerate(self._rows) if row.id is not None]
        if self._index in places:
            at = max(0, min(len(places) - 1, places.index(self._index) + count))
            self._move(places[at])

    @command("list.down", "Down", "down,j", palette=False)
    def down(self) -> None:
        """Go to the next row."""
        self._step(1)

    @command("list.up", "Up", "up,k", palette=False)
    def up(self) -> None:
        """Go to the previous row."""
        self._step(-1)

    @command("list.page-down", "Page down", "pagedown", palette=False)
    def page_down(self) -> None:
        """Go down one page."""
        self._step(max(1, self.size.height - 2))

    @command("list.page-up", "Page up", "pageup", palette=False)
    def page_up(self) -> None:
        """Go up one page."""
        self._step(-max(1, self.size.height - 2))

    @command("list.first", "First", "home,g", palette=False)
    def first(self) -> None:
        """Go to the first row."""
        self._step(-len(self._rows))

    @command("list.last", "Last", "end,G", palette=False)
    def last(self) -> None:
        """Go to the last row."""
        self._step(len(self._rows))

    # -- labels ------------------------------------------------------------------------------------

    @property
    def in_sight(self) -> bool:
        """Whether the list can have the focus and is on the screen."""
        return self.focusable and bool(self.region.intersection(self.screen.region).area)

    def targets(self) -> list[str]:
        """Return the ids of the rows in sight."""
        laid = self._draw()
        found = ((laid.lines[y], laid.row(y)) for y in self._sight())
        return [row.id for line, row in found if line.first and row is not None and row.id]

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Show the labels of some rows, and no others."""
        before, self._shown_labels = self._shown_labels, labels
        laid = self._draw()
        for y in self._sight():
            row = laid.row(y)
            if row is not None and row.id and before.get(row.id) != labels.get(row.id):
                self.refresh(Region(0, y + laid.top - self.scroll_offset.y, 2, 1))

    def jump_to(self, target: str) -> None:
        """Move the focus and the cursor to a row."""
        self.screen.set_focus(self)
        self.go(target)

    def labeled(self, line: Strip, row: str | None) -> Strip:
        """Return the first line of a row with its label, which takes the place of the cursor."""
        label = self._shown_labels.get(row or "", "")
        if not label:
            return line
        ink = self.ink("button-text", ground="button", bold=True)
        return Strip.join([Strip([Segment(label, ink)]), line.crop(width(label))])
