"""Scopes: which commands are active at the same time, so that no two of them share a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bltui.ui.commands import Command
from bltui.ui.screens.main_screen import MainScreen
from bltui.ui.screens.registry import PAGES, VIEWS
from bltui.ui.widgets.record_list import RecordList

#: Commands that a page shares with the main screen have the same ids, so one key choice applies to
#: both.
SHARED = (*RecordList.OFFERS, *MainScreen.OFFERS)


def scopes(wanted: Iterable[str] | None = None) -> Mapping[str, tuple[Command, ...]]:
    """Return the commands of each scope, by the prefix of their ids.

    `wanted` are the ids that the user rebinds. Only the scopes that these affect are loaded,
    because loading takes time at the start; None loads all.
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
