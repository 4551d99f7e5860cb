"""The write lock: a file beside the building, unlocked by the system if its holder dies."""

from __future__ import annotations

import _thread
import errno
import fcntl
import os
import time
from datetime import UTC, datetime
from types import TracebackType

from bltui.domain.model import formats
from bltui.store.author import Author
from bltui.store.errors import Busy
from bltui.store.safe_dir import Owner, SafeDir

_NOTE = 300
_NOBODY = "somebody"


class Lock:
    """The lock, held during the `with` block. Raises Busy if `wait` seconds pass.

    The lock file is never deleted; its content only informs people who wait. Waiting is a blocking
    `flock` in a thread: the kernel wakes the waiters in order, which polling cannot do.
    """

    def __init__(
        self, folder: SafeDir, name: str, owner: Owner, author: Author, *, wait: float, since: float
    ) -> None:
        self._folder = folder
        self._name = name
        self._owner = owner
        self._author = author
        self._wait = wait
        self._since = since
        self._fd = -1
        self._nameless = False
        #: The newest generation that a writer confirmed in the lock file, or 0 if there is none.
        self.confirmed = 0

    def __enter__(self) -> Lock:
        deadline = time.monotonic() + self._wait
        while self._fd < 0:
            fd = self._open()
            if not self._taken(fd) and not self._await(fd, deadline - time.monotonic()):
                raise self._busy()
            try:
                # If the lock file was removed while we waited, we hold a lock that nobody else
                # uses.
                there = self._folder.stat(self._name)
                if there is not None and there.st_ino == os.fstat(fd).st_ino:
                    self._fd = fd
            finally:
                if self._fd < 0:
                    self._folder.close(fd)
        try:
            self.confirmed = int(self._note()[3])
        except (IndexError, ValueError):
            self.confirmed = 0
        self._write(self.confirmed)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._folder.close(self._fd)

    def forget(self) -> None:
        """Remove the name and time from the lock file before an anonymous change is written.

        The content stays in the file after the lock is released or this process is killed.
        """
        self._nameless = True
        self._write(self.confirmed)

    def confirm(self, gen: int) -> None:
        """Record that this generation is safely on disk.

        This distinguishes an older copy that was put back from an interrupted change.
        """
        self.confirmed = gen
        self._write(gen)

    def _open(self) -> int:
        try:
            return self._folder.open(self._name, os.O_RDWR)
        except FileNotFoundError:
            pass
        try:
            fd = self._folder.open(self._name, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            return self._folder.open(self._name, os.O_RDWR)
        try:
            self._folder.give(fd, self._owner)
        except BaseException:
            self._folder.close(fd)
            self._folder.discard(self._name)
            raise
        return fd

    def _taken(self, fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                self._folder.close(fd)
                raise
            return False
        return True

    def _await(self, fd: int, seconds: float) -> bool:
        """Wait for the lock in a thread. If it comes too late, the thread closes the file."""
        mutex = _thread.allocate_lock()
        done = _thread.allocate_lock()
        done.acquire()
        state: list[str] = []

        def wait() -> None:
            outcome = "held"
            try:
                fcntl.flock(fd, fcntl.LOCK_EX)
            except OSError:
                outcome = "failed"
            with mutex:
                late = bool(state)
                state.append(outcome)
            if late:
                self._folder.close(fd)
            done.release()

        _thread.start_new_thread(wait, ())
        try:
            done.acquire(timeout=max(0.0, seconds))
        except BaseException:  # Ctrl+C while waiting
            with mutex:
                if state:
                    self._folder.close(fd)
                else:
                    state.append("given up")
            raise
        with mutex:
            if not state:
                state.append("given up")
        if state[0] == "failed":
            self._folder.close(fd)
            raise OSError(errno.EIO, "the lock cannot be taken")
        return state[0] == "held"

    def _note(self) -> list[str]:
        try:
            return os.pread(self._fd, _NOTE, 0).decode("utf-8", "replace").split("\t")
        except OSError:
            return []

    def _write(self, gen: int) -> None:
        holder = (
            f"{_NOBODY}\t0\t0"
            if self._nameless
            else f"{self._author.shown_as[:80]}\t{os.getpid()}\t{self._since:.0f}"
        )
        note = f"{holder}\t{gen}\t\n".encode()
        try:
            os.pwrite(self._fd, note + b" " * max(0, _NOTE - len(note)), 0)
        except OSError:
            return  # only informative: a full disk must not prevent locking

    def _busy(self) -> Busy:
        path = f"{self._folder.path}/{self._name.removesuffix('.lock')}"
        what = f"{_written(self._folder, self._name)}. Nothing was changed"
        return Busy(path, what, "Try again, or see what that process is doing.")


def _written(folder: SafeDir, name: str) -> str:
    """Return the holder in words, according to the lock file."""
    try:
        words = folder.read(name)[0].decode("utf-8", "replace").split("\t")
        if words[:2] == [_NOBODY, "0"]:
            return f"{_NOBODY} is writing"
        since = formats.show_time(datetime.fromtimestamp(float(words[2]), UTC).astimezone())
        return f"{words[0]} (process {int(words[1])}) has been writing since {since}"
    except (OSError, ValueError, IndexError, OverflowError):
        return f"{_NOBODY} is writing"


def writer(folder: SafeDir, name: str) -> str | None:
    """Return the name of the lock's holder from the lock file, or None if it has none."""
    try:
        return folder.read(name)[0].decode("utf-8", "replace").split("\t")[0].strip() or None
    except OSError:
        return None


def holder(folder: SafeDir, name: str) -> str | None:
    """Return the current holder of the lock in words, or None if it is free."""
    try:
        fd = folder.open(name, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(folder, name)
    finally:
        folder.close(fd)
    return None
