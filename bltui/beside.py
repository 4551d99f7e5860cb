"""The names of the files that bltui keeps beside a building file, and the one guard that keeps
other writers off them.
"""

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
#: Bytes from the start of a file in which a building says that it is one.
_HEAD = 1 << 16


def owner_of(path: str | os.PathLike[str]) -> str | None:
    """Return the building file whose lock, journal, backups, … a path names or lies in; None for
    any other path.

    Links are followed and spellings such as `./x/..` resolved. Names after `.json` are reserved
    even if there is no such building yet: the next one of that name would write over what lies
    there.
    """
    place = realpath(path)
    while place != "/":
        for suffix in SUFFIXES:
            # Folded: on some file systems `B.JSON.LOCK` is the same file.
            if place.casefold().endswith(suffix):
                base = place[: -len(suffix)]
                if base.casefold().endswith(".json") or is_building(base):
                    return base
        place = split(place)[0]
    return None


def is_building(path: str) -> bool:
    """Whether a file says that it is a building or a journal of one, or could be repaired from what
    lies beside it.
    """
    return _says_so(path) or _says_so(path + JOURNAL) or _keeps_one(path + BACKUPS)


def _keeps_one(folder: str) -> bool:
    with suppress(OSError), os.scandir(folder) as entries:
        return any(_says_so(entry.path) for entry in entries)
    return False


def _says_so(path: str) -> bool:
    with suppress(OSError):
        # Not blocking: a pipe that nobody writes to must not hold the program.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            head = os.read(number, _HEAD) if stat.S_ISREG(os.fstat(number).st_mode) else b""
        finally:
            os.close(number)
        return b'"bltui-building"' in head or (head.startswith(b'{"gen":') and b'"at":' in head)
    return False


def check_not_beside(path: str | os.PathLike[str]) -> None:
    """Raise UserError for a name of bltui's own beside any building."""
    if (building := owner_of(path)) is not None:
        name = shown(os.fspath(path))
        why = f"{name} is reserved for bltui's own files beside {shown(building)}"
        raise UserError(f"{why}. Choose another name.", field="path")


def check_not_ours(path: str | os.PathLike[str]) -> None:
    """Raise UserError for a name of bltui's own beside any building, and for a building file
    itself.
    """
    check_not_beside(path)
    if is_building(realpath(path)):
        raise UserError(
            f"{shown(os.fspath(path))} is a building file. Choose another name.", field="path"
        )
