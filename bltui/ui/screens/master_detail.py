"""Opening: a view of panels whose details follow the line with the keys, and whose commands open a
form for that line.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.ui.base_view import BaseView
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList


class MasterDetail(BaseView):
    """Made for a view that shows panels beside its list."""

    NOTHING: ClassVar[str]
    """What a command says where its line is not for it."""
    PANELS: ClassVar[tuple[str, ...]]
    """The ids of its lists; the last one holds the details of a line of another."""

    _source: str
    """The list that the details are about."""

    @property
    def line(self) -> str:
        """The row with the cursor, of the list that has the keys."""
        raise NotImplementedError

    def turn_to(self, panel: str) -> None:
        """Show a panel and give it the keys."""
        raise NotImplementedError

    async def reveal(self, panel: str) -> None:
        """Show a panel."""
        if panel in self.PANELS:
            self.turn_to(panel)

    @property
    def whereabouts(self) -> str:
        """The line that the details are about."""
        return f"{self._source} {self.listed(self._source).cursor or ''}"

    async def come_back(self, whereabouts: str) -> None:
        """Let the details be about that line again."""
        panel, _, row = whereabouts.partition(" ")
        if panel in self.PANELS:
            self.turn_to(panel)
            self.listed(panel).go(row)
            self._detail(self.services.state)

    def _detail(self, state: State) -> None:
        """Fill the details."""
        raise NotImplementedError

    @property
    def _focused(self) -> str:
        focused = self.screen.focused
        return (
            focused.id or ""
            if isinstance(focused, RecordList) and self in focused.ancestors
            else ""
        )

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The details follow the list that has the keys."""
        name = event.widget.id or ""
        # Where a record is opened the keys go on at once: what is said of a list that had them
        # before comes too late.
        if (
            event.widget is self.screen.focused
            and name in self.PANELS[:-1]
            and name != self._source
        ):
            self._source = name
            self._detail(self.services.state)

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        if event.rows.id == self._source:
            self._detail(self.services.state)

    def _open(self, found: Screen[bool] | Intent | None, otherwise: str | None = None) -> None:
        if found is None:
            self.services.tell(otherwise or self.NOTHING, "late")
        elif isinstance(found, Screen):
            self.app.push_screen(found)
        else:
            self.services.submit(found)
