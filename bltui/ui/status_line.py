"""The status line: results of the user's own actions, news from others, and waiting saves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.content import Content

from bltui.ui.app_services import Page, Waiter
from bltui.ui.jumping import Jumping

#: Seconds between two messages about a save that waits for another writer.
SECOND = 1.0

#: Seconds that a message about the user's own action stays before others' news.
OWN = 2.0


class StatusLine(Jumping):
    """An app that shows messages on the visible page, or on the dialog over it."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Create the status line; `now` returns seconds since the epoch."""
        super().__init__()
        self.now = now
        #: The time until which the line shows the user's own action.
        self._own_until = 0.0
        self._told = ""

    @property
    def pages(self) -> list[Page]:
        """The main screen and the pages over it."""
        return [screen for screen in self.screen_stack if isinstance(screen, Page)]

    def _say(self, text: str, role: str) -> None:
        for page in self.pages[
            -1:
        ]:  # no page is left while the program ends, but news may still arrive
            page.tell(text, role)

    def tell(self, text: str, role: str = "") -> None:
        """Show one line at the bottom of the visible page.

        The role "refused" (something failed) also drops the keys typed ahead for it.
        """
        self._own_until = self.now() + OWN
        self._told = text
        self._say(text, role)
        if role == "refused":
            self.drop_typed_ahead()

    def news(self, text: str, role: str = "info") -> None:
        """Show an unsolicited message, after the result of the user's own key could be read."""
        wait = self._own_until - self.now()
        if wait > 0:
            self.set_timer(wait, partial(self.news, text, role), name="news")
        else:
            self._say(text, role)

    @property
    def reading(self) -> bool:
        """Whether the last line still needs to stay visible so that it can be read."""
        return self.now() < self._own_until

    def say_dropped(self, count: int) -> None:
        """Report dropped keys on the open dialog, or else after the error message."""
        keys = "1 key" if count == 1 else f"{count} keys"
        words = f"{keys} typed ahead ignored" if count else ""
        sheets = self.screen.query(".sheet")
        if sheets:
            sheets.first().border_subtitle = Content(words)
        elif count:
            self._say(f"{words[0].upper()}{words[1:]}. {self._told}", "refused")

    def lines_expected(self) -> int:
        """Return the number of text fields from the focused one to the first that is not one.

        Outside forms, return 1.
        """
        return self.screen.lines_expected() if isinstance(self.screen, Waiter) else 1

    def nowhere_to_paste(self) -> None:
        """Tell the user where text can be pasted."""
        self.tell(
            "Text can be pasted only into a field. Press + for the quick-add line.", "refused"
        )

    async def say_who_writes(self, writer: Callable[[], str | None]) -> None:
        """Show whom a save waits for, updated each second once the wait is noticeable."""
        since = self.now()
        while True:
            await asyncio.sleep(SECOND)
            who = writer()
            self._say_waiting(f"Waiting for {who or 'the file'} ({round(self.now() - since)} s)…")

    def _say_waiting(self, text: str) -> None:
        if isinstance(self.screen, Waiter):
            self.screen.say_waiting(text)
        else:
            self._say(text, "recommended")
