"""`bltui step`: the step boards of the building and the district, and updates to their steps."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import TYPE_CHECKING, Any

from bltui.cli import records
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step import cycles, evidence, views
from bltui.cli.step.named import numbered
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.steps import STATUSES, StepState
from bltui.domain.steps import edits

if TYPE_CHECKING:
    from bltui.domain.model.change import Intent


#: The commands that set one field: verb, field, metavar, help, example.
_DETAILS = (
    ("due", "due", "DATE", "set the due date of a step", "bltui step due 4 2026-12-18"),
    (
        "owner",
        "owner_id",
        "PERSON",
        "set the owner of a step",
        'bltui step owner 4 "Sample Person"',
    ),
    ("note", "note", "TEXT", "set the note of a step", 'bltui step note 4 "see folder"'),
)


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    move = _verb(
        verbs,
        "set",
        set_step,
        says="set the status of a step",
        example="bltui step set 2 done --evidence minutes:SIP",
    )
    move.add_argument("status", choices=tuple(STATUSES), metavar="STATUS", help=", ".join(STATUSES))
    move.add_argument(
        "--reason",
        metavar="TEXT",
        default="",
        help="the reason; needed for blocked and not_applicable",
    )
    move.add_argument(
        "--evidence",
        metavar="KIND:TEXT",
        default="",
        help="evidence, such as “data: reading quiz https://…”",
    )
    move.add_argument("--on", metavar="DATE", help="the date (default: today)")
    records.declare(move, StepState, adding=False, skip=("status", "reason", "step", "board"))
    for name, field, metavar, says, example in _DETAILS:
        one = _verb(verbs, name, partial(set_detail, field), says=says, example=example)
        removes = (
            "the note, which replaces the current one" if field == "note" else "“none” removes it"
        )
        one.add_argument("typed", metavar=metavar, help=removes)
    tick = _verb(
        verbs,
        "check",
        tick_item,
        says="check off an item of a step's checklist",
        example="bltui step check 1 roster",
    )
    tick.add_argument("item", metavar="CHECK", help="its number, or a part of its text")
    tick.add_argument("--off", action="store_true", help="uncheck the item")
    context = verbs.add(
        "context",
        set_context,
        help="record that the superintendent has set the context, before the district's steps",
        example='bltui step context "One aim for all schools" --who "Sample Superintendent"',
        changes=True,
    )
    context.add_argument("text", metavar="TEXT", help="what was said")
    context.add_argument("--who", metavar="TEXT", required=True, help="the superintendent")
    context.add_argument("--on", metavar="DATE", help="the date (default: today)")
    evidence.configure(verbs)
    cycles.configure(verbs)


def _verb(verbs: Subcommands, name: str, run: Any, *, says: str, example: str) -> Parser:
    parser = verbs.add(name, run, help=says, example=example, changes=True)
    numbered(parser)
    return parser


def _setting(session: Session, args: Namespace, **fields: Any) -> Intent:
    return partial(
        edits.set_step,
        framework=session.workspace.framework,
        board=args.board,
        step=args.step,
        year=year_of(session),
        today=session.today,
        **fields,
    )


def set_step(session: Session, args: Namespace) -> int:
    """Set a step's status and the other fields that are given, in one change."""
    fields: dict[str, Any] = {"to": args.status, "reason": args.reason, "evidence": args.evidence}
    fields["on"] = session.day(args.on)
    fields |= records.given(session, args, StepState, skip=("status", "reason", "step", "board"))
    return session.do(_setting(session, args, **fields))


def set_detail(field: str, session: Session, args: Namespace) -> int:
    """Set one field of a step."""
    value = records.read(session, kinds_of(StepState)[field], args.typed)
    return session.do(_setting(session, args, **{field: value}))


def tick_item(session: Session, args: Namespace) -> int:
    """Check off an item, or clear its check mark."""
    framework, year = session.workspace.framework, year_of(session)
    return session.do(
        partial(
            edits.tick,
            framework=framework,
            board=args.board,
            step=args.step,
            year=year,
            item=args.item,
            on=not args.off,
        )
    )


def set_context(session: Session, args: Namespace) -> int:
    """Record that the superintendent has set the context."""
    return session.do(
        partial(
            edits.set_context,
            framework=session.workspace.framework,
            year=year_of(session),
            who=args.who,
            text=args.text,
            on=session.day(args.on) or session.today,
            today=session.today,
        )
    )
