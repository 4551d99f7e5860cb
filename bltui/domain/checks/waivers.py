"""Waivers: a conflict that people know of and accept, with their reason."""

from __future__ import annotations

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.errors import Refused
from bltui.domain.model.record import live
from bltui.domain.model.waivers import Waiver

#: What Handout 8 and the training ask for outright, so nobody can accept it: a BLT leader, any leader, times, meetings [S1].
NEVER = ("CWG-15", "CWG-18", "CWG-19", "CWG-25")


def waive(building: Building, *, rule: str, key: str, why: str) -> Change:
    """Accept a conflict, with the reason. Raises Refused without one, and where the rule cannot be waived."""
    draft = Draft(building)
    why = draft.text(why, "reason")
    if rule in NEVER:
        raise Refused(f"{rule} cannot be waived: the handout asks for it. Mend it instead.")
    if not why:
        raise Refused(f"{rule}: say why this is accepted.", field="why")
    present = next((w for w in live(building.waivers) if (w.rule, w.key) == (rule, key)), None)
    if present is None:
        draft.add("waivers", Waiver(rule=rule, key=key, why=why))
    elif not draft.put("waivers", present.id, why=why):
        return nothing(f"{rule}: waived already")
    return draft.change(f"{rule}: waived ({why})")


def unwaive(building: Building, *, rule: str, key: str) -> Change:
    """No longer accept a conflict."""
    draft = Draft(building)
    found = [w for w in live(building.waivers) if (w.rule, w.key) == (rule, key)]
    if not found:
        return nothing(f"{rule}: not waived")
    for waiver in found:
        draft.archive("waivers", waiver.id)
    return draft.change(f"{rule}: no longer waived")
