"""The minutes of a meeting as one value, for `meeting minutes --json` and the exports."""

from __future__ import annotations

import datetime as dt

import msgspec

from bltui.domain.meetings.actions import owner_names, owner_words
from bltui.domain.meetings.agenda import of_meeting, quorum, quorum_at
from bltui.domain.meetings.deciding import vote_words
from bltui.domain.meetings.self_check_results import Checked, checked
from bltui.domain.meetings.upcoming import coming
from bltui.domain.meetings.voting import judge, ways
from bltui.domain.model.about import about_words
from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.meetings import ROLES, Meeting, Presence
from bltui.domain.model.minutes import DecisionMade, Line, LineKind, Outcome, Vote, named_roll
from bltui.domain.model.record import active
from bltui.domain.model.teams import team_words


class Point(msgspec.Struct, frozen=True):
    """One agenda item."""

    id: int
    title: str
    begins: str | None
    minutes: int | None
    took: int | None
    owner: str | None
    kind: str
    about: str | None
    done: bool
    outcome: str


class QuorumSeen(msgspec.Struct, frozen=True):
    """The quorum. `met` is None without attendance."""

    needed: int
    present: int
    voting: int
    met: bool | None


class Decided(msgspec.Struct, frozen=True):
    """One decision and its result."""

    id: int
    text: str
    item: int | None
    method: str
    category: str
    amount: float | None
    result: Outcome
    tally: dict[str, float | int | None]
    percent_yes: float | None
    problems: tuple[str, ...]
    reason: str
    moved: str | None
    seconded: str | None
    roll: dict[str, Vote]
    """Votes by name, in order; not always everyone's."""
    until: str
    """Until when it is tabled, as it was said."""
    how: str
    """How it was decided, in words: "6 yes, 1 no", "unanimous, not counted"."""
    needs: float | None
    """The percentage of yes that a vote needed; 50 means more than half. None without a vote."""


class Promised(msgspec.Struct, frozen=True):
    """One action."""

    id: int
    text: str
    owner: str | None
    """The owners in words."""
    owners: tuple[str, ...]
    due: dt.date | None
    status: str
    item: int | None


class Came(msgspec.Struct, frozen=True):
    """One person's attendance."""

    name: str
    state: str
    came: str | None
    """When the person came, such as "16:05", if it was recorded."""
    left: str | None
    """When the person left."""
    reason: str | None


class Told(msgspec.Struct, frozen=True):
    """A message to or from a party."""

    party: str
    text: str
    who: str | None


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes of a meeting. The field names are public JSON."""

    id: int
    team: str
    date: dt.date
    start: str
    end: str
    place: str
    kind: str
    purpose: str
    status: str
    occurrence: str
    roles: dict[str, str | None]
    present: tuple[str, ...]
    late: tuple[str, ...]
    excused: tuple[str, ...]
    absent: tuple[str, ...]
    left: tuple[str, ...]
    """People who left before the end."""
    guests: tuple[str, ...]
    """People who came and do not count for the quorum."""
    attendance: tuple[Came, ...]
    """Everyone marked, with times and reasons, by name."""
    quorum: QuorumSeen | None
    items: tuple[Point, ...]
    decisions: tuple[Decided, ...]
    actions: tuple[Promised, ...]
    parking: tuple[str, ...]
    notes: tuple[str, ...]
    noted: tuple[tuple[int | None, str], ...]
    """The notes again, each with the id of its agenda item."""
    communication_to: tuple[Told, ...]
    communication_from: tuple[Told, ...]
    plus: tuple[str, ...]
    delta: tuple[str, ...]
    self_check: Checked | None
    """None without answers."""
    aha: tuple[str, ...]
    amendments: tuple[tuple[dt.date | None, str], ...]
    next_meeting: dt.date | None
    approved: dt.date | None


def name_of(building: Building, person_id: int | None) -> str | None:
    """Return a person's name, even if they left, or None."""
    person = building.people.get(person_id) if person_id is not None else None
    return person.name if person else None


