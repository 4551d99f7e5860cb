"""The line with the cursor in full: a goal, a strategy, an indicator with its plot, a training, a responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bltui.domain.model.dates import show_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.messages import Message
from bltui.domain.model.plan import FIDELITY, DistrictGoal, Finance, Goal, Indicator, Plan, Strategy
from bltui.domain.model.record import Record, live
from bltui.domain.model.text import shown
from bltui.domain.model.training import PHASES, InService, Training
from bltui.domain.model.work_groups import group_label
from bltui.domain.plan.indicators import series
from bltui.domain.plan.responsibilities import Duty
from bltui.domain.training.timeline import introduced, led_by, reached, staff_on, taken_up
from bltui.ui.present import Bit
from bltui.ui.screens.plan.rows import party_words, record_of
from bltui.ui.screens.steps.pages import evidence_rows, finding_rows, head, history, says
from bltui.ui.state import State
from bltui.ui.widgets.ruled import Column, Row

#: Heading and text; a part without text is left out.
Parts = Iterator[tuple[str, str]]
#: The word of a part, and what it says.
DETAIL = (Column(cells=11), Column(wraps=True))
#: Cells of a bar of the plot.
_BAR = 14


def _names(state: State, ids: Iterable[int], guests: Iterable[str] = ()) -> str:
    people = state.building.people
    return ", ".join([*(people[n].name for n in ids if n in people), *guests])


def _labels(framework: Framework, keys: Iterable[str]) -> str:
    return ", ".join(framework.standards[key].label if key in framework.standards else key for key in keys)


def _called(state: State, table: str, number: int | None, word: str) -> str:
    record = state.building.get(table, number) if number is not None else None
    return "" if record is None or record.archived else str(getattr(record, word))


def _plan(state: State, plan: Plan) -> Parts:
    yield "Plan", f"{plan.title}, {plan.status}"
    yield "Impact", f"{plan.impact}\n{show_date(plan.impact_on)}" if plan.impact_on else "not evaluated yet (E)"
    yield "Process", f"{plan.process}\n{show_date(plan.process_on)}" if plan.process_on else "not evaluated yet (E)"


def _district_goal(state: State, goal: DistrictGoal) -> Parts:
    yield "District", goal.text
    yield "Aim", goal.aim
    for measure in goal.measures:
        parts = [measure.text]
        parts += [f"from {measure.baseline:g}"] if measure.baseline is not None else []
        parts += [f"to {measure.target:g}"] if measure.target is not None else []
        parts += [measure.unit] if measure.unit else []
        parts += [f"by {show_date(measure.on)}"] if measure.on else []
        yield "Measure", " ".join(parts)


def _goal(state: State, goal: Goal) -> Parts:
    yield "Goal", goal.title
    yield "Serves", _called(state, "district_goals", goal.district_goal_id, "text") or "no district goal: not aligned"
    yield "Adults", goal.adult_learning_priority
    yield "Subgroup", goal.subgroup
    yield "By", show_date(goal.due) if goal.due else ""
    yield "Status", goal.status
    yield "Standards", _labels(state.framework, goal.standards)


def _strategy(state: State, strategy: Strategy) -> Parts:
    yield "Strategy", f"{strategy.text}  (#{strategy.id})"
    yield "Goal", _called(state, "goals", strategy.goal_id, "title") or "no goal: not aligned"
    yield "Practice", FIDELITY[strategy.fidelity]
    for reference in strategy.references:
        yield "Literature", "  ".join(part for part in (reference.citation, reference.url, reference.note) if part)
    yield "Why", strategy.why
    yield "Groups", ", ".join(group_label(state.building, number) for number in strategy.cwg_ids)
    yield "Who, where", strategy.where
    yield "From", show_date(strategy.start) if strategy.start else ""
    if (first := introduced(state.building, strategy, state.today)) is not None:
        taken = taken_up(state.building, strategy, first[0])
        yield "Introduced", f"{show_date(first[0])}; {f'taken up {show_date(taken)}' if taken else 'not taken up yet'}"
    yield "Standards", _labels(state.framework, strategy.standards)


def _indicator(state: State, indicator: Indicator) -> Parts:
    found = series(indicator, state.today)
    yield "Indicator", indicator.statement
    kind = "adult implementation" if indicator.kind == "adult" else "student performance"
    yield "Kind", f"{kind}{f', {indicator.subgroup}' if indicator.subgroup else ''}"
    yield "Strategy", _called(state, "strategies", indicator.strategy_id, "text") or "none"
    if indicator.target is not None:
        day = f" by {show_date(indicator.target_on)}" if indicator.target_on else ""
        yield "Target", f"{indicator.target:g} {indicator.unit}".rstrip() + day
    if found.share is not None:
        yield "On the way", f"{round(found.share * 100)} % after {found.results} of {found.of} checks"
    for check in indicator.checks:
        if check.note:
            yield show_date(check.planned), check.note


def plot(state: State, indicator: Indicator) -> Iterator[Row]:
    """Baseline and checks as bars from nought, or from the lowest where that is below; what was expected beside each."""
    signs = state.signs
    base = [(indicator.baseline.on, indicator.baseline.value, None)] if indicator.baseline else []
    points = [*base, *((c.actual_on or c.planned, c.actual, c.expected) for c in indicator.checks)]
    values = [v for point in points for v in point[1:] if v is not None]
    values += [indicator.target] if indicator.target is not None else []
    if not points or not values:
        return
    low, high = min(0.0, *values), max(values)
    for on, actual, expected in points:
        day = show_date(on)
        goal = f" ({expected:g} expected)" if expected is not None else ""
        if actual is None:
            late = on < state.today
            words = f"{signs.of('late' if late else 'next')} {'no result yet' if late else 'to come'}"
            yield Row(None, (Bit(day, "quiet"), Bit(f"{words}{goal}", "late" if late else "next")))
            continue
        full = round((actual - low) * _BAR / (high - low)) if high > low else 0
        bar = signs.full * full + signs.rest * (_BAR - full)
        yield Row(None, (Bit(day, "quiet"), f"{bar} {actual:g}{goal}"))


def _training(state: State, training: Training) -> Parts:
    yield "Training", f"{show_date(training.on)}  {training.title}".rstrip()
    yield "Presenters", _names(state, training.presenter_ids, training.guests)
    goals = [_called(state, "district_goals", number, "text") for number in training.district_goal_ids]
    yield "Goals", "\n".join(filter(None, goals)) or "none named"
    for part in training.in_order():
        topic = _called(state, "strategies", part.strategy_id, "text")
        minutes = f", {part.minutes} min" if part.minutes is not None else ""
        yield PHASES[part.phase], f"{part.topic}{minutes}{f' ({topic})' if topic else ''}"
    planning = training.planning_minutes
    yield "Planning", f"{planning} minutes" if planning else "no planning time noted"
    day = state.building.inservices.get(training.inservice_id or 0)
    yield "Prepares", f"the in-service of {show_date(day.on)}" if day else ""
    if (rollout := training.rollout) is not None:
        yield "Roll-out", rollout.how
        yield "For whom", rollout.audience
        yield "Led by", _names(state, rollout.lead_ids)
        yield "Materials", rollout.materials
    else:
        yield "Roll-out", "none yet (p)"
    yield "Came", f"{len(training.attended)}: {_names(state, training.attended)}" if training.attended else ""
    yield "Content", training.content
    yield "Standards", _labels(state.framework, training.standards)


def _inservice(state: State, day: InService) -> Parts:
    yield "In-service", f"{show_date(day.on)}  {day.title}".rstrip()
    yield "Led by", _names(state, day.presenter_ids, day.guests) or "nobody named"
    yield "Of the BLT", _names(state, led_by(state.building, day))
    yield "Introduces", "\n".join(_called(state, "strategies", n, "text") for n in day.strategy_ids)
    staff, count = len(staff_on(state.building)), reached(state.building, day)
    if count is not None and staff:
        yield "Reached", f"{count} of {staff} staff, {count * 100 // staff} %"
    yield "Came", _names(state, day.attended)
    yield "Note", day.note
    yield "Standards", _labels(state.framework, day.standards)


def _finance(state: State, finance: Finance) -> Parts:
    yield "Decision", finance.text
    yield "On", show_date(finance.on)
    yield "Amount", f"{finance.amount:,.2f}" if finance.amount is not None else ""
    for word, table, number, field in (
        ("Goal", "goals", finance.goal_id, "title"),
        ("Strategy", "strategies", finance.strategy_id, "text"),
        ("District", "district_goals", finance.district_goal_id, "text"),
    ):
        yield word, _called(state, table, number, field)
    yield "Reason", finance.reason


def _message(state: State, message: Message) -> Parts:
    yield "Message", f"{message.direction} {party_words(state, message.party)}, {show_date(message.on)}"
    yield "Group", group_label(state.building, message.cwg_id) if message.cwg_id is not None else ""
    yield "What", message.text
    yield "Answers", _called(state, "messages", message.reply_to, "text")
    yield "Answered", "\n".join(m.text for m in live(state.building.messages) if m.reply_to == message.id)


_PAGES: dict[type[Record], Callable[[State, Any], Parts]] = {
    Plan: _plan,
    DistrictGoal: _district_goal,
    Goal: _goal,
    Strategy: _strategy,
    Indicator: _indicator,
    Training: _training,
    InService: _inservice,
    Finance: _finance,
    Message: _message,
}


def page_rows(state: State, row: str, duties: list[Duty]) -> list[Row]:
    """All about a line; nothing for a heading of the tree."""
    name = record_of(row)
    if name.startswith("duty/"):
        duty = next((d for d in duties if f"duty/{d.key}" == name), None)
        return _duty(duty) if duty is not None else []
    record = state.building.resolve(name)
    if record is None or record.archived or type(record) not in _PAGES:
        return []
    rows: list[Row] = []
    for word, text in _PAGES[type(record)](state, record):
        if text:
            rows.append(Row(None, (Bit(word, "quiet"), shown(text, multiline=True))))
    if isinstance(record, Indicator):
        rows += [head("Results"), *plot(state, record)]
    checks = [f for f in state.findings if name in f.records]
    rows += [head("Checks"), *finding_rows(state, checks, worded=True)] if checks else []
    lately = list(history(state, {name}))
    return [*rows, *([head("Lately"), *lately] if lately else [])]


def _duty(duty: Duty) -> list[Row]:
    """What shows a responsibility: evidence by hand, and the records that show it by themselves."""
    rows = [Row(None, (Bit("Duty", "quiet"), duty.text)), *evidence_rows(duty.evidence)]
    if not duty.evidence:
        rows.append(says("no evidence is linked so far", "quiet"))
    rows.append(Row(None, (Bit("By itself", "quiet"), f"{duty.activities} dated records of the year show it")))
    if duty.record and duty.last:
        rows.append(Row(duty.record, ("", f"the last of {show_date(duty.last)}")))
    return rows
