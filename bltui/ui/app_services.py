"""What views, lists and dialogs may ask of the running app.

The one way from a widget to the workspace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
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

T = TypeVar("T")


class ChangePreview(msgspec.Struct, frozen=True):
    """What a change would do, nothing of it written."""

    change: Change
    building: Building
    gained: tuple[Finding, ...]
    """Findings that would be new."""
    lost: tuple[Finding, ...]
    """Findings that would be gone."""


class Listing:
    """A screen with lists of records."""

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on what this person has just added, where a list shows it.

        Each is named "table/id".
        """
        raise NotImplementedError


class Page(Listing):
    """What stands on the screen by itself, the workbench or a page over it: it is given every new
    state and says lines.
    """

    def refresh_state(self, state: State) -> None:
        """Show a new state."""
        raise NotImplementedError

    def tell(self, text: str, role: str = "said") -> None:
        """Say one line."""
        raise NotImplementedError


class Waiter:
    """A dialog that stays open while a save waits for another writer, and says so itself."""

    def say_waiting(self, text: str) -> None:
        """Say whom the save waits for, and for how long by now."""
        raise NotImplementedError

    def lines_expected(self) -> int:
        """How many lines of text keys would put into fields, from the focused one on."""
        raise NotImplementedError


class Changed(Message):
    """A change is on disk and the new state is shown."""

    def __init__(self, done: Done) -> None:
        super().__init__()
        self.done = done


class NotChanged(Message):
    """A change was refused or could not be saved.

    Nothing of it is in the file unless the words say so.
    """

    def __init__(self, error: UserError | StoreError) -> None:
        super().__init__()
        self.error = error


class AppServices(Protocol):
    """The app as its widgets see it."""

    state: State
    keymap: Keymap
    now: Callable[[], float]
    """Seconds since the epoch."""
    trail: Trail
    """The way to whatever opens next: the last command, or what was chosen in a dialog."""

    async def change(self, intent: Intent) -> Done | UserError | StoreError:
        """Save an intent; returns when it is on disk and shown, or why it is not.

        For forms that stay open meanwhile.
        """

    async def rehearse(self, intent: Intent) -> ChangePreview | UserError | StoreError:
        """What an intent would do, with the findings that it would bring and mend."""

    async def run_in_worker(self, work: Callable[[Workspace], T]) -> T:
        """Something else with the workspace, in its thread and in its turn, such as reading the
        history.
        """

    def submit(self, intent: Intent) -> None:
        """Save an intent and say what came of it; for what needs no form."""

    def submit_work(self, work: Callable[[Workspace], Done]) -> None:
        """The same for undo and redo, which the workspace itself words."""

    def report(self, outcome: Done | UserError | StoreError) -> None:
        """Say in one line what came of a change."""

    def tell(self, text: str, role: str = "said") -> None:
        """One line for the person, at the bottom; the roles are those of `present.ROLES`."""

    @property
    def reading(self) -> bool:
        """Whether the person is given time to read the last line."""

    @property
    def typed_ahead(self) -> bool:
        """Whether keys are waiting for what the one before them asked for."""

    def drop_typed_ahead(self) -> None:
        """Drop what was typed ahead: it was meant for something that did not happen."""

    def take_lines(self, wanted: Callable[[str], bool]) -> list[str]:
        """Take whole lines of text off the keys that wait, as long as they are wanted."""

    def open(self, record: str) -> None:
        """Show a record, named "table/id", in the view that it belongs to."""

    def load_css(self, *sheets: str) -> None:
        """Read style sheets that something is about to need."""

    def copy(self, text: str) -> None:
        """Put text on the terminal's clipboard (OSC 52), and say what it was."""

    def look_at_drafts(self) -> None:
        """Bring the drafts on disk up to what is typed now."""


def services(node: DOMNode) -> AppServices:
    """The app of a widget or screen."""
    return cast(AppServices, node.app)
