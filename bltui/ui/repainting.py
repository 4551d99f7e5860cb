"""Repainting: repaint a window in full when it is back at its old size."""

from __future__ import annotations

from textual.app import App
from textual.geometry import Size
from textual.timer import Timer

#: Seconds without a change of size after which the size counts as final.
RESIZED = 0.1


class Repainting(App[None]):
    """An app that repaints correctly when a window is enlarged and restored at once."""

    def __init__(self) -> None:
        super().__init__()
        #: The last final size of the window, and the timer for the next.
        self._sized: Size | None = None
        self._resizing: Timer | None = None

    def on_resize(self) -> None:
        """Wait until the window keeps its size."""
        if self._resizing is not None:
            self._resizing.stop()
        self._resizing = self.set_timer(RESIZED, self._resized)

    def _resized(self) -> None:
        """Repaint everything if the window is back at its old size.

        The terminal may have moved the content, and Textual treats two quick opposite changes as
        none.
        """
        if self._sized == self.size and self.screen_stack:  # none while the program ends
            self.screen.refresh()
        self._sized = self.size
