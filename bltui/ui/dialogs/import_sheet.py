"""ImportSheet: name a file, review what was parsed and what was not, then import all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.exchange.tables import Problem
from bltui.store.errors import StoreError
from bltui.ui.app_services import services
from bltui.ui.dialogs.drafted import OneLine
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form_widgets import Advanced, Edited, LineEntry
from bltui.ui.formatting import Signs
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row
from bltui.workspace import Workspace


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a file and the effect of importing it."""

    says: str
    """One line with the counts: added, changed, unchanged, not parsed."""
    rows: tuple[Row, ...]
    intent: Intent


#: Reads the file of that name for the workspace's building. Raises UserError if it cannot be used.
Reader = Callable[[Workspace, str, Signs], Seen]


def problem_rows(problems: Sequence[Problem], signs: Signs) -> list[Row]:
    """Return rows for every line of a file that was not parsed, or not with certainty."""
    if not problems:
        return []
    rows = [Row(None, (f"Skipped or uncertain: {len(problems)}",), "heading")]
    for problem in problems:
        where = f"line {problem.line}: " if problem.line else ""
        rows.append(Row(None, (f"{signs.required} {where}{problem.message}",), "text", "required"))
    return rows


class ImportSheet(OneLine):
    """A sheet that closes with True once the file is imported, or with False on cancel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel"),
        Binding("f10", "save", "Import"),
    ]

    def __init__(
        self, title: str, about: str, columns: Sequence[Column], reader: Reader, path: str = ""
    ) -> None:
        super().__init__(title, LineEntry(Field(key="path", label="File", value=path)))
        self._title = title
        self._reader = reader
        self._path = self._line
        self._says = Static(Content(shown(about)), classes="about", id="says")
        self._rows = RecordList(
            columns,
            empty="Type the path of the file and press enter. This shows what it contains and changes nothing.",
        )
        self._seen: Seen | None = None
        #: The file that was read last.
        self._read = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet tall") as sheet:
            sheet.border_title = Content(shown(self._title))
            with Horizontal(classes="field"):
                yield Static(Content("File"), classes="label -here")
                yield self._path
            yield self._says
            yield self._rows
            yield Static(
                Content("enter: read the file   F10: import everything   esc: cancel"),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Focus the file name, and read the file if it is known."""
        self._path.focus()
        if self._path.raw:
            self._look(self._path.raw)

    def on_edited(self, event: Edited) -> None:
        """Discard the preview, because another file is named."""
        event.stop()
        if self._path.raw.strip() != self._read:
            self._seen = None

    def on_advanced(self, event: Advanced) -> None:
        """Read the file on Enter."""
        event.stop()
        if self._path.raw.strip():
            self._look(self._path.raw.strip())

    def say(self, text: str) -> None:
        """Show one line above the list."""
        self._says.update(Content(shown(text)))

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _look(self, name: str) -> None:
        """Read the file off the UI thread, and show the effect of importing it."""
        self._read = name
        signs = services(self).state.signs

        def read(workspace: Workspace) -> Seen | UserError:
            try:
                return self._reader(workspace, name, signs)
            except UserError as refused:
                return refused

        found = await services(self).run_in_worker(read)
        if isinstance(found, UserError):
            self._rows.fill(())
            self.say(f"! {found.message}")
            return
        self._seen = found
        self._rows.fill(found.rows)
        self._rows.focus()
        self.say(f"{found.says} F10 imports it.")

    def action_save(self) -> None:
        """Import the parsed file as one change."""
        if self._seen is None:
            self.say("! No file was read. Type its path and press enter.")
            self._path.focus()
        else:
            self._save(self._seen.intent)

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _save(self, intent: Intent) -> None:
        outcome = await services(self).change(intent)
        if isinstance(outcome, UserError | StoreError):
            self.say(f"! {outcome}")
        else:
            services(self).report(outcome)
            self.dismiss(True)
