"""What the palette can reach: commands that are at hand, those of other views, and everything that has a name."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bltui.ui.commands import Command
from bltui.ui.desk import Desk
from bltui.ui.names import names


class Target(msgspec.Struct, frozen=True):
    """Something that the palette can go to."""

    id: str
    """ "command/ID", or a record as "table/id"."""
    name: str
    says: str
    key: str = ""
    dim: bool = False


def targets(desk: Desk, here: Iterable[Command], views: Iterable[tuple[str, Iterable[Command]]] = ()) -> list[Target]:
    """All of them: the commands that work here first, then those of other views, then the records."""
    state, keymap = desk.state, desk.keymap
    found: list[Target] = []

    def offer(commands: Iterable[Command], place: str = "") -> None:
        for command in commands:
            if command.palette:
                reason = command.needs(state) if command.needs else None
                name = f"{place}: {command.title}" if place else command.title
                says = f"not now: {reason}" if reason else command.help
                found.append(Target(f"command/{command.id}", name, says, keymap.shown(command), bool(reason)))

    offer(here)
    for title, commands in views:
        offer(commands, title)
    return found + [Target(record, name, what) for record, name, what in names(state)]
