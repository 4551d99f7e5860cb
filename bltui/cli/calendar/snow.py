"""`bltui calendar snow`: close a day after the fact, list the meetings it affects, or reopen it."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import partial

from bltui.cli.conflicts import change
from bltui.cli.dates import school_day
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.model.errors import UserError
from bltui.domain.series.snow_days import Decision, hit_by, snow_off, snow_on


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    snow = verbs.add(
        "snow",
        snow_day,
        help="mark a snow day, and list the meetings it affects",
        example="bltui calendar snow 2027-01-27 --then next_week",
        changes=True,
    )
    snow.add_argument("day", metavar="DATE", nargs="+", help="the snow days")
    snow.add_argument(
        "--undo", action="store_true", help="unmark the snow day; its meetings are as before"
    )
    snow.add_argument("--name", metavar="TEXT", default="", help="the name of the day")
    snow.add_argument(
        "--then",
        choices=("wait", "cancel", "next_school_day", "next_week"),
        default="wait",
        help="what happens to the meetings (default: they wait for a decision, CWG-26)",
    )


def snow_day(session: Session, args: Namespace) -> int:
    """Mark a snow day, or reopen it."""
    day = school_day(session, " ".join(args.day))
    if args.undo:
        if args.then != "wait" or args.name:
            raise UserError(
                ("--undo cannot be combined with --then or --name. Leave out one of them."),
                field="undo",
            )
        return change(session, partial(snow_off, day=day))
    return mark(session, day, name=args.name, then=args.then)


def mark(session: Session, day: date, *, name: str = "", then: Decision = "wait") -> int:
    """Close a day and report the affected meetings, in notes and in JSON by group."""
    hit = [
        {
            "cwg": session.building.cwgs[series.cwg_id].number if series.cwg_id is not None else 0,
            "date": meeting.date,
            "original": meeting.original,
            "from": meeting.begins or None,
            "to": meeting.ends or None,
        }
        for series, meeting in hit_by(session.building, day)
    ]
    return change(session, partial(snow_on, day=day, name=name, decision=then), hit=hit)
