"""The forms that the commands of the Steps view open.

Loaded with the first of them, not with the view.
"""

from __future__ import annotations

from functools import partial

from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import Cycle
from bltui.domain.model.editing import remove as without
from bltui.domain.model.finding import Finding
from bltui.domain.model.framework_types import BoardKey
from bltui.domain.model.steps import Evidence, Status
from bltui.domain.model.work_groups import cycles_of
from bltui.domain.steps import cycle_edits
from bltui.domain.steps.boards import board
from bltui.domain.steps.current_state import state_of, working_year
from bltui.domain.steps.edits import following, set_step
from bltui.domain.steps.edits import tick as ticked
from bltui.ui.dialogs.building_form import grade_form
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.steps.cycle_form import close_form, cycle_form
from bltui.ui.dialogs.steps.evidence_form import evidence_form
from bltui.ui.dialogs.steps.step_form import context_form, status_form, step_form
from bltui.ui.dialogs.steps.year_form import close_question, open_form
from bltui.ui.screens.team.pages import finding_page
from bltui.ui.state import State


def _basis(state: State) -> FormContext:
    return FormContext(state.building, state.framework, state.today)


def _year(state: State) -> str:
    return working_year(state.building, state.today)


def _open_cycle(state: State, group: Cwg) -> Cycle | None:
    return next(
        (c for c in reversed(cycles_of(state.building, group.id)) if c.outcome is None), None
    )


# -- steps -----------------------------------------------------------------------------------------


def next_status(
    state: State, which: BoardKey, step: int, *, back: bool = False
) -> Screen[bool] | Intent:
    """Return the intent that moves a step forward or back by one.

    For the preliminary step, return the form for who set the context.
    """
    if not back and which == "district" and step == state.framework.boards[which].precondition:
        return FormScreen(context_form(_basis(state), step))
    year = _year(state)
    view = board(state.building, state.framework, year, state.today, which)
    card = next(card for card in view.cards if card.step == step)
    own = state_of(state.building, which, step, year)
    return partial(
        set_step,
        framework=state.framework,
        board=which,
        step=step,
        year=year,
        today=state.today,
        to=following(card.status, back=back),
        seen=own.status if own else "not_started",
    )


def tick(state: State, which: BoardKey, step: int, item: str) -> Intent:
    """Return the intent that checks off or unchecks a checklist line."""
    return partial(
        ticked, framework=state.framework, board=which, step=step, year=_year(state), item=item
    )


def status(state: State, which: BoardKey, step: int, to: Status | None = None) -> Screen[bool]:
    """Return the form for any status."""
    return FormScreen(status_form(_basis(state), which, step, to))


def details(state: State, which: BoardKey, step: int, only: str = "") -> Screen[bool]:
    """Return the form for a step's details, or for one of them."""
    chosen = (only,) if only else ()
    return FormScreen(step_form(_basis(state), which, step, at=only or "owner_id", only=chosen))


# -- cycles ----------------------------------------------------------------------------------------


def take_on(state: State, group: Cwg | None) -> Screen[bool] | Intent | None:
    """Return the intent that moves a cycle on by one step.

    If that needs input, such as the decision that closes it, return the form.
    """
    if group is None:
        return None
    cycle = _open_cycle(state, group)
    if cycle is None or cycle.step in (None, cycle.phases[-1].step):
        return FormScreen(cycle_form(_basis(state), group))
    return partial(cycle_edits.advance, cwg_id=group.id, today=state.today, seen=cycle.step)


def step_back(group: Cwg | None) -> Intent | None:
    """Return the intent that moves a cycle back by one step."""
    return partial(cycle_edits.step_back, cwg_id=group.id) if group is not None else None


def cycle(state: State, group: Cwg | None) -> Screen[bool] | None:
    """Return the form for a group's next action, with all fields."""
    return FormScreen(cycle_form(_basis(state), group)) if group is not None else None


def stop(state: State, group: Cwg | None) -> Screen[bool] | None:
    """Return the form that closes a cycle before its last step."""
    found = _open_cycle(state, group) if group is not None else None
    if group is None or found is None:
        return None
    return FormScreen(close_form(_basis(state), group, found, stop=True))


# -- the year --------------------------------------------------------------------------------------


def close_year(state: State) -> tuple[Screen[bool], Intent]:
    """Return the question whether to close the year, with the open work.

    Raises UserError if the year is closed.
    """
    return close_question(_basis(state))


def open_year(state: State) -> Screen[bool]:
    """Return the form for the next year. Raises UserError if this one is not closed."""
    return FormScreen(open_form(_basis(state)))


# -- evidence --------------------------------------------------------------------------------------


def evidence(
    state: State, at: tuple[BoardKey, int] | None, group: Cwg | None
) -> Screen[bool] | None:
    """Return the form for evidence of a step or of a group's cycle.

    For a cycle it is for the current step of the open one, or for one that is closed already.
    """
    basis = _basis(state)
    if at is not None:
        definition = state.framework.boards[at[0]].step(at[1])
        wanted = definition.evidence[0] if definition and definition.evidence else "other"
        return FormScreen(evidence_form(basis, board=at[0], step=at[1], kind=wanted))
    own = cycles_of(state.building, group.id) if group is not None else []
    if not own:
        return None
    # The newest first; evidence that a closed cycle lacks can still be added (STP-04).
    cycles = {
        c.id: (f"{c.number}{'' if c.outcome is None else ', closed'}", shown_by(state, c))
        for c in own[:-4:-1]
    }
    step = cycles[own[-1].id][1]
    definition = state.framework.boards["building"].step(step)
    wanted = definition.evidence[0] if definition and definition.evidence else "other"
    return FormScreen(
        evidence_form(basis, step=step, cycle_id=own[-1].id, kind=wanted, cycles=cycles)
    )


def shown_by(state: State, cycle: Cycle) -> int:
    """Return the step that evidence of a cycle supports.

    This is its current step, or in a closed cycle the step that asks for evidence.
    """
    if cycle.outcome is None and cycle.step is not None:
        return cycle.step
    board = state.framework.boards["building"]
    asks = [
        p.step for p in cycle.phases if (step := board.step(p.step)) is not None and step.evidence
    ]
    return asks[0] if asks else cycle.phases[-1].step


def edit_evidence(state: State, record: str) -> Screen[bool] | None:
    """Return the form for existing evidence."""
    found = state.building.resolve(record)
    return FormScreen(evidence_form(_basis(state), found)) if isinstance(found, Evidence) else None


def remove_evidence(state: State, record: str) -> tuple[Screen[bool], Intent] | None:
    """Return the question whether to remove evidence, and the intent for a yes."""
    found = state.building.resolve(record)
    if not isinstance(found, Evidence):
        return None
    question = Confirm(f"Remove the evidence “{found.title}”?", yes="remove it (undo restores it)")
    return question, partial(without, table="evidence", number=found.id)


# -- findings --------------------------------------------------------------------------------------


def finding(state: State, found: Finding) -> Explain:
    """Return the sheet for a finding; its record is on the screen behind it."""
    return Explain(finding_page(state, found, fixable=False))


def grade(state: State, found: Finding) -> Screen[bool]:
    """Return the form for a rule's severity in this building."""
    return FormScreen(grade_form(_basis(state), state.framework.rules[found.rule]))
