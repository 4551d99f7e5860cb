"""The registry of views, pages, and dialogs, which are loaded on first use for a fast start."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.ui.base_view import BaseView
from bltui.ui.commands import Commanded
from bltui.ui.dialogs.cwgs import snow
from bltui.ui.screens import print_preview, rules_page
from bltui.ui.screens.cwgs import calendar_page, free, handout, propose
from bltui.ui.screens.cwgs import view as cwgs
from bltui.ui.screens.feedback import view as feedback
from bltui.ui.screens.home import view as home
from bltui.ui.screens.meeting import view as meeting
from bltui.ui.screens.plan import view as plan
from bltui.ui.screens.steps import view as steps
from bltui.ui.screens.team import view as team
from bltui.ui.widgets import heatmap


class ViewEntry(NamedTuple):
    """A view's entry."""

    key: str
    name: str
    """The title, with placeholders for what the building calls its groups."""
    load: Callable[[], type[BaseView]]
    """Returns the view's class, importing its module."""
    tables: tuple[str, ...]
    """The tables whose records it shows.

    "finding" is for findings, and "step" is for a step by number.
    """
    sheets: tuple[str, ...] = ()
    """The style sheets that it and its dialogs need besides the common ones."""
    rules: tuple[str, ...] = ()
    """The prefixes of the rules whose findings it shows.

    Other findings are shown by the entry that has "finding".
    """

    @property
    def title(self) -> str:
        """The title of its tab."""
        return labels.fill(self.name)


#: In the order of their keys.
VIEWS = (
    ViewEntry("home", "Home", lambda: home.Home, ()),
    ViewEntry(
        "team",
        "Team",
        lambda: team.Team,
        ("seats", "memberships", "people", "assignments", "contacts", "finding"),
        ("team.tcss", "forms.tcss"),
    ),
    ViewEntry(
        "cwgs",
        "{groups}",
        lambda: cwgs.Cwgs,
        ("cwgs", "series"),
        ("cwgs.tcss", "forms.tcss"),
        ("CWG-", "CAL-"),
    ),
    ViewEntry(
        "steps",
        "Steps",
        lambda: steps.Steps,
        ("steps", "step", "cycles", "evidence"),
        ("steps.tcss", "forms.tcss"),
        ("STP-",),
    ),
    ViewEntry(
        "feedback",
        "Feedback",
        lambda: feedback.Feedback,
        ("feedback", "rounds", "themes"),
        ("feedback.tcss", "forms.tcss"),
        ("FBK-",),
    ),
    ViewEntry(
        "meeting",
        "Meeting",
        lambda: meeting.Meeting,
        ("meetings", "agenda", "actions", "decisions", "lines", "attendance"),
        ("meeting.tcss", "forms.tcss"),
        ("MTG-", "ACT-"),
    ),
    ViewEntry(
        "plan",
        "Plan",
        lambda: plan.Plan,
        (
            "plans",
            "district_goals",
            "goals",
            "strategies",
            "indicators",
            "finances",
            "trainings",
            "inservices",
            # In-service days that are only in the calendar, by date.
            "calendar",
            "messages",
        ),
        ("plan.tcss", "forms.tcss"),
        ("SIP-", "TRN-"),
    ),
)


class PageEntry(NamedTuple):
    """A page or dialog with its own commands that opens over a view."""

    key: str
    """The prefix of its command ids."""
    title: str
    load: Callable[[], type[Commanded]]
    """Returns its class, importing its module."""
    lists: bool = True
    """Whether the list commands work in it too."""


#: In the order of the views that they open from.
PAGES = (
    PageEntry("calendar", "School calendar", lambda: calendar_page.CalendarPage),
    PageEntry("snow", "Snow day", lambda: snow.SnowDay),
    PageEntry("free", "Who is free", lambda: free.FreePage),
    PageEntry("heat", "The grid of who is free", lambda: heatmap.Heatmap, lists=False),
    PageEntry("propose", "Propose groups", lambda: propose.ProposePage),
    PageEntry("handout", "Handout 8", lambda: handout.HandoutPage),
    PageEntry("rules", "Rules", lambda: rules_page.RulesPage),
    PageEntry("paper", "Preview of minutes and reports", lambda: print_preview.PrintPreview),
)


def view_of(record: str, building: Building | None = None) -> ViewEntry | None:
    """Return the view for a record, "table/id", or a finding, "finding/RULE/…".

    A series of the BLT is in Meeting, those of groups are in CWGs.
    """
    table, _, rest = record.partition("/")
    if table == "series" and building is not None and rest.isdecimal():
        series = building.series.get(int(rest))
        if series is not None and series.team == "blt":
            table = "meetings"
    if table == "finding" and (
        place := next((p for p in VIEWS if p.rules and rest.startswith(p.rules)), None)
    ):
        return place
    return next((place for place in VIEWS if table in place.tables), None)


#: The style sheets of the main screen's own dialogs.
DIALOGS = ("dialogs.tcss",)
