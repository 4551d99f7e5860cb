"""The palette: fuzzy search for every command and every named record of the building."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from bltui.ui.formatting import Bit, content
from bltui.ui.palette_items import PaletteItem
from bltui.ui.palette_search import fold, search
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: Width of a name in cells; a longer one wraps.
NAME = 24
#: The headings of the kinds of items.
HEADINGS = ("Commands here", "Commands elsewhere", "Records")


class Palette(ModalScreen[str | None]):
    """A dialog that closes with the id of the target, or None."""

    SHEETS: ClassVar[tuple[str, ...]] = ("dialogs.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "dismiss(None)", "Back"),
        Binding("down", "move(1)", "Down"),
        Binding("up", "move(-1)", "Up"),
        Binding("pagedown", "move(8)", "Down"),
        Binding("pageup", "move(-8)", "Up"),
    ]

    def __init__(self, targets: Sequence[PaletteItem]) -> None:
        super().__init__()
        self._targets = fold(targets)
        self._rows = RecordList(
            [
                Column(cells=NAME, wraps=True),
                Column(brief=True),
                Column(cells=6, right=True),
            ],
            empty="No matches",
        )
        self._rows.can_focus = False

    def compose(self) -> ComposeResult:
        """Compose the field and the list."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = content("Commands and records")
            sheet.border_subtitle = content("enter: run   esc: cancel")
            field = Input(placeholder="type a few letters", compact=True)
            field.cursor_blink = False
            yield field
            yield self._rows

    def on_mount(self) -> None:
        """Show everything."""
        self._fill("")

    def _fill(self, sought: str) -> None:
        items = search(self._targets, sought)
        rows: list[Row] = []
        kind = -1
        for place, item in enumerate(items):
            # The best match stands first, above every heading.
            if item.kind != kind and (place or not sought.strip()):
                kind = item.kind
                rows.append(Row(None, (HEADINGS[kind],), "heading"))
            cells = (item.name, Bit(item.says, "quiet"), Bit(item.key, "mark"))
            rows.append(Row(item.id, cells, role="quiet" if item.dim else ""))
        self._rows.fill(rows)
        self._rows.first()

    def action_move(self, count: int) -> None:
        """Move in the list while the field keeps the focus."""
        for _ in range(abs(count)):
            (self._rows.down if count > 0 else self._rows.up)()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(self._rows.cursor)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        self.dismiss(event.row)
