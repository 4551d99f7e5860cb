"""The plan behind the steps: goals, strategies, indicators, evaluation, and spending."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from bltui.domain.model.due import Due
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kinds import Amount, Choice, Day, Line, Number, Parts, Prose, Tags
from bltui.domain.model.link_kinds import Group, Link
from bltui.domain.model.record import Record, active
from bltui.domain.model.text import SENTENCE

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

PlanStatus = Literal["draft", "active", "closed"]
GoalStatus = Literal["active", "reached", "dropped"]
IndicatorKind = Literal["adult", "student"]
#: How far a strategy is implemented, as in the Canyons BLT manual
#: (https://canyonsdistrict.cld.bz/BLT-Manual/15).
Fidelity = Literal["not_started", "partial", "with_fidelity", "stopped"]

PLAN: dict[PlanStatus, str] = {"draft": "draft", "active": "active", "closed": "closed"}
GOAL: dict[GoalStatus, str] = {"active": "In progress", "reached": "Reached", "dropped": "Dropped"}
KINDS: dict[IndicatorKind, str] = {
    "adult": "adult implementation",
    "student": "student performance",
}
FIDELITY: dict[Fidelity, str] = {
    "not_started": "not started",
    "partial": "partially implemented",
    "with_fidelity": "implemented with fidelity",
    "stopped": "stopped",
}

_TAGS = Tags("Standards", help="the standards it supports")
_SUBGROUP = Line(
    "Subgroup",
    hint="the student group, if it is about one",
    help="the student group it is about",
)


class Measure(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a district goal is measured."""

    text: Annotated[str, Line("Measured by", max=SENTENCE, required=True)]
    baseline: Annotated[float | None, Number("Baseline")] = None
    target: Annotated[float | None, Number("Target")] = None
    unit: Annotated[str, Line("Unit", hint="such as % or points")] = ""
    on: Annotated[dt.date | None, Day("Due")] = None
    """The date by which the target must be reached."""


class DistrictGoal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A goal of the district and its measures: the shaft of the Big Arrow."""

    TABLE = "district_goals"
    NOUN: ClassVar[str] = "district goal"
    NAME: ClassVar[str] = "text"

    text: Annotated[str, Line("District goal", max=SENTENCE, required=True, first=True)]
    aim: Annotated[
        str,
        Line(
            "Aim",
            max=SENTENCE,
            hint="the district's aim (default: the aim of the other goals)",
            help="the aim it supports (default: the aim of the other goals)",
        ),
    ] = ""
    """The district's aim that it supports, in the district's words."""
    measures: Annotated[
        tuple[Measure, ...],
        Parts("Measures", of=Measure, set_by="`m` in Plan, `plan district measure`"),
    ] = ()


class Plan(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A School Improvement Plan (SIP).

    It is never finished: "work continues after the plan is developed".
    """

    TABLE = "plans"
    NOUN: ClassVar[str] = "plan"
    NAME: ClassVar[str] = "title"

    title: Annotated[
        str, Line("Plan", max=SENTENCE, required=True, set_by="the first goal of the year")
    ]
    year: Annotated[str, Line("School year", set_by="the first goal of the year")]
    status: Annotated[PlanStatus, Choice("Status", choices=PLAN, command_by="`plan status`")] = (
        "active"
    )
    impact: Annotated[str, Prose("Impact", set_by="`E` in Plan, `plan evaluate`")] = ""
    """Evaluation, first part: what changed for students."""
    impact_on: Annotated[
        dt.date | None,
        Day("Impact evaluated", past="enter the date of the evaluation", set_by="as impact"),
    ] = None
    process: Annotated[str, Prose("Process", set_by="`E` in Plan, `plan evaluate`")] = ""
    """Evaluation, second part: how the work was done."""
    process_on: Annotated[
        dt.date | None,
        Day("Process evaluated", past="enter the date of the evaluation", set_by="as process"),
    ] = None

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that a year has one active plan ("Develop a single SIP").

        Raises UserError if not. Adds a note about what is missing from a closed plan.
        """
        if self.status == "closed" and getattr(before, "status", "") != "closed":
            missing = [part for part in ("impact", "process") if not getattr(self, part)]
            if missing:
                writing.note(f"not yet evaluated for {' and '.join(missing)}")
        if self.status != "active" or (isinstance(before, Plan) and before.status == "active"):
            return
        for plan in active(writing.table("plans")):
            if (plan.year, plan.status) == (self.year, "active") and plan.id != self.id:
                raise UserError(
                    f"{plan.title} is already the active plan of {plan.year}. Close it first.",
                    field="status",
                )


class Goal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A building goal of a plan, written as a SMART goal."""

    TABLE = "goals"
    NOUN: ClassVar[str] = "goal"
    NAME: ClassVar[str] = "title"

    title: Annotated[
        str,
        Line(
            "Goal",
            max=SENTENCE,
            required=True,
            first=True,
            option="--text",
            hint="specific, measurable, attainable, relevant, timed",
            help="a SMART goal",
        ),
    ]
    plan_id: Annotated[int, Link("Plan", to="plans", set_by="the current school year")]
    district_goal_id: Annotated[
        int | None,
        Link(
            "Supports",
            to="district_goals",
            option="--district",
            hint="a goal that supports no district goal is not aligned (SIP-03)",
            help="the district goal it supports",
        ),
    ] = None
    adult_learning_priority: Annotated[
        str,
        Prose(
            "Adults learn",
            option="--adults",
            hint="what adults need to learn for it",
            help="the adult learning priority",
        ),
    ] = ""
    """What adults must learn for it.

    "Disaggregated student data to determine adult learning priorities".
    """
    subgroup: Annotated[str, _SUBGROUP] = ""
    status: Annotated[GoalStatus, Choice("Status", choices=GOAL, edit_only=True)] = "active"
    standards: Annotated[tuple[str, ...], _TAGS] = ()
    due: Annotated[dt.date | None, Due("Due date")] = None


