"""Leaving: how every app of ours uses the terminal and ends, by a key, a signal, or an error."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.driver import Driver

from bltui.ui import shutdown
from bltui.ui.fewer_bytes import frugal
from bltui.ui.styling import Styling


class Leaving(Styling):
    """An app that leaves the terminal as it was found and keeps typed text."""

    ENABLE_COMMAND_PALETTE = False
    # ctrl+q works everywhere, behind dialogs too; ctrl+c is for copying, and tells how to quit.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True)
    ]
    TITLE = "bltui"

    def __init__(self, now: Callable[[], float], draft: str) -> None:
        """`draft` is a draft file to reopen first, or blank."""
        super().__init__(now, draft)
        self.animation_level = "none"
        # Private in Textual, whose `run_test` sets them: the app has no floating widgets, and each
        # screen would mount them.
        self._disable_tooltips = self._disable_notifications = True
        #: The signal that ended the session, if one did.
        self.left_by: int | None = None

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver for this terminal, which here writes fewer bytes."""
        return frugal(super().get_driver_class())

    async def action_quit(self) -> None:
        """Quit. Unsaved text is asked about."""
        self.quit_or_ask()

    def action_help_quit(self) -> None:
        """Tell the user how to quit, because ctrl+c copies."""
        self.tell("ctrl+q quits; it asks first if typed text is not saved.")

    def _handle_exception(self, error: Exception) -> None:
        # Private in Textual (its version is bounded for this): the stock one prints local
        # variables, which hold names.
        if self._exception is None:
            with suppress(Exception):  # the error may be one of the form that holds the text
                self.end_drafts(keep=True)
            self._exception = error
            self._exception_event.set()
        if self.left_by is None:
            shutdown.log(error)
            self._return_code = shutdown.UNEXPECTED
        self._close_messages_no_wait()
