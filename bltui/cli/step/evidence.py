"""`bltui step evidence`: what shows that a step was done, or that a responsibility was met. Never a student's name."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import get_args

from bltui.cli.parser import Subcommands, words
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step.named import of_board, step_number
from bltui.domain.model import editing
from bltui.domain.model.framework_types import EvidenceKind
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.steps import evidence

#: As `bltui.domain.steps.evidence.NO_NAMES`, which a parser must not load.
NO_NAMES = "never a student's name"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    add = verbs.add(
        "evidence",
        add_evidence,
        help=f"note what shows it: a title, and a path or an address; {NO_NAMES}",
        example='bltui step evidence 6 "data: reading quiz https://example.org/quiz" --subgroup "grade 2"',
        changes=True,
    )
    add.add_argument(
        "step", metavar="N", type=step_number, nargs="?", help="the step; left out: only --responsibilities"
    )
    add.add_argument(
        "text", metavar="TEXT", help="such as “data: reading quiz https://…”; a path or address is its place"
    )
    add.add_argument("--kind", choices=get_args(EvidenceKind), help="what it is, where the text does not begin with it")
    add.add_argument("--subgroup", metavar="TEXT", default="", help="the student group that the data are about")
    add.add_argument("--on", metavar="DATE", help="when it was made (default: today)")
    add.add_argument("--standards", metavar="A,B", type=words, default=(), help="the standards that it serves")
    add.add_argument(
        "--responsibilities", metavar="A,B", type=words, default=(), help="the responsibilities that it shows"
    )
    of_board(add)
    remove = verbs.add(
        "remove",
        remove_evidence,
        help="take a piece of evidence away",
        example="bltui step remove evidence/3",
        changes=True,
    )
    remove.add_argument("evidence", metavar="evidence/N")


def add_evidence(session: Session, args: Namespace) -> int:
    """Keep a piece of evidence of a step."""
    kind, title, location = evidence.read_evidence(args.text)
    return session.do(
        partial(
            evidence.add_evidence,
            framework=session.workspace.framework,
            year=year_of(session),
            on=session.day(args.on) or session.today,
            today=session.today,
            board=args.board,
            step=args.step,
            kind=args.kind or kind,
            title=title,
            location=location,
            subgroup=args.subgroup,
            standards=args.standards,
            responsibilities=args.responsibilities,
        )
    )


def remove_evidence(session: Session, args: Namespace) -> int:
    """Take a piece of evidence away."""
    wanted = args.evidence.removeprefix("evidence/")
    found = find(wanted, list(active(session.building.evidence)), lambda e: e.title, "evidence")
    return session.do(partial(editing.remove, table="evidence", number=found.id))
