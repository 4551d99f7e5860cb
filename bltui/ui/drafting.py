"""The draft support of the app: saving, offering, and ending drafts, and asking before quitting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from bltui.drafts.step import Trail
from bltui.ui import keeper, restoring
from bltui.ui.dialogs import quitting
from bltui.ui.status_line import StatusLine

if TYPE_CHECKING:
    from bltui.store.building_file import BuildingFile
    from bltui.ui.keeper import Keeper
    from bltui.ui.screens.main_screen import MainScreen
    from bltui.ui.state import State


class Drafting(StatusLine):
    """An app whose forms have drafts; the draft modules are loaded after the first paint."""

    state: State
    """The state that is shown."""

    @property
    def bench(self) -> MainScreen:
        """The main screen, under any open dialog."""
        raise NotImplementedError

    def load_css(self, *sheets: str) -> None:
        """Read the style sheets that have not been read yet."""
        raise NotImplementedError

    def __init__(self, now: Callable[[], float], draft: str) -> None:
        """Create the app; `draft` is a draft file to reopen first, or blank."""
        super().__init__(now)
        #: How the next screen to open is reached; see `trail`.
        self.trail: Trail = ()
        #: Drafts of typed text; from the first paint on.
        self.keeper: Keeper | None = None
        self._draft = draft
        #: Whether no key has been pressed yet.
        self.untouched = True
        #: Whether a form is being reopened from a draft; nothing is saved during that.
        self.reopening = False

    async def on_event(self, event: events.Event) -> None:
        """Record the first key.

        The draft offer must not catch keys meant for something else.
        """
        if isinstance(event, events.Key | events.Paste):
            self.untouched = False
        await super().on_event(event)

    def begin_drafts(self, file: BuildingFile) -> None:
        """Start saving drafts, and offer those of earlier sessions."""
        self.keeper = keeper.keeper_of(self, file)
        self.set_interval(keeper.LOOK, self.look_at_drafts)
        self.run_worker(restoring.offer(self, self._draft), group="drafts", exit_on_error=False)

    def look_at_drafts(self) -> None:
        """Update the drafts on disk to the text typed so far."""
        if self.keeper is not None:
            self.keeper.look()

    def end_drafts(self, *, keep: bool) -> None:
        """End the session's drafts: keep unsaved text as drafts, or discard it."""
        if self.keeper is not None:
            self.keeper.end(keep=keep)

    def quit_or_ask(self) -> None:
        """Quit, but ask first if typed text would be lost."""
        texts = self.keeper.sources() if self.keeper is not None else []
        if texts:
            quitting.ask(self, [text for _, text in texts])
        else:
            self.quit_now(keep=False)

    def quit_now(self, *, keep: bool) -> None:
        """End the session, and keep unsaved text as drafts or discard it."""
        self.end_drafts(keep=keep)
        self.exit(return_code=0)
