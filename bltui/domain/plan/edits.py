"""Writing the plan: district goals, the year's plan, building goals, evaluation, spending. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import Refused
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.plan import DistrictGoal, Finance, Goal, Indicator, Measure, Plan, PlanStatus
from bltui.domain.model.record import Record, live
from bltui.domain.model.text import PROSE
from bltui.domain.plan.indicators import goes_on, in_order
from bltui.domain.plan.validation import SENTENCE, WORDS, group_there, sentence, there
from bltui.domain.steps.current_state import plan_of
from bltui.domain.steps.evidence import check_tags

Removable = Literal["district_goals", "goals", "strategies", "indicators", "finances"]

#: Per table which field says what it is.
_CALLED: dict[str, str] = {
    "district_goals": "text",
    "plans": "title",
    "goals": "title",
    "strategies": "text",
    "indicators": "statement",
    "finances": "text",
}
_PROSE = ("impact", "process", "why", "reason", "adult_learning_priority", "where")


def called(table: str, record: Record) -> str:
    """What a record of the plan is called."""
    return str(getattr(record, _CALLED[table]))


def _said(field: str) -> str:
    return "groups" if field == "cwg_ids" else field.removesuffix("_id").replace("_", " ")


def revise(building: Building, *, table: str, seen: Record, framework: Framework, **fields: Any) -> Change:
    """Change a district goal, plan, goal, strategy, indicator or financial decision as it was seen; merges with others.

    Raises Refused for a link or a standard that is not there, and Conflict where somebody set the same field first.
    """
    draft = Draft(building)
    word, name = WORDS[table], called(table, seen)
    for field, value in fields.items():
        if field == _CALLED[table]:
            fields[field] = sentence(draft, value, word)
        elif field in _PROSE:
            fields[field] = draft.text(value, field.replace("_", " "), limit=PROSE, multiline=True)
        elif isinstance(value, str) and field not in ("status", "kind", "fidelity", "year"):
            fields[field] = draft.text(value, field)
        elif isinstance(value, list):
            fields[field] = tuple(value)
    for field, target in (
        ("plan_id", "plans"),
        ("district_goal_id", "district_goals"),
        ("goal_id", "goals"),
        ("strategy_id", "strategies"),
    ):
        there(building, target, fields.get(field))
    check_tags(framework, fields.get("standards", ()))
    for cwg_id in fields.get("cwg_ids", ()):
        group_there(building, cwg_id)
    if table == "plans" and fields.get("status") == "active" and isinstance(seen, Plan):
        _only_plan(building, seen.year, seen.id)
    if isinstance(seen, Indicator):
        newest = building.indicators.get(seen.id, seen)
        in_order(fields.get("baseline", newest.baseline), fields.get("checks", newest.checks))
        goes_on(fields.get("baseline", newest.baseline), fields.get("target_on", newest.target_on))
    if not draft.merge(table, seen, **fields):
        return nothing(f"{word} {name}: unchanged")
    words = [_said(f) for f in fields if getattr(seen, f) != fields[f]]
    return draft.change(f"{word} {fields.get(_CALLED[table], name)}: {', '.join(words)} changed")


def remove(building: Building, *, table: Removable, number: int) -> Change:
    """Take a part of the plan away; what hung on it stays, and hangs in the air until it is linked again (SIP-03)."""
    draft = Draft(building)
    record = building.get(table, number)
    word = WORDS[table]
    if record is None or record.archived:
        return nothing(f"{word}: gone already")
    draft.archive(table, number)
    return draft.change(f"{word} {called(table, record)} removed")


# -- the district's part ------------------------------------------------------------------------------------------


def add_district_goal(building: Building, *, text: str, aim: str = "", measures: Sequence[Measure] = ()) -> Change:
    """A goal of the district; without an aim of its own it serves the aim that the others name."""
    draft = Draft(building)
    aim = draft.text(aim, "aim", limit=SENTENCE) or next((g.aim for g in live(building.district_goals) if g.aim), "")
    kept = tuple(_measure(draft, measure) for measure in measures)
    text = sentence(draft, text, "district goal")
    draft.add("district_goals", DistrictGoal(text=text, aim=aim, measures=kept))
    return draft.change(f"plan: district goal {text} added")


def _measure(draft: Draft, measure: Measure) -> Measure:
    text, unit = sentence(draft, measure.text, "measure"), draft.text(measure.unit, "unit")
    return msgspec.structs.replace(measure, text=text, unit=unit)


def add_measure(building: Building, *, district_goal_id: int, measure: Measure) -> Change:
    """A measure of a district goal: "Goals & Measures" [S1]."""
    draft = Draft(building)
    there(building, "district_goals", district_goal_id)
    goal = building.district_goals[district_goal_id]
    measure = _measure(draft, measure)
    draft.put("district_goals", goal.id, measures=(*goal.measures, measure))
    return draft.change(f"plan: measure {measure.text} added to district goal {goal.text}")


# -- the plan and its goals ---------------------------------------------------------------------------------------


def _only_plan(building: Building, year: str, but: int = 0) -> None:
    """ "Develop a single SIP" [S2]."""
    for plan in live(building.plans):
        if plan.year == year and plan.status == "active" and plan.id != but:
            raise Refused(f"{plan.title} is the active plan of {year} already. Close it first.", field="status")


def add_goal(
    building: Building,
    *,
    framework: Framework,
    title: str,
    year: str,
    district_goal_id: int | None = None,
    adult_learning_priority: str = "",
    subgroup: str = "",
    standards: Sequence[str] = (),
    due: date | None = None,
) -> Change:
    """A building goal of the year's plan; the plan is begun where there is none."""
    draft = Draft(building)
    there(building, "district_goals", district_goal_id)
    check_tags(framework, standards)
    plan = plan_of(building, year)
    if plan is not None and plan.status == "closed":
        raise Refused(f"{plan.title} is closed. Open it again, or add the goal to another year.", field="plan")
    goal = Goal(
        title=sentence(draft, title, "goal"),
        plan_id=plan.id if plan else draft.add("plans", Plan(title=f"School Improvement Plan {year}", year=year)),
        district_goal_id=district_goal_id,
        adult_learning_priority=draft.text(
            adult_learning_priority, "adult learning priority", limit=PROSE, multiline=True
        ),
        subgroup=draft.text(subgroup, "subgroup"),
        standards=tuple(dict.fromkeys(standards)),
        due=due,
    )
    draft.add("goals", goal)
    return draft.change(f"plan: goal {goal.title} added")


