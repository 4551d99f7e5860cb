"""The file name for a written page; an existing file is replaced only after confirmation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.exchange.page import Page
from bltui.exchange.word import INSTALL, installed
from bltui.exchange.write_output import AlreadyThere, write_page
from bltui.ui.app_services import services
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.drafted import OneLine
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form_widgets import Advanced, LineEntry
from bltui.workspace import Workspace


class WritePage(OneLine):
    """A dialog that closes with True once the file is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel"),
        Binding("f10", "save", "Write"),
    ]

    def __init__(
        self, page: Page, file: str, others: Mapping[str, Callable[[], bytes]] | None = None
    ) -> None:
        """Create the dialog. `others` makes the content for more extensions, such as ".ics"."""
        super().__init__("Write to a file", LineEntry(Field(key="path", label="File", value=file)))
        self._page = page
        self._others = others or {}
        self._path = self._line
        self._says = Static(classes="about", id="says")

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(self._title)
            with Horizontal(classes="field"):
                yield Static(Content("File"), classes="label -here")
                yield self._path
            texts = ".txt, .md, .html"
            forms = f"{texts}, or .docx" if installed() else f"{texts}; for .docx run: {INSTALL}"
            if self._others:
                forms = f"{', '.join(self._others)}, {forms}"
            self._says.update(Content(f"The extension sets the format: {forms}"))
            yield self._says
            yield Static(Content("enter: write   esc: cancel"), classes="hint")

    def on_mount(self) -> None:
        """Focus the name."""
        self._path.focus()

    def on_advanced(self, event: Advanced) -> None:
        """Write the file on Enter."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Write the file."""
        if self._path.raw.strip():
            self._write(self._path.raw.strip())

    @work(group="write", exclusive=True, exit_on_error=False)
    async def _write(self, name: str, replace: bool = False) -> None:
        def write(_: Workspace) -> Path | UserError:
            try:
                return write_page(self._page, name, replace=replace, others=self._others)
            except UserError as refused:
                return refused

        found = await services(self).run_in_worker(write)
        if isinstance(found, Path):
            services(self).tell(f"Written: {found}", "done")
            self.dismiss(True)
        elif isinstance(found, AlreadyThere):

            def answered(yes: bool | None) -> None:
                if yes:
                    self._write(name, True)

            question = Confirm(
                f"{name} already exists.", yes="replace the file", no="choose another name"
            )
            self.app.push_screen(question, answered)
        else:
            self._says.update(Content(shown(f"! {found.message}")))
