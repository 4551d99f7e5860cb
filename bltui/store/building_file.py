"""The building file: reading it without a lock, changing it so that saved means saved."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from posixpath import islink, realpath, split
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.change import Edit
from bltui.domain.refusal import Refused
from bltui.store import backups, migrations, permission
from bltui.store.author import Author
from bltui.store.diagnosis import nearest, read_contents
from bltui.store.disk import LARGEST, Folder, NotRegular, Owner, Signature, signature
from bltui.store.errors import BadFile, IOFailure, Missing, NoPermission, StoreError, Unconfirmed
from bltui.store.journal import Entry, Journal, Tables, replay
from bltui.store.layout import member, render
from bltui.store.lock import Lock
from bltui.store.strict import Contents, Malformed

if TYPE_CHECKING:  # TinyDB takes as long to import as Python to start, and reading does not need it
    from bltui.store.transaction import Summary, Transaction

#: Seconds that a file which somebody is saving just now gets to become whole.
PATIENCE = 1.0
#: Seconds for which a change of the file counts as "just now".
JUST_NOW = 3.0
#: Seconds that a writer waits for another one.
WAIT = 10.0
#: Bytes of the longest name of a building file: the names beside it are up to 30 longer.
LONGEST_NAME = 220

_DAY = 86_400


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One whole state of a building file. Its values are shared and must not be altered."""

    documents: Mapping[str, Mapping[int, Mapping[str, Any]]]
    """Every table but `_meta`: documents by id, with `_rev`, `_by` and `_at`."""
    next_ids: Mapping[str, int]
    """Per table the next free id; tables that never had a document are left out."""
    gen: int
    """The generation: how many changes led here."""
    uuid: str
    """Names the building, whatever its file is called."""
    schema: int
    """The format of the file as it lies on the disk; the documents here are in the present one."""
    readonly: str | None
    """Why this account cannot change the file; None if it can."""
    signature: Signature
    settled: bool
    """Whether the signature alone would betray a later change (false for the first moments after a change)."""
    sha: str
    """Digest of the file's bytes."""
    contents: Contents
    """As read, for writing back what does not change."""


