"""The base class of the views of the main screen, such as Home or Team.

A view shows a state and offers commands.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from bltui.ui.app_services import AppServices, services
from bltui.ui.commands import Commanded
from bltui.ui.state import State
from bltui.ui.widgets.lists import Lists
from bltui.ui.widgets.panels import Panels
from bltui.ui.widgets.record_list import RecordList


class BaseView(Commanded, Panels, Lists, Widget):
    """A view. A subclass sets KEY, TITLE, HELP, and FOOT, composes lists, and fills them in `show`.

    `arranged` says how they stand to each other.

    A view is mounted when it is first shown and stays mounted, which keeps its cursor and filter.
    """

    class FootChanged(Message):
        """The view shows something else, which other commands are useful for."""

    # Its lists cover it: one line of its ground serves where Textual would keep one for each line
    BLANK = True
    KEY: ClassVar[str] = ""
    """Its name in code, commands, and files, such as "team"."""
    TITLE: ClassVar[str] = ""
    """The title on the tab."""
    HELP: ClassVar[str] = ""
    """The purpose of the view, in a sentence or two; the help screen begins with it."""
    FOOT: ClassVar[tuple[str, ...]] = ()
    """At most six command ids for the footer, the most useful first.

    `?` is always shown before them.
    """
    LISTS: ClassVar[tuple[str, ...]] = ()
    """The lists that people add records to, the main one first.

    Excludes lists that only show details of a row.
    """

    @property
    def whereabouts(self) -> str:
        """The view's selection beyond the focused list, such as which meeting, for `come_back`."""
        return ""

    async def come_back(self, whereabouts: str) -> None:
        """Restore the selection that `whereabouts` returned."""

    async def reveal(self, panel: str) -> None:
        """Make the list with that id visible."""

    @property
    def services(self) -> AppServices:
        """The app's services: its state and its operations."""
        return services(self)

    def show(self, state: State) -> None:
        """Show a state; called when the view is mounted and after each change.

        Redraws only what differs.
        """
        raise NotImplementedError

    def foot(self, state: State) -> tuple[str, ...]:
        """Return the command ids for the footer in a state: FOOT, unless that does not fit it."""
        return self.FOOT

    def home(self) -> Widget | None:
        """Return the list that gets the focus when the view is shown."""
        return next((w for w in self.query("RecordList") if w.focusable), None)

    def open_record(self, record: str) -> bool:
        """Put the cursor on a record, named "table/id"; return False if it is not shown here."""
        return False

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added, in every list that shows them.

        If the focused list does not show them, the first of LISTS that does gets the focus, because
        the next command is meant for the new record. A text field being edited keeps the focus.
        """
        holding = [rows.id for rows in self.query(RecordList) if rows.come_to(records)]
        focused = self.screen.focused
        if isinstance(focused, RecordList) and focused.id not in holding:
            found = next((name for name in self.LISTS if name in holding), None)
            if found is not None:
                self.bring(found)

    def bring(self, name: str) -> None:
        """Show one of the view's lists and focus it."""
        self.screen.set_focus(self.listed(name))

    def find(self, text: str) -> str:
        """Filter the view by text; a blank text shows everything again.

        Returns the count, such as "3 of 20".
        """
        return ""
