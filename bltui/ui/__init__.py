"""The terminal UI. `run` opens it; nothing of Textual is imported before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bltui.settings import Settings
    from bltui.store.author import Author


def run(path: Path, author: Author, settings: Settings, today: date | None = None, demo: bool = False) -> int:
    """Open a building in the terminal until the person leaves; gives the exit status.

    Raises a StoreError where the file cannot be used. `demo` says that the file is a throw-away copy.
    """
    from bltui.ui.session import session  # the one import that waits: Textual costs as much as ten commands

    return session(path, author, settings, today, demo)
