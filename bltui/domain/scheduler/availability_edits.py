"""Edit people's availability. Intents for `workspace.do`."""

from __future__ import annotations

from typing import Any

from bltui.domain.model.availability import Availability
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.editing import named
from bltui.domain.model.record import active, to_document


def set_availability(
    building: Building, *, person_id: int, seen: Availability | None = None, **fields: Any
) -> Change:
    """Add an availability row (fields as in `Availability`), or change the row `seen`."""
    builder = ChangeBuilder(building)
    if seen is not None:
        if not builder.merge("availability", seen, **fields):
            return no_change(f"{seen.describe(builder)}: unchanged")
        return builder.change(named(builder, "availability", seen.id))
    row = Availability(person_id=person_id, **fields)
    if any(to_document(other) == to_document(row) for other in active(building.availability)):
        return no_change(f"{row.describe(builder)} already")
    return builder.change(named(builder, "availability", builder.add("availability", row)))
