"""One account's turn to write a building file, while it holds the lock.

The order matters. First the journal line, so that no change lacks its line. Then the new file under
another name. Then the rename, which makes the change take effect. After a crash midway, the next
turn recognizes the journal line as void.
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
    """A turn to write, created by `take_turn`. Every method requires the lock."""

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
        """The current time in seconds since the epoch, to the millisecond."""
        return round(self._now(), 3)

    def settle(self, present: Version) -> JournalEntry:
        """Make the journal end in the current state of the file. Return its last line.

        Raises BadFile if the journal has later changes than the file.
        """
        last, _ = self.trim(present.sha)
        if last is None:
            return self._begin(present)
        if last.gen > present.gen:
            older = f"it is older than its journal (change {present.gen} against {last.gen}): an old copy was restored"
            todo = "`bltui doctor --repair` restores the newest, or accepts this one with --accept-older."
            raise BadFile(self.place.path, older, todo)
        entry = outside_edit(self.journal.entries(), present) if last.sha != present.sha else None
        if entry is None:
            return last
        self.journal.append(entry, self.owner)
        return entry

    def trim(self, sha: str) -> tuple[JournalEntry | None, bool]:
        """Remove from the journal what belongs to no change of a file with this digest.

        Returns its last line and whether anything was removed. A journal without a good line is
        moved to the backups, never cut.
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
        """Return whether the writer of this line died before the file was replaced.

        The file is then as it was before the line. The same is true if the last copy was put back,
        but then the lock file confirms the change.
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
        """Migrate the file to the current format as a separate change, after backing it up.

        The backup is kept permanently. `at` is the time of the change that follows, which may be
        anonymous.
        """
        kept = f"{self.place.name.removesuffix('.json')}.schema{present.schema}.json"
        with self.folder.within(self.place.backups, self.owner) as inner, suppress(FileExistsError):
            self.folder.link(self.place.name, kept, inner)
        entry = JournalEntry(
            gen=present.gen + 1,
            at=at,
            says=f"file format {present.schema} upgraded to {migrations.SCHEMA}",
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
        """Save the next version, with `entry` as its journal line.

        Returns the version as it is in the file.
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
        """Return the bytes of a file. Raises UserError if they exceed the limit for reading."""
        data = render(meta, documents, pieces)
        if len(data) > LARGEST:
            raise UserError(
                f"The building would become larger than {LARGEST >> 20} MiB. Nothing was changed."
            )
        return data

    def write(
        self, data: bytes, entry: JournalEntry, gen: int, backup: str | None
    ) -> os.stat_result:
        """Write the journal line and the new file, then rename it. Sync each before the next."""
        place, folder = self.place, self.folder
        length = self.journal.size()
        made: os.stat_result | None = None
        if entry.anonymous:
            self._lock.forget()
        try:
            self.journal.append(entry, self.owner)
            made = folder.create(place.temporary, data, self.owner)
            if backup:
                with suppress(
                    OSError
                ):  # a missing backup must not prevent the change; doctor reports it
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
        ):  # a rename changes the signature; without the new one, the file is just read once more
            return folder.stat(place.name) or made
        return made

    def first(self, data: bytes, entry: JournalEntry) -> None:
        """Save the first version of a new building.

        Raises FileExistsError if its name was taken in the meantime.
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
        """Return the kind of backup to make before a change, or None before an anonymous one.

        A backup's name has a time, which would be that of the anonymous change.
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
            # Only the day: the next or the last change may be anonymous.
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
        """Begin a new journal for a new year, with all documents, so that it replays alone."""
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
        """Return whether the new file is in place despite an error, or None if unknown."""
        if made is None:
            return False
        try:
            there = self.folder.stat(self.place.name)
        except OSError:
            return None
        return there is not None and there.st_ino == made.st_ino

    def _take_back(self, length: int, gen: int) -> None:
        """Clean up after a failed change. If this fails too, the next turn does it."""
        with suppress(OSError):
            self.folder.discard(self.place.temporary)
        with suppress(OSError):
            if self.journal.size() > length:
                self.journal.cut(length, void=gen)

    def _failed(self, error: OSError, happened: bool | None) -> StoreError:
        """Return the error for a change that happened, did not happen, or is unclear (None)."""
        if happened:
            return self._unconfirmed(error)
        why = (error.strerror or str(error)).lower()
        if happened is None:
            what = f"the disk failed ({why}), and whether the change was saved cannot be seen"
            unsure = Unconfirmed(self.place.path, what, "Check the history before you try again.")
            unsure.saved = None
            return unsure
        if error.errno in (errno.EPERM, errno.EACCES):
            what, todo = permission.unshared(self.folder, self.place.name)
            return NoPermission(
                self.place.path, f"not saved: {what}; the file was not changed", todo
            )
        what = f"not saved: {why}; the file was not changed"
        return IOFailure(self.place.path, what, "Fix that, then try again.")

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
    """Wait for the lock and yield the turn. Raises Busy after `wait` seconds."""
    place.check_own()
    with Lock(folder, place.lock, owner, author, wait=wait, since=now()) as lock:
        yield WriteSession(place, folder, lock, owner, now)


def _pieces(contents: Contents, documents: Documents) -> dict[str, dict[int, str]]:
    """Return the text of every document: as read if unchanged, newly encoded otherwise."""
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
