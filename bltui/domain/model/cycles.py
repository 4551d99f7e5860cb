"""Cycles: a Collaborative Work Group's numbered passes through the recursive process."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model.due import Due
from bltui.domain.model.kinds import Choice, Day, Line, Parts, Prose, Whole
from bltui.domain.model.link_kinds import Group, Link
from bltui.domain.model.record import Record

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

Outcome = Literal["continue", "adjust", "adopt", "stop"]

#: The possible decisions when the last step is closed, in words.
OUTCOMES: dict[Outcome, str] = {
    "continue": "continue the same strategy",
    "adjust": "adjust it",
    "adopt": "adopt it as routine",
    "stop": "stop",
}
#: Outcomes after which the process starts over: the next cycle opens.
RECURS: tuple[Outcome, ...] = ("continue", "adjust")


#: Commands that set how a cycle starts and how it progresses.
_START, _GO_ON = (
    "opening it: `c` in Steps, `step cycle start`",
    "`space` in Steps, `step cycle advance`",
)


class _Decision(Choice, frozen=True, kw_only=True):
    """The decision that closes a cycle, or None while it is open."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        return None if value is None else super().clean(value, writing)

    def show(self, value: Any, context: "Context") -> str:
        return "" if value is None else super().show(value, context)


class Phase(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step of a cycle."""

    step: Annotated[int, Whole("Step")]
    started: Annotated[dt.date | None, Day("Started")] = None
    done: Annotated[dt.date | None, Day("Done")] = None
    note: Annotated[str, Prose("Note")] = ""


class Cycle(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One pass of a group through the recursive steps."""

    TABLE = "cycles"
    NOUN: ClassVar[str] = "cycle"
    NAME: ClassVar[str] = "number"

    cwg_id: Annotated[int, Group("Group", set_by=_START)]
    number: Annotated[int, Whole("Cycle", set_by="counting the group's cycles")]
    """1, 2, … within the group. Never reused."""
    year: Annotated[str, Line("School year", set_by="the current school year")]
    """The school year in which it was opened."""
    start: Annotated[dt.date, Day("Start", set_by=_START)]
    due: Annotated[dt.date | None, Due("Due date", set_by=_START)] = None
    strategy_id: Annotated[int | None, Link("Strategy", to="strategies", set_by=_START)] = None
    phases: Annotated[tuple[Phase, ...], Parts("Steps", of=Phase, set_by=_GO_ON)]
    """The framework's recursive steps at the time it was opened, in order."""
    carried: Annotated[str, Prose("Carried over", set_by="closing the previous cycle")] = ""
    """What the previous cycle passed on."""
    outcome: Annotated[Outcome | None, _Decision("Decision", choices=OUTCOMES)] = None
    """None while the cycle is open."""
    closed: Annotated[dt.date | None, Day("Closed", set_by="closing it: `step cycle close`")] = None
    learned: Annotated[
        str,
        Prose(
            "Learned",
            hint="findings and the reason; carried over",
            help="what the group learned; the next cycle begins with it",
        ),
    ] = ""
    """What was found, carried over to the next cycle."""
    next_id: Annotated[int | None, Link("Next cycle", to="cycles", set_by="closing it")] = None
    """The cycle that follows it."""

    @property
    def step(self) -> int | None:
        """The current step: the first that is not done. None if all are done."""
        return next((phase.step for phase in self.phases if phase.done is None), None)

    def phase(self, step: int) -> Phase | None:
        """Return the phase of a step, or None if the cycle has no such step."""
        return next((phase for phase in self.phases if phase.step == step), None)

    def done(self) -> int:
        """Return how many of its steps are done."""
        return sum(phase.done is not None for phase in self.phases)
