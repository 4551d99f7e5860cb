"""Lines: a few lines of the screen, each with pieces at its left and at its right.

The head with the tabs, and the foot.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bltui.domain.model.text import shown
from bltui.ui.formatting import Bit, fit, width
from bltui.ui.widgets.line_widget import Painted

_Bits = tuple[Bit, ...]


class Lines(Painted, Widget):
    """Shows bits; what does not fit at the left is cut, what stands at the right stays. A click
    runs a bit's command.

    Several lines are one widget because each widget costs time at the start.
    """

    class Pressed(Message):
        """Somebody clicked on a bit that has a command."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *grounds: str, id: str | None = None) -> None:  # noqa: A002
        """One token of the theme for the ground of each line.

        A line without words has no height.
        """
        super().__init__(id=id)
        self._grounds = grounds
        self._said: list[tuple[_Bits, _Bits]] = [((), ())] * len(grounds)

    def say(self, line: int, left: Sequence[Bit], right: Sequence[Bit] = ()) -> None:
        """Show these on a line; draws nothing where they are shown already."""
        new = tuple(left), tuple(right)
        old, self._said[line] = self._said[line], new
        if bool(old[0]) != bool(new[0]):
            self.refresh(layout=True)
        elif old != new and new[0]:
            self.refresh(Region(0, self._filled().index(line), self.size.width, 1))

    def text(self, line: int) -> str:
        """What a line says."""
        left, right = self._said[line]
        return "".join(bit.text for bit in (*left, *right))

    def _filled(self) -> list[int]:
        return [number for number, (left, _) in enumerate(self._said) if left]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as have words."""
        return len(self._filled())

    def notify_style_update(self) -> None:
        """Another theme: everything is drawn again."""
        super().notify_style_update()
        self.forget_inks()

    def _fitted(self, line: int) -> list[Bit]:
        """The bits of a line, together exactly as wide as the screen."""
        cells = self.size.width
        left, right = (
            [Bit(shown(b.text), b.role, b.command) for b in bits] for bits in self._said[line]
        )
        room = cells - sum(width(b.text) for b in right) - (1 if right else 0)
        if room < 0:
            right, room = [], cells
        kept: list[Bit] = []
        for bit in left:
            text = bit.text if width(bit.text) <= room else fit(bit.text, room)
            kept.append(Bit(text, bit.role, bit.command))
            room -= width(text)
        return [*kept, Bit(" " * (room + (1 if right else 0))), *right]

    def render_line(self, y: int) -> Strip:
        """One line as it is on the screen."""
        filled = self._filled()
        if y >= len(filled):
            return Strip.blank(self.size.width, self.rich_style)
        ground: Style = self.ink("text", ground=self._grounds[filled[y]])
        return Strip(self.segments(self._fitted(filled[y]), ground), self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Run what was clicked."""
        filled = self._filled()
        if event.y >= len(filled):
            return
        column = 0
        for bit in self._fitted(filled[event.y]):
            column += width(bit.text)
            if event.x < column:
                if bit.command:
                    self.post_message(self.Pressed(bit.command))
                return
