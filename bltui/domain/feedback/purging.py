"""Select what a purge erases: the texts of a record and of its copies."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import folded, shown

#: Free-text fields by table.
WRITTEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "feedback": ("text", "reason", "answer"),
        "themes": ("name", "note"),
        "lines": ("text",),
        "decisions": ("text", "reason"),
        "actions": ("text", "note"),
        "process_notes": ("text", "adults", "students", "evidence", "needs"),
        "process_results": ("group",),
        "agenda": ("title", "outcome"),
        "people": ("name", "title", "notes"),
        "contacts": ("note",),
    }
)


def words_of(building: Building, reference: str) -> dict[str, tuple[str, ...]]:
    """Return the fields to purge for a record "table/id" and for records that repeat its text.

    Raises UserError if there is no such record, or nothing to purge in it.
    """
    table = reference.partition("/")[0]
    if table not in WRITTEN:
        raise UserError(
            f"{shown(reference)} has no text to purge. Purge one of {', '.join(WRITTEN)}."
        )
    record = building.resolve(reference)
    if record is None:
        raise UserError(f"There is no {shown(reference)}.")
    text = folded(str(getattr(record, "text", "")))
    same = {
        f"{name}/{other.id}": WRITTEN[name]
        for name in ("feedback", "lines", "actions", "decisions")
        for other in building.table(name).values()
        if text and folded(str(getattr(other, "text", ""))) == text
    }
    return {reference: WRITTEN[table], **same}


def texts_of(building: Building, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the texts of those fields, which must not be found anywhere after a purge."""
    found = (
        getattr(building.resolve(reference), field, "")
        for reference, fields in words.items()
        for field in fields
    )
    return tuple(dict.fromkeys(text for text in found if isinstance(text, str) and text))
