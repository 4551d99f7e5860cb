"""The input line of the main screen: a quick add, several pasted ones, or search text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bltui import framework
from bltui.domain.model.errors import UserError
from bltui.domain.quick_add import framework_words, parser
from bltui.ui.app_services import Page, services
from bltui.ui.base_view import BaseView
from bltui.ui.dialogs import change_preview, form_screen, lines_form
from bltui.ui.formatting import Bit
from bltui.ui.quiet_focus import QuietFocus
from bltui.ui.screens import command_line
from bltui.ui.screens.registry import DIALOGS
from bltui.ui.state import State
from bltui.ui.widgets.bars import Lines
from bltui.workspace import Done

if TYPE_CHECKING:
    from bltui.domain.model.building import Building
    from bltui.domain.quick_add.parser import Read
    from bltui.ui.screens.command_line import QuickLine, Typing

#: The lines at the bottom: the last message, and the footer.
SAYS, FOOT = range(2)


class QuickAdd(Page, QuietFocus[None]):
    """The part of the main screen that takes typed text, for the current view."""

    bottom: Lines

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._sign = ""
        self._typed: list[str] = []
        #: The search text of each view.
        self._sought: dict[str, str] = {}

    @property
    def view(self) -> BaseView:
        """The view that is shown."""
        raise NotImplementedError

    def _show_foot(self, state: State) -> None:
        raise NotImplementedError

    async def _type(self, sign: str) -> None:
        """Open the line for typing."""
        for line in self.query("#typing"):
            await line.remove()
        self._sign = sign
        services(self).load_css(*DIALOGS)
        hint = "a change, such as: facilitator Sample Person" if sign == "+" else "words to find"
        line = command_line.Typing(sign, self._typed if sign == "+" else [], hint)
        await self.mount(line, before=self.bottom)
        self.set_focus(
            line.field
        )  # at once, where focus() would leave a moment in which keys go to the list
        self._show_foot(services(self).state)
        self._says_typed(
            "enter: save  esc: clear" if sign == "+" else "enter: keep the filter  esc: show all"
        )

    def _says_typed(self, text: str, role: str = "quiet") -> None:
        self.bottom.say(SAYS, [Bit(" "), Bit(text, role)])

    async def _typing_over(self) -> None:
        self._sign = ""
        await self.query("#typing").remove()
        self._show_foot(services(self).state)
        home = self.view.home()
        if home is not None:
            self.set_focus(home)

    def on_typing_typed(self, event: Typing.Typed) -> None:
        """Show at each key how the text is understood."""
        if not event.line.is_attached:
            return  # it was left meanwhile
        if self._sign == "/":
            self._sought[self.view.KEY] = event.text
            left = self.view.find(event.text)
            self._says_typed(left or "Nothing to find here", "")
        elif event.text.strip():
            read = self._read(event.text)
            event.line.foresee(read)
            if isinstance(read, UserError):
                self._says_typed(read.message, "quiet")
            else:
                self._says_typed(f"Recognized as: {read.reads_as}", "info")
        else:
            self._says_typed("enter: save  esc: clear")

    def _read(self, text: str) -> Read | UserError:
        try:
            return self._understood(text, services(self).state.building)
        except UserError as error:
            return error

    def _understood(self, text: str, building: Building) -> Read:
        """Parse a line against a building. Raises UserError."""
        state = services(self).state
        words = framework.load_role_words()
        more = framework_words.words(state.framework)
        read: Read = parser.read(text, building, state.today, words, more)
        return read

    async def on_quick_line_pasted(self, event: QuickLine.Pasted) -> None:
        """Show the form for several pasted lines; search text becomes one line."""
        if self._sign == "+":
            await self._add_several(event.text.splitlines())
        else:
            event.line.value = " ".join(event.text.split())

    async def _add_several(self, lines: list[str]) -> None:
        """Open the form for several entries."""
        await self._typing_over()
        entries = lines_form.entries("\n".join(lines))
        form = lines_form.lines_form(entries, self._understood, services(self).state.building)
        self.app.push_screen(form_screen.FormScreen(form))

    async def on_typing_entered(self, event: Typing.Entered) -> None:
        """Save the typed change, or keep the filter."""
        if self._sign == "/":
            await self._typing_over()
            self.tell(
                f"{self.view.find(event.text)}. Press esc to show all again"
                if event.text.strip()
                else ""
            )
        elif event.text.strip():
            if more := services(self).take_lines(
                lambda line: not isinstance(self._read(line), UserError)
            ):
                await self._add_several([event.text, *more])
            else:
                self.run_worker(self._keep(event.text), group="keep", exit_on_error=True)

    async def _keep(self, text: str) -> None:
        """Save a typed change; the text stays on the line until it is saved."""
        read, before = self._read(text), services(self).state.findings
        outcome = read if isinstance(read, UserError) else await services(self).change(read.intent)
        if isinstance(outcome, Done):
            self._typed.append(text)
            await self._typing_over()
            self.come_to(outcome.change.added)  # again, now that the line no longer has the focus
        services(self).report(outcome)
        brought = change_preview.brought(before, services(self).state.findings)
        if isinstance(outcome, Done) and brought:
            self.tell(f"Saved: {outcome.change.says}. {brought}", "refused")

    async def on_typing_left(self) -> None:
        """Return to the list."""
        if self._sign == "/" and self._sought.pop(self.view.KEY, ""):
            self.view.find("")
        await self._typing_over()
        self.tell("")

    def text(self) -> dict[str, str]:
        """Return the typed and unsaved text, for a draft."""
        for line in self.query("#typing"):
            if self._sign == "+":
                return {"quick add": line.field.value}  # type: ignore[attr-defined]
        return {}
