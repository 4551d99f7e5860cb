"""Meeting: the agenda with its clock, attendance, and notes and decisions.

Also open actions and all meetings.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.meetings.lookup import named, next_planned, running
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model import labels, meetings
from bltui.domain.model.formats import show_date, show_time, time_range
from bltui.domain.model.record import active
from bltui.ui.arrangement import Band, Line, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.screens.meeting import rows
from bltui.ui.screens.meeting.ahead import agenda_ahead, here_ahead
from bltui.ui.screens.meeting.lower_list import LOWER, lists_of, lower_rows
from bltui.ui.screens.meeting.timer_bar import clock_line
from bltui.ui.screens.meeting.timing import Timing
from bltui.ui.state import State
from bltui.ui.widgets.bars import Lines
from bltui.ui.widgets.record_list import RecordList

#: The least and the most cells of the attendance, and the least of the agenda beside it.
LEAST, MOST, AGENDA = 36, 44, 44
NO_MEETING = "No meetings yet. Press p to plan one, or s to start one now."
NO_AGENDA = (
    "No agenda yet. Press p to plan the meeting, s to start it now, or [ for the previous one."
)
#: How the records of a group's process begin.
_PROCESS = "process_"
#: How the records begin that the list below may show.
_WRITTEN = ("lines/", "decisions/", "actions/", "feedback/", _PROCESS)


class Meeting(Timing):
    """The view. Its commands are in `planning`, `taking`, `closing` and `timing`."""

    KEY = "meeting"
    TITLE = "Meeting"
    HELP = (
        "A meeting from the agenda to the approved minutes. Use single keys or quick add (+). Every entry is saved at once, "
        "and others see it within a second or two. Press v for open actions and all meetings. Enter shows a meeting or starts the clock of an agenda item."
    )
    LISTS = ("agenda", "lower")
    FOOT: ClassVar[tuple[str, ...]] = (
        "meeting.here",
        "meeting.note",
        "meeting.decision",
        "meeting.action",
        "meeting.turn",
    )
    #: What is useful before the meeting has an agenda, and before it begins.
    FOOT_AHEAD: ClassVar[tuple[str, ...]] = (
        "meeting.prepare",
        "meeting.start",
        "meeting.plan",
        "meeting.before",
    )
    FOOT_PLANNED: ClassVar[tuple[str, ...]] = (
        "meeting.start",
        "meeting.prepare",
        "meeting.point",
        "meeting.minutes",
        "meeting.move",
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._picked: int | None = None
        self.agreed = set()
        self._lower = "said"
        self._lines = Lines("page", id="clock")

    def compose(self) -> ComposeResult:
        """Compose agenda and people above, notes and decisions below."""
        yield RecordList(rows.AGENDA, id="agenda", classes="panel")
        yield RecordList(rows.HERE, empty="No one yet.", id="here", classes="panel")
        yield self._lines
        yield RecordList(rows.SAID, id="lower", classes="panel")

    def arranged(self, size: Size) -> Part:
        """Agenda and attendance end on one row; the clock and what was said are below."""
        across = max(self.listed("here").across, LEAST)
        here = max(LEAST // 2, min(across, MOST, size.width - AGENDA, size.width // 2))
        band = Band((Panel("agenda"), Panel("here")), (0, here))
        clock = [Line("clock")] if self._lines.text(0).strip() else []
        return Stack((band, *clock, Panel("lower")))

    def on_mount(self) -> None:
        """Update the clock every second while it is visible."""
        self.set_interval(1.0, self._tick)

    def home(self) -> Widget | None:
        """Return the agenda."""
        return self.listed("agenda")

    @property
    def meeting(self) -> meetings.Meeting | None:
        """The meeting that was chosen, else the one of today, else the next, else the last.

        None if the next one is in the calendar and has no agenda yet: what is added now is not
        meant for the last one.
        """
        building, today = self.services.state.building, self.services.state.today
        picked = building.meetings.get(self._picked) if self._picked is not None else None
        if picked is not None and not picked.archived:
            return picked
        own = (m for m in active(building.meetings) if m.ended and m.on == today)
        found = running(building) or next(own, None)
        if found is None and self.ahead is None:
            found = next_planned(building, today)
        if found is None and self.ahead is None:
            held = [m for m in active(building.meetings) if m.held]
            found = max(held, key=lambda m: (m.on, m.id), default=None)
        return found

    @property
    def ahead(self) -> Coming | None:
        """The team's next meeting of the calendar that nobody has planned yet."""
        found = self.services.state.overview.meeting
        return found if found is not None and found.meeting_id is None else None

    @property
    def picked(self) -> bool:
        """Whether the meeting was chosen with `[`, `]`, or Enter."""
        meeting = self.meeting
        return meeting is not None and meeting.id == self._picked

    @property
    def line(self) -> str:
        """The row at the cursor of the focused list."""
        focused = self.screen.focused
        return (
            focused.cursor or ""
            if isinstance(focused, RecordList) and self in focused.ancestors
            else ""
        )

    def foot(self, state: State) -> tuple[str, ...]:
        """Return the commands that fit how far the meeting is."""
        if self.meeting is None:
            return self.FOOT_AHEAD
        return self.FOOT if self.meeting.held else self.FOOT_PLANNED

    # -- showing -----------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        """Fill the lists."""
        meeting, point = self.meeting, self.point
        before, now = self.notice_point()
        agenda, here = self.listed("agenda"), self.listed("here")
        if meeting is None:
            ahead = self.ahead
            agenda.heading(f"Agenda{self._ahead_words()}", hint="[: previous meeting")
            here.heading("Expected" if ahead else "Attendance")
            if ahead is None:
                agenda.fill([], empty=NO_MEETING)
                here.fill([], empty="Who attends: s starts a meeting.")
            else:
                agenda.fill(list(agenda_ahead(state, ahead)), empty=NO_AGENDA)
                here.fill(here_ahead(state, ahead), empty="No members yet.")
        else:
            planned = meeting.start and not (meeting.called_to_order or meeting.ended)
            at = f", {show_time(meeting.start)}" if planned else ""
            agenda.heading(
                f"Agenda  {named(state.building, meeting)}{at}  {_stand(meeting)}",
                hint=rows.agenda_words(state, meeting),
            )
            agenda.fill(
                list(rows.agenda_rows(state, meeting, point, self.turn)),
                empty=rows.empty_words(state, meeting),
            )
            # The current agenda item stays visible, unless the user moved to another row of the
            # agenda.
            if (
                now is not None
                and before != now
                and agenda.cursor in (None, f"agenda/{before}", *agenda.ids[:1])
            ):
                agenda.go(f"agenda/{now}")
            words, reached = rows.here_words(state, meeting)
            here.heading(words, hint="space: change", summary=reached)
            here.fill(list(rows.here_rows(state, meeting)))
        self._show_lower(state)
        self._tick()

    def _show_lower(self, state: State) -> None:
        lower, meeting = self.listed("lower"), self.meeting
        # Before there is a meeting there are no notes, but there is work from the last one.
        if self._lower not in lists_of(self.services.state, meeting):
            self._lower = "said"
        name = "open" if meeting is None and self._lower == "said" else self._lower
        columns, title, empty = LOWER[name]
        found = lower_rows(name, state, meeting)
        lower.heading(title, sum(row.id is not None for row in found), "v: next list")
        before = set(lower.ids)
        lower.fill(found, columns=columns, empty=empty)
        new = [row for row in lower.ids if row not in before]
        self.fit()
        if self._lower == "said" and new and not lower.has_focus:
            lower.go(lower.ids[-1])  # what was just written, here or elsewhere, is in sight

    def _tick(self) -> None:
        """Update the clocks; they are on one line because it is redrawn every second."""
        if not self.display:
            return
        gone, stopped = self.clock
        halves = clock_line(
            self.services.state.building,
            self.meeting,
            self.point,
            gone,
            stopped=stopped,
            turn=self.turn,
        )
        self._lines.say(0, *halves)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        """Open a row: show a meeting, start an agenda item's clock, or edit a line."""
        table, _, rest = event.row.partition("/")
        if table == "meetings":
            self._picked, self._lower = int(rest), "said"
            self.show(self.services.state)
            self.post_message(self.FootChanged())
            self.screen.set_focus(self.listed("agenda"))
        elif table == "agenda" and self.point is not None and self.services.state.closed is None:
            self.give_clock(int(rest))
        elif table != "people":
            self.edit()

    def open_record(self, record: str) -> bool:
        """Show a meeting, or the one with an agenda item, decision, line, or action."""
        table, _, rest = record.partition("/")
        building = self.services.state.building
        if table == "finding":
            rule = rest.partition("/")[0]
            findings = self.services.state.findings
            found = next(
                (f for f in findings if f"{record}/".startswith(f"finding/{f.rule}/{f.subject}/")),
                None,
            )
            owned = (
                next(
                    (r for r in found.records if r.partition("/")[0] in ("meetings", "actions")), ""
                )
                if found
                else ""
            )
            record = owned or ("actions/" if rule.startswith("ACT") else "")
            table, _, rest = record.partition("/")
        if table == "series":  # the next meeting of the BLT, which has no agenda yet
            self._picked = None
            self.show(self.services.state)
            self.screen.set_focus(self.listed("agenda"))
            return self.meeting is not None or self.ahead is not None
        if table == "actions":
            self._lower = "open"
            self.show(self.services.state)
            self.screen.set_focus(self.listed("lower"))
            return self.listed("lower").go(record)
        held = building.resolve(record)
        number = (
            held.id
            if table == "meetings" and held is not None
            else getattr(held, "meeting_id", None)
        )
        if number is None:
            return False
        self._picked = number
        self._lower = "process" if record.startswith(_PROCESS) else "said"
        self.show(self.services.state)
        return (
            self.listed("agenda").go(record)
            or self.listed("lower").go(record)
            or table == "meetings"
        )

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added.

        A new meeting is shown; for other records the list below switches to the one that shows
        them.
        """
        planned = next((record for record in records if record.startswith("meetings/")), None)
        if (
            planned is not None
            and self.meeting is not None
            and planned != f"meetings/{self.meeting.id}"
        ):
            self._picked = int(planned.partition("/")[2])
            self.show(self.services.state)
        if any(record.startswith(_WRITTEN) for record in records):
            before = self._lower
            if not any(self._shows(name, records) for name in (before, "said", "open", "process")):
                self._shows(before, records)
        super().come_to(records)

    def _shows(self, lower: str, records: Collection[str]) -> bool:
        """Switch the list below; return whether it shows one of these records.

        If so, the cursor is on that record.
        """
        self._lower = lower
        self._show_lower(self.services.state)
        return self.listed("lower").come_to(records)

    @property
    def whereabouts(self) -> str:
        """The meeting that is shown, and the list below."""
        return (
            f"{self._lower} meetings/{self.meeting.id}" if self.meeting is not None else self._lower
        )

    async def come_back(self, whereabouts: str) -> None:
        """Restore that meeting."""
        lower, _, record = whereabouts.partition(" ")
        if record and (self.meeting is None or record != f"meetings/{self.meeting.id}"):
            self.open_record(record)
        self._lower = lower if lower in LOWER else "said"
        self.show(self.services.state)

    def find(self, text: str) -> str:
        """Show only agenda items and lines that contain the words."""
        counts = [self.listed(name).filter(text) for name in ("agenda", "lower")]
        return f"{sum(left for left, _ in counts)} of {sum(of for _, of in counts)}" if text else ""

    # -- going about -------------------------------------------------------------------------------

    @command("meeting.lower", "Next list", "v")
    def lower(self) -> None:
        """Go to the next list.

        Notes and decisions, a group's process, actions and parking lot, all meetings.
        """
        order = lists_of(self.services.state, self.meeting)
        self._lower = order[(order.index(self._lower) + 1) % len(order)]
        self._show_lower(self.services.state)
        lower = self.listed("lower")
        self.screen.set_focus(lower)
        if lower.ids:
            lower.go(lower.ids[-1 if self._lower == "said" else 0])

    @command("meeting.before", "Previous meeting", "left_square_bracket")
    def before(self) -> None:
        """Show the previous meeting."""
        self._step(-1)

    @command("meeting.after", "Next meeting", "right_square_bracket")
    def after(self) -> None:
        """Show the next meeting."""
        self._step(1)

    def _step(self, count: int) -> None:
        building = self.services.state.building
        order = [m.id for m in sorted(active(building.meetings), key=lambda m: (m.on, m.id))]
        meeting = self.meeting
        at = order.index(meeting.id) if meeting is not None else len(order)
        if 0 <= at + count < len(order):
            self._picked = order[at + count]
        elif count > 0:
            self._picked = None  # the next one, which may have no agenda yet
        self.show(self.services.state)
        self.fit()
        self.post_message(self.FootChanged())

    def _ahead_words(self) -> str:
        ahead = self.ahead
        if ahead is None:
            return ""
        return (
            f"  {labels.team()} {show_date(ahead.on)}{f', {show_time(ahead.start)}' if ahead.start else ''}"
            "  not planned yet"
        )


def _stand(meeting: meetings.Meeting) -> str:
    """Return how a meeting stands, with the time when it happened, if it is known."""
    if meeting.cancelled:
        return meetings.OCCURRENCES["cancelled"]
    if not meeting.held:
        return "planned"
    began, ended = meeting.called_to_order, meeting.adjourned
    if not meeting.ended:
        return f"began {show_time(began)}" if began else "in progress"
    words = "approved" if meeting.approved_on else "ended"
    if began and ended:
        return f"{time_range(began, ended)}  {words}"
    return f"{words} {show_time(ended)}" if ended and not meeting.approved_on else words
