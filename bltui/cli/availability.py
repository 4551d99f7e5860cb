"""`bltui availability`: when people can meet, entered once and used by every group."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import Any

from bltui.cli import importing, records
from bltui.cli.conflicts import change
from bltui.cli.dates import a_day, clocks, times
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.availability import KINDS, Availability, described
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.editing import remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.shown import as_json
from bltui.domain.scheduler.availability_edits import set_availability
from bltui.exchange import apply_availability, import_availability, import_fet

#: Fields that have their own options instead of generated ones.
_APART = ("person_id", "kind", "weekdays")


def _kind(text: str) -> str:
    return text.casefold().replace(" ", "_").replace("-", "_")


def _weekdays(text: str) -> tuple[str, ...]:
    try:
        return import_availability.weekdays(text)
    except UserError as wrong:
        raise ArgumentTypeError(wrong.message) from None


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add(
        "list",
        list_rows,
        help="list availability (default: everyone's)",
        example="bltui availability list",
    )
    listing.add_argument("person", metavar="PERSON", nargs="?", help="only this person's")
    one = verbs.add(
        "set",
        set_row,
        help="set when a person has planning time, is busy, can come if needed, or is away",
        example='bltui availability set "Sample Person" planning --period 4',
        changes=True,
    )
    one.add_argument(
        "person_id", metavar="PERSON", help="their number, their name, or a part of it"
    )
    one.add_argument(
        "kind", choices=KINDS, metavar="KIND", type=_kind, help=kinds_of(Availability)["kind"].help
    )
    one.add_argument(
        "--days",
        dest="weekdays",
        metavar="mon,wed",
        type=_weekdays,
        help="weekdays (default: all)",
    )
    records.declare(one, Availability, adding=True, skip=_APART)
    times(one)
    clear = verbs.add(
        "clear",
        clear_row,
        help="remove a line of `availability list`",
        example="bltui availability clear 12",
        changes=True,
    )
    clear.add_argument("row", metavar="ID", help="its number in the list")
    bring = verbs.add(
        "import",
        import_rows,
        help="import availability: CSV with the columns name, kind, days, letters, "
        "period, from, to, or an export of FET",
        example="bltui availability import staff_timetable.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE.csv", help="the availability; - reads standard input")


def row(session: Session, one: Availability) -> dict[str, Any]:
    """Return an availability row in the public JSON shape."""
    person = session.building.people.get(one.person_id)
    return {
        **as_json(one, session),
        "name": person.name if person else None,
        "period": one.period or None,
    }


def list_rows(session: Session, args: Namespace) -> int:
    """Print the availability rows."""
    building = session.building
    only = session.person(args.person).id if args.person else None
    found = [a for a in active(building.availability) if only in (None, a.person_id)]
    if session.out.as_json:
        session.out.json([row(session, one) for one in found])
        return 0
    session.out.table(
        ("id", "person", "what"),
        [(one.id, row(session, one)["name"], described(one)) for one in found],
    )
    if not found:
        session.out.tell(
            "No availability yet, so everyone is free outside of class. Add some: "
            "`bltui availability set PERSON KIND`."
        )
    return 0


def set_row(session: Session, args: Namespace) -> int:
    """Add an availability row for a person."""
    # Dates without a year fall in the calendar's school year.
    fields = records.given(session, args, Availability, skip=(*_APART, "first", "last"))
    start, end = clocks(args)
    intent = partial(
        set_availability,
        person_id=session.person(args.person_id).id,
        kind=args.kind,
        weekdays=args.weekdays or (),
        start=start,
        end=end,
        first=a_day(session, args.first),
        last=a_day(session, args.last),
        **fields,
    )
    return change(session, intent)


def clear_row(session: Session, args: Namespace) -> int:
    """Remove an availability row."""
    wanted = args.row.removeprefix("availability/")
    one = find(wanted, list(active(session.building.availability)), described, "line")
    return change(session, partial(remove, table="availability", number=one.id))


def import_rows(session: Session, args: Namespace) -> int:
    """Import a file. If one line fails, nothing is imported."""
    data, name = importing.read_file(args.table)
    building = session.building
    if b"activity id" in data[:2048].lower():
        letters = {
            name for c in active(building.calendars) if c.rotation for name in c.rotation.names
        }
        file = import_fet.read_timetable(data, name, bells=active(building.bells), letters=letters)
    else:
        around = school_year_of(session.today, building.profile.year_starts)
        file = import_availability.read_availability(data, name, year=(around.first, around.last))

    def intent(newest: Building) -> Change:
        return apply_availability.plan(newest, file).change

    seen = apply_availability.plan(building, file)
    problems = [{"line": p.line, "message": p.message} for p in seen.problems]
    if not session.out.as_json:
        for problem in seen.problems:
            session.out.tell(
                f"line {problem.line}: {problem.message}" if problem.line else problem.message
            )
    counts = {"added": seen.added, "removed": seen.removed, "unchanged": seen.unchanged}
    status = change(session, intent, **counts, problems=problems)
    if not session.out.as_json:
        session.out.line(f"{seen.added} added, {seen.removed} removed, {seen.unchanged} unchanged")
    return status
