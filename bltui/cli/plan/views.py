"""`bltui plan show`, `align`, `responsibilities`, `standards`: the plan and what is not aligned."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.cli.parser import Subcommands
from bltui.cli.records import print_one
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step.views import in_year
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import Record, active
from bltui.domain.model.shown import as_json
from bltui.domain.model.text import shown
from bltui.domain.plan import alignment, indicators, responsibilities, standards
from bltui.domain.steps import current_state
from bltui.exchange import page, plan_report

if TYPE_CHECKING:
    from bltui.domain.model.plan import Indicator
    from bltui.domain.plan.alignment import Node

#: The tables of the plan.
SHOWN = ("district_goals", "plans", "goals", "strategies", "indicators", "finances")


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    for name, run, says in (
        (
            "show",
            show_plan,
            ("show the year's plan: goals, strategies, indicators with their checks, evaluation"),
        ),
        (
            "align",
            show_alignment,
            (
                "show the tree from the district's aim to groups and trainings, and what is "
                "not aligned"
            ),
        ),
        (
            "responsibilities",
            show_responsibilities,
            "show the team's responsibilities, each with its evidence and last activity",
        ),
        ("standards", show_standards, "show the year's work by standard"),
    ):
        parser = verbs.add(name, run, help=says, example=f"bltui plan {name}")
        in_year(parser)
        if run is show_plan:
            parser.add_argument(
                "record",
                nargs="?",
                metavar="TABLE/N",
                help="one record, such as goals/2 (default: the whole plan)",
            )


def _year(session: Session, args: Namespace) -> str:
    year: str = args.year or year_of(session)
    return year


def indicator_row(session: Session, indicator: Indicator) -> dict[str, Any]:
    """Return an indicator in the public JSON shape, with its checks and progress."""
    line = indicators.series(indicator, session.today)
    return {
        **as_json(indicator, session),
        "last": msgspec.to_builtins(line.last),
        "progress": {"share": line.share, "results": line.results, "of": line.of},
        "missing": line.missing,
    }


def _rows(session: Session, year: str) -> dict[str, Any]:
    """Return the whole plan in the public JSON shape."""
    building = session.building
    plan = current_state.plan_of(building, year)
    strategies = alignment.strategies_of(building, year)
    own = {s.id for s in strategies}
    return {
        "year": year,
        "plan": {
            "id": f"plans/{plan.id}",
            "title": plan.title,
            "status": plan.status,
            "impact": {"text": plan.impact, "on": plan.impact_on},
            "process": {"text": plan.process, "on": plan.process_on},
        }
        if plan
        else None,
        "district_goals": [as_json(g, session) for g in active(building.district_goals)],
        "goals": [as_json(g, session) for g in alignment.goals_of(building, year)],
        "strategies": [as_json(s, session) for s in strategies],
        "indicators": [
            indicator_row(session, i)
            for i in active(building.indicators)
            if i.strategy_id is None or i.strategy_id in own
        ],
        "finances": [as_json(f, session) for f in active(building.finances)],
    }


def _record(session: Session, wanted: str) -> Record:
    """Return the record of the plan that was named. Raises UserError if there is none."""
    record = session.building.resolve(wanted)
    if record is None or record.archived or wanted.partition("/")[0] not in SHOWN:
        raise UserError(
            (
                f"There is no {shown(wanted[:60])} in the plan. `bltui plan show --json` "
                "lists the IDs."
            ),
            field="record",
        )
    return record


def show_plan(session: Session, args: Namespace) -> int:
    """Print the plan, or one record of it."""
    if args.record is not None:
        return print_one(session, _record(session, args.record))
    year = _year(session, args)
    if session.out.as_json:
        session.out.json(_rows(session, year))
        return 0
    session.out.page(
        page.as_text(
            plan_report.plan_page(
                session.building, session.workspace.framework, year, session.today
            )
        )
    )
    return 0


def show_alignment(session: Session, args: Namespace) -> int:
    """Print the alignment tree."""
    tree = alignment.alignment(session.building, _year(session, args))
    if session.out.as_json:
        session.out.json(tree)
        return 0

    def show(nodes: tuple[Node, ...]) -> None:
        for depth, node in alignment.walk(nodes):
            note = f" ({node.note})" if node.note else ""
            session.out.line(
                f"{'  ' * depth}{alignment.KINDS[node.kind]}: {node.text or '(no aim yet)'}{note}"
            )

    show(tree.aims)
    if tree.loose:
        session.out.line()
        session.out.line("NOT ALIGNED: supports no district goal")
        show(tree.loose)
    if not (tree.aims or tree.loose):
        session.out.tell(
            "No plan yet. Run `bltui plan district add TEXT`, then `bltui plan goal add TEXT`."
        )
    return 0


def show_responsibilities(session: Session, args: Namespace) -> int:
    """Print the responsibilities."""
    found = responsibilities.responsibilities(
        session.building, session.workspace.framework, _year(session, args), session.today
    )
    if session.out.as_json:
        rows = [
            {
                **{f: getattr(d, f) for f in d.__struct_fields__},
                "evidence": [as_json(e, session) for e in d.evidence],
            }
            for d in found
        ]
        session.out.json(msgspec.to_builtins(rows))
        return 0
    session.out.table(
        ("key", "responsibility", "evidence", "activities", "last activity"),
        [(d.key, d.text, len(d.evidence), d.activities, d.last or "none this year") for d in found],
    )
    return 0


def show_standards(session: Session, args: Namespace) -> int:
    """Print the work by standard."""
    found = standards.by_standard(
        session.building, session.workspace.framework, _year(session, args)
    )
    if session.out.as_json:
        session.out.json(found)
        return 0
    for standard in found:
        counts = (
            ", ".join(f"{what}: {count}" for what, count in standard.counts.items())
            or "no work is tagged with it"
        )
        session.out.line(f"{standard.label}: {counts}")
        for item in standard.work:
            day = f"{show_date(item.on)}  " if item.on else ""
            session.out.line(f"  {day}{item.what}: {item.text}  ({item.record})")
    return 0