class Reference(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of education literature."""

    citation: Annotated[str, Line("Reference", max=SENTENCE, required=True)]
    url: Annotated[str, Line("Address", max=SENTENCE)] = ""
    note: Annotated[str, Prose("Note")] = ""


class Strategy(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A classroom strategy for a goal."""

    TABLE = "strategies"
    NOUN: ClassVar[str] = "strategy"
    NAME: ClassVar[str] = "text"

    text: Annotated[str, Line("Strategy", max=SENTENCE, required=True, first=True)]
    goal_id: Annotated[
        int | None, Link("Goal", to="goals", help="the goal: its number, or a part of its words")
    ] = None
    references: Annotated[
        tuple[Reference, ...],
        Parts(
            "Literature",
            of=Reference,
            option="--reference",
            hint="one a line: Author, title, year | https://… | note",
            help="a source; a web address in it is kept as a link; repeatable",
        ),
    ] = ()
    why: Annotated[
        str,
        Prose("Why this one", hint="what the literature says about it", help="why it was chosen"),
    ] = ""
    """Why it was chosen: "apply research to decision-making"."""
    cwg_ids: Annotated[
        tuple[int, ...],
        Group(
            "Groups",
            many=True,
            option="--cwg",
            key="cwgs",
            help="a group that works on it; repeatable",
        ),
    ] = ()
    """The groups that work on it."""
    fidelity: Annotated[
        Fidelity,
        Choice("Practice", choices=FIDELITY, edit_only=True, help="how far it is implemented"),
    ] = "not_started"
    where: Annotated[
        str,
        Prose(
            "Who, where", hint="who implements it, and where", help="who implements it, and where"
        ),
    ] = ""
    """Who implements it, and where."""
    start: Annotated[dt.date | None, Day("Start")] = None
    introduced: Annotated[
        dt.date | None, Day("Introduced", help="when it was introduced to the staff")
    ] = None
    """The day the staff first heard of it. In-service days that name it count too (TRN-05)."""
    standards: Annotated[tuple[str, ...], _TAGS] = ()


class Reading(msgspec.Struct, frozen=True):
    """A value measured on a day."""

    value: Annotated[float, Number("Value")]
    on: Annotated[dt.date, Day("Day")]


class Check(msgspec.Struct, frozen=True, omit_defaults=True):
    """A dated progress check: the expected and the actual value."""

    planned: Annotated[dt.date, Day("Planned")]
    expected: Annotated[float | None, Number("Expected")] = None
    actual: Annotated[float | None, Number("Actual")] = None
    actual_on: Annotated[dt.date | None, Day("Measured", past="enter the date it was measured")] = (
        None
    )
    note: Annotated[str, Prose("Note")] = ""


class Indicator(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A measure of a strategy: "adult implementation and student performance indicators"."""

    TABLE = "indicators"
    NOUN: ClassVar[str] = "indicator"
    NAME: ClassVar[str] = "statement"

    kind: Annotated[IndicatorKind, Choice("Kind", choices=KINDS, required=True)]
    statement: Annotated[
        str, Line("Indicator", max=SENTENCE, required=True, first=True, option="--text")
    ]
    strategy_id: Annotated[
        int | None,
        Link("Strategy", to="strategies", help="the strategy: its number, or a part of its words"),
    ] = None
    subgroup: Annotated[str, _SUBGROUP] = ""
    unit: Annotated[str, Line("Unit", hint="such as % or points")] = ""
    baseline: Annotated[
        Reading | None, Parts("Baseline", of=Reading, help="the starting value")
    ] = None
    target: Annotated[float | None, Number("Target", help="the target value, and its due date")] = (
        None
    )
    target_on: Annotated[dt.date | None, Day("Target date", command_by="`--target VALUE@DATE`")] = (
        None
    )
    checks: Annotated[
        tuple[Check, ...], Parts("Progress checks", of=Check, set_by="`m` in Plan, `plan measure`")
    ] = ()
    """Progress checks, sorted by planned date."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check the order of the progress checks, the baseline, and the target date.

        Raises UserError if two checks have the same date, one is before the baseline, or the target
        is not after the baseline.
        """
        in_order(self.baseline, self.checks)
        if self.baseline and self.target_on and self.target_on <= self.baseline.on:
            raise UserError(
                "The target date is not after the baseline date. Change one of them.",
                field="target_on",
            )


def in_order(baseline: Reading | None, checks: Sequence[Check]) -> None:
    """Raise UserError if checks are on the same date, out of order, or before the baseline."""
    planned = [check.planned for check in checks]
    if len(set(planned)) < len(planned) or planned != sorted(planned):
        raise UserError(
            "Two checks have the same date, or they are not in order by date. Change one of them.",
            field="planned",
        )
    for check in checks:
        day = check.actual_on or check.planned
        if baseline is not None and day < baseline.on:
            raise UserError(
                f"The check of {show_date(day)} is before the baseline of "
                f"{show_date(baseline.on)}. Enter a later date.",
                field="planned",
            )


class Finance(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A decision on money or capital.

    "Aligned to district or community school goals and strategies".
    """

    TABLE = "finances"
    NOUN: ClassVar[str] = "financial decision"
    NAME: ClassVar[str] = "text"

    text: Annotated[str, Line("Decision", max=SENTENCE, required=True, first=True)]
    on: Annotated[
        dt.date, Day("Decided", required=True, help="the date of the decision (default: today)")
    ]
    amount: Annotated[float | None, Amount("Amount")] = None
    goal_id: Annotated[
        int | None, Link("Goal", to="goals", help="the building goal it supports")
    ] = None
    strategy_id: Annotated[
        int | None, Link("Strategy", to="strategies", help="the strategy it supports")
    ] = None
    district_goal_id: Annotated[
        int | None,
        Link(
            "District goal",
            to="district_goals",
            option="--district",
            help="the district goal it supports",
        ),
    ] = None
    reason: Annotated[str, Prose("Reason")] = ""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Add a note if a new decision supports no goal."""
        if before is None and self.goal_id is self.strategy_id is self.district_goal_id is None:
            writing.note("not linked to a goal: add the goal it supports")
