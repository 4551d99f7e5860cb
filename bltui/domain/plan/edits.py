"""Edit the plan beyond single fields: goals, measures, and evaluation.

Intents for `workspace.do`. `domain.model.editing` adds, edits, and removes the other records.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.editing import added
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.plan import DistrictGoal, Goal, Measure, Plan
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE
from bltui.domain.plan.validation import there
from bltui.domain.steps.current_state import plan_of


def add_district_goal(building: Building, *, text: str, aim: str = "", **fields: Any) -> Change:
    """Add a district goal. By default it has the aim of the existing district goals."""
    aim = aim.strip() or next((g.aim for g in active(building.district_goals) if g.aim), "")
    return added(ChangeBuilder(building), DistrictGoal(text=text, aim=aim, **fields))


def add_measure(building: Building, *, district_goal_id: int, measure: Measure) -> Change:
    """Add a measure to a district goal."""
    builder = ChangeBuilder(building)
    there(building, "district_goals", district_goal_id)
    goal = building.district_goals[district_goal_id]
    builder.put("district_goals", goal.id, measures=(*goal.measures, measure))
    return builder.change(f"measure {measure.text.strip()} added to {goal.describe(builder)}")


def add_goal(building: Building, *, framework: Framework, year: str, **fields: Any) -> Change:
    """Add a building goal to the year's plan, and add the plan if there is none.

    `fields` are those of `Goal`. Raises UserError if the plan is closed.
    """
    builder = ChangeBuilder(building, framework=framework)
    plan = plan_of(building, year)
    if plan is not None and plan.status == "closed":
        raise UserError(
            f"{plan.title} is closed. Reopen it, or add the goal to another year.", field="plan"
        )
    number = (
        plan.id
        if plan
        else builder.add("plans", Plan(title=f"School Improvement Plan {year}", year=year))
    )
    return added(builder, Goal(plan_id=number, **fields))


def evaluate(
    building: Building,
    *,
    year: str,
    part: Literal["impact", "process"],
    text: str,
    on: date,
    today: date,
) -> Change:
    """Record the impact or process part of the plan's evaluation.

    Raises UserError if there is no plan or the day is in the future.
    """
    builder = ChangeBuilder(building, today=today)
    plan = plan_of(building, year)
    if plan is None:
        raise UserError(f"No plan for {year} to evaluate. Add a goal first.", field="plan")
    text = builder.text(text, part, limit=PROSE, multiline=True, blank=False)
    if not builder.put("plans", plan.id, **{part: text, f"{part}_on": on}):
        return no_change(f"plan: {part} already evaluated like this")
    return builder.change(f"plan: {plan.title} evaluated for {part}")
