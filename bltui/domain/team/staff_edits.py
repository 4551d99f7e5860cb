"""Edit the staff list. Intents for `workspace.do`."""

from __future__ import annotations

from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.people import EmployeeType, Person
from bltui.domain.model.record import active


def new_person(
    builder: ChangeBuilder, *, employee_type: EmployeeType = "certified", **fields: Any
) -> Person:
    """Add a person to the builder. Certified staff and administrators count as educators."""
    educator = employee_type in ("certified", "admin")
    return builder.new("people", Person(employee_type=employee_type, educator=educator, **fields))


def add_person(building: Building, **fields: Any) -> Change:
    """Add a person to the staff list. `fields` are those of `Person`."""
    builder = ChangeBuilder(building)
    person = new_person(builder, **fields)
    return builder.change(f"{person.describe(builder)} added")


def deactivate_person(building: Building, *, person_id: int) -> Change:
    """Mark a person as having left the building. Their history is kept."""
    builder = ChangeBuilder(building)
    person = _listed(building, person_id)
    if not builder.put("people", person_id, active=False):
        return no_change(f"people: {person.name} is already inactive")
    seats = [
        building.seats[m.seat_id].label
        for m in active(building.memberships)
        if m.person_id == person_id and m.status != "ended" and m.seat_id in building.seats
    ]
    if seats:
        builder.note(
            f"still on {', '.join(seats)}: end the membership, or fill the seat with another person"
        )
    return builder.change(f"people: {person.name} has left")


def reactivate_person(building: Building, *, person_id: int) -> Change:
    """Mark a person as back in the building."""
    builder = ChangeBuilder(building)
    person = _listed(building, person_id)
    if not builder.put("people", person_id, active=True):
        return no_change(f"people: {person.name} is already active")
    return builder.change(f"people: {person.name} is back")


def _listed(building: Building, person_id: int) -> Person:
    person = building.people.get(person_id)
    if person is None or person.archived:
        raise UserError("This person was removed. Undo the removal, or add them again.")
    return person
