"""After a meeting: plus/delta, self-check, end, minutes, and approval.

These are commands of the Meeting view.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.meetings import minutes as meetings_minutes
from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.running import approve, share_minutes
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.exchange import agenda_report, feeds
from bltui.exchange import minutes_report as exchange_minutes_report
from bltui.ui.commands import command, writable
from bltui.ui.dialogs import confirm as dialogs_confirm
from bltui.ui.dialogs.meeting import action_form, agenda_form
from bltui.ui.screens import print_preview as screens_print_preview
from bltui.ui.screens.meeting.taking import Taking
from bltui.ui.state import State


class Closing(Taking):
    """The commands from the end of a meeting to the approval of its minutes."""

    @command("meeting.plus", "Plus", "w", needs=writable)
    def plus(self) -> None:
        """Record what went well."""
        self._write("plus")

    @command("meeting.delta", "Delta", "minus", needs=writable)
    def delta(self) -> None:
        """Record what should change next time."""
        self._write("delta")

    @command("meeting.self-check", "Self-check", "C", needs=writable)
    def self_check(self) -> None:
        """Rate the meeting from 1 to 4 on each statement.

        For one person or everyone; no names are saved.
        """
        self._on_open(self._ask_how_it_was)

    @command("meeting.told", "Messages", "c", needs=writable)
    def told(self) -> None:
        """Record communication with the district team, groups, and staff."""
        self._on_open(lambda m: self._form(action_form.told_form, self.basis, m))

    @command("meeting.end", "End", "E", needs=writable)
    def end(self) -> None:
        """End the meeting and set the date of the next one. The current agenda item is done."""
        self._on_open(
            lambda m: self._form(
                agenda_form.end_form, self.basis, m, self.called, self.services.now
            )
        )

    @command("meeting.minutes", "Minutes", "m")
    def minutes(self) -> None:
        """Show the agenda or minutes as they print.

        There, w writes them as text, Markdown, HTML, or Word; an agenda also as a calendar event.
        """
        self._on_meeting(self._paper)

    def _paper(self, meeting: Meeting) -> None:
        paper = screens_print_preview.PrintPreview
        minutes = meetings_minutes.minutes
        minutes_page = exchange_minutes_report.minutes_page

        def make(state: State) -> Any:
            now = state.building.meetings.get(meeting.id, meeting)
            profile = state.building.profile
            return minutes_page(
                minutes(state.building, state.framework, now), profile.name, sample=profile.sample
            )

        def event(state: State) -> bytes:
            now = state.building.meetings.get(meeting.id, meeting)
            value = minutes(state.building, state.framework, now)
            return feeds.meeting_event(state.building, now, agenda_report.event_text(value))

        noun = "minutes" if meeting.held else "agenda"
        title = f"{noun.capitalize()} of {self.called}"
        more = {} if meeting.held else {".ics": event}
        self.app.push_screen(paper(title, make, f"{noun}-{meeting.on}.md", others=more))

    @command("meeting.shared", "Shared", "M", needs=writable)
    def shared(self) -> None:
        """Mark the minutes as shared today."""
        self._ask(share_minutes, on=self.services.state.today)

    @command("meeting.approve", "Approve", "V", needs=writable)
    def approve(self) -> None:
        """Mark the minutes as approved today. After that, only amendments can be added.

        Asks first.
        """
        self._on_meeting(
            lambda m: self._approve(self._to_approve(m) if m.held and not m.ended else m)
        )

    def _to_approve(self, meeting: Meeting) -> Meeting:
        """Return the latest ended meeting up to this one, or this one if that is approved."""
        ended = [
            m
            for m in active(self.services.state.building.meetings)
            if m.team == meeting.team and m.ended
        ]
        last = max(
            (m for m in ended if m.on <= meeting.on), key=lambda m: (m.on, m.id), default=meeting
        )
        return meeting if last.approved_on else last

    def _approve(self, meeting: Meeting) -> None:
        confirm = dialogs_confirm.Confirm
        question = confirm(
            f"Approve the minutes of {named(self.services.state.building, meeting)}?",
            yes="approve them",
            more="After that, only amendments can be added.",
        )

        def answered(yes: bool | None) -> None:
            if yes:
                today, now = self.services.state.today, int(self.services.now())
                self.services.submit(partial(approve, meeting_id=meeting.id, on=today, now=now))

        self.app.push_screen(question, answered)

    @command("meeting.amend", "Amend", "W", needs=writable)
    def amend(self) -> None:
        """Add an amendment to approved minutes."""
        self._on_meeting(lambda m: self._form(agenda_form.amend_form, self.basis, m, self.called))
