"""Add, edit and remove any record that its class describes. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.errors import Refused
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.record import Record


def add(building: Building, *, record: Record, today: date, framework: Framework | None = None) -> Change:
    """Add a record. Raises Refused, naming the field."""
    draft = Draft(building, today=today, framework=framework)
    return added(draft, record)


def added(draft: Draft, record: Record, more: str = "") -> Change:
    """Add a record to a draft and finish the draft; `more` is said behind its name."""
    table = record.TABLE
    number = draft.add(table, record)
    return draft.change(f"{named(draft, table, number)} added{more}")


def edit(building: Building, *, seen: Record, today: date, framework: Framework | None = None, **fields: Any) -> Change:
    """Change fields of a record as it was seen; merges with what others changed meanwhile.

    Raises Refused, naming the field, and Conflict if somebody set the same field first.
    """
    draft, table = Draft(building, today=today, framework=framework), seen.TABLE
    if not draft.merge(table, seen, **fields):
        return nothing(f"{seen.describe(draft)}: unchanged")
    kinds, now = kinds_of(type(seen)), draft.get(table, seen.id)
    words = [kinds[name].label.casefold() for name in fields if getattr(now, name) != getattr(seen, name)]
    return draft.change(f"{named(draft, table, seen.id)}: {', '.join(words)} changed")


def remove(building: Building, *, table: str, number: int, noun: str = "") -> Change:
    """Remove a record; what is linked to it stays."""
    draft, record = Draft(building), building.get(table, number)
    if record is None or record.archived:
        return nothing(f"{noun or table}: already removed")
    draft.archive(table, number)
    return draft.change(f"{record.describe(draft)} removed")


def named(draft: Draft, table: str, number: int) -> str:
    """A record of a draft, in words."""
    record = draft.get(table, number)
    if record is None:
        raise Refused(f"{table}/{number} is no longer there.")
    return record.describe(draft)
