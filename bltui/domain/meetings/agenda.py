"""What a meeting is prepared with: its points, who takes which role, who counts, and whether the
minutes suffice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.feedback.queries import unanswered
from bltui.domain.meetings.actions import open_actions
from bltui.domain.meetings.voting import Quorum, Ways, needed
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.framework_types import Standing
from bltui.domain.model.meetings import CAME, ROLES, AgendaItem, ItemKind, Meeting, Presence
from bltui.domain.model.minutes import DecisionMade, Line
from bltui.domain.model.record import active
from bltui.domain.team.membership import duty, on_day


class Due(msgspec.Struct, frozen=True):
    """Something that another part of the building puts on the agenda: a step that is due, the next
    training.
    """

    about: str
    """Such as "step:5" or "training:4"."""
    title: str


class Suggested(msgspec.Struct, frozen=True):
    """A point that belongs on the agenda."""

    origin: str
    title: str
    kind: ItemKind
    minutes: int | None = None
    owner_id: int | None = None
    about: str = ""


def of_meeting(building: Building, meeting_id: int) -> list[AgendaItem]:
    """The points in order."""
    found = (item for item in active(building.agenda) if item.meeting_id == meeting_id)
    return sorted(found, key=lambda item: (item.order, item.id))


def length(meeting: Meeting) -> int | None:
    """How many minutes the meeting has; None if its times are not fixed."""
    if not (meeting.start and meeting.end):
        return None
    return length_of(meeting.start, meeting.end)


def length_of(start: str, end: str) -> int:
    """The minutes from one time of the day, "15:00", to another."""
    return _minute(end) - _minute(start)


def _minute(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def planned_minutes(items: Sequence[AgendaItem]) -> int:
    """What the points take together; a point without minutes counts none."""
    return sum(item.minutes or 0 for item in items)


def parked(building: Building, team: str) -> list[Line]:
    """What a team's parking lot holds, the oldest first."""
    return [
        line
        for line in active(building.lines)
        if line.kind == "parking"
        and not line.done
        and (meeting := building.meetings.get(line.meeting_id)) is not None
        and meeting.team == team
    ]


def actions_for(building: Building, team: str, day: date) -> list[Action]:
    """What the team looks at first: its open actions, the overdue on top."""
    theirs = [
        action
        for action in open_actions(building)
        if (meeting := _source_meeting(building, action)) is None or meeting.team == team
    ]
    return sorted(theirs, key=lambda a: (a.due is None or a.due >= day, a.due or date.max, a.id))


def _source_meeting(building: Building, action: Action) -> Meeting | None:
    name, _, number = action.source.partition(":")
    return building.meetings.get(int(number)) if name == "meeting" and number.isdecimal() else None


def suggestions(
    building: Building, meeting: Meeting, standing: Sequence[Standing], due: Sequence[Due] = ()
) -> list[Suggested]:
    """What belongs on the agenda and is not on it yet: actions first, then the standing points, the
    parking lot, what is due,
    the inbox of feedback, and at the end what always stands there.
    """
    found: list[Suggested] = []
    actions = actions_for(building, meeting.team, meeting.on)
    if actions:
        late = sum(a.due is not None and a.due < meeting.on for a in actions)
        words = f"{len(actions)} open{f', {late} overdue' if late else ''}"
        found.append(Suggested("actions", f"Actions from before ({words})", "previous"))
    found += [
        Suggested(f"standing:{s.key}", s.title, "standing", s.minutes)
        for s in standing
        if not s.last
    ]
    found += [
        Suggested(f"parking:{line.id}", line.text, "previous", owner_id=line.person_id)
        for line in parked(building, meeting.team)
        if line.meeting_id != meeting.id
    ]
    found += [
        Suggested(
            d.about,
            d.title,
            "info" if d.about.startswith("training:") else "new",
            None,
            None,
            d.about,
        )
        for d in due
    ]
    if meeting.team == "blt" and (waiting := unanswered(building)):
        found.append(
            Suggested("feedback", f"Feedback without an answer ({_waiting(waiting)})", "previous")
        )
    found += [
        Suggested(f"standing:{s.key}", s.title, "standing", s.minutes) for s in standing if s.last
    ]
    there = {item.origin for item in active(building.agenda) if item.meeting_id == meeting.id}
    return [suggestion for suggestion in found if suggestion.origin not in there]


