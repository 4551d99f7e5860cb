"""Compute documents from edits and edits from documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bltui.domain.model.change import Edit
from bltui.store.journal_entry import JournalEntry

Tables = dict[str, dict[int, dict[str, Any]]]
Documents = Mapping[str, Mapping[int, Mapping[str, Any]]]

#: Fields that the store sets on each changed document.
BOOKKEEPING = ("_rev", "_by", "_at", "_first", "_first_by")

_MISSING = object()


def replay(entries: Iterable[JournalEntry]) -> Tables:
    """Return the documents after these entries, from the last start on.

    Tables without documents are left out.
    """
    tables: Tables = {}
    for entry in entries:
        if entry.start:
            tables.clear()
        for edit in entry.edits:
            _redo(tables.setdefault(edit.table, {}), edit, entry)
    return {name: rows for name, rows in tables.items() if rows}


def _redo(rows: dict[int, dict[str, Any]], edit: Edit, entry: JournalEntry) -> None:
    if edit.after is None:
        rows.pop(edit.id, None)
        return
    old = rows.get(edit.id, {})
    fields = {key: value for key, value in old.items() if key not in (edit.before or {})} | dict(
        edit.after
    )
    if not (entry.start or entry.outside):
        fields = stamped(plain(fields), old, entry.by, entry.at)
    rows[edit.id] = fields


def stamped(
    fields: Mapping[str, Any], old: Mapping[str, Any], by: str | None, at: float
) -> dict[str, Any]:
    """Return a document with bookkeeping fields, one revision after `old` (empty if new).

    A document saved again has the time of its first save, and who saved it first if another person
    saves it, unless it was ever saved anonymously.
    """
    signed = {
        **fields,
        "_rev": old.get("_rev", 0) + 1,
        **({"_by": by} if by is not None else {}),
        "_at": at,
    }
    first = old.get("_first", old["_at"] if old.get("_rev") == 1 else None)
    if first is None or by is None or "_by" not in old:
        return signed
    author = old.get("_first_by", old["_by"])
    return {**signed, "_first": first, **({"_first_by": author} if author != by else {})}


def plain(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without bookkeeping fields."""
    return {key: value for key, value in document.items() if key not in BOOKKEEPING}


def everything(documents: Documents) -> tuple[Edit, ...]:
    """Return the edits that create these documents from nothing."""
    return tuple(
        Edit(table, number, None, row)
        for table, rows in documents.items()
        for number, row in rows.items()
    )


def differences(was: Documents, now: Documents) -> tuple[Edit, ...]:
    """Return the edits from one state to another, including bookkeeping fields."""
    edits = []
    for table in {**was, **now}:
        old, new = was.get(table, {}), now.get(table, {})
        for number in {**old, **new}:
            before, after = old.get(number), new.get(number)
            if before is None or after is None:
                edits.append(Edit(table, number, before, after))
            elif edit := difference(table, number, before, after):
                edits.append(edit)
    return tuple(edits)


def difference(
    table: str, number: int, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Edit | None:
    """Return the edit from one document to another, or None if they are equal."""
    changed = [
        key for key in {**old, **new} if not same(old.get(key, _MISSING), new.get(key, _MISSING))
    ]
    if not changed:
        return None
    return Edit(
        table,
        number,
        {k: old[k] for k in changed if k in old},
        {k: new[k] for k in changed if k in new},
    )


def same(one: object, other: object) -> bool:
    """Return whether two values are equal as JSON, where 1, 1.0, and true differ."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
