"""Combine several intents into one change, so that one undo reverts them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Edit, Intent, edited
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import Record, to_document
from bltui.domain.model.tables import kind_of

#: Returns an intent for the building that results from the intents before it. May raise UserError.
Late = Callable[[Building], Intent]


def combine(late: Iterable[Late]) -> Intent:
    """Return an intent that runs all of them or none.

    It raises UserError if one of them does, or if only some are anonymous: a history entry cannot
    be both.
    """
    made = tuple(late)

    def together(building: Building) -> Change:
        changes = list(_carried_out(made, building))
        anonymous = [number for number, change in enumerate(changes, 1) if change.anonymous]
        if anonymous and len(anonymous) < len(changes):
            lines = ", ".join(map(str, anonymous))
            raise UserError(
                f"Only some lines are anonymous ({lines}). Add these separately, so that your "
                "name is not saved with them."
            )
        edits: dict[tuple[str, int], Edit] = {}
        for edit in (edit for change in changes for edit in change.edits):
            key = edit.table, edit.id
            edits[key] = _joined(edits[key], edit) if key in edits else edit
        says = (
            changes[0].says
            if len(changes) == 1
            else f"{formats.count(len(changes), 'entry', 'entries')}: {'; '.join(c.says for c in changes)}"
        )
        notes = tuple(dict.fromkeys(note for change in changes for note in change.notes))
        return Change(says, tuple(edits.values()), notes, anonymous=bool(anonymous))

    return together


def _carried_out(late: Iterable[Late], building: Building) -> Iterator[Change]:
    for number, make in enumerate(late, 1):
        try:
            change = make(building)(building)
        except UserError as refused:
            raise UserError(f"Line {number}: {refused.message}") from None
        building = after(building, change)
        yield change


def after(building: Building, change: Change) -> Building:
    """Return the building after a change."""
    tables: dict[str, Any] = {}
    for edit in change.edits:
        records = tables.setdefault(edit.table, dict(building.table(edit.table)))
        old: Record | None = records.get(edit.id)
        document = edited(to_document(old) if old is not None else None, edit)
        if document is None:
            records.pop(edit.id, None)
        else:
            records[edit.id] = msgspec.convert({**document, "id": edit.id}, kind_of(edit.table))
    if "profile" in tables:
        tables["profile"] = tables["profile"][1]
    return building.replaced(**tables)


def _joined(first: Edit, second: Edit) -> Edit:
    """Return two edits of the same record merged into one."""
    if first.before is None or first.after is None or second.after is None or second.before is None:
        return Edit(first.table, first.id, first.before, edited(first.after, second))
    touched = {*first.before, *first.after}
    before = {
        **{key: value for key, value in second.before.items() if key not in touched},
        **first.before,
    }
    kept = {key: value for key, value in first.after.items() if key not in second.before}
    return Edit(first.table, first.id, before, {**kept, **second.after})
