"""Read a TOML file that a person wrote. Errors are one line with the fix."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

#: Largest file, in bytes. Settings and frameworks have a few kilobytes.
LARGEST = 1_000_000


class BadToml(ValueError):
    """An invalid TOML file. The message has the place and the fix, but not the file name."""


def toml_text(path: Path) -> str:
    """Return the text of a TOML file. Raises BadToml, or OSError for system errors."""
    if "\0" in str(path):
        raise BadToml("no file has such a name. Name the file to read.")
    # Not blocking: a pipe without a writer must not block the program.
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise BadToml("not a regular file. Name the file to read.")
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadToml(f"larger than {LARGEST:,} bytes. Name another file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadToml(f"line {line} is not UTF-8. Save the file as UTF-8.") from None


def read_toml(text: str) -> dict[str, Any]:
    """Return the document in a text. Raises BadToml."""
    # Imported here: most commands need neither settings nor a framework, and this takes a tenth of
    # their start-up time
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BadToml(
            f"line {error.lineno}, column {error.colno}: {error.msg}. Fix that line."
        ) from None
    except RecursionError:
        raise BadToml("nested too deeply. Remove the inner brackets or key parts.") from None
    except ValueError:  # Python's limit on the digits of an integer
        raise BadToml("a number has too many digits. Shorten it.") from None
