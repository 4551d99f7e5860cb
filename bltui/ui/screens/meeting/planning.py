"""Before a meeting: plan, prepare, agenda items, roles, and move.

These are commands of the Meeting view.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui import framework
from bltui.domain.checks import agenda_due
from bltui.domain.meetings import minutes
from bltui.domain.meetings.planning import plan_prepared, prepare, send_agenda
from bltui.domain.meetings.upcoming import coming, record_of
from bltui.domain.model.meetings import Meeting
from bltui.exchange import agenda_report
from bltui.ui import cwg_selection
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.cwgs import series_form
from bltui.ui.dialogs.meeting import agenda_form
from bltui.ui.screens.meeting.context import MeetingContext


class Planning(MeetingContext):
    """The commands until a meeting begins."""

    @command("meeting.plan", "Plan", "p", needs=writable)
    def plan(self) -> None:
        """Plan a meeting: date, times, place. The next date of the team's series is suggested."""
        state = self.services.state
        dated = [c for c in coming(state.building, state.today) if c.meeting_id is None]
        self._form(agenda_form.plan_form, self.basis, dated[0] if dated else None)

    @command("meeting.times", "Regular times", "T", needs=writable)
    def times(self) -> None:
        """Set when the {team} meets, such as "first tue 3:15pm-4:30pm". Shows the dates as you type."""
        picture = cwg_selection.Picture(self.services.state)
        if reason := series_form.no_calendar(picture):
            self.services.tell(reason, "refused")
        else:
            self._form(series_form.time_form, picture)

    @command("meeting.prepare", "Prepare", "P", needs=writable)
    def prepare(self) -> None:
        """Fill the agenda with actions, standing items, parking lot, due work, and feedback.

        Assigns the roles in rotation.
        """
        state, ahead = self.services.state, self.ahead
        meeting = self.meeting
        if meeting is None and ahead is not None:
            meeting = record_of(ahead)
        if meeting is None:
            self._refuse()
            return
        due = agenda_due.due_at(state.building, state.framework, meeting)
        given: dict[str, Any] = {"standing": framework.load_standing(), "due": due}
        self.services.submit(
            partial(prepare, meeting_id=meeting.id, **given)
            if meeting.id
            else partial(plan_prepared, on=meeting.on, team=meeting.team, **given)
        )

    @command("meeting.point", "Add item", "a", needs=writable)
    def add_point(self) -> None:
        """Add an agenda item."""
        self._on_open(lambda m: self._form(agenda_form.item_form, self.basis, m))

    @command("meeting.roles", "Roles", "r", needs=writable)
    def roles(self) -> None:
        """Set the facilitator, recorder, and timekeeper of this meeting."""
        self._on_open(
            lambda m: self._form(
                agenda_form.roles_form, self.basis, m, self._voting(m), self.called
            )
        )

    @command("meeting.sent", "Agenda sent", "S", needs=writable)
    def sent(self) -> None:
        """Mark the agenda as sent to everyone today."""
        self._ask(send_agenda, on=self.services.state.today)

    @command("meeting.posted", "Agenda posted", "B", needs=writable)
    def posted(self) -> None:
        """Record when the agenda was posted for the public, if an open-meeting law asks for it."""
        self._on_open(
            lambda m: self._form(
                agenda_form.posted_form, self.basis, m, self.called, self.services.now
            )
        )

    @command("meeting.copy-agenda", "Copy agenda", "Y")
    def copy_agenda(self) -> None:
        """Copy the agenda as a mail to the terminal's clipboard. After you sent it, press `S`."""
        self._on_meeting(self._copy_agenda)

    def _copy_agenda(self, meeting: Meeting) -> None:
        state = self.services.state
        profile = state.building.profile
        value = minutes.minutes(state.building, state.framework, meeting)
        text = agenda_report.mail_text(value, profile.name, sample=profile.sample)
        self.services.copy(text, f"the agenda of {self.called} as a mail. When it is sent, press S")

    @command("meeting.move", "Move", "O", needs=writable)
    def move(self) -> None:
        """Move the meeting to another day or cancel it, with a reason."""
        self._on_meeting(lambda m: self._form(agenda_form.move_form, self.basis, m, self.called))

    @command("meeting.details", "Details", "D", needs=writable)
    def details(self) -> None:
        """Change the meeting's times, place, purpose, and norms."""
        self._on_meeting(lambda m: self._form(agenda_form.meeting_form, self.basis, m, self.called))
