"""Changing the staff list: people come, change, leave. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.people import EmployeeType, Person
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, folded


def new_person(
    builder: ChangeBuilder,
    *,
    name: str,
    title: str = "",
    employee_type: EmployeeType = "certified",
    grades: Sequence[str] = (),
    subjects: Sequence[str] = (),
    notes: str = "",
) -> Person:
    """Put a person into a draft; equal names are allowed and said."""
    name = builder.text(name, "name", blank=False)
    twins = [p for p in active(builder.building.people) if folded(p.name) == folded(name)]
    if twins:
        builder.note(
            f"{name} is there already (#{', #'.join(str(p.id) for p in twins)}); this is another person of that name"
        )
    person = Person(
        name=name,
        title=builder.text(title, "title"),
        employee_type=employee_type,
        grades=tuple(grades),
        subjects=tuple(builder.text(s, "subjects", blank=False) for s in subjects),
        educator=employee_type in ("certified", "admin"),
        notes=builder.text(notes, "notes", limit=PROSE, multiline=True),
    )
    number = builder.add("people", person)
    return msgspec.structs.replace(person, id=number)


def add_person(building: Building, **fields: Any) -> Change:
    """A new person on the staff list; arguments as `new_person`."""
    builder = ChangeBuilder(building)
    person = new_person(builder, **fields)
    return builder.change(f"people: {person.name} added")


def edit_person(building: Building, *, seen: Person, **fields: Any) -> Change:
    """Change fields of a person as they were seen; merges with what others changed meanwhile."""
    builder = ChangeBuilder(building)
    for field in ("name", "title"):
        if field in fields:
            fields[field] = builder.text(fields[field], field, blank=field != "name")
    if "notes" in fields:
        fields["notes"] = builder.text(fields["notes"], "notes", limit=PROSE, multiline=True)
    if "subjects" in fields:
        fields["subjects"] = tuple(builder.text(s, "subjects", blank=False) for s in fields["subjects"])
    if "grades" in fields:
        fields["grades"] = tuple(fields["grades"])
    changed = builder.merge("people", seen, **fields)
    if not changed:
        return no_change(f"people: {seen.name} unchanged")
    words = [f.replace("_", " ") for f in fields if getattr(seen, f) != fields[f]]
    name = fields.get("name", seen.name)
    renamed = f"{seen.name} is now {name}" if name != seen.name else f"{name}: {', '.join(words)} changed"
    return builder.change(f"people: {renamed}")


def deactivate_person(building: Building, *, person_id: int) -> Change:
    """Somebody has left the building: no longer counted, history kept."""
    builder = ChangeBuilder(building)
    person = building.people.get(person_id)
    if person is None or person.archived:
        raise UserError("This person is no longer on the list.")
    if not person.active:
        return no_change(f"people: {person.name} is inactive already")
    builder.put("people", person_id, active=False)
    seats = [
        building.seats[m.seat_id].label
        for m in active(building.memberships)
        if m.person_id == person_id and m.status != "ended" and m.seat_id in building.seats
    ]
    if seats:
        builder.note(f"still named on {', '.join(seats)}: end the membership or seat somebody else")
    return builder.change(f"people: {person.name} has left")


def reactivate_person(building: Building, *, person_id: int) -> Change:
    """Somebody is back in the building."""
    builder = ChangeBuilder(building)
    person = building.people.get(person_id)
    if person is None or person.archived:
        raise UserError("This person is no longer on the list.")
    if not builder.put("people", person_id, active=True):
        return no_change(f"people: {person.name} is active already")
    return builder.change(f"people: {person.name} is back")
