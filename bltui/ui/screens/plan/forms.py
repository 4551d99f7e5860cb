"""The forms that the commands of the Plan view open.

Loaded with the first of them, not with the view.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.domain.model.editing import remove as removed
from bltui.domain.model.messages import Message
from bltui.domain.model.plan import (
    DistrictGoal,
    Finance,
    Goal,
    Indicator,
    IndicatorKind,
    Plan,
    Strategy,
)
from bltui.domain.model.record import Record
from bltui.domain.model.steps import Evidence
from bltui.domain.model.training import InService, Training
from bltui.domain.steps.current_state import plan_of, working_year
from bltui.domain.training.edits import take_inservices
from bltui.domain.training.timeline import in_calendar
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.plan.goal_form import (
    district_goal_form,
    evaluation_form,
    finance_form,
    goal_form,
    measure_form,
    plan_form,
)
from bltui.ui.dialogs.plan.indicator_form import check_form, indicator_form
from bltui.ui.dialogs.plan.message_form import message_form
from bltui.ui.dialogs.plan.strategy_form import fidelity_form, strategy_form
from bltui.ui.dialogs.plan.training_form import (
    attendance_form,
    inservice_form,
    rollout_form,
    training_form,
)
from bltui.ui.dialogs.steps.evidence_form import evidence_form
from bltui.ui.state import State

Opened = Screen[bool] | None
#: Parts of the plan, and everything that can be removed from a row of the view.
_PARTS = (DistrictGoal, Goal, Strategy, Indicator, Finance)
_REMOVABLE = (*_PARTS, Training, InService, Message)


def _basis(state: State) -> FormContext:
    return FormContext(state.building, state.framework, state.today)


def _record(state: State, line: str) -> Record | None:
    found = state.building.resolve(line)
    return None if found is None or found.archived else found


# -- the line --------------------------------------------------------------------------------------


def add(state: State, line: str, panel: str) -> Opened:
    """Return the form for a new child of the row's record, or for the panel's kind of record."""
    plain: dict[str, Callable[[State], Opened]] = {
        "trainings": training,
        "messages": message,
    }
    if panel in plain:
        return plain[panel](state)
    if panel == "duties":
        return evidence(state, line)
    record = _record(state, line)
    if isinstance(record, Strategy | Indicator) or panel == "indicators":
        return indicator(state, line)
    if isinstance(record, Goal):
        return strategy(state, line)
    return goal(state, line) if isinstance(record, DistrictGoal | Plan) else district_goal(state)


def edit(state: State, line: str) -> Opened:
    """Return the form of the record, filled in."""
    record, basis = _record(state, line), _basis(state)
    forms: dict[type[Record], Callable[[FormContext, Any], Form]] = {
        DistrictGoal: district_goal_form,
        Goal: goal_form,
        Strategy: strategy_form,
        Indicator: indicator_form,
        Training: training_form,
        InService: inservice_form,
        Finance: finance_form,
        Message: message_form,
        Evidence: evidence_form,
        Plan: plan_form,
    }
    if line.startswith("calendar/"):
        return _from_calendar(state, date.fromisoformat(line.partition("/")[2]))
    return (
        FormScreen(forms[type(record)](basis, record))
        if record is not None and type(record) in forms
        else None
    )


def _from_calendar(state: State, on: date) -> Opened:
    day = next((day for day in in_calendar(state.building) if day.on == on), None)
    return FormScreen(inservice_form(_basis(state), day=day)) if day is not None else None


def remove(state: State, line: str) -> tuple[Screen[bool], Intent] | None:
    """Return the question whether to remove the row's record, and the intent for a yes."""
    record = _record(state, line)
    if not isinstance(record, _REMOVABLE):
        return None
    table = line.partition("/")[0]
    name = getattr(record, record.NAME)
    what = f"the {record.NOUN} “{name}”" if isinstance(record, _PARTS) else f"this {record.NOUN}"
    more = (
        "Linked records stay but are not aligned until they are linked again."
        if isinstance(record, _PARTS)
        else ""
    )
    intent = partial(removed, table=table, number=record.id)
    return Confirm(f"Remove {what}?", yes="remove it (undo restores it)", more=more), intent


