"""`bltui export boards`, `plan` and `process`: a year's steps, plan, and groups, on paper."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bltui.cli.parser import Subcommands
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step.views import in_year
from bltui.cli.write_output import deliver_page, on_paper
from bltui.exchange import board_report, plan_report, process_rollup_report

if TYPE_CHECKING:
    from bltui.domain.model.building import Building
    from bltui.domain.model.framework_types import Framework
    from bltui.exchange.page import Page


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    for name, run, says in (
        (
            "boards",
            boards_out,
            (
                "export the step boards of building and district, the groups' cycles, and the"
                " evidence"
            ),
        ),
        (
            "plan",
            plan_out,
            (
                "export the plan: alignment, strategies, indicators, trainings, evaluation, "
                "responsibilities"
            ),
        ),
    ):
        parser = on_paper(
            verbs.add(name, run, help=says, example=f"bltui export {name} --out {name}.html")
        )
        in_year(parser)
    process = on_paper(
        verbs.add(
            "process",
            process_out,
            help="export the process of all groups on one page: step, results, stop signs, needs",
            example="bltui export process --for dlt --out process.html",
        )
    )
    in_year(process)
    process.add_argument(
        "--for",
        dest="reader",
        choices=("blt", "dlt"),
        default="blt",
        help="who reads it (default: blt); small results are not shown to the dlt by level",
    )


def _out(
    session: Session, args: Namespace, make: Callable[[Building, Framework, str, date], Page]
) -> int:
    year = args.year or year_of(session)
    page = make(session.building, session.workspace.framework, year, session.today)
    return deliver_page(session, args, page)


def boards_out(session: Session, args: Namespace) -> int:
    """Export the boards."""
    return _out(session, args, board_report.board_page)


def plan_out(session: Session, args: Namespace) -> int:
    """Export the plan."""
    return _out(session, args, plan_report.plan_page)


def process_out(session: Session, args: Namespace) -> int:
    """Export the process of the groups."""
    return _out(session, args, partial(process_rollup_report.process_page, reader=args.reader))
