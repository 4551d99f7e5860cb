"""Strategies: chosen from the literature, taken up by groups, put into practice [S1]. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.plan import FIDELITY, Fidelity, Reference, Strategy
from bltui.domain.model.text import PROSE
from bltui.domain.plan.validation import SENTENCE, group_there, sentence, there
from bltui.domain.steps.evidence import check_tags


def _reference(draft: Draft, reference: Reference) -> Reference:
    return Reference(
        sentence(draft, reference.citation, "reference"),
        draft.text(reference.url, "address", limit=SENTENCE),
        draft.text(reference.note, "note", limit=PROSE),
    )


def add_strategy(
    building: Building,
    *,
    framework: Framework,
    text: str,
    goal_id: int | None = None,
    references: Sequence[Reference] = (),
    why: str = "",
    cwg_ids: Sequence[int] = (),
    where: str = "",
    start: date | None = None,
    introduced: date | None = None,
    standards: Sequence[str] = (),
) -> Change:
    """A classroom strategy, for a goal and with its literature (SIP-06 asks for at least one reference)."""
    draft = Draft(building)
    there(building, "goals", goal_id)
    check_tags(framework, standards)
    for cwg_id in cwg_ids:
        group_there(building, cwg_id)
    strategy = Strategy(
        text=sentence(draft, text, "strategy"),
        goal_id=goal_id,
        references=tuple(_reference(draft, r) for r in references),
        why=draft.text(why, "why", limit=PROSE, multiline=True),
        cwg_ids=tuple(dict.fromkeys(cwg_ids)),
        where=draft.text(where, "where", limit=PROSE, multiline=True),
        start=start,
        introduced=introduced,
        standards=tuple(dict.fromkeys(standards)),
    )
    draft.add("strategies", strategy)
    return draft.change(f"plan: strategy {strategy.text} added")


def set_fidelity(building: Building, *, strategy_id: int, fidelity: Fidelity) -> Change:
    """How far a strategy is put into practice."""
    draft = Draft(building)
    there(building, "strategies", strategy_id)
    strategy = building.strategies[strategy_id]
    if not draft.put("strategies", strategy_id, fidelity=fidelity):
        return nothing(f"strategy {strategy.text}: {FIDELITY[fidelity]} already")
    return draft.change(f"strategy {strategy.text}: {FIDELITY[strategy.fidelity]} → {FIDELITY[fidelity]}")
