"""What a building that was just created begins with: its roster and calendar, each line seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bltui.drafts.step import Step
from bltui.ui.dialogs.cwgs import calendar_import
from bltui.ui.dialogs.team import roster_import

if TYPE_CHECKING:
    from bltui.ui.saving import Saving


class FirstRun(msgspec.Struct, frozen=True):
    """The files to import, and what the person should know about the new file."""

    roster: str = ""
    calendar: str = ""
    notes: tuple[str, ...] = ()


def begin(app: Saving, first: FirstRun) -> None:
    """Open the import sheets one after the other; each reads its file and saves nothing yet."""
    for note in first.notes:
        app.news(note, "refused")
    if first.roster:
        # As if opened by its command, so that a draft of it can be reopened
        app.trail = (Step("team.import", view="team"),)
        app.push_screen(roster_import.roster_import(first.roster), lambda _: _calendar(app, first))
    else:
        _calendar(app, first)


def _calendar(app: Saving, first: FirstRun) -> None:
    if first.calendar:
        app.trail = (Step("cwgs.calendar", view="cwgs"), Step("calendar.import"))
        app.push_screen(calendar_import.calendar_import(first.calendar))
