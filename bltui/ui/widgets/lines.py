"""Line: one line of the screen, pieces at its left and pieces at its right; the head, the tabs, the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bltui.domain.text import shown
from bltui.ui.present import Bit, fit, width
from bltui.ui.widgets.painted import ROLE_CLASSES, Painted


class Line(Painted, Widget):
    """Shows bits; what does not fit at the left is cut, what stands at the right stays. A click runs a bit's command."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ROLE_CLASSES

    class Pressed(Message):
        """Somebody clicked on a bit that has a command."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._left: tuple[Bit, ...] = ()
        self._right: tuple[Bit, ...] = ()
        #: The pieces as they were drawn last, each with its first column.
        self._places: list[tuple[int, Bit]] = []

    def say(self, left: Sequence[Bit], right: Sequence[Bit] = ()) -> None:
        """Show these; draws nothing where they are shown already."""
        new = tuple(left), tuple(right)
        if new != (self._left, self._right):
            self._left, self._right = new
            self.refresh()

    @property
    def text(self) -> str:
        """What it says, for tests and for copying."""
        return "".join(bit.text for bit in (*self._left, *self._right))

    def render_line(self, y: int) -> Strip:
        """The line, cut to the width."""
        cells = self.size.width
        left = [Bit(shown(b.text), b.role, b.command) for b in self._left]
        right = [Bit(shown(b.text), b.role, b.command) for b in self._right]
        room = cells - sum(width(b.text) for b in right) - (1 if right else 0)
        if room < 0:
            right, room = [], cells
        kept: list[Bit] = []
        for bit in left:
            if width(bit.text) > room:
                kept.append(Bit(fit(bit.text, room), bit.role, bit.command))
                room = 0
                break
            kept.append(bit)
            room -= width(bit.text)
        kept.append(Bit(" " * (room + (1 if right else 0))))
        kept += right
        self._places, column = [], 0
        for bit in kept:
            self._places.append((column, bit))
            column += width(bit.text)
        return Strip(self.segments(kept, self.rich_style), cells)

    def on_click(self, event: events.Click) -> None:
        """Run what was clicked."""
        for column, bit in reversed(self._places):
            if event.x >= column:
                if bit.command:
                    self.post_message(self.Pressed(bit.command))
                return
