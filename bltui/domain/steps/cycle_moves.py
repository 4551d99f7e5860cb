"""What a group's cycles did on a day: opened, a step done, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.cycles import Cycle, Outcome
from bltui.domain.model.record import active
from bltui.domain.model.work_groups import cycles_of

Move = Literal["opened", "step_done", "closed"]


class CycleMove(msgspec.Struct, frozen=True, kw_only=True):
    """One move of a cycle. Part of the public JSON."""

    cycle: int
    """The number of the cycle within its group."""
    move: Move
    step: int | None
    """The step it was opened at, or the step that was done. None: closed."""
    evidence: tuple[str, ...] = ()
    """The evidence that was added for that step on the day."""
    note: str = ""
    """The note on a step that was done, or what was learned by a closed cycle."""
    outcome: Outcome | None = None


def moves_on(building: Building, cwg_id: int, on: date) -> tuple[CycleMove, ...]:
    """Return the moves of a group's cycles on a day, in the order of cycles and steps."""
    return tuple(move for c in cycles_of(building, cwg_id) for move in _moves(building, c, on))


def _moves(building: Building, cycle: Cycle, on: date) -> Iterator[CycleMove]:
    def of(move: Move, step: int | None = None, **more: object) -> CycleMove:
        return CycleMove(cycle=cycle.number, move=move, step=step, **more)  # type: ignore[arg-type]

    if cycle.start == on:
        yield of("opened", cycle.phases[0].step if cycle.phases else None)
    for phase in cycle.phases:
        if phase.done == on:
            shown = tuple(
                one.title
                for one in active(building.evidence)
                if (one.cycle_id, one.step, one.on) == (cycle.id, phase.step, on)
            )
            yield of("step_done", phase.step, evidence=shown, note=phase.note)
    if cycle.closed == on:
        yield of("closed", note=cycle.learned, outcome=cycle.outcome)
