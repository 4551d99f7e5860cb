"""Reading a TOML file that a person wrote: whatever it holds, the answer is a document or one line
that says what to fix.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

#: Bytes of one file; settings and frameworks have a few kilobytes.
LARGEST = 1_000_000


class BadToml(ValueError):
    """A file that is no TOML; the message says where, and what to do, but not which file."""


def toml_text(path: Path) -> str:
    """Return the text of a TOML file. Raise BadToml, or OSError if the system refuses it."""
    if "\0" in str(path):
        raise BadToml("no file has such a name. Name the file to read.")
    # Not blocking: a pipe that nobody writes to must not hold the program.
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
    """Return the document in a text. Raise BadToml."""
    # Here: most commands need neither settings nor a framework, and this is a tenth of their start
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BadToml(
            f"line {error.lineno}, column {error.colno}: {error.msg}. Fix that line."
        ) from None
    except RecursionError:
        raise BadToml("nested too deeply. Remove the inner brackets or key parts.") from None
    except ValueError:  # Python's limit on the digits of a whole number
        raise BadToml("a number has too many digits. Shorten it.") from None
