"""The commands of the Steps view: step status, evidence, and group cycles.

One key each.
"""

from __future__ import annotations

from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import BoardKey
from bltui.ui.commands import command, writable
from bltui.ui.screens.master_detail import MasterDetail
from bltui.ui.screens.steps import forms

#: A board and the number of a step on it.
At = tuple[BoardKey, int]


class StepsCommands(MasterDetail):
    """The commands; the view provides the step and the group."""

    NOTHING = "Choose a step first. Press v for the boards."

    @property
    def at(self) -> At | None:
        """The step that commands apply to; None if they apply to a group."""
        raise NotImplementedError

    @property
    def group(self) -> Cwg | None:
        """The group that commands apply to; None if they apply to a step."""
        raise NotImplementedError

    # -- moving ------------------------------------------------------------------------------------

    @command("steps.next", "Next", "space", needs=writable)
    def next_status(self) -> None:
        """Move a step to its next status or a cycle to its next step.

        On a checklist, check off the item.
        """
        state = self.services.state
        if self.line.startswith("tick/") and self.at is not None:
            self._open(forms.tick(state, *self.at, self.line.partition("/")[2]))
        elif self.at is not None:
            self._open(forms.next_status(state, *self.at))
        else:
            self._open(forms.take_on(state, self.group))

    @command("steps.back", "Step back", "backspace", needs=writable)
    def step_back(self) -> None:
        """Move a step to its previous status or a cycle to its previous step."""
        state = self.services.state
        if self.at is not None:
            self._open(forms.next_status(state, *self.at, back=True))
        else:
            self._open(forms.step_back(self.group))

    @command("steps.blocked", "Block", "b", needs=writable)
    def blocked(self) -> None:
        """Mark the step as blocked, with the reason."""
        self._open(forms.status(self.services.state, *self.at, "blocked") if self.at else None)

    @command("steps.status", "Status", "s", needs=writable)
    def status(self) -> None:
        """Set any status with a reason, evidence, and a date, including not applicable."""
        self._open(forms.status(self.services.state, *self.at) if self.at else None)

    @command("steps.cycle", "Cycle", "c", needs=writable)
    def cycle(self) -> None:
        """Open, advance, or close a group's cycle.

        Closing asks: continue, adjust, adopt, or stop.
        """
        if self.at is not None:
            self.turn_to("matrix")
            self.services.tell("Choose the group, then press c again.")
        else:
            self._open(
                forms.cycle(self.services.state, self.group),
                "No groups yet. Press 3, then n to create one.",
            )

    @command("steps.stop", "Stop cycle", "X", needs=writable)
    def stop(self) -> None:
        """Close a group's cycle before its last step, with a reason."""
        self._open(
            forms.stop(self.services.state, self.group),
            "Choose a group with an open cycle. Press v for the matrix.",
        )

    # -- saying more -------------------------------------------------------------------------------

    @command("steps.note", "Note", "o", needs=writable)
    def note(self) -> None:
        """Write a note on the step."""
        self._open(forms.details(self.services.state, *self.at, only="note") if self.at else None)

    @command("steps.evidence", "Evidence", "i", needs=writable)
    def evidence(self) -> None:
        """Add evidence for the step, or for the current step of the group's cycle."""
        self._open(forms.evidence(self.services.state, self.at, self.group))

    @command("steps.due", "Due", "d", needs=writable)
    def due(self) -> None:
        """Set the due date of the step."""
        self._open(forms.details(self.services.state, *self.at, only="due") if self.at else None)

    @command("steps.owner", "Owner", "w", needs=writable)
    def owner(self) -> None:
        """Set the owner of the step."""
        self._open(
            forms.details(self.services.state, *self.at, only="owner_id") if self.at else None
        )

    @command("steps.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the step's owner, due date, note, and standards, or the selected evidence."""
        if self.line.startswith("evidence/"):
            self._open(forms.edit_evidence(self.services.state, self.line))
        else:
            self._open(forms.details(self.services.state, *self.at) if self.at else None)

    @command("steps.remove", "Remove", "x", needs=writable)
    def take_away(self) -> None:
        """Remove the selected evidence. Asks first, and undo restores it."""
        found = forms.remove_evidence(self.services.state, self.line)
        if found is None:
            self.services.tell("Choose evidence first. Press v for the details.", "refused")
        else:
            self._confirm(*found)

    def _confirm(self, question: Screen[bool], intent: Intent) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.services.submit(intent)

        self.app.push_screen(question, answered)

    # -- the year ----------------------------------------------------------------------------------

    @command("steps.close_year", "Close the year", "Y", needs=writable)
    def close_year(self) -> None:
        """Close the school year.

        Shows what is still open, asks first, and deletes nothing. Undo reopens it.
        """
        try:
            self._confirm(*forms.close_year(self.services.state))
        except UserError as refused:
            self.services.tell(refused.message, "refused")

    @command("steps.open_year", "Open a year", "N", needs=writable)
    def open_year(self) -> None:
        """Open the next school year with new boards and an empty calendar.

        People, groups, and open work continue.
        """
        try:
            self._open(forms.open_year(self.services.state))
        except UserError as refused:
            self.services.tell(refused.message, "refused")
