"""Quitting with unsaved text: keep typing, keep the text as a draft, or discard it.

Enter does nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model.text import opening, shown
from bltui.ui.dialogs.modal import Modal
from bltui.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from bltui.ui.drafting import Drafting

_ANSWERS = (
    "[n]  Keep typing\n[k]  Quit and keep the text as a draft\n[y]  Quit and discard the text"
)
#: The number of forms that are listed by name.
_NAMED = 3


class Quitting(Modal[Literal["stay", "keep", "discard"]]):
    """A dialog that closes with the chosen action."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "answer('stay')", "Keep typing"),
        Binding("k", "answer('keep')", "Keep"),
        Binding("y", "answer('discard')", "Discard"),
    ]

    def __init__(self, texts: Sequence[Unsaved]) -> None:
        super().__init__()
        lines = [f"{text.title}: {opening(text.fields[0].text, 50)}" for text in texts[:_NAMED]]
        more = [f"and {len(texts) - _NAMED} more"] if texts[_NAMED:] else []
        self._lines = "\n".join([*lines, *more])

    def compose(self) -> ComposeResult:
        """Compose the unsaved texts and the answers."""
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = Content("Quit?")
            yield Static(Content("The text that you typed is not saved."), classes="question")
            yield Static(Content(shown(self._lines, multiline=True)), classes="more")
            yield Static(Content(_ANSWERS), classes="answers")
            yield Static(classes="trouble")

    def action_answer(self, answer: Literal["stay", "keep", "discard"]) -> None:
        """Close with the answer; stay open if the text cannot be kept."""
        app: Drafting = self.app  # type: ignore[assignment]
        if answer == "keep" and app.keeper is not None and not app.keeper.flush():
            trouble = self.query_one(".trouble", Static)
            trouble.add_class("wrong")
            trouble.display = True
            trouble.update(
                Content(
                    shown(
                        "! The draft cannot be saved: "
                        f"{app.keeper.trouble or 'the disk does not answer'}."
                    )
                )
            )
            return
        self.dismiss(answer)


def ask(app: Drafting, texts: Sequence[Unsaved]) -> None:
    """Ask, unless the question is already on the screen."""
    if isinstance(app.screen, Quitting):
        return

    def answered(answer: str | None) -> None:
        if answer in ("keep", "discard"):
            app.quit_now(keep=answer == "keep")

    app.push_screen(Quitting(texts), answered)
