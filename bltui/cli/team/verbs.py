"""`bltui team`: the Building Leadership Team and its commands."""

from __future__ import annotations

from bltui.cli import records
from bltui.cli.parser import Parser
from bltui.cli.team import duties, members, seats, views, what_if
from bltui.cli.team.importing import import_team
from bltui.domain.model.seats import Membership, Seat


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add(
        "list", views.list_team, help="list the seats and their members", example="bltui team list"
    )
    listing.add_argument("--on", metavar="DATE", help="the team of this day (default: today)")

    add = verbs.add(
        "add",
        members.add_member,
        help="add a person to the team on a new seat",
        example='bltui team add "Sample Person" --role "Grade 2 Teacher" --start 2026-07-01 --end 2028-06-30',
        changes=True,
    )
    members.member(add)

    edit = verbs.add(
        "edit",
        members.edit_member,
        help="edit a seat, or the term of its member",
        example='bltui team edit "Sample Person" --end 2028-06-30',
        changes=True,
    )
    edit.add_argument("member", metavar="MEMBER", help=members.MEMBER)
    for record in (Seat, Membership):
        records.declare(edit, record, adding=False)

    end = verbs.add(
        "end",
        members.end_member,
        help="end a member's term (default: today)",
        example='bltui team end "Sample Person" 2027-06-30',
        changes=True,
    )
    end.add_argument("member", metavar="MEMBER", help=members.MEMBER)
    end.add_argument("date", nargs="?", metavar="DATE", help="the last day (default: today)")

    views.configure(verbs)
    duties.configure(verbs)
    seats.configure(verbs)
    what_if.configure(verbs)

    bring = verbs.add(
        "import",
        import_team,
        help="import a roster with the columns role, name, grades, subjects, kind, start,"
        " end, groups",
        example="bltui team import roster.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE.csv", help="the roster; - reads standard input")
