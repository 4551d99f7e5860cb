"""The options --owner and --due of an action: people or a team, and a day, as a person writes them."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bltui.cli.parser import Parser
from bltui.cli.records import NONE
from bltui.cli.session import Session
from bltui.domain.meetings import due_parser
from bltui.domain.meetings.agenda import members
from bltui.domain.model.meetings import Meeting
from bltui.domain.quick_add import promises


def declare(parser: Parser, *, editing: bool = False) -> None:
    """Declare --owner and --due."""
    removes = "; “none” removes it" if editing else ""
    parser.add_argument(
        "--owner",
        dest="owner_id",
        metavar="PERSON",
        help=f"who does it: a person, several with commas, or a team such as BLT{removes}",
    )
    parser.add_argument(
        "--due",
        metavar="DATE",
        help=f"the due date: fri, +7, 2026-12-04, “next meeting”{removes}",
    )


def given(session: Session, args: Namespace, meeting: Meeting | None = None) -> dict[str, Any]:
    """Return the owners and the due date that were given, as fields of `Action`.

    Raises UserError if a name or a date cannot be read.
    """
    found: dict[str, Any] = {}
    team, day = (meeting.team, meeting.on) if meeting else ("blt", session.today)
    session.first_people = members(session.building, team, day) or ()
    if args.owner_id == NONE:
        found |= {"owner_id": None, "others": (), "team": ""}
    elif args.owner_id:
        owners = promises.Owners(session.building, team, session.first_people)
        people, group = owners.read(args.owner_id)
        found |= {"owner_id": people[0] if people else None, "team": group}
        found |= {"others": tuple(people[1:])} if people[1:] or not args.others else {}
    if args.due == NONE:
        found["due"] = None
    elif args.due:
        # If minutes are written later, "by Friday" is the Friday after the meeting.
        found["due"] = due_parser.read_due(
            args.due, session.building, session.today, team, meeting.on if meeting else None
        )
    return found
