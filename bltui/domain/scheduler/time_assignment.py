"""Assign meeting slots and leaders to given groups so that most members can come.

Nobody is in two groups at once, leaders can come, and rooms suffice. Starts with the most
constrained group, then improves by simulated annealing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from math import exp

import msgspec

from bltui.domain.scheduler.min_cost_flow import assign, persons

#: Number of search steps. Each tries one move or swap.
STEPS = 40_000
#: Number of steps between calls of `stop`.
ASKED = 500
#: Penalty for a broken rule, in people: more than any single move can gain, but low enough that the
#: search can pass through.
BREACH = 30
#: Initial temperature, in people: about how much attendance an early step may lose.
WARM = 1.5
#: Bonus for a leader who is a member of the group.
INSIDE = 100


class Groups(msgspec.Struct, frozen=True, kw_only=True):
    """The problem. People, groups, and slots are counted from 0.

    A set of people is stored as the bits of an integer.
    """

    members: Sequence[int]
    """Members by group."""
    can: Sequence[int]
    """By slot: the people who can come, including "if needed"."""
    free: Sequence[int]
    """By slot: the people who are free. Only breaks ties."""
    rooms: Sequence[int]
    leaders: int
    """The people who may lead. Each leads one group."""
    allowed: Sequence[Sequence[int]]
    """The possible slots by group."""
    leader_of: Mapping[int, int] = {}


class Slotted(msgspec.Struct, frozen=True):
    """A solution."""

    slots: list[int]
    leaders: list[int]
    members: list[int]
    """Members by group, including the leader."""
    attending: int


def choose_leaders(question: Groups, slots: Sequence[int] | None = None) -> list[int] | None:
    """Choose a leader for each group who can come to its slot, or None if there are too few.

    Without `slots`, a leader must be able to come to one of the group's possible slots. Members of
    the group are preferred.
    """
    count = len(question.members)
    pinned = {p: g for g, p in question.leader_of.items()}
    rows: list[list[int | None]] = []
    people = sorted({*persons(question.leaders), *pinned})
    for p in people:
        row: list[int | None] = []
        for g in range(count):
            open_to = question.allowed[g] if slots is None else [slots[g]]
            able = [s for s in open_to if question.can[s] >> p & 1]
            mine = question.members[g] >> p & 1
            if (
                not able
                or pinned.get(p, g) != g
                or question.leader_of.get(g, p) != p
                or (slots is not None and not mine and _elsewhere(question, slots, p, g))
            ):
                row.append(None)
            else:
                row.append(INSIDE * mine + min(len(able), INSIDE - 1))
        rows.append([*row, None if p in pinned else 0])
    if len(people) < count:
        return None
    answer = assign(rows, [1] * count + [0], [1] * count + [len(people)])
    if answer is None:
        return None
    leaders = [0] * count
    for p, g in zip(people, answer, strict=True):
        if g < count:
            leaders[g] = p
    return leaders


def _elsewhere(question: Groups, slots: Sequence[int], person: int, group: int) -> bool:
    """Return whether a person is in another group that meets at this group's slot."""
    return any(
        slots[h] == slots[group] and question.members[h] >> person & 1
        for h in range(len(slots))
        if h != group
    )


