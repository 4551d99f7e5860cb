"""Purge the text of records from the file, its journals, and its backups, leaving a stub.

It cannot reach copies elsewhere: exports, open screens, mounted snapshots, other folders.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from bltui.domain.model.change import Edit
from bltui.domain.model.errors import UserError
from bltui.store.building_file import WAIT, BuildingFile
from bltui.store.diagnosis import read_contents
from bltui.store.digest import digest
from bltui.store.errors import BadFile
from bltui.store.journal_entry import JournalEntry, encode, entry_of, fields_of_line
from bltui.store.migrations import SCHEMA
from bltui.store.reader import read
from bltui.store.replay import Documents, Tables, everything, stamped
from bltui.store.replay import plain as unsigned
from bltui.store.safe_dir import SafeDir
from bltui.store.serializer import compact, render
from bltui.store.strict_json import Malformed
from bltui.store.write_session import WriteSession, take_turn

#: Replaces the purged text.
STUB = "(purged)"
_LARGEST = 1 << 30

#: The text fields of each record, by "table/id".
Words = Mapping[str, tuple[str, ...]]


class Purged(msgspec.Struct, frozen=True):
    """The result of a purge."""

    change: str
    """The id of the change in the history."""
    lines: int
    """How many journal lines were rewritten."""
    dropped: int
    """How many unreadable journal lines contained the text and were emptied."""
    backups: int
    """How many backups were rewritten."""
    left: tuple[str, ...]
    """Files that could not be checked. A person must look at or delete them."""


def purge(
    file: BuildingFile, words: Words, *, now: Callable[[], float] = time.time, wait: float = WAIT
) -> Purged:
    """Replace the text of records with a stub in the building's file, journals, and backups.

    The file is rewritten last, so an interrupted purge leaves a valid building and can be repeated.
    Raises UserError if a record does not exist, and a StoreError that tells whether the file
    changed.
    """
    with file.place.folder() as folder:
        owner = folder.owner(file.place.name)
        with take_turn(file.place, folder, owner, file.author, now, wait) as turn:
            present = read(folder, file.place, None, trust=False)
            if present.schema != SCHEMA:
                raise BadFile(
                    file.path,
                    f"it has format {present.schema}",
                    "Save any change first; then purge again.",
                )
            turn.settle(present)
            _there(present.documents, words)
            secrets = _secrets(present.documents, words)
            journals = _Journals(turn, words, secrets)
            copies = _copies(turn, words, secrets)
            journals.rewrite()
            gen = present.gen + 1
            documents = _stubbed(present.documents, words, file.author.shown_as, turn.now)
            meta = {**present.contents.meta, "gen": gen}
            data = turn.rendered(meta, documents, {})
            entry = JournalEntry(
                gen=gen,
                at=turn.now,
                by=file.author.shown_as,
                account=file.author.name,
                uid=file.author.uid,
                hint=file.author.hint,
                says=f"purged: {', '.join(words)}",
                # A start: the history is replayed from here, and undo cannot go back before the
                # stub.
                edits=everything(documents),
                start=True,
                uuid=present.uuid,
                prev=present.sha,
                sha=digest(data),
            )
            turn.write(data, entry, present.gen, None)
    return Purged(entry.id, journals.lines, journals.dropped, copies[0], copies[1])


def _there(documents: Documents, words: Words) -> None:
    for reference in words:
        table, _, number = reference.partition("/")
        if not number.isdecimal() or int(number) not in documents.get(table, {}):
            raise UserError(
                f"There is no {reference}. `bltui history` names the records of a change."
            )


def _of(words: Words, table: str, number: int) -> tuple[str, ...]:
    return words.get(f"{table}/{number}", ())


def _clear(fields: Mapping[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    return {key: STUB if key in own and value else value for key, value in fields.items()}


def _stubbed(documents: Documents, words: Words, by: str, at: float) -> Tables:
    """Return the documents with stubs.

    Changed records get new bookkeeping fields and are archived, so that no list shows them.
    """
    tables: Tables = {}
    for table, rows in documents.items():
        tables[table] = {}
        for number, row in rows.items():
            own = _of(words, table, number)
            fields = {**_clear(unsigned(row), own), "archived": True} if own else row
            tables[table][number] = stamped(fields, row, by, at) if own else dict(row)
    return tables


def _secrets(documents: Documents, words: Words) -> tuple[bytes, ...]:
    """Return the text as encoded in a file, to find it in unreadable lines."""
    found = []
    for reference, own in words.items():
        table, _, number = reference.partition("/")
        row = documents[table][int(number)]
        found += [compact(row[key])[1:-1].encode() for key in own if isinstance(row.get(key), str)]
    return tuple(secret for secret in found if len(secret) > 3 and secret != STUB.encode())


class _Journals:
    """Rewrites the current and past journals of a building."""

    def __init__(self, turn: WriteSession, words: Words, secrets: tuple[bytes, ...]) -> None:
        self._turn = turn
        self._words = words
        self._secrets = secrets
        self.lines = self.dropped = 0

    def rewrite(self) -> None:
        """Rewrite every journal with a line that changes. The others stay as they are."""
        folder, place = self._turn.folder, self._turn.place
        if folder.stat(place.journal) is not None:
            self._one(folder, place.journal)
        try:
            inner = folder.within(place.backups)
        except FileNotFoundError:
            return
        with inner:
            for name in sorted(n for n in inner.names() if n.startswith("journal.")):
                self._one(inner, name)

    def _one(self, folder: SafeDir, name: str) -> None:
        raw, _ = folder.read(name, _LARGEST)
        new = b"\n".join(self._line(line) for line in raw.split(b"\n"))
        if new != raw:
            _replace(folder, name, new, self._turn)

    def _line(self, line: bytes) -> bytes:
        fields = fields_of_line(line)
        entry = entry_of(fields) if fields is not None and "void" not in fields else None
        if entry is None:
            if any(secret in line for secret in self._secrets):
                self.dropped += 1
                return b""
            return line
        if not any(_of(self._words, edit.table, edit.id) for edit in entry.edits):
            return line
        self.lines += 1
        # The description of a change may quote the text. That of a start is the building's name.
        says = entry.says if entry.start else STUB
        edits = tuple(self._edit(edit) for edit in entry.edits)
        return encode(msgspec.structs.replace(entry, says=says, edits=edits)).removesuffix(b"\n")

    def _edit(self, edit: Edit) -> Edit:
        own = _of(self._words, edit.table, edit.id)
        before = None if edit.before is None else _clear(edit.before, own)
        after = None if edit.after is None else _clear(edit.after, own)
        return Edit(edit.table, edit.id, before, after) if own else edit


def _copies(
    turn: WriteSession, words: Words, secrets: tuple[bytes, ...]
) -> tuple[int, tuple[str, ...]]:
    """Rewrite the backups that contain a record.

    Returns how many, and the names of the unreadable ones.
    """
    try:
        inner = turn.folder.within(turn.place.backups)
    except FileNotFoundError:
        return 0, ()
    count = 0
    left: list[str] = []
    with inner:
        for name, raw in _files(inner):
            try:
                contents = read_contents(raw)
            except Malformed:
                if any(secret in raw for secret in secrets):
                    left.append(name)
                continue
            documents: dict[str, dict[int, Mapping[str, Any]]] = {
                table: {
                    n: _clear(row, own) if (own := _of(words, table, n)) else row
                    for n, row in rows.items()
                }
                for table, rows in contents.documents.items()
            }
            if documents != contents.documents:
                _replace(inner, name, render(contents.meta, documents, {}), turn)
                count += 1
    return count, tuple(left)


def _files(inner: SafeDir) -> Iterator[tuple[str, bytes]]:
    for name in sorted(n for n in inner.names() if n.endswith(".json")):
        try:
            yield name, inner.read(name)[0]
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.EFBIG):
                raise


def _replace(folder: SafeDir, name: str, data: bytes, turn: WriteSession) -> None:
    """Replace a file atomically and durably."""
    temporary = f"{turn.place.temporary}.purge"
    folder.discard(temporary)
    info = folder.stat(name)
    folder.create(temporary, data, turn.owner)
    if info is not None:
        os.utime(temporary, ns=(info.st_atime_ns, info.st_mtime_ns), dir_fd=folder.fd)
    folder.rename(temporary, name)
    folder.sync()
