"""`bltui step evidence`: evidence that a step was done or a responsibility was met.

It never holds a student's name.
"""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli import records
from bltui.cli.parser import Subcommands
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step.named import of_board, step_number
from bltui.domain.model.editing import remove
from bltui.domain.model.steps import Evidence
from bltui.domain.steps import evidence

#: The same as `bltui.domain.steps.evidence.NO_NAMES`, which a parser must not load.
NO_NAMES = "never a student's name"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    add = verbs.add(
        "evidence",
        add_evidence,
        help=f"add evidence: a title, and a path or address; {NO_NAMES}",
        example='bltui step evidence 6 "data: reading quiz https://example.org/quiz" --subgroup "grade 2"',
        changes=True,
    )
    add.add_argument(
        "step",
        metavar="STEP",
        type=step_number,
        nargs="?",
        help="the step; leave it out for --responsibilities only",
    )
    add.add_argument(
        "text",
        metavar="TEXT",
        help="such as “data: reading quiz https://…”; a path or address is kept as a link",
    )
    records.declare(add, Evidence, adding=True, skip=("on", "board", "step"))
    add.add_argument("--on", metavar="DATE", help="the date (default: today)")
    of_board(add)
    remove = verbs.add(
        "remove",
        remove_evidence,
        help="remove a piece of evidence",
        example="bltui step remove evidence/3",
        changes=True,
    )
    remove.add_argument(
        "evidence", metavar="evidence/N", help="the evidence, as `bltui step show` lists it"
    )


def add_evidence(session: Session, args: Namespace) -> int:
    """Add evidence to a step."""
    kind, title, location = evidence.read_evidence(args.text)
    known = {"kind": kind, "on": session.today, "board": args.board, "step": args.step}
    fields = {**known, **records.given(session, args, Evidence, skip=("step", "board"))}
    return session.do(
        partial(
            evidence.add_evidence,
            framework=session.workspace.framework,
            year=year_of(session),
            today=session.today,
            title=title,
            location=location,
            **fields,
        )
    )


def remove_evidence(session: Session, args: Namespace) -> int:
    """Remove evidence."""
    number = records.one(session, Evidence, args.evidence).id
    return session.do(partial(remove, table="evidence", number=number))
