"""The question of groups by interest: who wants what, who can come when, who may lead; and the
arithmetic that forbids an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bltui.domain.scheduler.min_cost_flow import assign, persons

#: What one person who can come is worth, in points of interest (first choice 3, second 2, third 1).
ATTENDING = 3
INTEREST = 3


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """The question. People, groups and slots are counted from 0.

    A set of people is the bits of one integer.
    """

    people: int
    interest: Sequence[Sequence[int]]
    """Per group: who wants it at all, who at least second, who first."""
    can: Sequence[int]
    """Per slot: who can come."""
    rooms: Sequence[int]
    """Per slot: how many groups can meet at once."""
    leaders: int
    """Who may lead: the members of the BLT."""
    low: int
    high: int
    """Least and most members of a group, the leader among them."""
    slot_of: Mapping[int, int] = {}
    leader_of: Mapping[int, int] = {}
    group_of: Mapping[int, int] = {}
    """What is fixed already: a group's slot, its leader; a person's group."""

    @property
    def groups(self) -> int:
        """How many groups are wanted."""
        return len(self.interest)


def why_not(wishes: Wishes) -> str | None:
    """The arithmetic that forbids any answer; None where none is seen."""
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
    """The reason when not enough BLT members can come at all."""
    need = "needs" if groups == 1 else "need"
    return f"Only {_count(able, 'BLT member')} can make any of these slots; {_count(groups, 'group')} {need} a leader."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _leadable(wishes: Wishes) -> int:
    """The most groups that can have a leader and a room."""
    slots = range(len(wishes.can))
    values = [
        [1 if wishes.can[s] >> p & 1 else None for s in slots] + [0]
        for p in persons(wishes.leaders)
    ]
    answer = assign(values, [0] * (len(slots) + 1), [*wishes.rooms, len(values)])
    return sum(k < len(slots) for k in answer or [])
