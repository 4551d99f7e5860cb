"""Intents that add, edit, and remove any record described by its class."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind, kinds_of
from bltui.domain.model.kinds import Choice, Line
from bltui.domain.model.record import Record
from bltui.domain.model.text import LINE

if TYPE_CHECKING:  # `people add` needs no framework
    from bltui.domain.model.framework_types import Framework


def add(
    building: Building, *, record: Record, today: date, framework: Framework | None = None
) -> Change:
    """Add a record. Raises UserError with the field."""
    builder = ChangeBuilder(building, today=today, framework=framework)
    return added(builder, record)


def added(builder: ChangeBuilder, record: Record, more: str = "") -> Change:
    """Add a record and finish the change. `more` is appended to its description."""
    table = record.TABLE
    number = builder.add(table, record)
    change = builder.change(f"{named(builder, table, number)} added{more}")
    return msgspec.structs.replace(change, anonymous=record.nameless)


def edit(
    building: Building,
    *,
    seen: Record,
    today: date,
    framework: Framework | None = None,
    **fields: Any,
) -> Change:
    """Edit fields of a record as it was seen, merging other people's changes.

    Raises UserError with the field, and Conflict if another person set the same field first.
    """
    return edited(ChangeBuilder(building, today=today, framework=framework), seen, fields)


def edited(builder: ChangeBuilder, seen: Record, fields: dict[str, Any]) -> Change:
    """Edit fields of a record as it was seen, and finish the change."""
    table = seen.TABLE
    if not builder.merge(table, seen, **fields):
        return no_change(f"{seen.describe(builder)}: unchanged")
    if seen.nameless:
        # The history does not reveal which fields were changed.
        return msgspec.structs.replace(
            builder.change(f"{seen.describe(builder)} changed"), anonymous=True
        )
    # A form submits every field. Values that other people changed are not part of this change.
    newest, now = builder.building.get(table, seen.id), builder.get(table, seen.id)
    kinds = kinds_of(type(seen))
    changed = [name for name in fields if getattr(now, name) != getattr(newest, name)]
    words = ", ".join(_changed(seen, name, kinds[name]) for name in changed) + " changed"
    if len(changed) == 1 and isinstance(kind := kinds[changed[0]], Choice):
        before, after = (
            kind.show(getattr(one, changed[0]), builder) or kind.unset or "none"
            for one in (newest, now)
        )
        words = f"{before} → {after}"
    return builder.change(f"{named(builder, table, seen.id)}: {words}")


def _changed(seen: Record, name: str, kind: Kind) -> str:
    """Return a changed field in words.

    Includes the old name of a renamed record, unless the name is a sentence.
    """
    # "action #1: wording changed" instead of "action #1: action changed"
    label = "wording" if kind.label.casefold() == seen.NOUN else kind.label.casefold()
    if name == seen.NAME and isinstance(kind, Line) and kind.max <= LINE:
        return f"{label} (was {getattr(seen, name)})"
    return label


def remove(building: Building, *, table: str, number: int, noun: str = "") -> Change:
    """Remove a record. Records linked to it stay."""
    builder, record = ChangeBuilder(building), building.get(table, number)
    if record is None or record.archived:
        return no_change(f"{noun or table}: already removed")
    builder.archive(table, number)
    return builder.change(f"{record.describe(builder)} removed")


def named(builder: ChangeBuilder, table: str, number: int) -> str:
    """Return a record of this change in words. Raises UserError if it no longer exists."""
    record = builder.get(table, number)
    if record is None:
        raise UserError(f"{table}/{number} no longer exists. Choose another one.")
    return record.describe(builder)
