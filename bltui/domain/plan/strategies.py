"""Strategies: the literature that they come from, and how far they are put into practice [S1]."""

from __future__ import annotations

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.plan import FIDELITY, Fidelity, Reference
from bltui.domain.plan.validation import there
from bltui.domain.steps.evidence import split_address


def read_reference(text: str) -> Reference:
    """A reference from one line: an address in it is kept apart from the citation."""
    citation, address = split_address(text)
    return Reference(citation or address, address)


def set_fidelity(building: Building, *, strategy_id: int, fidelity: Fidelity) -> Change:
    """Set how far a strategy is put into practice."""
    builder = ChangeBuilder(building)
    there(building, "strategies", strategy_id)
    strategy = building.strategies[strategy_id]
    if not builder.put("strategies", strategy_id, fidelity=fidelity):
        return no_change(f"strategy {strategy.text}: {FIDELITY[fidelity]} already")
    return builder.change(f"strategy {strategy.text}: {FIDELITY[strategy.fidelity]} → {FIDELITY[fidelity]}")
