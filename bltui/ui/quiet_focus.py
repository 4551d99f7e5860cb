"""QuietFocus: a screen that paints only the widgets that lose or get the focus."""

from __future__ import annotations

from typing import TypeVar

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

T = TypeVar("T")


class QuietFocus(Screen[T]):
    """A base for screens. Textual's own paints the whole screen when the focus moves.

    It comes last among the bases: a widget has the default style of its first one.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
