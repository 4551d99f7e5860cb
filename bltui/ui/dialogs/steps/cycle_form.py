"""The forms for a group's cycle: open it, move it to the next step, close it with a decision."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import OUTCOMES, Cycle
from bltui.domain.model.due import Due
from bltui.domain.model.record import active
from bltui.domain.model.work_groups import cycles_of
from bltui.domain.steps.current_state import working_year
from bltui.domain.steps.cycle_edits import advance, close, start
from bltui.ui.dialogs.fields import Choice, Prose, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.plan_fields import Link, none_or, strategies
from bltui.ui.dialogs.steps.evidence_form import evidence_line


def cycle_form(basis: FormContext, group: Cwg) -> Form:
    """Return the form for a group's next action: open a cycle, move it on, or close it."""
    cycle = next(
        (c for c in reversed(cycles_of(basis.building, group.id)) if c.outcome is None), None
    )
    if cycle is None:
        return _start(basis, group)
    if cycle.step in (None, cycle.phases[-1].step):
        return close_form(basis, group, cycle)
    return _advance(basis, group, cycle)


def _start(basis: FormContext, group: Cwg) -> Form:
    before = cycles_of(basis.building, group.id)
    own = [s.id for s in active(basis.building.strategies) if group.id in s.cwg_ids]
    proposed = before[-1].strategy_id if before else own[0] if own else None
    phases = basis.framework.boards["building"].phases()

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            start,
            framework=basis.framework,
            cwg_id=group.id,
            year=working_year(basis.building, basis.today),
            today=basis.today,
            **values,
        )

    return Form(
        title=f"{group.called}: open cycle {max((c.number for c in before), default=0) + 1}",
        about=f"A cycle goes through steps {phases[0]} to {phases[-1]}." if phases else "",
        fields=(
            Link(
                key="strategy_id",
                label="Strategy",
                value=proposed,
                choices=none_or(strategies(basis)),
            ),
            basis.day("on", "From", basis.today, required=True),
            typed("due", Due("Due"), context=basis),
        ),
        build=build,
        names={"strategy": "strategy_id"},
        saves="Open cycle",
        live_preview=True,
    )


def _advance(basis: FormContext, group: Cwg, cycle: Cycle) -> Form:
    at = cycle.step

    def build(values: Values, seen: Any) -> Intent:
        return partial(advance, cwg_id=group.id, today=basis.today, seen=at, **values)

    definition = basis.framework.boards["building"].step(at or 0)
    return Form(
        title=f"{group.called} · cycle {cycle.number}: finish step {at}",
        about=definition.title if definition else "",
        fields=(
            evidence_line(),
            Prose(key="note", label="Note", hint="no student names. Tab: next field"),
            basis.day("on", "On", basis.today, required=True),
        ),
        build=build,
        saves="Go to next step",
        live_preview=True,
    )


def close_form(basis: FormContext, group: Cwg, cycle: Cycle, *, stop: bool = False) -> Form:
    """Return the form for the decision that closes a cycle: continue, adjust, adopt, or stop.

    `stop` suggests the last, at any step.
    """

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            close,
            framework=basis.framework,
            cwg_id=group.id,
            year=working_year(basis.building, basis.today),
            today=basis.today,
            **values,
        )

    return Form(
        title=f"{group.called} · cycle {cycle.number}: close",
        about="The findings decide what is next. Continue and adjust open the next cycle and carry "
        "over what was learned.",
        fields=(
            Choice(
                key="outcome",
                label="Decision",
                value="stop" if stop else "continue",
                choices=tuple(OUTCOMES.items()),
            ),
            Prose(
                key="learned",
                label="Learned",
                hint="findings and the reason; carried over. Tab: next field",
            ),
            evidence_line(),
            basis.day("on", "On", basis.today, required=True),
        ),
        build=build,
        saves="Close cycle",
        live_preview=True,
    )
