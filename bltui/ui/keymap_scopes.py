"""Scopes: which commands work at the same time, so that no two of them may have one key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bltui.ui.commands import Command
from bltui.ui.screens.main_screen import MainScreen
from bltui.ui.screens.registry import PAGES, VIEWS
from bltui.ui.widgets.record_list import RecordList

#: What the commands of a page over the workbench share with it have the same ids: one choice of a
#: key holds in both.
SHARED = (*RecordList.OFFERS, *MainScreen.OFFERS)


def scopes(wanted: Iterable[str] | None = None) -> Mapping[str, tuple[Command, ...]]:
    """All commands that work in each place, by the name that their ids begin with.

    `wanted` are the ids that somebody gives other keys to. Only the places that these concern are
    loaded, because that costs time at the start; None loads all.
    """
    named = {command_id.partition(".")[0] for command_id in wanted or ()}
    every = wanted is None or not named.isdisjoint(c.id.partition(".")[0] for c in SHARED)
    found: dict[str, tuple[Command, ...]] = {"": SHARED}
    for place in VIEWS:
        if every or place.key in named:
            found[place.key] = (*SHARED, *place.load().OFFERS)
    for page in PAGES:
        if every or page.key in named:
            kind = page.load()
            found[page.key] = (*RecordList.OFFERS, *kind.OFFERS) if page.lists else kind.OFFERS
    return found
