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
    areas: tuple[str, ...] = ()
    """The areas whose findings it explains; the place of "finding" explains the others."""
    digit: int = 0
    """The key that its tab shows, where it is not its place in the row."""

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
    Place(
        "steps",
        "Steps",
        ("steps", "cycles", "evidence"),
        ("steps.tcss", "forms.tcss"),
        ("steps",),
    ),
    Place(
        "plan",
        "Plan",
        (
            "plans",
            "district_goals",
            "goals",
            "strategies",
            "indicators",
            "finances",
            "trainings",
            "inservices",
            "messages",
        ),
        ("plan.tcss", "forms.tcss"),
        ("plan", "training"),
        digit=7,
    ),
)


#: The style sheets of the workbench's own dialogs.
DIALOGS = ("dialogs.tcss",)


@cache
def load(module: str, name: str) -> Any:
    """A class of a module that is imported now if it was not yet."""
    return getattr(import_module(module), name)
