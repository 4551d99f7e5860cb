"""What a person can do in the Meeting view: plan, prepare, hold, write down, decide, promise, end, minutes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from bltui.domain.change import Intent
from bltui.domain.feedback.listening import remove_feedback
from bltui.domain.meetings.actions import remove_action
from bltui.domain.meetings.agenda import members
from bltui.domain.meetings.calling import edit_item, prepare, remove_item, send_agenda, shift_item
from bltui.domain.meetings.coming import begin, coming
from bltui.domain.meetings.holding import approve, mark, share_minutes
from bltui.domain.meetings.minute_taking import edit_line, remove_decision, remove_line
from bltui.domain.meetings.records import AgendaItem, LineKind, Meeting
from bltui.domain.meetings.self_checking import clear
from bltui.domain.meetings.which_meeting import named
from bltui.domain.record import live
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.basis import Basis
from bltui.ui.screens.meeting import rows
from bltui.ui.screens.meeting.self_check import CHECK, answered, wants_action
from bltui.ui.state import State
from bltui.ui.view import View

_NONE = "There is no meeting yet. p plans one, s begins one now."


class MeetingCommands(View):
    """The commands; the view says which meeting, which point and which row they are about."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is looked at."""
        raise NotImplementedError

    @property
    def picked(self) -> bool:
        """Whether somebody went to that meeting, instead of finding it here because nothing else is near."""
        raise NotImplementedError

    @property
    def point(self) -> AgendaItem | None:
        """The point that is being talked about, while the meeting is held."""
        raise NotImplementedError

    @property
    def line(self) -> str:
        """The row with the cursor, of the list that has the keys."""
        raise NotImplementedError

    @property
    def basis(self) -> Basis:
        """What forms read from."""
        state = self.desk.state
        return Basis(state.building, state.framework, state.today)

    @property
    def called(self) -> str:
        """The meeting in words."""
        return named(self.desk.state.building, self.meeting) if self.meeting is not None else ""

    def _form(self, module: str, name: str, *arguments: Any, **more: Any) -> None:
        self.desk.dress("forms.tcss")
        form = getattr(import_module(f"bltui.ui.dialogs.{module}"), name)(*arguments, **more)
        self.app.push_screen(import_module("bltui.ui.dialogs.form").FormScreen(form))

    def _on_meeting(self, ask: Callable[[Meeting], None]) -> None:
        if self.meeting is None:
            self.desk.tell(_NONE, "late")
        else:
            ask(self.meeting)

    def _ask(self, intent: Callable[..., Any], **more: Any) -> None:
        self._on_meeting(lambda m: self.desk.ask(partial(intent, meeting_id=m.id, **more)))

    # -- before -------------------------------------------------------------------------------------------------

    @command("meeting.plan", "Plan", "p", needs=writable)
    def plan(self) -> None:
        """Plan a meeting: day, times, place; the next day of the team's series is proposed."""
        state = self.desk.state
        dated = [c for c in coming(state.building, state.today) if c.meeting_id is None]
        self._form("meeting.agenda_form", "plan_form", self.basis, dated[0] if dated else None)

    @command("meeting.prepare", "Prepare", "P", needs=writable)
    def prepare(self) -> None:
        """Fill the agenda: actions first, standing points, parking lot, what is due, feedback; and give the roles in turn."""
        standing = import_module("bltui.framework").load_standing()
        due_at, state = import_module("bltui.domain.meetings.agenda_due").due_at, self.desk.state
        self._on_meeting(
            lambda m: self.desk.ask(
                partial(prepare, meeting_id=m.id, standing=standing, due=due_at(state.building, state.framework, m))
            )
        )

    @command("meeting.point", "Point", "a", needs=writable)
    def add_point(self) -> None:
        """Put a point on the agenda."""
        self._on_meeting(lambda m: self._form("meeting.agenda_form", "item_form", self.basis, m))

    @command("meeting.roles", "Roles", "r", needs=writable)
    def roles(self) -> None:
        """Say who is facilitator, recorder and timekeeper of this meeting."""
        self._on_meeting(
            lambda m: self._form("meeting.agenda_form", "roles_form", self.basis, m, self._voting(m), self.called)
        )

    @command("meeting.sent", "Agenda sent", "S", needs=writable)
    def sent(self) -> None:
        """Note that the agenda was sent to everybody today."""
        self._ask(send_agenda, on=self.desk.state.today)

    @command("meeting.move", "Move", "O", needs=writable)
    def move(self) -> None:
        """Put the meeting on another day or cancel it, with the reason."""
        self._on_meeting(lambda m: self._form("meeting.agenda_form", "move_form", self.basis, m, self.called))

    @command("meeting.details", "Details", "D", needs=writable)
    def details(self) -> None:
        """Change the meeting's times, place, purpose and norms."""
        self._on_meeting(lambda m: self._form("meeting.agenda_form", "meeting_form", m, self.called))

    # -- during -------------------------------------------------------------------------------------------------

    @command("meeting.start", "Start", "s", needs=writable)
    def start(self) -> None:
        """Begin the meeting of today, planned or not; on one that you went to and that was ended too early, open it again."""
        meeting, today = self.meeting, self.desk.state.today
        theirs = meeting is not None and (meeting.on == today or (self.picked and meeting.held and meeting.ended))
        team = meeting.team if meeting is not None and theirs else "blt"
        on = meeting.on if meeting is not None and theirs else today
        self.desk.ask(partial(begin, on=on, team=team, now=int(self.desk.now())))

    @command("meeting.here", "Here", "h", needs=writable)
    def here(self) -> None:
        """Say who is here, late, excused, absent, or left early, by initials."""
        self._on_meeting(
            lambda m: self._form("meeting.agenda_form", "here_form", self.basis, m, self._voting(m), self.called)
        )

    def _voting(self, meeting: Meeting) -> tuple[int, ...]:
        return members(self.desk.state.building, meeting.team, meeting.on) or ()

    def _write(self, kind: LineKind) -> None:
        point = self.point
        during = point.title if point is not None and kind in ("note", "parking") else ""
        number = point.id if point is not None and during else None
        self._on_meeting(lambda m: self._form("meeting.action_form", "line_form", m, kind, number, during))

    @command("meeting.note", "Note", "n", needs=writable)
    def note(self) -> None:
        """Write down what is said on this point; enter saves it."""
        self._write("note")

    @command("meeting.decision", "Decision", "d", needs=writable)
    def decision(self) -> None:
        """Write down a decision, by consensus, fist to five or a vote; says at once what comes of it."""
        self._on_meeting(lambda m: self._form("meeting.decision_form", "decision_form", self.basis, m, self._item()))

    @command("meeting.action", "Action", "t", needs=writable)
    def action(self) -> None:
        """Write down who does what by when."""
        meeting = self.meeting if self.meeting is not None and self.meeting.held else None
        self._form("meeting.action_form", "action_form", self.basis, meeting, self._item())

    def _item(self) -> int | None:
        return self.point.id if self.point is not None else None

    @command("meeting.parking", "Parking", "l", needs=writable)
    def parking(self) -> None:
        """Put something on the parking lot, for another time; the next agenda takes it up."""
        self._write("parking")

    @command("meeting.aha", "AHA", "A", needs=writable)
    def aha(self) -> None:
        """Put an AHA of this meeting on the wall."""
        self._on_meeting(
            lambda m: self._form("feedback.feedback_form", "say_form", self.basis, kind="aha", about=f"meeting:{m.id}")
        )

    @command("meeting.feedback", "Feedback", "f", needs=writable)
    def feedback(self) -> None:
        """Take down what somebody says about the work."""
        self._form("feedback.feedback_form", "say_form", self.basis)

    @command("meeting.mark", "Mark", "space", needs=writable)
    def mark(self) -> None:
        """On a person: here, late, excused, absent, left early. On a point or an action: done. On the parking lot: settled."""
        table, _, rest = self.line.partition("/")
        state = self.desk.state
        building = state.building
        if table == "people" and self.meeting is not None:
            turns = rows.TURNS
            now = rows.marks(state, self.meeting).get(int(rest))
            following = turns[(turns.index(now) + 1) % len(turns)] if now else turns[0]
            self._ask(mark, who={int(rest): following})
        elif table == "agenda" and int(rest) in building.agenda:
            item = building.agenda[int(rest)]
            self.desk.ask(partial(edit_item, seen=item, done=not item.done))
        elif table == "actions" and int(rest) in building.actions:
            self._form("meeting.action_form", "status_form", self.basis, building.actions[int(rest)])
        elif table == "lines" and int(rest) in building.lines:
            line = building.lines[int(rest)]
            self.desk.ask(partial(edit_line, seen=line, done=not line.done))

    @command("meeting.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Change what the cursor is on: a point, a line, a decision, an action; on a low self-check, name an action."""
        table, _, rest = self.line.partition("/")
        building = self.desk.state.building
        record = building.resolve(self.line) if rest.isdecimal() else None
        if table == CHECK:
            self._on_meeting(self._answer_how_it_was)
        elif record is None or self.meeting is None:
            self.desk.tell("Choose a point, a line, a decision or an action first.", "late")
        elif table == "agenda":
            self._form("meeting.agenda_form", "item_form", self.basis, self.meeting, record)
        elif table == "lines":
            self._form("meeting.action_form", "edit_line_form", self.basis, record)
        elif table == "decisions":
            self._form("meeting.decision_form", "decision_form", self.basis, self.meeting, None, record)
        elif table == "actions":
            self._form("meeting.action_form", "action_form", self.basis, None, None, record)
        elif table == "feedback":
            self._form("feedback.feedback_form", "edit_feedback_form", record)
        elif isinstance(record, Meeting):
            self._form("meeting.agenda_form", "meeting_form", record, named(building, record))
        else:
            self.roles()

    @command("meeting.up", "Point up", "K,shift+up", needs=writable)
    def up(self) -> None:
        """Put the point of the line one place up on the agenda."""
        self._shift(-1)

    @command("meeting.down", "Point down", "J,shift+down", needs=writable)
    def down(self) -> None:
        """Put the point of the line one place down on the agenda."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        table, _, rest = self.line.partition("/")
        if table == "agenda":
            self.desk.ask(partial(shift_item, item_id=int(rest), by=by))
        else:
            self.desk.tell("Choose a point of the agenda first.", "late")

    @command("meeting.remove", "Remove", "x", needs=writable)
    def take_away(self) -> None:
        """Take away the point, line, decision, action or self-check with the cursor; undo brings it back."""
        table, _, rest = self.line.partition("/")
        intents: dict[str, Callable[[int], Intent]] = {
            "agenda": lambda n: partial(remove_item, item_id=n),
            "lines": lambda n: partial(remove_line, line_id=n),
            "decisions": lambda n: partial(remove_decision, decision_id=n),
            "actions": lambda n: partial(remove_action, action_id=n),
            "feedback": lambda n: partial(remove_feedback, number=n),
        }
        if table == CHECK:
            self._ask(clear)
        elif table in intents:
            self.desk.ask(intents[table](int(rest)))
        else:
            self.desk.tell("Choose a point, a line, a decision or an action first.", "late")

    # -- after --------------------------------------------------------------------------------------------------

    @command("meeting.plus", "Plus", "w", needs=writable)
    def plus(self) -> None:
        """Write down what went well."""
        self._write("plus")

    @command("meeting.delta", "Delta", "minus", needs=writable)
    def delta(self) -> None:
        """Write down what should be otherwise next time."""
        self._write("delta")

    @command("meeting.self-check", "Self-check", "C", needs=writable)
    def self_check(self) -> None:
        """Ask how the meeting was: a digit from 1 to 4 for each of a few statements, from one person or all; nobody is named."""
        self._on_meeting(self._ask_how_it_was)

    def _ask_how_it_was(self, meeting: Meeting) -> None:
        if meeting.held:
            form, so_far = self.desk.state.framework.self_check, answered(self.desk.state, meeting)
            self._form("meeting.self_check_form", "self_check_form", form, meeting, self.called, so_far)
        else:
            self.desk.tell("This meeting was not begun. s begins it; the self-check stands at its end.", "late")

    def _answer_how_it_was(self, meeting: Meeting) -> None:
        if wants_action(self.desk.state, meeting):
            self._form("meeting.action_form", "action_form", self.basis, meeting, None, about=f"meeting:{meeting.id}")
        else:
            self._ask_how_it_was(meeting)

    @command("meeting.told", "Tell", "c", needs=writable)
    def told(self) -> None:
        """Write down who tells whom what: communication to and from the district team, groups, staff."""
        self._on_meeting(lambda m: self._form("meeting.action_form", "told_form", self.basis, m))

    @command("meeting.end", "End", "E", needs=writable)
    def end(self) -> None:
        """End the meeting, with the day of the next one; the point with the clock is done."""
        self._on_meeting(
            lambda m: self._form("meeting.agenda_form", "end_form", self.basis, m, self.called, self.desk.now)
        )

    @command("meeting.minutes", "Minutes", "m")
    def minutes(self) -> None:
        """Show agenda or minutes as they would be printed; w there writes them as text, Markdown or HTML."""
        self._on_meeting(self._paper)

    def _paper(self, meeting: Meeting) -> None:
        paper = import_module("bltui.ui.screens.paper").Paper
        minutes = import_module("bltui.domain.meetings.minutes").minutes
        minutes_page = import_module("bltui.exchange.minutes_page").minutes_page

        def make(state: State) -> Any:
            now = state.building.meetings.get(meeting.id, meeting)
            profile = state.building.profile
            return minutes_page(minutes(state.building, state.framework, now), profile.name, sample=profile.sample)

        name = f"{'minutes' if meeting.held else 'agenda'}-{meeting.on}.md"
        self.app.push_screen(paper(f"{'Minutes' if meeting.held else 'Agenda'} of {self.called}", make, name))

    @command("meeting.shared", "Shared", "M", needs=writable)
    def shared(self) -> None:
        """Note that the minutes were shared today."""
        self._ask(share_minutes, on=self.desk.state.today)

    @command("meeting.approve", "Approve", "V", needs=writable)
    def approve(self) -> None:
        """Note that the minutes were approved today; from then on there are only amendments. Asks first."""
        self._on_meeting(lambda m: self._approve(self._to_approve(m) if m.held and not m.ended else m))

    def _to_approve(self, meeting: Meeting) -> Meeting:
        """The one whose minutes are to be approved while a meeting is held: the one before it, until these are approved."""
        ended = [m for m in live(self.desk.state.building.meetings) if m.team == meeting.team and m.ended]
        last = max((m for m in ended if m.on <= meeting.on), key=lambda m: (m.on, m.id), default=meeting)
        return meeting if last.approved_on else last

    def _approve(self, meeting: Meeting) -> None:
        confirm = import_module("bltui.ui.dialogs.confirm").Confirm
        self.desk.dress("forms.tcss")
        question = confirm(
            f"Approve the minutes of {named(self.desk.state.building, meeting)}?",
            yes="approve them",
            more="After that there are only amendments.",
        )

        def answered(yes: bool | None) -> None:
            if yes:
                today, now = self.desk.state.today, int(self.desk.now())
                self.desk.ask(partial(approve, meeting_id=meeting.id, on=today, now=now))

        self.app.push_screen(question, answered)

    @command("meeting.amend", "Amend", "W", needs=writable)
    def amend(self) -> None:
        """Add an amendment to approved minutes."""
        self._on_meeting(lambda m: self._form("meeting.agenda_form", "amend_form", self.basis, m, self.called))
