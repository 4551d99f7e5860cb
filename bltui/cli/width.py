"""The width of the terminal in columns."""

from __future__ import annotations

import os


def columns() -> int:
    """Return the terminal's own width, else $COLUMNS, else 80.

    $COLUMNS comes last because another window may have set it.
    """
    try:
        if found := os.get_terminal_size().columns:
            return found
    except OSError:
        pass
    wanted = os.environ.get("COLUMNS", "")
    return (
        max(20, min(1000, int(wanted)))
        if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10
        else 80
    )
