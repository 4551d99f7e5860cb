"""The interface of the running app for views, lists, and dialogs.

Widgets reach the workspace only through it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

import msgspec
from textual.message import Message

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.finding import Finding
from bltui.drafts.step import Trail
from bltui.store.errors import StoreError
from bltui.ui.keymap import Keymap
from bltui.ui.state import State
from bltui.workspace import Done, Workspace

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from bltui.ui.jumping import Place

T = TypeVar("T")


class ChangePreview(msgspec.Struct, frozen=True):
    """The effect of a change that has not been written."""

    change: Change
    building: Building
    gained: tuple[Finding, ...]
    """Findings that the change would add."""
    lost: tuple[Finding, ...]
    """Findings that the change would resolve."""


class Listing:
    """A screen with lists of records."""

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added, if a list shows them.

        Each is named "table/id".
        """
        raise NotImplementedError


class Page(Listing):
    """A full screen, such as the main screen or a page; gets each new state and shows messages."""

    def refresh_state(self, state: State) -> None:
        """Show a new state."""
        raise NotImplementedError

    def tell(self, text: str, role: str = "") -> None:
        """Show a one-line message."""
        raise NotImplementedError


class Waiter:
    """A dialog that stays open and shows a message while a save waits for another writer."""

    def say_waiting(self, text: str) -> None:
        """Show whom the save waits for, and for how long so far."""
        raise NotImplementedError

    def lines_expected(self) -> int:
        """Return how many lines of typed text the fields can take, from the focused one on."""
        raise NotImplementedError


class Changed(Message):
    """The result of a change that is on disk and shown."""

    def __init__(self, done: Done) -> None:
        super().__init__()
        self.done = done


class NotChanged(Message):
    """The result of a change that was refused or could not be saved.

    Nothing of it is in the file unless the message says so.
    """

    def __init__(self, error: UserError | StoreError) -> None:
        super().__init__()
        self.error = error


class AppServices(Protocol):
    """The app as its widgets see it."""

    state: State
    keymap: Keymap
    now: Callable[[], float]
    """Returns the current time in seconds since the epoch."""
    trail: Trail
    """How the next screen to open is reached: the last command, or the last choice in a dialog."""

    async def change(self, intent: Intent) -> Done | UserError | StoreError:
        """Save an intent; return once it is on disk and shown, or with the reason that it failed.

        For forms that stay open during the save.
        """

    async def rehearse(self, intent: Intent) -> ChangePreview | UserError | StoreError:
        """Preview an intent: return its effect and the findings that it would add and fix."""

    async def run_in_worker(self, work: Callable[[Workspace], T]) -> T:
        """Run other work with the workspace in the worker thread, such as reading the history."""

    def submit(self, intent: Intent) -> None:
        """Save an intent that needs no form, and report the outcome."""

    def submit_work(self, work: Callable[[Workspace], Done]) -> None:
        """Save and report an undo or redo; the workspace provides the message."""

    def report(self, outcome: Done | UserError | StoreError) -> None:
        """Report the outcome of a change in one line."""

    def tell(self, text: str, role: str = "") -> None:
        """Show one line at the bottom of the screen; the roles are those of `present.ROLES`."""

    @property
    def reading(self) -> bool:
        """Whether the last line still needs to stay visible so that it can be read."""

    @property
    def typed_ahead(self) -> bool:
        """Whether typed-ahead keys are queued."""

    def drop_typed_ahead(self) -> None:
        """Drop the typed-ahead keys: they were meant for something that did not happen."""

    def take_lines(self, wanted: Callable[[str], bool]) -> list[str]:
        """Take up to `wanted` whole lines of text from the queued keys."""

    def jump(self, places: Sequence[Place], ended: Callable[[], None]) -> None:
        """Show labels on places of the screen; `ended` is called when they are gone again."""

    def open(self, record: str) -> None:
        """Show a record, named "table/id", in its view."""

    def load_css(self, *sheets: str) -> None:
        """Read style sheets that are about to be needed."""

    def copy(self, text: str, called: str = "") -> None:
        """Copy text to the terminal's clipboard (OSC 52), and show it, or what it is `called`."""

    def look_at_drafts(self) -> None:
        """Update the drafts on disk to the text typed so far."""


def services(node: DOMNode) -> AppServices:
    """Return the app of a widget or screen."""
    return cast(AppServices, node.app)
