"""A field's text in the person's own editor, and back."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bltui.domain.model.errors import UserError

#: The most characters that come back; a field cannot take more.
MOST = 20_000


def editor(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the editor's command line. Raises UserError if none is set."""
    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        words = []
    if not words:
        raise UserError("No editor is set. Set EDITOR before you start bltui, such as EDITOR=nano.")
    return words


def edited(text: str, words: list[str]) -> str:
    """Return the text after it was edited. The terminal belongs to the editor meanwhile.

    Raises UserError if the editor cannot be used. Only this person can read the file, which is
    removed afterward, unless its text cannot be taken: then the message says where it is.
    """
    handle, name = tempfile.mkstemp(prefix="bltui-", suffix=".txt")
    path, keep = Path(name), False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            subprocess.run([*words, name], check=False)
        except OSError as error:
            raise UserError(
                f"{words[0]} cannot be started: {error.strerror}. Set EDITOR to another editor."
            ) from None
        try:
            found = path.read_text("utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            keep = path.exists()
            raise UserError(f"The edited text cannot be read. It is saved in {name}.") from None
        if len(found) > MOST:
            keep = True
            raise UserError(f"The field has no room for the edited text. It is saved in {name}.")
        return found
    finally:
        if not keep:
            path.unlink(missing_ok=True)
