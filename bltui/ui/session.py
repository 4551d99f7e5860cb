"""One terminal session, from opening the file to the exit status."""

from __future__ import annotations

import os
import signal
import sys
import termios
from typing import TYPE_CHECKING

from bltui import places
from bltui.domain.model import text
from bltui.settings import Settings
from bltui.stand_ins import fit_stream
from bltui.store.presence import Presence
from bltui.ui.app import Bltui
from bltui.ui.shutdown import UNEXPECTED
from bltui.ui.startup_prefetch import PrefetchedState
from bltui.ui.theme_colors import learn
from bltui.workspace import Workspace

if TYPE_CHECKING:
    from bltui.ui.first_run import FirstRun
    from bltui.ui.leaving import Leaving


def session(
    workspace: Workspace,
    settings: Settings,
    seen: PrefetchedState | None,
    draft: str = "",
    first: FirstRun | None = None,
) -> int:
    """Show the building, with a draft reopened if one is named, and return the exit status.

    Raises StoreError if the file cannot be used.
    """
    if seen is None:
        workspace.read_whole()
    else:
        learn(seen.tokens)
    with Presence(workspace.file.path, workspace.file.author) as presence:
        app = Bltui(workspace, settings, presence=presence, seen=seen, draft=draft, first=first)
        return shown(app, settings)


def shown(app: Leaving, settings: Settings) -> int:
    """Run an app until it ends, and return the exit status."""
    fit_stream(sys.__stderr__, settings.signs, cells=True)  # where Textual paints
    try:
        app.run(mouse=settings.mouse)
    except (OSError, termios.error):
        # After a hangup there is no terminal to restore.
        if app.left_by is None:
            raise
    if app.left_by is not None:
        if app.left_by == signal.SIGHUP:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for descriptor in (1, 2):
                # What is left to flush would fail and change the exit status
                os.dup2(nowhere, descriptor)
        return 128 + app.left_by
    status = app.return_code or 0
    if status == UNEXPECTED:
        print(  # noqa: T201
            "bltui: unexpected error. Everything that was saved is safe. The details are in "
            f"{text.shown(places.log_file())}.",
            file=sys.stderr,
        )
    return status
