"""Slotting: when given groups meet and who leads them, so that most members can come.

Nobody sits in two groups at once, the leader can always come, rooms suffice. A start that serves
the hardest group first, then a search that at first may step back and later less and less
(annealing).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from math import exp

import msgspec

from bltui.domain.scheduler.min_cost_flow import assign, persons

#: Steps of the search; each tries one move or swap.
STEPS = 40_000
#: `stop` is asked every so many steps.
ASKED = 500
#: What a broken rule costs during the search, in people: more than any one move can gain, little
#: enough to pass through.
BREACH = 30
#: How many people's attendance an early step may give up, about.
WARM = 1.5
#: Worth of a leader from the group's own members, against any other BLT member.
INSIDE = 100


class Groups(msgspec.Struct, frozen=True, kw_only=True):
    """The question. People, groups and slots are counted from 0.

    A set of people is the bits of one integer.
    """

    members: Sequence[int]
    """Per group: its people."""
    can: Sequence[int]
    """Per slot: who can come, be it if needed."""
    free: Sequence[int]
    """Per slot: who is free outright; only breaks ties."""
    rooms: Sequence[int]
    leaders: int
    """Who may lead; each leads one group."""
    allowed: Sequence[Sequence[int]]
    """Per group: its slots to choose from."""
    leader_of: Mapping[int, int] = {}


class Slotted(msgspec.Struct, frozen=True):
    """An answer."""

    slots: list[int]
    leaders: list[int]
    members: list[int]
    """Per group, the leader among them."""
    attending: int


def choose_leaders(question: Groups, slots: Sequence[int] | None = None) -> list[int] | None:
    """A leader for each group who can come to its slot, or to one of its slots where none is chosen
    yet.

    The group's own members first; None where there are not enough.
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
    """Whether a person sits in another group that meets at this group's slot."""
    return any(
        slots[h] == slots[group] and question.members[h] >> person & 1
        for h in range(len(slots))
        if h != group
    )


class _Search:
    """Slots for groups whose leaders are chosen."""

    def __init__(self, question: Groups, leaders: Sequence[int], chance: random.Random) -> None:
        self.chance = chance
        self.rooms = question.rooms
        self.members = [m | 1 << p for m, p in zip(question.members, leaders, strict=True)]
        self.count = len(self.members)
        # One more who can come outweighs any number of people who come only if needed.
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
        """Give a group a slot, keeping the counts of rooms and of neighbours per slot."""
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
        """The group with the fewest slots left first, at the slot where most can come."""
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
        """What moving a group is worth: attendance, less a great deal for every rule broken."""
        old = self.slots[g]
        broken = self.clash[g][slot] - self.clash[g][old]
        broken += (self.used[slot] >= self.rooms[slot]) - (self.used[old] > self.rooms[old])
        return self.worth[g][slot] - self.worth[g][old] - self.breach * broken

    def swap_gain(self, g: int, h: int) -> int:
        """What changing the slots of two groups is worth."""
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
        """The worth of the whole choice."""
        broken = sum(self.clash[g][s] for g, s in enumerate(self.slots)) // 2
        broken += sum(max(0, n - room) for n, room in zip(self.used, self.rooms, strict=True))
        return sum(self.worth[g][s] for g, s in enumerate(self.slots)) - self.breach * broken

    def run(self, steps: int, stop: Callable[[], bool]) -> tuple[list[int], bool]:
        """The best slots found, and whether they keep every rule."""
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
        """Take every move and swap that gains, until none does."""
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
        """Whether the choice keeps every rule."""
        return not any(self.clash[g][s] for g, s in enumerate(self.slots)) and all(
            n <= room for n, room in zip(self.used, self.rooms, strict=True)
        )


def slot_groups(
    question: Groups, *, seed: int = 1, steps: int = STEPS, stop: Callable[[], bool] = lambda: False
) -> Slotted | None:
    """The best slots and leaders found; None where no answer is found that keeps every rule.

    The same question, seed and steps give the same answer.
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
