"""The journal: one checksummed line for each change, for history, undo, and repair."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import count

import msgspec

from bltui.store.journal_entry import JournalEntry, encode, entry_of, fields_of_line, void_line
from bltui.store.paths import Place
from bltui.store.safe_dir import Owner, SafeDir

_BLOCK = 1 << 16
_LARGEST = 1 << 30


class Tail(msgspec.Struct, frozen=True):
    """The last good line of a journal, and its position in bytes."""

    entry: JournalEntry | None
    start: int
    end: int
    size: int


class Survey(msgspec.Struct, frozen=True):
    """The content of all journals of a building."""

    there: bool
    """Whether the current journal exists."""
    entries: list[JournalEntry]
    """The good entries that are not void, oldest first."""
    damaged: list[int]
    """The numbers of unreadable lines, counted across all journals."""
    torn: bool
    """Whether the last line is incomplete."""


class Journal:
    """The journal beside a building file, and those of past years among its backups."""

    def __init__(self, folder: SafeDir, place: Place) -> None:
        self._folder = folder
        self.name = place.journal
        self._old = place.backups
        self._temporary = place.temporary

    def tail(self) -> Tail | None:
        """Return the last good line, or None if there is no journal. Raises OSError."""
        try:
            fd = self._folder.open(self.name, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            size = os.fstat(fd).st_size
            end = next(
                (end for _, end, line in _backwards(fd, size) if fields_of_line(line) is not None),
                0,
            )
            start, _, entry = next(_standing(fd, end), (0, 0, None))
            return Tail(entry, start, end, size)
        finally:
            self._folder.close(fd)

    def cut(self, end: int, void: int | None = None) -> None:
        """Cut the journal after byte `end`: an incomplete line, or the line of generation `void`.

        The change of a void line never happened. An append-only journal (`chattr +a`) cannot be
        cut. Instead, an incomplete line is ended, and another line marks the void one.
        """
        try:
            fd = self._folder.open(self.name, os.O_WRONLY)
        except PermissionError:
            fd = self._folder.open(self.name, os.O_WRONLY | os.O_APPEND)
            try:
                self._folder.write(fd, b"\n" if void is None else b"\n" + void_line(void))
            finally:
                self._folder.close(fd)
            return
        try:
            os.ftruncate(fd, end)
        finally:
            self._folder.close(fd)

    def size(self) -> int:
        """Return the length in bytes, or 0 if there is no journal."""
        info = self._folder.stat(self.name)
        return 0 if info is None else info.st_size

    def rotate(self, year: int, start: JournalEntry, owner: Owner) -> None:
        """Move the journal of a past year to the backups.

        The new journal begins with `start`, the current state.
        """
        there = self._folder.stat(self.name)
        with self._folder.within(self._old, owner) as backups:
            for number in count(
                1
            ):  # the clock may have jumped, so the same year may have ended before
                taken = backups.stat(name := f"journal.year-{year}-{number:03d}")
                if taken is None:
                    self._folder.link(self.name, name, backups)
                if taken is None or there is None or taken.st_ino == there.st_ino:
                    break
        self._folder.create(self._temporary, encode(start), owner)
        self._folder.rename(self._temporary, self.name)
        self._folder.sync()

    def append(self, entry: JournalEntry, owner: Owner) -> int:
        """Append one line and sync it to disk. Return the previous length in bytes.

        If it fails midway, call `cut`.
        """
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

    def set_aside(self, now: float, owner: Owner, why: str) -> str:
        """Move the journal to the backups unchanged. Return its new name."""
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now))
        with self._folder.within(self._old, owner) as backups:
            taken = set(backups.names())
            number = next(n for n in count(1) if f"journal.{why}-{stamp}-{n}" not in taken)
            name = f"journal.{why}-{stamp}-{number}"
            self._folder.rename(self.name, name, backups)
        return name

    def entries(self) -> list[JournalEntry]:
        """Return every good entry, oldest first, including past years."""
        return self.survey().entries

    def survey(self) -> Survey:
        """Return every good entry, including past years, and the numbers of bad lines."""
        entries: list[JournalEntry] = []
        damaged: list[int] = []
        torn = False
        for number, line in enumerate(self._lines(), 1):
            torn = bool(line)  # the text after the last line feed
            fields = fields_of_line(line)
            if fields is None:
                if line:
                    damaged.append(number)
                continue
            if "void" in fields:
                if entries and entries[-1].gen == fields["void"]:
                    entries.pop()
                continue
            entry = entry_of(fields)
            # a new journal begins with the state in which the previous one ended
            if entry is None or (entry.start and entries and entries[-1].sha == entry.sha):
                continue
            entries.append(entry)
        return Survey(
            self._folder.stat(self.name) is not None,
            entries,
            damaged[:-1] if torn and damaged else damaged,
            torn,
        )

    def newest(self) -> Iterator[JournalEntry]:
        """Yield the good entries of the current journal, newest first, reading lazily."""
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
                    yield from backups.read(name, _LARGEST)[0].removesuffix(b"\n").split(b"\n")
        except FileNotFoundError:
            pass  # no year has ended yet
        try:
            yield from self._folder.read(self.name, _LARGEST)[0].split(b"\n")
        except FileNotFoundError:
            return


def _standing(fd: int, size: int) -> Iterator[tuple[int, int, JournalEntry]]:
    """Yield the good entries from last to first, each with its start and end.

    Voided entries are left out.
    """
    void = None
    for start, end, line in _backwards(fd, size):
        fields = fields_of_line(line)
        if fields is None:
            continue
        if "void" in fields:
            void = fields["void"]
            continue
        entry = entry_of(fields)
        if entry is not None and entry.gen != void:
            yield start, end, entry
        void = None


def _backwards(fd: int, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield the complete lines of a file from last to first: start, end, and bytes."""
    held, at, stop = b"", size, -1
    while True:
        # `held` has the bytes from `at` to `stop`. It ends in a line feed once the incomplete end
        # of the file is dropped.
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
