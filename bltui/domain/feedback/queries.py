"""Query feedback: the inbox, the AHA wall, and the themes."""

from __future__ import annotations

from datetime import UTC, datetime

from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback, Source
from bltui.domain.model.record import active
from bltui.domain.model.themes import Theme


def items(building: Building) -> list[Feedback]:
    """Return all feedback, newest day first. The order within a day carries no information."""
    return sorted(active(building.feedback), key=lambda f: (-f.on.toordinal(), f.id))


def author(building: Building, item: Feedback) -> str | None:
    """Return the author's name, else the account that added the item.

    Returns None for anonymous items.
    """
    if item.anonymous:
        return None
    person = building.people.get(item.author_id) if item.author_id is not None else None
    return person.name if person else item.author


def exact(item: Feedback) -> datetime | None:
    """Return when an item was added; None for anonymous items, which have only a date."""
    return None if item.anonymous or item.at is None else datetime.fromtimestamp(item.at, UTC)


def row(building: Building, item: Feedback, source: Source | None) -> dict[str, str | None]:
    """Return an item as printed by `feedback list --json`.

    An anonymous item has a date, others have a UTC timestamp. `source` is the group that
    `anonymity` allows to show.
    """
    at = exact(item)
    return {
        "id": str(item.id),
        "text": item.text,
        "kind": item.kind,
        "from": source or None,
        "about": item.about or None,
        "status": item.status,
        "at": item.on.isoformat() if at is None else at.isoformat(timespec="seconds"),
        "by": author(building, item),
    }


def unanswered(building: Building) -> list[Feedback]:
    """Return the inbox: items without an answer, oldest first. Leaves out AHAs."""
    return [f for f in reversed(items(building)) if not f.closed and f.kind != "aha"]


def wall(building: Building) -> list[Feedback]:
    """Return the AHAs, newest first."""
    return [f for f in items(building) if f.kind == "aha"]


def carried_into(building: Building, year: str) -> list[Feedback]:
    """Return feedback carried into a school year: open items of its steps 1 and 2."""
    return [
        f for f in reversed(items(building)) if f.decision == "carried" and f.carried_to == year
    ]


def themes(building: Building) -> list[tuple[Theme, list[Feedback]]]:
    """Return every theme with its items, largest first."""
    held: dict[int, list[Feedback]] = {theme.id: [] for theme in active(building.themes)}
    for item in active(building.feedback):
        for number in item.theme_ids:
            if number in held:
                held[number].append(item)
    ordered = sorted(
        held.items(), key=lambda pair: (-len(pair[1]), building.themes[pair[0]].name, pair[0])
    )
    return [(building.themes[number], found) for number, found in ordered]
