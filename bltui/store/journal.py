"""The journal: one checksummed line for each change, for history, undo and repair."""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from bltui.domain.change import Edit
from bltui.store.disk import Folder, Owner
from bltui.store.layout import compact

_BLOCK = 1 << 16
_LARGEST = 1 << 30
_SUM = b',"sum":"'

Tables = dict[str, dict[int, dict[str, Any]]]

#: Fields that the store sets on each document that changes.
BOOKKEEPING = ("_rev", "_by", "_at")


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change as the history keeps it."""

    gen: int
    """The generation of the file that the change made; the change is named by it."""
    at: float
    """Seconds since the epoch (UTC); cut to the day for an anonymous change. Order is by `gen`, never by time."""
    by: str | None = None
    """The name that is shown; None for anonymous changes and for edits from outside."""
    account: str | None = None
    """The Unix account."""
    uid: int | None = None
    hint: str | None = None
    """What the environment claimed about the origin."""
    says: str
    edits: tuple[Edit, ...] = ()
    """Stored values without bookkeeping; in a line with `start` or `outside`, with it."""
    undoes: int | None = None
    redoes: int | None = None
    outside: bool = False
    """Somebody changed the file with another program; the generation is the one that they found."""
    start: bool = False
    """The edits are everything the file held: replay begins anew here."""
    prev: str = ""
    """Digest of the file's bytes before the change."""
    sha: str = ""
    """Digest of the file's bytes after the change."""


def encode(entry: Entry) -> bytes:
    """The entry as its journal line, checksum last."""
    body = compact(msgspec.to_builtins(entry)).encode()[:-1]
    return b'%s%s%08x"}\n' % (body, _SUM, zlib.crc32(body))


def _fields(line: bytes) -> dict[str, Any] | None:
    """What a line holds; None if it is torn or damaged."""
    body, _, mark = line.rpartition(_SUM)
    if mark != b'%08x"}' % zlib.crc32(body):
        return None
    fields: dict[str, Any] = json.loads(body + b"}")
    return fields


def _entry(fields: dict[str, Any]) -> Entry | None:
    try:
        return msgspec.convert(fields, Entry)
    except msgspec.ValidationError:
        return None  # a line of a later version: its change is in the file, its words are not ours to guess


def apply(tables: Tables, entry: Entry) -> None:
    """Do one entry's edits to plain tables, bookkeeping included."""
    if entry.start:
        tables.clear()
    for edit in entry.edits:
        rows = tables.setdefault(edit.table, {})
        if edit.after is None:
            rows.pop(edit.id, None)
            continue
        old = rows.get(edit.id, {})
        fields = {key: value for key, value in old.items() if key not in (edit.before or {}) and key not in BOOKKEEPING}
        if entry.start or entry.outside:
            kept = {key: value for key, value in old.items() if key not in (edit.before or {})}
            rows[edit.id] = {**kept, **edit.after}
            continue
        rows[edit.id] = stamped({**fields, **edit.after}, old.get("_rev", 0), entry.by, entry.at)


def stamped(fields: dict[str, Any], rev: int, by: str | None, at: float) -> dict[str, Any]:
    """A document with its bookkeeping, one revision on."""
    return {**fields, "_rev": rev + 1, **({"_by": by} if by is not None else {}), "_at": at}


def replay(entries: Iterable[Entry]) -> Tables:
    """The documents that the entries lead to, from the last start among them on."""
    tables: Tables = {}
    for entry in entries:
        apply(tables, entry)
    return {name: rows for name, rows in tables.items() if rows}


class Tail(msgspec.Struct, frozen=True):
    """The last good line of a journal and where it lies, in bytes."""

    entry: Entry | None
    start: int
    end: int
    size: int


