"""Show a record by its field kinds: as JSON for programs, and as labeled rows for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bltui.domain.model.kind import key_of, kinds_of
from bltui.domain.model.record import Record

if TYPE_CHECKING:
    from bltui.domain.model.context import Context


def as_json(record: Record, context: Context) -> dict[str, Any]:
    """Return the record in the public JSON format: its id as "table/id", then every field."""
    kinds = kinds_of(type(record))
    fields = {
        key_of(name, kind): kind.json(getattr(record, name), context)
        for name, kind in kinds.items()
    }
    return {"id": f"{record.TABLE}/{record.id}", **fields}


def rows(record: Record, context: Context) -> Iterator[tuple[str, str]]:
    """Yield the label and the words of every field that has a value."""
    for name, kind in kinds_of(type(record)).items():
        if words := kind.show(getattr(record, name), context):
            yield kind.label, words
