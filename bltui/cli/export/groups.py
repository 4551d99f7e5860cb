"""`bltui export handout8` and `ics`: groups and meetings on paper, and as calendar feeds.

Errors that were not waived block both. `--draft` exports anyway and marks the result as a draft.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec

from bltui.cli.conflicts import NO_GROUPS, case_of, errors
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.cli.write_output import deliver, destination, form_of, on_paper
from bltui.domain.calendar import edits
from bltui.domain.model.errors import UserError
from bltui.domain.model.severity import WORDS
from bltui.domain.model.text import folded
from bltui.domain.team import lookup
from bltui.exchange import feeds, handout8, handout8_writing

if TYPE_CHECKING:
    from bltui.domain.checks.context import RuleContext
    from bltui.domain.model.building import Building

DRAFT = "DRAFT"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    paper = verbs.add(
        "handout8",
        handout_out,
        help="export Handout 8: every group with its leader, members, meeting times, and dates",
        example="bltui export handout8 --out handout8.docx",
    )
    handout_options(paper)
    feed = destination(
        verbs.add(
            "ics",
            ics_out,
            help="export a calendar feed (.ics) of a group, a person, a room, or the BLT "
            "(default: all meetings)",
            example='bltui export ics --person "Sample Person" --out sample.ics',
        ),
        "ics",
    )
    which = feed.add_mutually_exclusive_group()
    which.add_argument("--cwg", metavar="CWG", help="this group's meetings")
    which.add_argument(
        "--person", metavar="PERSON", help="the meetings of a person's groups, and of the BLT"
    )
    which.add_argument("--room", metavar="ROOM", help="the meetings in this room")
    which.add_argument("--blt", action="store_true", help="the BLT's meetings")
    which.add_argument("--all", action="store_true", help="all meetings (default)")
    feed.add_argument(
        "--show-cancelled", action="store_true", help="keep canceled meetings, marked as canceled"
    )
    _draft(feed)


def handout_options(parser: Parser) -> None:
    """Declare the arguments of the handout, shared with `cwg handout`."""
    on_paper(parser)
    parser.add_argument(
        "--cwg", metavar="CWG", action="append", default=[], help="only this group; repeatable"
    )
    _draft(parser)


def _draft(parser: Parser) -> None:
    parser.add_argument(
        "--draft", action="store_true", help="export despite required conflicts, marked as a draft"
    )


def _publishable(
    session: Session, case: RuleContext, groups: Collection[int] | None, draft: bool
) -> bool:
    """Return whether these groups (None: all) have no required conflicts.

    Raises UserError if they have some and `draft` is false.
    """
    found = [
        c for c in errors(session, case) if c.cwgs and (groups is None or set(c.cwgs) & set(groups))
    ]
    if not found or draft:
        return not found
    if not session.out.as_json:
        for clash in found:
            session.out.tell(f"{WORDS['error']} {clash.rule}  {clash.message}")
    count = (
        "1 required conflict blocks"
        if len(found) == 1
        else f"{len(found)} required conflicts block"
    )
    first = f"{found[0].rule} {found[0].message}"
    raise UserError(
        f"{count} publishing ({first}). Fix or waive what `bltui cwg check` lists, or give --draft."
    )


def handout_out(session: Session, args: Namespace) -> int:
    """Export Handout 8."""
    only = {lookup.group(session.building, name).id for name in args.cwg} or None
    case = case_of(session)
    if case.schedule is None or not case.schedule.groups:
        raise UserError(NO_GROUPS)
    ready = _publishable(session, case, only, args.draft)
    page = handout8.handout(session.building, case.schedule, session.today, only)
    if not ready:
        page = msgspec.structs.replace(page, year=f"{page.year}  {DRAFT}: conflicts to fix")
    return deliver(session, args, handout8_writing.written(page, form_of(args)))


def ics_out(session: Session, args: Namespace) -> int:
    """Export the calendar feed."""
    building = session.building
    year = edits.calendar_of(building, session.today)
    case = case_of(session)
    one = lookup.group(building, args.cwg) if args.cwg else None
    person = session.person(args.person) if args.person else None
    groups = None
    if one is not None:
        groups = {one.id}
    elif person is not None:
        groups = {g.id for g in building.cwgs.values() if person.id in (*g.people(), *g.heads())}
    elif args.room:
        groups = {
            s.cwg
            for day in (case.schedule.by_date.values() if case.schedule else ())
            for s in day
            if _in(s.room, args.room)
        }
        if not groups:
            raise UserError(
                f"No group meets in a room “{args.room}”. `bltui cwg list` shows when and where "
                "they meet."
            )
    elif args.blt:
        groups = set()
    ready = _publishable(session, case, groups, args.draft)
    options = {"domain": feeds.building_domain(building), "show_cancelled": args.show_cancelled}
    if not ready:
        building = _marked(building)
    if one is not None:
        data = feeds.group_feed(building, one.id, year=year, **options)
    elif person is not None:
        data = feeds.person_feed(building, person.id, year=year, **options)
    elif args.room:
        data = feeds.room_feed(building, args.room, year=year, **options)
    elif args.blt:
        data = feeds.blt_feed(building, year=year, **options)
    else:
        data = feeds.whole_feed(building, year=year, **options)
    return deliver(session, args, data.decode())


def _in(room: str | None, wanted: str) -> bool:
    return folded(room or "") == folded(wanted)


def _marked(building: Building) -> Building:
    """Return the building with a name that marks its feed as a draft."""
    profile = building.profile
    return building.replaced(
        profile=msgspec.structs.replace(profile, name=f"{DRAFT} {profile.name}")
    )
