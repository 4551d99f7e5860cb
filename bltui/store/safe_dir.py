"""System calls in a building's folder: relative to an open directory, never through links.

The other store modules open files only through here, with the same flags and checks.
"""

from __future__ import annotations

import errno
import os
import stat
from types import TracebackType

import msgspec

#: Largest building file, in bytes. Ten thousand records take about 3 MiB.
LARGEST = 64 * 1024 * 1024

_SAFE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_ACL = "system.posix_acl_access"


class Signature(msgspec.Struct, frozen=True):
    """The `stat` values of a file. Equal signatures mean equal bytes, unless it just changed."""

    device: int
    inode: int
    size: int
    modified: int
    """Nanoseconds since the epoch."""
    changed: int
    """Nanoseconds since the epoch."""


def signature(info: os.stat_result) -> Signature:
    """Return the signature of a stat result."""
    return Signature(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


class NotRegular(OSError):
    """The name is not a regular file but a folder, a pipe, or a device."""


class Owner(msgspec.Struct, frozen=True):
    """The owner and permissions of a new file.

    They are copied from the building file, so that everyone in the group can keep working.
    """

    uid: int
    gid: int
    mode: int
    """The permission bits only."""
    acl: bytes | None = None
    """The access control list (ACL), if the file has one."""

    def of_folder(self) -> Owner:
        """Return the same for a folder: readers may enter, and new files keep the group."""
        rights = self.mode | (self.mode & 0o444) >> 2 | (0o2000 if self.mode & 0o070 else 0)
        return Owner(self.uid, self.gid, rights)


def describe(info: os.stat_result) -> str:
    """Return the type of a file in words."""
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((words for test, words in kinds if test(info.st_mode)), "a device")


class SafeDir:
    """An open directory. Names are looked up inside it, even if its path changes."""

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
        """Close a descriptor and ignore errors: everything important was already synced."""
        try:
            os.close(fd)
        except OSError:
            return

    def open(self, name: str, flags: int) -> int:
        """Open a regular file and return its descriptor.

        Raises NotRegular for anything else, and OSError (ELOOP) for a symbolic link.
        """
        try:
            fd = os.open(name, flags | _SAFE, 0o600, dir_fd=self.fd)
        except OSError as error:
            if error.errno == errno.ENXIO and (there := self.stat(name)) is not None:
                # a socket, or a pipe without a reader
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
        """Return the stat of a name without following links, or None if it does not exist."""
        try:
            return os.stat(name, dir_fd=self.fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, name: str, limit: int = LARGEST) -> tuple[bytes, os.stat_result]:
        """Return the bytes and the stat of a file.

        Raises OSError (EFBIG) if it is larger than `limit` bytes, NotRegular, or FileNotFoundError.
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
        """Return the owner and permissions of a file."""
        fd = self.open(name, os.O_RDONLY)
        try:
            info = os.fstat(fd)
            try:
                acl = os.getxattr(fd, _ACL)
            except OSError:
                acl = None  # most files and some file systems have no ACL
            return Owner(info.st_uid, info.st_gid, stat.S_IMODE(info.st_mode) & 0o777, acl)
        finally:
            self.close(fd)

    def give(self, fd: int, owner: Owner) -> None:
        """Set the owner and permissions of an open file, regardless of the umask.

        Raises PermissionError if the group cannot be set.
        """
        info = os.fstat(fd)
        uid = owner.uid if os.geteuid() == 0 else -1
        if info.st_gid != owner.gid or uid not in (-1, info.st_uid):
            os.fchown(fd, uid, owner.gid)
        os.fchmod(fd, owner.mode)
        if owner.acl is not None:
            os.setxattr(fd, _ACL, owner.acl)

    def grant(self, name: str, owner: Owner) -> None:
        """Set the owner and permissions of an existing file or folder.

        Raises OSError if this account may not.
        """
        fd = os.open(name, os.O_RDONLY | _SAFE, dir_fd=self.fd)
        try:
            self.give(fd, owner.of_folder() if stat.S_ISDIR(os.fstat(fd).st_mode) else owner)
        finally:
            self.close(fd)

    def create(self, name: str, data: bytes, owner: Owner) -> os.stat_result:
        """Create a file with these bytes and sync it to disk.

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
        """Write all bytes, in as many calls as needed."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]

    def discard(self, name: str) -> None:
        """Remove a name if it exists."""
        try:
            os.unlink(name, dir_fd=self.fd)
        except FileNotFoundError:
            return

    def link(self, name: str, new: str, into: SafeDir | None = None) -> None:
        """Create a hard link. Raises FileExistsError if the new name is taken."""
        os.link(name, new, src_dir_fd=self.fd, dst_dir_fd=(into or self).fd, follow_symlinks=False)

    def rename(self, name: str, new: str, into: SafeDir | None = None) -> None:
        """Rename atomically, replacing an existing file of the new name."""
        os.rename(name, new, src_dir_fd=self.fd, dst_dir_fd=(into or self).fd)

    def sync(self) -> None:
        """Sync the folder, so that its names survive a power cut."""
        os.fsync(self.fd)

    def names(self) -> list[str]:
        """Return the names in the folder."""
        return os.listdir(self.fd)  # noqa: PTH208 - of a descriptor, which pathlib cannot list

    def within(self, name: str, owner: Owner | None = None) -> SafeDir:
        """Open a folder inside this one.

        If it is missing and `owner` is given, it is created with that owner.
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
        """Remove an empty folder. Return False if it is not empty."""
        try:
            os.rmdir(name, dir_fd=self.fd)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                return error.errno == errno.ENOENT
            raise
        return True
