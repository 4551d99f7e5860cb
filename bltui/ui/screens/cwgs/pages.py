"""The pages that the CWGs view opens: calendar, who is free, proposals, and handout."""

from __future__ import annotations

from bltui.ui.commands import command, writable
from bltui.ui.dialogs.cwgs import snow as cwgs_snow
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.screens.cwgs import calendar_page, free, handout, propose
from bltui.ui.screens.cwgs.commands import CwgsCommands


class CwgsPages(CwgsCommands):
    """The commands that open the pages. Each page is loaded when it is first opened."""

    @command("cwgs.calendar", "Calendar", "c")
    def calendar(self) -> None:
        """Open the school calendar: days without school, staff days, letter days, bells, imports."""
        self.app.push_screen(calendar_page.CalendarPage())

    @command("cwgs.snow", "Snow day", "S", needs=writable)
    def snow(self) -> None:
        """Mark a snow day. Shows every affected meeting and asks what happens to it."""
        if not self.services.state.building.calendars:
            self.services.tell(
                "No school calendar yet. Press c to open it, then s to set the first and last day.",
                "refused",
            )
            return
        state = self.services.state
        basis = FormContext(state.building, state.framework, state.today)
        self.app.push_screen(cwgs_snow.SnowDay(basis))

    @command("cwgs.free", "Who is free", "f")
    def free(self) -> None:
        """Show when the group can meet: every time of the week, the best times, people, and rooms."""
        self.app.push_screen(free.FreePage(self.cwg.id if self.cwg is not None else None))

    @command("cwgs.propose", "Propose", "P")
    def propose(self) -> None:
        """Propose groups, leaders, and times for the whole staff.

        Nothing changes until you accept it.
        """
        self.app.push_screen(propose.ProposePage())

    @command("cwgs.handout", "Handout 8", "H")
    def handout(self) -> None:
        """Preview Handout 8, publish groups, and write the handout and calendar feeds to files."""
        self.app.push_screen(handout.HandoutPage())
