"""`bltui team add|edit|end|import`: who is on the team, which groups they represent, until when."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.cli.team import seats
from bltui.domain.model import editing
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.people import EMPLOYED
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team import lookup, seat_edits

MEMBER = "the member or seat: a name, a role, a part of it, or the seat's number"


def member(parser: Parser) -> None:
    """Declare the arguments of `team add`, shared with `team what-if add`."""
    parser.add_argument(
        "name", metavar="NAME", help="the person; a person on the list with this name is used"
    )
    parser.add_argument(
        "--role",
        metavar="TEXT",
        default="",
        help="the role in your own words; what the seat represents is recognized from it",
    )
    records.declare(parser, Seat, adding=True, skip=("label", "since"))
    records.declare(parser, Membership, adding=True, skip=("notes",))
    parser.add_argument(
        "--partner",
        metavar="NAME",
        default="",
        help="alternates only: who serves in the other years",
    )
    parser.add_argument("--type", choices=tuple(EMPLOYED), help="the employee type of a new person")


def adding(session: Session, args: Namespace) -> tuple[Intent, dict[str, Any]]:
    """Return the intent of `team add`, and how the role text was recognized."""
    seat = seats.given(session, args)
    read = seats.read_role(session, args.role) if args.role and "groups" not in seat else {}
    fields = {"groups": (), "ask": (), **read, **seat, **records.given(session, args, Membership)}
    fields |= {"employee_type": args.type} if args.type else {}
    intent = partial(
        seat_edits.add_member,
        name=args.name,
        role=args.role,
        partner=args.partner,
        today=session.today,
        **fields,
    )
    return intent, {key: fields[key] for key in ("groups", "ask")}


def add_member(session: Session, args: Namespace) -> int:
    """Add a member; print how the role was recognized and what is still open."""
    intent, reads = adding(session, args)
    seats.tell_reading(session, reads)
    return session.do(intent, **reads)


def end_member(session: Session, args: Namespace) -> int:
    """End a member's term."""
    return session.do(ending(session, args))


def ending(session: Session, args: Namespace) -> Intent:
    """Return the intent of `team end`."""
    term = lookup.term(session.building, args.member, session.today)
    return partial(
        seat_edits.end_term, membership_id=term.id, on=session.day(args.date) or session.today
    )


def edit_member(session: Session, args: Namespace) -> int:
    """Change the seat, the term, or both, in one change."""
    intents: list[Intent] = []
    if about_seat := seats.given(session, args):
        seat = lookup.seat(session.building, args.member, session.today)
        intents.append(partial(editing.edit, seen=seat, today=session.today, **about_seat))
    if about_term := records.given(session, args, Membership):
        term = lookup.term(session.building, args.member, session.today)
        intents.append(partial(editing.edit, seen=term, today=session.today, **about_term))
    if not intents:
        raise UsageError(
            "Nothing to change. Give --role, --groups, --end, or another option of "
            "`bltui team edit --help`."
        )
    return session.do(intents[0] if len(intents) == 1 else both(intents))


def both(intents: list[Intent]) -> Intent:
    """Combine intents on different records into one change."""

    def intent(building: Building) -> Change:
        changes = [one(building) for one in intents]
        real = [c for c in changes if c] or changes[:1]
        edits = tuple(edit for change in changes for edit in change.edits)
        return Change(
            "; ".join(c.says for c in real), edits, tuple(note for c in changes for note in c.notes)
        )

    return intent
