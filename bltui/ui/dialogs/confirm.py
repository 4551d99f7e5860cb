"""Confirmation before something is lost or removed: `n` is the default, and only `y` goes on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model.text import shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.modal import Modal


class Confirm(Modal[bool]):
    """A question that `y` confirms; `n` and escape cancel.

    Enter does nothing because it is pressed too easily.
    """

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, *, yes: str, no: str = "keep it", more: str = "") -> None:
        super().__init__()
        self.question = question
        self._lines = f"[n]  {no}\n[y]  {yes}"
        self._more = more

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = Content("Are you sure?")
            yield Static(Content(shown(self.question)), classes="question")
            if self._more:
                yield Static(Content(shown(self._more, multiline=True)), classes="more")
            yield Static(Content(shown(self._lines, multiline=True)), classes="answers")

    def on_mount(self) -> None:
        """Drop keys typed before the question appeared, so that they cannot answer it."""
        if services(self).typed_ahead:
            services(self).drop_typed_ahead()

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
