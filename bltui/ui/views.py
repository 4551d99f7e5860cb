"""What the workbench loads when it is first needed, because start-up is felt: its views, one line for each, its pages and dialogs."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from bltui.ui.commands import Commanded
from bltui.ui.view import View


class Place(NamedTuple):
    """Where a view is found."""

    key: str
    title: str
    tables: tuple[str, ...]
    """The tables whose records it shows; "finding" stands for what the checks find, "step" for a step by its number."""
    sheets: tuple[str, ...] = ()
    """The style sheets that it and its dialogs need besides those that are always there."""
    rules: tuple[str, ...] = ()
    """How the ids of the rules begin whose findings it shows; others' are shown by the place that has "finding"."""

    def load(self) -> type[View]:
        """The view's class, named as its area."""
        view: type[View] = load(f"bltui.ui.screens.{self.key}.view", self.key.title())
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
    Place("cwgs", "CWGs", ("cwgs", "series"), ("cwgs.tcss", "forms.tcss"), ("CWG-", "CAL-")),
    Place(
        "steps",
        "Steps",
        ("steps", "step", "cycles", "evidence"),
        ("steps.tcss", "forms.tcss"),
        ("STP-",),
    ),
    Place("feedback", "Feedback", ("feedback", "rounds", "themes"), ("feedback.tcss", "forms.tcss"), ("FBK-",)),
    Place(
        "meeting",
        "Meeting",
        ("meetings", "agenda", "actions", "decisions", "lines", "attendance"),
        ("meeting.tcss", "forms.tcss"),
        ("MTG-", "ACT-"),
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
            # In-service days that only the calendar has, by their day.
            "calendar",
            "messages",
        ),
        ("plan.tcss", "forms.tcss"),
        ("SIP-", "TRN-"),
    ),
)


class Over(NamedTuple):
    """A page or dialog with commands of its own that opens over a view."""

    key: str
    """What the ids of its commands begin with."""
    title: str
    module: str
    name: str
    lists: bool = True
    """Whether the keys of lists work in it too."""

    def load(self) -> type[Commanded]:
        """Its class."""
        kind: type[Commanded] = load(self.module, self.name)
        return kind


#: In the order of the views that they open from.
PAGES = (
    Over("calendar", "School calendar", "bltui.ui.screens.cwgs.calendar_page", "CalendarPage"),
    Over("snow", "Snow day", "bltui.ui.dialogs.cwgs.snow", "SnowDay"),
    Over("free", "Who is free", "bltui.ui.screens.cwgs.free", "FreePage"),
    Over("heat", "The grid of who is free", "bltui.ui.widgets.heat", "Heat", lists=False),
    Over("propose", "Propose groups", "bltui.ui.screens.cwgs.propose", "ProposePage"),
    Over("handout", "Handout 8", "bltui.ui.screens.cwgs.handout", "HandoutPage"),
    Over("paper", "Preview of minutes and reports", "bltui.ui.screens.paper", "Paper"),
)


def place_of(record: str) -> Place | None:
    """The view that shows a record, named "table/id", or a finding, named "finding/RULE/…"."""
    table, _, rest = record.partition("/")
    if table == "finding" and (place := next((p for p in PLACES if p.rules and rest.startswith(p.rules)), None)):
        return place
    return next((place for place in PLACES if table in place.tables), None)


#: The style sheets of the workbench's own dialogs.
DIALOGS = ("dialogs.tcss",)


@cache
def load(module: str, name: str) -> Any:
    """A class of a module that is imported now if it was not yet."""
    return getattr(import_module(module), name)
