"""The terminal UI. `run` opens it and only then imports Textual."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from bltui.domain.model import formats

if TYPE_CHECKING:
    from bltui.settings import Settings
    from bltui.workspace import Workspace

#: The values that Textual accepts in $TEXTUAL_COLOR_SYSTEM; others raise a KeyError.
_COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")


def run(workspace: Workspace, settings: Settings, draft: str = "") -> int:
    """Show a building in the terminal until the user quits, and return the exit status.

    `draft` names a draft to reopen first. Raises StoreError if the file cannot be used.
    """
    # The collector would run a dozen times during the imports and free nothing; the app turns it
    # on again.
    gc.disable()
    if os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto") not in _COLOUR_SYSTEMS:
        del os.environ[
            "TEXTUAL_COLOR_SYSTEM"
        ]  # before Textual is imported: that is when it reads it
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(
            name, None
        )  # a shell that exports them would hide the real size and every resize
    formats.prefer(settings.format)
    from bltui.ui.startup_prefetch import ahead

    seen = ahead(workspace)
    from bltui.ui.session import (
        session,
    )  # the one import that waits: Textual costs as much as ten commands

    return session(workspace, settings, seen(), draft)
