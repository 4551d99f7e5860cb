"""Sheet: what every dialog is made on, one sheet over the dimmed screen."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from bltui.drafts.step import Step, Trail
from bltui.ui.app_services import Waiter, services
from bltui.ui.formatting import ASCII

T = TypeVar("T")


class Modal(ModalScreen[T]):
    """A dialog that closes with a value.

    Its frame is drawn with plain characters where the terminal needs that.
    """

    trail: Trail = ()
    """How it was opened."""

    def on_mount(self) -> None:
        """Take the signs of the terminal, and remember how it was opened."""
        self.trail = services(self).trail
        self.set_class(services(self).state.signs == ASCII, "-ascii")

    def on_key(self, event: events.Key) -> None:
        """A character that means nothing here was typed for something else, and so was what follows
        it.
        """
        if not event.is_printable or event.key in self.active_bindings:
            return
        # In a form it may be a slip on boxes to check: there only what is queued already is
        # dropped.
        if services(self).typed_ahead or not isinstance(self, Waiter):
            services(self).drop_typed_ahead()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close; what was chosen is part of the way to what opens next."""
        if isinstance(result, str):
            services(self).trail = (*self.trail, Step(answer=result))
        return super().dismiss(result)
