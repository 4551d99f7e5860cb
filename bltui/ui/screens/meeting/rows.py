"""The rows of the Meeting view: agenda, attendance, notes and decisions, actions, and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bltui.domain.meetings.actions import by_owner, owned, owner_words
from bltui.domain.meetings.agenda import (
    gone,
    length,
    members,
    of_meeting,
    parked,
    planned_minutes,
    quorum_at,
    usual_minutes,
)
from bltui.domain.meetings.agenda import quorum as quorum_of
from bltui.domain.meetings.carried import times, titled
from bltui.domain.meetings.deciding import moved_words, vote_words
from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.minutes import name_of
from bltui.domain.meetings.posting import lacks_comment, posting_words
from bltui.domain.meetings.turns import TurnNow
from bltui.domain.meetings.voting import Quorum, judge, ways
from bltui.domain.model.actions import Action
from bltui.domain.model.formats import short_date, show_date, show_time
from bltui.domain.model.meetings import INTENTS, OCCURRENCES, AgendaItem, Meeting, Presence
from bltui.domain.model.minutes import OUTCOMES, DecisionMade, LineKind
from bltui.domain.model.protocols import protocol_words
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.ui.formatting import Bit
from bltui.ui.screens.meeting.self_check import check_row, check_words
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

AGENDA = (
    Column("", 1, whole=True),
    Column("", 2, right=True, whole=True),
    Column("Agenda item", whole=True, wraps=True),
    Column("Who", rank=1),
    Column("Time", right=True, whole=True),
)
HERE = (Column("", 1, whole=True), Column("", whole=True), Column(""))
SAID = (
    Column(whole=True),
    Column(whole=True),
    Column(whole=True, wraps=True, enough=50),
    Column(rank=1),
)
ACTIONS = (Column("Due", whole=True), Column("Action", wraps=True, whole=True), Column("Status"))
MEETINGS = (Column("Date", whole=True), Column("Team"), Column("", wraps=True), Column("Status"))
_SIGN: dict[Presence, str] = {
    "present": "done",
    "late": "recommended",
    "excused": "paused",
    "absent": "required",
    "left": "paused",
}
NO_ITEMS = (
    "No agenda items yet. Press P to fill the agenda and assign the roles, or a to add an item."
)
NO_COMMENT = "The law asks for public comment. Press P to add the item."
#: The order in which one key cycles through them.
TURNS: tuple[Presence, ...] = ("present", "late", "excused", "absent", "left")
_LINES: dict[LineKind, str] = {
    "note": "note",
    "parking": "parking",
    "to": "to",
    "from": "from",
    "plus": "plus",
    "delta": "delta",
    "amendment": "amended",
}


def short(state: State, person_id: int | None) -> str:
    """Return a first name; empty for nobody."""
    return (name_of(state.building, person_id) or "").partition(" ")[0]


def people_of(state: State, meeting: Meeting) -> list[int]:
    """Return the team members on that day, and anyone else who came, by name."""
    building = state.building
    marked = [a.person_id for a in active(building.attendance) if a.meeting_id == meeting.id]
    found = {*(members(building, meeting.team, meeting.on) or ()), *marked}
    return sorted(found, key=lambda p: folded(name_of(building, p) or ""))


def marks(state: State, meeting: Meeting) -> dict[int, Presence]:
    """Return the attendance mark of each person."""
    return {
        a.person_id: a.state
        for a in active(state.building.attendance)
        if a.meeting_id == meeting.id
    }


def quorum(state: State, meeting: Meeting) -> Quorum | None:
    """Return whether there is a quorum now; for an ended meeting, whether there was one."""
    rules = ways(state.building.profile.limits, state.framework)
    left = 0 if meeting.ended else gone(state.building, meeting)
    return quorum_of(state.building, meeting, rules, left)


def agenda_rows(
    state: State, meeting: Meeting, now: AgendaItem | None, turn: TurnNow | None = None
) -> Iterator[Row]:
    """Yield what an open-meeting law asks for, then the agenda items in order.

    Below the current item is what to do in its turn.
    """
    signs, items = state.signs, of_meeting(state.building, meeting.id)
    if items:  # an empty agenda says the same with what to do first
        yield from posting_rows(state, meeting)
        if not meeting.held and lacks_comment(state.building, state.framework, meeting):
            yield Row(None, (NO_COMMENT,), "text", "mark")
    for number, item in enumerate(items, 1):
        here = now is not None and item.id == now.id and meeting.held and not meeting.ended
        role = "done" if item.done else "recommended" if here else "quiet"
        planned = " ".join(part for part in (item.begins, _minutes(state, item)) if part)
        took = f"took {item.took} min" if item.took is not None else planned
        yield Row(
            f"agenda/{item.id}",
            (
                Bit(signs.done if item.done else signs.recommended if here else signs.info, role),
                str(number),
                _titled(state, meeting, item, here=here),
                Bit(short(state, item.owner_id), "quiet"),
                Bit(took, "quiet"),
            ),
            find=f"{item.outcome} {item.preparation}",
        )
        if here and turn is not None and turn.turn is not None:
            yield Row(None, ("", "", Bit(turn.turn.prompt, "quiet"), "", ""))


def _titled(state: State, meeting: Meeting, item: AgendaItem, *, here: bool) -> Cell:
    """Return the title of an item with its intent and its protocol."""
    bits = [Bit(titled(item.title, times(state.building, meeting, item)), "strong" if here else "")]
    if item.intent:
        bits.append(Bit(f"  {INTENTS[item.intent]}", "info"))
    if item.protocol:
        words = protocol_words(item.protocol, state.framework.protocols)
        bits.append(Bit(f"  {words}", "quiet"))
    return tuple(bits)


def _minutes(state: State, item: AgendaItem) -> str:
    """Return the planned minutes of an item; those of its protocol in parentheses."""
    usual = usual_minutes(item, state.framework.protocols) if item.protocol else None
    return f"({usual} min)" if usual else f"{item.minutes} min" if item.minutes else ""


def empty_words(state: State, meeting: Meeting) -> str:
    """Return what an empty agenda says: its deadline, if it has one, and what to do."""
    words = posting_words(state.building, state.framework, meeting, state.today)
    return f"{words}. {NO_ITEMS}" if words else NO_ITEMS


def posting_rows(state: State, meeting: Meeting) -> Iterator[Row]:
    """Yield when the agenda was posted, or its deadline, if an open-meeting law applies."""
    if words := posting_words(state.building, state.framework, meeting, state.today):
        yield Row(None, (words,), "text", "mark" if meeting.posted_on is None else "quiet")


def agenda_words(state: State, meeting: Meeting) -> str:
    """Return the total time of the agenda items compared with the meeting's."""
    items = of_meeting(state.building, meeting.id)
    planned = planned_minutes(items, state.framework.protocols)
    has = length(meeting)
    if not planned:
        return ""
    if has is None:
        return f"{planned} min planned"
    over = planned - has
    return f"{planned} of {has} min planned{f', {over} over' if over > 0 else ''}"


