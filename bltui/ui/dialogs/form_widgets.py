"""The input widgets of fields: one line, several lines, and a person's name."""

from __future__ import annotations

from typing import ClassVar, Protocol

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.fields import Field, PersonField, PersonOrName

_UNDERLINED = Style(underline=True)
#: The number of people that a picker lists at once.
LISTED = 4


#: The most characters that a field takes in one paste: far more than any text may have, and few
#: enough to draw.
PASTED = 20_000


def too_long(pasted: str) -> str:
    """Return why a pasted text is too long; empty if it is not."""
    if len(pasted) <= PASTED:
        return ""
    return f"The pasted text has {len(pasted):,} characters, and a field takes {PASTED:,}. Paste part of it."


def _underlined(strip: Strip, width: int, ground: Style) -> Strip:
    """Return a line of a field with a rule below it, also where there is no text."""
    return strip.adjust_cell_length(width, ground).apply_style(_UNDERLINED)


class Edited(Message):
    """Message: the text of a field has changed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Advanced(Message):
    """Message: Enter was pressed in a field."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Entry(Protocol):
    """The interface of a field's widget for a form."""

    field: Field

    @property
    def raw(self) -> str:
        """The text in the field."""

    def know(self, field: Field) -> None:
        """Update the field after its value or choices changed."""

    def fill(self, raw: str) -> None:
        """Replace the text in the field."""

    def below(self) -> list[str]:
        """Return the lines below the field: how it is understood, or which people match."""


class LineEntry(Input):
    """One line of text. Several pasted lines are joined instead of dropping all but the first.

    The initial text is selected on focus, so that typing replaces it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "line_end", show=False),
        Binding("ctrl+home", "home", show=False),
        Binding("ctrl+end", "end", show=False),
    ]

    def __init__(self, field: Field) -> None:
        super().__init__(field.to_text(field.value), shown(field.blank), compact=True)
        self.field = field
        self.cursor_blink = False
        self._first = self.value

    def know(self, field: Field) -> None:
        self.field = field

    def render_line(self, y: int) -> Strip:
        """Underline the field, so that two in a row stay apart."""
        return _underlined(super().render_line(y), self.size.width, self.rich_style)

    @property
    def typed(self) -> bool:
        """Whether the text differs from the initial text."""
        return self.value != self._first

    @property
    def raw(self) -> str:
        return self.value

    def fill(self, raw: str) -> None:
        self.value = raw
        self.cursor_position = len(raw)

    def below(self) -> list[str]:
        line = self.field.describe(self.value) if self.has_focus or self.typed else ""
        return [line] if line else []

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if reason := too_long(event.text):
            services(self).tell(reason, "refused")
            return
        try:
            text = clean(event.text, self.field.label.casefold(), limit=max(1, len(event.text)))
        except UserError as refused:
            services(self).tell(refused.message, "refused")
            return
        # Pasted between words, so a space at either end is part of it.
        before, after = (
            " " if text and edge in (" ", "\t") else ""
            for edge in (event.text[:1], event.text[-1:])
        )
        self.replace(f"{before}{text}{after}", *sorted(self.selection))

    def action_line_end(self) -> None:
        """Insert a space for a line end that was pasted as a key, as in other pasted text."""
        self.insert_text_at_cursor(" ")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.has_focus:
            self.select_on_focus = False  # from now on the text is the person's own
        self.post_message(Edited(self.field.key))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Advanced(self.field.key))


class WhoEntry(LineEntry):
    """A person's name, with matching people listed below.

    Up and down choose a person, and Enter accepts them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    def __init__(self, field: PersonField) -> None:
        super().__init__(field)
        self.who = field
        self.at = -1
        """The chosen position in the list; -1 is the typed text."""

    def know(self, field: Field) -> None:
        assert isinstance(field, PersonField)
        self.field = self.who = field

    def _near(self) -> list[int]:
        return [p.id for p in self.who.matches(self.value)]

    def below(self) -> list[str]:
        exact = self.who.exact(self.value)
        if exact is not None and self.at < 0:
            about = f"{exact.about}, on the staff list" if exact.about else "on the staff list"
            return [shown(about)]
        people = {p.id: p for p in self.who.people}
        near = self._near()
        lines = (
            ["a new person (also added to the staff list)"]
            if isinstance(self.who, PersonOrName) and self.value.strip()
            else []
        )
        if not near and not lines and (said := self.who.describe(self.value)):
            return [said]
        if not self.has_focus:
            return lines
        first = max(0, min(self.at - LISTED + 1, len(near) - LISTED)) if self.at >= LISTED else 0
        for place, number in enumerate(near[first : first + LISTED], first):
            person = people[number]
            mark = ">" if place == self.at else " "
            lines.append(shown(f"{mark} {self.who.call(person):<24} {person.about}".rstrip()))
        left = len(near) - first - LISTED
        return [*lines, f"  … {left} more"] if left > 0 else lines

    def action_choose(self, step: int) -> None:
        """Move through the matching people."""
        self.at = max(-1, min(self.at + step, len(self._near()) - 1))
        self.post_message(Edited(self.field.key))

    def on_input_changed(self, event: Input.Changed) -> None:
        self.at = -1
        super().on_input_changed(event)

    def take(self) -> None:
        """Put the chosen person into the field, or the one whom the text names."""
        near = self._near()
        chosen = near[self.at] if 0 <= self.at < len(near) else None
        if chosen is None and self.value.strip() and not isinstance(self.who, PersonOrName):
            found = self.who.sure(self.value)
            chosen = found.id if found is not None else None
        if chosen is not None:
            person = next(p for p in self.who.people if p.id == chosen)
            self.at = -1
            self.fill(self.who.call(person))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.take()
        super().on_input_submitted(event)

    def on_blur(self) -> None:
        self.take()


class ProseEntry(TextArea):
    """Multi-line text; tab leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "line_end", show=False)]

    def __init__(self, field: Field) -> None:
        super().__init__(field.to_text(field.value), compact=True, highlight_cursor_line=False)
        self.field = field
        self.cursor_blink = False

    def know(self, field: Field) -> None:
        self.field = field

    def render_line(self, y: int) -> Strip:
        """Underline the last line of the field."""
        strip = super().render_line(y)
        if y < self.size.height - 1:
            return strip
        return _underlined(strip, self.size.width, self.rich_style)

    def on_mount(self) -> None:
        """Put the cursor at the end, where people go on writing."""
        self.move_cursor(self.document.end)

    @property
    def raw(self) -> str:
        return self.text

    def fill(self, raw: str) -> None:
        self.text = raw

    def below(self) -> list[str]:
        return []

    def on_paste(self, event: events.Paste) -> None:
        if reason := too_long(event.text):
            event.prevent_default()
            event.stop()
            services(self).tell(reason, "refused")

    def action_line_end(self) -> None:
        """Insert a line end that was pasted as a key."""
        self.insert("\n")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Edited(self.field.key))
