"""What the palette can reach from a view: commands that are at hand, those of other views, people and seats."""

from __future__ import annotations

from collections.abc import Iterable

from bltui.domain.record import live
from bltui.ui.commands import Command
from bltui.ui.desk import Desk
from bltui.ui.screens.palette import Target
from bltui.ui.view import View
from bltui.ui.views import PLACES


def targets(view: View, desk: Desk, everywhere: Iterable[Command]) -> list[Target]:
    """All of them: those of the view in sight first, then those that work everywhere, other views, people, seats."""
    state, keymap = desk.state, desk.keymap
    found: list[Target] = []

    def offer(commands: Iterable[Command], place: str = "") -> None:
        for command in commands:
            if command.palette:
                reason = command.needs(state) if command.needs else None
                name = f"{place}: {command.title}" if place else command.title
                says = f"not now: {reason}" if reason else command.help
                found.append(Target(f"command/{command.id}", name, says, keymap.shown(command), bool(reason)))

    offer(view.OFFERS)
    offer(everywhere)
    for place in PLACES:
        if place.key != view.KEY:
            offer(place.load().OFFERS, place.title)
    found += [Target(f"people/{p.id}", p.name, p.title or "on the staff list") for p in live(state.building.people)]
    found += [Target(f"seats/{s.id}", s.label, "a seat of the team") for s in live(state.building.seats)]
    return found
