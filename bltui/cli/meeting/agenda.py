"""`bltui meeting prepare`, `bltui meeting item …`: a meeting's agenda, its order and its times."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui import framework
from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.meeting.views import WHICH, current, current_or_coming, pick, picked
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.domain.checks import agenda_due
from bltui.domain.meetings import agenda, lookup, minutes_edits, planning
from bltui.domain.model import formats
from bltui.domain.model.errors import UserError
from bltui.domain.model.lookup import find
from bltui.domain.model.meetings import AgendaItem, Meeting
from bltui.domain.model.text import shown

ITEM = "the agenda item: its number on the agenda, or a part of its title"
#: Longer numbers are not those of an item.
_DIGITS = 6


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    prepare = verbs.add(
        "prepare",
        prepare_meeting,
        help="fill in the agenda, and assign the open roles in turn",
        example="bltui meeting prepare",
        changes=True,
    )
    prepare.add_argument(
        "meeting",
        metavar="MEETING",
        nargs="?",
        help=f"{WHICH} (default: the one held, else the next)",
    )
    items = verbs.group("item", help="manage agenda items")
    add = items.add(
        "add",
        add_item,
        help="add an agenda item, before the closing items",
        example='bltui meeting item add "Budget for 2027-28" --minutes 15',
        changes=True,
    )
    records.declare(add, AgendaItem, adding=True)
    _when(add)
    _which(add)
    edit = items.add(
        "edit",
        edit_item,
        help="edit an agenda item, or record its outcome",
        example='bltui meeting item edit 3 --outcome "Sent back to the groups" --done',
        changes=True,
    )
    edit.add_argument("item", metavar="ITEM", help=ITEM)
    _which(edit)
    records.declare(edit, AgendaItem, adding=False)
    _when(edit)
    move = items.add(
        "move",
        move_item,
        help="move an agenda item before another one, or to the end",
        example="bltui meeting item move 5 --before 2",
        changes=True,
    )
    move.add_argument("item", metavar="ITEM", help=ITEM)
    _which(move)
    move.add_argument(
        "--before", metavar="ITEM", help="the item it goes before (default: to the end)"
    )
    remove = items.add(
        "remove",
        remove_item,
        help="remove an agenda item",
        example="bltui meeting item remove 5",
        changes=True,
    )
    remove.add_argument("item", metavar="ITEM", help=ITEM)
    _which(remove)


def _which(parser: Parser) -> None:
    """Declare --meeting, for commands about the agenda."""
    parser.add_argument(
        "--meeting", metavar="MEETING", help=f"{WHICH} (default: the one held, else the next)"
    )


def _when(parser: Parser) -> None:
    parser.add_argument("--at", metavar="3:00-3:15pm", help="when it begins, and optionally ends")


def _given(session: Session, args: Namespace) -> dict[str, Any]:
    """Return the fields that were given. --at sets both the start and the length."""
    fields = records.given(session, args, AgendaItem)
    return fields if args.at is None else {**fields, "when": args.at}


def item_of(session: Session, meeting: Meeting, wanted: str) -> AgendaItem:
    """Return the item with this number on the meeting's agenda, or with this title.

    Ids of the file, such as agenda/12, name an item of this meeting too, but never another one's.
    Raises UserError if there is not exactly one.
    """
    known = agenda.of_meeting(session.building, meeting.id)
    name = lookup.named(session.building, meeting)
    if wanted.startswith("agenda/"):
        found = [item for item in known if f"agenda/{item.id}" == wanted]
        if not found:
            raise UserError(f"{shown(wanted)} is not on the agenda of {name}. Name its meeting.")
        return found[0]
    number = wanted.removeprefix("#")
    if not number.isdecimal():
        return find(wanted, known, lambda item: item.title, "agenda item")
    if len(number) < _DIGITS and 0 < int(number) <= len(known):
        return known[int(number) - 1]
    has = f"has {formats.count(len(known), 'item')}" if known else "is empty"
    raise UserError(
        f"No item {shown(number)}: the agenda of {name} {has}. See `bltui meeting agenda "
        f"{meeting.id}`, or name another meeting with --meeting."
    )


def prepare_meeting(session: Session, args: Namespace) -> int:
    """Fill the agenda."""
    meeting = current_or_coming(session, args.meeting)
    due = agenda_due.due_at(session.building, session.workspace.framework, meeting)
    given: dict[str, Any] = {"standing": framework.load_standing(), "due": due}
    if meeting.id:
        return session.do(partial(planning.prepare, meeting_id=meeting.id, **given))
    return session.do(partial(planning.plan_prepared, on=meeting.on, team=meeting.team, **given))


def add_item(session: Session, args: Namespace) -> int:
    """Add an agenda item."""
    meeting = current(session, args.meeting)
    return session.do(
        partial(
            planning.add_item,
            meeting_id=meeting.id,
            standing=framework.load_standing(),
            **_given(session, args),
        )
    )


def edit_item(session: Session, args: Namespace) -> int:
    """Change an agenda item."""
    fields = _given(session, args)
    if not fields:
        raise UsageError("Nothing to change. `bltui meeting item edit --help` lists the options.")
    item = item_of(session, current(session, args.meeting), args.item)
    return session.do(partial(planning.edit_item, seen=item, **fields))


def move_item(session: Session, args: Namespace) -> int:
    """Move an agenda item to another place."""
    meeting = current(session, args.meeting)
    item = item_of(session, meeting, args.item)
    before = item_of(session, meeting, args.before).id if args.before else None
    return session.do(partial(planning.move_item, item_id=item.id, before=before))


def remove_item(session: Session, args: Namespace) -> int:
    """Remove an agenda item."""
    number = item_of(session, current(session, args.meeting), args.item).id
    return session.do(partial(minutes_edits.remove_from, table="agenda", number=number))


def spoken_in(parser: Parser) -> None:
    """Declare --item and --meeting, for commands that record something in a meeting."""
    parser.add_argument("--item", metavar="ITEM", help=ITEM)
    pick(parser)


def during(session: Session, args: Namespace) -> dict[str, Any]:
    """Return the meeting and the agenda item that were named, as fields.

    Raises UserError if there is no such meeting or item.
    """
    meeting = picked(session, args)
    return {
        "meeting_id": meeting.id,
        "item_id": item_of(session, meeting, args.item).id if args.item else None,
    }