def measure(state: State, line: str) -> Opened:
    """Return the form for a progress check of an indicator, or for a measure of a district goal."""
    record = _record(state, line)
    if isinstance(record, Indicator):
        return FormScreen(check_form(_basis(state), record))
    return (
        FormScreen(measure_form(_basis(state), record))
        if isinstance(record, DistrictGoal)
        else None
    )


def _about(
    kinds: type[Record] | tuple[type[Record], ...], form: Callable[[FormContext, Any], Form]
) -> Callable[..., Opened]:
    """Return a function that opens a form if the row's record is of one of these kinds."""

    def opens(state: State, line: str) -> Opened:
        record = _record(state, line)
        return FormScreen(form(_basis(state), record)) if isinstance(record, kinds) else None

    return opens


#: How far a strategy is implemented.
fidelity = _about(Strategy, fidelity_form)
#: How a training is rolled out.
rollout = _about(Training, rollout_form)
#: Who came.
attendance = _about((Training, InService), attendance_form)
#: The answer to a message.
reply = _about(Message, lambda basis, message: message_form(basis, answers=message))


def evidence(state: State, line: str) -> Opened:
    """Return the form for evidence of a responsibility."""
    kind, _, key = line.partition("/")
    return FormScreen(evidence_form(_basis(state), duty=key)) if kind == "duty" else None


# -- the plan --------------------------------------------------------------------------------------


def _plan(state: State) -> Plan | None:
    return plan_of(state.building, working_year(state.building, state.today))


def evaluation(state: State) -> Opened:
    """Return the form for the plan's evaluation; the missing part is suggested."""
    plan = _plan(state)
    if plan is None:
        return None
    return FormScreen(
        evaluation_form(
            _basis(state), plan, "process" if plan.impact and not plan.process else "impact"
        )
    )


def status(state: State) -> Opened:
    """Return the form for the plan's status."""
    plan = _plan(state)
    return FormScreen(plan_form(_basis(state), plan)) if plan is not None else None


def district_goal(state: State) -> Opened:
    """Return the form for a district goal."""
    return FormScreen(district_goal_form(_basis(state)))


def goal(state: State, line: str) -> Opened:
    """Return the form for a building goal under the row's district goal."""
    record = _record(state, line)
    served = record.id if isinstance(record, DistrictGoal) else None
    return FormScreen(goal_form(_basis(state), district_goal_id=served))


def strategy(state: State, line: str) -> Opened:
    """Return the form for a strategy under the row's goal."""
    record = _record(state, line)
    return FormScreen(
        strategy_form(_basis(state), goal_id=record.id if isinstance(record, Goal) else None)
    )


def indicator(state: State, line: str) -> Opened:
    """Return the form for an indicator under the row's strategy, of the kind that it lacks."""
    record = _record(state, line)
    link = record.id if isinstance(record, Strategy) else None
    if isinstance(record, Indicator):
        link = record.strategy_id
    kinds = {
        i.kind
        for i in state.building.indicators.values()
        if i.strategy_id == link and not i.archived
    }
    kind: IndicatorKind = "student" if link is not None and "adult" in kinds else "adult"
    return FormScreen(indicator_form(_basis(state), strategy_id=link, kind=kind))


def training(state: State) -> Opened:
    """Return the form for a BLT training."""
    return FormScreen(training_form(_basis(state)))


def inservice(state: State) -> Opened:
    """Return the form for an in-service day."""
    return FormScreen(inservice_form(_basis(state)))


def take() -> Intent:
    """Return the intent that adds every in-service day of the calendar."""
    return take_inservices


def message(state: State) -> Opened:
    """Return the form for a message."""
    return FormScreen(message_form(_basis(state)))


def money(state: State, line: str) -> Opened:
    """Return the form for a financial decision about the row's goal."""
    record = _record(state, line)
    return FormScreen(
        finance_form(_basis(state), goal_id=record.id if isinstance(record, Goal) else None)
    )
