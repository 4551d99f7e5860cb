"""Errors of a building file, each with an exit status and a one-line message."""

from __future__ import annotations

import os

from bltui.domain.model.errors import brief
from bltui.domain.model.text import shown


class StoreError(Exception):
    """A building file cannot be used, or a change could not be saved.

    The message is one line: the file, what is wrong (and where), and what to do. `status` is the
    exit status of a command.
    """

    status = 74
    #: Whether the change is in the file despite the error; None if unknown.
    saved: bool | None = False

    def __init__(self, path: str | os.PathLike[str], what: str, todo: str = "") -> None:
        self.path = os.fspath(path)
        self.what = what
        self.todo = todo
        super().__init__(brief(shown(f"{self.path}: {what}." + (f" {todo}" if todo else ""))))

    @property
    def message(self) -> str:
        """The message, safe to send to a terminal."""
        return str(self)


class BadFile(StoreError):
    """The file exists but is not a readable or writable building. It was not changed."""

    status = 65


class Missing(BadFile):
    """The file does not exist."""

    #: A file in its folder with nearly that name; blank if there is none.
    like = ""


class IOFailure(StoreError):
    """The operating system reported an error. The file is unchanged."""


class Unconfirmed(IOFailure):
    """The change is in the file, but the disk did not confirm that it survives a power cut."""

    saved: bool | None = True


class Busy(StoreError):
    """Another process holds the lock for too long. The file is unchanged."""

    status = 75


class NoPermission(StoreError):
    """This account may not change the file. Reading may still work."""

    status = 77
