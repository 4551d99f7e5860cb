"""PrintPreview: a page as it prints, and writing it as text, Markdown, HTML, or Word.

Used for minutes and reports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from bltui.domain.model.change import Intent
from bltui.exchange.page import Page, as_text
from bltui.ui.commands import command
from bltui.ui.dialogs.write_page import WritePage
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.screens.print_rows import print_rows
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column

#: Columns for border, cursor, and scroll bar, and the minimum width of a page.
_AROUND, _LEAST = 7, 40


class PrintPreview(PageScreen):
    """A page of the newest state, so that other people's changes appear while it is open."""

    TITLE = "Preview"
    HELP = "What would be printed. Press w to write it to a file. The extension sets the format: .txt, .md, .html, or .docx."
    FOOT: ClassVar[tuple[str, ...]] = ("paper.write",)

    def __init__(
        self,
        title: str,
        make: Callable[[State], Page],
        file: str,
        written: Intent | None = None,
        others: Mapping[str, Callable[[State], bytes]] | None = None,
    ) -> None:
        """Create the preview; `file` is the suggested name.

        `written` is called once the page is in a file. `others` makes the content for more
        extensions, such as ".ics".
        """
        super().__init__()
        self._title = title
        self._make = make
        self._file = file
        self._written = written
        self._others = others or {}

    def panels(self) -> ComposeResult:
        """Compose the page."""
        yield RecordList([Column()], empty="Nothing to show.", id="paper", classes="panel")

    def show(self, state: State) -> None:
        """Lay out the page."""
        rows = self.listed("paper")
        rows.heading(self._title)
        text = as_text(self._make(state), max(_LEAST, self.app.size.width - _AROUND))
        rows.fill(list(print_rows(text, state.signs)))

    def on_resize(self, event: events.Resize) -> None:
        """Lay it out again, so that nothing is cut at the edge."""
        self.show(self.services.state)

    @command("paper.write", "Write a file", "w")
    def write(self) -> None:
        """Write the page to a file: text, Markdown, HTML, or Word by the extension of its name."""
        state = self.services.state
        others = {ending: partial(make, state) for ending, make in self._others.items()}
        self.app.push_screen(WritePage(self._make(state), self._file, others), self._done)

    def _done(self, written: bool | None) -> None:
        if written and self._written is not None and self.services.state.closed is None:
            self.services.submit(self._written)
