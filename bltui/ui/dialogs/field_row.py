"""One field in an open form: its label, its input widget, and the lines below."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from bltui.domain.model.text import shown
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.fields import Choice, Field, Many, PersonField, Prose
from bltui.ui.dialogs.form_widgets import LineEntry, ProseEntry, WhoEntry


class FieldRow(Horizontal):
    """The widgets of a field."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.label = Static(Content(shown(field.label)), classes="label")
        self.entry = entry_for(field)
        self.below = Static(classes="below")
        held = Vertical(self.entry, self.below, classes="entry")
        super().__init__(
            self.label, held, classes="field prose" if isinstance(field, Prose) else "field"
        )

    def adopt(self, field: Field) -> str:
        """Reset the field to another value or other choices; return the text in the field."""
        self.field = field
        self.entry.know(field)
        self.entry.fill(field.to_text(field.value))
        return self.entry.raw

    def hold(self, raw: str) -> None:
        """Restore typed text as if it had been checked when it was typed."""
        with self.entry.prevent(Input.Changed, TextArea.Changed):
            self.entry.fill(raw)
        if isinstance(self.entry, LineEntry):
            self.entry.select_on_focus = False

    @property
    def hint(self) -> str:
        """The field's hint, or the keys that fill it."""
        if self.field.hint or not isinstance(self.entry, BoxesEntry):
            return self.field.hint
        return "arrows choose" if isinstance(self.field, Choice) else "arrows move, space ticks"


def entry_for(field: Field) -> LineEntry | ProseEntry | BoxesEntry:
    """Return the widget of a field."""
    if isinstance(field, Prose):
        return ProseEntry(field)
    if isinstance(field, Choice | Many):
        return BoxesEntry(field)
    return WhoEntry(field) if isinstance(field, PersonField) else LineEntry(field)
