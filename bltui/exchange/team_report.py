"""The report on the team: who represents whom, the findings, and when terms end."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.checks.overview import Overview, persons
from bltui.domain.model import formats, labels, severity
from bltui.domain.model.building import Building
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import short_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import active
from bltui.domain.team.coverage import label_of
from bltui.domain.team.coverage_types import STATUSES
from bltui.domain.team.rotation import forecast, strip
from bltui.exchange.page import Grid, Page, Section
from bltui.exchange.roster_sheet import roster


def _team(building: Building, framework: Framework, page: Overview) -> Section:
    team = page.coverage
    lines = [
        f"{team.filled} of {team.seats} seats filled, {persons(team.people)}.",
        (
            f"Facilitator: {page.facilitator or 'nobody'}. Cofacilitator: "
            f"{page.cofacilitator or 'nobody'}."
        ),
        f"Liaison with the {building.profile.dlt_label}: {page.liaison or 'nobody'}.",
    ]
    return Section("Team", (*lines, roster(building, page.on, framework)))


def _groups(framework: Framework, page: Overview) -> Section:
    rows = tuple(
        (
            label_of(framework, key),
            STATUSES[g.status],
            ", ".join(g.by),
            ", ".join(g.missing),
            g.reason,
        )
        for key, g in page.coverage.groups.items()
    )
    return Section("Groups represented", (Grid(("group", "state", "by", "missing", "why"), rows),))


def _findings(findings: Sequence[Finding]) -> Section:
    lines = tuple(
        f"{severity.WORDS[f.severity]} {f.rule}: {f.message}. {f.fix} (From {f.source}.)"
        for f in findings
    )
    return Section("Findings", lines or ("No findings.",))


def _rotation(building: Building, framework: Framework, page: Overview) -> Section:
    chart = strip(building, page.on)
    rows = tuple(
        (
            r.person,
            r.seat,
            *("serves" if serves else "" for serves in r.serves),
            r.leaves or "no end date",
        )
        for r in chart.rows
    )
    ahead = tuple(
        (
            str(look.summer),
            look.people,
            ", ".join(look.left),
            "; ".join(label_of(framework, key) for key in look.lost),
        )
        for look in forecast(building, framework, page.on)
    )
    return Section(
        "Rotation",
        (
            Grid(("who", "role", *chart.years, "leaves after"), rows)
            if rows
            else "No terms rotate.",
            "After each summer, if no one is replaced:",
            Grid(("summer", "people", "leave", "lost"), ahead),
        ),
    )


def _contacts(building: Building) -> Section:
    whom = {"principal": "principal", "dlt": building.profile.dlt_label}
    rows = tuple(
        (
            short_date(c.on),
            whom[c.party],
            "from them" if c.direction == "from" else "to them",
            c.note,
        )
        for c in sorted(active(building.contacts), key=lambda c: (c.on, c.id), reverse=True)
    )
    return Section(
        "Contacts",
        (Grid(("when", "with", "direction", "note"), rows) if rows else "None.",),
    )


@formats.paper()
def report(
    building: Building, framework: Framework, page: Overview, findings: Sequence[Finding]
) -> Page:
    """Return the page for the day of the overview; `findings` are those of the same day."""
    profile = building.profile
    about = [
        f"{'Sample building. ' if profile.sample else ''}{profile.district}".strip(),
        f"Vision: {profile.vision}",
    ]
    return Page(
        f"{profile.name}: {labels.team_name()}, {page.year}, {short_date(page.on)}",
        (
            Section("Building", tuple(line for line in about if line)),
            _team(building, framework, page),
            _groups(framework, page),
            _findings(findings),
            _rotation(building, framework, page),
            _contacts(building),
        ),
    )
