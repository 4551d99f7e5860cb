"""The form for a classroom strategy: its goal, its literature, who works on it, how far it is put into practice [S1]."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.plan import FIDELITY, Strategy
from bltui.domain.plan.edits import revise
from bltui.domain.plan.strategies import add_strategy, set_fidelity
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.fields import Choice, Field, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.plan.goal_form import Sentence
from bltui.ui.dialogs.plan_fields import Link, LinkMany, Literature, goals, groups, none_or, standards_field

_FIDELITY = tuple(FIDELITY.items())


def strategy_form(basis: Basis, seen: Strategy | None = None, *, goal_id: int | None = None) -> Form:
    """A strategy anew, or as it was seen."""
    own = seen or Strategy(text="", goal_id=goal_id)

    def build(values: Values, seen: Any) -> Intent:
        if seen is None:
            return partial(add_strategy, framework=basis.framework, **values)
        return partial(revise, table="strategies", seen=seen, framework=basis.framework, **values)

    fields: list[Field] = [
        Sentence(key="text", label="Strategy", value=own.text, wanted=True),
        Link(key="goal_id", label="Goal", value=own.goal_id, choices=none_or(goals(basis, own.goal_id))),
        Literature(key="references", label="Literature", value=own.references),
        Prose(key="why", label="Why this one", value=own.why, hint="what the literature says for it. Tab goes on"),
        LinkMany(key="cwg_ids", label="Groups", value=own.cwg_ids, choices=groups(basis)),
        Prose(key="where", label="Who, where", value=own.where, hint="who implements it, and where. Tab goes on"),
        basis.day("start", "From", own.start),
        basis.day("introduced", "Introduced", own.introduced),
        standards_field(basis, own.standards),
    ]
    if seen is not None:
        fields.append(Choice(key="fidelity", label="Practice", value=own.fidelity, choices=_FIDELITY))
    return Form(
        title="Strategy",
        fields=tuple(fields),
        build=build,
        seen=seen,
        names={"strategy": "text", "goal": "goal_id", "reference": "references", "cwg": "cwg_ids"},
        tries=True,
    )


def fidelity_form(strategy: Strategy) -> Form:
    """How far a strategy is put into practice."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(set_fidelity, strategy_id=strategy.id, **values)

    return Form(
        title="How far it is put into practice",
        about=strategy.text,
        fields=(Choice(key="fidelity", label="Practice", value=strategy.fidelity, choices=_FIDELITY),),
        build=build,
        tries=True,
    )