def here_rows(state: State, meeting: Meeting) -> Iterator[Row]:
    """Yield each person with their attendance and their role at this meeting."""
    signs, noted = state.signs, marks(state, meeting)
    roles = {person: role for role, person in meeting.roles.items()}
    for person in people_of(state, meeting):
        found = noted.get(person)
        role = _SIGN[found] if found else "quiet"
        task = roles.get(person, "")
        word = found if found and found != "present" else task
        yield Row(
            f"people/{person}",
            (
                Bit(signs.of(role) if found else signs.info, role),
                name_of(state.building, person) or "",
                Bit(word, role if word == found else "mark"),
            ),
        )


def here_words(state: State, meeting: Meeting) -> tuple[str, tuple[Bit, ...]]:
    """Return how many are present, and whether that is a quorum or how many it needs."""
    seen = quorum(state, meeting)
    if seen is None:
        return "Attendance", ()
    if not seen.taken:
        return f"Attendance  0 of {seen.voting}", ()
    reached = Bit("quorum", "done") if seen.met else Bit(f"needs {seen.needed}", "required")
    return f"Attendance  {seen.present} of {seen.voting}", (reached,)


def said_rows(state: State, meeting: Meeting) -> list[Row]:
    """Return all notes and decisions, in the order in which they were first saved.

    The newest is last.
    """
    building = state.building
    rows: list[tuple[float, int, Row]] = []

    def put(
        record: str, at: float | None, kind: Bit, text: Cell, who: str = "", find: str = ""
    ) -> None:
        when = _when(state, meeting, at) if at else ""
        cells = (Bit(when, "quiet"), kind, text, Bit(who, "quiet"))
        rows.append((at or 0.0, len(rows), Row(record, cells, find=find)))

    for line in active(building.lines):
        if line.meeting_id == meeting.id:
            party = f"{line.party}: " if line.party else ""
            who = short(state, line.person_id) or line.author or ""
            said = f"{party}{line.text}"
            put(
                f"lines/{line.id}",
                line.first_at or line.at,
                Bit(_LINES[line.kind], "info"),
                said,
                who,
            )
    for made in active(building.decisions):
        if made.meeting_id == meeting.id:
            at, what = made.first_at or made.at, Bit("decision", "mark")
            put(f"decisions/{made.id}", at, what, _decided(state, meeting, made), made.author or "")
    for action in active(building.actions):
        if action.source == f"meeting:{meeting.id}":
            owner = owner_words(building, action) or "no one yet"
            due = f", by {show_date(action.due)}" if action.due else ""
            text = (
                Bit(action.text),
                Bit(f"  {owner}{due}", "quiet" if owned(action) else "recommended"),
            )
            put(
                f"actions/{action.id}",
                action.first_at or action.at,
                Bit("action", "strong"),
                text,
                action.author or "",
            )
    for item in active(building.feedback):
        if item.about == f"meeting:{meeting.id}":
            put(
                f"feedback/{item.id}",
                None if item.anonymous else item.first_at or item.at,
                Bit("AHA" if item.kind == "aha" else "feedback", "done"),
                item.text,
                "" if item.anonymous else item.author or "",
            )
    found = [row for _, _, row in sorted(rows, key=lambda r: r[:2])]
    last = check_row(state, meeting)
    return found if last is None else [*found, last]