class Journal:
    """The journal file beside a building file, and those of former years among its backups."""

    def __init__(self, folder: Folder, building: str) -> None:
        self._folder = folder
        self.name = f"{building}.journal"
        self._old = f"{building}.backups"

    def tail(self) -> Tail | None:
        """The last good line, read from the end; None if there is no journal. Raises OSError."""
        try:
            fd = self._folder.open(self.name, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            size = os.fstat(fd).st_size
            end = next((end for _, end, line in _backwards(fd, size) if _fields(line) is not None), 0)
            start, _, entry = next(_standing(fd, end), (0, 0, None))
            return Tail(entry, start, end, size)
        finally:
            self._folder.close(fd)

    def cut(self, end: int, void: int | None = None) -> None:
        """Take away what follows byte `end`: a torn line, or the line of generation `void`, whose change never happened.

        An append-only journal (`chattr +a`) cannot be cut: there a torn line is closed and a void line says which one fell.
        """
        try:
            fd = self._folder.open(self.name, os.O_WRONLY)
        except PermissionError:
            body = b'{"void":%d' % void if void is not None else b""
            fd = self._folder.open(self.name, os.O_WRONLY | os.O_APPEND)
            try:
                self._folder.write(fd, b"\n" + (b'%s%s%08x"}\n' % (body, _SUM, zlib.crc32(body)) if body else b""))
            finally:
                self._folder.close(fd)
            return
        try:
            os.ftruncate(fd, end)
        finally:
            self._folder.close(fd)

    def size(self) -> int:
        """The length in bytes; 0 if there is no journal."""
        info = self._folder.stat(self.name)
        return 0 if info is None else info.st_size

    def rotate(self, year: int, start: Entry, owner: Owner, temporary: str) -> None:
        """Put the journal of a year that is over among the backups; the new one begins with `start`, the present state."""
        there = self._folder.stat(self.name)
        with self._folder.within(self._old, owner) as backups:
            for extra in ("", *(f"-{i:02d}" for i in range(2, 100))):
                taken = backups.stat(name := f"journal.year-{year}{extra}")
                if taken is None:
                    self._folder.link(self.name, name, backups)
                if taken is None or there is None or taken.st_ino == there.st_ino:
                    break
        self._folder.create(temporary, encode(start), owner)
        self._folder.rename(temporary, self.name)
        self._folder.sync()

    def append(self, entry: Entry, owner: Owner) -> int:
        """Write one line, safely on the disk; gives the length before. A line that fails half-way is left to `cut`."""
        fresh = False
        try:
            fd = self._folder.open(self.name, os.O_WRONLY | os.O_APPEND)
        except FileNotFoundError:
            fd = self._folder.open(self.name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL)
            fresh = True
        try:
            if fresh:
                self._folder.give(fd, owner)
            before = os.fstat(fd).st_size
            self._folder.write(fd, encode(entry))
            os.fsync(fd)
        finally:
            self._folder.close(fd)
        if fresh:
            self._folder.sync()
        return before

    def set_aside(self, now: float, owner: Owner, why: str = "bad") -> str:
        """Move the journal among the backups, unchanged; gives its new name."""
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now))
        with self._folder.within(self._old, owner) as backups:
            taken = set(backups.names())
            name = next(
                n
                for n in (f"journal.{why}-{stamp}{extra}" for extra in ("", *(f"-{i}" for i in range(2, 10_000))))
                if n not in taken
            )
            self._folder.rename(self.name, name, backups)
        return name

    def entries(self) -> list[Entry]:
        """Every good entry, oldest first, former years included."""
        entries: list[Entry] = []
        for line in self._lines():
            fields = _fields(line)
            if fields is None:
                continue
            if "void" in fields:
                if entries and entries[-1].gen == fields["void"]:
                    entries.pop()
                continue
            entry = _entry(fields)
            # a new journal begins with the state that the former one ended in
            if entry is None or (entry.start and entries and entries[-1].sha == entry.sha):
                continue
            entries.append(entry)
        return entries

    def newest(self) -> Iterator[Entry]:
        """Every good entry of the current journal, newest first, read only as far as asked."""
        try:
            fd = self._folder.open(self.name, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            for _, _, entry in _standing(fd, os.fstat(fd).st_size):
                yield entry
        finally:
            self._folder.close(fd)

    def _lines(self) -> Iterator[bytes]:
        try:
            with self._folder.within(self._old) as backups:
                for name in sorted(n for n in backups.names() if n.startswith("journal.year-")):
                    yield from backups.read(name, _LARGEST)[0].split(b"\n")
        except FileNotFoundError:
            pass  # no year has ended yet
        try:
            yield from self._folder.read(self.name, _LARGEST)[0].split(b"\n")
        except FileNotFoundError:
            return


def _standing(fd: int, size: int) -> Iterator[tuple[int, int, Entry]]:
    """The good entries from the last to the first, each with its place; what a void line takes back is left out."""
    void = None
    for start, end, line in _backwards(fd, size):
        fields = _fields(line)
        if fields is None:
            continue
        if "void" in fields:
            void = fields["void"]
            continue
        entry = _entry(fields)
        if entry is not None and entry.gen != void:
            yield start, end, entry
        void = None


def _backwards(fd: int, size: int) -> Iterator[tuple[int, int, bytes]]:
    """The complete lines of a file from the last to the first: where it starts, where the next begins, its bytes."""
    held, at, stop = b"", size, -1
    while True:
        # `held` is what lies from `at` to `stop` and ends in a line feed, once the torn rest after the last one is dropped
        last = held.rfind(b"\n", 0, len(held) - (stop >= 0))
        if last >= 0:
            if stop >= 0:
                yield at + last + 1, stop, held[last + 1 : -1]
            held, stop = held[: last + 1], at + last + 1
        elif at:
            length = min(_BLOCK, at)
            at -= length
            held = os.pread(fd, length, at) + held
        else:
            if stop > 0:
                yield 0, stop, held[:-1]
            return
