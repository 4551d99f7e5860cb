"""Lines: screen lines with left-aligned and right-aligned pieces.

Used for the header with the tabs and for the footer.
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
    """Screen lines; text at the left is cut to fit, text at the right is kept. Clicks run commands.

    Of several commands at the right, the first is shown only if the left one is whole.

    Several lines are one widget because each widget costs time at startup.
    """

    class Pressed(Message):
        """Message: a piece that has a command was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *grounds: str, id: str | None = None) -> None:  # noqa: A002
        """Create the lines, with one theme token for the background of each.

        A line without words has no height.
        """
        super().__init__(id=id)
        self._grounds = grounds
        self._said: list[tuple[_Bits, _Bits]] = [((), ())] * len(grounds)

    def say(self, line: int, left: Sequence[Bit], right: Sequence[Bit] = ()) -> None:
        """Show pieces on a line; redraw only if they changed."""
        new = tuple(left), tuple(right)
        old, self._said[line] = self._said[line], new
        if bool(old[0]) != bool(new[0]):
            self.refresh(layout=True)
        elif old != new and new[0]:
            self.refresh(Region(0, self._filled().index(line), self.size.width, 1))

    def text(self, line: int) -> str:
        """Return the text of a line."""
        left, right = self._said[line]
        return "".join(bit.text for bit in (*left, *right))

    def _filled(self) -> list[int]:
        return [number for number, (left, _) in enumerate(self._said) if left]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines that have words."""
        return len(self._filled())

    def notify_style_update(self) -> None:
        """Redraw everything for another theme."""
        super().notify_style_update()
        self.forget_inks()

    def _fitted(self, line: int) -> list[Bit]:
        """Return the pieces of a line, padded or cut to the exact screen width."""
        cells = self.size.width
        left, right = (
            [Bit(shown(b.text), b.role, b.command) for b in bits] for bits in self._said[line]
        )
        if right and width("".join(b.text for b in (*left, *right))) >= cells:
            last = right[-1].command
            right = [b for b in right if b.command == last]
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
        """Return one line as rendered on the screen."""
        filled = self._filled()
        if y >= len(filled):
            return Strip.blank(self.size.width, self.rich_style)
        ground: Style = self.ink("text", ground=self._grounds[filled[y]])
        return Strip(self.segments(self._fitted(filled[y]), ground), self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Run the command of the clicked piece."""
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
