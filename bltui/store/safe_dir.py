"""Every system call on a building's folder: relative to an open directory, never through a planted
link.

The other modules of the store open files only through here, with one set of flags and checks for
all.
"""

from __future__ import annotations

import errno
import os
import stat
from types import TracebackType

import msgspec

#: Largest building file in bytes; ten thousand records take about 3 MiB.
LARGEST = 64 * 1024 * 1024

_SAFE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_ACL = "system.posix_acl_access"


class Signature(msgspec.Struct, frozen=True):
    """What `stat` says about one state of a file: equal signatures mean the same bytes, but for the
    last moments.
    """

    device: int
    inode: int
    size: int
    modified: int
    """Nanoseconds since the epoch."""
    changed: int
    """Nanoseconds since the epoch."""


def signature(info: os.stat_result) -> Signature:
    """The signature in a stat result."""
    return Signature(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


class NotRegular(OSError):
    """The name belongs to a folder, a pipe, a device: anything but a file of bytes."""


class Owner(msgspec.Struct, frozen=True):
    """Whose a new file shall be: as the building file, so that everyone in the group can go on
    working.
    """

    uid: int
    gid: int
    mode: int
    """Permission bits only."""
    acl: bytes | None = None
    """The access list beyond the mode, if the file has one."""

    def of_folder(self) -> Owner:
        """The same for a folder: who may read may enter, and new files in it stay with the group."""
        rights = self.mode | (self.mode & 0o444) >> 2 | (0o2000 if self.mode & 0o070 else 0)
        return Owner(self.uid, self.gid, rights)


def describe(info: os.stat_result) -> str:
    """What kind of thing this is, in words."""
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((words for test, words in kinds if test(info.st_mode)), "a device")


class SafeDir:
    """An open directory; names are looked up inside it, whatever happens to its path meanwhile."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def __enter__(self) -> SafeDir:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(self.fd)

    def close(self, fd: int) -> None:
        """Close without complaint: whatever matters was fsynced before, so an error here changes
        nothing.
        """
        try:
            os.close(fd)
        except OSError:
            return

    def open(self, name: str, flags: int) -> int:
        """Open a regular file. Raises NotRegular for anything else, and OSError (ELOOP) for a
        symbolic link.
        """
        try:
            fd = os.open(name, flags | _SAFE, 0o600, dir_fd=self.fd)
        except OSError as error:
            if error.errno == errno.ENXIO and (there := self.stat(name)) is not None:
                # a socket, or a pipe that nobody reads
                raise NotRegular(errno.EINVAL, describe(there), name) from None
            raise
        try:
            info = os.fstat(fd)
            if not stat.S_ISREG(info.st_mode):
                raise NotRegular(errno.EINVAL, describe(info), name)
        except BaseException:
            self.close(fd)
            raise
        return fd

    def stat(self, name: str) -> os.stat_result | None:
        """What lies under the name, links not followed; None if nothing does."""
        try:
            return os.stat(name, dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, name: str, limit: int = LARGEST) -> tuple[bytes, os.stat_result]:
        """A whole file and its stat.

        Raises OSError (EFBIG) above `limit` bytes, NotRegular, FileNotFoundError.
        """
        fd = self.open(name, os.O_RDONLY)
        try:
            if os.fstat(fd).st_size > limit:
                raise OSError(errno.EFBIG, "too large", name)
            parts = []
            while part := os.read(fd, 1 << 22):
                parts.append(part)
            return b"".join(parts), os.fstat(fd)
        finally:
            self.close(fd)

    def owner(self, name: str) -> Owner:
        """Whose the file is."""
        fd = self.open(name, os.O_RDONLY)
        try:
            info = os.fstat(fd)
            try:
                acl = os.getxattr(fd, _ACL)
            except OSError:
                acl = None  # most files and some file systems have no list, which says the same
            return Owner(info.st_uid, info.st_gid, stat.S_IMODE(info.st_mode) & 0o777, acl)
        finally:
            self.close(fd)

    def give(self, fd: int, owner: Owner) -> None:
        """Make an open file belong as `owner` says, whatever the umask.

        Raises PermissionError if the group cannot be kept.
        """
        info = os.fstat(fd)
        uid = owner.uid if os.geteuid() == 0 else -1
        if info.st_gid != owner.gid or uid not in (-1, info.st_uid):
            os.fchown(fd, uid, owner.gid)
        os.fchmod(fd, owner.mode)
        if owner.acl is not None:
            os.setxattr(fd, _ACL, owner.acl)

    def grant(self, name: str, owner: Owner) -> None:
        """Make a file or folder that is there belong as `owner` says.

        Raises OSError if this account may not.
        """
        fd = os.open(name, os.O_RDONLY | _SAFE, dir_fd=self.fd)
        try:
            self.give(fd, owner.of_folder() if stat.S_ISDIR(os.fstat(fd).st_mode) else owner)
        finally:
            self.close(fd)

    def create(self, name: str, data: bytes, owner: Owner) -> os.stat_result:
        """A new file with these bytes, safely on the disk.

        Raises FileExistsError if the name is taken.
        """
        fd = self.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            self.give(fd, owner)
            self.write(fd, data)
            os.fsync(fd)
            return os.fstat(fd)
        finally:
            self.close(fd)

    def write(self, fd: int, data: bytes) -> None:
        """All the bytes, however many calls it takes."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]

    def discard(self, name: str) -> None:
        """Take a name away if it is there."""
        try:
            os.unlink(name, dir_fd=self.fd)
        except FileNotFoundError:
            return

    def link(self, name: str, new: str, into: SafeDir | None = None) -> None:
        """A second name for the same bytes. Raises FileExistsError if the new one is taken."""
        os.link(name, new, src_dir_fd=self.fd, dst_dir_fd=(into or self).fd, follow_symlinks=False)

    def rename(self, name: str, new: str, into: SafeDir | None = None) -> None:
        """Move, replacing what was under the new name, in one step."""
        os.rename(name, new, src_dir_fd=self.fd, dst_dir_fd=(into or self).fd)

    def sync(self) -> None:
        """Make the names in this folder survive a power cut."""
        os.fsync(self.fd)

    def names(self) -> list[str]:
        """Everything in the folder."""
        return os.listdir(self.fd)  # noqa: PTH208 - of a descriptor, which pathlib cannot list

    def within(self, name: str, owner: Owner | None = None) -> SafeDir:
        """A folder inside this one.

        Made with the rights of `owner` if it is missing and an owner is given.
        """
        if owner is not None:
            try:
                os.mkdir(name, 0o700, dir_fd=self.fd)
            except FileExistsError:
                owner = None
        inner = SafeDir.__new__(SafeDir)
        inner.path = f"{self.path}/{name}"
        inner.fd = os.open(
            name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=self.fd
        )
        if owner is not None:
            try:
                self.give(inner.fd, owner.of_folder())
            except BaseException:
                self.close(inner.fd)
                raise
        return inner

    def remove_folder(self, name: str) -> bool:
        """Take an empty folder away; False if something is in it."""
        try:
            os.rmdir(name, dir_fd=self.fd)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                return error.errno == errno.ENOENT
            raise
        return True
