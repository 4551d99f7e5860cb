"""The widgets that fields are typed into: one line, several lines, boxes to tick, a person's name."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.fields import Choice, Field, Many, PersonField, PersonOrName, Prose

#: How many people a picker lists at once.
LISTED = 4


#: Characters that a field takes in one paste: far more than any text may have, and few enough to draw.
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

    What stood in the field when the form opened is selected when it gets the focus, so that typing replaces it.
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
        before, after = (" " if text and edge in (" ", "\t") else "" for edge in (event.text[:1], event.text[-1:]))
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
    """A person's name, with the people whom it fits listed below; up and down choose one, enter takes them."""

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
        """Put the chosen person into the field; the only one whom the text fits is chosen without asking."""
        near = self._near()
        if self.at < 0 and len(near) == 1 and self.value.strip() and not isinstance(self.who, PersonOrName):
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


class BoxesEntry(Widget, can_focus=True):
    """Words with a box each: `(x) one` where one holds, `[x] several` where any may. Arrows move, space ticks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"boxes--on", "boxes--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "step(-1)", show=False),
        Binding("right,down", "step(1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "leave", show=False),
    ]

    def __init__(self, field: Choice | Many) -> None:
        super().__init__()
        self.field: Field = field
        self._choices = field.choices
        self._single = isinstance(field, Choice)
        self._on: list[str] = []
        self.at = 0
        self.fill(field.to_text(field.value))

    def know(self, field: Field) -> None:
        assert isinstance(field, Choice | Many)
        self.field, self._choices = field, field.choices
        self.refresh(layout=True)

    @property
    def raw(self) -> str:
        return ",".join(key for key, _ in self._choices if key in self._on)

    def fill(self, raw: str) -> None:
        self._on = [word for word in raw.split(",") if word]
        if self._single:
            self.at = next((n for n, (key, _) in enumerate(self._choices) if key in self._on), 0)
        self.refresh()

    def below(self) -> list[str]:
        return []

    def _columns(self, width: int) -> tuple[int, int]:
        """How many boxes stand side by side, and how wide each is."""
        cell = max((Content(shown(word)).cell_length for _, word in self._choices), default=1) + 5
        return max(1, width // cell), min(cell, max(width, 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        columns, _ = self._columns(width)
        return max(1, -(-len(self._choices) // columns))

    def render(self) -> Content:
        columns, cell = self._columns(self.content_size.width or 60)
        on = self.get_visual_style("boxes--on")
        cursor = self.get_visual_style("boxes--cursor")
        parts: list[Content] = []
        for place, (key, word) in enumerate(self._choices):
            ticked = key in self._on
            box = ("(x)" if ticked else "( )") if self._single else ("[x]" if ticked else "[ ]")
            text = Content(f"{box} {shown(word)}")
            if text.cell_length > cell - 1:
                text = text.truncate(cell - 1, ellipsis=True)
            gap = Content(" " * max(0, cell - text.cell_length))
            if ticked:
                text = text.stylize(on)
            if place == self.at and self.has_focus:
                text = text.stylize(cursor)
            parts.append(text + gap)
        rows = [Content("").join(parts[n : n + columns]) for n in range(0, len(parts), columns)]
        return Content("\n").join(rows)

    def _set(self, on: list[str]) -> None:
        self._on = on
        self.refresh()
        self.post_message(Edited(self.field.key))

    def action_step(self, step: int) -> None:
        """Go to the next box; where one holds, that one holds now."""
        self.at = max(0, min(self.at + step, len(self._choices) - 1))
        if self._single and self._choices:
            self._set([self._choices[self.at][0]])
        self.refresh()

    def action_tick(self) -> None:
        """Tick the box, or take the tick away."""
        if not self._choices:
            return
        key = self._choices[self.at][0]
        if self._single:
            self._set([key])
        else:
            self._set([k for k in self._on if k != key] if key in self._on else [*self._on, key])

    def action_leave(self) -> None:
        """Go on to the next field."""
        self.post_message(Advanced(self.field.key))

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next word that begins with it."""
        if event.character is None or not event.character.isalpha():
            return
        letter = event.character.casefold()
        order = [*range(self.at + 1, len(self._choices)), *range(self.at + 1)]
        found = next((n for n in order if self._choices[n][1].casefold().startswith(letter)), None)
        if found is not None:
            event.stop()
            self.action_step(found - self.at)

    def on_click(self, event: events.Click) -> None:
        """A click ticks the box that it hits."""
        columns, cell = self._columns(self.content_size.width)
        place = (event.y * columns) + event.x // cell
        if event.x // cell < columns and place < len(self._choices):
            self.at = place
            self.action_tick()


def entry_for(field: Field) -> LineEntry | ProseEntry | BoxesEntry:
    """The widget of a field."""
    if isinstance(field, Prose):
        return ProseEntry(field)
    if isinstance(field, Choice | Many):
        return BoxesEntry(field)
    return WhoEntry(field) if isinstance(field, PersonField) else LineEntry(field)
