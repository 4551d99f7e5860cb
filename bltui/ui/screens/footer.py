"""The footer of the main screen and of pages: some commands with their keys; a click runs one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bltui.ui.app_services import AppServices
from bltui.ui.commands import Command
from bltui.ui.formatting import Bit
from bltui.ui.state import State

#: The commands at the right end; the first gives way if there is no room.
RIGHT = ("list.jump", "palette")


def footer(
    app: AppServices, state: State, known: Mapping[str, Command], commands: Iterable[str]
) -> tuple[list[Bit], list[Bit]]:
    """Return the pieces at the left, and those at the right. What cannot run now is dim."""
    left = [Bit(" "), *_pieces(app, state, known, commands)]
    right = _pieces(app, state, known, RIGHT)
    return left, [*right[:-1], Bit(right[-1].text[:-1], "", right[-1].command)]


def _pieces(
    app: AppServices, state: State, known: Mapping[str, Command], commands: Iterable[str]
) -> list[Bit]:
    bits = []
    for command_id in commands:
        found = known[command_id]
        dim = found.needs is not None and found.needs(state) is not None
        bits += [
            Bit(app.keymap.shown(found), "quiet" if dim else "mark", command_id),
            Bit(f" {found.title}  ", "quiet" if dim else "", command_id),
        ]
    return bits
