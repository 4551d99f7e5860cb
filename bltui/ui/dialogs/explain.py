"""A sheet to read: a finding, a group or a member in full, with the things that can be done about
it.
"""

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

#: What a sheet can offer: its name, its key.
KEYS: dict[str, str] = {
    "mend": "enter",
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
    """What a sheet says."""

    title: str
    sections: tuple[tuple[str, str], ...]
    """Heading and text; a section without text is left out."""
    offers: tuple[tuple[str, str], ...] = ()
    """What can be done from here: names of `KEYS`, each with its words."""

    def plain(self) -> str:
        """The sheet as text, for copying."""
        return "\n".join([self.title, *(f"{head}: {text}" for head, text in self.sections if text)])


class Explain(Modal[str | None]):
    """Closes with the name of what the person chose to do, or with None."""

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
        """Close with what was chosen; copying stays."""
        if name == "copy":
            services(self).copy(self.page.plain())
        elif any(offered == name for offered, _ in self.page.offers):
            self.dismiss(name)
