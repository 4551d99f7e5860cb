"""The command line: a typed change or search text, with the effect on the findings above it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label, Static

from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.quick_add.context import CONFLICTING, Read
from bltui.ui.app_services import ChangePreview, services
from bltui.ui.dialogs.change_preview import effect
from bltui.ui.dialogs.form_widgets import too_long
from bltui.ui.formatting import content

#: Seconds after the last key before the line previews the change.
PAUSE = 0.25


class QuickLine(Input):
    """The input of the line. Pasted text becomes one line, or a `Pasted` message if several."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "submit", show=False)]

    class Pasted(Message):
        """Message: several lines of text were pasted."""

        def __init__(self, line: QuickLine, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text
            """The whole line with the pasted text in it."""

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        if reason := too_long(event.text):
            services(self).tell(reason, "refused")
        elif len(event.text.strip().splitlines()) > 1:
            self.post_message(
                self.Pasted(self, f"{self.value[:start]}{event.text}{self.value[end:]}")
            )
        else:
            self.replace(event.text.strip("\r\n"), start, end)


class Typing(Vertical):
    """One line with a sign before it.

    It sends messages; the screen that mounted it decides what the text means.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", show=False),
        Binding("up", "recall(-1)", "Recall", show=False),
        Binding("down", "recall(1)", "Recall", show=False),
    ]

    class Typed(Message):
        """Message: the text has changed."""

        def __init__(self, line: Typing, text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

    class Entered(Message):
        """Message: Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Message: escape was pressed on an empty line."""

    def __init__(self, sign: str, recalled: list[str], hint: str) -> None:
        """Create the line; `recalled` are the lines entered before, oldest first."""
        super().__init__(id="typing")
        self._sign = sign
        self._recalled = recalled
        self._at = len(recalled)
        self._waits: Timer | None = None
        #: The input. Kept like the preview, because messages about them may arrive after the line
        #: is gone.
        self.field = QuickLine(compact=True, placeholder=hint, select_on_focus=False)
        self.field.cursor_blink = False
        self._foreseen = Static(id="foreseen")

    def compose(self) -> ComposeResult:
        """Compose the sign and the input."""
        yield self._foreseen
        with Horizontal():
            yield Label(f" {self._sign} ", markup=False)
            yield self.field

    def clear(self) -> None:
        """Clear the line."""
        self.field.value = ""
        self._at = len(self._recalled)

    def foresee(self, read: Read | UserError) -> None:
        """Preview above the line the conflicts that a change would add or fix, debounced."""
        if self._waits is not None:
            self._waits.stop()
        self._waits = None
        if isinstance(read, UserError) or read.kind not in CONFLICTING:
            self._foreseen.display = False
        else:
            self._waits = self.set_timer(PAUSE, partial(self._rehearse, read.intent))

    @work(group="foresee", exclusive=True, exit_on_error=False)
    async def _rehearse(self, intent: Intent) -> None:
        result = await services(self).rehearse(intent)
        if self.is_attached and self._waits is not None:
            lines = (
                effect(result, services(self).state.signs)
                if isinstance(result, ChangePreview)
                else [content(f"! {result}")]
            )
            self._foreseen.display = True
            self._foreseen.update(Content("\n").join(lines))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if not event.value.strip():
            self._foreseen.display = False
        self.post_message(self.Typed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))

    def action_leave(self) -> None:
        """Clear the text, which the up arrow recalls; on an empty line, close it."""
        if self.field.value:
            self._recalled.append(self.field.value)
            self.clear()
        else:
            self.post_message(self.Left())

    def action_recall(self, step: int) -> None:
        """Recall a line that was entered before."""
        self._at = max(0, min(len(self._recalled), self._at + step))
        self.field.value = self._recalled[self._at] if self._at < len(self._recalled) else ""
        self.field.cursor_position = len(self.field.value)
