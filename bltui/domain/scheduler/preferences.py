"""The input of interest groups: interests, availability, and leaders, with a feasibility check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

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
        return f"{people} people, {_count(groups, 'group')} of at most {wishes.high} = {groups * wishes.high} seats."
    if people < groups * wishes.low:
        return f"{people} people, {_count(groups, 'group')} of at least {wishes.low} = {groups * wishes.low} wanted."
    if not wishes.can:
        return "There is no slot to meet in. Name one or more."
    if sum(wishes.rooms) < groups:
        return f"{_count(groups, 'group')}, but rooms for {sum(wishes.rooms)} in these slots. Add a slot or a room."
    for group, leader in wishes.leader_of.items():
        fixed = wishes.slot_of.get(group)
        if not any(
            wishes.can[s] >> leader & 1
            for s in (range(len(wishes.can)) if fixed is None else [fixed])
        ):
            return f"The leader fixed for group {group + 1} can make none of its slots. Free the leader or the slot."
    able = 0
    for who in wishes.can:
        able |= who & wishes.leaders
    if able.bit_count() < groups:
        return too_few_leaders(able.bit_count(), groups)
    led = _leadable(wishes)
    if led < groups:
        return (
            f"BLT members and rooms allow {_count(led, 'led group')} at most in these slots; {groups} are wanted. "
            "Add a slot or a room, or ask for fewer groups."
        )
    return None


def too_few_leaders(able: int, groups: int) -> str:
    """Return the message for too few available BLT members."""
    need = "needs" if groups == 1 else "need"
    return f"Only {_count(able, 'BLT member')} can make any of these slots; {_count(groups, 'group')} {need} a leader."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _leadable(wishes: Wishes) -> int:
    """Return the maximum number of groups that can have a leader and a room."""
    slots = range(len(wishes.can))
    values = [
        [1 if wishes.can[s] >> p & 1 else None for s in slots] + [0]
        for p in persons(wishes.leaders)
    ]
    answer = assign(values, [0] * (len(slots) + 1), [*wishes.rooms, len(values)])
    return sum(k < len(slots) for k in answer or [])
