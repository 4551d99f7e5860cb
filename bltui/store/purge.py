"""Purging: taking the words of a record out of the file, its journals and its backups, so that a
stub is all that is left.

It cannot reach copies made elsewhere: exports, screens that are open, a mounted snapshot, another
folder.
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

#: What stands where the words were.
STUB = "(purged)"
_LARGEST = 1 << 30

#: Per record, as "table/id", the fields that hold words.
Words = Mapping[str, tuple[str, ...]]


class Purged(msgspec.Struct, frozen=True):
    """What was done."""

    change: str
    """The id of the change in the history."""
    lines: int
    """Lines of journals that were rewritten."""
    dropped: int
    """Lines that could not be read but held the words, and were emptied."""
    backups: int
    """Backups that were rewritten."""
    left: tuple[str, ...]
    """Files that could not be read to be sure; a person must look at them, or remove them."""


def purge(
    file: BuildingFile, words: Words, *, now: Callable[[], float] = time.time, wait: float = WAIT
) -> Purged:
    """Replace the words of records by a stub, in everything that lies beside the building's file.

    The journals and backups come first and the file last: cut short, it leaves a whole building,
    and doing it again ends it. Raises UserError where a record is not there, and a StoreError whose
    words say whether the file changed.
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
                # A start: the history replays from here, and nothing before it can be undone over
                # the stub.
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
    """The documents with stubs.

    What changes gets its bookkeeping, and is archived: no list shows it any more.
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
    """The words as they stand in a file, for finding them in lines that cannot be read."""
    found = []
    for reference, own in words.items():
        table, _, number = reference.partition("/")
        row = documents[table][int(number)]
        found += [compact(row[key])[1:-1].encode() for key in own if isinstance(row.get(key), str)]
    return tuple(secret for secret in found if len(secret) > 3 and secret != STUB.encode())


class _Journals:
    """The journals of a building, of this year and former ones, on their way to being rewritten."""

    def __init__(self, turn: WriteSession, words: Words, secrets: tuple[bytes, ...]) -> None:
        self._turn = turn
        self._words = words
        self._secrets = secrets
        self.lines = self.dropped = 0

    def rewrite(self) -> None:
        """Every journal in which a line changes gets a new file; the others stay."""
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
        # What the history says of the change may quote the words; a start says what the building is
        # called.
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
    """Rewrite the backups that hold a record.

    Gives how many, and the names of those that cannot be read.
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
    """Put new bytes under a name in one step, safely on the disk."""
    temporary = f"{turn.place.temporary}.purge"
    folder.discard(temporary)
    info = folder.stat(name)
    folder.create(temporary, data, turn.owner)
    if info is not None:
        os.utime(temporary, ns=(info.st_atime_ns, info.st_mtime_ns), dir_fd=folder.fd)
    folder.rename(temporary, name)
    folder.sync()
