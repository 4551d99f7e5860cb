"""The views of the workbench, in the order of their keys: one line for each."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import NamedTuple

from bltui.ui.view import View


class Place(NamedTuple):
    """Where a view is found; its module is imported when it is first needed, because start-up is felt."""

    key: str
    title: str
    tables: tuple[str, ...]
    """The tables whose records it shows."""

    def load(self) -> type[View]:
        """The view's class, named as its module."""
        return _load(self.key)


PLACES = (
    Place("home", "Home", ("profile",)),
    Place("team", "Team", ("seats", "memberships", "people", "assignments", "contacts")),
)


@cache
def _load(key: str) -> type[View]:
    view: type[View] = getattr(import_module(f"bltui.ui.screens.{key}"), key.title())
    return view
