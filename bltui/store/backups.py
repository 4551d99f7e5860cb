"""Backups: versions that were replaced, kept under a second name, which costs no copying."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from bltui.store.paths import Place
from bltui.store.safe_dir import Owner, SafeDir

#: A version is kept each time this many generations have passed.
EVERY = 20
#: How many of those stay.
RECENT = 5
#: How many first versions of a day stay.
DAYS = 30

_NAME = (
    r"(\d{8}T\d{6})Z-g(\d+)-(day|step|kept)(?:-\d+)?\.json"  # compiled when it is first looked for
)


class Backup(msgspec.Struct, frozen=True, order=True):
    """One kept version."""

    gen: int
    """The generation of the file that it is."""
    at: float
    """When it was put aside, seconds since the epoch (UTC)."""
    kind: str
    """"day": the last version before a day's first change.

    "step": each 20th; "kept": made by a person, never cleared away.
    """
    name: str
    """The file's name in the folder of backups."""


def backup_name(gen: int, at: float, kind: str) -> str:
    """What a backup is called."""
    return f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime(at))}Z-g{gen:06d}-{kind}.json"


def read_names(names: Iterable[str]) -> list[Backup]:
    """The backups among these names, oldest generation first."""
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
    """All backups of a building, oldest generation first; none if there is no folder of them."""
    try:
        with folder.within(place.backups) as inner:
            return read_names(inner.names())
    except FileNotFoundError:
        return []


def due(gen: int, last: int, last_at: float, now: float) -> str | None:
    """The kind of backup to keep of generation `gen` before it is replaced.

    `last` is the newest generation that somebody made with a name, and `last_at` its time.
    """
    if time.gmtime(last_at)[:3] != time.gmtime(now)[:3]:
        return "day"
    return "step" if gen // EVERY * EVERY >= last else None


def keep(folder: SafeDir, place: Place, gen: int, kind: str, now: float, owner: Owner) -> str:
    """Keep the present version under a second name and clear away what is too old.

    Raises OSError.
    """
    name = backup_name(gen, now, kind)
    with folder.within(place.backups, owner) as inner:
        try:
            folder.link(place.name, name, inner)
        except FileExistsError:
            return name  # kept a moment ago, by a change that then failed
        for old in surplus(read_names(inner.names())):
            inner.discard(old.name)
    return name


def surplus(backups: list[Backup]) -> list[Backup]:
    """Which of the backups are no longer needed."""
    steps = [b for b in backups if b.kind == "step"]
    days = [b for b in backups if b.kind == "day"]
    return steps[:-RECENT] + days[:-DAYS]


def copy(folder: SafeDir, place: Place, gen: int, now: float, owner: Owner) -> Backup:
    """Keep a true copy of the present version, which an editor that writes in place cannot change.

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
    """How many names the file has that are not bltui's own (hard links)."""
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
    """What a change means for other names of the file; None if it has none."""
    others = other_names(folder, place)
    if not others:
        return None
    names = (
        "1 other name (hard link) of this file keeps"
        if others == 1
        else f"{others} other names (hard links) keep"
    )
    return f"{names} the old version"
