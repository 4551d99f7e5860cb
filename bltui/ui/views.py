"""What the workbench loads when it is first needed, because start-up is felt: its views, one line for each, and its dialogs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from bltui.ui.view import View


class Place(NamedTuple):
    """Where a view is found."""

    key: str
    title: str
    tables: tuple[str, ...]
    """The tables whose records it shows; "finding" stands for what the checks find."""
    sheets: tuple[str, ...] = ()
    """The style sheets that it and its dialogs need besides those that are always there."""

    def load(self) -> type[View]:
        """The view's class, named as its module."""
        view: type[View] = load(f"bltui.ui.screens.{self.key}", self.key.title())
        return view


#: In the order of their keys.
PLACES = (
    Place("home", "Home", ()),
    Place(
        "team",
        "Team",
        ("seats", "memberships", "people", "assignments", "contacts", "finding"),
        ("team.tcss", "forms.tcss"),
    ),
    Place("cwgs", "CWGs", ("cwgs", "series"), ("cwgs.tcss", "forms.tcss")),
)


#: The style sheets of the workbench's own dialogs.
DIALOGS = ("dialogs.tcss",)


@cache
def load(module: str, name: str) -> Any:
    """A class of a module that is imported now if it was not yet."""
    return getattr(import_module(module), name)
