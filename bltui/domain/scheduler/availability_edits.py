"""Keeping availability: rows come, change, go. Intents for `workspace.do`."""

from __future__ import annotations

from typing import Any

import msgspec

from bltui.domain.model.availability import Availability, described
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active, to_document


def set_availability(building: Building, *, person_id: int, seen: Availability | None = None, **fields: Any) -> Change:
    """Add a row for a person (fields as in `Availability`), or change the row `seen`."""
    builder = ChangeBuilder(building)
    person = building.people.get(person_id)
    if person is None or person.archived:
        raise UserError("That person is not on the list any more. Add them first.", field="person")
    for field in ("note", "period"):
        if field in fields:
            fields[field] = builder.text(fields[field], field)
    if seen is not None:
        _sound(msgspec.structs.replace(seen, **fields))
        if not builder.merge("availability", seen, **fields):
            return no_change(f"availability: {person.name} unchanged")
        return builder.change(f"availability: {person.name} {described(msgspec.structs.replace(seen, **fields))}")
    row = Availability(person_id=person_id, **fields)
    _sound(row)
    if any(to_document(other) == to_document(row) for other in active(building.availability)):
        return no_change(f"availability: {person.name} {described(row)} already")
    builder.add("availability", row)
    return builder.change(f"availability: {person.name} {described(row)}")


def clear_availability(building: Building, *, row_id: int) -> Change:
    """Take one row away."""
    builder = ChangeBuilder(building)
    row = building.availability.get(row_id)
    if row is None or row.archived:
        return no_change("availability: that row is gone already")
    person = building.people.get(row.person_id)
    builder.archive("availability", row_id)
    return builder.change(f"availability: {person.name if person else 'person'} no longer {described(row)}")


def _sound(row: Availability) -> None:
    if row.start and row.end and row.end <= row.start:
        raise UserError(f"{row.start} to {row.end}: the end must be later than the start.", field="end")
    if row.first and row.last and row.last < row.first:
        raise UserError(f"{row.first} to {row.last}: the last day is before the first.", field="last")
    if row.kind == "planning" and not (row.period or (row.start and row.end)):
        raise UserError("Planning time: name the period, or from when to when.", field="period")
