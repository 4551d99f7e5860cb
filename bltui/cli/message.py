"""`bltui message`: the communication log: what the team told DLT/CSLT, groups, staff, families, and was told [S2]."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import get_args

from bltui.cli.grammar import Parser
from bltui.cli.plan import meant
from bltui.cli.session import Session
from bltui.cli.usage import Usage
from bltui.domain.model.messages import PARTIES, Message, Party

PARTY = get_args(Party)


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add(
        "list", list_messages, says="the log, newest first, and who was told and heard", example="bltui message list"
    )
    listing.add_argument("--with", dest="party", choices=PARTY, help="only this party")
    add = verbs.add(
        "add",
        add_message,
        says="note a message to somebody; with --from one that the team was told",
        example='bltui message add staff "The goals of the year, by mail"',
        changes=True,
    )
    add.add_argument("party", choices=PARTY, metavar="PARTY", help=", ".join(PARTY))
    add.add_argument("text", metavar="TEXT")
    add.add_argument("--from", dest="back", action="store_true", help="they told the team")
    add.add_argument("--cwg", metavar="N", help="which group, for the party cwg")
    add.add_argument("--on", metavar="DATE", help="when (default: today)")
    add.add_argument("--answers", metavar="messages/N", help="the message that it answers")
    edit = verbs.add(
        "edit", edit_message, says="mend a message", example='bltui message edit 2 "By mail and in print"', changes=True
    )
    edit.add_argument("message", metavar="messages/N")
    edit.add_argument("text", metavar="TEXT")
    remove = verbs.add(
        "remove", remove_message, says="take a message off the log", example="bltui message remove 2", changes=True
    )
    remove.add_argument("message", metavar="messages/N")


def _message(session: Session, wanted: str) -> Message:
    from bltui.domain.model.lookup import find
    from bltui.domain.model.record import live

    there = list(live(session.building.messages))
    return find(wanted.removeprefix("messages/"), there, lambda m: m.text, "message")


def list_messages(session: Session, args: Namespace) -> int:
    """Print the log of the year; contacts of facilitator and liaison are part of it."""
    from bltui.domain.steps.current_state import days_of
    from bltui.domain.team.communication import communication, two_way

    first, last = days_of(session.building, meant.year_of(session))
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
            last_day = f", last on {one.last}" if one.last else ""
            session.out.line(f"{label[one.party]}: told {one.to}, heard {one.back}{last_day}")
    return 0


def add_message(session: Session, args: Namespace) -> int:
    """Note a message."""
    from bltui.domain.team import message_edits as messaging

    if args.cwg and args.party != "cwg":
        raise Usage("--cwg belongs to the party cwg: `bltui message add cwg TEXT --cwg 2`.")
    return session.do(
        partial(
            messaging.send,
            party=args.party,
            text=args.text,
            on=session.day(args.on) or session.today,
            today=session.today,
            direction="from" if args.back else "to",
            cwg_id=meant.cwg(session, args.cwg).id if args.cwg else None,
            reply_to=_message(session, args.answers).id if args.answers else None,
        )
    )


def edit_message(session: Session, args: Namespace) -> int:
    """Mend a message."""
    from bltui.domain.team import message_edits as messaging

    return session.do(partial(messaging.edit_message, seen=_message(session, args.message), text=args.text))


def remove_message(session: Session, args: Namespace) -> int:
    """Take a message off."""
    from bltui.domain.team import message_edits as messaging

    return session.do(partial(messaging.remove_message, message_id=_message(session, args.message).id))
