"""What a person can do with one building: see it, change it, take changes back, look at what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.building import TABLES, Building, Documents, Unreadable, from_documents, kind_of
from bltui.domain.change import Change, Edit, Intent, edited
from bltui.domain.refusal import Conflict, Disagreement, Refused
from bltui.store.building_file import BuildingFile
from bltui.store.entry import Entry
from bltui.store.errors import BadFile
from bltui.store.reading import Version
from bltui.store.summary import Summary

if TYPE_CHECKING:  # looking at a building need not pay for TinyDB, nor a change for the rules
    from bltui.domain.catalogue import Framework
    from bltui.domain.finding import Finding
    from bltui.store.transaction import Transaction

#: How many changes back the author of a conflicting edit is looked for: more than happen while a form is open.
_LOOK_BACK = 500

#: What to change, given the newest documents and the building that they describe.
Plan = Callable[[Documents, Building], Change]


def unreadable(path: str, error: Unreadable) -> BadFile:
    """What to say about a record inside a file that is not what its table holds."""
    return BadFile(path, str(error), "Mend that value, or run `bltui doctor`.")


class Done(msgspec.Struct, frozen=True):
    """A change that is on disk, or was found to be unnecessary."""

    change: Change
    number: str | None
    """The change's number in the history; None where nothing had to change."""


