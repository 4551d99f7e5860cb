"""`bltui step cycle`: a group's numbered cycles through the recursive steps.

Start, advance and close a cycle, and add evidence.
"""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli import resolve
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.records import one
from bltui.cli.session import Session
from bltui.cli.step.named import step_number
from bltui.domain.meetings import due_parser
from bltui.domain.model.cycles import OUTCOMES
from bltui.domain.model.plan import Strategy
from bltui.domain.steps import cycle_edits


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    cycle = verbs.group("cycle", help="manage a group's cycles through the recursive steps")
    start = cycle.add(
        "start",
        start_cycle,
        help="start a group's next cycle",
        example='bltui step cycle start --cwg 2 --strategy "close reading"',
        changes=True,
    )
    _group(start)
    start.add_argument(
        "--strategy",
        metavar="STRATEGY",
        help="the strategy it is about: a number, or a part of its text",
    )
    start.add_argument("--due", metavar="DATE", help="the due date (default: in six weeks)")
    start.add_argument(
        "--at",
        metavar="STEP",
        type=step_number,
        help="the step it begins at (default: the first)",
    )
    advance = cycle.add(
        "advance",
        advance_cycle,
        help="complete the cycle's current step and begin the next one",
        example='bltui step cycle advance --cwg 2 --evidence "data:reading quiz"',
        changes=True,
    )
    _group(advance)
    _evidence(advance)
    advance.add_argument(
        "--subgroup",
        metavar="TEXT",
        default="",
        help="the student group the evidence is about",
    )
    advance.add_argument("--note", metavar="TEXT", default="", help="a note on what was learned")
    back = cycle.add(
        "back",
        step_back,
        help="go back to the previous step",
        example="bltui step cycle back --cwg 2",
        changes=True,
    )
    _named(back)
    note = cycle.add(
        "evidence",
        note_evidence,
        help="add evidence to a cycle without moving it (default: the open cycle)",
        example='bltui step cycle evidence --cwg 2 "student_work:six exit slips"',
        changes=True,
    )
    _group(note)
    note.add_argument("text", metavar="KIND:TEXT", help="never a student's name")
    note.add_argument(
        "--cycle",
        metavar="N",
        type=step_number,
        help="the cycle, open or closed (default: the open one)",
    )
    note.add_argument(
        "--step", metavar="STEP", type=step_number, help="the step (default: the current one)"
    )
    note.add_argument(
        "--subgroup", metavar="TEXT", default="", help="the student group it is about"
    )
    close = cycle.add(
        "close",
        close_cycle,
        help="close a cycle with its decision; continue and adjust start the next one",
        example='bltui step cycle close --cwg 2 --outcome adjust --learned "shorter texts first"',
        changes=True,
    )
    _group(close)
    _evidence(close)
    outcomes = "; ".join(f"{key}: {words}" for key, words in OUTCOMES.items())
    close.add_argument("--outcome", choices=tuple(OUTCOMES), required=True, help=outcomes)
    close.add_argument(
        "--learned",
        metavar="TEXT",
        default="",
        help="what the group learned; the next cycle begins with it",
    )
    close.add_argument(
        "--at", metavar="STEP", type=step_number, help="the step the next cycle begins at"
    )


def _named(parser: Parser) -> None:
    parser.add_argument(
        "--cwg", metavar="CWG", required=True, help="the group: its number, or a part of its name"
    )


def _group(parser: Parser) -> None:
    _named(parser)
    parser.add_argument("--on", metavar="DATE", help="the date (default: today)")


def _evidence(parser: Parser) -> None:
    parser.add_argument(
        "--evidence",
        metavar="data:TEXT|student_work:TEXT",
        action="append",
        default=[],
        help="evidence for the step; repeatable; never a student's name",
    )


def start_cycle(session: Session, args: Namespace) -> int:
    """Start a cycle."""
    chosen = one(session, Strategy, args.strategy) if args.strategy else None
    return session.do(
        partial(
            cycle_edits.start,
            framework=session.workspace.framework,
            cwg_id=resolve.cwg(session, args.cwg).id,
            year=resolve.year_of(session),
            today=session.today,
            on=session.day(args.on),
            strategy_id=chosen.id if chosen else None,
            due=due_parser.read_due(args.due, session.building, session.today)
            if args.due
            else None,
            at=args.at,
        )
    )


def advance_cycle(session: Session, args: Namespace) -> int:
    """Advance a cycle."""
    return session.do(
        partial(
            cycle_edits.advance,
            cwg_id=resolve.cwg(session, args.cwg).id,
            today=session.today,
            on=session.day(args.on),
            evidence=args.evidence,
            subgroup=args.subgroup,
            note=args.note,
        )
    )


def step_back(session: Session, args: Namespace) -> int:
    """Move a cycle back one step."""
    return session.do(partial(cycle_edits.step_back, cwg_id=resolve.cwg(session, args.cwg).id))


def note_evidence(session: Session, args: Namespace) -> int:
    """Add evidence to a cycle."""
    return session.do(
        partial(
            cycle_edits.note_evidence,
            cwg_id=resolve.cwg(session, args.cwg).id,
            evidence=args.text,
            today=session.today,
            on=session.day(args.on),
            step=args.step,
            subgroup=args.subgroup,
            number=args.cycle,
        )
    )


def close_cycle(session: Session, args: Namespace) -> int:
    """Close a cycle."""
    return session.do(
        partial(
            cycle_edits.close,
            framework=session.workspace.framework,
            cwg_id=resolve.cwg(session, args.cwg).id,
            outcome=args.outcome,
            year=resolve.year_of(session),
            today=session.today,
            on=session.day(args.on),
            learned=args.learned,
            evidence=args.evidence,
            at=args.at,
        )
    )
