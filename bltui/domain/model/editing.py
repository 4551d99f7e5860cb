"""Add, edit and remove any record that its class describes. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.record import Record


def add(building: Building, *, record: Record, today: date, framework: Framework | None = None) -> Change:
    """Add a record. Raises UserError, naming the field."""
    builder = ChangeBuilder(building, today=today, framework=framework)
    return added(builder, record)


def added(builder: ChangeBuilder, record: Record, more: str = "") -> Change:
    """Add a record to a draft and finish the draft; `more` is said behind its name."""
    table = record.TABLE
    number = builder.add(table, record)
    return builder.change(f"{named(builder, table, number)} added{more}")


def edit(building: Building, *, seen: Record, today: date, framework: Framework | None = None, **fields: Any) -> Change:
    """Change fields of a record as it was seen; merges with what others changed meanwhile.

    Raises UserError, naming the field, and Conflict if somebody set the same field first.
    """
    builder, table = ChangeBuilder(building, today=today, framework=framework), seen.TABLE
    if not builder.merge(table, seen, **fields):
        return no_change(f"{seen.describe(builder)}: unchanged")
    kinds, now = kinds_of(type(seen)), builder.get(table, seen.id)
    words = [kinds[name].label.casefold() for name in fields if getattr(now, name) != getattr(seen, name)]
    return builder.change(f"{named(builder, table, seen.id)}: {', '.join(words)} changed")


def remove(building: Building, *, table: str, number: int, noun: str = "") -> Change:
    """Remove a record; what is linked to it stays."""
    builder, record = ChangeBuilder(building), building.get(table, number)
    if record is None or record.archived:
        return no_change(f"{noun or table}: already removed")
    builder.archive(table, number)
    return builder.change(f"{record.describe(builder)} removed")


def named(builder: ChangeBuilder, table: str, number: int) -> str:
    """A record of a draft, in words."""
    record = builder.get(table, number)
    if record is None:
        raise UserError(f"{table}/{number} is no longer there.")
    return record.describe(builder)
