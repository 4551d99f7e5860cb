"""The commands of the Team view.

Every command opens a form or a sheet about the row at the cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.screen import Screen

from bltui.domain.model.errors import UserError
from bltui.domain.model.finding import Finding
from bltui.store.errors import StoreError
from bltui.ui.base_view import BaseView
from bltui.ui.commands import command, writable
from bltui.ui.screens.team import forms
from bltui.ui.screens.team.rows import person_of
from bltui.ui.state import State

#: Opens the next screen, made from the state at that time.
Opens = Callable[[State, str], "Screen[bool] | None"]


class TeamCommands(BaseView):
    """The commands; the view provides the row."""

    @property
    def line(self) -> str:
        """The id of the row that commands apply to; "" if there is none."""
        raise NotImplementedError

    def _open(self, opens: Opens) -> None:
        screen = opens(self.services.state, self.line)
        if screen is None:
            self.services.tell(
                "Nothing to change on this row. Choose a member or a seat.", "refused"
            )
        else:
            self.app.push_screen(screen)

    @command("team.add", "Add", "a", needs=writable)
    def add(self) -> None:
        """Add a member on a new seat, on the vacant seat, or from the staff list."""
        self._open(forms.add)

    @command("team.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the selected seat: its role, groups, and kind.

        In the staff list, edit the person.
        """
        self._open(forms.edit)

    @command("team.term", "Term", "t", needs=writable)
    def term(self) -> None:
        """Change a member's term: dates, leave and substitute, alternate years."""
        self._open(forms.term)

    @command("team.end", "End", "x", needs=writable)
    def end(self) -> None:
        """End a member's term, remove a vacant seat, or record that a person left the building.

        Asks first.
        """
        found = forms.end(self.services.state, self.line)
        if found is None:
            self.services.tell(
                "Nothing to end on this row. Choose a member, a seat, or a person.", "refused"
            )
            return
        screen, intent = found

        def answered(yes: bool | None) -> None:
            if yes and intent is not None:
                self.services.submit(intent)

        self.app.push_screen(screen, answered)

    @command("team.person", "Person", "p", needs=writable)
    def person(self) -> None:
        """Edit the selected person: name, work, grades, notes."""
        self._open(forms.edit_person)

    @command("team.new-person", "New person", "n", needs=writable)
    def new_person(self) -> None:
        """Add a person to the staff list, without a seat on the team."""
        self._open(forms.new_person)

    @command("team.facilitator", "Facilitator", "f", needs=writable)
    def facilitator(self) -> None:
        """Set the facilitator, the co-facilitator, and the liaison.

        The selected member is suggested.
        """
        self._open(forms.duty)

    @command("team.contact", "Contact", "c", needs=writable)
    def contact(self) -> None:
        """Record a contact with the principal or with the DLT/CSLT."""
        self._open(forms.contact)

    @command("team.building", "Building", "b", needs=writable)
    def building(self) -> None:
        """Change the building's settings: name, grades, subgroups, rotation, time zone, vision."""
        self._open(forms.building)

    @command("team.limits", "Limits", "l", needs=writable)
    def limits(self) -> None:
        """Set this building's own limits.

        Each default (not from the source document) is marked.
        """
        self._open(forms.limits)

    @command("team.import", "Import", "i", needs=writable)
    def roster(self) -> None:
        """Import a roster from a CSV file.

        Shows every seat and every skipped line first.
        """
        self._open(forms.roster)

    @command("team.what-if", "What if", "w")
    async def what_if(self) -> None:
        """Show what the team would lose if this member left today. Changes nothing."""
        person = person_of(self.services.state.building, self.line)
        if person is None:
            self.services.tell("No one on this row. Choose a member.", "refused")
            return
        result = await self.services.rehearse(forms.leaving(person))
        if isinstance(result, UserError | StoreError):
            self.services.tell(str(result), "refused")
        else:
            self.app.push_screen(forms.left(self.services.state, person, result))

    # -- sheets ------------------------------------------------------------------------------------

    def offer(
        self, sheet: Screen[str | None], does: Mapping[str, forms.Next], goes: str = ""
    ) -> None:
        """Show a sheet and run the chosen action; `goes` is the record for "go to it"."""

        def chosen(name: str | None) -> None:
            if name == "record":
                self.services.open(goes)
            elif name == "leave":
                self.run_worker(self.what_if(), exit_on_error=False)
            elif name is not None and (reason := self.services.state.closed):
                self.services.tell(reason, "refused")
            elif name is not None and (screen := does[name](self.services.state)) is not None:
                self.app.push_screen(screen)

        self.app.push_screen(sheet, chosen)

    def explain(self, finding: Finding) -> None:
        """Show a finding in full."""
        sheet, does = forms.finding(self.services.state, finding)
        self.offer(sheet, does, finding.records[0] if finding.records else "")
