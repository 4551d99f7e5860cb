"""`bltui team facilitator`, `liaison`, `contact`: the team's duties and their contacts."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.domain.model.messages import CONTACTS, ContactLog
from bltui.domain.model.seats import Role
from bltui.domain.team import duties


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    facilitator = verbs.add(
        "facilitator",
        set_facilitator,
        help="set the facilitator; any member can facilitate",
        example='bltui team facilitator "Sample Person"',
        changes=True,
    )
    facilitator.add_argument("--co", action="store_true", help="set the co-facilitator instead")
    _who(facilitator)
    liaison = verbs.add(
        "liaison",
        set_liaison,
        help="set the primary liaison with the DLT/CSLT (default: the facilitator)",
        example='bltui team liaison "Sample Person"',
        changes=True,
    )
    _who(liaison)
    contact = verbs.add(
        "contact",
        log_contact,
        help="record a contact with the principal or the DLT/CSLT",
        example='bltui team contact principal "talked about the agenda"',
        changes=True,
    )
    contact.add_argument(
        "party",
        choices=tuple(CONTACTS),
        metavar="|".join(CONTACTS),
        help="whom the contact was with",
    )
    contact.add_argument("note", nargs="?", metavar="TEXT", help="what it was about")
    contact.add_argument("--on", metavar="DATE", help="the date (default: today)")
    contact.add_argument(
        "--from-them",
        dest="direction",
        action="store_const",
        const="from",
        help="they contacted the team",
    )


def _who(parser: Parser) -> None:
    parser.add_argument(
        "person_id", nargs="?", metavar="PERSON", help="their number, their name, or a part of it"
    )
    parser.add_argument("--start", metavar="DATE", help="the first day (default: today)")
    parser.add_argument("--nobody", action="store_true", help="end the role without a successor")


def set_facilitator(session: Session, args: Namespace) -> int:
    """Assign or end the duty of facilitator or cofacilitator."""
    return _give(session, args, "cofacilitator" if args.co else "facilitator")


def set_liaison(session: Session, args: Namespace) -> int:
    """Assign or end the duty of primary liaison."""
    return _give(session, args, "primary_liaison")


def _give(session: Session, args: Namespace, role: Role) -> int:
    if bool(args.person_id) == args.nobody:
        raise UsageError("Name one person, or give --nobody.")
    day = session.day(args.start) or session.today
    if args.nobody:
        return session.do(partial(duties.release, role=role, on=day))
    person = session.person(args.person_id)
    return session.do(partial(duties.assign, role=role, person_id=person.id, start=day))


def log_contact(session: Session, args: Namespace) -> int:
    """Record a contact."""
    return records.add(
        session, ContactLog, {"on": session.today} | records.given(session, args, ContactLog)
    )
