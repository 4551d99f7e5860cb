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

from bltui.domain.model.text import folded
from bltui.ui.formatting import Bit, content, width
from bltui.ui.palette_items import PaletteItem
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Cell, Column, Row

#: The maximum number of results.
MOST = 60
#: Width of a name in cells.
NAME = 18


def rank(sought: str, name: str, says: str) -> int:
    """Return how well a name matches the search text; 0 for no match. Both are folded.

    Best is a prefix, then prefixes of words, then any part, then the letters in order, then a match
    in the explanation.
    """
    if name.startswith(sought):
        return 5
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in sought.split()):
        return 4
    if sought in name:
        return 3
    letters = iter(name)
    if len(sought) > 1 and all(letter in letters for letter in sought.replace(" ", "")):
        return 2
    return 1 if len(sought) > 2 and sought in says else 0


#: A target with its name and explanation folded once, because there may be thousands and every
#: letter ranks them again.
Folded = tuple[str, str, PaletteItem]


def fold(targets: Sequence[PaletteItem]) -> list[Folded]:
    """Return the targets folded, as `found` takes them."""
    return [(folded(t.name), folded(t.says), t) for t in targets]


def found(targets: Sequence[Folded], sought: str) -> list[PaletteItem]:
    """Return the targets that match the search text, the best first.

    Without a search text, return the first ones.
    """
    wanted = folded(sought)
    if not wanted:
        return [target for *_, target in targets[:MOST]]
    ranked = ((rank(wanted, name, says), target) for name, says, target in targets)
    return [target for r, target in sorted((x for x in ranked if x[0]), key=lambda x: -x[0])][:MOST]


def _words(target: PaletteItem) -> tuple[Cell, Cell]:
    """Return name and explanation; a long name, such as a goal's, goes in the wide column."""
    if width(target.name) <= NAME:
        return target.name, Bit(target.says, "quiet")
    return Bit(target.says, "quiet"), target.name


class Palette(ModalScreen[str | None]):
    """A dialog that closes with the id of the target, or None."""

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
            [Column(cells=NAME), Column(weight=True), Column(cells=9, right=True)],
            empty="Nothing is called like that.",
        )
        self._rows.can_focus = False

    def compose(self) -> ComposeResult:
        """Compose the field and the list."""
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = content("Commands, and everything by name")
            sheet.border_subtitle = content("enter goes there · esc back")
            field = Input(placeholder="type a few letters", compact=True)
            field.cursor_blink = False
            yield field
            yield self._rows

    def on_mount(self) -> None:
        """Show everything."""
        self._fill("")

    def _fill(self, sought: str) -> None:
        self._rows.fill(
            [
                Row(t.id, (*_words(t), Bit(t.key, "mark")), role="quiet" if t.dim else "")
                for t in found(self._targets, sought)
            ]
        )
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
