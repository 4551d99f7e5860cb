"""Duties on the team: who facilitates and is the liaison, and the contacts that they keep [S2]. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.seats import Assignment, ContactLog, Role
from bltui.domain.model.text import PROSE

#: How the history and the screens name a duty.
NAMES: dict[str, str] = {
    "facilitator": "facilitator",
    "cofacilitator": "cofacilitator",
    "primary_liaison": "primary liaison",
}


def _holders(building: Building, role: Role, day: date) -> list[Assignment]:
    return [
        a
        for a in active(building.assignments)
        if a.role == role and (a.start or date.min) <= day and (a.end is None or a.end >= day)
    ]


def assign(building: Building, *, role: Role, person_id: int, start: date) -> Change:
    """Give a duty to a person from a day on; whoever held it holds it until the day before.

    "Anyone can be the facilitator" [S2]; the facilitator and the cofacilitator are two people.
    """
    builder = ChangeBuilder(building)
    person = building.people.get(person_id)
    if person is None or person.archived or not person.active:
        raise UserError("That person is not on the list any more. Add them first.", field="person")
    other: Role | None = {"facilitator": "cofacilitator", "cofacilitator": "facilitator"}.get(role)  # type: ignore[assignment]
    if other and any(a.person_id == person_id for a in _holders(building, other, start)):
        raise UserError(
            f"{person.name} is the {other}. Facilitator and cofacilitator are two people: choose somebody else.",
            field="person",
        )
    held = _holders(building, role, start)
    if any(a.person_id == person_id for a in held):
        return no_change(f"team: {person.name} is {NAMES[role]} already")
    for old in held:
        if old.start is None or old.start < start:
            builder.put("assignments", old.id, end=start - timedelta(1))
        else:
            builder.archive("assignments", old.id)
    builder.add("assignments", Assignment(role=role, person_id=person_id, start=start))
    return builder.change(f"team: {person.name} is {NAMES[role]} from {show_date(start)}")


def release(building: Building, *, role: Role, on: date) -> Change:
    """Nobody holds the duty from `on` on."""
    builder = ChangeBuilder(building)
    held = _holders(building, role, on)
    if not held:
        return no_change(f"team: there is no {NAMES[role]}")
    for old in held:
        if old.start is None or old.start < on:
            builder.put("assignments", old.id, end=on - timedelta(1))
        else:
            builder.archive("assignments", old.id)
    return builder.change(f"team: no {NAMES[role]} from {show_date(on)}")


def log_contact(
    building: Building,
    *,
    party: Literal["principal", "dlt"],
    on: date,
    today: date,
    direction: Literal["to", "from"] = "to",
    note: str = "",
) -> Change:
    """Note a contact with the principal or with the DLT/CSLT."""
    if on > today:
        raise UserError(
            f"{show_date(on)} is still to come: a contact is noted when it was. Write today or an earlier day.",
            field="on",
        )
    builder = ChangeBuilder(building)
    builder.add(
        "contacts",
        ContactLog(
            party=party, on=on, direction=direction, note=builder.text(note, "note", limit=PROSE, multiline=True)
        ),
    )
    whom = "the principal" if party == "principal" else f"the {building.profile.dlt_label}"
    return builder.change(f"team: contact with {whom} on {show_date(on)}")
