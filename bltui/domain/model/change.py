"""Change: an edit as a value, with its description and each record before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.errors import Conflict, FieldConflict, UserError
from bltui.domain.model.free_number import free_number
from bltui.domain.model.kind import cleaned
from bltui.domain.model.record import R, Record, fields_of, to_builtins, to_document, value_of
from bltui.domain.model.tables import kind_of
from bltui.domain.model.text import LINE, clean, removed

if TYPE_CHECKING:  # adding a person needs no framework
    from bltui.domain.model.framework_types import Framework


class Edit(msgspec.Struct, frozen=True):
    """One record's part of a change, as stored JSON values.

    `before` is None for a new record. `after` is None for a removed one (only undo removes).
    Otherwise, both hold just the fields that change: a field only in `before` is removed, and a
    field only in `after` is added.
    """

    table: str
    id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def reference(self) -> str:
        """The record as "table/id"."""
        return f"{self.table}/{self.id}"

    def inverse(self) -> Edit:
        """Return the edit that undoes this one."""
        return Edit(self.table, self.id, self.after, self.before)


def edited(document: Mapping[str, Any] | None, edit: Edit) -> dict[str, Any] | None:
    """Return a document after an edit, or None if the edit removes it."""
    if edit.after is None:
        return None
    return {
        **{k: v for k, v in (document or {}).items() if k not in (edit.before or {})},
        **edit.after,
    }


class Change(msgspec.Struct, frozen=True):
    """A person's change: its description and its edits."""

    says: str
    """The description in the history, such as "team: Sample Person added"."""
    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()
    """Messages for the person, such as a merge with another person's edit."""
    anonymous: bool = False
    """Whether the history omits the author and keeps only the day, not the time."""

    def __bool__(self) -> bool:
        return bool(self.edits)

    @property
    def added(self) -> tuple[str, ...]:
        """The references of the new records, each "table/id"."""
        return tuple(edit.reference for edit in self.edits if edit.before is None)


#: A pure function of the newest building, with its arguments bound, that returns a change or raises
#: UserError.
Intent = Callable[[Building], Change]


_ABSENT = object()


