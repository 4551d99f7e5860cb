"""Undo and redo: which changes are undone, whose they are, and how to revert one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bltui.domain.model import integrity
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Edit
from bltui.domain.model.errors import UserError
from bltui.domain.model.tables import TABLES, kind_of
from bltui.domain.model.text import shown
from bltui.store.journal_entry import JournalEntry
from bltui.store.replay import plain

_ABSENT = object()


def announced(says: str) -> str:
    """Return what a change did, as people read it: "undo: …" of the journal is "Undone: …"."""
    for word, said in (("undo: ", "Undone: "), ("redo: ", "Redone: ")):
        if says.startswith(word):
            return f"{said}{says.removeprefix(word)}"
    return says


class _Aim(NamedTuple):
    """The change that an entry undoes or redoes."""

    name: str
    undoes: bool


class Record:
    """The history of a building and what is undone. Changes are named by id."""

    def __init__(self, entries: Sequence[JournalEntry]) -> None:
        self.entries = entries
        self.undone: dict[str, JournalEntry] = {}
        """The changes that are undone now, each with the change that undid it."""
        self._aims: dict[str, _Aim | None] = {}
        # The journal names an undone change by its generation, which an edit from outside shares
        # with the change before it.
        self._of_gen: dict[int, str] = {}
        self.ids = [entry.id for entry in entries]
        for name, entry in zip(self.ids, entries, strict=True):
            self._aims[name] = aim = self._aim(entry)
            if aim is not None:
                self._mark(aim, entry)
            if not entry.outside:
                self._of_gen[entry.gen] = name

    def _aim(self, entry: JournalEntry) -> _Aim | None:
        undoes = entry.undoes_id if entry.undoes is None else self._of_gen.get(entry.undoes)
        redoes = entry.redoes_id if entry.redoes is None else self._of_gen.get(entry.redoes)
        name = undoes or redoes
        return _Aim(name, undoes is not None) if name is not None and name in self._aims else None

    def _mark(self, aim: _Aim, by: JournalEntry) -> None:
        """Record what an entry undoes or redoes, and the effect on earlier changes."""
        for name, undoes in self._chain(aim):
            if undoes:
                self.undone[name] = by
            else:
                self.undone.pop(name, None)

    def _chain(self, aim: _Aim | None) -> Iterator[_Aim]:
        """Yield an aim and those that it affects: undoing an undo is a redo."""
        while aim is not None:
            yield aim
            under = self._aims[aim.name]
            aim = None if under is None else _Aim(under.name, under.undoes != aim.undoes)

    def find(self, name: str) -> JournalEntry:
        """Return the change with an id. Raises UserError."""
        wanted = name.strip().lower()
        found = [
            entry for known, entry in zip(self.ids, self.entries, strict=True) if known == wanted
        ]
        if len(found) != 1:
            raise UserError(
                f"“{shown(name)}” is not the ID of a change. Run `bltui history` to see the IDs."
            )
        return found[0]

    def stacks(self, name: str, unnamed: Container[str] = ()) -> tuple[list[str], list[str]]:
        """Return the ids that a person can undo and redo by key, the next one last.

        A new change clears the redo list. `unnamed` has the ids of anonymous changes known to be
        theirs. An edit by another program belongs to nobody.
        """
        undo: list[str] = []
        redo: list[str] = []
        for own, entry in zip(self.ids, self.entries, strict=True):
            if entry.start or entry.outside or (entry.by != name and own not in unnamed):
                continue
            aims = list(self._chain(self._aims[own]))
            if not aims:
                undo.append(own)
                redo.clear()
                continue
            come, go = (redo, undo) if aims[-1].undoes else (undo, redo)
            if aims[-1].name in go:
                go.remove(aims[-1].name)
            come.append(aims[-1].name)
        # another person may have undone or redone a change
        return [n for n in undo if n not in self.undone], [n for n in redo if n in self.undone]

    def inverse(
        self,
        entry: JournalEntry,
        what: str,
        says: str,
        documents: Mapping[str, Any],
        building: Building,
    ) -> Change:
        """Return the change that reverts an entry.

        Raises UserError if a record was changed later or another one needs it. Reverting an
        anonymous change is anonymous too: its author most likely does it.
        """
        for edit in entry.edits:
            if not _stands(documents, edit):
                raise UserError(
                    f"Cannot {what} “{says}”: {self._since(entry, edit)}. Undo that first, or edit "
                    "the record."
                )
        gone = {edit.reference for edit in entry.edits if edit.before is None}
        leaving = {edit.reference for edit in entry.edits}
        for pointer, target in integrity.pointers(building):
            needing = pointer.rpartition("/")[0]
            if target in gone and needing not in leaving:
                raise UserError(f"Cannot {what} “{says}”: {needing} needs it now. Undo that first.")
        edits = tuple(_inverse(edit, documents) for edit in entry.edits)
        return Change(f"{what}: {says}", edits, anonymous=entry.anonymous)

    def _since(self, entry: JournalEntry, edit: Edit) -> str:
        """Return in words who changed the same record after an entry.

        Tells nothing about an anonymous change, whose position would reveal its time.
        """
        after = self.entries[self.entries.index(entry) + 1 :]
        later = next((e for e in reversed(after) if _touches(e, edit)), None)
        if later is None or later.anonymous:
            return "it was changed later"
        who = "another program" if later.outside else later.by or "someone"
        return f"{who} changed the same since ({later.says})"


def changes_nothing(edits: Iterable[Edit]) -> bool:
    """Return whether edits only affect bookkeeping fields, which cannot be undone."""
    return all(
        edit.before is not None
        and edit.after is not None
        and not (plain(edit.before) or plain(edit.after))
        for edit in edits
    )


def fields_touched(edit: Edit) -> set[str]:
    """Return the names of the fields that an edit changes, and the keys of those that are dicts."""
    values = [*(edit.before or {}).items(), *(edit.after or {}).items()]
    return {
        name
        for field, value in values
        for name in (field, *(value if isinstance(value, dict) else ()))
    }


def _touches(entry: JournalEntry, edit: Edit) -> bool:
    return any(e.table == edit.table and e.id == edit.id for e in entry.edits)


def _inverse(edit: Edit, documents: Mapping[str, Any]) -> Edit:
    """Return the edit that reverts another one. A counter that went on since goes on again."""
    reverted = edit.inverse()
    if reverted.before is None or reverted.after is None:
        return reverted
    now = documents[edit.table][edit.id]
    moved = {
        name: now[name]
        for name in _counters(edit) & reverted.before.keys()
        if now.get(name) != reverted.before[name]
    }
    before = {**reverted.before, **moved}
    after = {**reverted.after, **{name: value + 1 for name, value in moved.items()}}
    return Edit(edit.table, edit.id, before, after)


def _counters(edit: Edit) -> frozenset[str]:
    """Return the names in the file of a record's fields that only count its changes."""
    return kind_of(edit.table).COUNTERS if edit.table in TABLES else frozenset()


def _stands(documents: Mapping[str, Any], edit: Edit) -> bool:
    """Return whether a document still has the values from an edit."""
    now = documents.get(edit.table, {}).get(edit.id)
    if now is None or edit.after is None:
        return now is None and edit.after is None
    fields = {*(edit.before if edit.before is not None else now), *edit.after}
    return all(
        now.get(f, _ABSENT) == edit.after.get(f, _ABSENT)
        for f in fields - _counters(edit)
        if not f.startswith("_")
    )
