"""Everything a person can do with one building: view it, change it, undo, and see the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from bltui import framework as bltui_framework
from bltui import framework_labels
from bltui.domain.checks import rules
from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building, Documents, Unreadable, from_documents
from bltui.domain.model.change import Change, Intent, edited
from bltui.domain.model.errors import Conflict, FieldConflict, UserError
from bltui.domain.model.school_year import school_year, school_year_of
from bltui.domain.model.tables import TABLES, kind_of
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.digest import short_id
from bltui.store.errors import BadFile
from bltui.store.journal_entry import JournalEntry
from bltui.store.reader import Version
from bltui.undoing import Record, changes_nothing, fields_touched

if TYPE_CHECKING:  # viewing a building needs no TinyDB, and a change needs no rules
    from bltui.domain.model.finding import Finding
    from bltui.domain.model.framework_types import Framework
    from bltui.store.transaction import Transaction

#: How many recent changes are searched for the author of a conflicting edit: more than can happen
#: while a form is open.
_LOOK_BACK = 500

#: Returns the change, given the newest documents and their building.
Plan = Callable[[Documents, Building], Change]


def unreadable(path: str, error: Unreadable) -> BadFile:
    """Return the error for a record that does not fit its table."""
    return BadFile(path, str(error), "Fix that value, or run `bltui doctor`.")


def _written_out(intent: Intent) -> Plan:
    """Return the plan of an intent, with its dates written in full.

    The summary of a change is stored, so it follows the building's format and has every year.
    """

    def plan(documents: Documents, building: Building) -> Change:
        with formats.paper():
            return intent(building)

    return plan


class Done(msgspec.Struct, frozen=True):
    """A change that was saved, or was not needed."""

    change: Change
    number: str | None
    """The change's id in the history, or None if nothing had to change."""


