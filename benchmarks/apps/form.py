"""A bare Textual form for comparison.

`n` opens the form, Enter appends the text to a file, and the form closes once the text is on disk.
"""

import os
import sys

from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class Form(ModalScreen[str]):
    """One field."""

    def compose(self) -> ComposeResult:
        yield Static("Add note")
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the text and close the form."""
        with open(sys.argv[1], "a", encoding="utf-8") as file:
            file.write(f"{event.value}\n")
            file.flush()
            os.fsync(file.fileno())
        self.dismiss(event.value)


class Bare(App[None]):
    """One line of text, and the form."""

    BINDINGS = [("n", "note", "Note")]

    def compose(self) -> ComposeResult:
        yield Static("bare textual is ready", id="line")

    def action_note(self) -> None:
        """Open the form."""
        self.push_screen(Form(), self.saved)

    def saved(self, text: str | None) -> None:
        """Show what was saved."""
        self.query_one("#line", Static).update(f"Saved: {text}")


if __name__ == "__main__":
    Bare().run()
