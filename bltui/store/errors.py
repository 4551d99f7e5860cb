"""What can go wrong with a building file, each with its exit status and one line for a person."""

from __future__ import annotations

import os

from bltui.domain.model.errors import brief
from bltui.domain.model.text import shown


class StoreError(Exception):
    """A building file cannot be used, or a change could not be saved.

    The message is one line: the file, what is wrong (and where), what to do. `status` is the exit
    status of a command.
    """

    status = 74
    #: Whether the change is in the file all the same; None where not even that could be seen.
    saved: bool | None = False

    def __init__(self, path: str | os.PathLike[str], what: str, todo: str = "") -> None:
        self.path = os.fspath(path)
        self.what = what
        self.todo = todo
        super().__init__(brief(shown(f"{self.path}: {what}." + (f" {todo}" if todo else ""))))

    @property
    def message(self) -> str:
        """The one line, safe to send to a terminal."""
        return str(self)


class BadFile(StoreError):
    """The file is there but is not a building that can be read or written; it was not touched."""

    status = 65


class Missing(BadFile):
    """There is no such file."""


class IOFailure(StoreError):
    """The system refused; the file is as it was."""


class Unconfirmed(IOFailure):
    """The change is in the file, but the disk did not confirm that it would survive a power cut."""

    saved: bool | None = True


class Busy(StoreError):
    """Somebody else is writing and does not let go; the file is as it was."""

    status = 75


class NoPermission(StoreError):
    """This account may not change the file; reading may still work."""

    status = 77
