"""Feedback statistics by group, step, theme, and status, for charts and the year-end report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from bltui.domain.feedback.queries import items, themes
from bltui.domain.model.about import about_words
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import EXTERNAL, SOURCES, STATUSES, Feedback
from bltui.domain.model.record import active
from bltui.domain.model.text import folded


class Bar(msgspec.Struct, frozen=True):
    """One bar of a chart. The field names are public JSON."""

    label: str
    count: int


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of feedback items. The field names are public JSON."""

    total: int
    answered: int
    internal: int
    external: int
    """Items from parents, businesses, and the community."""
    by_source: tuple[Bar, ...]
    by_step: tuple[Bar, ...]
    by_theme: tuple[Bar, ...]
    by_kind: tuple[Bar, ...]
    by_status: tuple[Bar, ...]


class SaidDone(msgspec.Struct, frozen=True):
    """One section of "you said – we did". The field names are public JSON."""

    theme: str
    said: int
    """Number of items."""
    quotes: tuple[str, ...]
    did: tuple[str, ...]
    """What was done, without duplicates: the answers, else the decisions with their reasons."""
    waiting: int
    """Number of items without an answer."""
    told: tuple[str, ...] = ()
    """The entries of `did` that people were told; the others are only decided."""


def _bars(labels: Iterable[str], order: Sequence[str] = ()) -> tuple[Bar, ...]:
    counts: dict[str, int] = dict.fromkeys(order, 0)
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    found = [Bar(label, count) for label, count in counts.items() if count]
    return tuple(found if order else sorted(found, key=lambda bar: (-bar.count, bar.label)))


def tally(building: Building, among: Sequence[Feedback]) -> Tally:
    """Count feedback items. An item in two themes counts in both.

    Counts are shown even if they are small, because they contain no texts.
    """
    names = {theme.id: theme.name for theme in active(building.themes)}
    steps = sorted(int(f.about.removeprefix("step:")) for f in among if f.about.startswith("step:"))
    return Tally(
        total=len(among),
        answered=sum(f.closed for f in among),
        internal=sum(bool(f.source) and f.source not in EXTERNAL for f in among),
        external=sum(f.source in EXTERNAL for f in among),
        by_source=_bars(SOURCES[f.source] for f in among),
        by_step=_bars((f"step {n}" for n in steps), [f"step {n}" for n in dict.fromkeys(steps)]),
        by_theme=_bars(names[t] for f in among for t in f.theme_ids if t in names),
        by_kind=_bars(f.kind for f in among),
        by_status=_bars((STATUSES[f.status] for f in among), list(STATUSES.values())),
    )


def chosen(
    building: Building,
    *,
    since: date | None = None,
    until: date | None = None,
    source: str | None = None,
    about: str | None = None,
    status: str | None = None,
    kind: str | None = None,
    theme_id: int | None = None,
    round_id: int | None = None,
    words: str = "",
) -> list[Feedback]:
    """Return the items that match all filters, newest first.

    `words` are matched without case and accents.
    """
    wanted = folded(words)
    return [
        f
        for f in items(building)
        if (since is None or f.on >= since)
        and (until is None or f.on <= until)
        and (source is None or f.source == source)
        and (about is None or f.about == about)
        and (status is None or f.status == status)
        and (kind is None or f.kind == kind)
        and (theme_id is None or theme_id in f.theme_ids)
        and (round_id is None or f.round_id == round_id)
        and (not wanted or wanted in folded(f.text))
    ]


def _came_of(item: Feedback) -> str:
    if item.closed:
        return item.answer
    if item.decision == "carried":
        return f"carried to {item.carried_to}, step {item.carried_step}{f': {item.reason}' if item.reason else ''}"
    return (
        f"{STATUSES[item.status]}{f': {item.reason}' if item.reason else ''}"
        if item.decision
        else ""
    )


def said_and_done(building: Building, since: date, until: date, quotes: int = 3) -> list[SaidDone]:
    """Return the year-end report: feedback and outcomes by theme, largest theme first.

    Items without a theme come last. AHAs are left out because they are not requests.
    """
    among = {f.id: f for f in chosen(building, since=since, until=until) if f.kind != "aha"}
    found = []
    for theme, held in themes(building):
        own = [f for f in held if f.id in among]
        if own:
            found.append(_part(theme.name, own, quotes))
    loose = [f for f in among.values() if not any(t in building.themes for t in f.theme_ids)]
    found += [_part(about, own, quotes) for about, own in _loose(loose)]
    return found


def _loose(items_left: Sequence[Feedback]) -> list[tuple[str, list[Feedback]]]:
    """Group items without a theme by what they are about."""
    held: dict[str, list[Feedback]] = {}
    for item in items_left:
        held.setdefault(f"On {about_words(item.about)}" if item.about else "Other", []).append(item)
    return sorted(held.items(), key=lambda pair: (pair[0] == "Other", pair[0]))


def _part(name: str, own: Sequence[Feedback], quotes: int) -> SaidDone:
    did = tuple(dict.fromkeys(words for f in own if (words := _came_of(f))))
    told = tuple(dict.fromkeys(f.answer for f in own if f.closed))
    # Identical texts are quoted once.
    once: dict[str, str] = {}
    for item in sorted(own, key=lambda f: (f.closed, f.id)):
        once.setdefault(folded(item.text), item.text)
    first = tuple(once.values())[:quotes]
    return SaidDone(name, len(own), first, did, sum(not f.closed for f in own), told)
