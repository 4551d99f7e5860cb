"""The one writer at a time: a lock beside the building file that the system lets go of when its
holder dies.
"""

from __future__ import annotations

import _thread
import errno
import fcntl
import os
import time
from types import TracebackType

from bltui.store.author import Author
from bltui.store.errors import Busy
from bltui.store.safe_dir import Owner, SafeDir

_NOTE = 300
_NOBODY = "somebody"


class Lock:
    """Held while the `with` block runs. The file stays for ever; what is written in it is a
    courtesy to those who wait.

    Waiting is a blocking `flock` in a thread: the kernel wakes the waiters in turn, which polling
    cannot offer.
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
        #: The newest generation that a writer saw safely in place, as noted in the lock file; 0 if
        #: nobody noted any.
        self.confirmed = 0

    def __enter__(self) -> Lock:
        deadline = time.monotonic() + self._wait
        while self._fd < 0:
            fd = self._open()
            if not self._taken(fd) and not self._await(fd, deadline - time.monotonic()):
                raise self._busy()
            try:
                # Somebody may have removed the file while we waited: then we hold a lock that
                # nobody else looks at.
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
        """Take the name and the time out of the note, before anything of an anonymous change is on
        the disk.

        The note stays in the file when the lock is released, or when this process is killed.
        """
        self._nameless = True
        self._write(self.confirmed)

    def confirm(self, gen: int) -> None:
        """Note that this generation is safely in place, which tells a put-back older copy from a
        change cut short.
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
        """Wait for the lock in a thread; one that comes too late closes the file, which lets go."""
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
        except BaseException:  # the person pressed ctrl+c while waiting
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
            return  # a courtesy: a full disk must not keep anybody from holding the lock

    def _busy(self) -> Busy:
        path = f"{self._folder.path}/{self._name.removesuffix('.lock')}"
        what = f"{_written(self._folder, self._name)}. Nothing was changed"
        return Busy(path, what, "Try again, or see what that process is doing.")


def _written(folder: SafeDir, name: str) -> str:
    """What the lock file says about its holder."""
    try:
        words = folder.read(name)[0].decode("utf-8", "replace").split("\t")
        if words[:2] == [_NOBODY, "0"]:
            return f"{_NOBODY} is writing"
        since = time.strftime("%H:%M:%S", time.localtime(float(words[2])))
        return f"{words[0]} (process {int(words[1])}) has been writing since {since}"
    except (OSError, ValueError, IndexError, OverflowError):
        return f"{_NOBODY} is writing"


def writer(folder: SafeDir, name: str) -> str | None:
    """The name of whoever holds the lock, as the lock file says; None if it names nobody."""
    try:
        return folder.read(name)[0].decode("utf-8", "replace").split("\t")[0].strip() or None
    except OSError:
        return None


def holder(folder: SafeDir, name: str) -> str | None:
    """Who holds the lock just now, in words; None if nobody does."""
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
