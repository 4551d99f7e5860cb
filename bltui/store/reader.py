"""Reading a building file whole, without a lock and without permission to write."""

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

#: Seconds that a file which somebody is saving just now gets to become whole.
PATIENCE = 1.0
#: Seconds for which a change of the file counts as "just now".
JUST_NOW = 3.0
#: Seconds after a change in which the clock of a file system may be too coarse to show another one.
COARSE = 0.1


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One whole state of a building file. Its values are shared and must not be altered."""

    documents: Documents
    """Every table but `_meta`: documents by id, with `_rev`, `_by`, `_at` and `_first`."""
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
    """Whether the signature alone would betray a later change (false for the first moments after a
    change).
    """
    sha: str
    """Digest of the file's bytes."""
    contents: Contents
    """As read, for writing back what does not change."""


def settled(info: os.stat_result) -> bool:
    """Whether the last change is long enough ago for the next one to show in the file's times."""
    return time.time() - info.st_mtime > COARSE


def version(
    contents: Contents, schema: int, info: os.stat_result, sha: str, readonly: str | None
) -> Version:
    """The version that these contents are."""
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
    """The newest version; `last` saves work where nothing changed. With `trust` an equal signature
    is proof of that.

    A file that cannot be read but changed just now gets a second: an editor may be saving it.
    Raises BadFile, and OSError for what the system refuses.
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
        raise BadFile(place.path, newer, "Update bltui. Nothing was touched.")
    return version(
        migrations.migrated(contents), schema, info, sha, _readonly(folder, place, schema)
    )


def _readonly(folder: SafeDir, place: Place, schema: int) -> str | None:
    if schema > migrations.SCHEMA:
        return f"a newer bltui wrote it (format {schema})"
    why = permission.obstacle(folder, place)
    return why[0] if why else None
