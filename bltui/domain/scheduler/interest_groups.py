"""Form groups by interest: members, leaders, and meeting slots, optimized together.

For given slots the best members and leaders are a transportation problem, solved exactly. The slots
are found by local search: the dual prices of one exact solution bound every neighboring choice of
slots in microseconds, so only neighbors that may be better are solved.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

import msgspec

from bltui.domain.scheduler.min_cost_flow import Place, Plan, assign, persons, transport
from bltui.domain.scheduler.preferences import ATTENDING, INTEREST, Wishes, why_not

#: Number of neighbors to solve exactly before taking the best of them.
TRIES = 3
ROUNDS = 60


class Formed(msgspec.Struct, frozen=True, kw_only=True):
    """A solution and its value: `ATTENDING` for each person who can come, plus interest points."""

    slots: list[int]
    leaders: list[int]
    members: list[list[int]]
    """Members by group, including the leader."""
    value: int
    rounds: int


def _first(wishes: Wishes, leader_of: Mapping[int, int], chance: random.Random) -> list[int] | None:
    """Return initial slots such that every group has a leader and a room, or None.

    Prefers slots at which many can come.
    """
    slots = range(len(wishes.can))
    pinned_people = {*leader_of.values(), *wishes.group_of}
    rooms = list(wishes.rooms)
    wanted = [0] * len(slots)
    settled: list[int] = []
    for group in range(wishes.groups):
        slot, leader = wishes.slot_of.get(group), leader_of.get(group)
        if slot is not None:
            rooms[slot] -= 1
            if leader is None:
                wanted[slot] += 1
            else:
                settled.append(leader)
    rows: list[list[int | None]] = []
    loose = [g for g, _ in sorted(leader_of.items()) if g not in wishes.slot_of]
    free = [p for p in persons(wishes.leaders) if p not in pinned_people]
    for leader in [leader_of[g] for g in loose] + free:
        open_slots = [
            wishes.can[s].bit_count() if wishes.can[s] >> leader & 1 else None for s in slots
        ]
        if leader in free:
            rows.append(
                [*open_slots, *(v if wanted[s] else None for s, v in enumerate(open_slots)), 0]
            )
        else:
            rows.append([*open_slots, *([None] * len(slots)), None])
    idle = len(rows) - (wishes.groups - len(settled))
    if idle < 0 or min(rooms, default=0) < 0:
        return None
    answer = assign(rows, [0] * len(slots) + wanted + [idle], rooms + wanted + [idle])
    if answer is None:
        return None
    slots_of = dict(wishes.slot_of)
    slots_of.update(zip(loose, answer, strict=False))
    rest = [k for k in answer[len(loose) :] if k < len(slots)]
    chance.shuffle(rest)
    for group in range(wishes.groups):
        if group not in slots_of:
            slots_of[group] = rest.pop()
    return [slots_of[g] for g in range(wishes.groups)]


def _likely(wishes: Wishes) -> dict[int, int]:
    """Return fixed leaders, and for other groups a fixed member who may lead."""
    found = dict(wishes.leader_of)
    for person, group in wishes.group_of.items():
        slot = wishes.slot_of.get(group)
        able = slot is None or wishes.can[slot] >> person & 1
        if able and wishes.leaders >> person & 1 and any(who >> person & 1 for who in wishes.can):
            found.setdefault(group, person)
    return found


class _Seats:
    """The places of every group at every slot: ordinary seats and one leader's seat."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.everybody = (1 << wishes.people) - 1
        fixed = dict(wishes.group_of)
        fixed.update({p: g for g, p in wishes.leader_of.items()})
        self.pinned = bool(fixed)
        leading = sum(1 << p for p in wishes.leader_of.values())
        self.plain: list[list[Place]] = []
        self.lead: list[list[Place]] = []
        for g, interest in enumerate(wishes.interest):
            away = sum(1 << p for p, group in fixed.items() if group != g)
            sitters = self.everybody & ~away & ~leading
            heads = wishes.leaders & ~away & ~leading
            if g in wishes.leader_of:
                heads = 1 << wishes.leader_of[g]
            want = [self.everybody, *interest]
            plain, lead = [], []
            for can in wishes.can:
                steps = [(0, sitters)]
                for value in range(1, ATTENDING + INTEREST + 1):
                    who = want[value - ATTENDING] & can if value >= ATTENDING else can
                    steps.append(
                        (value, sitters & (who | want[value] if value <= INTEREST else who))
                    )
                plain.append(Place(steps, max(wishes.low - 1, 0), wishes.high - 1))
                lead.append(
                    Place(
                        [(ATTENDING + k, heads & can & want[k]) for k in range(INTEREST + 1)], 1, 1
                    )
                )
            self.plain.append(plain)
            self.lead.append(lead)

    def solve(self, slots: Sequence[int], start: Plan | None) -> Plan | None:
        """Return the best members and leaders for these slots, or None."""
        places = [row[s] for row, s in zip(self.plain, slots, strict=True)]
        places += [row[s] for row, s in zip(self.lead, slots, strict=True)]
        return transport(places, self.everybody, start)


