"""One field in an open form: its label, its input widget, and the lines below."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from bltui.domain.model.kinds import Day, Number
from bltui.domain.model.text import shown
from bltui.domain.model.times import Time
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.fields import Choice, Field, Many, PersonField, Prose, Typed
from bltui.ui.dialogs.form_widgets import LineEntry, ProseEntry, WhoEntry


class FieldRow(Horizontal):
    """The widgets of a field."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.label = Static(Content(_name(field)), classes="label")
        self.entry = entry_for(field)
        self.below = Static(classes="below")
        held = Vertical(self.entry, self.below, classes="entry")
        super().__init__(self.label, held, classes=f"field {_width(field)}")

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

    def show_jump(self, letters: str) -> None:
        """Show a label for jumping before the field's name; blank removes it."""
        name = Content(_name(self.field))
        if letters:
            label = Content.from_markup(f"[b $button-text on $button]{letters}[/] ")
            name = (label + name).truncate(self.label.content_size.width)
        self.label.update(name, layout=False)

    @property
    def beside(self) -> bool:
        """Whether there is room for the hint at the right of the field."""
        return self.has_class("short")


def _name(field: Field) -> str:
    return f"{shown(field.label)} *" if field.required else shown(field.label)


def _width(field: Field) -> str:
    """Return the class for the width of a field, which follows its kind."""
    if isinstance(field, Typed) and isinstance(field.kind, Day | Time | Number):
        return "short"
    return "name" if isinstance(field, PersonField) else "full"


def entry_for(field: Field) -> LineEntry | ProseEntry | BoxesEntry:
    """Return the widget of a field."""
    if isinstance(field, Prose):
        return ProseEntry(field)
    if isinstance(field, Choice | Many):
        return BoxesEntry(field)
    return WhoEntry(field) if isinstance(field, PersonField) else LineEntry(field)