class Workspace:
    """One building file, opened by one person. Screens and commands go through here and nowhere else."""

    def __init__(self, file: BuildingFile, *, today: Callable[[Building], date]) -> None:
        """Read the building. Raises a StoreError where the file cannot be used."""
        self.file = file
        self._today = today
        self._known: tuple[Documents, Building] | None = None
        self._show(file.read())

    def _show(self, version: Version) -> None:
        self.building = self._understood(version.documents, version.next_ids)
        self.version = version
        self._known = version.documents, self.building

    def _understood(self, documents: Mapping[str, Any], next_ids: Mapping[str, int]) -> Building:
        with self._naming_the_file():
            return from_documents(documents, next_ids, self._known)

    @contextmanager
    def _naming_the_file(self) -> Iterator[None]:
        """Whatever cannot be read inside is said as BadFile, with the file's name."""
        try:
            yield
        except Unreadable as error:
            raise unreadable(self.file.path, error) from None

    def read_whole(self) -> None:
        """Read every record now, so that nothing unreadable turns up later. Raises BadFile, naming table, id and field."""
        with self._naming_the_file():
            self.building.read_whole()

    @property
    def today(self) -> date:
        """The building's own date, in its time zone."""
        return self._today(self.building)

    @property
    def framework(self) -> Framework:
        """The definitions that this building works with."""
        # Rules and framework are imported where they are asked for: adding a person needs neither.
        from bltui.framework import load_framework

        return load_framework(self.building.profile.framework)

    def findings(self, *, on: date | None = None, areas: Sequence[str] = (), only: Sequence[str] = ()) -> list[Finding]:
        """Every finding of the checks, the weightiest first. Raises BadFile where any record cannot be read, asked for or not."""
        from bltui.domain import rules

        self.read_whole()
        return rules.check(self.building, self.framework, on or self.today, areas=areas, rules=only)

    # -- changing -----------------------------------------------------------------------------------------------

    def do(self, intent: Intent) -> Done:
        """Run an intent on the newest building and save what it says. On return the change is on disk.

        Raises Refused or Conflict (nothing was written), or a StoreError whose words say whether the file changed.
        """
        try:
            return self._commit(lambda documents, building: intent(building))
        except Conflict as conflict:
            raise self._attributed(conflict) from None

    def _attributed(self, conflict: Conflict) -> Conflict:
        """The conflict with who changed each of its fields, from the journal: a record names its last editor only."""
        changed: dict[str, Entry] = {}
        for entry in self.file.tail(_LOOK_BACK):
            for edit in entry.edits:
                if edit.reference == conflict.reference:
                    for field in _touched(edit):
                        changed.setdefault(field, entry)
        fields = tuple(
            _told(field, changed[field.field]) if field.field in changed else field for field in conflict.fields
        )
        named = {field.who for field in fields}
        times = [field.at for field in fields if field.at is not None]
        return Conflict(
            conflict.reference, fields, who=named.pop() if len(named) == 1 else None, at=max(times, default=None)
        )

    def rehearse(self, intent: Intent) -> tuple[Change, Building]:
        """What an intent would do, and the building after it; nothing is written (dry runs, what-if)."""
        done: list[Change] = []

        def work(transaction: Transaction) -> Summary:
            change = self._carry_out(transaction, lambda documents, building: intent(building))
            done.append(change)
            return Summary(says=change.says)

        version = self.file.rehearse(work)
        return done[-1], self._understood(version.documents, version.next_ids)

    def _carry_out(self, transaction: Transaction, plan: Plan) -> Change:
        building = self._understood(transaction.documents, transaction.next_ids)
        if not transaction.own:
            with self._naming_the_file():
                building.read_whole()
        change = plan(transaction.documents, building)
        for edit in change.edits:
            # An intent that would write what cannot be read back is a defect: better no change than a bad file.
            document = edited(transaction.documents.get(edit.table, {}).get(edit.id), edit)
            if document is not None and edit.table in TABLES:
                msgspec.convert({**document, "id": edit.id}, kind_of(edit.table))
        transaction.apply(change.edits)
        return change

    def _commit(self, plan: Plan, *, undoes: int | None = None, redoes: int | None = None) -> Done:
        done: list[Change] = []

        def work(transaction: Transaction) -> Summary:
            change = self._carry_out(transaction, plan)
            done.append(change)
            day = self.today if change.anonymous else None
            return Summary(change.says, undoes=undoes, redoes=redoes, anonymous=change.anonymous, day=day)

        if self.file.unknown():  # a file that is refused is left alone: neither a journal nor a lock is begun beside it
            self.read_whole()
        version = self.file.commit(work)
        change = done[-1]
        self._show(version)
        return Done(change, str(version.gen) if change else None)

    # -- taking back --------------------------------------------------------------------------------------------

    def undo(self, number: str | None = None) -> Done:
        """Take back a change: the one named, else this person's last. Refused where somebody changed the same since."""
        entries = self.file.history()
        if number is None:
            stack, _ = _stacks(self._mine(entries))
            if not stack:
                raise Refused("There is nothing of yours to undo.")
            gen = stack[-1]
        else:
            gen = _number(number)
        entry = next((e for e in entries if e.gen == gen), None)
        if entry is None:
            raise Refused(f"There is no change {gen}. `bltui history` lists them.")
        if entry.start:
            raise Refused("The building's first entry cannot be undone: it is the building.")
        if gen in _undone(entries):
            raise Refused(f"Change {gen} is undone already.")
        return self._commit(_inverse(entry, "undo", entry.says, entries), undoes=gen)

    def redo(self, number: str | None = None) -> Done:
        """Bring back a change that was undone: the one named, else this person's last undone one."""
        entries = self.file.history()
        if number is None:
            _, stack = _stacks(self._mine(entries))
            if not stack:
                raise Refused("There is nothing of yours to redo.")
            gen = stack[-1]
        else:
            gen = _number(number)
        if gen not in _undone(entries):
            raise Refused(f"Change {gen} is not undone.")
        taken_back = next(e for e in reversed(entries) if e.undoes == gen)
        original = next(e for e in entries if e.gen == gen)
        return self._commit(_inverse(taken_back, "redo", original.says, entries), redoes=gen)

    def _mine(self, entries: Sequence[Entry]) -> list[Entry]:
        """This person's own changes; an edit with another program is nobody's to undo by mere key."""
        return [e for e in entries if not (e.start or e.outside) and e.by == self.file.author.shown_as]

    # -- looking ------------------------------------------------------------------------------------------------

    def moved(self) -> bool:
        """Whether somebody changed the file since it was last read; costs one look at the directory."""
        return self.file.moved()

    def refresh(self) -> bool:
        """Read the file again if it moved; True if there is something new to show. Raises a StoreError."""
        if not self.file.moved():
            return False
        before = self.version.gen, self.version.documents
        self._show(self.file.read())
        return before != (self.version.gen, self.version.documents)

    def history(self) -> list[tuple[Entry, bool]]:
        """Every change, oldest first, and whether it is undone now."""
        entries = self.file.history()
        undone = _undone(entries)
        return [(entry, entry.gen in undone) for entry in entries]

    def latest(self, count: int) -> list[Entry]:
        """The newest changes, newest first; anonymous ones are left out, since their place would say when they were made."""
        return self.file.tail(count, named=True)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Refused(f"“{text}” is not the number of a change. `bltui history` lists them.")
    return int(text)


