"""One account's turn at a building file: the lock is held, and what is written is on the disk
before it counts.

The order is everything. The journal line comes first, so that no change lacks its line; the new
file next, under another name; the rename alone decides. Whoever dies half-way leaves a line that
the next turn recognises as never happened.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import msgspec

from bltui.domain.model.errors import UserError
from bltui.store import backups, migrations, permission
from bltui.store.author import Author
from bltui.store.digest import digest
from bltui.store.errors import BadFile, IOFailure, NoPermission, StoreError, Unconfirmed
from bltui.store.journal import Journal
from bltui.store.journal_entry import DAY, JournalEntry
from bltui.store.lock import Lock
from bltui.store.outside import outside_edit
from bltui.store.paths import Place
from bltui.store.reader import Version, version
from bltui.store.replay import Documents, everything
from bltui.store.safe_dir import LARGEST, Owner, SafeDir
from bltui.store.serializer import member, render
from bltui.store.strict_json import Contents

_BEGINNING = "the history starts here"


class WriteSession:
    """Made by `take_turn`; every method counts on the lock."""

    def __init__(
        self, place: Place, folder: SafeDir, lock: Lock, owner: Owner, now: Callable[[], float]
    ) -> None:
        self.place = place
        self.folder = folder
        self.owner = owner
        self.journal = Journal(folder, place)
        self._lock = lock
        self._now = now
        folder.discard(place.temporary)

    @property
    def now(self) -> float:
        """Seconds since the epoch, to the millisecond."""
        return round(self._now(), 3)

    def settle(self, present: Version) -> JournalEntry:
        """Make the journal end in the present state of the file; gives its last line.

        Raises BadFile where the journal knows later changes than the file.
        """
        last, _ = self.trim(present.sha)
        if last is None:
            return self._begin(present)
        if last.gen > present.gen:
            older = f"it is older than its journal (change {present.gen} against {last.gen}): an old copy was put back"
            todo = (
                "`bltui doctor --repair` brings the newest back, or accepts this one if you say so."
            )
            raise BadFile(self.place.path, older, todo)
        entry = outside_edit(self.journal.entries(), present) if last.sha != present.sha else None
        if entry is None:
            return last
        self.journal.append(entry, self.owner)
        return entry

    def trim(self, sha: str) -> tuple[JournalEntry | None, bool]:
        """Take from the journal what belongs to no change of a file with this digest; gives its
        last line.

        The flag says whether anything was taken. A journal without one good line is set aside,
        never cut.
        """
        tail = self.journal.tail()
        if tail is None:
            return None, False
        if tail.entry is None:
            if tail.size:
                self.journal.set_aside(self.now, self.owner, "bad")
            return None, bool(tail.size)
        if tail.size > tail.end:
            self.journal.cut(tail.end)
        if self._never_happened(tail.entry, sha):
            self.journal.cut(tail.start, void=tail.entry.gen)
            return self.trim(sha)[0], True
        return tail.entry, tail.size > tail.end

    def _never_happened(self, last: JournalEntry, sha: str) -> bool:
        """Whether the writer of this line died before the file was replaced.

        The file is then as the line found it. So it is too where somebody put the last copy back;
        but then the lock file knows that the change was safely in place.
        """
        return (
            last.prev == sha
            and last.prev != last.sha
            and not last.outside
            and self._lock.confirmed < last.gen
        )

    def migrate(
        self, present: Version, last: JournalEntry, at: float
    ) -> tuple[Version, JournalEntry]:
        """Bring the file to the present format as a change of its own, after keeping the old one
        for good.

        The time is that of the change that follows, which may be an anonymous one.
        """
        kept = f"{self.place.name.removesuffix('.json')}.schema{present.schema}.json"
        with self.folder.within(self.place.backups, self.owner) as inner, suppress(FileExistsError):
            self.folder.link(self.place.name, kept, inner)
        entry = JournalEntry(
            gen=present.gen + 1,
            at=at,
            says=f"file format {present.schema} brought to {migrations.SCHEMA}",
            edits=everything(present.documents),
            start=True,
            uuid=present.uuid,
        )
        return self.replace(present, last, present.documents, present.next_ids, entry), entry

    def replace(
        self,
        present: Version,
        last: JournalEntry,
        documents: Documents,
        next_ids: Mapping[str, int],
        entry: JournalEntry,
    ) -> Version:
        """Save the next version, with `entry` as its line in the journal.

        Gives it as it lies in the file.
        """
        pieces = _pieces(present.contents, documents)
        meta = {
            **present.contents.meta,
            "schema": migrations.SCHEMA,
            "gen": entry.gen,
            "next": dict(next_ids),
        }
        data = self.rendered(meta, documents, pieces)
        kind = None if entry.anonymous else self._due(present.gen, last)
        if time.gmtime(last.at).tm_year < time.gmtime(entry.at).tm_year:
            self._new_year(present, last, entry.at)
        sha = digest(data)
        info = self.write(
            data, msgspec.structs.replace(entry, prev=present.sha, sha=sha), present.gen, kind
        )
        contents = Contents(meta, {name: dict(rows) for name, rows in documents.items()}, pieces)  # type: ignore[arg-type]
        return version(contents, migrations.SCHEMA, info, sha, None)

    def rendered(
        self, meta: Mapping[str, Any], documents: Documents, pieces: Mapping[str, Mapping[int, str]]
    ) -> bytes:
        """The bytes of a file. Raises UserError if they are more than anybody could read again."""
        data = render(meta, documents, pieces)
        if len(data) > LARGEST:
            raise UserError(
                f"The building would become larger than {LARGEST >> 20} MiB. Nothing was changed."
            )
        return data

    def write(
        self, data: bytes, entry: JournalEntry, gen: int, backup: str | None
    ) -> os.stat_result:
        """Journal line, new file, rename: in this order, each on the disk before the next."""
        place, folder = self.place, self.folder
        length = self.journal.size()
        made: os.stat_result | None = None
        if entry.anonymous:
            self._lock.forget()
        try:
            self.journal.append(entry, self.owner)
            made = folder.create(place.temporary, data, self.owner)
            if backup:
                with suppress(OSError):  # a missing backup must not cost the change; doctor says so
                    backups.keep(folder, place, gen, backup, self.now, self.owner)
            folder.rename(place.temporary, place.name)
        except BaseException as error:
            happened = self._in_place(made)
            if happened is False:
                self._take_back(length, entry.gen)
            if isinstance(error, OSError):
                raise self._failed(error, happened) from None
            raise
        try:
            folder.sync()
        except OSError as error:
            raise self._unconfirmed(error) from None
        self._lock.confirm(entry.gen)
        with suppress(
            OSError
        ):  # a rename changes the signature; without it the file is merely read once more
            return folder.stat(place.name) or made
        return made

    def first(self, data: bytes, entry: JournalEntry) -> None:
        """Save the first version of a new building.

        Raises FileExistsError if something took its name meanwhile.
        """
        place, folder = self.place, self.folder
        made: os.stat_result | None = None
        try:
            if self.journal.size():
                self.journal.set_aside(self.now, self.owner, "former")
            self.journal.append(entry, self.owner)
            made = folder.create(place.temporary, data, self.owner)
            folder.link(place.temporary, place.name)
        except BaseException as error:
            happened = self._in_place(made)
            for name in (place.temporary, place.journal, place.lock) if happened is False else ():
                with suppress(OSError):
                    folder.discard(name)
            if isinstance(error, OSError) and happened is not False:
                raise self._failed(error, happened) from None
            raise
        try:
            folder.discard(place.temporary)
            folder.sync()
        except OSError as error:
            raise self._unconfirmed(error) from None
        self._lock.confirm(entry.gen)

    def _due(self, gen: int, last: JournalEntry) -> str | None:
        """The kind of backup to keep before a change that has a name; an anonymous one keeps none.

        A backup is named for its time, which would be that of the anonymous change.
        """
        named = (
            next((e for e in self.journal.newest() if not e.anonymous), last)
            if last.anonymous
            else last
        )
        return backups.due(gen, named.gen, named.at, self.now)

    def _begin(self, present: Version) -> JournalEntry:
        edits = everything(present.documents)
        entry = JournalEntry(
            gen=present.gen,
            # Only the day: the change that comes next, or the last one, may be anonymous.
            at=self.now // DAY * DAY,
            says=_BEGINNING,
            edits=edits,
            start=True,
            outside=True,
            uuid=present.uuid,
            sha=present.sha,
        )
        self.journal.append(entry, self.owner)
        return entry

    def _new_year(self, present: Version, last: JournalEntry, at: float) -> None:
        """Begin a new journal for a new year, with everything in it, so that it can be replayed
        alone.
        """
        edits = everything(present.documents)
        says = _BEGINNING if last.anonymous else last.says
        start = JournalEntry(
            gen=present.gen,
            at=at,
            says=says,
            edits=edits,
            start=True,
            uuid=present.uuid,
            sha=present.sha,
        )
        self.journal.rotate(time.gmtime(last.at).tm_year, start, self.owner)

    def _in_place(self, made: os.stat_result | None) -> bool | None:
        """Whether the new file is in place although something reported an error.

        None if that cannot be seen.
        """
        if made is None:
            return False
        try:
            there = self.folder.stat(self.place.name)
        except OSError:
            return None
        return there is not None and there.st_ino == made.st_ino

    def _take_back(self, length: int, gen: int) -> None:
        """Clean up after a change that did not come about; what fails here, the next turn does."""
        with suppress(OSError):
            self.folder.discard(self.place.temporary)
        with suppress(OSError):
            if self.journal.size() > length:
                self.journal.cut(length, void=gen)

    def _failed(self, error: OSError, happened: bool | None) -> StoreError:
        """What to say about an error of a change that is in place, is not, or cannot be seen."""
        if happened:
            return self._unconfirmed(error)
        why = (error.strerror or str(error)).lower()
        if happened is None:
            what = f"the disk failed ({why}), and whether the change was saved cannot be seen"
            unsure = Unconfirmed(
                self.place.path, what, "Look at the history before you do it again."
            )
            unsure.saved = None
            return unsure
        if error.errno in (errno.EPERM, errno.EACCES):
            what, todo = permission.unshared(self.folder, self.place.name)
            return NoPermission(self.place.path, f"not saved: {what}; the file is as it was", todo)
        what = f"not saved: {why}; the file is as it was"
        return IOFailure(self.place.path, what, "Try again when that is mended.")

    def _unconfirmed(self, error: BaseException) -> Unconfirmed:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        what = f"saved, but the disk did not confirm it ({why})"
        return Unconfirmed(self.place.path, what, "It may not survive a power cut: check the disk.")


@contextmanager
def take_turn(
    place: Place,
    folder: SafeDir,
    owner: Owner,
    author: Author,
    now: Callable[[], float],
    wait: float,
) -> Iterator[WriteSession]:
    """The turn, when it comes. Raises Busy if that takes longer than `wait` seconds."""
    place.check_own()
    with Lock(folder, place.lock, owner, author, wait=wait, since=now()) as lock:
        yield WriteSession(place, folder, lock, owner, now)


def _pieces(contents: Contents, documents: Documents) -> dict[str, dict[int, str]]:
    """The text of every document: its own where it stayed the same, a new one where it changed."""
    pieces: dict[str, dict[int, str]] = {}
    for table, rows in documents.items():
        old, texts = contents.documents.get(table, {}), contents.pieces.get(table, {})
        if rows is old and texts:
            pieces[table] = texts
            continue
        pieces[table] = {
            number: texts[number]
            if number in texts and row is old.get(number)
            else member(table, number, row)
            for number, row in rows.items()
        }
    return pieces
