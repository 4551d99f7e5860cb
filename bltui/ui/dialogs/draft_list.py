"""The list of drafts: typed text of earlier sessions, to restore, read, or discard."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model.text import opening, shown
from bltui.drafts.draft import Draft
from bltui.drafts.folder import discard
from bltui.drafts.mine import Found
from bltui.ui.app_services import services
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.explain import Explain, Page
from bltui.ui.dialogs.modal import Modal
from bltui.ui.formatting import Bit
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

_COLUMNS = (Column("Form", 24), Column("Typed", 20), Column("Text"))
_KEYS = "enter or r: restore   t: show the text   d: discard   esc: later"
#: The number of drafts visible at once.
_MOST = 10


class DraftList(Modal[str | None]):
    """A dialog that closes with the name of the draft to restore, or None to keep all for later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Later"),
        Binding("r", "restore", "Restore"),
        Binding("t", "show", "Text"),
        Binding("d", "discard", "Discard"),
    ]

    def __init__(self, found: Found, zone: tzinfo, today: date) -> None:
        super().__init__()
        self._found = dict(found)
        self._zone = zone
        self._today = today

    def compose(self) -> ComposeResult:
        """Compose the drafts and the keys."""
        with Vertical(classes="sheet wide") as sheet:
            sheet.border_title = Content("Unsaved text")
            yield Static(
                Content(
                    "Text that was typed and not saved. Restore opens the form with the text in it."
                ),
                classes="about",
            )
            yield RecordList(_COLUMNS)
            yield Static(Content(_KEYS), classes="hint")

    def on_mount(self) -> None:
        """Show the drafts."""
        self._fill()
        self.query_one(RecordList).focus()

    def _fill(self) -> None:
        rows = [
            Row(
                name,
                (
                    draft.title,
                    Bit(draft.when(self._zone), "quiet"),
                    opening(draft.words),
                ),
            )
            for name, draft in self._found.items()
        ]
        listed = self.query_one(RecordList)
        listed.styles.height = 1 + min(_MOST, len(rows))
        listed.fill(rows)

    def _chosen(self) -> tuple[str, Draft] | None:
        name = self.query_one(RecordList).cursor
        return (name, self._found[name]) if name is not None else None

    @on(RecordList.Opened)
    def action_restore(self) -> None:
        """Close with the chosen draft."""
        if (chosen := self._chosen()) is not None:
            self.dismiss(chosen[0])

    def action_show(self) -> None:
        """Show the whole text."""
        if (chosen := self._chosen()) is not None:
            self.app.push_screen(in_full(chosen[1], self._zone))

    def action_discard(self) -> None:
        """Discard the chosen draft, after confirmation."""
        if (chosen := self._chosen()) is None:
            return
        name, draft = chosen

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            try:
                discard(name)
            except OSError as error:
                services(self).tell(
                    f"The draft cannot be removed: {error.strerror or error}.", "refused"
                )
                return
            del self._found[name]
            self._fill()
            if not self._found:
                self.dismiss(None)

        question = f"Discard the draft “{draft.title}”?"
        self.app.push_screen(
            Confirm(question, yes="Discard it", no="Keep it", more=opening(draft.words)), answered
        )


def in_full(draft: Draft, zone: tzinfo, reason: str = "") -> Explain:
    """Return a sheet with every text of a draft; `reason` explains why it is not in its form."""
    head = (("", reason), ("Typed", draft.when(zone)))
    return Explain(
        Page(
            title=shown(f"Draft: {draft.title}"),
            sections=(*head, *((f.label, f.text) for f in draft.fields)),
        )
    )
