"""What the step boards know of the Collaborative Work Groups: which there are, and the cycles of
each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import Cycle
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active


def active_groups(building: Building) -> list[Cwg]:
    """The groups that work, by number: neither removed nor closed."""
    groups = [group for group in active(building.cwgs) if group.status != "closed"]
    return sorted(groups, key=lambda g: (g.number, g.id))


def current_members(group: Cwg, today: date) -> list[int]:
    """The ids of the people who belong to a group today or later."""
    return list(
        dict.fromkeys(m.person_id for m in group.members if m.end is None or m.end >= today)
    )


def group_label(building: Building, cwg_id: int) -> str:
    """A group as people call it, such as "CWG #2"; by its id where it is gone."""
    group = building.cwgs.get(cwg_id)
    return f"CWG #{group.number}" if group is not None else f"CWG {cwg_id}"


def cycles_of(building: Building, cwg_id: int) -> list[Cycle]:
    """A group's cycles by number."""
    return sorted(
        (c for c in active(building.cycles) if c.cwg_id == cwg_id), key=lambda c: c.number
    )


def open_cycle(building: Building, cwg_id: int) -> Cycle:
    """The group's open cycle, the newest if there were several.

    Raises UserError where there is none.
    """
    found = [c for c in cycles_of(building, cwg_id) if c.outcome is None]
    if not found:
        raise UserError(
            f"{group_label(building, cwg_id)} has no open cycle. Start one first.", field="cwg"
        )
    return found[-1]


def cycles_in(building: Building, year: str) -> Iterator[Cycle]:
    """The cycles that a school year sees: opened in it, or opened before and open still."""
    return (
        c
        for c in active(building.cycles)
        if c.year == year or (c.outcome is None and c.year < year)
    )
