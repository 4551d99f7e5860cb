"""Divide people by structure: same grade, same subject, mixed, or same planning period."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.model import formats
from bltui.domain.model.wording import shortened
from bltui.domain.scheduler.partition import Pile, across, by_key, spread
from bltui.domain.scheduler.preferences import fit
from bltui.domain.scheduler.proposals import Request


class NoAnswer(Exception):
    """There is no feasible proposal. The message gives the numbers."""


def piles_of(request: Request, people: list[int]) -> tuple[list[Pile], list[str]]:
    """Divide people by the request's structure. Returns the piles and notes.

    Raises NoAnswer if that is impossible.
    """
    everyone = request.people
    notes: list[str] = []
    if request.structure == "interdisciplinary":
        count = request.count or -(-len(people) // request.high)
        _fits(request, len(people), count)
        keys = {n: everyone[n].subjects for n in people}
        dealt = spread(across(people, keys, count), {n for n in people if everyone[n].leads}, keys)
        return [
            Pile(f"Team {chr(65 + n) if n < 26 else n + 1}", (), found)
            for n, found in enumerate(dealt)
        ], notes
    if request.structure == "horizontal":
        keys, order, what = {n: everyone[n].grades for n in people}, request.grades, "grade"
        piles, left = by_key(people, keys, order, low=request.low, high=request.high, title=_grades)
    elif request.structure == "vertical":
        keys, order, what = {n: everyone[n].subjects for n in people}, (), "subject"
        piles, left = by_key(
            people, keys, order, low=request.low, high=request.high, title=_subjects
        )
    else:
        keys, order, what = {n: everyone[n].periods for n in people}, (), "planning period"
        piles, left = by_key(
            people, keys, order, low=request.low, high=request.high, title=_periods, merge=False
        )
        piles = _after_school(request, piles, notes)
    for pile in piles:
        if len(pile.keys) > 1:
            notes.append(
                f"{pile.name}: combined, because one of them has fewer than {formats.people(request.low)}."
            )
    if left:
        names = shortened([everyone[n].name for n in left])
        notes.append(f"Not placed, because they have no {what}: {names}.")
    if not piles:
        raise NoAnswer(
            f"No one has a {what}. Add them to the staff list, or choose another structure."
        )
    small = [p for p in piles if len(p.people) < request.low]
    if small:
        notes.append(
            f"Fewer than {formats.people(request.low)}: {shortened([p.name for p in small])}."
        )
    return piles, notes


def _grades(keys: Sequence[str]) -> str:
    return f"Grade{'s' if len(keys) > 1 else ''} {keys[0]}" + (
        f"-{keys[-1]}" if len(keys) > 1 else ""
    )


def _subjects(keys: Sequence[str]) -> str:
    return " and ".join([", ".join(keys[:-1]), keys[-1]]) if len(keys) > 1 else keys[0]


def _periods(keys: Sequence[str]) -> str:
    return f"Planning period {keys[0]}" if keys else "After school"


def _after_school(request: Request, piles: list[Pile], notes: list[str]) -> list[Pile]:
    """Merge periods with too few people into groups at a time outside class.

    Returns the piles unchanged if there is no such time.
    """
    small = [p for p in piles if len(p.people) < request.low]
    others = [t for t, time in enumerate(request.times) if not (time.when and time.when.period)]
    if not small or not others:
        return piles
    together = [n for p in small for n in p.people]
    parts = max(1, -(-len(together) // request.high))
    merged = [
        Pile(
            "After school" if parts == 1 else f"After school {chr(97 + n)}", (), together[n::parts]
        )
        for n in range(parts)
    ]
    periods = shortened([p.keys[0] for p in small])
    notes.append(
        f"Too few people share planning period {periods}: they meet outside class instead."
    )
    return [p for p in piles if len(p.people) >= request.low] + merged


def _fits(request: Request, people: int, count: int) -> None:
    if people > count * request.high:
        raise NoAnswer(fit(people, count, "most", request.high))
    if people < count * request.low:
        raise NoAnswer(fit(people, count, "least", request.low))
