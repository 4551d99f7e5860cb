"""Names of the files beside a building file, and checks that other files do not use them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from posixpath import realpath, split

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown

LOCK, JOURNAL, BACKUPS, HERE, TEMPORARY = SUFFIXES = (
    ".lock",
    ".journal",
    ".backups",
    ".here",
    ".tmp",
)
#: How many bytes from the start of a file are searched for the building format.
_HEAD = 1 << 16


def owner_of(path: str | os.PathLike[str]) -> str | None:
    """Return the building that a path beside it (lock, journal, backups, …) belongs to, or None.

    Links are followed, and spellings such as `./x/..` are resolved. Names after `.json` are
    reserved even if there is no such building yet: a new one of that name would overwrite the file.
    """
    place = realpath(path)
    while place != "/":
        for suffix in SUFFIXES:
            # Case-folded: on some file systems, `B.JSON.LOCK` is the same file.
            if place.casefold().endswith(suffix):
                base = place[: -len(suffix)]
                if base.casefold().endswith(".json") or is_building(base):
                    return base
        place = split(place)[0]
    return None


def is_building(path: str) -> bool:
    """Return whether a file is a building or journal, or has backups to repair it from."""
    return _says_so(path) or _says_so(path + JOURNAL) or _keeps_one(path + BACKUPS)


def _keeps_one(folder: str) -> bool:
    with suppress(OSError), os.scandir(folder) as entries:
        return any(_says_so(entry.path) for entry in entries)
    return False


def _says_so(path: str) -> bool:
    with suppress(OSError):
        # Not blocking: a pipe without a writer must not block the program.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            head = os.read(number, _HEAD) if stat.S_ISREG(os.fstat(number).st_mode) else b""
        finally:
            os.close(number)
        return b'"bltui-building"' in head or (head.startswith(b'{"gen":') and b'"at":' in head)
    return False


def check_not_beside(path: str | os.PathLike[str]) -> None:
    """Raise UserError for a name that bltui reserves beside a building."""
    if (building := owner_of(path)) is not None:
        name = shown(os.fspath(path))
        why = f"{name} is reserved for bltui's own files beside {shown(building)}"
        raise UserError(f"{why}. Choose another name.", field="path")


def check_not_ours(path: str | os.PathLike[str]) -> None:
    """Raise UserError for a building file or a name that bltui reserves beside one."""
    check_not_beside(path)
    if is_building(realpath(path)):
        raise UserError(
            f"{shown(os.fspath(path))} is a building file. Choose another name.", field="path"
        )
