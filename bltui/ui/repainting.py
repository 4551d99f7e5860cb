"""Repainting: a window that has its old size again is painted whole."""

from __future__ import annotations

from textual.app import App
from textual.geometry import Size
from textual.timer import Timer

#: Seconds without a change of size after which the window keeps the one that it has.
RESIZED = 0.1


class Repainting(App[None]):
    """An app whose screen survives a window that is enlarged and put back at once."""

    def __init__(self) -> None:
        super().__init__()
        #: The size of the window when it last kept it, and the wait for that.
        self._sized: Size | None = None
        self._resizing: Timer | None = None

    def on_resize(self) -> None:
        """Wait until the window keeps its size."""
        if self._resizing is not None:
            self._resizing.stop()
        self._resizing = self.set_timer(RESIZED, self._resized)

    def _resized(self) -> None:
        """Paint everything if the window has its old size again: the terminal may have moved what
        was there.

        Textual takes two changes that follow each other at once for none.
        """
        if self._sized == self.size:
            self.screen.refresh()
        self._sized = self.size