# -- evaluation and spending --------------------------------------------------------------------------------------


def evaluate(
    building: Building, *, year: str, part: Literal["impact", "process"], text: str, on: date, today: date
) -> Change:
    """One of the two parts of "Evaluate the SIP for impact and process" [S2]. Raises Refused for a day to come."""
    draft = Draft(building)
    if on > today:
        raise Refused(f"{show_date(on)} is still to come: the plan is evaluated when it is.", field="on")
    plan = plan_of(building, year)
    if plan is None:
        raise Refused(f"There is no plan of {year} to evaluate. Add a goal first.", field="plan")
    kept = draft.text(text, part, limit=PROSE, multiline=True, blank=False)
    if not draft.put("plans", plan.id, **{part: kept, f"{part}_on": on}):
        return nothing(f"plan: {part} evaluated so already")
    return draft.change(f"plan: {plan.title} evaluated for {part}")


def set_plan_status(building: Building, *, plan_id: int, status: PlanStatus) -> Change:
    """Draft, active or closed; one active plan a year [S2]. A closed plan can be opened again."""
    draft = Draft(building)
    there(building, "plans", plan_id)
    plan = building.plans[plan_id]
    if status == "active":
        _only_plan(building, plan.year, plan.id)
    if not draft.put("plans", plan_id, status=status):
        return nothing(f"plan: {plan.title} is {status} already")
    if status == "closed" and not (plan.impact and plan.process):
        missing = [part for part in ("impact", "process") if not getattr(plan, part)]
        draft.note(f"not evaluated for {' and '.join(missing)} so far")
    return draft.change(f"plan: {plan.title}: {plan.status} → {status}")


def add_finance(
    building: Building,
    *,
    text: str,
    on: date,
    amount: float | None = None,
    goal_id: int | None = None,
    strategy_id: int | None = None,
    district_goal_id: int | None = None,
    reason: str = "",
) -> Change:
    """A decision on money or capital, and the goal that it serves [S2]."""
    draft = Draft(building)
    there(building, "goals", goal_id)
    there(building, "strategies", strategy_id)
    there(building, "district_goals", district_goal_id)
    if amount is not None and amount < 0:
        raise Refused("An amount of money is not below 0.", field="amount")
    finance = Finance(
        text=sentence(draft, text, "decision"),
        on=on,
        amount=amount,
        goal_id=goal_id,
        strategy_id=strategy_id,
        district_goal_id=district_goal_id,
        reason=draft.text(reason, "reason", limit=PROSE, multiline=True),
    )
    draft.add("finances", finance)
    if goal_id is None and strategy_id is None and district_goal_id is None:
        draft.note("linked to no goal: say which one it serves")
    return draft.change(f"plan: financial decision {finance.text} added")
