"""Work that waits for the next refresh."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.widget import Widget


def when_drawn(place: Widget | App[None], work: Callable[[], object]) -> None:
    """Do some work in a screen or widget after its next refresh.

    Nothing is done if it was closed meanwhile: fast keys close a form before it is drawn, and then
    what the work looks for is gone.
    """

    def unless_closed() -> None:
        if place.children:
            work()

    place.call_after_refresh(unless_closed)
