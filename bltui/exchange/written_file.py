"""Writing a page to a file that a person named: whole or not there, and nothing that is there is replaced unasked."""

from __future__ import annotations

import os
from pathlib import Path

from bltui.domain.refusal import Refused
from bltui.exchange.page import WRITERS, Page

#: The form that a file's ending means.
ENDINGS = {".md": "md", ".html": "html", ".htm": "html", ".txt": "text"}


class AlreadyThere(Refused):
    """A file of that name is there; it is replaced only where that was said."""


def write_page(page: Page, name: str, *, replace: bool = False, never: Path | None = None) -> Path:
    """Write a page in the form that the name ends in. `never` is a file that may not be replaced, the building itself.

    Raises AlreadyThere, Refused.
    """
    form = ENDINGS.get(Path(name).suffix.casefold())
    if form is None:
        raise Refused(f"“{name}” does not say which form. End it in .txt, .md or .html.", field="path")
    try:
        path = Path(name).expanduser()
        if never is not None and path.resolve() == never.resolve():
            raise Refused(f"{name} is the building itself. Name another file.", field="path")
        if not replace and os.path.lexists(path):
            raise AlreadyThere(f"{name} is there already.", field="path")
        _put(path, WRITERS[form](page))
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "there is no such place"
        raise Refused(f"{name}: {reason}. Nothing was written.", field="path") from None
    return path


def _put(path: Path, text: str) -> None:
    # Beside the target and exclusively, so that neither a planted link nor half a file can come of it.
    temporary = path.with_name(f"{path.name}.part")
    number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        temporary.replace(path)
    except OSError:
        temporary.unlink()
        raise