def _stacks(mine: Sequence[Entry]) -> tuple[list[int], list[int]]:
    """What this person can undo and redo, the next one last; a new change empties the second."""
    undo: list[int] = []
    redo: list[int] = []
    for entry in mine:
        if entry.undoes is not None:
            if entry.undoes in undo:
                undo.remove(entry.undoes)
            redo.append(entry.undoes)
        elif entry.redoes is not None:
            if entry.redoes in redo:
                redo.remove(entry.redoes)
            undo.append(entry.redoes)
        else:
            undo.append(entry.gen)
            redo.clear()
    return undo, redo


def _undone(entries: Sequence[Entry]) -> set[int]:
    undone: set[int] = set()
    for entry in entries:
        if entry.undoes is not None:
            undone.add(entry.undoes)
        if entry.redoes is not None:
            undone.discard(entry.redoes)
    return undone


def _inverse(entry: Entry, what: str, says: str, entries: Sequence[Entry]) -> Plan:
    """The plan that takes an entry of the journal back; refused where a record moved on since, or is needed by another."""

    def plan(documents: Documents, building: Building) -> Change:
        from bltui.domain.references import pointers  # which only undo and redo ask for

        for edit in entry.edits:
            if not _stands(documents, edit):
                later = next((e for e in reversed(entries) if e.gen > entry.gen and _touches(e, edit)), None)
                who = (
                    f"{later.by or 'somebody'} changed the same since ({later.says})"
                    if later
                    else "it was changed since"
                )
                raise Refused(f"Cannot {what} “{says}”: {who}. Take that back first, or edit the record.")
        gone = {f"{edit.table}/{edit.id}" for edit in entry.edits if edit.before is None}
        leaving = {f"{edit.table}/{edit.id}" for edit in entry.edits}
        for pointer, target in pointers(building):
            if target in gone and pointer.rpartition("/")[0] not in leaving:
                raise Refused(
                    f"Cannot {what} “{says}”: {pointer.rpartition('/')[0]} needs it by now. Take that back first."
                )
        return Change(f"{what}: {says}", tuple(edit.inverse() for edit in entry.edits))

    return plan


def _told(field: Disagreement, entry: Entry) -> Disagreement:
    """The field with who changed it and when. The time of an anonymous change would tell who was there."""
    at = None if entry.anonymous else entry.at
    return Disagreement(field.field, field.theirs, field.mine, who=entry.by, at=at)


def _touched(edit: Edit) -> set[str]:
    """The fields that an edit changes, and the entries of those that are tables of their own."""
    values = [*(edit.before or {}).items(), *(edit.after or {}).items()]
    return {name for field, value in values for name in (field, *(value if isinstance(value, dict) else ()))}


def _touches(entry: Entry, edit: Edit) -> bool:
    return any(e.table == edit.table and e.id == edit.id for e in entry.edits)


def _stands(documents: Documents, edit: Edit) -> bool:
    """Whether a document still has the values that an edit left it with."""
    now = documents.get(edit.table, {}).get(edit.id)
    if now is None or edit.after is None:
        return now is None and edit.after is None
    fields = {*(edit.before if edit.before is not None else now), *edit.after}
    return all(now.get(f, _ABSENT) == edit.after.get(f, _ABSENT) for f in fields if not f.startswith("_"))


_ABSENT = object()
