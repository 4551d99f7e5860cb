"""The folder of drafts: one file per form, locked by its session and replaced atomically.

The lock shows that a session is running: it ends with the process. File names are random, so that
they reveal neither time nor order.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from bltui.drafts.draft import Draft, decode, encode
from bltui.places import drafts_folder

#: Letters of file names: none that look like digits, and no vowels, so that no word results.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_ENDINGS = (".json", ".told")
_HALF = ".half"
#: Largest draft file that is read, in bytes. Forms hold far less.
_LARGEST = 4 << 20
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Held:
    """A draft file that this session writes. Every method may raise OSError."""

    def __init__(self, name: str = "", fd: int = -1) -> None:
        self.name = name or f"{''.join(_LETTERS[n % len(_LETTERS)] for n in os.urandom(8))}.json"
        self._fd = fd

    def write(self, draft: Draft) -> None:
        """Replace the saved draft. It is on disk on return."""
        with _opened(make=True) as folder:
            half = f"{self.name}{_HALF}"
            with suppress(FileNotFoundError):
                os.unlink(half, dir_fd=folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            fd = os.open(half, flags, 0o600, dir_fd=folder)
            try:
                _lock(fd)
                rest = memoryview(encode(draft))
                while rest:
                    rest = rest[os.write(fd, rest) :]
                os.fsync(fd)
                if draft.at is None and draft.day is not None:
                    os.utime(fd, (_midnight(draft.day),) * 2)
                os.rename(half, self.name, src_dir_fd=folder, dst_dir_fd=folder)
                os.fsync(folder)
            except BaseException:
                os.close(fd)
                with suppress(OSError):
                    os.unlink(half, dir_fd=folder)
                raise
            if draft.at is None and draft.day is not None:
                os.utime(folder, (_midnight(draft.day),) * 2)
        self.release()
        self._fd = fd

    def drop(self) -> None:
        """Delete the file, because the text was saved or discarded."""
        try:
            discard(self.name)
        finally:
            self.release()

    def release(self) -> None:
        """Unlock the file and keep it for the next session."""
        if self._fd >= 0:
            with suppress(OSError):
                os.close(self._fd)
            self._fd = -1


def names() -> list[str]:
    """Return the names of the draft files of this account."""
    try:
        return sorted(name for name in os.listdir(drafts_folder()) if name.endswith(_ENDINGS))  # noqa: PTH208
    except OSError:
        return []


def free() -> list[tuple[str, Draft]]:
    """Return every draft that no running session has open, with its name.

    Skips files that are not drafts, and deletes incomplete ones.
    """
    found = []
    for name in names():
        try:
            with _opened() as folder:
                fd = os.open(name, _READ, dir_fd=folder)
        except OSError:
            continue
        try:
            if os.fstat(fd).st_uid == os.getuid() and _lock(fd, shared=True):
                found.append((name, decode(os.read(fd, _LARGEST))))
        except (OSError, ValueError):
            continue
        finally:
            os.close(fd)
    _sweep()
    return found


def claim(name: str) -> Held | None:
    """Open a draft in this session. Returns None if it is gone or another session has it."""
    try:
        with _opened() as folder:
            fd = os.open(name, _READ, dir_fd=folder)
            if (
                _lock(fd)
                and os.fstat(fd).st_ino
                == os.stat(name, dir_fd=folder, follow_symlinks=False).st_ino
            ):
                return Held(name, fd)
            os.close(fd)
    except OSError:
        return None
    return None


def discard(name: str) -> None:
    """Delete a draft file."""
    with _opened() as folder:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)
        os.fsync(folder)


def replace(name: str, draft: Draft) -> None:
    """Rewrite a draft that no session has open."""
    held = Held(name)
    held.write(draft)
    held.release()


def _sweep() -> None:
    """Delete the incomplete files of sessions that ended while writing."""
    with suppress(OSError), _opened() as folder:
        for name in os.listdir(folder):  # noqa: PTH208 - of a descriptor, which pathlib cannot list
            if not name.endswith(_HALF):
                continue
            with suppress(OSError):
                fd = os.open(name, _READ, dir_fd=folder)
                try:
                    if _lock(fd):
                        os.unlink(name, dir_fd=folder)
                finally:
                    os.close(fd)


def _lock(fd: int, *, shared: bool = False) -> bool:
    """Lock an open file without waiting. Return False if another session has it.

    On a file system without locks, this does nothing and returns True.
    """
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()


@contextmanager
def _opened(*, make: bool = False) -> Iterator[int]:
    """Open the folder, readable by its account only, and yield its descriptor."""
    path = drafts_folder()
    if make and not path.is_dir():
        _make(path)
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if make and os.fstat(fd).st_mode & 0o077:
            os.fchmod(fd, 0o700)
        yield fd
    finally:
        os.close(fd)


def _make(path: Path) -> None:
    """Create a folder and its parents, so that they survive a power cut."""
    if path.is_dir():
        return
    _make(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    above = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(above)
    finally:
        os.close(above)
