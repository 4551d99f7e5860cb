"""Help: the purpose of the view, and every command with its keys.

Generated from the commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from bltui.ui.app_services import services
from bltui.ui.commands import Command
from bltui.ui.formatting import Bit
from bltui.ui.keymap import show
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: What the signs mean, for a legend; the roles of `present.Signs`.
SIGNS = (
    ("required", "Required, or overdue"),
    ("recommended", "Recommended, or in progress"),
    ("info", "Info, or not started"),
    ("done", "Done"),
)


class Help(ModalScreen[str | None]):
    """A dialog that closes with the id of the command to run, or with None."""

    SHEETS: ClassVar[tuple[str, ...]] = ("dialogs.tcss",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss(None)", "Back")
    ]

    def __init__(
        self, title: str, about: str, sections: Sequence[tuple[str, Sequence[Command]]]
    ) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._sections = sections

    def compose(self) -> ComposeResult:
        """Compose the list."""
        yield RecordList(
            [Column(cells=8, whole=True), Column(whole=True), Column(wraps=True)],
            classes="panel sheet",
        )

    def on_mount(self) -> None:
        """Fill the list."""
        state, keys = services(self).state, services(self).keymap
        rows = [Row(None, (self._about,), "text"), Row(None, ("",), "text")]
        for heading, commands in self._sections:
            if not commands:
                continue  # a view that only shows, such as Home
            rows.append(Row(None, (heading,), "heading"))
            for found in commands:
                reason = found.needs(state) if found.needs else None
                words = f"{found.help} (Not now: {reason}.)" if reason else found.help
                pressed = " ".join(show(key) for key in keys.keys(found))
                rows.append(
                    Row(
                        f"command/{found.id}",
                        (Bit(pressed, "mark"), found.title, words),
                        role="quiet" if reason else "",
                    )
                )
            rows.append(Row(None, ("",), "text"))
        rows.append(Row(None, ("Signs beside words",), "heading"))
        for role, words in SIGNS:
            sign = Bit(f"{state.signs.of(role)}  ", role)
            rows.append(Row(f"sign/{role}", ((sign, Bit(words)),), "text"))
        here = Bit(f"{state.signs.cursor}  ", "mark")
        rows.append(Row("sign/cursor", ((here, Bit("You are here")),), "text"))
        listed = self.query_one(RecordList)
        listed.heading(f"Help: {self._title}", hint="enter: run  esc: back")
        listed.fill(rows)
        listed.focus()

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        self.dismiss(event.row if event.row.startswith("command/") else None)
