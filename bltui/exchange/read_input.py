"""Reading an input file: regular files only, and no more bytes than a reader takes."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from bltui.exchange.tables import Unusable

#: Most bytes that any reader takes. Each reader refuses its own excess.
LARGEST = 10_000_000


def given_bytes(name: str) -> bytes:
    """Return a file's bytes, at most one more than any reader takes.

    The extra byte lets the reader refuse a file that is too large. Raises Unusable if the file
    cannot be read.
    """
    try:
        path = Path(name).expanduser()
        # Non-blocking, so that a pipe without a writer cannot hang the program.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise Unusable(f"{name}: not a regular file. Name the file to read.")
            with os.fdopen(number, "rb", closefd=False) as file:
                return file.read(LARGEST + 1)
        finally:
            os.close(number)
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "there is no such file"
        if (
            isinstance(error, OSError) and error.errno == errno.ENXIO
        ):  # a socket, or a pipe without a reader
            reason = "not a regular file"
        raise Unusable(f"{name}: {reason}. Name a file that can be read.") from None
