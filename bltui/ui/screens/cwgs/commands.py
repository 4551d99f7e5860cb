"""The commands of the CWGs view: form groups, set times, move and cancel meetings, publish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.series.edits import live_series
from bltui.ui.base_view import BaseView
from bltui.ui.commands import command, writable
from bltui.ui.cwg_selection import CwgSelection, Picture, read_meeting
from bltui.ui.dialogs.cwgs import series_form
from bltui.ui.screens.cwgs import forms


class CwgsCommands(BaseView):
    """The commands; the view provides the group and the meeting."""

    @property
    def line(self) -> str:
        """The row at the cursor; "" if there is none."""
        raise NotImplementedError

    @property
    def cwg(self) -> Cwg | None:
        """The group that commands apply to."""
        raise NotImplementedError

    @property
    def picture(self) -> Picture:
        """The schedule and the conflicts that are shown."""
        raise NotImplementedError

    @property
    def sight(self) -> CwgSelection:
        """The selection that the panels show."""
        raise NotImplementedError

    async def turn_to(self, key: str) -> None:
        """Show a panel and focus it."""
        raise NotImplementedError

    def look_at(self, day: date) -> None:
        """Show the week or month of a day."""
        raise NotImplementedError

    @property
    def meeting(self) -> tuple[int, date] | None:
        """The series and original date of the meeting that commands apply to.

        This is the meeting at the cursor, or else the group's next one.
        """
        if (found := read_meeting(self.line)) is not None:
            return found
        following = self.picture.after(self.cwg.id) if self.cwg is not None else None
        return (following[0].id, following[1].original) if following is not None else None

    def _open(self, screen: Screen[Any] | None, otherwise: str) -> None:
        if screen is None:
            self.services.tell(otherwise, "refused")
        else:
            self.app.push_screen(screen)

    def ask(self, question: tuple[Screen[bool], Intent] | None, otherwise: str) -> None:
        """Ask a question and save the intent on yes.

        Show `otherwise` if there is nothing to ask.
        """
        if question is None:
            self.services.tell(otherwise, "refused")
            return
        screen, intent = question

        def answered(yes: bool | None) -> None:
            if yes:
                self.services.submit(intent)

        self.app.push_screen(screen, answered)

    def of_meeting(self, opens: Callable[..., Any]) -> Any:
        """Call a form function with the current meeting; return None if there is none."""
        found = self.meeting
        return opens(self.picture, *found) if found is not None else None

    def of_group(self, opens: Callable[..., Any]) -> Any:
        """Call a form function with the current group; return None if there is none."""
        return opens(self.picture, self.cwg) if self.cwg is not None else None

    # -- groups ------------------------------------------------------------------------------------

    @command("cwgs.new", "New", "n,a", needs=writable)
    def new(self) -> None:
        """Create a group: name, structure, focus, goal, leader, and members."""
        self._open(forms.new_group(self.picture), "")

    @command("cwgs.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the group: number, name, structure, focus, goal."""
        self._open(self.of_group(forms.edit_group), _NO_GROUP)

    @command("cwgs.leader", "Leader", "l", needs=writable)
    def leader(self) -> None:
        """Set the leader or the co-leader. {team} members are listed first."""
        self._open(self.of_group(forms.leader), _NO_GROUP)

    @command("cwgs.members", "Members", "J", needs=writable)
    def members(self) -> None:
        """Add or remove people in the group, from a day or from its beginning."""
        self._open(self.of_group(forms.members), _NO_GROUP)

    @command("cwgs.status", "Publish", "p", needs=writable)
    def status(self) -> None:
        """Publish the group, return it to draft, or close it.

        Required conflicts block publishing unless waived.
        """
        self._open(self.of_group(forms.status), _NO_GROUP)

    @command("cwgs.remove", "Remove", "R", needs=writable)
    def remove_group(self) -> None:
        """Remove the group with its meetings. Asks first, and undo restores it."""
        self.ask(self.of_group(forms.remove), _NO_GROUP)

    # -- meetings ----------------------------------------------------------------------------------

    @command("cwgs.time", "Time", "t", needs=writable)
    def time(self) -> None:
        """Set when the group meets, such as "every other wed 3:15pm-4pm".

        Shows dates and conflicts as you type.
        """
        reason = series_form.no_calendar(self.picture)
        if reason:
            self.services.tell(reason, "refused")
            return
        series, original = read_meeting(self.line) or (None, None)
        if series is not None and series < 0:  # planned one by one, so the times are new
            series = original = None
        self._open(self.of_group(lambda p, g: forms.time(p, g, series, original)), _NO_GROUP)

    @command("cwgs.move", "Move", "m", needs=writable)
    def move(self) -> None:
        """Move this meeting to another day, time, or room. Other meetings stay."""
        self._open(self.of_meeting(forms.move), _NO_MEETING)

    @command("cwgs.cancel", "Cancel", "x", needs=writable)
    def cancel(self) -> None:
        """Cancel only this meeting, or restore a canceled or moved one."""
        kind, _, number = self.line.partition("/")
        if kind == "exceptions":
            self.services.submit(forms.take_back(int(number)))
            return
        found = self.of_meeting(forms.cancel)
        if found is None or isinstance(found, Screen):
            self._open(found, _NO_MEETING)
        else:
            self.services.submit(found)

    @command("cwgs.cancel-all", "Cancel all", "X", needs=writable)
    def cancel_all(self) -> None:
        """Remove the whole series with all its meetings. Asks first, and undo restores it."""
        if not self._refuse_separate():
            self.ask(self.of_meeting(forms.cancel_all), _NO_MEETING)

    @command("cwgs.add-meeting", "Add meeting", "A", needs=writable)
    def add_meeting(self) -> None:
        """Add one extra meeting."""
        if not self._refuse_separate():
            self._open(self.of_meeting(forms.add_meeting), _NO_MEETING)

    def _refuse_separate(self) -> bool:
        """Refuse what only a series has, before anybody types, and return whether it was."""
        found = self.meeting
        try:
            if found is not None:
                live_series(self.picture.state.building, found[0])
        except UserError as refused:
            self.services.tell(refused.message, "refused")
            return True
        return False

    @command("cwgs.held", "Held", "space", needs=writable)
    def held(self) -> None:
        """Mark this meeting as held, or clear the mark."""
        found = self.of_meeting(forms.held)
        if found is None:
            self.services.tell(_NO_MEETING, "refused")
        else:
            self.services.submit(found)

    @command("cwgs.keep", "Keep", "K", needs=writable)
    def keep(self) -> None:
        """Keep orphaned exceptions (CWG-33) as separate meetings:

        the selected one, or all of the group.
        """
        found = forms.keep(self.picture, self.line, self.cwg)
        if found is None:
            self.services.tell(_NOTHING_LEFT, "refused")
        else:
            self.services.submit(found)

    # -- conflicts ---------------------------------------------------------------------------------

    @command("cwgs.waive", "Waive", "w", needs=writable)
    def waive(self) -> None:
        """Waive the selected conflict with a reason, or remove the waiver."""
        found = forms.waive(self.picture, self.line)
        if found is None or isinstance(found, Screen):
            self._open(found, "Choose a conflict first. Press C to list them.")
        else:
            self.services.submit(found)

    @command("cwgs.why", "Why", "d")
    def why(self) -> None:
        """Show the selected conflict in full: the rule, why it matters, its source, and every date."""
        self._open(
            forms.why(self.picture, self.line), "Choose a conflict first. Press C to list them."
        )


_NOTHING_LEFT = "No orphaned exceptions here. Press C to find CWG-33 in the conflicts."
_NO_GROUP = "No group is selected. Choose one, or press n to create one."
_NO_MEETING = "No upcoming meeting. Press t to set when the group meets."
