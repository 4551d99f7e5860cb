"""Two people set the same field: both values side by side, and one choice for each field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bltui.domain.refusal import Conflict
from bltui.domain.text import shown
from bltui.ui.desk import desk
from bltui.ui.dialogs.fields import Choice, Field, Many
from bltui.ui.dialogs.inputs import Advanced, BoxesEntry
from bltui.ui.dialogs.sheet import Sheet


def _words(field: Field, raw: str) -> str:
    """A field's raw text as a person reads it."""
    if isinstance(field, Choice | Many):
        names = dict(field.choices)
        return ", ".join(names.get(key, key) for key in raw.split(",") if key) or "none"
    return raw or "(blank)"


class Clash(Sheet[dict[str, str] | None]):
    """Closes with "theirs" or "mine" for each field; with None to go on editing, nothing being lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,e", "edit", "Edit"),
        Binding("f10", "save", "Save"),
        Binding("t", "all('theirs')", "Theirs"),
        Binding("m", "all('mine')", "Mine"),
    ]

    def __init__(self, who: str, at: float | None, fields: tuple[tuple[str, Choice], ...]) -> None:
        super().__init__()
        self._who = who
        self._at = at
        self._fields = fields

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet clash") as sheet:
            at = f" at {datetime.fromtimestamp(self._at, desk(self).state.zone):%H:%M}" if self._at else ""
            sheet.border_title = Content(shown(f"{self._who} saved this first{at}"))
            yield Static(Content("Both are kept until you choose. Which one holds?"), classes="about")
            with VerticalScroll(classes="fields", can_focus=False):
                for label, field in self._fields:
                    with Horizontal(classes="field"):
                        yield Static(Content(shown(label)), classes="label")
                        with Vertical(classes="entry"):
                            yield BoxesEntry(field, letters=False)
            yield Static(
                Content("arrows choose   t theirs   m mine   F10 save so   e, esc back to the form"), classes="hint"
            )

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query(BoxesEntry).first().focus()

    def on_advanced(self, event: Advanced) -> None:
        """Enter goes to the next field; after the last it saves."""
        event.stop()
        if event.key == self._fields[-1][1].key:
            self.action_save()
        else:
            self.focus_next(BoxesEntry)

    def action_all(self, which: str) -> None:
        """Choose one side for the field that has the focus."""
        if isinstance(self.focused, BoxesEntry):
            self.focused.fill(which)

    def action_save(self) -> None:
        """Close with what was chosen."""
        self.dismiss({entry.field.key: entry.raw for entry in self.query(BoxesEntry)})

    def action_edit(self) -> None:
        """Back to the form, to write something that holds both."""
        self.dismiss(None)


def clash_form(
    conflict: Conflict, fields: Mapping[str, Field], theirs: Mapping[str, Any], mine: Mapping[str, str]
) -> Clash:
    """The dialog for a conflict: who saved first and when, and per field their value and what stands in mine."""
    who = conflict.who or "Somebody"
    rows = tuple(
        (
            fields[key].label,
            Choice(
                key=key,
                label=fields[key].label,
                value="mine",
                choices=(
                    ("theirs", f"{who}: {_words(fields[key], fields[key].raw(value))}"),
                    ("mine", f"you: {_words(fields[key], mine[key])}"),
                ),
            ),
        )
        for key, value in theirs.items()
    )
    return Clash(who, conflict.at, rows)