class ChangeBuilder:
    """Collects the edits of one change to a building.

    All values pass `kind.cleaned` and the record's own `validate`, so adding and editing apply the
    same checks.
    """

    def __init__(
        self, building: Building, *, today: date | None = None, framework: Framework | None = None
    ) -> None:
        self.building = building
        self._today = today
        self._framework = framework
        self._edits: dict[tuple[str, int], Edit] = {}
        self._new: dict[str, int] = {}
        self._taken: dict[str, set[int]] = {}
        self._notes: list[str] = []

    @property
    def today(self) -> date:
        """The day of the change, for fields that need it. Raises TypeError if it was not given."""
        if self._today is None:
            raise TypeError(
                "this change writes a field that needs the day: ChangeBuilder(building, today=…)"
            )
        return self._today

    @property
    def framework(self) -> Framework:
        """The framework, for fields that need it. Raises TypeError if it was not given."""
        if self._framework is None:
            raise TypeError(
                "this change writes a field that needs the framework: ChangeBuilder(building, framework=…)"
            )
        return self._framework

    def table(self, name: str) -> Mapping[int, Record]:
        """Return all records of a table by id, as they were before the change."""
        return self.building.table(name)

    def kind(self, table: str) -> type[Record]:
        """Return the record class of a table."""
        return kind_of(table)

    def get(self, table: str, number: int) -> Record | None:
        """Return a record with this change applied, archived or not, or None if there is none."""
        edit = self._edits.get((table, number))
        record = self.building.get(table, number)
        if edit is None:
            return record
        document = edited(to_document(record) if record is not None else None, edit)
        return (
            None
            if document is None
            else msgspec.convert({**document, "id": number}, kind_of(table))
        )

    def text(
        self,
        value: str,
        what: str,
        *,
        limit: int = LINE,
        multiline: bool = False,
        blank: bool = True,
    ) -> str:
        """Return cleaned text. Adds a note if invisible characters were removed.

        Raises UserError if the text is invalid, or is blank while `blank` is False.
        """
        result = clean(value, what, limit=limit, multiline=multiline)
        if gone := removed(value, result):
            self.note(
                f"{what}: {gone} invisible character{'s were' if gone > 1 else ' was'} removed"
            )
        if not (result or blank):
            raise UserError(validation_messages.blank(what), field=what)
        return result

    def note(self, text: str) -> None:
        """Add a message for the person about this change."""
        self._notes.append(text)

    def add(self, table: str, record: Record) -> int:
        """Add a new record. Return its id."""
        number = self._free_number(table, record)
        fields = cleaned(
            type(record), {name: getattr(record, name) for name in fields_of(type(record))}, self
        )
        record = msgspec.structs.replace(record, **fields)
        record.validate(None, self)
        self._edits[table, number] = Edit(table, number, None, to_document(record))
        return number

    def _free_number(self, table: str, record: Record) -> int:
        """Return the next free id of a table, or one that does not reveal the order."""
        if content := record.numbered_by:
            taken = self._taken.setdefault(table, set(self.building.table(table)))
            taken.add(number := free_number(content, taken))
            return number
        number = self._new.get(table, self.building.new_id(table))
        self._new[table] = number + 1
        return number

    def new(self, table: str, record: R) -> R:
        """Add a new record. Return it as it will be stored, with its id."""
        stored_as = self.get(table, self.add(table, record))
        assert isinstance(stored_as, type(record))
        return stored_as

    def put(self, table: str, number: int, /, **fields: Any) -> bool:
        """Set fields of a record, which may have been added in this change.

        Returns True if anything differs.
        """
        pending = self._edits.get((table, number))
        if pending is not None and pending.before is None:
            new = {**(pending.after or {}), **to_builtins(cleaned(kind_of(table), fields, self))}
            msgspec.convert({**new, "id": number}, kind_of(table)).validate(None, self)
            self._edits[table, number] = Edit(table, number, None, new)
            return True
        record = self.building.get(table, number)
        if record is None:
            raise UserError(f"{table}/{number} no longer exists: it was undone.")
        # A document leaves out fields that have their default, so undoing a change restores it
        # exactly.
        fields = self._cleaned(record, fields)
        base = to_document(record)
        now = (edited(base, pending) if pending else None) or base
        new = msgspec.convert({**now, **to_builtins(fields), "id": number}, type(record))
        wanted = {
            f: v for f, v in to_document(new).items() if f in base or v != value_of(record, f)
        }
        if wanted != base and not new.archived:
            new.validate(record, self)
        before = {
            field: value for field, value in base.items() if wanted.get(field, _ABSENT) != value
        }
        after = {
            field: value for field, value in wanted.items() if base.get(field, _ABSENT) != value
        }
        if before or after:
            self._edits[table, number] = Edit(table, number, before, after)
        else:
            self._edits.pop((table, number), None)
        return wanted != now

    def merge(self, table: str, seen: R, /, **fields: Any) -> bool:
        """Set fields that a person edited while looking at `seen`, keeping other people's changes.

        Raises Conflict if another person set the same field to a different value, and UserError if
        the record was removed.
        """
        newest = self.building.get(table, seen.id)
        if newest is None or (newest.archived and not seen.archived):
            remover = newest.by if newest is not None else None
            what = (
                f"{remover} removed this while you edited it"
                if remover
                else "This was removed while you edited it"
            )
            raise UserError(
                f"{what}. Your text is not lost: save it as a new record, or undo the removal."
            )
        fields = self._cleaned(seen, fields)
        mine = {f: v for f, v in fields.items() if to_builtins(v) != value_of(seen, f)}
        others = [f for f in fields_of(type(seen)) if value_of(seen, f) != value_of(newest, f)]
        clash = tuple(
            FieldConflict(f, getattr(newest, f), mine[f])
            for f in others
            if f in mine and to_builtins(mine[f]) != value_of(newest, f)
        )
        # The record names only its last editor. If it was saved once since `seen`, that person
        # changed these fields.
        who = newest.by if newest.rev == seen.rev + 1 else None
        if clash:
            raise Conflict(f"{table}/{seen.id}", clash, who=who, at=newest.at)
        kept = [f.replace("_", " ") for f in others if f not in mine]
        if kept:
            self.note(f"{who or 'Someone'} changed {', '.join(kept)}. Both changes are kept")
        return self.put(table, seen.id, **mine)

    def _cleaned(self, record: Record, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return fields ready to be stored.

        Unchanged fields are not checked: a link may lead to a record that was removed later.
        """
        new = {
            name: value for name, value in fields.items() if not _same(value, getattr(record, name))
        }
        return {**fields, **cleaned(type(record), new, self)}

    def archive(self, table: str, number: int) -> None:
        """Soft-delete a record: it stays in the file and its history but is no longer shown."""
        self.put(table, number, archived=True)

    def change(self, says: str) -> Change:
        """Return the finished change."""
        return Change(says, tuple(self._edits.values()), tuple(self._notes))


def _same(value: object, kept: object) -> bool:
    """Return whether a field is unchanged. A list equals a tuple of the same items."""
    return value == kept or (isinstance(value, list) and tuple(value) == kept)


def no_change(says: str) -> Change:
    """Return an empty change: everything already is as requested."""
    return Change(says, ())
