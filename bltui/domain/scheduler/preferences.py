"""The input of interest groups: interests, availability, and leaders, with a feasibility check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bltui.domain.model import formats, labels
from bltui.domain.scheduler.min_cost_flow import assign, persons

#: Value of one person who can come, in interest points (first choice 3, second 2, third 1).
ATTENDING = 3
INTEREST = 3


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """The problem. People, groups, and slots are counted from 0.

    A set of people is stored as the bits of an integer.
    """

    people: int
    interest: Sequence[Sequence[int]]
    """By group: the people who want it at all, at least second, and first."""
    can: Sequence[int]
    """By slot: the people who can come."""
    rooms: Sequence[int]
    """By slot: how many groups can meet at once."""
    leaders: int
    """The people who may lead: members of the BLT."""
    low: int
    high: int
    """Minimum (`low`) and maximum members of a group, including the leader."""
    slot_of: Mapping[int, int] = {}
    leader_of: Mapping[int, int] = {}
    group_of: Mapping[int, int] = {}
    """What is fixed: the slot and leader by group, and the group by person."""

    @property
    def groups(self) -> int:
        """The number of groups."""
        return len(self.interest)


def why_not(wishes: Wishes) -> str | None:
    """Return why no solution can exist, or None if no reason is found."""
    groups, people = wishes.groups, wishes.people
    if people > groups * wishes.high:
        return fit(people, groups, "most", wishes.high)
    if people < groups * wishes.low:
        return fit(people, groups, "least", wishes.low)
    if not wishes.can:
        return "No times to meet. Add one or more."
    if sum(wishes.rooms) < groups:
        return too_few_rooms(groups, sum(wishes.rooms))
    for group, leader in wishes.leader_of.items():
        fixed = wishes.slot_of.get(group)
        if not any(
            wishes.can[s] >> leader & 1
            for s in (range(len(wishes.can)) if fixed is None else [fixed])
        ):
            return f"The locked leader of group {group + 1} cannot come at any of its times. Unlock the leader or the time."
    able = 0
    for who in wishes.can:
        able |= who & wishes.leaders
    if able.bit_count() < groups:
        return too_few_leaders(able.bit_count(), groups)
    led = _leadable(wishes)
    if led < groups:
        return (
            f"{labels.team()} members and rooms allow at most {formats.count(led, 'group')} at these times, not {groups}. "
            "Add a time or a room, or ask for fewer groups."
        )
    return None


def too_few_leaders(able: int, groups: int) -> str:
    """Return the message for too few available BLT members."""
    need = "needs" if groups == 1 else "need"
    return (
        f"Only {formats.count(able, f'{labels.team()} member')} can come at any of these times; "
        f"{formats.count(groups, 'group')} {need} a leader. Add a time."
    )


def too_few_rooms(groups: int, rooms: int) -> str:
    """Return the message for too few rooms at all times together."""
    return (
        f"{formats.count(groups, 'group')}, but only {formats.count(rooms, 'room')} at these times. "
        "Add a time or a room."
    )


def fit(number: int, groups: int, bound: str, size: int) -> str:
    """Return the message for people who do not fit the groups. `bound` is "most" or "least"."""
    return (
        f"{formats.people(number)} do not fit {formats.count(groups, 'group')} of at {bound} {size} "
        f"({groups * size}). Change the number of groups or their size."
    )


def _leadable(wishes: Wishes) -> int:
    """Return the maximum number of groups that can have a leader and a room."""
    slots = range(len(wishes.can))
    values = [
        [1 if wishes.can[s] >> p & 1 else None for s in slots] + [0]
        for p in persons(wishes.leaders)
    ]
    answer = assign(values, [0] * (len(slots) + 1), [*wishes.rooms, len(values)])
    return sum(k < len(slots) for k in answer or [])
