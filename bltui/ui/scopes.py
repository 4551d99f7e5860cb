"""Scopes: which commands work at the same time, so that no two of them may have one key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bltui.ui.commands import Command
from bltui.ui.screens.registry import PAGES, PLACES
from bltui.ui.screens.workbench import Workbench
from bltui.ui.widgets.rows import Rows

#: What the commands of a page over the workbench share with it have the same ids: one choice of a key holds in both.
SHARED = (*Rows.OFFERS, *Workbench.OFFERS)


def scopes(wanted: Iterable[str] | None = None) -> Mapping[str, tuple[Command, ...]]:
    """All commands that work in each place, by the name that their ids begin with.

    `wanted` are the ids that somebody gives other keys to. Only the places that these concern are loaded, because that costs
    time at the start; None loads all.
    """
    named = {command_id.partition(".")[0] for command_id in wanted or ()}
    every = wanted is None or not named.isdisjoint(c.id.partition(".")[0] for c in SHARED)
    found: dict[str, tuple[Command, ...]] = {"": SHARED}
    for place in PLACES:
        if every or place.key in named:
            found[place.key] = (*SHARED, *place.load().OFFERS)
    for page in PAGES:
        if every or page.key in named:
            kind = page.load()
            found[page.key] = (*Rows.OFFERS, *kind.OFFERS) if page.lists else kind.OFFERS
    return found
