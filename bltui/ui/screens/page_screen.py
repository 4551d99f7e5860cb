"""PageScreen: a full-screen page with its own lists and commands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from bltui.ui import palette_items
from bltui.ui.app_services import AppServices, Page, services
from bltui.ui.commands import Command, Commanded, command, writable
from bltui.ui.dialogs.modal import Modal
from bltui.ui.formatting import Bit
from bltui.ui.screens import help as screens_help
from bltui.ui.screens import palette as screens_palette
from bltui.ui.screens.footer import footer
from bltui.ui.state import State
from bltui.ui.widgets.bars import Lines
from bltui.ui.widgets.lists import Lists
from bltui.ui.widgets.record_list import RecordList
from bltui.workspace import Workspace


class PageScreen(Page, Commanded, Lists, Modal[None]):
    """A page. A subclass sets TITLE, HELP, and FOOT, yields `panels`, and fills them in `show`.

    It covers the view that it was opened from; escape goes back there. While it is open the app
    gives it every new state and every message.
    """

    SHEETS: ClassVar[tuple[str, ...]] = ("calendar.tcss",)
    TITLE = ""
    HELP = ""
    FOOT: ClassVar[tuple[str, ...]] = ()
    """Command ids for the footer, the most useful first.

    Help is shown before them and Back after them.
    """
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self._head = Lines("bar", id="page-head")
        self._foot = Lines("page", "bar", id="page-foot")

    @property
    def services(self) -> AppServices:
        """The app."""
        return services(self)

    def panels(self) -> ComposeResult:
        """Return the page's own widgets."""
        raise NotImplementedError

    def show(self, state: State) -> None:
        """Fill the panels from a state."""
        raise NotImplementedError

    def about(self, state: State) -> str:
        """Return the header text after the title."""
        return ""

    def home(self) -> Widget | None:
        """Return the widget that gets the focus first."""
        return next((w for w in self.query("RecordList") if w.focusable), None)

    def compose(self) -> ComposeResult:
        """Compose the header, the panels, the message line, and the footer."""
        yield self._head
        yield from self.panels()
        yield self._foot

    def on_mount(self) -> None:
        """Show the current state."""
        self._show_all(self.services.state)
        if (home := self.home()) is not None:
            self.set_focus(home)

    def refresh_state(self, state: State) -> None:
        """Show a new state, or wait until the page is mounted."""
        if self.is_mounted and self.is_attached:
            self._show_all(state)

    def _show_all(self, state: State) -> None:
        """Update the header, the panels, and the footer."""
        head = [
            Bit(" bltui", "mark"),
            Bit(f"  {state.building.profile.name}", "strong"),
            Bit(f"  {self.TITLE}", "mark"),
        ]
        self._head.say(0, [*head, Bit(f"  {self.about(state)}", "quiet")])
        self.show(state)
        self._show_foot(state)

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added, and focus a list that shows them."""
        holding = [
            rows for rows in self.query(RecordList) if rows.come_to(records) and rows.can_focus
        ]
        if holding and self.focused not in holding:
            self.set_focus(holding[0])

    def _show_foot(self, state: State) -> None:
        shown = ("help", *self.FOOT, "back")
        self._foot.say(1, *footer(self.services, state, self.known(), shown))

    @on(Lines.Pressed)
    async def _pressed(self, event: Lines.Pressed) -> None:
        await self.perform(event.command)

    def known(self) -> Mapping[str, Command]:
        """Return every command that works here."""
        return {c.id: c for c in (*RecordList.OFFERS, *self.OFFERS)}

    def tell(self, text: str, role: str = "") -> None:
        """Show one line at the bottom."""
        self._foot.say(0, [Bit(" "), Bit(text or " ", role)])

    def said(self) -> str:
        """Return the last message."""
        return self._foot.text(0).strip()

    def offered(self) -> Iterable[Command]:
        """Return the page's own commands, for the help."""
        shared = {c.id for c in PageScreen.OFFERS}
        return [c for c in self.OFFERS if c.id not in shared]

    async def perform(self, command_id: str) -> None:
        """Run a command of the focused list or of the page."""
        for node in (self.focused, self):
            if isinstance(node, Commanded) and any(c.id == command_id for c in node.OFFERS):
                await node.action_run(command_id)
                return

    @command("help", "Help", "question_mark,f1")
    def help(self) -> None:
        """Show the purpose of this page and every command with its keys."""
        sections = [
            (self.TITLE, tuple(self.offered())),
            ("In lists", RecordList.OFFERS),
            ("On every page", PageScreen.OFFERS),
        ]

        self.app.push_screen(screens_help.Help(self.TITLE, self.HELP, sections), self._go_to)

    @command("palette", "Commands", "ctrl+p,colon", palette=False)
    def palette(self) -> None:
        """Find a command or record by a few letters.

        Choosing it closes the page.
        """
        targets = palette_items.palette_items(self.services, self.known().values())
        self.app.push_screen(screens_palette.Palette(targets), self._go_to)

    def _go_to(self, target: str | None) -> None:
        """Run the command or go to the record chosen in a dialog."""
        kind, _, name = (target or "").partition("/")
        if kind == "command":
            self.run_worker(self.perform(name), exit_on_error=False)
        elif kind == "shell":
            self.services.tell(f"Run this in a shell: {name}")
        elif target:
            self.services.open(target)

    @command("undo", "Undo", "u", needs=writable)
    def undo(self) -> None:
        """Undo your last change and show it."""
        self.services.submit_work(Workspace.undo)

    @command("redo", "Redo", "U", needs=writable)
    def redo(self) -> None:
        """Redo the change that you last undid."""
        self.services.submit_work(Workspace.redo)

    @command("back", "Back", "escape", palette=False)
    def back(self) -> None:
        """Close the page and go back."""
        self.dismiss(None)
