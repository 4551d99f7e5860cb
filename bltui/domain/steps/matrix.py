"""The matrix of groups and the recursive steps of their latest cycles."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.cycles import Cycle, Outcome
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.work_groups import active_groups, cycles_in, group_label
from bltui.domain.steps.boards import days_late

CellState = Literal["none", "now", "done", "carried"]


class Cell(msgspec.Struct, frozen=True):
    """A group's cycle at one step."""

    step: int
    state: CellState
    """`carried` marks a step that the cycle took over from the previous cycle."""
    on: date | None = None
    """When it was done, or started."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A group's row: its latest cycle of the year."""

    cwg_id: int
    cwg: str
    name: str
    cycle: int | None
    """The cycle's number, or None before the first cycle."""
    open: bool
    outcome: Outcome | None
    cells: tuple[Cell, ...]
    due: date | None
    late: int
    closed: int
    """Closed cycles of the year."""
    strategy: str
    record: str | None


def _cell(cycle: Cycle | None, step: int) -> Cell:
    phase = cycle.phase(step) if cycle else None
    if cycle is None or (phase and not phase.done and not phase.started):
        return Cell(step, "none")
    if phase is None:
        return Cell(step, "carried")
    if phase.done:
        return Cell(step, "done", phase.done)
    # The step at which a cycle was closed early is neither done nor current.
    return Cell(step, "now", phase.started) if cycle.outcome is None else Cell(step, "none")


def matrix(building: Building, framework: Framework, year: str, today: date) -> list[Row]:
    """Return a row for each active group, by number, including groups without a cycle."""
    steps = framework.boards["building"].phases()
    rows = []
    for group in active_groups(building):
        own = sorted(
            (c for c in cycles_in(building, year) if c.cwg_id == group.id), key=lambda c: c.number
        )
        cycle = own[-1] if own else None
        running = cycle is not None and cycle.outcome is None
        strategy = (
            building.strategies.get(cycle.strategy_id) if cycle and cycle.strategy_id else None
        )
        rows.append(
            Row(
                cwg_id=group.id,
                cwg=group_label(building, group.id),
                name=group.name,
                cycle=cycle.number if cycle else None,
                open=running,
                outcome=cycle.outcome if cycle else None,
                cells=tuple(_cell(cycle, step) for step in steps),
                due=cycle.due if cycle and running else None,
                late=days_late(cycle.due, today) if cycle and running else 0,
                closed=sum(c.outcome is not None and c.year == year for c in own),
                strategy=strategy.text if strategy else "",
                record=f"cycles/{cycle.id}" if cycle else None,
            )
        )
    return rows
