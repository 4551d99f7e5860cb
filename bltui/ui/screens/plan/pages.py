"""The row's details: a goal, a strategy, an indicator with a plot, a training, a responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bltui.domain.model import labels
from bltui.domain.model.formats import share, show_date
from bltui.domain.model.messages import Message
from bltui.domain.model.plan import DistrictGoal, Finance, Goal, Indicator, Plan, Strategy
from bltui.domain.model.record import Record, active
from bltui.domain.model.shown import rows
from bltui.domain.model.text import shown
from bltui.domain.model.training import InService, Training
from bltui.domain.plan.alignment import district_goal_of
from bltui.domain.plan.indicators import series
from bltui.domain.plan.responsibilities import Duty
from bltui.domain.training.timeline import introduced, led_by, reached, staff_on, taken_up
from bltui.ui.formatting import Bit
from bltui.ui.screens.plan.rows import record_of
from bltui.ui.screens.steps.pages import evidence_rows, finding_rows, head, history, says
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Column, Row

#: Heading and text; a part without text is left out.
Parts = Iterator[tuple[str, str]]
#: The label of a part, and its text.
DETAIL = (Column(cells=14), Column(wraps=True))
#: Width in cells of a bar of the plot.
_BAR = 14


def _names(state: State, ids: Iterable[int]) -> str:
    people = state.building.people
    return ", ".join(people[n].name for n in ids if n in people)


def _fields(state: State, record: Record) -> Parts:
    yield from rows(record, state)


def _plan(state: State, plan: Plan) -> Parts:
    yield from rows(plan, state)
    for part in ("impact", "process"):
        if not getattr(plan, part):
            yield part.capitalize(), "not evaluated yet (press E)"


def _goal(state: State, goal: Goal) -> Parts:
    yield from rows(goal, state)
    if district_goal_of(state.building, goal) is None:
        yield "Supports", "no district goal: not aligned"


def _strategy(state: State, strategy: Strategy) -> Parts:
    yield "Number", f"#{strategy.id}"
    yield from rows(strategy, state)
    if "Goal" not in dict(rows(strategy, state)):
        yield "Goal", "no goal: not aligned"
    if (first := introduced(state.building, strategy, state.today)) is not None:
        taken = taken_up(state.building, strategy, first[0])
        yield "In use", f"{show_date(taken)}" if taken else f"not yet since {show_date(first[0])}"


def _indicator(state: State, indicator: Indicator) -> Parts:
    found = series(indicator, state.today)
    # The plot shows the baseline and the checks.
    yield from (
        (label, words)
        for label, words in rows(indicator, state)
        if label not in ("Baseline", "Progress checks")
    )
    if found.share is not None:
        yield (
            "Progress",
            f"{round(found.share * 100)}% after {found.results} of {found.of} checks",
        )
    for check in indicator.checks:
        if check.note:
            yield show_date(check.planned), check.note


def plot(state: State, indicator: Indicator) -> Iterator[Row]:
    """Yield baseline and checks as bars from zero, or from the lowest value if it is negative.

    The expected value is beside each.
    """
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
            words = (
                f"{signs.of('late' if late else 'next')} {'no result yet' if late else 'upcoming'}"
            )
            yield Row(
                None, (Bit(day, "quiet"), Bit(f"{words}{goal}", "required" if late else "info"))
            )
            continue
        full = round((actual - low) * _BAR / (high - low)) if high > low else 0
        bar = signs.full * full + signs.rest * (_BAR - full)
        yield Row(None, (Bit(day, "quiet"), f"{bar} {actual:g}{goal}"))


def _training(state: State, training: Training) -> Parts:
    yield from rows(training, state)
    if not training.planning_minutes:
        yield "Planning", "no planning time yet"
    if training.rollout is None:
        yield "Roll-out", "none yet (press p)"


def _inservice(state: State, day: InService) -> Parts:
    yield from ((label, words) for label, words in rows(day, state) if label != "Reached")
    yield f"Of the {labels.team()}", _names(state, led_by(state.building, day))
    staff, count = len(staff_on(state.building)), reached(state.building, day)
    if count is not None and staff:
        yield "Reached", f"{share(count, staff)} of the staff"


def _message(state: State, message: Message) -> Parts:
    yield from rows(message, state)
    yield (
        "Answered",
        "\n".join(m.text for m in active(state.building.messages) if m.reply_to == message.id),
    )


_PAGES: dict[type[Record], Callable[[State, Any], Parts]] = {
    Plan: _plan,
    DistrictGoal: _fields,
    Strategy: _strategy,
    Indicator: _indicator,
    Training: _training,
    InService: _inservice,
    Goal: _goal,
    Finance: _fields,
    Message: _message,
}


def page_rows(state: State, row: str, duties: list[Duty]) -> list[Row]:
    """Return the details of a row; empty for a heading of the tree."""
    name = record_of(row)
    if name.startswith("duty/"):
        duty = next((d for d in duties if f"duty/{d.key}" == name), None)
        return _duty(duty) if duty is not None else []
    record = state.building.resolve(name)
    if record is None or record.archived or type(record) not in _PAGES:
        return []
    found = [
        Row(None, (Bit(word, "quiet"), shown(text, multiline=True)))
        for word, text in _PAGES[type(record)](state, record)
        if text
    ]
    if isinstance(record, Indicator):
        found += [head("Results"), *plot(state, record)]
    checks = [f for f in state.findings if name in f.records]
    found += [head("Checks"), *finding_rows(state, checks, worded=True)] if checks else []
    lately = list(history(state, {name}))
    return [*found, *([head("Recent changes"), *lately] if lately else [])]


def _duty(duty: Duty) -> list[Row]:
    """Return what supports a responsibility: manual evidence, and records that count as such."""
    lines = [Row(None, (Bit("Duty", "quiet"), duty.text)), *evidence_rows(duty.evidence)]
    if not duty.evidence:
        lines.append(says("no evidence yet", "quiet"))
    lines.append(
        Row(
            None,
            (
                Bit("Automatic", "quiet"),
                f"{duty.activities} dated records of this year count as evidence",
            ),
        )
    )
    if duty.record and duty.last:
        lines.append(Row(duty.record, ("", f"the last one on {show_date(duty.last)}")))
    return lines
