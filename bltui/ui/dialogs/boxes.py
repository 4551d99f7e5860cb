"""The widget for a choice: words with a box each."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.model.text import shown
from bltui.ui.dialogs.fields import Choice, Field, Many
from bltui.ui.dialogs.form_widgets import Advanced, Edited
from bltui.ui.formatting import wrap


class BoxesEntry(Widget, can_focus=True):
    """A choice of words with a box each: `(x) one` for a single choice, `[x] several` for many.

    Arrows move, and space checks a box.
    """

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
        none = self._single and not raw and any(key == "" for key, _ in self._choices)
        self._on = [""] if none else [word for word in raw.split(",") if word]
        if self._single:
            self.at = next((n for n, (key, _) in enumerate(self._choices) if key in self._on), 0)
        self.refresh()

    def below(self) -> list[str]:
        return []

    def _columns(self, width: int) -> tuple[int, int]:
        """Return how many boxes are side by side, and how wide each is."""
        cell = max((Content(shown(word)).cell_length for _, word in self._choices), default=1) + 5
        return max(1, width // cell), min(cell, max(width, 1))

    def _words(self, word: str, cell: int) -> list[str]:
        """Return the lines of a choice: a long one wraps, below its first word."""
        return wrap(shown(word), max(1, cell - 5))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        columns, cell = self._columns(width)
        if columns == 1:
            return max(1, sum(len(self._words(word, cell)) for _, word in self._choices))
        return max(1, -(-len(self._choices) // columns))

    def render(self) -> Content:
        columns, cell = self._columns(self.content_size.width or 60)
        on = self.get_visual_style("boxes--on")
        cursor = self.get_visual_style("boxes--cursor")
        parts: list[Content] = []
        for place, (key, word) in enumerate(self._choices):
            ticked = key in self._on
            box = ("(x)" if ticked else "( )") if self._single else ("[x]" if ticked else "[ ]")
            text = Content(f"{box} {f'{chr(10)}    '.join(self._words(word, cell))}")
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
        """Go to the next box; in a single choice, also select it."""
        self.at = max(0, min(self.at + step, len(self._choices) - 1))
        if self._single and self._choices:
            self._set([self._choices[self.at][0]])
        self.refresh()

    def action_tick(self) -> None:
        """Check or uncheck the box."""
        if not self._choices:
            return
        key = self._choices[self.at][0]
        if self._single:
            self._set([key])
        else:
            self._set([k for k in self._on if k != key] if key in self._on else [*self._on, key])

    def action_leave(self) -> None:
        """Go to the next field."""
        self.post_message(Advanced(self.field.key))

    def on_key(self, event: events.Key) -> None:
        """Go to the next word that begins with a typed letter."""
        if event.character is None or not event.character.isalpha():
            return
        letter = event.character.casefold()
        order = [*range(self.at + 1, len(self._choices)), *range(self.at + 1)]
        found = next((n for n in order if self._choices[n][1].casefold().startswith(letter)), None)
        if found is not None:
            event.stop()
            self.action_step(found - self.at)

    def on_click(self, event: events.Click) -> None:
        """Check the clicked box."""
        columns, cell = self._columns(self.content_size.width)
        lines = [len(self._words(word, cell)) for _, word in self._choices[::columns]]
        row = next((n for n in range(len(lines)) if event.y < sum(lines[: n + 1])), len(lines))
        place = row * columns + event.x // cell
        if event.x // cell < columns and place < len(self._choices):
            self.at = place
            self.action_tick()
