"""The agenda of a meeting: items, suggestions, roles, voting members, and quorum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.feedback.queries import unanswered
from bltui.domain.meetings.actions import open_actions
from bltui.domain.meetings.voting import Quorum, Ways, needed
from bltui.domain.model import formats
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.framework_types import Standing
from bltui.domain.model.meetings import (
    CAME,
    ROLES,
    AgendaItem,
    ItemIntent,
    ItemKind,
    Meeting,
    Presence,
)
from bltui.domain.model.minutes import DecisionMade, Line
from bltui.domain.model.protocols import Protocols
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.team.membership import duty, on_day


class Due(msgspec.Struct, frozen=True):
    """An agenda item suggested by another part of the building, such as a step that is due."""

    about: str
    """Such as "step:5" or "training:4"."""
    title: str
    origin: str = ""
    """The record of an earlier meeting that was left open, such as "item:7" or "decision:5"."""
    kind: ItemKind = "new"
    minutes: int | None = None
    owner_id: int | None = None
    protocol: str = ""
    intent: ItemIntent | None = None
    preparation: str = ""
    last: bool = False
    """Whether it was at the end of the earlier agenda, after everything that changes."""


class Suggested(msgspec.Struct, frozen=True):
    """A suggested agenda item."""

    origin: str
    title: str
    kind: ItemKind
    minutes: int | None = None
    owner_id: int | None = None
    about: str = ""
    protocol: str = ""
    intent: ItemIntent | None = None
    preparation: str = ""
    first: bool = False
    """Whether it comes before the items that a team added itself."""


def of_meeting(building: Building, meeting_id: int) -> list[AgendaItem]:
    """Return the agenda items of a meeting in order."""
    found = (item for item in active(building.agenda) if item.meeting_id == meeting_id)
    return sorted(found, key=lambda item: (item.order, item.id))


def number_of(building: Building, meeting: Meeting, item_id: int | None) -> int | None:
    """Return the number of an item as the agenda shows it, or None if it is not on the agenda."""
    numbered = enumerate(of_meeting(building, meeting.id), 1)
    return next((number for number, item in numbered if item.id == item_id), None)


def length(meeting: Meeting) -> int | None:
    """Return the length of a meeting in minutes, or None without a start and end."""
    if not (meeting.start and meeting.end):
        return None
    return length_of(meeting.start, meeting.end)


def length_of(start: str, end: str) -> int:
    """Return the minutes between two times such as "15:00"."""
    return _minute(end) - _minute(start)


def _minute(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def usual_minutes(item: AgendaItem, protocols: Protocols) -> int | None:
    """Return the minutes of an item's protocol if none were entered, else None."""
    protocol = protocols.get(item.protocol) if item.minutes is None else None
    return protocol.minutes if protocol is not None else None


def planned_minutes(items: Sequence[AgendaItem], protocols: Protocols) -> int:
    """Return the total of the planned minutes; items without minutes count as their protocol."""
    return sum(item.minutes or usual_minutes(item, protocols) or 0 for item in items)


def parked(building: Building, team: str) -> list[Line]:
    """Return the open items of a team's parking lot, oldest first."""
    return [
        line
        for line in active(building.lines)
        if line.kind == "parking"
        and not line.done
        and (meeting := building.meetings.get(line.meeting_id)) is not None
        and meeting.team == team
    ]


def actions_for(building: Building, team: str) -> list[Action]:
    """Return a team's open actions, sorted by due date.

    Includes actions that did not come from a meeting.
    """
    return [
        action
        for action in open_actions(building)
        if (meeting := _source_meeting(building, action)) is None or meeting.team == team
    ]


def _source_meeting(building: Building, action: Action) -> Meeting | None:
    name, _, number = action.source.partition(":")
    return building.meetings.get(int(number)) if name == "meeting" and number.isdecimal() else None


