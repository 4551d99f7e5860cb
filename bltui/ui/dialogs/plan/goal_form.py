"""The forms for the plan's goals: the district's with their measures, the building's, the evaluation, money [S1] [S2]."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.plan import DistrictGoal, Finance, Goal, Measure, Plan
from bltui.domain.plan.edits import (
    add_district_goal,
    add_finance,
    add_goal,
    add_measure,
    evaluate,
    revise,
    set_plan_status,
)
from bltui.domain.plan.validation import SENTENCE
from bltui.domain.steps.current_state import working_year
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.fields import Choice, Field, Prose, Sentences
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.plan_fields import Link, Number, district_goals, goals, none_or, standards_field, strategies

_STATUS = (("active", "worked on"), ("reached", "reached"), ("dropped", "dropped"))
_PLAN = (("draft", "draft"), ("active", "active"), ("closed", "closed"))


class Sentence(Sentences, frozen=True, kw_only=True):
    """A sentence of the plan."""

    limit: int = SENTENCE


def district_goal_form(basis: Basis, seen: DistrictGoal | None = None) -> Form:
    """A goal of the district and the aim that it serves."""
    own = seen or DistrictGoal(text="")

    def build(values: Values, seen: Any) -> Intent:
        if seen is None:
            return partial(add_district_goal, **values)
        return partial(revise, table="district_goals", seen=seen, framework=basis.framework, **values)

    return Form(
        title="District goal",
        fields=(
            Sentence(key="text", label="Goal", value=own.text, wanted=True),
            Sentence(
                key="aim", label="Aim", value=own.aim, hint="of the district; blank takes that of the other goals"
            ),
        ),
        build=build,
        seen=seen,
        names={"district goal": "text"},
        tries=True,
    )


def measure_form(basis: Basis, goal: DistrictGoal) -> Form:
    """One measure more of a district goal: "Goals & Measures" [S1]."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(add_measure, district_goal_id=goal.id, measure=Measure(**values))

    return Form(
        title="Measure of a district goal",
        about=goal.text,
        fields=(
            Sentence(key="text", label="Measured by", wanted=True),
            Number(key="baseline", label="Baseline"),
            Number(key="target", label="Target"),
            Field(key="unit", label="Unit", hint="such as % or points"),
            basis.day("on", "By"),
        ),
        build=build,
        names={"measure": "text"},
    )


def goal_form(basis: Basis, seen: Goal | None = None, *, district_goal_id: int | None = None) -> Form:
    """A building goal, linked to the district goal that it serves."""
    own = seen or Goal(title="", plan_id=0, district_goal_id=district_goal_id)

    def build(values: Values, seen: Any) -> Intent:
        if seen is None:
            year = working_year(basis.building, basis.today)
            return partial(add_goal, framework=basis.framework, year=year, **values)
        return partial(revise, table="goals", seen=seen, framework=basis.framework, **values)

    fields: list[Field] = [
        Sentence(
            key="title",
            label="Goal",
            value=own.title,
            wanted=True,
            hint="specific, measurable, attainable, relevant, timed",
        ),
        Link(
            key="district_goal_id",
            label="Serves",
            value=own.district_goal_id,
            choices=none_or(district_goals(basis)),
            hint="a goal that serves no district goal hangs in the air (SIP-03)",
        ),
        Prose(
            key="adult_learning_priority",
            label="Adults learn",
            value=own.adult_learning_priority,
            hint="what adults must learn for it. Tab goes on",
        ),
        Field(key="subgroup", label="Subgroup", value=own.subgroup, hint="the student group, where it is about one"),
        basis.day("due", "By", own.due),
        standards_field(basis, own.standards),
    ]
    if seen is not None:
        fields.append(Choice(key="status", label="Status", value=own.status, choices=_STATUS))
    return Form(
        title="Building goal",
        fields=tuple(fields),
        build=build,
        seen=seen,
        names={"goal": "title", "district_goal": "district_goal_id"},
        tries=True,
    )


def evaluation_form(basis: Basis, plan: Plan, part: str = "impact") -> Form:
    """One of the two parts of "Evaluate the SIP for impact and process" [S2]."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(evaluate, year=plan.year, today=basis.today, **values)

    return Form(
        title=f"Evaluate {plan.title}",
        about="Impact: what changed for students. Process: how the work was done. The work goes on after it.",
        fields=(
            Choice(
                key="part", label="Part", value=part, choices=(("impact", "impact"), ("process", "process")), hint=""
            ),
            Prose(key="text", label="Evaluation", value=getattr(plan, part), hint="no student names. Tab goes on"),
            basis.day("on", "On", basis.today, wanted=True),
        ),
        build=build,
        at="text",
        follow=lambda key, raw: {"text": getattr(plan, raw["part"])} if key == "part" and raw["part"] else {},
        names={"impact": "text", "process": "text"},
        tries=True,
    )


def plan_form(plan: Plan) -> Form:
    """Whether the plan is a draft, active or closed."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(set_plan_status, plan_id=plan.id, **values)

    return Form(
        title=plan.title,
        about="One plan a year is active. A closed plan can be opened again.",
        fields=(Choice(key="status", label="Status", value=plan.status, choices=_PLAN),),
        build=build,
        tries=True,
    )


def finance_form(basis: Basis, seen: Finance | None = None, *, goal_id: int | None = None) -> Form:
    """A decision on money or capital, and what it serves [S2]."""
    own = seen or Finance(text="", on=basis.today, goal_id=goal_id)

    def build(values: Values, seen: Any) -> Intent:
        if seen is None:
            return partial(add_finance, **values)
        return partial(revise, table="finances", seen=seen, framework=basis.framework, **values)

    return Form(
        title="Financial decision",
        fields=(
            Sentence(key="text", label="Decision", value=own.text, wanted=True),
            Number(key="amount", label="Amount", value=own.amount),
            basis.day("on", "On", own.on, wanted=True),
            Link(key="goal_id", label="Goal", value=own.goal_id, choices=none_or(goals(basis, own.goal_id))),
            Link(
                key="strategy_id",
                label="Strategy",
                value=own.strategy_id,
                choices=none_or(strategies(basis, [own.strategy_id or 0])),
            ),
            Link(
                key="district_goal_id",
                label="District goal",
                value=own.district_goal_id,
                choices=none_or(district_goals(basis)),
            ),
            Prose(key="reason", label="Reason", value=own.reason, hint="tab goes on"),
        ),
        build=build,
        seen=seen,
        names={"decision": "text", "goal": "goal_id", "strategy": "strategy_id"},
        tries=True,
    )
