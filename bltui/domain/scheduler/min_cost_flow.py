"""Assign every person to one place with the highest total value (transportation problem).

Places have a minimum and maximum number of people. A primal-dual method on sets of people, stored
as bits of an integer. Every place has a price, and people are only at places with the highest value
minus price ("fits"). Crowded places get more expensive and empty ones cheaper until the counts
hold. The prices then prove that the solution is optimal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.errors import UserError


class Place(msgspec.Struct):
    """One place: who may be there at which value, and its minimum and maximum number of people."""

    steps: list[tuple[int, int]]
    """Ascending (value, people worth at least that here) pairs, never empty.

    The first set contains everyone who may be here.
    """
    low: int
    high: int


class Plan(msgspec.Struct):
    """A solution: the people at each place as bits, the total value, and the prices that prove it."""

    seats: list[int]
    prices: list[int]
    value: int


def persons(bits: int) -> Iterator[int]:
    """Yield the people in a set, ascending."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def place(values: Sequence[int | None], low: int, high: int) -> Place:
    """Return a place from each person's value there. None means not allowed."""
    steps = []
    for level in sorted({v for v in values if v is not None}):
        steps.append(
            (level, sum(1 << p for p, v in enumerate(values) if v is not None and v >= level))
        )
    return Place(steps or [(0, 0)], low, high)


def bound(places: Sequence[Place], prices: Sequence[int], everybody: int) -> int:
    """Return the upper bound on any solution's value that these prices prove."""
    best = _best(places, prices)
    top = max(best, default=0)
    lowest = min(best, default=0)
    total = everybody.bit_count() * lowest
    covered = 0
    for level in range(top, lowest, -1):
        covered |= best.get(level, 0)
        total += covered.bit_count()
    return total + sum(
        price * (p.high if price > 0 else p.low) for p, price in zip(places, prices, strict=True)
    )


def _best(places: Sequence[Place], prices: Sequence[int]) -> dict[int, int]:
    """Return, by net value, the people who get it at some place (not cumulated)."""
    best: dict[int, int] = {}
    for spot, price in zip(places, prices, strict=True):
        for value, who in spot.steps:
            net = value - price
            best[net] = best.get(net, 0) | who
    return best


def _fitting(places: Sequence[Place], prices: Sequence[int]) -> list[int]:
    """Return, by place, the people for whom no place has a higher net value."""
    best = _best(places, prices)
    top, lowest = max(best), min(best)
    # unmet[level - lowest]: the people whose best net value is at most `level`
    covered = 0
    unmet = [-1] * (top - lowest + 1)
    for level in range(top, lowest, -1):
        covered |= best.get(level, 0)
        unmet[level - 1 - lowest] = ~covered
    fits = []
    for spot, price in zip(places, prices, strict=True):
        offset = price + lowest
        who = 0
        for value, bits in spot.steps:
            who |= bits & unmet[value - offset]
        fits.append(who)
    return fits


def _lowest_bits(bits: int, count: int) -> int:
    taken = 0
    while count > 0 and bits:
        low = bits & -bits
        taken |= low
        bits ^= low
        count -= 1
    return taken


