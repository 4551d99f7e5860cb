"""`bltui cwg`: Collaborative Work Groups, their members, leaders and status."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import records
from bltui.cli.conflicts import change
from bltui.cli.cwg import free, meetings, proposing, publishing, views
from bltui.cli.dates import a_day
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.groups import edits
from bltui.domain.model.cwgs import Cwg
from bltui.domain.team.lookup import group

WHICH = "the group: its number, or a part of its name"


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    add = verbs.add(
        "add",
        add_group,
        help="create a group",
        example='bltui cwg add "Reading" --structure interest --leader "Sample Person"',
        changes=True,
    )
    records.declare(add, Cwg, adding=True, skip=("number",))
    add.add_argument(
        "--number",
        metavar="N",
        type=int,
        help="the group's number (default: the lowest free one)",
    )
    add.add_argument("--member", metavar="PERSON", action="append", default=[], help="repeatable")
    add.add_argument("--leader", metavar="PERSON", help="a member of the BLT")
    add.add_argument("--co-leader", metavar="PERSON", help="the co-leader")
    edit = verbs.add(
        "edit",
        edit_group,
        help="edit a group",
        example='bltui cwg edit 3 --focus "Fluency in grades 2 and 3"',
        changes=True,
    )
    edit.add_argument("cwg", metavar="CWG", help=WHICH)
    records.declare(edit, Cwg, adding=False)
    for name, run, says, when in (
        ("join", join, "add people to a group", ("the first day (default: the group's first day)")),
        (
            "leave",
            leave,
            "remove people from a group",
            ("their last day (default: removed as if they never joined)"),
        ),
    ):
        one = verbs.add(
            name, run, help=says, example=f'bltui cwg {name} 3 "Sample Person"', changes=True
        )
        one.add_argument("cwg", metavar="CWG", help=WHICH)
        one.add_argument(
            "person", metavar="PERSON", nargs="+", help="numbers, names, or parts of them"
        )
        one.add_argument("--on", metavar="DATE", help=when)
    leader = verbs.add(
        "leader",
        set_leader,
        help="set a group's leader",
        example='bltui cwg leader 3 "Sample Person"',
        changes=True,
    )
    leader.add_argument("cwg", metavar="CWG", help=WHICH)
    leader.add_argument(
        "person", metavar="PERSON", nargs="?", help="a BLT member, who joins the group"
    )
    leader.add_argument("--co", action="store_true", help="set the co-leader instead")
    leader.add_argument("--nobody", action="store_true", help="remove the leader")
    meetings.configure(verbs)
    publishing.configure(verbs)
    free.configure(verbs)
    proposing.configure(verbs)
    remove = verbs.add(
        "remove",
        remove_group,
        help="remove a group and its meetings",
        example="bltui cwg remove 3",
        changes=True,
    )
    remove.add_argument("cwg", metavar="CWG", help=WHICH)


def add_group(session: Session, args: Namespace) -> int:
    """Add a group."""
    people: dict[str, Any] = {
        "leader_id": session.person(args.leader).id if args.leader else None,
        "co_leader_id": session.person(args.co_leader).id if args.co_leader else None,
        "members": [session.person(name).id for name in args.member],
    }
    return change(session, partial(edits.add_group, **records.given(session, args, Cwg), **people))


def edit_group(session: Session, args: Namespace) -> int:
    """Change a group's name or topic."""
    return records.change(
        session, group(session.building, args.cwg), records.given(session, args, Cwg), change
    )


def join(session: Session, args: Namespace) -> int:
    """Add people to a group."""
    people = [session.person(name).id for name in args.person]
    one = group(session.building, args.cwg)
    return change(
        session, partial(edits.join, cwg_id=one.id, people=people, start=a_day(session, args.on))
    )


def leave(session: Session, args: Namespace) -> int:
    """Remove people from a group."""
    people = [session.person(name).id for name in args.person]
    one = group(session.building, args.cwg)
    return change(
        session, partial(edits.leave, cwg_id=one.id, people=people, on=a_day(session, args.on))
    )


def set_leader(session: Session, args: Namespace) -> int:
    """Set or clear a group's leader."""
    if bool(args.person) == args.nobody:
        raise UsageError("Name one person, or give --nobody.")
    one = group(session.building, args.cwg)
    person = None if args.nobody else session.person(args.person).id
    return change(session, partial(edits.lead, cwg_id=one.id, person_id=person, co=args.co))


def remove_group(session: Session, args: Namespace) -> int:
    """Remove a group."""
    return change(session, partial(edits.remove_group, cwg_id=group(session.building, args.cwg).id))
