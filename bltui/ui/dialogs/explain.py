"""A read-only sheet: a finding, group, or member in full, with the available actions."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model.text import shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.modal import Modal

#: The actions of a sheet, each with its name and key.
KEYS: dict[str, str] = {
    "fix": "enter",
    "edit": "e",
    "term": "t",
    "person": "p",
    "leave": "w",
    "end": "x",
    "record": "o",
    "apply": "n",
    "grade": "g",
    "copy": "y",
}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a sheet."""

    title: str
    sections: tuple[tuple[str, str], ...]
    """Headings and texts; a section without text is left out."""
    offers: tuple[tuple[str, str], ...] = ()
    """The available actions: names from `KEYS`, each with its label."""

    def plain(self) -> str:
        """Return the sheet as text, for copying."""
        return "\n".join([self.title, *(f"{head}: {text}" for head, text in self.sections if text)])


class Explain(Modal[str | None]):
    """A sheet that closes with the name of the chosen action, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back"),
        *(Binding(key, f"pick('{name}')", name) for name, key in KEYS.items()),
    ]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(shown(self.page.title))
            with VerticalScroll(classes="fields"):
                for heading, text in self.page.sections:
                    if text:
                        with Horizontal(classes="field"):
                            yield Static(Content(shown(heading)), classes="label")
                            yield Static(Content(shown(text, multiline=True)), classes="said")
            offers = [*self.page.offers, ("copy", "copy this text")]
            lines = [f"{KEYS[name]:<6} {words}" for name, words in offers]
            yield Static(
                Content(shown("\n".join([*lines, "esc    back"]), multiline=True)),
                classes="answers",
            )

    def action_pick(self, name: str) -> None:
        """Close with the chosen action; copying keeps the sheet open."""
        if name == "copy":
            services(self).copy(self.page.plain())
        elif any(offered == name for offered, _ in self.page.offers):
            self.dismiss(name)
