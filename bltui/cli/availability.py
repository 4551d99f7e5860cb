"""`bltui availability`: when people can meet, entered once and used by every group."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import Any, get_args

from bltui.cli import importing
from bltui.cli.conflicts import change
from bltui.cli.dates import a_day, clocks, times
from bltui.cli.parser import Parser, words
from bltui.cli.session import Session
from bltui.domain.model.availability import Availability, Kind, described
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.scheduler import availability_edits
from bltui.exchange import apply_availability, import_availability, import_fet, tables

KINDS = get_args(Kind)


def _weekdays(text: str) -> tuple[str, ...]:
    try:
        return import_availability.weekdays(text)
    except UserError as wrong:
        raise ArgumentTypeError(wrong.message) from None


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add("list", list_rows, help="what is known of people's weeks", example="bltui availability list")
    listing.add_argument("person", metavar="PERSON", nargs="?", help="only of this person")
    one = verbs.add(
        "set",
        set_row,
        help="say when a person plans, is busy, comes if needed, or is away; free needs no line",
        example='bltui availability set "Sample Person" planning --period 4',
        changes=True,
    )
    one.add_argument("person", metavar="PERSON")
    one.add_argument("kind", choices=KINDS, metavar="KIND", type=lambda t: t.casefold().replace(" ", "_").replace("-", "_"),
                     help="planning (a period without class), busy, if_needed, away (not in the building)")  # fmt: skip
    one.add_argument("--days", metavar="mon,wed", type=_weekdays, default=(), help="weekdays (default: every day)")
    one.add_argument("--letters", metavar="A,B", type=words, default=(), help="rotation days (default: all)")
    one.add_argument("--period", metavar="P", default="", help="the period")
    times(one)
    one.add_argument("--from", dest="first", metavar="DATE", help="from this day on")
    one.add_argument("--to", dest="last", metavar="DATE", help="to this day")
    one.add_argument("--note", metavar="TEXT", default="")
    clear = verbs.add(
        "clear",
        clear_row,
        help="take a line of `availability list` away",
        example="bltui availability clear 12",
        changes=True,
    )
    clear.add_argument("row", metavar="ID", help="its number in the list")
    bring = verbs.add(
        "import",
        import_rows,
        help="read availability: CSV with columns name, kind, days, letters, period, from, to, or FET's timetable export",
        example="bltui availability import staff_timetable.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE.csv")


def row(building: Building, one: Availability) -> dict[str, Any]:
    """A line in the public JSON shape."""
    person = building.people.get(one.person_id)
    return {
        "id": f"availability/{one.id}",
        "person": f"people/{one.person_id}",
        "name": person.name if person else None,
        "kind": one.kind,
        "days": one.weekdays,
        "letters": one.letters,
        "period": one.period or None,
        "from": one.start,
        "to": one.end,
        "first": one.first,
        "last": one.last,
        "note": one.note,
    }


def list_rows(session: Session, args: Namespace) -> int:
    """Print what is known."""
    building = session.building
    only = session.person(args.person).id if args.person else None
    found = [a for a in active(building.availability) if only in (None, a.person_id)]
    if session.out.as_json:
        session.out.json([row(building, one) for one in found])
        return 0
    session.out.table(
        ("id", "person", "what"),
        [(one.id, row(building, one)["name"], described(one)) for one in found],
    )
    if not found:
        session.out.tell(
            "Nothing is known yet, so everybody is free outside class: `bltui availability set PERSON KIND`."
        )
    return 0


def set_row(session: Session, args: Namespace) -> int:
    """Add a line about a person."""
    start, end = clocks(args)
    intent = partial(
        availability_edits.set_availability,
        person_id=session.person(args.person).id,
        kind=args.kind,
        weekdays=args.days,
        letters=args.letters,
        period=args.period,
        start=start,
        end=end,
        first=a_day(session, args.first),
        last=a_day(session, args.last),
        note=args.note,
    )
    return change(session, intent)


def clear_row(session: Session, args: Namespace) -> int:
    """Take a line away."""
    wanted = args.row.removeprefix("availability/")
    one = find(wanted, list(active(session.building.availability)), described, "line")
    return change(session, partial(availability_edits.clear_availability, row_id=one.id))


def import_rows(session: Session, args: Namespace) -> int:
    """Read a file; all of it or none."""
    data = importing.read_file(args.table, tables.LARGEST)
    building = session.building
    if b"activity id" in data[:2048].lower():
        letters = {name for c in active(building.calendars) if c.rotation for name in c.rotation.names}
        file = import_fet.read_timetable(data, args.table, bells=active(building.bells), letters=letters)
    else:
        around = school_year_of(session.today, building.profile.year_starts)
        file = import_availability.read_availability(data, args.table, year=(around.first, around.last))

    def intent(newest: Building) -> Change:
        return apply_availability.plan(newest, file).change

    seen = apply_availability.plan(building, file)
    problems = [{"line": p.line, "message": p.message} for p in seen.problems]
    if not session.out.as_json:
        for problem in seen.problems:
            session.out.tell(f"line {problem.line}: {problem.message}" if problem.line else problem.message)
    counts = {"added": seen.added, "removed": seen.removed, "unchanged": seen.unchanged}
    status = change(session, intent, **counts, problems=problems)
    if not session.out.as_json:
        session.out.line(f"{seen.added} added, {seen.removed} removed, {seen.unchanged} unchanged")
    return status
