"""`bltui team import`: import a roster as seats and people."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bltui import framework
from bltui.cli.importing import put_in, read_file
from bltui.cli.session import Session
from bltui.cli.team.views import represents
from bltui.domain.model.building import Building
from bltui.exchange import apply_roster, roster, roster_table, tables


def import_team(session: Session, args: Namespace) -> int:
    """Import a roster. Exit status 1 if a line was left out."""
    table = tables.read_table(*read_file(args.table), roster_table.WANTED)
    words = framework.load_role_words()

    def plan_for(building: Building) -> Any:
        return apply_roster.plan_import(
            building, roster.read_roster(table, words, building.profile)
        )

    plan = put_in(session, plan_for)
    if session.out.as_json:
        session.out.json(plan.to_json())
        return int(plan.roster.left_out > 0)
    session.out.table(
        ("line", "role", "name", "represents", "recognized as"),
        [
            (s.line, s.role, s.name or "(vacant)", represents(session, s.groups, s.ask), s.reads_as)
            for s in plan.roster.seats
        ],
    )
    if open_seats := sum(bool(s.ask) for s in plan.roster.seats):
        session.out.tell(
            f"{open_seats} to confirm: `bltui team seat answer SEAT --groups GROUP` "
            "sets what a seat represents."
        )
    return int(plan.roster.left_out > 0)
