"""Sessions that have a building open: one locked file each; the lock ends with the session."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from contextlib import suppress
from types import TracebackType

import msgspec

from bltui.store.author import Author
from bltui.store.errors import StoreError
from bltui.store.paths import Place
from bltui.store.safe_dir import SafeDir

#: Seconds after which an unfinished entry counts as left by a dead session.
_UNBORN = 10.0
_NOTE = 400


class Guest(msgspec.Struct, frozen=True, order=True):
    """Another session that has the building open."""

    since: float
    """Seconds since the epoch (UTC)."""
    name: str
    """The name as in the history, not yet escaped for a terminal."""


class Presence:
    """This session, visible to the others during the `with` block.

    If the folder is missing or not writable, the session is just not shown.
    """

    def __init__(self, path: str | os.PathLike[str], author: Author) -> None:
        self._place = Place(path)
        self._author = author
        self._name = f"{os.getpid()}-{os.urandom(4).hex()}"
        self._fd = -1

    def __enter__(self) -> Presence:
        with suppress(OSError, StoreError), SafeDir(self._place.directory) as folder:
            self._place.check_own()  # viewing a backup creates no folder among the backups
            self._fd = self._join(folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._fd < 0:
            return
        with suppress(OSError), SafeDir(self._place.directory) as folder:
            with folder.within(self._place.here) as here:
                here.discard(self._name)
            folder.remove_folder(self._place.here)
        with suppress(OSError):
            os.close(self._fd)
        self._fd = -1

    def others(self) -> list[Guest]:
        """Return the other sessions, longest first. Removes the entries of dead ones.

        Fast enough to call every second.
        """
        try:
            with SafeDir(self._place.directory) as folder, folder.within(self._place.here) as here:
                guests = [_guest(here, name) for name in here.names() if name != self._name]
        except OSError:
            return []
        return sorted(guest for guest in guests if guest is not None)

    def _join(self, folder: SafeDir) -> int:
        """Create the entry under a hidden name, lock it, then rename it.

        So it is never visible without its lock.
        """
        owner = folder.owner(self._place.name)
        hidden = f".{self._name}"
        note = f"{self._author.shown_as[:80]}\t{time.time():.0f}\n".encode()
        while True:
            try:
                with folder.within(self._place.here, owner) as here:
                    fd = here.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL)
                    try:
                        here.give(fd, owner)
                        here.write(fd, note)
                        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        here.rename(hidden, self._name)
                    except BaseException:
                        here.close(fd)
                        here.discard(hidden)
                        raise
                    return fd
            except FileNotFoundError:
                if folder.stat(self._place.name) is None:
                    raise
                # otherwise, another session just ended and removed the empty folder


def _guest(here: SafeDir, name: str) -> Guest | None:
    """Return the session of an entry. If it is dead, remove the entry and return None."""
    try:
        fd = here.open(name, os.O_RDONLY)
    except OSError as error:
        # an entry that we may not open still belongs to a session
        return Guest(0.0, "?") if error.errno == errno.EACCES else None
    try:
        born = not name.startswith(".")
        if not born and time.time() - os.fstat(fd).st_mtime < _UNBORN:
            return None
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(fd) if born else None
        with suppress(OSError):
            here.discard(name)
        return None
    finally:
        here.close(fd)


def _read(fd: int) -> Guest | None:
    words = os.pread(fd, _NOTE, 0).decode("utf-8", "replace").split("\t")
    try:
        return Guest(float(words[1]), words[0])
    except (IndexError, ValueError):
        return Guest(os.fstat(fd).st_mtime, "?")


def left_behind(folder: SafeDir, place: Place) -> list[str]:
    """Return the entries of dead sessions, which the next session removes."""
    try:
        with folder.within(place.here) as here:
            return [name for name in here.names() if _dead(here, name)]
    except OSError:
        return []


def sweep(folder: SafeDir, place: Place) -> bool:
    """Remove the entries of dead sessions. Return whether there were any."""
    dead = left_behind(folder, place)
    if dead:
        with folder.within(place.here) as here:
            for name in dead:
                here.discard(name)
        folder.remove_folder(place.here)
    return bool(dead)


def _dead(here: SafeDir, name: str) -> bool:
    try:
        fd = here.open(name, os.O_RDONLY)
    except OSError:
        return False  # not ours to judge
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        here.close(fd)
    return True
