"""The Collaborative Work Groups and their cycles, for the step boards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import Cycle
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active


def active_groups(building: Building) -> list[Cwg]:
    """Return the active groups by number: neither removed nor closed."""
    groups = [group for group in active(building.cwgs) if group.status != "closed"]
    return sorted(groups, key=lambda g: (g.number, g.id))


def current_members(group: Cwg, today: date) -> list[int]:
    """Return the ids of the people who belong to a group today or later."""
    return list(
        dict.fromkeys(m.person_id for m in group.members if m.end is None or m.end >= today)
    )


def group_label(building: Building, cwg_id: int) -> str:
    """Return the name of a group, such as "CWG #2", or its id if it was removed."""
    group = building.cwgs.get(cwg_id)
    return (
        f"{labels.group()} #{group.number}" if group is not None else f"{labels.group()} {cwg_id}"
    )


def cycles_of(building: Building, cwg_id: int) -> list[Cycle]:
    """Return a group's cycles by number."""
    return sorted(
        (c for c in active(building.cycles) if c.cwg_id == cwg_id), key=lambda c: c.number
    )


def open_cycle(building: Building, cwg_id: int) -> Cycle:
    """Return the group's open cycle, or the newest if there are several.

    Raises UserError if there is none.
    """
    found = [c for c in cycles_of(building, cwg_id) if c.outcome is None]
    if not found:
        raise UserError(
            f"{group_label(building, cwg_id)} has no open cycle. Start one first.", field="cwg"
        )
    return found[-1]


def cycles_in(building: Building, year: str) -> Iterator[Cycle]:
    """Yield the cycles of a school year: opened in it, or opened earlier and still open."""
    return (
        c
        for c in active(building.cycles)
        if c.year == year or (c.outcome is None and c.year < year)
    )
