"""Waive schedule conflicts with a reason. Intents."""

from __future__ import annotations

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.record import active
from bltui.domain.model.text import clean
from bltui.domain.model.waivers import Waiver


def waive(building: Building, *, rule: str, key: str, why: str) -> Change:
    """Waive a conflict. Raises UserError without a reason or if the rule cannot be waived."""
    builder = ChangeBuilder(building)
    present = next((w for w in active(building.waivers) if (w.rule, w.key) == (rule, key)), None)
    if present is None:
        builder.add("waivers", Waiver(rule=rule, key=key, why=why))
    elif not builder.put("waivers", present.id, why=why):
        return no_change(f"{rule}: already waived")
    return builder.change(f"{rule}: waived ({clean(why, 'why')})")


def unwaive(building: Building, *, rule: str, key: str) -> Change:
    """Remove a waiver."""
    builder = ChangeBuilder(building)
    found = [w for w in active(building.waivers) if (w.rule, w.key) == (rule, key)]
    if not found:
        return no_change(f"{rule}: not waived")
    for waiver in found:
        builder.archive("waivers", waiver.id)
    return builder.change(f"{rule}: no longer waived")
