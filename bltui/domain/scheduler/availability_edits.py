"""Keeping availability: rows come, change, go. Intents for `workspace.do`."""

from __future__ import annotations

from typing import Any

import msgspec

from bltui.domain.model.availability import Availability, described
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.errors import Refused
from bltui.domain.model.record import live, stored


def set_availability(building: Building, *, person_id: int, seen: Availability | None = None, **fields: Any) -> Change:
    """Add a row for a person (fields as in `Availability`), or change the row `seen`."""
    draft = Draft(building)
    person = building.people.get(person_id)
    if person is None or person.archived:
        raise Refused("That person is not on the list any more. Add them first.", field="person")
    for field in ("note", "period"):
        if field in fields:
            fields[field] = draft.text(fields[field], field)
    if seen is not None:
        _sound(msgspec.structs.replace(seen, **fields))
        if not draft.merge("availability", seen, **fields):
            return nothing(f"availability: {person.name} unchanged")
        return draft.change(f"availability: {person.name} {described(msgspec.structs.replace(seen, **fields))}")
    row = Availability(person_id=person_id, **fields)
    _sound(row)
    if any(stored(other) == stored(row) for other in live(building.availability)):
        return nothing(f"availability: {person.name} {described(row)} already")
    draft.add("availability", row)
    return draft.change(f"availability: {person.name} {described(row)}")


def clear_availability(building: Building, *, row_id: int) -> Change:
    """Take one row away."""
    draft = Draft(building)
    row = building.availability.get(row_id)
    if row is None or row.archived:
        return nothing("availability: that row is gone already")
    person = building.people.get(row.person_id)
    draft.archive("availability", row_id)
    return draft.change(f"availability: {person.name if person else 'person'} no longer {described(row)}")


def _sound(row: Availability) -> None:
    if row.start and row.end and row.end <= row.start:
        raise Refused(f"{row.start} to {row.end}: the end must be later than the start.", field="end")
    if row.first and row.last and row.last < row.first:
        raise Refused(f"{row.first} to {row.last}: the last day is before the first.", field="last")
    if row.kind == "planning" and not (row.period or (row.start and row.end)):
        raise Refused("Planning time: name the period, or from when to when.", field="period")
