"""Assign and release team duties, such as facilitator and liaison. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date, timedelta

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import short_date
from bltui.domain.model.record import active
from bltui.domain.model.seats import ROLES, Assignment, Role
from bltui.domain.team.membership import on_list

#: Paired duties that must be held by two different people.
_OTHER: dict[Role, Role] = {"facilitator": "cofacilitator", "cofacilitator": "facilitator"}


def _holders(building: Building, role: Role | None, day: date) -> list[Assignment]:
    return [
        a
        for a in active(building.assignments)
        if a.role == role and (a.start or date.min) <= day and (a.end is None or a.end >= day)
    ]


def _ended(builder: ChangeBuilder, role: Role, day: date) -> list[Assignment]:
    """End a duty in the builder on the day before `day`, and return the ended assignments."""
    held = _holders(builder.building, role, day)
    for old in held:
        if old.start is None or old.start < day:
            builder.put("assignments", old.id, end=day - timedelta(1))
        else:
            builder.archive("assignments", old.id)
    return held


def assign(building: Building, *, role: Role, person_id: int, start: date) -> Change:
    """Assign a duty to a person from a day on, and end the previous holder's assignment.

    Raises UserError if the person holds the paired duty: facilitator and co-facilitator are two
    people.
    """
    builder = ChangeBuilder(building)
    person = on_list(building, person_id)
    other = _OTHER.get(role)
    if other and any(a.person_id == person_id for a in _holders(building, other, start)):
        raise UserError(
            f"{person.name} is the {ROLES[other]}. Facilitator and co-facilitator must be two "
            "people. Choose another person.",
            field="person_id",
        )
    if any(a.person_id == person_id for a in _ended(builder, role, start)):
        return no_change(f"team: {person.name} is already {ROLES[role]}")
    builder.add("assignments", Assignment(role=role, person_id=person_id, start=start))
    return builder.change(f"team: {person.name} is {ROLES[role]} from {short_date(start)}")


def release(building: Building, *, role: Role, on: date) -> Change:
    """End a duty from a day on, without a new holder."""
    builder = ChangeBuilder(building)
    if not _ended(builder, role, on):
        return no_change(f"team: there is no {ROLES[role]}")
    return builder.change(f"team: no {ROLES[role]} from {short_date(on)}")