class _Cut:
    """An upper bound on the value of slots near a solution, computed from its prices."""

    def __init__(self, seats: _Seats, slots: Sequence[int], prices: Sequence[int]) -> None:
        self.seats, self.slots, self.prices = seats, slots, prices
        count = len(slots)
        plain = sorted(prices[:count])
        # If three groups offer everyone this net value, everyone still has it after any two groups
        # move.
        self.base = -(max(prices) if seats.pinned or count < 3 else plain[2])
        self.levels = max(ATTENDING + INTEREST - min(prices) - self.base, 0)
        self.constant = seats.wishes.people * self.base
        places = [seats.plain[g][s] for g, s in enumerate(slots)] + [
            seats.lead[g][s] for g, s in enumerate(slots)
        ]
        self.constant += sum(
            c * (p.high if c > 0 else p.low) for p, c in zip(places, prices, strict=True)
        )
        self._covers: dict[tuple[int, int], list[int]] = {}
        # By level: the people reached by at least one, two, and three groups.
        one, two, three = ([0] * self.levels for _ in range(3))
        for g, s in enumerate(slots):
            for i, who in enumerate(self.cover(g, s)):
                three[i] |= two[i] & who
                two[i] |= one[i] & who
                one[i] |= who
        self.reached = list(zip(one, two, three, strict=True))

    def cover(self, group: int, slot: int) -> list[int]:
        """Return, by level above the base, the people with at least that net value."""
        found = self._covers.get((group, slot))
        if found is None:
            found = [0] * self.levels
            seats, count = self.seats, len(self.slots)
            for spot, price in (
                (seats.plain[group][slot], self.prices[group]),
                (seats.lead[group][slot], self.prices[count + group]),
            ):
                for value, who in spot.steps:
                    level = value - price - self.base - 1
                    if level >= 0:
                        found[level] |= who
            above = 0
            for level in range(self.levels - 1, -1, -1):
                above |= found[level]
                found[level] = above
            self._covers[group, slot] = found
        return found

    def moved(self, g: int, slot: int) -> int:
        """Return the bound after one group moves to another slot."""
        total = self.constant
        for (one, two, _), old, new in zip(
            self.reached, self.cover(g, self.slots[g]), self.cover(g, slot), strict=True
        ):
            total += (two | (one & ~old) | new).bit_count()
        return total

    def swapped(self, g: int, h: int) -> int:
        """Return the bound after two groups swap slots."""
        mine, theirs = self.slots[g], self.slots[h]
        total = self.constant
        for (one, two, three), a, b, c, d in zip(
            self.reached,
            self.cover(g, mine),
            self.cover(h, theirs),
            self.cover(g, theirs),
            self.cover(h, mine),
            strict=True,
        ):
            total += (three | (two & ~(a & b)) | (one & ~(a | b)) | c | d).bit_count()
        return total


def _neighbours(wishes: Wishes, cut: _Cut) -> list[tuple[int, list[int]]]:
    """Return all choices of slots that differ by one move or swap, with their bounds."""
    slots = cut.slots
    used = [0] * len(wishes.can)
    for s in slots:
        used[s] += 1
    found = []
    loose = [g for g in range(len(slots)) if g not in wishes.slot_of]
    for n, g in enumerate(loose):
        for s in range(len(wishes.can)):
            if s != slots[g] and used[s] < wishes.rooms[s]:
                found.append((cut.moved(g, s), [*slots[:g], s, *slots[g + 1 :]]))
        for h in loose[n + 1 :]:
            if slots[h] != slots[g]:
                changed = list(slots)
                changed[g], changed[h] = slots[h], slots[g]
                found.append((cut.swapped(g, h), changed))
    return found


def form(
    wishes: Wishes,
    *,
    seed: int = 1,
    rounds: int = ROUNDS,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Formed | None:
    """Return the best groups found in `rounds` rounds of search, or None if infeasible.

    Deterministic for the same wishes, seed, and rounds. `stop` is polled between solutions (about
    every 5 ms). If it returns True, the best solution so far is returned, after at least one is
    complete.
    """
    if why_not(wishes):
        return None
    chance = random.Random(seed)
    seats = _Seats(wishes)
    best: tuple[Plan, list[int]] | None = None
    for turn in range(wishes.groups + 2):
        slots = _first(wishes, _likely(wishes) if turn % 2 == 0 else wishes.leader_of, chance)
        plan = seats.solve(slots, None) if slots else None
        if slots and plan:
            best = plan, slots
            break
    if best is None:
        return None
    plan, slots = best
    seen = {tuple(slots)}
    done = 0
    while done < rounds and not stop():
        done += 1
        progress(done, rounds)
        neighbours = _neighbours(wishes, _Cut(seats, slots, plan.prices))
        chance.shuffle(neighbours)
        neighbours.sort(key=lambda n: -n[0])
        taken: tuple[Plan, list[int]] | None = None
        tries = 0
        for most, choice in neighbours:
            if taken and (most <= taken[0].value or tries >= TRIES):
                break
            if tuple(choice) in seen:
                continue
            if stop():
                break
            seen.add(tuple(choice))
            tries += 1
            solved = seats.solve(choice, plan)
            if solved and (taken is None or solved.value > taken[0].value):
                taken = solved, choice
                if solved.value > plan.value:
                    break
        if taken is None:
            break
        plan, slots = taken
        if plan.value > best[0].value:
            best = taken
    return _formed(wishes, *best, done)


def _formed(wishes: Wishes, plan: Plan, slots: list[int], rounds: int) -> Formed:
    count = wishes.groups
    leaders = [next(persons(plan.seats[count + g])) for g in range(count)]
    members = [list(persons(plan.seats[g] | plan.seats[count + g])) for g in range(count)]
    return Formed(slots=slots, leaders=leaders, members=members, value=plan.value, rounds=rounds)
