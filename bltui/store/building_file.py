"""The building file: reading it at any time, and changing it durably."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.beside import check_not_beside
from bltui.domain.model.errors import UserError
from bltui.store import backups, migrations, permission
from bltui.store import transaction as store_transaction
from bltui.store.author import Author
from bltui.store.backups import Backup
from bltui.store.change_summary import Summary
from bltui.store.diagnosis import read_contents
from bltui.store.digest import digest
from bltui.store.errors import BadFile, NoPermission, StoreError
from bltui.store.journal import Journal
from bltui.store.journal_entry import JournalEntry
from bltui.store.lock import writer
from bltui.store.outside import recorded
from bltui.store.paths import Place
from bltui.store.reader import Version, read, settled
from bltui.store.replay import Documents, Tables, differences, everything, plain
from bltui.store.safe_dir import SafeDir, signature
from bltui.store.serializer import render
from bltui.store.strict_json import Malformed
from bltui.store.write_session import take_turn

if TYPE_CHECKING:  # importing TinyDB takes as long as starting Python, and reading does not need it
    from bltui.store.transaction import Transaction

#: Seconds that a writer waits for the lock.
WAIT = 10.0
#: Longest name of a building file, in bytes. The names of the files beside it are up to 30 longer.
LONGEST_NAME = 220


class BuildingFile:
    """One building's file, as used by one account. Holds no lock and no file descriptor.

    It can be kept for any length of time. Every method may raise a StoreError, whose message tells
    whether the file changed.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        author: Author,
        *,
        now: Callable[[], float] = time.time,
        wait: float = WAIT,
    ) -> None:
        self.place = Place(path)
        self.author = author
        self._now = now
        self._wait = wait
        self._last: Version | None = None

    def writer(self) -> str | None:
        """Return the name of the current or last writer, or None if unknown."""
        with suppress(StoreError), self.place.folder() as folder:
            return writer(folder, self.place.lock)
        return None

    @property
    def path(self) -> str:
        """The path that the person gave."""
        return self.place.path

    def read(self) -> Version:
        """Return the newest version. Needs no lock and no permission to write."""
        with self.place.folder() as folder:
            self._last = read(folder, self.place, self._last)
            return self._last

    def doubt(self) -> str | None:
        """Return problems with the file's location or permissions in words, most severe first.

        Returns None if there are none.
        """
        from bltui.store.filesystem_type import (
            doubt,
        )  # only the terminal UI and doctor need it

        with self.place.folder() as folder:
            half = permission.half_shared(folder, self.place)
            shared = f"{half[0]}; `bltui doctor` shows the command" if half else None
            parting = backups.parting(folder, self.place)
            return (
                doubt(folder.fd) or shared or (f"{parting} at the next change" if parting else None)
            )

    def half_shared(self) -> tuple[str, str] | None:
        """Return why others cannot use the file in a shared folder, and the command that fixes it.

        Returns None if there is no such problem.
        """
        with self.place.folder() as folder:
            return permission.half_shared(folder, self.place)

    def parting(self) -> str | None:
        """Return what a change does to the file's other names (hard links), or None without any."""
        with self.place.folder() as folder:
            return backups.parting(folder, self.place)

    def moved(self) -> bool:
        """Return whether the file differs from the version last read.

        Fast enough to call several times a second.
        """
        last = self._last
        if last is None:
            return True
        try:
            with SafeDir(self.place.directory) as folder:
                info = folder.stat(self.place.name)
                if info is None or signature(info) != last.signature:
                    return True
                if last.settled:
                    return False
                raw, info = folder.read(self.place.name)
                same = digest(raw) == last.sha
                if same:
                    self._last = msgspec.structs.replace(
                        last, signature=signature(info), settled=settled(info)
                    )
                return not same
        except OSError:
            return True

    def unknown(self) -> bool:
        """Return whether the file has no journal: another program made it or copied it here."""
        with self.place.folder() as folder:
            return folder.stat(self.place.journal) is None

    def history(self) -> list[JournalEntry]:
        """Return every change, oldest first.

        Includes an edit by another program that is not in the journal yet.
        """
        with self.place.folder() as folder:
            return recorded(Journal(folder, self.place), read(folder, self.place, self._last))

    def tail(self, count: int, *, named: bool = False) -> list[JournalEntry]:
        """Return the newest `count` changes of the current journal, newest first.

        Reads only the end of the journal. With `named`, anonymous changes are left out: their
        position would reveal when they were made, and so by whom.
        """
        with self.place.folder() as folder:
            present = read(folder, self.place, self._last)
            journal = Journal(folder, self.place)
            older = (entry for entry in journal.newest() if entry.gen <= present.gen)
            newest = list(islice(older, 1))
            if newest and newest[0].sha != present.sha:
                newest = [recorded(journal, present)[-1], *newest]
            entries = chain(newest, older)
            return list(islice((e for e in entries if not (named and e.anonymous)), count))

    def commit(self, work: Callable[[Transaction], Summary]) -> Version:
        """Apply one change to the newest version, save it, and return the new version.

        If `work` raises or changes nothing, nothing is written. On return, the change survives a
        crash and, if the disk reports truthfully, a power cut.
        """
        with self.place.folder() as folder:
            self._fit(folder)
            owner = folder.owner(self.place.name)
            with take_turn(self.place, folder, owner, self.author, self._now, self._wait) as turn:
                present = read(folder, self.place, self._last, trust=False)
                if present.schema > migrations.SCHEMA:
                    newer = f"a newer bltui wrote it (format {present.schema}), so this one only reads it"
                    raise BadFile(self.path, newer, "Update bltui. Nothing was changed.")
                last = turn.settle(present)
                old = present.schema < migrations.SCHEMA
                own = not (last.outside or old)
                transaction = store_transaction.Transaction(
                    present.documents, present.next_ids, present.gen + old, own=own
                )
                documents, edits, entry = self._outcome(transaction, work(transaction))
                if old and edits:
                    present, last = turn.migrate(present, last, entry.at)
                # Not earlier: a refused change shows nobody the others' changes, so `moved` must
                # still report them.
                self._last = present
                if edits:
                    self._last = turn.replace(present, last, documents, transaction.next_ids, entry)
                return self._last

    def rehearse(self, work: Callable[[Transaction], Summary]) -> Version:
        """Return the version that `commit` would create.

        Takes no lock, writes nothing, and does not affect `moved`.
        """
        with self.place.folder() as folder:
            present = read(folder, self.place, self._last)
        transaction = store_transaction.Transaction(
            present.documents, present.next_ids, present.gen
        )
        documents, edits, entry = self._outcome(transaction, work(transaction))
        if not edits:
            return present
        next_ids = dict(transaction.next_ids)
        return msgspec.structs.replace(
            present, documents=documents, next_ids=next_ids, gen=entry.gen
        )

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        documents: Documents,
        author: Author,
        says: str,
        *,
        now: Callable[[], float] = time.time,
        wait: float = WAIT,
    ) -> BuildingFile:
        """Create a new building file with these documents.

        Raises UserError if the name is taken.
        """
        check_not_beside(path)
        file = cls(path, author, now=now, wait=wait)
        size = len(os.fsencode(file.place.name))
        if size > LONGEST_NAME:
            raise UserError(
                f"The file's name is {size} bytes long (at most {LONGEST_NAME}). Choose a shorter "
                "one."
            )
        at = round(now(), 3)
        signed = {"_rev": 1, "_by": author.shown_as, "_at": at}
        tables: Tables = {
            t: {number: {**row, **signed} for number, row in rows.items()}
            for t, rows in documents.items()
        }
        meta: dict[str, Any] = {
            "format": "bltui-building",
            "schema": migrations.SCHEMA,
            "gen": 1,
            "uuid": os.urandom(16).hex(),
            "next": {table: max(rows) + 1 for table, rows in tables.items() if rows},
        }
        data = render(meta, tables, {})
        edits = everything(tables)
        entry = JournalEntry(
            gen=1,
            at=at,
            says=says,
            edits=edits,
            start=True,
            uuid=meta["uuid"],
            sha=digest(data),
            **file._signature(),
        )
        with file.place.folder() as folder:
            file._vacant(folder)
            owner = permission.newcomer(folder)
            with take_turn(file.place, folder, owner, author, now, wait) as turn:
                file._vacant(folder)
                turn.first(data, entry)
        return file

    def backups(self) -> list[Backup]:
        """Return the backups, oldest first."""
        with self.place.folder() as folder:
            return backups.listed(folder, self.place)

    def back_up(self) -> Backup:
        """Make a backup that stays until a person deletes it."""
        self.place.check_own()
        with self.place.folder() as folder:
            present = read(folder, self.place, self._last)
            owner = folder.owner(self.place.name)
            return backups.copy(folder, self.place, present.gen, self._now(), owner)

    def restore(self, backup: Backup) -> Version:
        """Restore the documents of a backup as a change, which can be undone.

        Backs up the current version first.
        """
        with self.place.folder() as folder, folder.within(self.place.backups) as inner:
            try:
                then = migrations.migrated(read_contents(inner.read(backup.name)[0])).documents
            except Malformed as error:
                raise BadFile(
                    f"{inner.path}/{backup.name}", error.what, "Choose another backup."
                ) from None
        self.back_up()

        def work(transaction: Transaction) -> Summary:
            transaction.apply(differences(_plain(transaction.documents), _plain(then)))
            return Summary(f"backup: version {backup.gen} restored")

        return self.commit(work)

    def _outcome(
        self, transaction: Transaction, summary: Summary
    ) -> tuple[Documents, bool, JournalEntry]:
        at = summary.time(round(self._now(), 3))
        signed: dict[str, Any] = {} if summary.anonymous else self._signature()
        documents, edits = transaction.outcome(signed.get("by"), at)
        entry = JournalEntry(
            gen=transaction.gen + 1,
            at=at,
            says=summary.says,
            edits=edits,
            **summary.aims(),
            **signed,
        )
        return documents, bool(edits), entry

    def _signature(self) -> dict[str, Any]:
        author = self.author
        return {
            "by": author.shown_as,
            "account": author.name,
            "uid": author.uid,
            "hint": author.hint,
        }

    def _fit(self, folder: SafeDir) -> None:
        """Raise an error for known obstacles before any file is created beside the building."""
        name = self.place.name
        if folder.stat(name) is None:
            raise FileNotFoundError(errno.ENOENT, "it does not exist", name)
        if folder.stat(self.place.lock) is None:
            read(folder, self.place, self._last, trust=False)
        if why := permission.obstacle(folder, self.place):
            raise NoPermission(self.path, f"{why[0]}; nothing was changed", why[1])

    def _vacant(self, folder: SafeDir) -> None:
        if folder.stat(self.place.name) is not None or self.place.linked:
            raise UserError(
                f"{self.path} already exists and was not changed. Choose another name, or open it."
            )


def _plain(documents: Documents) -> Tables:
    return {
        table: {number: plain(row) for number, row in rows.items()}
        for table, rows in documents.items()
    }