def minutes(building: Building, framework: Framework, meeting: Meeting) -> Minutes:
    """Return the current minutes of a meeting."""
    rules = ways(building.profile.limits, framework)
    enough = quorum(building, meeting, rules)
    lines: dict[LineKind, list[Line]] = {}
    for line in active(building.lines):
        if line.meeting_id == meeting.id:
            lines.setdefault(line.kind, []).append(line)

    def texts(kind: LineKind) -> tuple[str, ...]:
        return tuple(line.text for line in lines.get(kind, ()))

    def told(kind: LineKind) -> tuple[Told, ...]:
        return tuple(
            Told(line.party, line.text, name_of(building, line.person_id))
            for line in lines.get(kind, ())
        )

    def came(state: Presence) -> tuple[str, ...]:
        found = [
            a
            for a in active(building.attendance)
            if a.meeting_id == meeting.id and a.state == state
        ]
        return tuple(
            sorted(name_of(building, a.person_id) or f"person {a.person_id}" for a in found)
        )

    here = f"meeting:{meeting.id}"
    return Minutes(
        id=meeting.id,
        team=team_words(meeting.team, building.profile.dlt_label),
        date=meeting.on,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place,
        kind=meeting.kind,
        purpose=meeting.purpose,
        status=meeting.status,
        occurrence=meeting.occurrence,
        roles={
            role: name_of(building, meeting.roles.get(role))
            for role in dict.fromkeys((*ROLES, *meeting.roles))
        },
        present=came("present"),
        late=came("late"),
        excused=came("excused"),
        absent=came("absent"),
        left=came("left"),
        guests=texts("guest"),
        attendance=_attendance(building, meeting),
        quorum=QuorumSeen(
            enough.needed, enough.present, enough.voting, enough.met if enough.taken else None
        )
        if enough
        else None,
        items=tuple(
            Point(
                item.id,
                item.title,
                item.begins or None,
                item.minutes,
                item.took,
                name_of(building, item.owner_id),
                item.kind,
                about_words(item.about) or None,
                item.done,
                item.outcome,
            )
            for item in of_meeting(building, meeting.id)
        ),
        decisions=tuple(
            decided(building, framework, meeting, d) for d in decisions_of(building, meeting.id)
        ),
        actions=tuple(
            Promised(
                a.id,
                a.text,
                owner_words(building, a) or None,
                owner_names(building, a),
                a.due,
                a.status,
                a.item_id,
            )
            for a in active(building.actions)
            if a.source == here
        ),
        parking=texts("parking"),
        notes=texts("note"),
        noted=tuple((line.item_id, line.text) for line in lines.get("note", ())),
        communication_to=told("to"),
        communication_from=told("from"),
        plus=texts("plus"),
        delta=texts("delta"),
        self_check=checked(building, framework, meeting.id),
        aha=tuple(f.text for f in active(building.feedback) if f.kind == "aha" and f.about == here),
        amendments=tuple((line.on, line.text) for line in lines.get("amendment", ())),
        next_meeting=meeting.next_on or following(building, meeting),
        approved=meeting.approved_on,
    )


def _attendance(building: Building, meeting: Meeting) -> tuple[Came, ...]:
    """Return everyone marked and every guest, by name."""
    found = [
        Came(
            name_of(building, a.person_id) or f"person {a.person_id}",
            a.state,
            a.came_at or None,
            a.left_at or None,
            a.reason or None,
        )
        for a in active(building.attendance)
        if a.meeting_id == meeting.id
    ]
    guests = (
        Came(line.text, "guest", None, None, line.party or None)
        for line in active(building.lines)
        if line.meeting_id == meeting.id and line.kind == "guest"
    )
    return (*sorted(found, key=lambda c: c.name), *guests)


def decisions_of(building: Building, meeting_id: int) -> list[DecisionMade]:
    """Return a meeting's decisions in the order in which they were added."""
    return [d for d in active(building.decisions) if d.meeting_id == meeting_id]


def decided(
    building: Building, framework: Framework, meeting: Meeting, made: DecisionMade
) -> Decided:
    """Return a decision with its result."""
    rules = ways(building.profile.limits, framework)
    judged = judge(made, rules, quorum_at(building, meeting, rules, made))
    return Decided(
        made.id,
        made.text,
        made.item_id,
        made.method,
        made.category,
        made.amount,
        judged.result,
        judged.tally,
        judged.percent_yes,
        judged.problems,
        made.reason,
        name_of(building, made.moved_id),
        name_of(building, made.seconded_id),
        named_roll(made.roll, building.people),
        made.until,
        vote_words(building, made),
        (made.needs if made.needs is not None else rules.pass_percent)
        if made.method == "vote"
        else None,
    )


def yes_words(made: Decided) -> str:
    """Format the share of yes in parentheses, with its base and the needed share if they differ.

    Returns "" without a vote.
    """
    if made.percent_yes is None:
        return ""
    cast = (made.tally["yes"] or 0) + (made.tally["no"] or 0)
    of = "" if made.percent_yes == made.tally["percent_of_eligible"] else f" of {cast:g} votes"
    needs = f"; {made.needs:.4g}% needed" if made.needs not in (None, 50) else ""
    return f" ({made.percent_yes:g}% yes{of}{needs})"


def following(building: Building, meeting: Meeting) -> dt.date | None:
    """Return the day of the team's next meeting, planned, held, or from its series, or None."""
    days = [
        m.on
        for m in active(building.meetings)
        if m.team == meeting.team and m.on > meeting.on and not m.cancelled and m.id != meeting.id
    ]
    dated = next((c.on for c in coming(building, meeting.on + dt.timedelta(1), meeting.team)), None)
    return min([*days, *([dated] if dated else [])], default=None)
