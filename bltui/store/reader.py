"""Read a whole building file, without a lock or permission to write."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

import msgspec

from bltui.store import migrations, permission
from bltui.store.diagnosis import read_contents
from bltui.store.digest import digest
from bltui.store.errors import BadFile
from bltui.store.paths import Place
from bltui.store.replay import Documents
from bltui.store.safe_dir import SafeDir, Signature, signature
from bltui.store.strict_json import Contents, Malformed

#: Seconds to wait for a file that is being saved right now.
PATIENCE = 1.0
#: Seconds during which a change counts as "right now".
JUST_NOW = 3.0
#: Seconds after a change in which a file system's clock may be too coarse to show another one.
COARSE = 0.1


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One complete state of a building file. Its values are shared and must not be modified."""

    documents: Documents
    """All tables except `_meta`: documents by id, with `_rev`, `_by`, `_at`, and `_first`."""
    next_ids: Mapping[str, int]
    """The next free id of each table that ever had a document."""
    gen: int
    """The generation: the number of changes so far."""
    uuid: str
    """The building's unique id, whatever the file is called."""
    schema: int
    """The format of the file on disk. The documents here are in the current format."""
    readonly: str | None
    """Why this account cannot change the file, or None if it can."""
    signature: Signature
    settled: bool
    """Whether a later change is sure to alter the signature.

    False for the first moments after a change.
    """
    sha: str
    """The digest of the file's bytes."""
    contents: Contents
    """The contents as read, to write unchanged parts back."""


def settled(info: os.stat_result) -> bool:
    """Return whether the last change is old enough for the next one to alter the file's times."""
    return time.time() - info.st_mtime > COARSE


def version(
    contents: Contents, schema: int, info: os.stat_result, sha: str, readonly: str | None
) -> Version:
    """Return the version with these contents."""
    meta = contents.meta
    return Version(
        documents=contents.documents,
        next_ids=meta["next"],
        gen=meta["gen"],
        uuid=meta["uuid"],
        schema=schema,
        readonly=readonly,
        signature=signature(info),
        settled=settled(info),
        sha=sha,
        contents=contents,
    )


def read(folder: SafeDir, place: Place, last: Version | None, *, trust: bool = True) -> Version:
    """Return the newest version. `last` saves work if nothing changed.

    With `trust`, an equal signature counts as unchanged. An unreadable file that just changed is
    retried for a second: an editor may be saving it. Raises BadFile, and OSError for system errors.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return _parsed(folder, place, last, trust)
        except (BadFile, FileNotFoundError):
            info = folder.stat(place.name)
            fresh = (
                last is not None if info is None else abs(time.time() - info.st_mtime) < JUST_NOW
            )
            if not fresh or time.monotonic() > deadline:
                raise
        time.sleep(0.05)


def _parsed(folder: SafeDir, place: Place, last: Version | None, trust: bool) -> Version:
    if trust and last is not None and last.settled:
        info = folder.stat(place.name)
        if info is not None and signature(info) == last.signature:
            return last
    raw, info = folder.read(place.name)
    sha = digest(raw)
    schema = last.schema if last is not None and last.sha == sha else 0
    if last is not None and schema:
        contents = last.contents
    else:
        try:
            contents = read_contents(raw)
        except Malformed as error:
            raise BadFile(place.path, error.what, error.hint) from None
        schema = contents.meta["schema"]
    if (contents.meta.get("min_reader") or schema) > migrations.SCHEMA:
        newer = (
            f"a newer bltui wrote it (format {schema}; this one reads up to {migrations.SCHEMA})"
        )
        raise BadFile(place.path, newer, "Update bltui. Nothing was changed.")
    return version(
        migrations.migrated(contents), schema, info, sha, _readonly(folder, place, schema)
    )


def _readonly(folder: SafeDir, place: Place, schema: int) -> str | None:
    if schema > migrations.SCHEMA:
        return f"a newer bltui wrote it (format {schema})"
    why = permission.obstacle(folder, place)
    return why[0] if why else None
