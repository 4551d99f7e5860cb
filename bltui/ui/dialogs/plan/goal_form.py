"""The forms for goals: the district's and their measures, the building's, evaluation, and money."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.plan import DistrictGoal, Finance, Goal, Measure, Plan
from bltui.domain.plan.edits import add_district_goal, add_goal, add_measure, evaluate
from bltui.domain.steps.current_state import working_year
from bltui.ui.dialogs.fields import Choice, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form


def district_goal_form(basis: FormContext, seen: DistrictGoal | None = None) -> Form:
    """Return the form for a district goal and the aim that it supports."""
    return record_form(
        basis, DistrictGoal(text=""), seen=seen, title="District goal", add_with=add_district_goal
    )


def measure_form(basis: FormContext, goal: DistrictGoal) -> Form:
    """Return the form for another measure of a district goal: "Goals & Measures"."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(add_measure, district_goal_id=goal.id, measure=Measure(**values))

    return Form(
        title="Measure of a district goal",
        about=goal.text,
        fields=tuple(fields_of(basis, Measure(""))),
        build=build,
    )


def goal_form(
    basis: FormContext, seen: Goal | None = None, *, district_goal_id: int | None = None
) -> Form:
    """Return the form for a building goal, linked to the district goal that it supports."""
    year = working_year(basis.building, basis.today)
    start = Goal(title="", plan_id=0, district_goal_id=district_goal_id)
    add = partial(add_goal, framework=basis.framework, year=year)
    return record_form(basis, start, seen=seen, title="Building goal", add_with=add)


def evaluation_form(basis: FormContext, plan: Plan, part: str = "impact") -> Form:
    """Return the form for one of the two parts of "Evaluate the SIP for impact and process"."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(evaluate, year=plan.year, today=basis.today, **values)

    return Form(
        title=f"Evaluate {plan.title}",
        about="Impact: what changed for students. Process: how the work was done. The work "
        "continues after it.",
        fields=(
            Choice(
                key="part",
                label="Part",
                value=part,
                choices=(("impact", "impact"), ("process", "process")),
                hint="",
            ),
            Prose(
                key="text",
                label="Evaluation",
                value=getattr(plan, part),
                hint="no student names. Tab: next field",
            ),
            basis.day("on", "On", basis.today, required=True),
        ),
        build=build,
        at="text",
        dependent_values=lambda key, raw: (
            {"text": getattr(plan, raw["part"])} if key == "part" and raw["part"] else {}
        ),
        names={"impact": "text", "process": "text"},
        live_preview=True,
    )


def plan_form(basis: FormContext, plan: Plan) -> Form:
    """Return the form for the plan's status: draft, active, or closed."""
    about = "One plan per year is active. A closed plan can be reopened."
    return record_form(basis, plan, seen=plan, title=plan.title, about=about)


def finance_form(
    basis: FormContext, seen: Finance | None = None, *, goal_id: int | None = None
) -> Form:
    """Return the form for a decision on money or capital, and what it supports."""
    start = Finance(text="", on=basis.today, goal_id=goal_id)
    return record_form(basis, start, seen=seen, title="Financial decision")
