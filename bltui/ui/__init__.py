"""The terminal UI. `run` opens it and only then imports Textual."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from bltui.domain.model import formats

if TYPE_CHECKING:
    from bltui.settings import Settings
    from bltui.store.author import Author
    from bltui.ui.first_run import FirstRun
    from bltui.ui.set_up_app import Outcome
    from bltui.workspace import Workspace

#: The values that Textual accepts in $TEXTUAL_COLOR_SYSTEM; others raise a KeyError.
_COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")


def run(
    workspace: Workspace,
    settings: Settings,
    draft: str = "",
    first: FirstRun | None = None,
) -> int:
    """Show a building in the terminal until the user quits, and return the exit status.

    `draft` names a draft to reopen first, and `first` is what a building that was just created
    begins with. Raises StoreError if the file cannot be used.
    """
    _prepare(settings)
    from bltui.ui.startup_prefetch import ahead

    seen = ahead(workspace)
    from bltui.ui.session import (
        session,
    )  # the one import that waits: Textual costs as much as ten commands

    return session(workspace, settings, seen(), draft, first)


def set_up(
    settings: Settings, author: Author, *, named: str = "", reason: str = ""
) -> tuple[int, Outcome]:
    """Show the set-up form, and return the exit status and what the person chose.

    `named` is the file that was asked for and does not exist, or blank.
    """
    _prepare(settings)
    from bltui.ui.session import shown
    from bltui.ui.set_up_app import SetUp

    app = SetUp(settings, author, named=named, reason=reason)
    return shown(app, settings), app.outcome


def _prepare(settings: Settings) -> None:
    """Set up the process before Textual is imported."""
    # The collector would run a dozen times during the imports and free nothing; the app turns it
    # on again.
    gc.disable()
    if os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto") not in _COLOUR_SYSTEMS:
        # That is when Textual reads it
        del os.environ["TEXTUAL_COLOR_SYSTEM"]
    for name in ("COLUMNS", "LINES"):
        # A shell that exports them would hide the real size and every resize
        os.environ.pop(name, None)
    formats.prefer(settings.format)
