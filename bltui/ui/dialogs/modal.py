"""Modal: the base of every dialog, one sheet over the dimmed screen."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from bltui.drafts.step import Step, Trail
from bltui.ui.app_services import Waiter, services
from bltui.ui.formatting import ASCII
from bltui.ui.quiet_focus import QuietFocus

T = TypeVar("T")


class Modal(ModalScreen[T], QuietFocus[T]):
    """A dialog that closes with a value.

    Its border uses plain characters if the terminal needs that.
    """

    SHEETS: ClassVar[tuple[str, ...]] = ("forms.tcss",)
    """The style sheets that it needs, read before it opens."""
    trail: Trail = ()
    """How it was opened."""

    def on_mount(self) -> None:
        """Apply the terminal's signs, and record how the dialog was opened."""
        self.trail = services(self).trail
        self.set_class(services(self).state.signs == ASCII, "-ascii")

    def on_key(self, event: events.Key) -> None:
        """Drop typed-ahead keys after a character without an effect here.

        The character was meant for something else, and so were the keys after it.
        """
        if not event.is_printable or event.key in self.active_bindings:
            return
        # In a form it may be a typing error on check boxes, so only the keys already queued are
        # dropped.
        if services(self).typed_ahead or not isinstance(self, Waiter):
            services(self).drop_typed_ahead()

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close; the chosen value becomes part of the trail of the next screen."""
        if isinstance(result, str):
            services(self).trail = (*self.trail, Step(answer=result))
        return super().dismiss(result)
