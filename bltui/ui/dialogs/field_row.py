"""One field in an open form: its label, what is typed into, and the lines below."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.text import shown
from bltui.ui.dialogs.fields import Choice, Field, Prose
from bltui.ui.dialogs.inputs import BoxesEntry, entry_for


class FieldRow(Horizontal):
    """The widgets of a field."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.label = Static(Content(shown(field.label)), classes="label")
        self.entry = entry_for(field)
        self.below = Static(classes="below")
        held = Vertical(self.entry, self.below, classes="entry")
        super().__init__(self.label, held, classes="field prose" if isinstance(field, Prose) else "field")

    @property
    def hint(self) -> str:
        """What the field wants, or the keys that fill it."""
        if self.field.hint or not isinstance(self.entry, BoxesEntry):
            return self.field.hint
        return "arrows choose" if isinstance(self.field, Choice) else "arrows move, space ticks"