class Workspace:
    """One building file, opened by one person.

    Screens and commands access the file only through this class.
    """

    def __init__(self, file: BuildingFile, *, today: Callable[[Building], date]) -> None:
        """Read the building. Raises StoreError if the file cannot be used."""
        self.file = file
        self._today = today
        self._known: tuple[Documents, Building] | None = None
        # The anonymous changes of this session, for its undo key. The file does not store whose
        # they are.
        self._unnamed: set[str] = set()
        self._show(file.read())

    def _show(self, version: Version) -> None:
        self.building = self._understood(version.documents, version.next_ids)
        self.version = version
        self._known = version.documents, self.building
        labels.follow(self._labels)
        self._write_dates_here()

    def _labels(self) -> labels.Labels:
        """Return what this building calls its team and its groups."""
        try:
            return framework_labels.labels_of(self.building.profile.framework)
        except Unreadable:
            return labels.Labels()  # reported where the profile is needed

    def _write_dates_here(self) -> None:
        """Write dates as this building does; those of its school year need no year."""
        try:
            profile = self.building.profile
            starts, label = profile.year_starts, profile.year[:4]
            year = school_year(int(label), starts) if label else school_year_of(self.today, starts)
        except (Unreadable, UserError, ValueError):
            return  # reported where the profile is needed
        formats.follow(profile.format, (year.first, year.last))

    def _understood(self, documents: Mapping[str, Any], next_ids: Mapping[str, int]) -> Building:
        with self._naming_the_file():
            return from_documents(documents, next_ids, self._known)

    @contextmanager
    def _naming_the_file(self) -> Iterator[None]:
        """Convert Unreadable to BadFile, which has the file's name."""
        try:
            yield
        except Unreadable as error:
            raise unreadable(self.file.path, error) from None

    def read_whole(self) -> None:
        """Convert every record now, so that nothing unreadable is found later.

        Raises BadFile with table, id, and field.
        """
        with self._naming_the_file():
            self.building.read_whole()

    @property
    def today(self) -> date:
        """Today's date in the building's time zone."""
        return self._today(self.building)

    @property
    def framework(self) -> Framework:
        """The definitions that this building uses."""
        # Rules and framework are imported on first use: adding a person needs neither.
        return bltui_framework.load_framework(self.building.profile.framework)

    def findings(
        self, *, on: date | None = None, areas: Sequence[str] = (), only: Sequence[str] = ()
    ) -> list[Finding]:
        """Return all findings of the checks, most severe first.

        Raises BadFile if any record cannot be read, even one that was not asked for.
        """
        self.read_whole()
        return rules.check(self.building, self.framework, on or self.today, areas=areas, rules=only)

    # -- changing ----------------------------------------------------------------------------------

    def do(self, intent: Intent) -> Done:
        """Run an intent on the newest building and save its change, which is on disk on return.

        Raises UserError or Conflict (nothing was saved), or a StoreError, whose message tells
        whether the file changed.
        """
        try:
            return self._commit(_written_out(intent))
        except Conflict as conflict:
            raise self._attributed(conflict) from None

    def _attributed(self, conflict: Conflict) -> Conflict:
        """Return the conflict with who changed each field, according to the journal.

        A record itself names only its last editor.
        """
        changed: dict[str, JournalEntry] = {}
        for entry in self.file.tail(_LOOK_BACK):
            for edit in entry.edits:
                if edit.reference == conflict.reference:
                    for field in fields_touched(edit):
                        changed.setdefault(field, entry)
        fields = tuple(
            _told(field, changed[field.field]) if field.field in changed else field
            for field in conflict.fields
        )
        named = {field.who for field in fields}
        times = [field.at for field in fields if field.at is not None]
        return Conflict(
            conflict.reference,
            fields,
            who=named.pop() if len(named) == 1 else None,
            at=max(times, default=None),
        )

    def rehearse(self, intent: Intent) -> tuple[Change, Building]:
        """Return the change that an intent would make, and the building after it.

        Nothing is saved (for dry runs and what-if).
        """
        done: list[Change] = []

        def work(transaction: Transaction) -> Summary:
            change = self._carry_out(transaction, _written_out(intent))
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
            # An intent that writes what cannot be read back is a bug: better no change than a bad
            # file.
            document = edited(transaction.documents.get(edit.table, {}).get(edit.id), edit)
            if document is not None and edit.table in TABLES:
                msgspec.convert({**document, "id": edit.id}, kind_of(edit.table))
        transaction.apply(change.edits)
        return change

    def _commit(
        self, plan: Plan, *, undoes: JournalEntry | None = None, redoes: JournalEntry | None = None
    ) -> Done:
        done: list[Change] = []

        def work(transaction: Transaction) -> Summary:
            change = self._carry_out(transaction, plan)
            done.append(change)
            day = self.today if change.anonymous else None
            return Summary(
                change.says, undoes=undoes, redoes=redoes, anonymous=change.anonymous, day=day
            )

        if (
            self.file.unknown()
        ):  # a rejected file is left alone: no journal or lock is created beside it
            self.read_whole()
        parting = self.file.parting()
        version = self.file.commit(work)
        change = done[-1]
        if parting and change:
            change = msgspec.structs.replace(change, notes=(*change.notes, parting))
        self._show(version)
        name = short_id(version.sha)
        if change.anonymous:
            self._unnamed.add(name)
        return Done(change, name if change else None)

    # -- undoing -----------------------------------------------------------------------------------

    def undo(self, name: str | None = None) -> Done:
        """Undo a change: the one with this id, or this person's last one.

        Raises UserError if the same record was changed later.
        """
        record = Record(self.file.history())
        entry = record.find(name) if name is not None else self._next(record, 0, "undo")
        if entry.start:
            raise UserError("The first entry created the building and cannot be undone.")
        if entry.id in record.undone:
            raise UserError(f"“{entry.says}” is already undone.")
        if changes_nothing(entry.edits):
            raise UserError(f"“{entry.says}” changed no record. There is nothing to undo.")
        plan = partial(record.inverse, entry, "undo", entry.says)
        return self._commit(plan, undoes=entry)

    def redo(self, name: str | None = None) -> Done:
        """Redo an undone change: the one with this id, or this person's last undone one."""
        record = Record(self.file.history())
        entry = record.find(name) if name is not None else self._next(record, 1, "redo")
        if entry.id not in record.undone:
            raise UserError(f"“{entry.says}” is not undone.")
        plan = partial(record.inverse, record.undone[entry.id], "redo", entry.says)
        return self._commit(plan, redoes=entry)

    def _next(self, record: Record, which: Literal[0, 1], what: str) -> JournalEntry:
        """Return the next change that this person can undo (0) or redo (1)."""
        stack = record.stacks(self.file.author.shown_as, self._unnamed)[which]
        if not stack:
            raise UserError(f"You have nothing to {what}.")
        return record.find(stack[-1])

    # -- looking -----------------------------------------------------------------------------------

    def moved(self) -> bool:
        """Return whether the file was changed since it was last read.

        Only checks the directory.
        """
        return self.file.moved()

    def refresh(self) -> bool:
        """Read the file again if it changed. Return whether there is something new to show.

        Raises StoreError.
        """
        if not self.file.moved():
            return False
        before = self.version.gen, self.version.documents
        self._show(self.file.read())
        return before != (self.version.gen, self.version.documents)

    def history(self) -> list[tuple[JournalEntry, bool]]:
        """Return every change, oldest first, and whether it is undone."""
        record = Record(self.file.history())
        return [
            (entry, name in record.undone)
            for name, entry in zip(record.ids, record.entries, strict=True)
        ]

    def change(self, name: str) -> tuple[JournalEntry, bool]:
        """Return the change with an id, and whether it is undone. Raises UserError."""
        record = Record(self.file.history())
        entry = record.find(name)
        return entry, entry.id in record.undone

    def latest(self, count: int) -> list[JournalEntry]:
        """Return the newest changes, newest first.

        Leaves out anonymous ones, whose position would reveal when they were made.
        """
        return self.file.tail(count, named=True)


def _told(field: FieldConflict, entry: JournalEntry) -> FieldConflict:
    """Return a field conflict with who changed the field and when.

    Leaves out the time of an anonymous change, which would reveal who was there.
    """
    at = None if entry.anonymous else entry.at
    return FieldConflict(field.field, field.theirs, field.mine, who=entry.by, at=at)
