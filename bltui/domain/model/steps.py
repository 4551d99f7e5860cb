"""The step boards: where the building and the district stand in the year's steps, and what shows it [S1]."""

# No annotations from the future here: they are evaluated once, when this file is compiled to a class.
import datetime as dt
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import BoardKey, EvidenceKind, Framework
from bltui.domain.model.kinds import Choice, Day, Duties, Line, Tags
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.record import Record
from bltui.domain.model.text import SENTENCE

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

Status = Literal["not_started", "in_progress", "blocked", "done", "not_applicable"]

#: Every status in words, in the order in which a step moves.
STATUSES: dict[Status, str] = {
    "not_started": "not started",
    "in_progress": "in progress",
    "blocked": "blocked",
    "done": "done",
    "not_applicable": "not applicable",
}
#: Every kind in words.
KINDS: dict[EvidenceKind, str] = {
    "data": "data",
    "student_work": "student work",
    "literature": "literature",
    "minutes": "minutes",
    "other": "evidence",
}


def step_words(board: BoardKey, step: int) -> str:
    """A step as the history names it."""
    return f"step {step}" if board == "building" else f"district step {step}"


class Move(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change of status, so that a reopened step keeps what was said before; who made it is in the journal."""

    on: dt.date
    status: Status
    reason: str = ""


class StepState(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a board in one school year. A step without a record is not started."""

    TABLE = "steps"

    board: BoardKey = "building"
    step: int
    year: str
    """The school year, such as "2026-27"."""
    status: Status = "not_started"
    reason: str = ""
    """Why it is blocked or not applicable, or why there is no evidence though it is done."""
    owner_id: int | None = None
    """A person of the list."""
    who: str = ""
    """Who did it, where that is nobody on the list: the superintendent who set the context [S1]."""
    due: dt.date | None = None
    started: dt.date | None = None
    done: dt.date | None = None
    ticks: tuple[str, ...] = ()
    """Keys of the checklist that are ticked."""
    standards: tuple[str, ...] = ()
    """Keys of the standards that the work serves [S1]."""
    note: str = ""
    moves: tuple[Move, ...] = ()
    """Every status it had, the oldest first."""


class Evidence(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What shows that work was done: a title and where it lies. Never a student's name."""

    TABLE = "evidence"
    NOUN: ClassVar[str] = "evidence"
    NAME: ClassVar[str] = "title"

    kind: Annotated[EvidenceKind, Choice("Kind", choices=KINDS)] = "other"
    title: Annotated[str, Line("Evidence", required=True)]
    location: Annotated[str, Line("Location", max=SENTENCE)] = ""
    """A path or an address; bltui keeps no files."""
    subgroup: Annotated[str, Line("Subgroup")] = ""
    """The student group that the data are about: "disaggregated student data" [S1]."""
    on: Annotated[dt.date, Day("Date", required=True, past="evidence is dated when it was made")]
    year: str
    board: BoardKey = "building"
    step: int | None = None
    """The step that it shows; None where it only belongs to a responsibility."""
    cycle_id: Annotated[int | None, Link("Cycle", to="cycles")] = None
    """The cycle whose phase `step` it belongs to."""
    standards: Annotated[tuple[str, ...], Tags("Standards")] = ()
    responsibilities: Annotated[tuple[str, ...], Duties("Responsibilities")] = ()
    """Keys of the responsibilities that it shows [S2]."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """It shows a step that the board has, or a responsibility."""
        if self.step is None and not self.responsibilities:
            raise UserError("Say what it shows: a step or a responsibility.", field="step")
        moved = isinstance(before, Evidence) and (before.board, before.step) != (self.board, self.step)
        if self.step is not None and moved:
            known_step(writing.framework, self.board, self.step)


def known_step(framework: Framework, board: BoardKey, step: int) -> None:
    """Raise UserError if the board has no such step."""
    there = framework.boards[board]
    if there.step(step) is None:
        numbers = [s.number for s in there.steps]
        raise UserError(
            f"The {board} board has no step {step}. Its steps are {numbers[0]} to {numbers[-1]}.", field="step"
        )
