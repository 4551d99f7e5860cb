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


def palette_items(
    desk: AppServices, here: Iterable[Command], views: Iterable[tuple[str, Iterable[Command]]] = ()
) -> list[PaletteItem]:
    """Return all items: commands that are active here, those of other views, then records."""
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
                        f"command/{command.id}", name, says, keymap.shown(command), bool(reason)
                    )
                )

    offer(here)
    for title, commands in views:
        offer(commands, title)
    return found + [PaletteItem(record, name, what) for record, name, what in names(state)]
