"""The step boards: status of the year's steps of building and district, and the evidence."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from bltui.domain.model.due import Due
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import BoardKey, EvidenceKind, Framework
from bltui.domain.model.kinds import Choice, Day, Duties, Line, Parts, Prose, Tags, Whole, Words
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import PROSE, SENTENCE

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

Status = Literal["not_started", "in_progress", "blocked", "done", "not_applicable"]

#: Every status in words, in the order of progress.
STATUSES: dict[Status, str] = {
    "not_started": "not started",
    "in_progress": "in progress",
    "blocked": "blocked",
    "done": "done",
    "not_applicable": "not applicable",
}
#: Every kind of evidence in words.
KINDS: dict[EvidenceKind, str] = {
    "data": "data",
    "student_work": "student work",
    "literature": "literature",
    "minutes": "minutes",
    "other": "evidence",
}


def step_words(board: BoardKey, step: int) -> str:
    """Return a step as the history names it."""
    return f"step {step}" if board == "building" else f"district step {step}"


#: The name of each board.
BOARDS: dict[BoardKey, str] = {"building": "building", "district": "district"}


class Move(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change of status, kept so that a reopened step has its history.

    The journal records who made it.
    """

    on: Annotated[dt.date, Day("Day")]
    status: Annotated[Status, Choice("Status", choices=STATUSES)]
    reason: Annotated[str, Line("Reason", max=PROSE)] = ""


class StepState(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a board in one school year. A step without a record has not started."""

    TABLE = "steps"
    NOUN: ClassVar[str] = "step"
    NAME: ClassVar[str] = "step"

    board: Annotated[BoardKey, Choice("Board", choices=BOARDS, form_by="the step")] = "building"
    step: Annotated[int, Whole("Step", form_by="the step")]
    year: Annotated[str, Line("School year", set_by="the current school year")]
    """The school year, such as "2026-27"."""
    status: Annotated[
        Status, Choice("Status", choices=STATUSES, form_by="`space` and `s` in Steps")
    ] = "not_started"
    reason: Annotated[
        str,
        Line(
            "Reason",
            max=PROSE,
            form_by="`s` in Steps",
            help="the reason; needed for blocked and not_applicable",
        ),
    ] = ""
    """Why it is blocked or not applicable, or why it is done without evidence."""
    owner_id: Annotated[
        int | None, Person("Owner", present=True, help="the person responsible")
    ] = None
    """The owner, a person on the staff list."""
    who: Annotated[
        str,
        Line(
            "Or by",
            key="who",
            hint="if not on the list",
            help="who did it, if not on the staff list",
        ),
    ] = ""
    """Who did it, if not on the staff list, such as the superintendent who set the context."""
    due: Annotated[dt.date | None, Due("Due date", help="the due date")] = None
    started: Annotated[dt.date | None, Day("Started", set_by="its status")] = None
    done: Annotated[dt.date | None, Day("Done", set_by="its status")] = None
    ticks: Annotated[
        tuple[str, ...], Words("Checklist", set_by="`space` in Steps, `step check`")
    ] = ()
    """Keys of the checklist items that are checked off."""
    standards: Annotated[
        tuple[str, ...], Tags("Standards", help="the standards the work supports")
    ] = ()
    """Keys of the standards that the work supports."""
    note: Annotated[str, Prose("Note", hint="no student names")] = ""
    moves: Annotated[tuple[Move, ...], Parts("History", of=Move, set_by="its status")] = ()
    """Every status that it had, oldest first."""

    def describe(self, context: "Context") -> str:
        """Return the step by its number."""
        return step_words(self.board, self.step)

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Add a note if the due date is in another school year, which may be a mistake."""
        if self.due is None or self.due == getattr(before, "due", None):
            return
        label = school_year_of(self.due, writing.get("profile", 1).year_starts).label
        if self.year[:4].isdecimal() and self.year != label:
            writing.note(f"{show_date(self.due)} is not in the school year {self.year}")


class Evidence(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Evidence that work was done: a title and where to find it. Never a student's name."""

    TABLE = "evidence"
    NOUN: ClassVar[str] = "evidence"
    NAME: ClassVar[str] = "title"

    kind: Annotated[
        EvidenceKind,
        Choice(
            "Kind", choices=KINDS, help="the kind of evidence, if the text does not begin with it"
        ),
    ] = "other"
    title: Annotated[
        str,
        Line(
            "Evidence",
            required=True,
            hint="what it is, such as fall reading quiz",
            command_by="the text of `step evidence`",
        ),
    ]
    location: Annotated[
        str,
        Line(
            "Location",
            max=SENTENCE,
            hint="a path or an address",
            command_by="the text of `step evidence`",
        ),
    ] = ""
    """A path or an address. bltui stores no files."""
    subgroup: Annotated[
        str,
        Line(
            "Subgroup",
            hint="the student group, if it is about one",
            help="the student group the data are about",
        ),
    ] = ""
    """The student group of the data ("disaggregated student data")."""
    on: Annotated[
        dt.date,
        Day(
            "Date",
            required=True,
            past="enter the date it was made",
            option="--on",
            help="the date (default: today)",
        ),
    ]
    year: Annotated[str, Line("School year", set_by="the current school year")]
    board: Annotated[
        BoardKey,
        Choice("Board", choices=BOARDS, form_by="the step", help="whose steps (default: building)"),
    ] = "building"
    step: Annotated[int | None, Whole("Step", form_by="the step")] = None
    """The step that it belongs to, or None if it belongs only to a responsibility."""
    cycle_id: Annotated[
        int | None, Link("Cycle", to="cycles", set_by="`i` in Steps, `step cycle evidence`")
    ] = None
    """The cycle that it belongs to, in its phase `step`."""
    standards: Annotated[tuple[str, ...], Tags("Standards", help="the standards it supports")] = ()
    responsibilities: Annotated[
        tuple[str, ...],
        Duties(
            "Responsibilities",
            hint="the responsibilities it shows",
            help="the responsibilities it shows",
        ),
    ] = ()
    """Keys of the responsibilities that it belongs to."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that it has an existing step or a responsibility. Raises UserError if not."""
        if self.step is None and not self.responsibilities:
            raise UserError("Choose what it shows: a step or a responsibility.", field="step")
        moved = isinstance(before, Evidence) and (before.board, before.step) != (
            self.board,
            self.step,
        )
        if self.step is not None and moved:
            known_step(writing.framework, self.board, self.step)


def known_step(framework: Framework, board: BoardKey, step: int) -> None:
    """Raise UserError if the board has no such step."""
    there = framework.boards[board]
    if there.step(step) is None:
        numbers = [s.number for s in there.steps]
        raise UserError(
            f"The {board} board has no step {step}. Its steps are {numbers[0]} to {numbers[-1]}.",
            field="step",
        )
