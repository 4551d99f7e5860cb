"""A bare Textual program: the minimum cost of Textual."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("bare textual is ready")


if __name__ == "__main__":
    Bare().run()
