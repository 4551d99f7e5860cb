"""`bltui cwg free`: who of a group can meet at each time of the week.

Also lists the best times and the free rooms.
"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bltui.cli.calendar import views
from bltui.cli.conflicts import case_of
from bltui.cli.dates import a_day
from bltui.cli.parser import Subcommands, whole
from bltui.cli.session import Session
from bltui.domain.model import availability
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_time
from bltui.domain.model.record import active
from bltui.domain.schedule import free_time
from bltui.domain.series import year_schedule
from bltui.domain.team import lookup

#: How many of the best times are listed.
BEST = 4
NO_BELL = "No bell schedule yet, so no times to choose from: `bltui calendar bell set NAME 1=8:00-8:46 2=8:50-9:36`."


#: Parses the length of a meeting in minutes.
minutes = whole(5, 480)


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    free = verbs.add(
        "free",
        show_free,
        help="list when a group's people can meet, best times first",
        example="bltui cwg free 3",
    )
    free.add_argument(
        "cwg", metavar="CWG", help="the group: its number, or a part of its name; or all"
    )
    free.add_argument(
        "--length",
        metavar="MINUTES",
        type=minutes,
        default=45,
        help="minutes before and after school (default: 45)",
    )
    free.add_argument("--from", dest="first", metavar="DATE", help="the first day (default: today)")
    free.add_argument(
        "--to",
        dest="last",
        metavar="DATE",
        help="on or before this day (default: the last day of school)",
    )


def show_free(session: Session, args: Namespace) -> int:
    """Print the free times of the week."""
    schedule = case_of(session).schedule or year_schedule.schedule_of(
        session.building, session.today
    )
    table = schedule.table
    if table is None:
        raise UserError(views.FIRST)
    moments = [*free_time.week(table, args.length), *free_time.turning(table, args.length)]
    if not moments:
        raise UserError(NO_BELL)
    one = None if args.cwg.casefold() == "all" else lookup.group(session.building, args.cwg)
    staff = [
        p.id for p in active(session.building.people) if p.active and p.employee_type != "external"
    ]
    people = list(one.people(session.today)) if one else staff
    first = a_day(session, args.first) or max(session.today, table.calendar.first)
    last = a_day(session, args.last) or table.calendar.last
    dates = {n: free_time.dates_of(moment, table, first, last) for n, moment in enumerate(moments)}
    bookings = schedule.bookings(without=one.id if one else None)
    heads = one.heads() if one else ()
    cells = free_time.heat(
        moments, people, schedule.rows, leaders=heads, bookings=bookings, dates=dates
    )
    names = [schedule.name(p) for p in people]
    rooms = list(dict.fromkeys(s.room for s in schedule.series.values() if s.room))
    found: list[dict[str, Any]] = []
    for n, cell in enumerate(cells):
        when = cell.when
        found.append(
            {
                "slot": free_time.slot(when),
                "from": availability.clock_of(when.start),
                "to": availability.clock_of(when.end),
                "period": when.period or None,
                "free": cell.free.bit_count(),
                "if_needed": cell.if_needed.bit_count(),
                "of": cell.of,
                "leader": cell.leader,
                "cannot_come": [
                    {"name": name, "why": free_time.WHY[state]}
                    for name, state in zip(names, cell.states, strict=True)
                    if state not in ("free", "if_needed")
                ],
                "dates": len(dates[n]),
                "rooms": free_time.rooms_free(rooms, bookings, dates[n], when.start, when.end),
            }
        )
    weekly = [cell for cell in cells if not (cell.when.letter or cell.when.early)]
    order = [free_time.slot(cell.when) for cell in free_time.best(weekly, BEST)]
    if session.out.as_json:
        session.out.json(
            {"cwg": one.number if one else None, "of": len(people), "slots": found, "best": order}
        )
        return 0
    _print(session, found, {free_time.slot(c.when): c for c in cells}, order)
    return 0


def _print(
    session: Session, found: list[dict[str, Any]], cells: dict[str, Any], order: list[str]
) -> None:
    """Print the week, the letter and early-release days, and the best times.

    The best times name the people who cannot come.
    """
    tables: tuple[dict[str, dict[str, str]], ...] = ({}, {})
    for cell in cells.values():
        when = cell.when
        turns = bool(when.letter or when.early)
        day = (
            f"{when.letter} day"
            if when.letter
            else "early"
            if turns
            else WEEKDAYS[when.weekday].title()
        )
        hours = show_time(availability.clock_of(when.start))
        row = tables[turns].setdefault(f"P{when.period}" if when.period else hours, {})
        row[day] = f"{'*' if cell.leader else ''}{cell.digits}"
    for found_days, rows in ([day.title() for day in WEEKDAYS[:5]], tables[0]), (None, tables[1]):
        days = found_days or list(dict.fromkeys(day for row in rows.values() for day in row))
        if rows:
            session.out.table(
                ("time", *days),
                [(time, *(row.get(day, "-") for day in days)) for time, row in rows.items()],
            )
    session.out.line("How many people can come. +1: one more if needed. *: the leader can come.")
    by_slot = {f["slot"]: f for f in found}
    for place, slot in enumerate(order, 1):
        one = by_slot[slot]
        absent = ", ".join(f"{who['name']} ({who['why']})" for who in one["cannot_come"][:6])
        more = f" and {len(one['cannot_come']) - 6} more" if len(one["cannot_come"]) > 6 else ""
        rooms = ", ".join(
            f"{room} on {count} of {one['dates']}" for room, count in list(one["rooms"].items())[:3]
        )
        session.out.line(
            f"{place}. {free_time.label(cells[slot].when)}: {one['free'] + one['if_needed']} of {one['of']}"
            f"{f'; not {absent}{more}' if absent else ''}{f'; rooms free: {rooms}' if rooms else ''}"
        )
    if not order:
        session.out.tell(
            "No one can come at any of these times. Set availability with `bltui availability set`."
        )
