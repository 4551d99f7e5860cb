"""`bltui team import`: a roster becomes seats and people."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bltui.cli.importing import put_in, read_file
from bltui.cli.session import Session
from bltui.cli.team.views import represents
from bltui.domain.model.building import Building


def import_team(session: Session, args: Namespace) -> int:
    """Read a roster into seats and people: all of it or none."""
    from bltui.exchange.headings import WANTED
    from bltui.exchange.roster import read_roster
    from bltui.exchange.roster_plan import plan_import
    from bltui.exchange.tables import LARGEST, read_table
    from bltui.framework import load_role_words

    table = read_table(read_file(args.table, LARGEST), args.table, WANTED)
    words = load_role_words()

    def plan_for(building: Building) -> Any:
        return plan_import(building, read_roster(table, words, building.profile))

    plan = put_in(session, plan_for)
    if session.out.as_json:
        session.out.json(plan.to_json())
        return 0
    session.out.table(
        ("line", "role", "name", "represents", "read as"),
        [(s.line, s.role, s.name or "(vacant)", represents(s.groups, s.ask), s.reads_as) for s in plan.roster.seats],
    )
    if open_seats := sum(bool(s.ask) for s in plan.roster.seats):
        session.out.tell(
            f"{open_seats} to ask: `bltui team seat answer SEAT --groups GROUP` says what a seat represents."
        )
    return 0