def _waiting(items: Sequence[Feedback]) -> str:
    return f"{len(items)} item{'s' if len(items) != 1 else ''}"


def members(building: Building, team: str, day: date) -> tuple[int, ...] | None:
    """The voting members of a team on a day; None where the file does not hold them.

    Ad hoc members do not count.
    """
    if team == "blt":
        return on_day(building, day).people
    name, _, number = team.partition(":")
    groups: dict[int, Any] = getattr(building, "cwgs", {}) if name == "cwg" else {}
    for group in groups.values():
        if not group.archived and str(group.number) == number:
            people: tuple[int, ...] = group.people(day)
            return people
    return None


def gone(building: Building, meeting: Meeting) -> int:
    """How many voting members have left before the end, as it stands now."""
    voting = members(building, meeting.team, meeting.on) or ()
    left = (
        a for a in active(building.attendance) if a.meeting_id == meeting.id and a.state == "left"
    )
    return sum(a.person_id in voting for a in left)


def late(building: Building, meeting: Meeting) -> int | None:
    """How many voting members have come late, as it stands now; None where nobody is noted yet."""
    return _noted(building, meeting, ("late",))


def come(building: Building, meeting: Meeting) -> int | None:
    """How many voting members have come, late or not, and also if they left.

    None where nobody is noted yet.
    """
    return _noted(building, meeting, CAME)


def _noted(building: Building, meeting: Meeting, states: Sequence[Presence]) -> int | None:
    voting = members(building, meeting.team, meeting.on) or ()
    taken = [a for a in active(building.attendance) if a.meeting_id == meeting.id]
    return sum(a.state in states and a.person_id in voting for a in taken) if taken else None


def missed(building: Building, meeting: Meeting, made: DecisionMade) -> int:
    """How many of the voting members who came were not there for a decision: they had left, or were
    still to come.
    """
    came = 0 if made.late is None else (late(building, meeting) or 0) - made.late
    return made.gone + max(0, came)


def quorum_at(
    building: Building, meeting: Meeting, rules: Ways, made: DecisionMade
) -> Quorum | None:
    """As `quorum`, for a decision: with those who were there for it, and how many of them were
    noted only after it.
    """
    seen = quorum(building, meeting, rules, missed(building, meeting, made))
    if seen is None or made.here is None:
        return seen
    late_since = max(0, (late(building, meeting) or 0) - (made.late or 0))
    later = (come(building, meeting) or 0) - made.here - late_since
    return msgspec.structs.replace(seen, later=max(0, later))


def quorum(building: Building, meeting: Meeting, rules: Ways, without: int = 0) -> Quorum | None:
    """Whether enough voting members came; None for a team whose members are not in the file.

    `without` are those of them who are not there at the moment that is meant, such as `gone` for
    now.
    """
    voting = members(building, meeting.team, meeting.on)
    if voting is None:
        return None
    taken = [a for a in active(building.attendance) if a.meeting_id == meeting.id]
    here = {a.person_id for a in taken if a.state in CAME}
    enough = needed(len(voting), rules.quorum_percent, rules.quorum_number)
    return Quorum(len(voting), max(0, len(here & set(voting)) - without), enough, bool(taken))


def rotation(building: Building, meeting: Meeting, roles: Sequence[str] = ROLES) -> dict[str, int]:
    """Who takes which role next: whoever had it longest ago, or never. Nobody gets two; a standing
    facilitator keeps the first.

    Roles that are taken already stay as they are.
    """
    people = members(building, meeting.team, meeting.on) or ()
    chosen = dict(meeting.roles)
    standing = duty(building, "facilitator", meeting.on) if meeting.team == "blt" else None
    if standing in people and "facilitator" in roles and standing not in chosen.values():
        chosen.setdefault("facilitator", standing)
    had: dict[tuple[str, int], date] = {}
    turns: dict[int, int] = {}
    for other in active(building.meetings):
        if other.id == meeting.id or other.team != meeting.team or other.cancelled:
            continue
        for role, person in other.roles.items():
            had[role, person] = max(had.get((role, person), date.min), other.on)
            turns[person] = turns.get(person, 0) + 1
    for role in roles:
        free = [person for person in people if person not in chosen.values()]
        if role not in chosen and free:
            chosen[role] = min(
                free, key=lambda p: (had.get((role, p), date.min), turns.get(p, 0), p)
            )
    return chosen