class _Search:
    """The search for slots with given leaders."""

    def __init__(self, question: Groups, leaders: Sequence[int], chance: random.Random) -> None:
        self.chance = chance
        self.rooms = question.rooms
        self.members = [m | 1 << p for m, p in zip(question.members, leaders, strict=True)]
        self.count = len(self.members)
        # One more attendee outweighs any number of people who come only if needed.
        self.scale = scale = sum(m.bit_count() for m in self.members) + 1
        self.breach = BREACH * scale
        self.open = [
            [s for s in question.allowed[g] if question.can[s] >> leaders[g] & 1]
            for g in range(self.count)
        ]
        self.worth = [
            [
                scale * (m & question.can[s]).bit_count()
                - (m & question.can[s] & ~question.free[s]).bit_count()
                for s in range(len(question.can))
            ]
            for m in self.members
        ]
        self.near = [
            [h for h in range(self.count) if h != g and self.members[h] & self.members[g]]
            for g in range(self.count)
        ]
        self.slots = [-1] * self.count
        self.used = [0] * len(question.can)
        self.clash = [[0] * len(question.can) for _ in range(self.count)]

    def put(self, g: int, slot: int) -> None:
        """Assign a slot to a group and update the counts of rooms and clashes."""
        old = self.slots[g]
        if old >= 0:
            self.used[old] -= 1
            for h in self.near[g]:
                self.clash[h][old] -= 1
        self.slots[g] = slot
        self.used[slot] += 1
        for h in self.near[g]:
            self.clash[h][slot] += 1

    def start(self) -> None:
        """Assign initial slots, the group with the fewest free slots first."""
        waiting = set(range(self.count))
        while waiting:

            def left(g: int) -> list[int]:
                return [
                    s for s in self.open[g] if not self.clash[g][s] and self.used[s] < self.rooms[s]
                ]

            g = min(waiting, key=lambda g: (len(left(g)), -len(self.near[g]), g))
            self.put(g, max(left(g) or self.open[g], key=lambda s: (self.worth[g][s], -s)))
            waiting.remove(g)

    def gain(self, g: int, slot: int) -> int:
        """Return the change in value if a group moves, including the penalty for broken rules."""
        old = self.slots[g]
        broken = self.clash[g][slot] - self.clash[g][old]
        broken += (self.used[slot] >= self.rooms[slot]) - (self.used[old] > self.rooms[old])
        return self.worth[g][slot] - self.worth[g][old] - self.breach * broken

    def swap_gain(self, g: int, h: int) -> int:
        """Return the change in value if two groups swap slots."""
        a, b = self.slots[g], self.slots[h]
        tied = 2 if self.members[g] & self.members[h] else 0
        broken = self.clash[g][b] - self.clash[g][a] + self.clash[h][a] - self.clash[h][b] - tied
        return (
            self.worth[g][b]
            + self.worth[h][a]
            - self.worth[g][a]
            - self.worth[h][b]
            - self.breach * broken
        )

    def total(self) -> int:
        """Return the value of the current slots."""
        broken = sum(self.clash[g][s] for g, s in enumerate(self.slots)) // 2
        broken += sum(max(0, n - room) for n, room in zip(self.used, self.rooms, strict=True))
        return sum(self.worth[g][s] for g, s in enumerate(self.slots)) - self.breach * broken

    def run(self, steps: int, stop: Callable[[], bool]) -> tuple[list[int], bool]:
        """Return the best slots found, and whether they break no rule."""
        self.start()
        self.climb()
        now = self.total()
        best, kept = now, list(self.slots)
        pick = self.chance.random
        warm = WARM * self.scale
        for step in range(steps):
            if not step % ASKED and stop():
                break
            heat = warm * (1 - step / steps) ** 2
            g = int(pick() * self.count)
            ways = self.open[g]
            slot = ways[int(pick() * len(ways))]
            mine = self.slots[g]
            if slot == mine:
                continue
            h = -1
            if self.used[slot] >= self.rooms[slot]:
                there = [k for k, s in enumerate(self.slots) if s == slot]
                h = there[int(pick() * len(there))]
                if mine not in self.open[h]:
                    continue
                gain = self.swap_gain(g, h)
            else:
                gain = self.gain(g, slot)
            if gain < 0 and (heat <= 0 or pick() >= exp(gain / heat)):
                continue
            self.put(g, slot)
            if h >= 0:
                self.put(h, mine)
            now += gain
            if now > best:
                best, kept = now, list(self.slots)
        for g, s in enumerate(kept):
            self.put(g, s)
        self.climb()
        return list(self.slots), self.sound()

    def climb(self) -> None:
        """Apply every move and swap that improves the value until none is left."""
        better = True
        while better:
            better = False
            for g in range(self.count):
                for s in self.open[g]:
                    if s != self.slots[g] and self.gain(g, s) > 0:
                        self.put(g, s)
                        better = True
                for h in range(g):
                    a, b = self.slots[g], self.slots[h]
                    if (
                        a != b
                        and b in self.open[g]
                        and a in self.open[h]
                        and self.swap_gain(g, h) > 0
                    ):
                        self.put(g, b)
                        self.put(h, a)
                        better = True

    def sound(self) -> bool:
        """Return whether the current slots break no rule."""
        return not any(self.clash[g][s] for g, s in enumerate(self.slots)) and all(
            n <= room for n, room in zip(self.used, self.rooms, strict=True)
        )


def slot_groups(
    question: Groups, *, seed: int = 1, steps: int = STEPS, stop: Callable[[], bool] = lambda: False
) -> Slotted | None:
    """Return the best slots and leaders found, or None if none break no rule.

    Deterministic for the same problem, seed, and steps.
    """
    chance = random.Random(seed)
    leaders = choose_leaders(question)
    best: Slotted | None = None
    for _ in range(3):
        if leaders is None:
            break
        search = _Search(question, leaders, chance)
        if not all(search.open):
            break
        slots, sound = search.run(steps, stop)
        if sound:
            attending = sum(
                (m & question.can[s]).bit_count()
                for m, s in zip(search.members, slots, strict=True)
            )
            if best is None or attending > best.attending:
                best = Slotted(slots, list(leaders), search.members, attending)
        again = choose_leaders(question, slots)
        if again is None or again == leaders:
            break
        leaders = again
    return best
