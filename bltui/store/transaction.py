"""A change in progress: TinyDB's Table API on a copy in memory, and the resulting edits."""

from __future__ import annotations

import marshal
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bltui.domain.model.change import Edit
from bltui.domain.model.errors import UserError
from bltui.store.replay import Tables, difference, plain, stamped


class _Copies(dict[str, dict[str, dict[str, Any]]]):
    """Tables in TinyDB's format, each copied from the newest state on first use."""

    def __init__(self, base: Mapping[str, Mapping[int, Mapping[str, Any]]]) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, name: str) -> dict[str, dict[str, Any]]:
        rows: dict[int, dict[str, Any]] = marshal.loads(
            marshal.dumps(cast("dict[int, dict[str, Any]]", self.base[name]))
        )
        self[name] = table = {str(number): row for number, row in rows.items()}
        return table

    def copied(self) -> ItemsView[str, dict[str, dict[str, Any]]]:
        """Return the tables that were used. Only these can have changed."""
        return super().items()

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self[name] = {}

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.base

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __iter__(self) -> Iterator[str]:
        return iter([*self.base, *(name for name in super().__iter__() if name not in self.base)])


class Memory(Storage):
    """The storage of one transaction. Nothing is written to disk until the change is complete."""

    def __init__(
        self, base: Mapping[str, Mapping[int, Mapping[str, Any]]], next_ids: dict[str, int]
    ) -> None:
        self.tables = _Copies(base)
        self.next_ids = next_ids

    def read(self) -> dict[str, dict[str, Any]]:
        return self.tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        if data is not self.tables:  # drop_tables() writes an empty database
            for name in self.tables:
                self.tables[name] = cast("dict[str, dict[str, Any]]", data.get(name, {}))


class _Rows(Table):
    """A table that takes new ids from the building file, which never reuses one."""

    def _get_next_id(self) -> int:
        storage = cast(Memory, self._storage)
        rows = storage.tables.get(self.name) or storage.tables.base.get(self.name, {})
        number = max(storage.next_ids.get(self.name, 1), max(map(int, rows), default=0) + 1)
        storage.next_ids[self.name] = number + 1
        return number


class _Database(TinyDB):
    table_class = _Rows


class Transaction:
    """One change to the newest state of a file.

    Either everything written through `db` or `apply` is saved, or nothing.
    """

    def __init__(
        self,
        documents: Mapping[str, Mapping[int, Mapping[str, Any]]],
        next_ids: Mapping[str, int],
        gen: int,
        *,
        own: bool = False,
    ) -> None:
        self.documents = documents
        """The newest documents before the change, by table and id. Must not be modified."""
        self.own = own
        """Whether bltui wrote them last, in the current format.

        If not, all of them must be checked.
        """
        self.gen = gen
        """The generation before the change."""
        self._next = dict(next_ids)
        self._memory = Memory(documents, self._next)
        self.db = _Database(storage=lambda: self._memory)
        """The TinyDB database; its tables may be read and written."""

    @property
    def next_ids(self) -> Mapping[str, int]:
        """The next free id of each table."""
        return self._next

    def new_id(self, table: str) -> int:
        """Return a new id for a document of the table.

        It is never returned again, even if it is not used.
        """
        return cast(_Rows, self.db.table(table))._get_next_id()

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits through TinyDB.

        Raises UserError if a record to change is missing, or one to add exists.
        """
        tables: dict[str, list[Edit]] = {}
        for edit in edits:  # grouped by table, because TinyDB writes a whole table at each call
            tables.setdefault(edit.table, []).append(edit)
        ordered = (edit for of_table in tables.values() for edit in of_table)
        for (table, new), group in groupby(ordered, lambda edit: (edit.table, edit.before is None)):
            rows = self.db.table(table)
            if new:
                added = [Document(edit.after or {}, edit.id) for edit in group]
                for document in added:
                    if rows.contains(doc_id=document.doc_id):
                        raise UserError(
                            f"{table}/{document.doc_id} already exists: someone restored it."
                        )
                rows.insert_multiple(added)
                continue
            for edit in group:
                self._alter(rows, edit)

    def _alter(self, rows: Table, edit: Edit) -> None:
        after, gone = (
            edit.after,
            [key for key in edit.before or {} if key not in (edit.after or {})],
        )
        if after is None:
            done = rows.remove(doc_ids=[edit.id])
        else:
            fields = dict(after)

            def put(document: Any) -> None:
                for key in gone:
                    document.pop(key, None)
                document.update(fields)

            done = rows.update(put, doc_ids=[edit.id])
        if not done:
            raise UserError(f"{edit.reference} no longer exists: it was undone.")

    def outcome(self, by: str | None, at: float) -> tuple[Tables, tuple[Edit, ...]]:
        """Return the documents after the change and the edits that were made.

        Changed documents have new bookkeeping fields.
        """
        tables: Tables = dict(cast(Tables, self.documents))
        edits: list[Edit] = []
        for name, rows in self._memory.tables.copied():
            if name == "_meta":
                raise ValueError("_meta belongs to the store")
            base = self.documents.get(name, {})
            table: dict[int, dict[str, Any]] = {}
            found = len(edits)
            # Sorted by id, in the file and in the journal. The order of imported rows would connect
            # the scores and the words of a person, and the order of remarks would reveal who spoke
            # when.
            for number, row in sorted((int(key), row) for key, row in rows.items()):
                old = base.get(number)
                if old is not None and _flat(row) == _flat(old):
                    table[number] = cast(dict[str, Any], old)
                    continue
                fields = plain(row)
                if old is None:
                    edit: Edit | None = Edit(name, number, None, fields)
                else:
                    edit = difference(name, number, plain(old), fields)
                if edit is None:
                    table[number] = cast(dict[str, Any], old)
                    continue
                edits.append(edit)
                table[number] = stamped(fields, old or {}, by, at)
            edits += [
                Edit(name, number, plain(old), None)
                for number, old in base.items()
                if number not in table
            ]
            if len(edits) > found:
                tables[name] = table
                top = max(max(base, default=0), max(table, default=0)) + 1
                self._next[name] = max(self._next.get(name, 1), top)
        return tables, tuple(edits)


def _flat(document: Mapping[str, Any]) -> bytes:
    """Return bytes that are equal only for equal documents. Fast, and distinguishes 1 from true."""
    return marshal.dumps(cast("dict[str, Any]", document), 2)
