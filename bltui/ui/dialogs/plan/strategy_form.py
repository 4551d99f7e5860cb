"""The form for a classroom strategy: its goal, its literature, who works on it, how far it is put into practice [S1]."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.plan import FIDELITY, Strategy
from bltui.domain.plan.strategies import set_fidelity
from bltui.ui.dialogs.fields import Choice
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def strategy_form(basis: FormContext, seen: Strategy | None = None, *, goal_id: int | None = None) -> Form:
    """A new strategy, or one as it was seen."""
    return record_form(basis, Strategy(text="", goal_id=goal_id), seen=seen, title="Strategy")


def fidelity_form(strategy: Strategy) -> Form:
    """How far a strategy is put into practice."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(set_fidelity, strategy_id=strategy.id, **values)

    return Form(
        title="How far it is put into practice",
        about=strategy.text,
        fields=(Choice(key="fidelity", label="Practice", value=strategy.fidelity, choices=tuple(FIDELITY.items())),),
        build=build,
        live_preview=True,
    )
