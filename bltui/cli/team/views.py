"""`bltui team list`, `coverage`, `rotation`: show the team."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from typing import Any

from bltui.cli.parser import Subcommands, whole
from bltui.cli.session import Session
from bltui.domain.checks import overview
from bltui.domain.model import formats
from bltui.domain.model.formats import show_date
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.record import active
from bltui.domain.model.seats import KINDS, Membership, Seat
from bltui.domain.model.shown import as_json
from bltui.domain.team import coverage as team_coverage
from bltui.domain.team import lookup, membership
from bltui.domain.team import rotation as team_rotation
from bltui.domain.team.coverage_types import STATUSES

#: Coverage in a table: what is missing stands out.
SIGNS = {**STATUSES, "missing": "MISSING", "na": "n/a"}
#: School years that the rotation chart can show.
MOST_YEARS = 12


def configure(verbs: Subcommands) -> None:
    """Declare the read-only sub-commands."""
    coverage = verbs.add(
        "coverage",
        show_coverage,
        help="show which groups are represented, and by whom",
        example="bltui team coverage --on 2027-09-01",
    )
    coverage.add_argument("--on", metavar="DATE", help="on this day (default: today)")
    rotation = verbs.add(
        "rotation",
        show_rotation,
        help="show who leaves when, and what the team loses each summer",
        example="bltui team rotation --years 4",
    )
    rotation.add_argument(
        "--years",
        metavar="N",
        type=whole(1, MOST_YEARS),
        default=4,
        help="how many school years (default: 4)",
    )


def _term(session: Session, term: Membership) -> dict[str, Any]:
    """Return a term in the public JSON shape; `seat` is the seat it belongs to."""
    said = as_json(term, session)
    who = {
        "membership": said.pop("id"),
        "person": f"people/{term.person_id}",
        "name": said.pop("person"),
    }
    said.pop("seat")
    return who | said


def rows(session: Session, on: date) -> list[dict[str, Any]]:
    """Return the seats in the public JSON shape, with their current and future terms on a day."""
    building = session.building
    serving, known = membership.on_day(building, on), lookup.terms(building, on)
    found = []
    for seat in active(building.seats):
        vacancy = serving.vacant.get(seat.id)
        found.append(
            {
                **as_json(seat, session),
                "serving": [
                    building.people[h.person_id].name for h in serving.seats.get(seat.id, ())
                ],
                "vacant": vacancy is not None,
                "vacant_since": vacancy.since if vacancy else None,
                "terms": [_term(session, t) for t in known if t.seat_id == seat.id],
            }
        )
    return found


def represents(session: Session, groups: Iterable[str], ask: Iterable[str]) -> str:
    """Return the groups in a few words, with a question mark if one is still open."""
    kind = kinds_of(Seat)["groups"]
    sure = kind.show(tuple(groups), session)
    asked = (f"{kind.show((group.rstrip('?'),), session)}?" for group in ask)
    return ", ".join(filter(None, (sure, *asked)))


def when(row: dict[str, Any]) -> str:
    """Return the terms of a seat in a few words."""
    return "; ".join(formats.open_range(t["start"], t["end"]) for t in row["terms"])


def list_team(session: Session, args: Namespace) -> int:
    """Print the seats."""
    found = rows(session, session.day(args.on) or session.today)
    if session.out.as_json:
        session.out.json(found)
        return 0
    session.out.table(
        ("seat", "role", "who", "represents", "kind", "term"),
        [
            (
                row["id"].removeprefix("seats/"),
                row["role"],
                ", ".join(row["serving"]) or "(vacant)",
                represents(session, row["groups"], row["ask"]),
                KINDS[row["kind"]],
                when(row),
            )
            for row in found
        ],
    )
    if not found:
        session.out.tell(
            "The team is empty. Run `bltui team import ROSTER.csv`, or `bltui team "
            "add NAME --role TEXT`."
        )
    return 0


def show_coverage(session: Session, args: Namespace) -> int:
    """Print which groups are represented."""
    framework = session.workspace.framework
    team = team_coverage.coverage(
        session.building, framework, session.day(args.on) or session.today
    )
    if session.out.as_json:
        session.out.json(team)
        return 0
    principal = {True: "yes", False: "no", "ask": "ask"}[team.principal]
    session.out.line(
        f"{show_date(team.on)}: {team.filled} of {team.seats} seats filled, {overview.persons(team.people)} "
        f"(size {team.size})"
    )
    session.out.line(
        f"principal on the team: {principal}; facilitator: {team.facilitator or 'nobody'}"
    )
    session.out.table(
        ("group", "state", "who", "missing", "why"),
        [
            (
                label,
                SIGNS[g.status],
                ", ".join(g.by),
                ", ".join(m for m in g.missing if m != label),
                g.reason,
            )
            for label, g in (
                (team_coverage.label_of(framework, key), g) for key, g in team.groups.items()
            )
        ],
    )
    return 0


def show_rotation(session: Session, args: Namespace) -> int:
    """Print the rotation chart, and the outlook after each summer."""
    framework = session.workspace.framework
    chart = team_rotation.strip(session.building, session.today, args.years)
    ahead = team_rotation.forecast(session.building, framework, session.today, args.years)
    if session.out.as_json:
        session.out.json({"on": session.today, "strip": chart, "forecast": ahead})
        return 0
    # "#" is a year in office, "." is not: the screen's chart in characters that every font has.
    session.out.table(
        ("who", "role", *chart.years, "leaves after"),
        [
            (
                row.person,
                row.seat,
                *("#####" if s else "....." for s in row.serves),
                row.leaves or "no end date",
            )
            for row in chart.rows
        ],
    )
    session.out.line(
        f"terms that end: {', '.join(f'{n} in {year}' for year, n in chart.ends.items())}"
    )
    session.out.line()
    for look in ahead:
        lost = [
            f"{team_coverage.label_of(framework, key)} ({', '.join(what)})"
            if key == "GRADES"
            else team_coverage.label_of(framework, key)
            for key, what in look.lost.items()
        ]
        leave = f"; leave: {', '.join(look.left)}" if look.left else ""
        gone = f"; loses: {', '.join(lost)}" if lost else ""
        session.out.line(
            f"after summer {look.summer}, if no one is replaced: "
            f"{overview.persons(look.people)}{leave}{gone}"
        )
    return 0