def suggestions(
    building: Building, meeting: Meeting, standing: Sequence[Standing], due: Sequence[Due] = ()
) -> list[Suggested]:
    """Return suggested agenda items that are not on the agenda yet.

    Order: open actions, standing items, what earlier meetings left open, parking lot, due items,
    feedback, closing items.
    """
    found: list[Suggested] = []
    actions = actions_for(building, meeting.team)
    if actions:
        late = sum(a.due is not None and a.due < meeting.on for a in actions)
        words = f"{len(actions)} open{f', {late} overdue' if late else ''}"
        title = f"Earlier actions ({words})"
        found.append(Suggested("actions", title, "previous", first=True))
    found += [
        Suggested(f"standing:{s.key}", s.title, "standing", s.minutes, first=True)
        for s in standing
        if not s.last
    ]
    usual = {folded(s.title) for s in standing}
    carried = [
        Suggested(
            d.origin,
            d.title,
            d.kind,
            d.minutes,
            d.owner_id,
            d.about,
            d.protocol,
            d.intent,
            d.preparation,
            not d.last,
        )
        for d in due
        if d.origin and folded(d.title) not in usual
    ]
    found += [c for c in carried if c.first]
    found += [
        Suggested(f"parking:{line.id}", line.text, "previous", owner_id=line.person_id)
        for line in parked(building, meeting.team)
        if line.meeting_id != meeting.id
    ]
    found += [
        Suggested(
            d.about,
            d.title,
            "info" if d.about.startswith("training:") else d.kind,
            about=d.about,
        )
        for d in due
        if not d.origin
    ]
    if meeting.team == "blt" and (waiting := unanswered(building)):
        found.append(
            Suggested("feedback", f"Feedback without an answer ({_waiting(waiting)})", "previous")
        )
    found += [c for c in carried if not c.first]
    found += [
        Suggested(f"standing:{s.key}", s.title, "standing", s.minutes) for s in standing if s.last
    ]
    there = {item.origin for item in active(building.agenda) if item.meeting_id == meeting.id}
    return [suggestion for suggestion in found if suggestion.origin not in there]


def comes_first(origin: str) -> bool:
    """Return whether a suggested item is put before those that a team added itself."""
    return origin == "actions" or origin.startswith(("standing:", "item:", "decision:"))


def _waiting(items: Sequence[Feedback]) -> str:
    return formats.count(len(items), "item")


def members(building: Building, team: str, day: date) -> tuple[int, ...] | None:
    """Return the voting members of a team on a day, without ad hoc members.

    Returns None if the building file does not have the team's members.
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
    """Return how many voting members have left early so far."""
    voting = members(building, meeting.team, meeting.on) or ()
    left = (
        a for a in active(building.attendance) if a.meeting_id == meeting.id and a.state == "left"
    )
    return sum(a.person_id in voting for a in left)


def late(building: Building, meeting: Meeting) -> int | None:
    """Return how many voting members came late so far, or None without attendance."""
    return _noted(building, meeting, ("late",))


def come(building: Building, meeting: Meeting) -> int | None:
    """Return how many voting members came, including those who were late or left.

    Returns None without attendance.
    """
    return _noted(building, meeting, CAME)


def _noted(building: Building, meeting: Meeting, states: Sequence[Presence]) -> int | None:
    voting = members(building, meeting.team, meeting.on) or ()
    taken = [a for a in active(building.attendance) if a.meeting_id == meeting.id]
    return sum(a.state in states and a.person_id in voting for a in taken) if taken else None


def missed(building: Building, meeting: Meeting, made: DecisionMade) -> int:
    """Return how many voting members came but were absent for a decision.

    They had left, or came later.
    """
    came = 0 if made.late is None else (late(building, meeting) or 0) - made.late
    return made.gone + max(0, came)


def quorum_at(
    building: Building, meeting: Meeting, rules: Ways, made: DecisionMade
) -> Quorum | None:
    """Return the quorum at the time of a decision.

    Counts those who were there, and how many of them were marked only afterwards.
    """
    seen = quorum(building, meeting, rules, missed(building, meeting, made))
    if seen is None or made.here is None:
        return seen
    late_since = max(0, (late(building, meeting) or 0) - (made.late or 0))
    later = (come(building, meeting) or 0) - made.here - late_since
    return msgspec.structs.replace(seen, later=max(0, later))


def quorum(building: Building, meeting: Meeting, rules: Ways, without: int = 0) -> Quorum | None:
    """Return the quorum of a meeting, or None if the team's members are unknown.

    `without` is the number of members to leave out, such as those who left.
    """
    voting = members(building, meeting.team, meeting.on)
    if voting is None:
        return None
    taken = [a for a in active(building.attendance) if a.meeting_id == meeting.id]
    here = {a.person_id for a in taken if a.state in CAME}
    enough = needed(len(voting), rules.quorum_percent, rules.quorum_number)
    return Quorum(len(voting), max(0, len(here & set(voting)) - without), enough, bool(taken))


def rotation(building: Building, meeting: Meeting, roles: Sequence[str] = ROLES) -> dict[str, int]:
    """Assign roles to those who had them longest ago or never, one role per person.

    Assigned roles are kept. A standing facilitator stays facilitator.
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
