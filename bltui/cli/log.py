"""The error log, for details that a terminal must not show."""

from __future__ import annotations

import os
from pathlib import Path

from bltui import places


def write_log(error: BaseException) -> Path | None:
    """Append an error's traceback, without variable values, to the user's log.

    Returns the log's path, or None if it cannot be written.
    """
    from datetime import UTC, datetime
    from traceback import format_exception

    place = places.log_file()
    text = f"{datetime.now(UTC).isoformat(timespec='seconds')} process {os.getpid()}\n{''.join(format_exception(error))}\n"
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = os.open(
            place, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600
        )
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(text)
    except OSError:
        return None
    return place
