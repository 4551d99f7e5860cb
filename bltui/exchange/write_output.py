"""Writing an export where a person named it: a file is whole or not there, and nothing is replaced
unasked.
"""

from __future__ import annotations

import os
from pathlib import Path

from bltui.beside import check_not_ours
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.exchange.page import ENDINGS, Page
from bltui.exchange.writing import written


class AlreadyThere(UserError):
    """A file of that name is there; it is replaced only where that was said."""


class NotWritten(UserError):
    """The system would not take the file; nothing of it is left."""


def folder_of(name: str) -> Path:
    """The folder of that name, made if it is missing; its parent must be there.

    Raises UserError.
    """
    try:
        folder = Path(name).expanduser()
        check_not_ours(folder)
        folder.mkdir(exist_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "there is no such place"
        raise UserError(
            f"{shown(name)}: {reason}. Name a folder that can be written to.", field="folder"
        ) from None
    return folder.absolute()


def check_free(path: Path, *, replace: bool) -> None:
    """Raise UserError for a building's own names, and AlreadyThere for a file that may not be
    replaced.
    """
    check_not_ours(path)
    if os.path.lexists(path) and (not replace or not path.is_file() or path.is_symlink()):
        hint = (
            "Say that it may be replaced, or name another."
            if not replace
            else "It is no plain file."
        )
        raise AlreadyThere(f"{shown(str(path))} is there already. {hint}", field="replace")


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write the bytes to a file, at once or not at all.

    Raises AlreadyThere, NotWritten, Refused.
    """
    name = shown(str(path))
    check_free(path, replace=replace)
    temporary = path.with_name(f".{path.name}.part")
    try:
        # What a killed export left must not stop this one. Made exclusively, so that no planted
        # link is followed.
        temporary.unlink(missing_ok=True)
        number = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644
        )
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotWritten(
            f"{name}: {error.strerror or error}. Nothing was exported.", field="folder"
        ) from None


def write_page(page: Page, name: str, *, replace: bool = False) -> Path:
    """Write a page in the form that the name ends in. Raises AlreadyThere, NotWritten, Refused."""
    form = ENDINGS.get(Path(name).suffix.casefold())
    if form is None:
        raise UserError(
            f"“{name}” does not say which form. End it in .txt, .md, .html or .docx.", field="path"
        )
    try:
        path = Path(name).expanduser()
        write_file(path, written(page, form), replace=replace)
    except (RuntimeError, ValueError):
        raise NotWritten(
            f"{name}: there is no such place. Nothing was exported.", field="path"
        ) from None
    return path
