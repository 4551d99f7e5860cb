"""During a meeting: attendance, notes, decisions, actions, and corrections.

These are commands of the Meeting view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.minutes_edits import edit_line, remove_from
from bltui.domain.meetings.planning import edit_item, shift_item
from bltui.domain.meetings.running import mark
from bltui.domain.meetings.self_check_edits import clear
from bltui.domain.meetings.upcoming import begin
from bltui.domain.model.change import Intent
from bltui.domain.model.editing import remove
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.minutes import LineKind
from bltui.domain.model.process_steps import ProcessNote, ProcessResult
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.feedback import feedback_form
from bltui.ui.dialogs.meeting import action_form, agenda_form, decision_form
from bltui.ui.screens.meeting import rows
from bltui.ui.screens.meeting.group_process import GroupProcess
from bltui.ui.screens.meeting.process_rows import UNWRITTEN
from bltui.ui.screens.meeting.self_check import CHECK


class Taking(GroupProcess):
    """The commands during a meeting."""

    @command("meeting.start", "Start", "s", needs=writable)
    def start(self) -> None:
        """Start today's meeting, planned or not.

        Reopens the selected meeting if it was ended too early.
        """
        meeting, today = self.meeting, self.services.state.today
        theirs = meeting is not None and (
            meeting.on == today or (self.picked and meeting.held and meeting.ended)
        )
        team = meeting.team if meeting is not None and theirs else "blt"
        on = meeting.on if meeting is not None and theirs else today
        self.services.submit(partial(begin, on=on, team=team, now=int(self.services.now())))

    @command("meeting.here", "Attendance", "h", needs=writable)
    def here(self) -> None:
        """Record attendance by initials: present, late, excused, absent, or left early."""
        self._on_minutes(lambda m: self._form(agenda_form.here_form, self.basis, m, self.called))

    def _write(self, kind: LineKind) -> None:
        point = self.point
        during = point.title if point is not None and kind in ("note", "parking") else ""
        number = point.id if point is not None and during else None
        self._on_minutes(lambda m: self._form(action_form.line_form, m, kind, number, during))

    @command("meeting.note", "Note", "n", needs=writable)
    def note(self) -> None:
        """Record notes on this agenda item. Press enter to save them."""
        self._write("note")

    @command("meeting.decision", "Decision", "d", needs=writable)
    def decision(self) -> None:
        """Record a decision by consensus, fist to five, or vote.

        Shows the result at once.
        """
        self._on_minutes(
            lambda m: self._form(decision_form.decision_form, self.basis, m, self._item())
        )

    @command("meeting.action", "Action", "t", needs=writable)
    def action(self) -> None:
        """Record an action with its owner and due date."""
        if self.meeting is None or not self.meeting.held:
            self._form(action_form.action_form, self.basis, None, self._item())
        else:
            self._on_minutes(
                lambda m: self._form(action_form.action_form, self.basis, m, self._item())
            )

    def _item(self) -> int | None:
        return self.point.id if self.point is not None else None

    @command("meeting.parking", "Parking", "l", needs=writable)
    def parking(self) -> None:
        """Add an item to the parking lot. It goes on the next agenda."""
        self._write("parking")

    @command("meeting.aha", "AHA", "A", needs=writable)
    def aha(self) -> None:
        """Add an AHA of this meeting to the wall."""
        self._on_meeting(
            lambda m: self._form(
                feedback_form.say_form, self.basis, kind="aha", about=f"meeting:{m.id}"
            )
        )

    @command("meeting.feedback", "Feedback", "f", needs=writable)
    def feedback(self) -> None:
        """Record feedback about the work."""
        self._form(feedback_form.say_form, self.basis)

    @command("meeting.mark", "Mark", "space", needs=writable)
    def mark(self) -> None:
        """Change attendance: present, late, excused, absent, left early.

        Mark an item or action as done, a parked item as settled.
        """
        table, _, rest = self.line.partition("/")
        state = self.services.state
        building = state.building
        if table == "people" and self.meeting is not None:
            turns = rows.TURNS
            now = rows.marks(state, self.meeting).get(int(rest))
            following = turns[(turns.index(now) + 1) % len(turns)] if now else turns[0]
            who = {int(rest): following}
            self._on_minutes(
                lambda m: self.services.submit(partial(mark, meeting_id=m.id, who=who))
            )
        elif table == "agenda" and int(rest) in building.agenda:
            item = building.agenda[int(rest)]
            self.services.submit(partial(edit_item, seen=item, done=not item.done))
        elif table == "actions" and int(rest) in building.actions:
            self._form(action_form.status_form, self.basis, building.actions[int(rest)])
        elif table == "lines" and int(rest) in building.lines:
            line = building.lines[int(rest)]
            self.services.submit(partial(edit_line, seen=line, done=not line.done))

    @command("meeting.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the selected agenda item, note, decision, or action.

        On a low self-check, add an action.
        """
        table, _, rest = self.line.partition("/")
        building = self.services.state.building
        record = building.resolve(self.line) if rest.isdecimal() else None
        if table == CHECK:
            self._on_meeting(self._answer_how_it_was)
        elif table == UNWRITTEN:
            self.process_step()
        elif isinstance(record, ProcessNote | ProcessResult):
            self.edit_process(record)
        elif record is None or self.meeting is None:
            self.services.tell("Choose an agenda item, note, decision, or action first.", "refused")
        elif table == "agenda":
            self._form(agenda_form.item_form, self.basis, self.meeting, record)
        elif table == "lines":
            self._form(action_form.edit_line_form, self.basis, record)
        elif table == "decisions":
            self._form(decision_form.decision_form, self.basis, self.meeting, None, record)
        elif table == "actions":
            self._form(action_form.action_form, self.basis, None, None, record)
        elif table == "feedback":
            self._form(feedback_form.edit_feedback_form, self.basis, record)
        elif isinstance(record, Meeting):
            self._form(agenda_form.meeting_form, self.basis, record, named(building, record))
        else:
            self.roles()

    @command("meeting.up", "Move up", "K,shift+up", needs=writable)
    def up(self) -> None:
        """Move the selected agenda item up."""
        self._shift(-1)

    @command("meeting.down", "Move down", "J,shift+down", needs=writable)
    def down(self) -> None:
        """Move the selected agenda item down."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        table, _, rest = self.line.partition("/")
        if table == "agenda":
            self.services.submit(partial(shift_item, item_id=int(rest), by=by))
        else:
            self.services.tell("Choose an agenda item first.", "refused")

    @command("meeting.remove", "Remove", "x", needs=writable)
    def take_away(self) -> None:
        """Remove the selected agenda item, note, decision, action, or self-check.

        Undo restores it.
        """
        table, _, rest = self.line.partition("/")
        intents: dict[str, Callable[[int], Intent]] = {
            "agenda": lambda n: partial(remove_from, table="agenda", number=n),
            "lines": lambda n: partial(remove_from, table="lines", number=n),
            "decisions": lambda n: partial(remove_from, table="decisions", number=n),
            "process_notes": lambda n: partial(remove_from, table="process_notes", number=n),
            "process_results": lambda n: partial(remove_from, table="process_results", number=n),
            "actions": lambda n: partial(remove, table="actions", number=n),
            "feedback": lambda n: partial(remove, table="feedback", number=n),
        }
        if table == CHECK:
            self._ask(clear)
        elif table in intents:
            self.services.submit(intents[table](int(rest)))
        else:
            self.services.tell("Choose an agenda item, note, decision, or action first.", "refused")
