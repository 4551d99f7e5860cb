"""The half of the app that drafts need: when they are kept, offered and ended, and asking before
text is lost by quitting.
"""

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
    """An app whose forms have drafts. Whatever that takes is loaded after the first paint."""

    state: State
    """The building as it is shown."""

    @property
    def bench(self) -> MainScreen:
        """The workbench, under whatever dialog is open."""
        raise NotImplementedError

    def load_css(self, *sheets: str) -> None:
        """Read style sheets that were not read yet."""
        raise NotImplementedError

    def __init__(self, now: Callable[[], float], draft: str) -> None:
        """`draft` is a draft file to reopen first, or blank."""
        super().__init__(now)
        #: The way to whatever opens next; see `trail`.
        self.trail: Trail = ()
        #: Drafts of typed text; from the first paint on.
        self.keeper: Keeper | None = None
        self._draft = draft
        #: Whether no key was pressed yet.
        self.untouched = True
        #: Whether a form is being opened again from a draft: nothing is saved on the way.
        self.reopening = False

    async def on_event(self, event: events.Event) -> None:
        """Notice the first key: what is offered at the start must not catch keys that were typed
        for something else.
        """
        if isinstance(event, events.Key | events.Paste):
            self.untouched = False
        await super().on_event(event)

    def begin_drafts(self, file: BuildingFile) -> None:
        """Keep drafts from now on, and offer those of former sessions."""
        self.keeper = keeper.keeper_of(self, file)
        self.set_interval(keeper.LOOK, self.look_at_drafts)
        self.run_worker(restoring.offer(self, self._draft), group="drafts", exit_on_error=False)

    def look_at_drafts(self) -> None:
        """Bring the drafts on disk up to what is typed now."""
        if self.keeper is not None:
            self.keeper.look()

    def end_drafts(self, *, keep: bool) -> None:
        """The session ends: unsaved text stays as drafts, or is discarded."""
        if self.keeper is not None:
            self.keeper.end(keep=keep)

    def quit_or_ask(self) -> None:
        """Quit, unless typed text would be lost: then ask."""
        texts = self.keeper.sources() if self.keeper is not None else []
        if texts:
            quitting.ask(self, [text for _, text in texts])
        else:
            self.quit_now(keep=False)

    def quit_now(self, *, keep: bool) -> None:
        """End the session, with unsaved text kept as drafts or discarded."""
        self.end_drafts(keep=keep)
        self.exit(return_code=0)
