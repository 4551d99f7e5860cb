"""The status line: what came of one's own doing, others' news after it, and whom a save waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.content import Content

from bltui.ui.app_services import Page, Waiter
from bltui.ui.key_queue import KeyQueue

#: Seconds between two lines about a save that waits for another writer.
SECOND = 1.0

#: Seconds that a line about one's own doing stays before others' news.
OWN = 2.0


class StatusLine(KeyQueue):
    """An app that says things on the page in sight, or on the dialog over it."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` gives seconds since the epoch."""
        super().__init__()
        self.now = now
        #: Until when the line is about what this person did.
        self._own_until = 0.0
        self._told = ""

    @property
    def pages(self) -> list[Page]:
        """The workbench and the pages that stand over it."""
        return [screen for screen in self.screen_stack if isinstance(screen, Page)]

    def _say(self, text: str, role: str) -> None:
        for page in self.pages[
            -1:
        ]:  # no page is left while the program ends, but news may still arrive
            page.tell(text, role)

    def tell(self, text: str, role: str = "said") -> None:
        """One line for the person, at the bottom of the page in sight.

        What could not be done ("late") stops what was typed ahead for it.
        """
        self._own_until = self.now() + OWN
        self._told = text
        self._say(text, role)
        if role == "late":
            self.drop_typed_ahead()

    def news(self, text: str, role: str = "next") -> None:
        """A line that nobody asked for; what one's own key brought about can be read first."""
        wait = self._own_until - self.now()
        if wait > 0:
            self.set_timer(wait, partial(self.news, text, role), name="news")
        else:
            self._say(text, role)

    @property
    def reading(self) -> bool:
        """Whether the person is given time to read the last line."""
        return self.now() < self._own_until

    def say_dropped(self, count: int) -> None:
        """Say it on the dialog that is open, else behind the line that says what went wrong."""
        keys = "1 key" if count == 1 else f"{count} keys"
        words = f"{keys} typed ahead ignored" if count else ""
        sheets = self.screen.query(".sheet")
        if sheets:
            sheets.first().border_subtitle = Content(words)
        elif count:
            self._say(f"{words[0].upper()}{words[1:]}. {self._told}", "late")

    def lines_expected(self) -> int:
        """In a form, the text fields from the focused one to the first that is none.

        Elsewhere one line.
        """
        return self.screen.lines_expected() if isinstance(self.screen, Waiter) else 1

    def nowhere_to_paste(self) -> None:
        """Say where pasted text can go."""
        self.tell("Text can be pasted only into a field. Press + for the quick-add line.", "late")

    async def say_who_writes(self, writer: Callable[[], str | None]) -> None:
        """Say each second whom a save waits for, from the moment when a person begins to wonder."""
        since = self.now()
        while True:
            await asyncio.sleep(SECOND)
            who = writer()
            self._say_waiting(f"Waiting for {who or 'the file'} ({round(self.now() - since)} s)…")

    def _say_waiting(self, text: str) -> None:
        if isinstance(self.screen, Waiter):
            self.screen.say_waiting(text)
        else:
            self._say(text, "now")
