"""The widgets that fields are typed into: one line, several lines, a person's name."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.fields import Field, PersonField, PersonOrName

#: How many people a picker lists at once.
LISTED = 4


#: Characters that a field takes in one paste: far more than any text may have, and few enough to
#: draw.
PASTED = 20_000


def too_long(pasted: str) -> str:
    """Say why a pasted text is not taken; empty if it is."""
    if len(pasted) <= PASTED:
        return ""
    return f"The pasted text has {len(pasted):,} characters, and a field takes {PASTED:,}. Paste a part of it."


class Edited(Message):
    """What stands in a field has changed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Advanced(Message):
    """The person is done with a field: enter was pressed in it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Entry(Protocol):
    """What a form needs of a field's widget."""

    field: Field

    @property
    def raw(self) -> str:
        """What stands in the field."""

    def know(self, field: Field) -> None:
        """Take the field as it is now: its value or what it offers has changed."""

    def fill(self, raw: str) -> None:
        """Put other text into the field."""

    def below(self) -> list[str]:
        """The lines under the field: how it is read, whom it could mean."""


class LineEntry(Input):
    """One line of text. Several pasted lines become one, instead of all but the first being lost.

    What stood in the field when the form opened is selected when it gets the focus, so that typing
    replaces it.
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

    @property
    def typed(self) -> bool:
        """Whether another text stands there than at first."""
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
            services(self).tell(reason, "late")
            return
        try:
            text = clean(event.text, self.field.label.casefold(), limit=max(1, len(event.text)))
        except UserError as refused:
            services(self).tell(refused.message, "late")
            return
        # Pasted between words: the space at either end belongs to it.
        before, after = (
            " " if text and edge in (" ", "\t") else ""
            for edge in (event.text[:1], event.text[-1:])
        )
        self.replace(f"{before}{text}{after}", *sorted(self.selection))

    def action_line_end(self) -> None:
        """A line end that was pasted as a key: a space, as in other pasted text."""
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
    """A person's name, with the people whom it fits listed below.

    Up and down choose one, enter takes them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    def __init__(self, field: PersonField) -> None:
        super().__init__(field)
        self.who = field
        self.at = -1
        """The place in the list that is chosen; -1 is what was typed."""

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
            ["a new person, who goes on the staff list too"]
            if isinstance(self.who, PersonOrName) and self.value.strip()
            else []
        )
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
        """Move through the people whom the text fits."""
        self.at = max(-1, min(self.at + step, len(self._near()) - 1))
        self.post_message(Edited(self.field.key))

    def on_input_changed(self, event: Input.Changed) -> None:
        self.at = -1
        super().on_input_changed(event)

    def take(self) -> None:
        """Put the chosen person into the field.

        The only one whom the text fits is chosen without asking.
        """
        near = self._near()
        if (
            self.at < 0
            and len(near) == 1
            and self.value.strip()
            and not isinstance(self.who, PersonOrName)
        ):
            self.at = 0
        if 0 <= self.at < len(near):
            person = next(p for p in self.who.people if p.id == near[self.at])
            self.at = -1
            self.fill(self.who.call(person))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.take()
        super().on_input_submitted(event)

    def on_blur(self) -> None:
        self.take()


class ProseEntry(TextArea):
    """Text of several lines; tab leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "line_end", show=False)]

    def __init__(self, field: Field) -> None:
        super().__init__(field.to_text(field.value), compact=True, highlight_cursor_line=False)
        self.field = field
        self.cursor_blink = False

    def know(self, field: Field) -> None:
        self.field = field

    def on_mount(self) -> None:
        """Begin behind what stands there, where people go on writing."""
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
            services(self).tell(reason, "late")

    def action_line_end(self) -> None:
        """A line end that was pasted as a key."""
        self.insert("\n")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(Edited(self.field.key))
