"""Repair: restore an unusable building file, and keep the broken one among the backups."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.errors import brief
from bltui.domain.model.text import shown
from bltui.store import backups, permission, presence
from bltui.store.author import Author
from bltui.store.diagnosis import read_contents
from bltui.store.digest import digest
from bltui.store.doctor import Line
from bltui.store.errors import BadFile
from bltui.store.journal_entry import JournalEntry
from bltui.store.migrations import SCHEMA, migrated
from bltui.store.paths import Place
from bltui.store.replay import Documents, everything, replay
from bltui.store.safe_dir import Owner, SafeDir
from bltui.store.strict_json import Document, Malformed
from bltui.store.write_session import WriteSession, take_turn

#: How many readable backups to try, newest first.
_BACKUPS = 3


class _Source(msgspec.Struct, frozen=True):
    """A source from which a building can be restored."""

    words: str
    gen: int
    """The generation of the last change that it includes."""
    documents: Documents
    meta: Document


def repair(
    path: str | os.PathLike[str],
    author: Author,
    *,
    accept_older: bool = False,
    now: Callable[[], float] = time.time,
    wait: float = 10.0,
) -> list[Line]:
    """Fix what can be fixed, and return what was done.

    With `accept_older`, an older copy that was put back is accepted. Raises BadFile if there is
    nothing to restore from, and StoreError as for any change.
    """
    place = Place(path)
    with place.folder() as folder:
        there = folder.stat(place.name) is not None
        if not there and folder.stat(place.journal) is None and folder.stat(place.backups) is None:
            raise FileNotFoundError(errno.ENOENT, "it does not exist", place.name)
        owner = folder.owner(place.name) if there else permission.newcomer(folder)
        lines = (
            [Line("mended", "files left by interrupted sessions were removed")]
            if presence.sweep(folder, place)
            else []
        )
        lines += _opened(folder, place, owner)
        with take_turn(place, folder, owner, author, now, wait) as turn:
            lines += _mend(turn, author, accept_older)
    return [Line(line.state, brief(shown(line.words))) for line in lines]


def _opened(folder: SafeDir, place: Place, owner: Owner) -> Iterator[Line]:
    """Give everyone who may write the file access to the files beside it, if this account may."""
    for name in place.needed:
        if permission.narrower(folder, place, name):
            with suppress(OSError):  # only its owner may; doctor shows the command
                folder.grant(name, owner)
                yield Line("mended", f"{name} is open again to everyone who may change the file")


def _mend(turn: WriteSession, author: Author, accept_older: bool) -> Iterator[Line]:
    folder, place = turn.folder, turn.place
    raw = folder.read(place.name)[0] if folder.stat(place.name) is not None else b""
    if turn.trim(digest(raw))[1]:
        yield Line("mended", "the end of the journal belonged to no change; removed")
    entries = turn.journal.entries()
    newest = max((entry.gen for entry in entries), default=0)
    why, contents = "", None
    try:
        contents = migrated(read_contents(raw))
        if contents.meta["gen"] >= newest:
            yield Line("ok", "the file itself needs no repair")
            return
        why = "an old copy had been restored by hand"
    except Malformed as error:
        why = error.what if raw else "the file was missing"
    if contents is not None and accept_older:
        source: _Source | None = _Source(
            "the older copy was accepted", newest, contents.documents, contents.meta
        )
    else:
        source = max(
            [*_salvaged(raw), *_kept(folder, place, entries)],
            key=lambda found: found.gen,
            default=None,
        )
    if source is None:
        raise BadFile(
            place.path,
            f"{why}; there is no backup or journal to restore it from",
            "Look for a copy elsewhere.",
        )
    yield _reinstate(turn, raw, author, source, newest, entries, why)


def _salvaged(raw: bytes) -> Iterator[_Source]:
    """Yield the file itself, if the only problem is extra bytes around it."""
    bare = raw.removeprefix(b"\xef\xbb\xbf").rstrip(b"\0")
    if bare and bare != raw:
        with suppress(Malformed):
            contents = migrated(read_contents(bare))
            yield _Source(
                "the file itself, without the stray bytes",
                contents.meta["gen"],
                contents.documents,
                contents.meta,
            )


def _kept(folder: SafeDir, place: Place, entries: list[JournalEntry]) -> Iterator[_Source]:
    """Yield the starts in the journal and the newest backups as sources.

    Each includes the changes that follow it without a gap.
    """
    meta: Document = {}
    with suppress(FileNotFoundError), folder.within(place.backups) as inner:
        readable = 0
        for backup in reversed(backups.read_names(inner.names())):
            try:
                raw = inner.read(backup.name)[0]
                contents = migrated(read_contents(raw))
            except (OSError, Malformed):
                continue  # skip a damaged backup; the next one may be good
            meta = meta or contents.meta
            start = JournalEntry(
                gen=backup.gen,
                at=0.0,
                says="",
                edits=everything(contents.documents),
                start=True,
                sha=digest(raw),
            )
            yield _reached(f"the backup {backup.name}", start, entries, contents.meta)
            readable += 1
            if readable == _BACKUPS:
                break
    for start in entries:
        if start.start:
            yield _reached("the journal", start, entries, meta)


def _reached(
    words: str, start: JournalEntry, entries: list[JournalEntry], meta: Document
) -> _Source:
    chain = [start]
    for entry in entries:
        if entry.prev == chain[-1].sha:
            chain.append(entry)
    changes = f" and {formats.count(len(chain) - 1, 'change')} after it" if len(chain) > 1 else ""
    uuid = next((entry.uuid for entry in reversed(entries) if entry.uuid), None)
    return _Source(
        words + changes, chain[-1].gen, replay(chain), meta or ({"uuid": uuid} if uuid else {})
    )


def _reinstate(
    turn: WriteSession,
    raw: bytes,
    author: Author,
    source: _Source,
    newest: int,
    entries: list[JournalEntry],
    why: str,
) -> Line:
    """Write the building again as a change, after keeping the broken file."""
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(turn.now))
    kept = f"broken-{stamp}-g{newest}.json"
    if raw:
        with turn.folder.within(turn.place.backups, turn.owner) as inner, suppress(FileExistsError):
            turn.folder.link(turn.place.name, kept, inner)
    meta = {
        "format": "bltui-building",
        "schema": SCHEMA,
        "gen": max(newest, source.gen) + 1,
        "uuid": os.urandom(16).hex(),
        **{
            key: value for key, value in source.meta.items() if key not in ("schema", "gen", "next")
        },
        "next": _next_ids(source, entries),
    }
    data = turn.rendered(meta, source.documents, {})
    entry = JournalEntry(
        gen=meta["gen"],
        at=turn.now,
        by=author.shown_as,
        account=author.name,
        uid=author.uid,
        says=f"repaired ({why}): restored from {source.words}",
        edits=everything(source.documents),
        start=True,
        uuid=meta["uuid"],
        prev=digest(raw),
        sha=digest(data),
    )
    turn.write(data, entry, newest, None)
    lost = (
        f"; changes {source.gen + 1} to {newest} could not be restored"
        if source.gen < newest
        else ""
    )
    aside = f"; the old file is in {turn.place.backups}/{kept}" if raw else ""
    return Line("mended", f"{why}: restored from {source.words}{lost}{aside}")


def _next_ids(source: _Source, entries: list[JournalEntry]) -> dict[str, int]:
    """Return next ids greater than every id known to have been used."""
    following = dict(source.meta.get("next", {}))
    given = [(edit.table, edit.id) for entry in entries for edit in entry.edits]
    given += [(table, number) for table, rows in source.documents.items() for number in rows]
    for table, number in given:
        following[table] = max(following.get(table, 1), number + 1)
    return following