class BuildingFile:
    """One building's file, as one account uses it. May be kept open as long as wanted: it holds no lock and no descriptor.

    Every method raises StoreError in one of its kinds; the words say whether the file changed.
    """

    def __init__(
        self, path: str | os.PathLike[str], author: Author, *, now: Callable[[], float] = time.time, wait: float = WAIT
    ) -> None:
        self.path = os.fspath(path)
        self.author = author
        self._now = now
        self._wait = wait
        # A link is followed once; everything else is named beside the file that it leads to.
        self.directory, self.name = split(realpath(self.path))
        self._last: Version | None = None

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> Version:
        """The newest version; needs neither lock nor permission to write."""
        with self._folder() as folder:
            return self._read(folder)

    def moved(self) -> bool:
        """Whether the file is another than the version last seen; cheap enough to ask several times a second."""
        last = self._last
        if last is None:
            return True
        try:
            with Folder(self.directory) as folder:
                info = folder.stat(self.name)
                if info is None or signature(info) != last.signature:
                    return True
                return not last.settled and _digest(folder.read(self.name)[0]) != last.sha
        except OSError:
            return True

    def history(self) -> list[Entry]:
        """Every change, oldest first."""
        with self._folder() as folder:
            gen = self._read(folder).gen
            return [entry for entry in Journal(folder, self.name).entries() if entry.gen <= gen]

    def tail(self, count: int) -> list[Entry]:
        """The newest changes, newest first, without reading the whole journal; no further back than its year."""
        with self._folder() as folder:
            gen = self._read(folder).gen
            entries: list[Entry] = []
            for entry in Journal(folder, self.name).newest():
                if len(entries) >= count:
                    break
                if entry.gen <= gen:
                    entries.append(entry)
            return entries

    # --- changing ----------------------------------------------------------------------------------------------------

    def commit(self, work: Callable[[Transaction], Summary]) -> Version:
        """Do one change on the newest version and save it; gives the version after it.

        If `work` raises, or changes nothing, nothing is written. When this returns, the change survives a crash and,
        if the disk keeps its word, a power cut.
        """
        from bltui.store.transaction import Transaction

        with self._folder() as folder:
            self._fit(folder)
            owner = folder.owner(self.name)
            with Lock(folder, f"{self.name}.lock", owner, self.author, wait=self._wait, since=self._now()) as lock:
                folder.discard(self._temporary)
                version = self._read(folder, trust=False)
                self._writable(version)
                journal = Journal(folder, self.name)
                last = self._settle(folder, journal, version, lock, owner)
                if version.schema < migrations.SCHEMA:
                    version, last = self._migrate(folder, journal, version, lock, owner, last)
                transaction = Transaction(version.documents, version.next_ids, version.gen)
                summary = work(transaction)
                return self._save(folder, journal, version, lock, owner, last, transaction, summary)

    def rehearse(self, work: Callable[[Transaction], Summary]) -> Version:
        """The version that `commit` would lead to; no lock is taken and nothing is written."""
        from bltui.store.transaction import Transaction

        with self._folder() as folder:
            version = self._read(folder)
        transaction = Transaction(version.documents, version.next_ids, version.gen)
        summary = work(transaction)
        tables, edits = transaction.outcome(*self._signed(summary)[:2])
        if not edits:
            return version
        return msgspec.structs.replace(
            version, documents=tables, next_ids=dict(transaction.next_ids), gen=version.gen + 1
        )

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        documents: Mapping[str, Mapping[int, Mapping[str, Any]]],
        author: Author,
        says: str,
        *,
        now: Callable[[], float] = time.time,
        wait: float = WAIT,
    ) -> BuildingFile:
        """A new building file with these documents. Raises Refused if something of that name is there."""
        file = cls(path, author, now=now, wait=wait)
        file._create(documents, says)
        return file

    # --- the steps ---------------------------------------------------------------------------------------------------

    @property
    def _temporary(self) -> str:
        return f"{self.name}.tmp"

    @contextmanager
    def _folder(self) -> Iterator[Folder]:
        """The open folder; what the system says inside becomes a StoreError."""
        try:
            folder = Folder(self.directory)
        except FileNotFoundError:
            raise IOFailure(self.directory, "this folder does not exist", "Check the path.") from None
        except OSError as error:
            raise self._failure(error, self.directory) from None
        with folder:
            try:
                yield folder
            except NotRegular as error:
                raise self._irregular(error) from None
            except FileNotFoundError as error:
                raise self._missing(folder, error) from None
            except OSError as error:
                raise self._failure(error, self.path) from None
            except MemoryError:
                raise IOFailure(
                    self.path,
                    "there is not enough memory; the file is as it was",
                    "Close other programs and try again.",
                ) from None

    def _irregular(self, error: OSError) -> StoreError:
        if error.filename == self.name:
            return BadFile(self.path, f"it is {error.strerror}, not a regular file", "Name the building's file.")
        return IOFailure(
            f"{self.directory}/{error.filename}",
            f"it is {error.strerror}, not a regular file; the building is as it was",
            "Move it away.",
        )

    def _missing(self, folder: Folder, error: OSError) -> StoreError:
        if error.filename != self.name:
            return self._failure(error, self.path)
        if islink(self.path):
            return IOFailure(
                self.path,
                f"it is a symbolic link to {self.directory}/{self.name}, which does not exist",
                "Mend the link.",
            )
        with suppress(OSError):
            if like := nearest(self.name, folder.names()):
                return Missing(self.path, "it does not exist", f'Did you mean "{like}"? `bltui new` makes a new one.')
        return Missing(self.path, "it does not exist", "`bltui new` makes a new one.")

    def _failure(self, error: OSError, path: str) -> StoreError:
        why = (error.strerror or str(error)).lower()
        if error.errno == errno.EFBIG and error.filename == self.name:
            return BadFile(
                path,
                f"it is larger than {LARGEST >> 20} MiB, the most that a building takes",
                "Name the building's file.",
            )
        if error.errno == errno.ELOOP:
            named = path if error.filename in (None, self.name) else f"{self.directory}/{error.filename}"
            return IOFailure(
                named,
                "it is a symbolic link that leads nowhere, or one that was put in the file's place",
                "Remove the link.",
            )
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return NoPermission(path, f"not permitted: {why}; the file is as it was", "Ask whoever owns the folder.")
        return IOFailure(path, f"{why}; the file is as it was", "Try again when that is mended.")

    def _read(self, folder: Folder, *, trust: bool = True) -> Version:
        """The newest version. With `trust`, an unchanged signature is enough to give the last one."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._parsed(folder, trust)
            except (BadFile, FileNotFoundError):
                info = folder.stat(self.name)
                fresh = self._last is not None if info is None else abs(time.time() - info.st_mtime) < JUST_NOW
                if not fresh or time.monotonic() > deadline:
                    raise
            time.sleep(0.05)

    def _parsed(self, folder: Folder, trust: bool) -> Version:
        last = self._last
        if trust and last is not None and last.settled:
            info = folder.stat(self.name)
            if info is not None and signature(info) == last.signature:
                return last
        raw, info = folder.read(self.name)
        sha = _digest(raw)
        if last is not None and sha == last.sha:
            contents = last.contents
        else:
            try:
                contents = read_contents(raw)
            except Malformed as error:
                raise BadFile(self.path, error.what, error.hint) from None
        schema = contents.meta["schema"]
        if schema > migrations.SCHEMA and (contents.meta.get("min_reader") or schema) > migrations.SCHEMA:
            raise BadFile(
                self.path,
                f"a newer bltui wrote it (format {schema}; this one reads up to {migrations.SCHEMA})",
                "Update bltui. Nothing was touched.",
            )
        self._last = self._version(migrations.migrated(contents), schema, info, sha, self._readonly(folder, schema))
        return self._last

    def _version(
        self, contents: Contents, schema: int, info: os.stat_result, sha: str, readonly: str | None
    ) -> Version:
        meta = contents.meta
        return Version(
            documents=contents.documents,
            next_ids=meta["next"],
            gen=meta["gen"],
            uuid=meta["uuid"],
            schema=schema,
            readonly=readonly,
            signature=signature(info),
            settled=time.time() - info.st_mtime > 0.1,
            sha=sha,
            contents=contents,
        )

    def _readonly(self, folder: Folder, schema: int) -> str | None:
        if schema > migrations.SCHEMA:
            return f"a newer bltui wrote it (format {schema})"
        why = permission.obstacle(folder, self.name)
        return why[0] if why else None

    def _fit(self, folder: Folder) -> None:
        """Refuse what can be refused before any file is made beside the building's."""
        info = folder.stat(self.name)
        if info is None:
            raise FileNotFoundError(errno.ENOENT, "does not exist", self.name)
        if folder.stat(f"{self.name}.lock") is None:
            self._read(folder, trust=False)
        if why := permission.obstacle(folder, self.name):
            raise NoPermission(self.path, f"{why[0]}; nothing was changed", why[1])

    def _writable(self, version: Version) -> None:
        if version.schema > migrations.SCHEMA:
            raise BadFile(
                self.path,
                f"a newer bltui wrote it (format {version.schema}), so this one only reads it",
                "Update bltui. Nothing was touched.",
            )

    def _settle(self, folder: Folder, journal: Journal, version: Version, lock: Lock, owner: Owner) -> Entry:
        """Make the journal end in the present state of the file; gives its last line."""
        tail = journal.tail()
        if tail is not None and tail.entry is None and tail.size:
            journal.set_aside(self._now(), owner)
        if tail is None or tail.entry is None:
            return self._begin(journal, version, owner, "the history starts here")
        if tail.size > tail.end:
            journal.cut(tail.end)
        last = tail.entry
        if last.gen == version.gen + 1 and last.prev == version.sha and lock.confirmed < last.gen:
            journal.cut(tail.start, void=last.gen)  # its writer died before the file was replaced: it never happened
            return self._settle(folder, journal, version, lock, owner)
        if last.gen > version.gen:
            raise BadFile(
                self.path,
                f"it is older than its journal (change {version.gen} against {last.gen}): somebody put an old copy back",
                "`bltui doctor --repair` brings the newest back or accepts this one.",
            )
        if last.gen == version.gen and last.sha == version.sha:
            return last
        return self._adopt(folder, journal, version, owner, last)

    def _begin(self, journal: Journal, version: Version, owner: Owner, says: str) -> Entry:
        entry = Entry(
            gen=version.gen,
            at=round(self._now(), 3),
            says=says,
            edits=_everything(version.documents),
            start=True,
            sha=version.sha,
        )
        journal.append(entry, owner)
        return entry

    def _adopt(self, folder: Folder, journal: Journal, version: Version, owner: Owner, last: Entry) -> Entry:
        """Somebody changed the file with another program, validly: note what, as found."""
        edits = tuple(_differences(replay(journal.entries()), version.documents))
        entry = Entry(
            gen=version.gen,
            at=round(version.signature.modified / 1e9, 3),
            says="edited with another program" if edits else "saved by another program, with nothing changed",
            edits=edits,
            outside=True,
            prev=last.sha,
            sha=version.sha,
        )
        journal.append(entry, owner)
        return entry

    def _migrate(
        self, folder: Folder, journal: Journal, version: Version, lock: Lock, owner: Owner, last: Entry
    ) -> tuple[Version, Entry]:
        """Bring the file to the present format as a change of its own, after keeping the old one for good."""
        stem = self.name.removesuffix(".json")
        with folder.within(backups.folder_name(self.name), owner) as inner, suppress(FileExistsError):
            folder.link(self.name, f"{stem}.schema{version.schema}.json", inner)
        entry = Entry(
            gen=version.gen + 1,
            at=round(self._now(), 3),
            says=f"file format {version.schema} brought to {migrations.SCHEMA}",
            edits=_everything(version.documents),
            start=True,
        )
        return self._replace(folder, journal, version, lock, owner, last, version.documents, version.next_ids, entry)

    def _signed(self, summary: Summary) -> tuple[str | None, float, dict[str, Any]]:
        now = round(self._now(), 3)
        if summary.anonymous:
            return None, now // _DAY * _DAY, {}
        author = self.author
        return author.shown_as, now, {"account": author.name, "uid": author.uid, "hint": author.hint}

    def _save(
        self,
        folder: Folder,
        journal: Journal,
        version: Version,
        lock: Lock,
        owner: Owner,
        last: Entry,
        transaction: Transaction,
        summary: Summary,
    ) -> Version:
        by, at, account = self._signed(summary)
        tables, edits = transaction.outcome(by, at)
        if not edits:
            return version
        entry = Entry(
            gen=version.gen + 1,
            at=at,
            by=by,
            says=summary.says,
            edits=edits,
            undoes=summary.undoes,
            redoes=summary.redoes,
            **account,
        )
        return self._replace(folder, journal, version, lock, owner, last, tables, transaction.next_ids, entry)[0]

    def _replace(
        self,
        folder: Folder,
        journal: Journal,
        version: Version,
        lock: Lock,
        owner: Owner,
        last: Entry,
        tables: Mapping[str, Mapping[int, Mapping[str, Any]]],
        next_ids: Mapping[str, int],
        entry: Entry,
    ) -> tuple[Version, Entry]:
        """Journal line, new file, rename: in this order, each on the disk before the next."""
        pieces = _pieces(version.contents, tables)
        meta = {**version.contents.meta, "schema": migrations.SCHEMA, "gen": entry.gen, "next": dict(next_ids)}
        data = render(meta, tables, pieces)
        if len(data) > LARGEST:
            raise Refused(f"The building would become larger than {LARGEST >> 20} MiB. Nothing was changed.")
        entry = msgspec.structs.replace(entry, prev=version.sha, sha=_digest(data))
        now = self._now()
        if time.gmtime(last.at).tm_year < time.gmtime(now).tm_year:
            start = Entry(
                gen=version.gen,
                at=round(now, 3),
                says=last.says,
                edits=_everything(version.documents),
                start=True,
                sha=version.sha,
            )
            journal.rotate(time.gmtime(last.at).tm_year, start, owner, self._temporary)
        length = journal.size()
        made: os.stat_result | None = None
        try:
            journal.append(entry, owner)
            made = folder.create(self._temporary, data, owner)
            if kind := backups.due(version.gen, last.at, now):
                with suppress(OSError):  # a missing backup must not cost the change; doctor says so
                    backups.keep(folder, self.name, version.gen, kind, now, owner)
            folder.rename(self._temporary, self.name)
        except BaseException as error:
            if self._took_place(folder, made):
                raise self._unconfirmed(error) from None
            self._take_back(folder, journal, length, entry.gen)
            if isinstance(error, OSError):
                raise self._unsaved(folder, error) from None
            raise
        try:
            folder.sync()
        except OSError as error:
            raise self._unconfirmed(error) from None
        lock.confirm(entry.gen)
        info = folder.stat(self.name)
        contents = Contents(meta, {name: dict(rows) for name, rows in tables.items()}, pieces)  # type: ignore[arg-type]
        new = self._version(contents, migrations.SCHEMA, info or made, entry.sha, None)
        self._last = new
        return new, entry

    def _took_place(self, folder: Folder, made: os.stat_result | None) -> bool:
        """Whether the new file is in place although the rename reported an error."""
        if made is None:
            return False
        try:
            there = folder.stat(self.name)
        except OSError:
            return False
        return there is not None and there.st_ino == made.st_ino

    def _take_back(self, folder: Folder, journal: Journal, length: int, gen: int) -> None:
        """Clean up after a change that did not come about; what fails here, the next writer does."""
        with suppress(OSError):
            folder.discard(self._temporary)
        with suppress(OSError):
            if journal.size() > length:
                journal.cut(length, void=gen)

    def _unsaved(self, folder: Folder, error: OSError) -> StoreError:
        why = (error.strerror or str(error)).lower()
        if error.errno in (errno.EPERM, errno.EACCES):
            return NoPermission(
                self.path,
                f"not saved: {permission.unshared(folder, self.name)[0]}; the file is as it was",
                permission.unshared(folder, self.name)[1],
            )
        return IOFailure(self.path, f"not saved: {why}; the file is as it was", "Try again when that is mended.")

    def _unconfirmed(self, error: BaseException) -> Unconfirmed:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        return Unconfirmed(
            self.path,
            f"saved, but the disk did not confirm it ({why})",
            "It may not survive a power cut: check the disk.",
        )

    def _create(self, documents: Mapping[str, Mapping[int, Mapping[str, Any]]], says: str) -> None:
        if len(os.fsencode(self.name)) > LONGEST_NAME:
            raise Refused(
                f"The name is {len(os.fsencode(self.name))} bytes long (at most {LONGEST_NAME}). Choose a shorter one."
            )
        now = round(self._now(), 3)
        bookkeeping = {"_rev": 1, "_by": self.author.shown_as, "_at": now}
        tables: Tables = {
            table: {number: {**row, **bookkeeping} for number, row in rows.items()} for table, rows in documents.items()
        }
        following = {table: max(rows) + 1 for table, rows in tables.items() if rows}
        meta = {
            "format": "bltui-building",
            "schema": migrations.SCHEMA,
            "gen": 1,
            "uuid": os.urandom(16).hex(),
            "next": following,
        }
        data = render(meta, tables, {})
        author = self.author
        entry = Entry(
            gen=1,
            at=now,
            by=author.shown_as,
            account=author.name,
            uid=author.uid,
            hint=author.hint,
            says=says,
            edits=_everything(tables),
            start=True,
            sha=_digest(data),
        )
        with self._folder() as folder:
            self._vacant(folder)
            owner = permission.newcomer(folder)
            with Lock(folder, f"{self.name}.lock", owner, author, wait=self._wait, since=now) as lock:
                self._vacant(folder)
                folder.discard(self._temporary)
                journal = Journal(folder, self.name)
                try:
                    if journal.size():
                        journal.set_aside(now, owner, "former")
                    journal.append(entry, owner)
                    folder.create(self._temporary, data, owner)
                    folder.link(self._temporary, self.name)
                except BaseException:
                    for name in (self._temporary, journal.name, f"{self.name}.lock"):
                        with suppress(OSError):
                            folder.discard(name)
                    raise
                try:
                    folder.discard(self._temporary)
                    folder.sync()
                except OSError as error:
                    raise self._unconfirmed(error) from None
                lock.confirm(1)

    def _vacant(self, folder: Folder) -> None:
        if folder.stat(self.name) is not None or islink(self.path):
            raise Refused(f"{self.path} is there already and stays as it is. Choose another name, or open it.")


