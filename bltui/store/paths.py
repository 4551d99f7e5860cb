"""The paths of a building file and of the files beside it, and their system errors in words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from posixpath import islink, realpath, split

from bltui import beside
from bltui.store.errors import BadFile, IOFailure, Missing, NoPermission, StoreError
from bltui.store.permission import unreadable
from bltui.store.safe_dir import LARGEST, NotRegular, SafeDir

_AS_IT_WAS = "the file was not changed"


class Place:
    """The names of one building file and the files beside it.

    A symbolic link is resolved once, here; the other names are beside its target.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        """The path that the person gave."""
        self.directory, self.name = split(realpath(self.path))
        self.lock = self.name + beside.LOCK
        """The lock file. Never deleted; names the writer."""
        self.journal = self.name + beside.JOURNAL
        """The journal: one line for each change."""
        self.backups = self.name + beside.BACKUPS
        """The folder of backups and of past years' journals."""
        self.here = self.name + beside.HERE
        """The folder of sessions that have the building open. Exists only during sessions."""
        self.temporary = self.name + beside.TEMPORARY
        """The next version while it is written. Exists only during a change."""

    @property
    def needed(self) -> tuple[str, ...]:
        """The files beside the building that everyone who changes it needs."""
        return self.lock, self.journal, self.backups

    @property
    def linked(self) -> bool:
        """Whether the given path is a symbolic link."""
        return islink(self.path)

    def check_own(self) -> None:
        """Raise BadFile if the file belongs to another building, such as one of its backups.

        Such a file may only be read.
        """
        if (building := beside.owner_of(self.path)) is not None:
            what = f"it belongs to the building {building} and can only be read; {_AS_IT_WAS}"
            raise BadFile(
                self.path, what, "Open the building, or copy this file to another folder first."
            )

    @contextmanager
    def folder(self) -> Iterator[SafeDir]:
        """Open the folder. An OSError inside the block becomes a StoreError."""
        try:
            folder = SafeDir(self.directory)
        except FileNotFoundError:
            raise IOFailure(
                self.directory, "this folder does not exist", "Check the path."
            ) from None
        except OSError as error:
            raise self._refused(error, self.directory) from None
        with folder:
            try:
                yield folder
            except OSError as error:
                raise self._complaint(folder, error) from None
            except MemoryError:
                raise IOFailure(
                    self.path,
                    f"not enough memory; {_AS_IT_WAS}",
                    "Close other programs and try again.",
                ) from None

    def _complaint(self, folder: SafeDir, error: OSError) -> StoreError:
        """Return a StoreError for an OSError."""
        own = error.filename in (None, self.name)
        path = self.path if own else f"{self.directory}/{error.filename}"
        if isinstance(error, NotRegular):
            what = f"it is {error.strerror}, not a regular file"
            if own:
                return BadFile(path, what, "Name the building's file.")
            return IOFailure(path, f"{what}; the building was not changed", "Move it away.")
        if own and isinstance(error, FileNotFoundError):
            return self._missing(folder)
        if own and error.errno == errno.EFBIG:
            what = f"it is larger than {LARGEST >> 20} MiB, the maximum for a building"
            return BadFile(path, what, "Name the building's file.")
        if error.errno in (errno.EACCES, errno.EPERM):
            todo = unreadable(folder, self, str(error.filename or self.name))
            return NoPermission(path, f"{_reason(error)}; {_AS_IT_WAS}", todo)
        return self._refused(error, path)

    def _missing(self, folder: SafeDir) -> StoreError:
        if self.linked:
            there = f"{self.directory}/{self.name}"
            return IOFailure(
                self.path,
                f"it is a symbolic link to {there}, which does not exist",
                "Fix the link.",
            )
        with suppress(OSError):
            if like := nearest(self.name, folder.names()):
                missing = Missing(
                    self.path,
                    "it does not exist",
                    f'Did you mean "{like}"? `bltui new` creates one.',
                )
                missing.like = like
                return missing
        return Missing(self.path, "it does not exist", "`bltui new` creates one.")

    def _refused(self, error: OSError, path: str) -> StoreError:
        why = _reason(error)
        if error.errno == errno.ELOOP:
            what = "it is a broken symbolic link, or one that replaced a file"
            return IOFailure(path, f"{what}; the building was not changed", "Remove the link.")
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return NoPermission(path, f"{why}; {_AS_IT_WAS}", "Ask the owner of the folder.")
        if error.errno == errno.EISDIR:
            return IOFailure(
                path, f"it is a folder, not a regular file; {_AS_IT_WAS}", "Move it away."
            )
        return IOFailure(path, f"{why}; {_AS_IT_WAS}", "Fix that, then try again.")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def nearest(name: str, names: list[str]) -> str | None:
    """Return the building file name in a folder most similar to `name`, or None."""
    from difflib import (
        get_close_matches,
    )  # slow to import, and needed only for errors

    return next(iter(get_close_matches(name, [n for n in names if n.endswith(".json")], 1)), None)
