"""The doctor: checks of a building file, with one line for each result.

Nothing is changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.errors import brief
from bltui.domain.model.text import shown
from bltui.store import backups, migrations, permission, presence
from bltui.store.diagnosis import read_contents
from bltui.store.digest import digest
from bltui.store.filesystem_type import doubt
from bltui.store.journal import Journal, Survey
from bltui.store.lock import holder
from bltui.store.paths import Place
from bltui.store.replay import Documents, differences, replay
from bltui.store.safe_dir import SafeDir
from bltui.store.strict_json import Contents, Malformed

State = Literal["ok", "warn", "bad", "mended"]
#: Returns what is wrong with documents and next ids according to the domain, such as a reference to
#: a missing record.
Check = Callable[[Documents, Mapping[str, int]], Iterable[str]]


class Line(msgspec.Struct, frozen=True):
    """One line of the doctor's report."""

    state: State
    words: str


def examine(path: str | os.PathLike[str], check: Check | None = None) -> list[Line]:
    """Return all checks of a building file without changing it.

    Raises StoreError if the file cannot be accessed.
    """
    place = Place(path)
    with place.folder() as folder:
        raw, _ = folder.read(place.name)
        return [
            Line(line.state, brief(shown(line.words)))
            for line in _findings(folder, place, raw, check)
        ]


def _findings(folder: SafeDir, place: Place, raw: bytes, check: Check | None) -> Iterator[Line]:
    contents = None
    try:
        contents = migrations.migrated(read_contents(raw))
    except Malformed as error:
        yield Line("bad", f"the file cannot be read: {error.what}. {error.hint}")
    if contents is not None:
        yield from _document_lines(contents, check)
    yield from _journal_lines(Journal(folder, place).survey(), contents, digest(raw))
    yield from _beside(folder, place)
    yield from _around(folder, place)


def _document_lines(contents: Contents, check: Check | None) -> Iterator[Line]:
    count = sum(map(len, contents.documents.values()))
    meta = contents.meta
    yield Line(
        "ok",
        f"the file is readable: {formats.count(count, 'record')}, change {meta['gen']}, format {meta['schema']}",
    )
    if meta["schema"] > migrations.SCHEMA:
        yield Line("warn", "a newer bltui wrote it, so this one only reads it. Update bltui.")
    faults = list(check(contents.documents, meta["next"])) if check else []
    yield from (Line("bad", fault) for fault in faults)
    if check and not faults:
        yield Line("ok", "every record is valid, and every link leads to a record")


def _journal_lines(survey: Survey, contents: Contents | None, sha: str) -> Iterator[Line]:
    if not survey.there:
        yield Line("warn", "there is no journal: history and undo start with the next change")
        return
    if survey.damaged:
        lines = ", ".join(map(str, survey.damaged[:5]))
        yield Line(
            "bad", f"the journal has {formats.count(len(survey.damaged), 'damaged line')}: {lines}"
        )
    if survey.torn:
        yield Line("warn", "the journal's last line was cut off; the next change cleans it up")
    if contents is None or not survey.entries:
        return
    gen, last = contents.meta["gen"], survey.entries[-1]
    if last.prev == sha and last.sha != sha and last.gen == gen + 1:
        yield Line(
            "warn",
            f"change {last.gen} was interrupted and not saved, or the last copy was restored by hand",
        )
        survey = msgspec.structs.replace(survey, entries=survey.entries[:-1])
        last = survey.entries[-1] if survey.entries else last
    if last.gen > gen:
        yield Line(
            "bad",
            f"the file is older than its journal (change {gen} against {last.gen}): an old copy "
            "was restored",
        )
    elif last.gen < gen or last.sha != sha:
        yield Line("warn", "the file was changed with another program; the next change records how")
    elif differences(_as_kept(replay(survey.entries), contents.documents), contents.documents):
        yield Line("bad", "the journal does not match the file")
    else:
        yield Line(
            "ok",
            f"the journal's {formats.count(len(survey.entries), 'entry', 'entries')} match the file",
        )


def _as_kept(replayed: Documents, kept: Documents) -> Documents:
    """Return replayed documents with `_first` only where the file has it, and its `_first_by`.

    The file may be older than these fields.
    """

    def as_in(row: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
        dropped = {"_first_by"} if "_first" in there else {"_first", "_first_by"}
        own = {key: value for key, value in row.items() if key not in dropped}
        return own | {key: there[key] for key in ("_first_by",) if key in there}

    return {
        table: {
            number: as_in(row, kept.get(table, {}).get(number, {})) for number, row in rows.items()
        }
        for table, rows in replayed.items()
    }


def _beside(folder: SafeDir, place: Place) -> Iterator[Line]:
    if who := holder(folder, place.lock):
        yield Line("warn", who)
    elif folder.stat(place.temporary) is not None:
        yield Line(
            "warn",
            f"{place.temporary} was left by an interrupted change; the next change removes it",
        )
    if dead := presence.left_behind(folder, place):
        yield Line(
            "warn",
            f"{formats.count(len(dead), 'session')} ended without cleaning up {place.here}; the "
            "next session does it",
        )
    kept = backups.listed(folder, place)
    if kept:
        newest = formats.zoned_moment(datetime.fromtimestamp(kept[-1].at, UTC).astimezone())
        yield Line("ok", f"{formats.count(len(kept), 'backup')}, the newest from {newest}")
    else:
        yield Line("warn", "no backup yet; `bltui backup make` makes one")
    if others := backups.parting(folder, place):
        yield Line("warn", f"{others} at the next change")


def _around(folder: SafeDir, place: Place) -> Iterator[Line]:
    narrower = {name: permission.narrower(folder, place, name) for name in place.needed}
    for name, command in narrower.items():
        if command:
            yield Line(
                "bad", f"{name} is not open to everyone who may change the file. Run: {command}"
            )
    why = permission.obstacle(folder, place)
    if why and not any(command and command in why[1] for command in narrower.values()):
        yield Line("warn", f"{why[0]}. {why[1]}")
    if half := permission.half_shared(folder, place):
        yield Line("warn", f"{half[0]}. Run: {half[1]}")
    if about := doubt(folder.fd):
        yield Line("warn", about)
