"""Divide people into groups: by grade, subject, or planning period, or mixed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from bltui.domain.model.text import folded


class Pile(msgspec.Struct):
    """People who belong together, and their common keys."""

    name: str
    keys: tuple[str, ...]
    people: list[int]


def split(pile: Pile, high: int) -> list[Pile]:
    """Split a pile evenly into as few parts of at most `high` people as possible."""
    parts = -(-len(pile.people) // high)
    if parts <= 1:
        return [pile]
    names = [
        f"{pile.name} {chr(ord('a') + n)}" if parts <= 26 else f"{pile.name} {n + 1}"
        for n in range(parts)
    ]
    return [Pile(names[n], pile.keys, pile.people[n::parts]) for n in range(parts)]


def by_key(
    people: Sequence[int],
    keys: Mapping[int, Sequence[str]],
    order: Sequence[str],
    *,
    low: int,
    high: int,
    title: Callable[[Sequence[str]], str],
    merge: bool = True,
) -> tuple[list[Pile], list[int]]:
    """Group people by key (a grade, a subject). Returns piles and the people without a key.

    A person with several keys joins the smallest pile. With `merge`, piles below `low` are merged:
    with a neighbor in `order` if there is one. Piles above `high` are split evenly.
    """
    spelled: dict[str, str] = {}
    for key in (*order, *(k for p in people for k in keys.get(p, ()))):
        spelled.setdefault(folded(key), key)
    found: dict[str, list[int]] = {key: [] for key in spelled}
    left = []
    for person in sorted(people, key=lambda p: len(keys.get(p, ()))):
        own = [folded(k) for k in keys.get(person, ())]
        if own:
            found[min(own, key=lambda k: len(found[k]))].append(person)
        else:
            left.append(person)
    piles = [
        Pile(spelled[k], (spelled[k],), sorted(p, key=people.index)) for k, p in found.items() if p
    ]
    if merge:
        piles = _merged(piles, low, high, ordered=bool(order))
    for pile in piles:
        pile.name = title(pile.keys)
    return [part for pile in piles for part in split(pile, high)], left


def _merged(piles: list[Pile], low: int, high: int, *, ordered: bool) -> list[Pile]:
    """Merge small piles with a neighbor, or with the smallest pile if there is no order."""
    piles = list(piles)
    while len(piles) > 1:
        small = min(range(len(piles)), key=lambda n: len(piles[n].people))
        if len(piles[small].people) >= low:
            break
        if ordered:
            others = [n for n in (small - 1, small + 1) if 0 <= n < len(piles)]
        else:
            others = [n for n in range(len(piles)) if n != small]
        other = min(
            others,
            key=lambda n: (
                len(piles[n].people) + len(piles[small].people) > high,
                len(piles[n].people),
            ),
        )
        a, b = sorted((small, other))
        piles[a] = Pile(
            piles[a].name, piles[a].keys + piles[b].keys, piles[a].people + piles[b].people
        )
        del piles[b]
    return piles


def across(people: Sequence[int], keys: Mapping[int, Sequence[str]], count: int) -> list[list[int]]:
    """Divide people into `count` mixed groups. Their sizes differ by at most one.

    Each group gets the same number of people per first key, or one more.
    """
    row = sorted(
        people, key=lambda p: (folded(keys[p][0]) if keys.get(p) else "~", people.index(p))
    )
    return [row[n::count] for n in range(count)]


def spread(
    groups: list[list[int]], leaders: set[int], keys: Mapping[int, Sequence[str]]
) -> list[list[int]]:
    """Exchange people of the same key so that as many groups as possible have a leader."""
    first = {p: folded(keys[p][0]) if keys.get(p) else "" for group in groups for p in group}
    for poor in groups:
        if leaders.intersection(poor):
            continue
        rich = sorted(
            (g for g in groups if len(leaders.intersection(g)) > 1),
            key=lambda g: -len(leaders.intersection(g)),
        )
        trade = next(
            (
                (g, a, b)
                for g in rich
                for a in g
                if a in leaders
                for b in poor
                if first[a] == first[b]
            ),
            None,
        )
        if trade is not None:
            group, a, b = trade
            group[group.index(a)], poor[poor.index(b)] = b, a
    return groups
