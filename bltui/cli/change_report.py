"""What one change did, record by record and field by field, for `bltui history show`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bltui.domain.model import formats
from bltui.store.replay import plain

if TYPE_CHECKING:
    from bltui.domain.model.change import Edit
    from bltui.store.journal_entry import JournalEntry


#: Tables of answers. No screen shows their rows.
_ANSWERS = ("responses", "self_checks")


def names_nobody(edit: Edit) -> bool:
    """Return whether an edit adds or removes an anonymous record.

    Such a record is an answer to a round or a self-check, or a remark.
    """
    if edit.before is not None and edit.after is not None:
        return False
    return edit.table in _ANSWERS or bool((edit.after or edit.before or {}).get("anonymous"))


def changed(entry: JournalEntry) -> tuple[list[dict[str, Any]], int]:
    """Return a change's records with their fields before and after, and the number not shown.

    Anonymous answers are only counted, because their group may be small. The first change gives no
    records, because it holds the whole building.
    """
    if entry.start:
        return [], 0
    shown = [edit for edit in entry.edits if not (names_nobody(edit) or edit.table in _ANSWERS)]
    return [_record(edit) for edit in shown], len(entry.edits) - len(shown)


def _record(edit: Edit) -> dict[str, Any]:
    before, after = plain(edit.before or {}), plain(edit.after or {})
    what = "added" if edit.before is None else "removed" if edit.after is None else "changed"
    fields = [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in {**before, **after}
    ]
    return {"record": edit.reference, "what": what, "fields": fields}


def in_words(entry: JournalEntry, records: Sequence[dict[str, Any]], hidden: int) -> Iterator[str]:
    """Yield the report's lines for people."""
    if entry.start:
        count = len(entry.edits)
        yield f"The history starts here, with {formats.count(count, 'record')}."
    for record in records:
        yield f"{record['record']} {record['what']}"
        for field in record["fields"]:
            yield f"  {field['field']}: {_value(field['before'])} → {_value(field['after'])}"
        if not record["fields"]:
            yield "  only what bltui keeps about saves"
    if hidden:
        yield f"{formats.count(hidden, 'anonymous record')} not shown"
    if not (entry.edits or entry.start):
        yield "No record was changed."


def _value(value: Any) -> str:
    """Return a stored value on one line; a missing field is a dash."""
    if value is None:
        return "–"
    return value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
