"""Cycles: the recursive process of a Collaborative Work Group, numbered, step by step, one cycle leading to the next [S1]."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

import msgspec

from bltui.domain.model.record import Record

Outcome = Literal["continue", "adjust", "adopt", "stop"]

#: What closing the last step asks, in words.
OUTCOMES: dict[Outcome, str] = {
    "continue": "continue the same strategy",
    "adjust": "adjust it",
    "adopt": "adopt it as routine",
    "stop": "stop",
}
#: After these the process comes round again: the next cycle opens.
RECURS: tuple[Outcome, ...] = ("continue", "adjust")


class Phase(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step of a cycle."""

    step: int
    started: dt.date | None = None
    done: dt.date | None = None
    note: str = ""


class Cycle(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One round of a group through the recursive steps."""

    TABLE = "cycles"
    NOUN: ClassVar[str] = "cycle"

    cwg_id: int
    number: int
    """1, 2, … within the group; never given twice."""
    year: str
    """The school year in which it was opened."""
    start: dt.date
    due: dt.date | None = None
    strategy_id: int | None = None
    phases: tuple[Phase, ...]
    """The recursive steps of the framework when it was opened, in order."""
    carried: str = ""
    """What the cycle before handed over."""
    outcome: Outcome | None = None
    """None while it is open."""
    closed: dt.date | None = None
    learned: str = ""
    """What was found, and so carried over to the next."""
    next_id: int | None = None
    """The cycle that it led to."""

    @property
    def step(self) -> int | None:
        """The step that it is at: the first that is not done; None once all are."""
        return next((phase.step for phase in self.phases if phase.done is None), None)

    def phase(self, step: int) -> Phase | None:
        """The phase of a step; None where the cycle has no such step."""
        return next((phase for phase in self.phases if phase.step == step), None)

    def done(self) -> int:
        """How many of its steps are done."""
        return sum(phase.done is not None for phase in self.phases)
