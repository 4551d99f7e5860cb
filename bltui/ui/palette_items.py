"""The items of the palette: active commands, commands of other views, and named records."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bltui.ui.app_services import AppServices
from bltui.ui.commands import Command
from bltui.ui.search_index import names


class PaletteItem(msgspec.Struct, frozen=True):
    """An item that the palette can go to or run."""

    id: str
    """ "command/ID", or a record as "table/id"."""
    name: str
    says: str
    key: str = ""
    dim: bool = False
    kind: int = 2
    """0 for a command that works here, 1 for one of another view, 2 for a record."""
    also: str = ""
    """Other words by which people look for it."""


#: Other words for commands, by their ids.
ALSO = {
    "settings": "theme colors dark light contrast signs mouse preferences options",
    "undo": "history revert",
    "redo": "history",
    "cwgs.calendar": "holiday vacation break closed",
    "calendar.add": "holiday vacation break closed",
    "cwgs.handout": "export print download",
    "handout.write": "export print download",
    "meeting.minutes": "export print",
    "feedback.report": "export print",
    "drafts": "recover unsaved",
    # Words of the commands that do the same.
    "team.panel": "coverage represented",
    "team.end": "deactivate",
    "team.past": "reactivate",
    "team.what-if": "what-if",
    "cwgs.members": "join leave",
    "cwgs.cancel-all": "unschedule",
    "steps.panel": "matrix",
    "steps.status": "context",
    "plan.money": "finance budget funding",
    "plan.edit": "segment",
    "feedback.counts": "summary",
    "feedback.edit": "rename-theme",
    "feedback.outcome": "resolve",
    "meeting.here": "guest visitor",
    "meeting.told": "heard",
    "meeting.edit": "correct",
    "meeting.remove": "strike delete",
}
#: What only a shell does: the name, the explanation, and the command.
IN_A_SHELL = (
    ("Backups", "list, make, or restore", "bltui backup list"),
    ("History", "every change, who made it, and when", "bltui history"),
    ("Export", "tables, pages, calendars, and JSON to files", "bltui export --help"),
    ("Doctor", "check the building file, and fix what can be fixed", "bltui doctor"),
    ("Purge", "delete text for good, from the history and backups too", "bltui purge --help"),
    ("Group's process", "steps, results, and where it stopped", "bltui meeting steps --help"),
    ("New building", "create a building file", "bltui new --help"),
    ("District", "all buildings of a folder", "bltui district --help"),
    ("Where files are", "the building, settings, backups, and log", "bltui where"),
    ("Completion", "complete commands with the Tab key", "bltui completion --help"),
    ("All commands", "what the shell does, with examples", "bltui help"),
)


def palette_items(
    desk: AppServices, here: Iterable[Command], views: Iterable[tuple[str, Iterable[Command]]] = ()
) -> list[PaletteItem]:
    """Return all items: commands that are active here, those of other views, then records.

    What only a shell does is told by its command.
    """
    state, keymap = desk.state, desk.keymap
    found: list[PaletteItem] = []

    def offer(commands: Iterable[Command], place: str = "") -> None:
        for command in commands:
            if command.palette:
                reason = command.needs(state) if command.needs else None
                name = f"{place}: {command.title}" if place else command.title
                says = f"not now: {reason}" if reason else command.help
                found.append(
                    PaletteItem(
                        f"command/{command.id}",
                        name,
                        says,
                        keymap.shown(command),
                        bool(reason),
                        1 if place else 0,
                        ALSO.get(command.id, ""),
                    )
                )

    offer(here)
    for title, commands in views:
        offer(commands, title)
    for name, says, line in IN_A_SHELL:
        found.append(PaletteItem(f"shell/{line}", name, f"in a shell: {says}", kind=1))
    return found + [PaletteItem(record, name, what) for record, name, what in names(state)]
