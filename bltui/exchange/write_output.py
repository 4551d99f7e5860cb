"""Writing an export to a file, completely or not at all, without replacing files by accident."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from bltui.beside import check_not_ours
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.exchange.page import ENDINGS, Page
from bltui.exchange.writing import written


class AlreadyThere(UserError):
    """A file with that name exists. It is replaced only on request."""


class NotWritten(UserError):
    """The file could not be written. Nothing of it remains."""


def folder_of(name: str) -> Path:
    """Return the folder with that name, created if missing. Its parent must exist.

    Raises UserError if it cannot be created.
    """
    try:
        folder = Path(name).expanduser()
        check_not_ours(folder)
        folder.mkdir(exist_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "there is no such folder"
        raise UserError(
            f"{shown(name)}: {reason}. Name a folder that can be written to.", field="folder"
        ) from None
    return folder.absolute()


def check_free(path: Path, *, replace: bool) -> None:
    """Raise an error if a path must not be written.

    Raises UserError for a building's own files, and AlreadyThere for a file that may not be
    replaced.
    """
    check_not_ours(path)
    if os.path.lexists(path) and (not replace or not path.is_file() or path.is_symlink()):
        hint = (
            "Choose to replace it, or choose another name."
            if not replace
            else "It is not a regular file. Choose another name."
        )
        raise AlreadyThere(f"{shown(str(path))} already exists. {hint}", field="replace")


def write_file(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write the bytes to a file, completely or not at all.

    Raises AlreadyThere, NotWritten or UserError.
    """
    name = shown(str(path))
    check_free(path, replace=replace)
    temporary = path.with_name(f".{path.name}.part")
    try:
        # A file left by a killed export must not block this one. It is created exclusively, so that
        # no planted link is followed.
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


def write_page(
    page: Page,
    name: str,
    *,
    replace: bool = False,
    others: Mapping[str, Callable[[], bytes]] | None = None,
) -> Path:
    """Write a page in the format of the name's extension.

    `others` makes the content for more extensions, such as ".ics". Raises AlreadyThere, NotWritten or
    UserError.
    """
    ending, others = Path(name).suffix.casefold(), others or {}
    form = ENDINGS.get(ending)
    if form is None and ending not in others:
        known = ", ".join((".txt", ".md", ".html", *others))
        raise UserError(
            f"“{name}” does not end in {known}, or .docx. Add one of these.", field="path"
        )
    try:
        path = Path(name).expanduser()
        data = others[ending]() if form is None else written(page, form)
        write_file(path, data, replace=replace)
    except (RuntimeError, ValueError):
        raise NotWritten(
            f"{name}: there is no such folder. Nothing was exported.", field="path"
        ) from None
    return path