def _digest(raw: bytes) -> str:
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def _everything(documents: Mapping[str, Mapping[int, Mapping[str, Any]]]) -> tuple[Edit, ...]:
    return tuple(Edit(table, number, None, row) for table, rows in documents.items() for number, row in rows.items())


def _differences(was: Tables, now: Mapping[str, Mapping[int, Mapping[str, Any]]]) -> Iterator[Edit]:
    """What leads from one state to another, bookkeeping included."""
    for table in {**was, **now}:
        old, new = was.get(table, {}), now.get(table, {})
        for number in {**old, **new}:
            before, after = old.get(number), new.get(number)
            if before is None or after is None:
                yield Edit(table, number, before, after)
            elif before != after:
                keys = [
                    key
                    for key in {**before, **after}
                    if key not in before or key not in after or before[key] != after[key]
                ]
                yield Edit(
                    table,
                    number,
                    {k: before[k] for k in keys if k in before},
                    {k: after[k] for k in keys if k in after},
                )


def _pieces(contents: Contents, tables: Mapping[str, Mapping[int, Mapping[str, Any]]]) -> dict[str, dict[int, str]]:
    """The text of every document: its own where it stayed the same, a new one where it changed."""
    pieces: dict[str, dict[int, str]] = {}
    for table, rows in tables.items():
        old, texts = contents.documents.get(table, {}), contents.pieces.get(table, {})
        if rows is old and texts:
            pieces[table] = texts
            continue
        pieces[table] = {
            number: texts[number] if number in texts and row is old.get(number) else member(table, number, row)
            for number, row in rows.items()
        }
    return pieces
