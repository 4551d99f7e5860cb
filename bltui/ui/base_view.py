"""View: one of the places of the workbench, such as Home or Team.

It shows a state and offers commands.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.widget import Widget

from bltui.ui.app_services import AppServices, services
from bltui.ui.commands import Commanded
from bltui.ui.state import State
from bltui.ui.widgets.lists import Lists
from bltui.ui.widgets.record_list import RecordList


class BaseView(Commanded, Lists, Widget):
    """A subclass gives KEY, TITLE, HELP and FOOT, composes its lists, and fills them in `show`.

    It is mounted when it is first shown and stays mounted, so that it keeps its cursor and filter.
    """

    # Its lists cover it: one line of its ground serves where Textual would keep one for each line
    BLANK = True
    KEY: ClassVar[str] = ""
    """Its name in code, commands and files, such as "team"."""
    TITLE: ClassVar[str] = ""
    """On the tab."""
    HELP: ClassVar[str] = ""
    """What it is for, in a sentence or two; the help screen begins with it."""
    FOOT: ClassVar[tuple[str, ...]] = ()
    """At most six ids of commands for the foot line, the most useful first.

    `?` stands before them by itself.
    """
    LISTS: ClassVar[tuple[str, ...]] = ()
    """The lists of the records that people add here, the first one first.

    Not those that say more about a line.
    """

    @property
    def whereabouts(self) -> str:
        """What it shows beyond the list with the keys, such as one of several meetings, for
        `come_back`.
        """
        return ""

    async def come_back(self, whereabouts: str) -> None:
        """Show again what `whereabouts` named."""

    async def reveal(self, panel: str) -> None:
        """Bring the list of that id into sight."""

    @property
    def services(self) -> AppServices:
        """The app: its state, and what one may ask of it."""
        return services(self)

    def show(self, state: State) -> None:
        """Show a state: called when the view is mounted and whenever something changed.

        Redraws what differs.
        """
        raise NotImplementedError

    def home(self) -> Widget | None:
        """The list that has the keys when the view is shown."""
        return next((w for w in self.query("RecordList") if w.focusable), None)

    def open_record(self, record: str) -> bool:
        """Put the cursor on a record, named "table/id"; False if it is not of this view."""
        return False

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on what was just added, in every list that shows it.

        If the focused list does not show it, the first of LISTS that does gets the focus, because
        the next command is meant for the new record. A line of text that is being typed keeps the
        focus.
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
        """Show only what holds the text (all again where it is empty).

        Says how much is left, such as "3 of 20".
        """
        return ""
