"""MasterDetail: a view whose details follow the focused row, and whose commands open its forms."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.ui.base_view import BaseView
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList


class MasterDetail(BaseView):
    """The base class of views with panels beside a list."""

    NOTHING: ClassVar[str]
    """The message of a command that does not apply to the row."""
    PANELS: ClassVar[tuple[str, ...]]
    """The ids of its lists; the last one shows the details of a row of another."""

    _source: str
    """The list whose row the details show."""

    @property
    def line(self) -> str:
        """The row at the cursor of the focused list."""
        raise NotImplementedError

    def turn_to(self, panel: str) -> None:
        """Show a panel and focus it."""
        raise NotImplementedError

    async def reveal(self, panel: str) -> None:
        """Show a panel."""
        if panel in self.PANELS:
            self.turn_to(panel)

    @property
    def whereabouts(self) -> str:
        """The row that the details show."""
        return f"{self._source} {self.listed(self._source).cursor or ''}"

    async def come_back(self, whereabouts: str) -> None:
        """Restore the row that the details show."""
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
        """Show the details of the focused list."""
        name = event.widget.id or ""
        # When a record is opened the focus has moved already, so a message about the list that had
        # it before comes too late.
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
            self.services.tell(otherwise or self.NOTHING, "refused")
        elif isinstance(found, Screen):
            self.app.push_screen(found)
        else:
            self.services.submit(found)
