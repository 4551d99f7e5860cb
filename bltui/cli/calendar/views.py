"""`bltui calendar show` and `days`: the school year and its days."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from bltui.cli.calendar import bells as calendar_bells
from bltui.cli.dates import a_day
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.model import formats, shown
from bltui.domain.model.calendar import DAY_KINDS, Calendar
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import full_date, show_date, show_time
from bltui.domain.model.kind import key_of, kinds_of
from bltui.domain.model.record import active
from bltui.domain.schedule.days import SchoolDay, Timetable
from bltui.domain.series import year_schedule

#: What to do if there is no calendar.
FIRST = (
    "No school calendar yet. Run `bltui calendar set --first DATE --last DATE`, "
    "or `bltui calendar import FILE`."
)


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    verbs.add(
        "show",
        show,
        help="show the school year, its rotation, bells, and special days",
        example="bltui calendar show",
    )
    listing = verbs.add(
        "days",
        list_days,
        help="list every school day and every special day",
        example="bltui calendar days --from 2026-11-23 --to 2026-12-04",
    )
    listing.add_argument("--from", dest="first", metavar="DATE", help="on or after this day")
    listing.add_argument("--to", dest="last", metavar="DATE", help="on or before this day")


def table_for(session: Session, day: date) -> Timetable | None:
    """Return the school days of the year that holds a date; None if there is no calendar."""
    return year_schedule.table_of(session.building, day)


def day_row(table: Timetable, day: SchoolDay) -> dict[str, Any]:
    """Return a day in the public JSON shape."""
    bell = table.bells.get(day.bell) if day.bell is not None else None
    return {
        "date": day.date,
        "kind": day.kind,
        "name": day.name or None,
        "letter": day.letter,
        "bell": bell.label if bell else None,
        "students": day.students,
        "staff": day.staff,
        "dismissal": day.dismissal,
        "ask": day.ask,
    }


def _leaves(at: str | None) -> str:
    """Return when students leave early, in words."""
    return f"students leave {show_time(at)}" if at else ""


def list_days(session: Session, args: Namespace) -> int:
    """Print the days."""
    first, last = a_day(session, args.first), a_day(session, args.last)
    if first and last and last < first:
        raise UserError(
            f"The range ends before it starts: {full_date(first)} to {full_date(last)}. Swap the "
            "dates.",
            field="to",
        )
    table = table_for(session, first or last or session.today)
    found: list[dict[str, Any]] = []
    if table is not None:
        found = [
            day_row(table, day)
            for day in table.days()
            if (first is None or first <= day.date) and (last is None or day.date <= last)
        ]
    if session.out.as_json:
        session.out.json(found)
        return 0
    session.out.table(
        ("date", "kind", "letter", "bell", "name"),
        [
            (
                show_date(d["date"]),
                ("school" if d["kind"] == "school" else DAY_KINDS[d["kind"]])
                + (" ?" if d["ask"] else ""),
                d["letter"],
                d["bell"],
                " ".join(part for part in (d["name"], _leaves(d["dismissal"])) if part),
            )
            for d in found
        ],
    )
    if table is None:
        session.out.tell(FIRST)
    elif not found:
        session.out.tell("No school days between these dates.")
    return 0


def show(session: Session, args: Namespace) -> int:
    """Print the year."""
    table = table_for(session, session.today)
    bells = list(active(session.building.bells))
    rows = sorted(active(session.building.days), key=lambda d: (d.date, d.id))
    if session.out.as_json:
        blank = {key_of(name, kind): None for name, kind in kinds_of(Calendar).items()}
        year = (
            shown.as_json(table.calendar, session)
            if table
            else blank | {"terms": [], "weekly_bell": {}}
        )
        session.out.json(
            {
                **year,
                "student_days": table.student_days() if table else 0,
                "staff_days": table.staff_days() if table else 0,
                "bells": [shown.as_json(bell, session) for bell in bells],
                "days": [shown.as_json(day, session) for day in rows],
            }
        )
        return 0
    if table is None:
        session.out.tell(FIRST)
        return 0
    out, calendar = session.out, table.calendar
    out.line(
        f"{calendar.year}  {show_date(calendar.first)} to {show_date(calendar.last)}  {calendar.tz}"
    )
    out.line(
        f"{formats.count(table.student_days(), 'day')} with students, {table.staff_days()} with staff"
    )
    if calendar.rotation:
        out.line(f"rotation {kinds_of(Calendar)['rotation'].show(calendar.rotation, session)}")
    for term in calendar.terms:
        out.line(f"term {term.name}: {show_date(term.first)} to {show_date(term.last)}")
    out.line()
    calendar_bells.print_bells(session, bells)
    if calendar.weekly_bell:
        out.line(kinds_of(Calendar)["weekly_bell"].show(calendar.weekly_bell, session))
    if not bells:
        out.line("no bell schedule yet: `bltui calendar bell set NAME 1=8:00-8:46 2=8:50-9:36`")
    out.line()
    out.table(
        ("from", "to", "kind", "name", "more"),
        [
            (
                d.date,
                d.to,
                DAY_KINDS[d.kind],
                d.name,
                " ".join(
                    f"{what} {value}"
                    for what, value in (
                        ("letter", d.letter),
                        ("students leave", show_time(d.dismissal) if d.dismissal else ""),
                        ("for", d.level),
                        ("if", d.condition),
                        ("makes up", show_date(d.makes_up) if d.makes_up else ""),
                    )
                    if value
                ),
            )
            for d in rows
        ],
    )
    return 0