def _when(state: State, meeting: Meeting, at: float) -> str:
    """Return the time of a note written on the meeting's day, or else its day."""
    then = datetime.fromtimestamp(at, state.zone)
    return show_time(then) if then.date() == meeting.on else short_date(then.date())


def _decided(state: State, meeting: Meeting, made: DecisionMade) -> tuple[Bit, ...]:
    """Return a decision with its result, and why it is undecided or does not add up."""
    rules = ways(state.building.profile.limits, state.framework)
    judged = judge(made, rules, quorum_at(state.building, meeting, rules, made))
    role = {"adopted": "done", "not_adopted": "paused", "tabled": "paused"}.get(
        judged.result, "required"
    )
    until = f" until {made.until}" if made.until else ""
    bits = [Bit(made.text.replace("\n", " / ")), Bit(f"  {OUTCOMES[judged.result]}{until}", role)]
    if made.method != "consensus" or made.roll:
        bits.append(Bit(f"  {vote_words(state.building, made)}", "quiet"))
    if moved := moved_words(state.building, made):
        bits.append(Bit(f"  {moved}", "quiet"))
    if judged.problems:
        bits.append(Bit(f"  ({'; '.join(judged.problems)})", "required"))
    return tuple(bits)


def action_rows(state: State, team: str) -> list[Row]:
    """Return open actions by owner, unassigned ones first, then the parking lot."""
    rows: list[Row] = []
    for owner, held in by_owner(state.building):
        rows.append(Row(None, (owner or "No one yet",), "heading"))
        rows += [_action(state, action) for action in held]
    lot = parked(state.building, team)
    if lot:
        rows.append(Row(None, ("Parking lot",), "heading"))
        rows += [Row(f"lines/{line.id}", ("", line.text, Bit("parked", "info"))) for line in lot]
    return rows


def _action(state: State, action: Action) -> Row:
    late = action.due is not None and action.due < state.today
    word = "overdue" if late else "in progress" if action.status == "doing" else "open"
    role = "required" if late else "recommended" if action.status == "doing" else "info"
    due = show_date(action.due) if action.due else "no date"
    return Row(
        f"actions/{action.id}",
        (
            Bit(due, role if late else "quiet"),
            action.text,
            Bit(f"{state.signs.of(role)} {word}", role),
        ),
        find=action.note,
    )


def meeting_rows(state: State) -> list[Row]:
    """Return all meetings, the newest first."""
    found: Sequence[Meeting] = sorted(
        active(state.building.meetings), key=lambda m: (m.on, m.id), reverse=True
    )
    return [
        Row(
            f"meetings/{m.id}",
            (
                show_date(m.on),
                named(state.building, m).partition(" ")[0],
                (Bit(_about(m)), *check_words(state, m, after=bool(_about(m)))),
                Bit(
                    _stand(m),
                    "done"
                    if m.approved_on
                    else "quiet"
                    if m.cancelled
                    else "recommended"
                    if m.held
                    else "info",
                ),
            ),
            role="quiet" if m.cancelled else "",
        )
        for m in found
    ]


def _about(meeting: Meeting) -> str:
    was = f"was on {show_date(meeting.original)}" if meeting.original else ""
    return meeting.purpose or meeting.place or was or meeting.why


def _stand(meeting: Meeting) -> str:
    if meeting.approved_on:
        return "minutes approved"
    if meeting.held:
        return (
            "minutes shared" if meeting.minutes_on else "held" if meeting.ended else "in progress"
        )
    return (
        "agenda sent"
        if meeting.agenda_on and not meeting.cancelled
        else OCCURRENCES[meeting.occurrence]
    )
