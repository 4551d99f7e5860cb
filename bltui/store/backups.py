"""Backups: replaced versions of the file, kept as hard links, which need no copying."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from bltui.domain.model import formats
from bltui.store.paths import Place
from bltui.store.safe_dir import Owner, SafeDir

#: Generations between two "step" backups.
EVERY = 20
#: How many "step" backups are kept.
RECENT = 5
#: How many "day" backups are kept.
DAYS = 30

_NAME = r"(\d{8}T\d{6})Z-g(\d+)-(day|step|kept)(?:-\d+)?\.json"  # compiled on first use


class Backup(msgspec.Struct, frozen=True, order=True):
    """One backup."""

    gen: int
    """The generation of the file that it holds."""
    at: float
    """When it was made, in seconds since the epoch (UTC)."""
    kind: str
    """Why it was made.

    "day": the last version before the first change of a day. "step": every 20th generation. "kept":
    made by a person and never deleted automatically.
    """
    name: str
    """The file name in the backup folder."""


def backup_name(gen: int, at: float, kind: str) -> str:
    """Return the file name of a backup."""
    return f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime(at))}Z-g{gen:06d}-{kind}.json"


def read_names(names: Iterable[str]) -> list[Backup]:
    """Return the backups among these file names, oldest generation first."""
    found = []
    for name in names:
        if match := re.fullmatch(_NAME, name):
            found.append(Backup(int(match[2]), _seconds(match[1]), match[3], name))
    return sorted(found)


def _seconds(stamp: str) -> float:
    date, clock = stamp[:8], stamp[9:]
    parts = [
        int(digits) for digits in (date[:4], date[4:6], date[6:], clock[:2], clock[2:4], clock[4:])
    ]
    return datetime(*parts, tzinfo=UTC).timestamp()  # type: ignore[misc,arg-type]


def listed(folder: SafeDir, place: Place) -> list[Backup]:
    """Return all backups of a building, oldest generation first, or [] without a backup folder."""
    try:
        with folder.within(place.backups) as inner:
            return read_names(inner.names())
    except FileNotFoundError:
        return []


def due(gen: int, last: int, last_at: float, now: float) -> str | None:
    """Return the kind of backup to make of generation `gen` before it is replaced, or None.

    `last` is the newest generation that is not anonymous, and `last_at` its time (seconds since the
    epoch).
    """
    if time.gmtime(last_at)[:3] != time.gmtime(now)[:3]:
        return "day"
    return "step" if gen // EVERY * EVERY >= last else None


def keep(folder: SafeDir, place: Place, gen: int, kind: str, now: float, owner: Owner) -> str:
    """Keep the current version as a hard link, delete old backups, and return the link's name.

    Raises OSError.
    """
    name = backup_name(gen, now, kind)
    with folder.within(place.backups, owner) as inner:
        try:
            folder.link(place.name, name, inner)
        except FileExistsError:
            return name  # made a moment ago, by a change that then failed
        for old in surplus(read_names(inner.names())):
            inner.discard(old.name)
    return name


def surplus(backups: list[Backup]) -> list[Backup]:
    """Return the backups that are no longer needed."""
    steps = [b for b in backups if b.kind == "step"]
    days = [b for b in backups if b.kind == "day"]
    return steps[:-RECENT] + days[:-DAYS]


def copy(folder: SafeDir, place: Place, gen: int, now: float, owner: Owner) -> Backup:
    """Copy the current version, so that an editor that writes in place cannot change it.

    Raises OSError.
    """
    raw, _ = folder.read(place.name)
    with folder.within(place.backups, owner) as inner:
        taken = set(inner.names())
        stem = backup_name(gen, now, "kept").removesuffix(".json")
        name = next(
            n
            for n in (f"{stem}.json", *(f"{stem}-{i}.json" for i in range(2, len(taken) + 3)))
            if n not in taken
        )
        inner.create(name, raw, owner)
        inner.sync()
    return read_names([name])[0]


def other_names(folder: SafeDir, place: Place) -> int:
    """Return how many names (hard links) the file has besides bltui's own."""
    info = folder.stat(place.name)
    if info is None or info.st_nlink == 1:
        return 0
    try:
        with folder.within(place.backups) as inner:
            found = (inner.stat(name) for name in inner.names())
            own = sum(there is not None and there.st_ino == info.st_ino for there in found)
    except FileNotFoundError:
        own = 0
    return info.st_nlink - 1 - own


def parting(folder: SafeDir, place: Place) -> str | None:
    """Return what a change does to the file's other names (hard links), or None without any."""
    others = other_names(folder, place)
    if not others:
        return None
    keep = "keeps" if others == 1 else "keep"
    return f"{formats.count(others, 'other name')} (hard link) of this file {keep} the old version"
