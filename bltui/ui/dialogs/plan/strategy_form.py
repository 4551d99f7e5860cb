"""The form for a classroom strategy: goal, literature, who works on it, and implementation."""

from __future__ import annotations

from bltui.domain.model.kind import kinds_of
from bltui.domain.model.plan import Strategy
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def strategy_form(
    basis: FormContext, seen: Strategy | None = None, *, goal_id: int | None = None
) -> Form:
    """Return the form for a new strategy, or for the one in `seen`."""
    return record_form(basis, Strategy(text="", goal_id=goal_id), seen=seen, title="Strategy")


def fidelity_form(basis: FormContext, seen: Strategy) -> Form:
    """Return the form for how far a strategy is implemented."""
    others = set(kinds_of(Strategy)) - {"fidelity"}
    title = "Implementation status"
    return record_form(basis, seen, seen=seen, title=title, about=seen.text, skip=others)
