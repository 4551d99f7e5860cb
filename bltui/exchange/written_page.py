"""Writing a page to a file that a person named: whole or not there, and nothing that is there is replaced unasked."""

from __future__ import annotations

import os
from pathlib import Path

from bltui.domain.refusal import Refused
from bltui.exchange.page import WRITERS, Page
from bltui.exchange.written_file import write_file

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
        write_file(path, WRITERS[form](page).encode(), replace=True)
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "there is no such place"
        raise Refused(f"{name}: {reason}. Nothing was written.", field="path") from None
    return path
