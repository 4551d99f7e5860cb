"""Settings: the theme, the signs, and the mouse; applied at once and saved in config.toml."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from bltui.domain.model import formats
from bltui.domain.model.formats import FORMATS
from bltui.ui.app_services import services
from bltui.ui.formatting import Bit
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: The choices besides the theme: key, value, label.
CHOICES: tuple[tuple[str, str, str | bool, str], ...] = (
    ("Signs", "signs", "auto", "follows the terminal's locale"),
    ("Signs", "signs", "unicode", "✓ ● ! ○ –"),
    ("Signs", "signs", "ascii", "x > ! . -"),
    *(("Dates and times", "format", name, words) for name, words in FORMATS.items()),
    ("Mouse", "mouse", True, "clicks and the wheel work"),
    ("Mouse", "mouse", False, "the terminal selects text; applies at the next start"),
)
_THEMES = {
    "bltui-dark": "muted colors on a dark background",
    "bltui-light": "dark text on a light background",
    "bltui-contrast": "white and yellow on black; also used with NO_COLOR",
}


class Preferences(ModalScreen[str | None]):
    """The settings dialog; each choice takes effect at once."""

    SHEETS: ClassVar[tuple[str, ...]] = ("dialogs.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,comma", "dismiss(None)", "Back")]

    def __init__(self) -> None:
        super().__init__()
        self._choices = RecordList(
            [Column(cells=2), Column(cells=20), Column(wraps=True)], classes="panel sheet"
        )

    def compose(self) -> ComposeResult:
        """Compose the list."""
        yield self._choices

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self._choices.focus()

    def _fill(self) -> None:
        app: Any = self.app
        signs = services(self).state.signs
        others = sorted(t for t in app.available_themes if t not in _THEMES and "ansi" not in t)
        choices: list[tuple[str, str, str | bool, str]] = [
            ("Theme", "theme", n, words) for n, words in _THEMES.items()
        ]
        choices += CHOICES
        choices += [
            ("More themes (their contrast is not measured)", "theme", name, "") for name in others
        ]
        rows, heading = [], ""
        for title, key, value, words in choices:
            if title != heading:
                heading = title
                rows.append(Row(None, (title,), "heading"))
            chosen = {"theme": app.theme, "format": formats.current().format}
            here = value == chosen.get(key, getattr(app.settings, key))
            name = (
                {True: "on", False: "off"}.get(value, str(value))
                if isinstance(value, bool)
                else value
            )
            rows.append(
                Row(
                    f"{key}={value}",
                    (Bit(signs.recommended if here else "", "mark"), name, Bit(words, "quiet")),
                )
            )
        self._choices.heading("Settings", hint="enter: choose  esc: back")
        self._choices.fill(rows)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        key, _, text = event.row.partition("=")
        value: str | bool = (
            {"True": True, "False": False}.get(text, text) if key == "mouse" else text
        )
        app: Any = self.app
        app.prefer(key, value)
        self._fill()
