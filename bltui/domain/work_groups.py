"""What the step boards know of the Collaborative Work Groups: which there are, and the cycles of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from bltui.domain.building import Building, live
from bltui.domain.cycles import Cycle
from bltui.domain.refusal import Refused


class Group(Protocol):
    """What a cycle needs to know of a Collaborative Work Group."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def archived(self) -> bool: ...


def work_groups(building: Building) -> Mapping[int, Group]:
    """The Collaborative Work Groups by id; none in a building that keeps none."""
    return cast(Mapping[int, Group], getattr(building, "cwgs", {}))


def active_groups(building: Building) -> list[Group]:
    """The groups that work, by number: neither removed nor closed."""
    groups = [g for g in work_groups(building).values() if not g.archived and getattr(g, "status", "") != "closed"]
    return sorted(groups, key=lambda g: (g.number, g.id))


def group_label(building: Building, cwg_id: int) -> str:
    """A group as people call it, such as "CWG #2"; by its id where it is gone."""
    group = work_groups(building).get(cwg_id)
    return f"CWG #{group.number}" if group is not None else f"CWG {cwg_id}"


def cycles_of(building: Building, cwg_id: int) -> list[Cycle]:
    """A group's cycles by number."""
    return sorted((c for c in live(building.cycles) if c.cwg_id == cwg_id), key=lambda c: c.number)


def open_cycle(building: Building, cwg_id: int) -> Cycle:
    """The group's open cycle, the newest if there were several. Raises Refused where there is none."""
    found = [c for c in cycles_of(building, cwg_id) if c.outcome is None]
    if not found:
        raise Refused(f"{group_label(building, cwg_id)} has no open cycle. Start one first.", field="cwg")
    return found[-1]


def cycles_in(building: Building, year: str) -> Iterator[Cycle]:
    """The cycles that a school year sees: opened in it, or opened before and open still."""
    return (c for c in live(building.cycles) if c.year == year or (c.outcome is None and c.year < year))
