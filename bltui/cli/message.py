"""`bltui message`: the log of what the team told others (DLT, staff, families) and was told."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any, get_args

from bltui.cli import records, resolve
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.formats import show_date
from bltui.domain.model.messages import PARTIES, Message, Party
from bltui.domain.steps.current_state import days_of
from bltui.domain.team import message_edits
from bltui.domain.team.communication import communication, two_way

PARTY = get_args(Party)


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add(
        "list",
        list_messages,
        help="list the log, newest first",
        example="bltui message list",
    )
    listing.add_argument(
        "--with", dest="party", choices=PARTY, help="only messages with this party"
    )
    add = verbs.add(
        "add",
        add_message,
        help="record a message to others, or to the team with --from",
        example='bltui message add staff "The goals of the year, by mail"',
        changes=True,
    )
    add.add_argument("party", choices=PARTY, metavar="PARTY", help=", ".join(PARTY))
    records.declare(add, Message, adding=True, skip=("party", "direction", "on"))
    add.add_argument("--from", dest="back", action="store_true", help="the message was to the team")
    add.add_argument("--on", metavar="DATE", help="the date (default: today)")
    edit = verbs.add(
        "edit",
        edit_message,
        help="edit a message",
        example='bltui message edit 2 "By mail and in print" --on 2026-11-20',
        changes=True,
    )
    edit.add_argument("which", metavar="messages/N", help="its number, or a part of its text")
    edit.add_argument("text", metavar="TEXT", nargs="?", help="the new text (default: unchanged)")
    records.declare(edit, Message, adding=False, skip=("text",))
    show = verbs.add("show", show_message, help="show a message", example="bltui message show 2")
    show.add_argument("which", metavar="messages/N", help="its number, or a part of its text")
    records.add_remove(verbs, Message, which="messages/N", example="bltui message remove 2")


def list_messages(session: Session, args: Namespace) -> int:
    """Print the year's log, including the contacts of facilitator and liaison."""

    first, last = days_of(session.building, resolve.year_of(session))
    lines = communication(session.building, first, last)
    shown = [line for line in lines if args.party in (None, line.party)]
    balance = two_way(lines)
    if session.out.as_json:
        session.out.json({"lines": shown, "two_way": balance})
        return 0
    label = {**PARTIES, "dlt": session.building.profile.dlt_label}
    session.out.table(
        ("id", "date", "way", "with", "text"),
        [(line.record, line.on, line.direction, label[line.party], line.text) for line in shown],
    )
    if shown:
        session.out.line()
    for one in balance:
        if args.party in (None, one.party):
            last_day = f", last on {show_date(one.last)}" if one.last else ""
            session.out.line(f"{label[one.party]}: told {one.to}, heard {one.back}{last_day}")
    return 0


def add_message(session: Session, args: Namespace) -> int:
    """Add a message."""
    fields: dict[str, Any] = records.given(session, args, Message)
    if args.cwg_id and args.party != "cwg":
        raise UsageError("--cwg is for the party cwg. Write `bltui message add cwg TEXT --cwg 2`.")
    more = {"on": session.today, "direction": "from" if args.back else "to"} | fields
    return session.do(partial(message_edits.send, today=session.today, **more))


def edit_message(session: Session, args: Namespace) -> int:
    """Change a message."""
    return records.change(
        session, records.one(session, Message, args.which), records.given(session, args, Message)
    )


def show_message(session: Session, args: Namespace) -> int:
    """Print a message."""
    return records.print_one(session, records.one(session, Message, args.which))