class _Floor:
    """The working state of one run."""

    def __init__(self, places: Sequence[Place], everybody: int, start: Plan | None) -> None:
        self.places = places
        self.everybody = everybody
        self.prices = list(start.prices) if start else [0] * len(places)
        self.seats = list(start.seats) if start else [0] * len(places)
        self.fits = _fitting(places, self.prices)

    def seat_everybody(self) -> None:
        """Put everyone at a place that fits, and fill places with room first."""
        waiting = self.everybody
        for k, fit in enumerate(self.fits):
            self.seats[k] &= fit & waiting
            waiting ^= self.seats[k]
        for k, spot in enumerate(self.places):
            if waiting & self.fits[k]:
                taken = _lowest_bits(waiting & self.fits[k], spot.high - self.seats[k].bit_count())
                self.seats[k] |= taken
                waiting ^= taken
        for k, fit in enumerate(self.fits):
            taken = waiting & fit
            self.seats[k] |= taken
            waiting ^= taken

    def spare(self, k: int) -> int:
        """Return how many more people a place may take at its price, negative if crowded."""
        spot = self.places[k]
        return (spot.low if self.prices[k] < 0 else spot.high) - self.seats[k].bit_count()

    def lacking(self, k: int) -> int:
        """Return how many people a place needs at its price, negative if it can give some."""
        spot = self.places[k]
        return (spot.high if self.prices[k] > 0 else spot.low) - self.seats[k].bit_count()

    def _shift(self, route: dict[int, int], end: int, *, towards_root: bool) -> None:
        """Move one person along each step of the route between its root and `end`."""
        while (other := route[end]) >= 0:
            source, target = (end, other) if towards_root else (other, end)
            bit = self.seats[source] & self.fits[target]
            bit &= -bit
            self.seats[source] ^= bit
            self.seats[target] |= bit
            end = other

    def thin(self) -> bool:
        """Move people out of crowded places, and raise prices if nobody can move.

        Returns False if there is no room.
        """
        count = len(self.places)
        while crowded := [k for k in range(count) if self.spare(k) < 0]:
            route = dict.fromkeys(crowded, -1)
            unseen = [k for k in range(count) if k not in route]
            queue = crowded
            found = -1
            for k in queue:
                here = self.seats[k]
                reached = [h for h in unseen if here & self.fits[h]]
                if reached:
                    for h in reached:
                        route[h] = k
                        if self.spare(h) > 0:
                            found = h
                            break
                    if found >= 0:
                        break
                    queue.extend(reached)
                    unseen = [h for h in unseen if h not in route]
            if found >= 0:
                self._shift(route, found, towards_root=False)
                continue
            inside = 0
            for k in route:
                inside |= self.seats[k]
            if all(self.prices[k] >= 0 for k in route) and not any(
                self.places[h].steps[0][1] & inside for h in unseen
            ):
                return False
            self._reprice(route, 1)
        return True

    def fill(self) -> bool:
        """Move people to places that need them, and lower prices if nobody can move.

        Returns False if nobody can move there.
        """
        count = len(self.places)
        while short := [k for k in range(count) if self.lacking(k) > 0]:
            route = dict.fromkeys(short, -1)
            unseen = [k for k in range(count) if k not in route]
            queue = short
            found = -1
            for k in queue:
                fit = self.fits[k]
                reached = [h for h in unseen if self.seats[h] & fit]
                if reached:
                    for h in reached:
                        route[h] = k
                        if self.lacking(h) < 0:
                            found = h
                            break
                    if found >= 0:
                        break
                    queue.extend(reached)
                    unseen = [h for h in unseen if h not in route]
            if found >= 0:
                self._shift(route, found, towards_root=True)
                continue
            outside = 0
            for h in unseen:
                outside |= self.seats[h]
            if all(self.prices[k] <= 0 for k in route) and not any(
                self.places[k].steps[0][1] & outside for k in route
            ):
                return False
            self._reprice(route, -1)
        return True

    def _reprice(self, route: dict[int, int], step: int) -> None:
        for k in route:
            self.prices[k] += step
        self.fits = _fitting(self.places, self.prices)


def transport(places: Sequence[Place], everybody: int, start: Plan | None = None) -> Plan | None:
    """Assign everyone to a place with the highest total value, or return None if infeasible.

    `start` is a solution of a similar problem and speeds up the search. Values are integers. The
    time grows with the number of places and the range of values, hardly with the number of people.
    Raises UserError if a place has a minimum above its maximum.
    """
    if not places:
        return Plan([], [], 0) if not everybody else None
    allowed = 0
    for spot in places:
        if spot.low > spot.high:
            raise UserError(
                f"A place wants at least {spot.low} and at most {formats.people(spot.high)}. Change one of "
                "the numbers."
            )
        allowed |= spot.steps[0][1]
    if everybody & ~allowed or not sum(p.low for p in places) <= everybody.bit_count() <= sum(
        p.high for p in places
    ):
        return None
    floor = _Floor(places, everybody, start)
    floor.seat_everybody()
    if not (floor.thin() and floor.fill()):
        return None
    return Plan(floor.seats, floor.prices, worth(places, floor.seats))


def worth(places: Sequence[Place], seats: Sequence[int]) -> int:
    """Return the value of a solution: the sum of all people's values at their places."""
    total = 0
    for spot, seated in zip(places, seats, strict=True):
        before = 0
        for value, who in spot.steps:
            total += (value - before) * (who & seated).bit_count()
            before = value
    return total


def assign(
    values: Sequence[Sequence[int | None]], low: Sequence[int], high: Sequence[int]
) -> list[int] | None:
    """Assign each person a place from `values[person][place]`, or return None if infeasible."""
    spots = [place([row[k] for row in values], low[k], high[k]) for k in range(len(low))]
    plan = transport(spots, (1 << len(values)) - 1)
    if plan is None:
        return None
    answer = [0] * len(values)
    for k, seated in enumerate(plan.seats):
        for p in persons(seated):
            answer[p] = k
    return answer
