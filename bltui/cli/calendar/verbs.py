"""`bltui calendar`: the school year, its days, letters and bells, snow days, and calendars from files."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import get_args

from bltui.cli import new
from bltui.cli.calendar import bells, importing, snow, views
from bltui.cli.conflicts import change
from bltui.cli.dates import a_day, days, school_day
from bltui.cli.parser import Parser, words
from bltui.cli.session import Session
from bltui.domain.calendar import edits
from bltui.domain.model.calendar import DayKind, Term
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of

KINDS = get_args(DayKind)


def kind(text: str) -> str:
    """A kind of day as typed: "early release" and "early-release" are early_release."""
    return text.casefold().replace("-", "_").replace(" ", "_")


def _year(text: str) -> str:
    return new.year_label(text)


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    setting = verbs.add(
        "set",
        set_year,
        help="the first and last day of a school year, its time zone and terms",
        example="bltui calendar set --first 2026-08-24 --last 2027-05-28 --tz America/Chicago",
        changes=True,
    )
    setting.add_argument("--first", metavar="DATE", help="the first day with students")
    setting.add_argument("--last", metavar="DATE", help="the last day with students")
    setting.add_argument("--tz", metavar="ZONE", help="IANA time zone (default: the building's)")
    setting.add_argument(
        "--year", metavar="2026-27", type=_year, help="which school year (default: the one of the first day)"
    )
    setting.add_argument("--week-starts", choices=("sun", "mon"), help="where a week begins for “every other week”")
    setting.add_argument(
        "--term",
        metavar="NAME=DATE..DATE",
        action="append",
        help="a quarter or semester, such as Q1=2026-08-24..2026-10-23; repeatable, all of them at once",
    )
    day = verbs.add(
        "day",
        set_day,
        help="what a day or a range of days is; in a range weekends do not count",
        example='bltui calendar day 2026-11-25..2026-11-27 no_school --name "Thanksgiving"',
        changes=True,
    )
    day.add_argument("day", metavar="DATE[..DATE]")
    day.add_argument("kind", choices=KINDS, type=kind, metavar="KIND", help=", ".join(KINDS))
    day.add_argument("--name", metavar="TEXT", help="its name; without it a day keeps the one that it has")
    day.add_argument("--dismissal", metavar="13:30", help="when students leave on an early-release day")
    day.add_argument(
        "--letter", metavar="A", default="", help="the rotation's letter, set by hand for these days alone"
    )
    day.add_argument("--bell", metavar="BELL", help="the bell schedule of these days: its name or number")
    day.add_argument("--level", metavar="TEXT", default="", help="for which schools of the district it holds")
    day.add_argument("--condition", metavar="TEXT", default="", help="when a conditional day becomes a school day")
    day.add_argument("--makes-up", metavar="DATE", help="the closed day that this added school day makes up for")
    clear = verbs.add(
        "clear",
        clear_day,
        help="make a day, or exactly this range, ordinary again",
        example="bltui calendar clear 2026-11-25..2026-11-27",
        changes=True,
    )
    clear.add_argument("day", metavar="DATE[..DATE]")
    snow.configure(verbs)
    rotation = verbs.add(
        "rotation",
        set_rotation,
        help="letter or number days, and what a day without school does to them",
        example="bltui calendar rotation A,B --policy carry --start 2026-08-24",
        changes=True,
    )
    rotation.add_argument("names", metavar="A,B", type=words, help="the days in turn: A,B or 1,2,3,4,5,6")
    rotation.add_argument(
        "--policy",
        required=True,
        choices=("carry", "fixed", "none"),
        help="carry: the next school day takes a missed letter; fixed: every date keeps its own; none: by hand only",
    )
    rotation.add_argument("--start", metavar="DATE", required=True, help="the first day of the first letter")
    bells.configure(verbs)
    bring = verbs.add(
        "import",
        import_calendar,
        help="read a calendar: .ics, or CSV with columns date, to, kind, name, dismissal, level, condition",
        example="bltui calendar import calendar.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE")


def _term(session: Session, text: str) -> Term:
    name, equals, span = text.partition("=")
    if not equals or not name.strip():
        raise UserError(f"--term “{text}”: write it as Q1=2026-08-24..2026-10-23.", field="term")
    first, last = days(session, span)
    return Term(name.strip(), first, last or first)


def set_year(session: Session, args: Namespace) -> int:
    """Set up or change a school year; what is not given stays."""
    first, last = a_day(session, args.first), a_day(session, args.last)
    years = {c.year: c for c in active(session.building.calendars)}
    label = args.year
    if label is None and first is not None:
        label = school_year_of(first, session.building.profile.year_starts).label
    if label is None:
        label = max(years, default=session.building.profile.year)
    present = years.get(label)
    first, last = first or (present.first if present else None), last or (present.last if present else None)
    if first is None or last is None:
        raise UserError(f"The year {label} has no calendar yet: give --first and --last.", field="first")
    fields = {"week_starts": args.week_starts, "terms": tuple(_term(session, t) for t in args.term or ()) or None}
    fields = {name: value for name, value in fields.items() if value is not None}
    zone = args.tz or (present.tz if present else "")
    if zone:
        _known_zone(zone)
    return change(session, partial(edits.set_calendar, year=label, first=first, last=last, tz=zone, **fields))


def _known_zone(name: str) -> None:
    """Raises UserError for a time zone that does not exist, with what may be meant for an abbreviation."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(edits.check_zone(name))
    except (ZoneInfoNotFoundError, ValueError):
        raise UserError(f"There is no time zone “{name}”. Write it as America/Chicago.", field="tz") from None


def set_day(session: Session, args: Namespace) -> int:
    """Say what a day is."""
    first, last = days(session, args.day)
    if args.kind == "snow":
        if last is not None:
            raise UserError("Snow days are marked one by one: every meeting that they hit is shown.", field="date")
        return snow.mark(session, first, name=args.name or "")
    fields = {name: getattr(args, name) for name in ("kind", "name", "letter", "level", "condition")}
    intent = partial(
        edits.set_days,
        date=first,
        to=last,
        dismissal=_clock(args.dismissal) if args.dismissal else None,
        bell=bells.meant_bell(session, args.bell).id if args.bell else None,
        makes_up=a_day(session, args.makes_up),
        **fields,
    )
    return change(session, intent)


def _clock(text: str) -> str:
    """ "13:30" of 13:30, 1:30pm or 1:30: school does not end at night."""
    try:
        return bells.clock(text, afternoon=True)
    except ArgumentTypeError as wrong:
        raise UserError(f"--dismissal: {wrong}", field="dismissal") from None


def clear_day(session: Session, args: Namespace) -> int:
    """Take back what was set for a day; a snow day is opened again."""
    first, last = days(session, args.day)
    return change(session, partial(edits.clear_days, date=first, to=last))


def set_rotation(session: Session, args: Namespace) -> int:
    """Set the rotation."""
    start = school_day(session, args.start)
    return change(session, partial(edits.set_rotation, names=args.names, policy=args.policy, start=start))


def import_calendar(session: Session, args: Namespace) -> int:
    """Read a calendar from a file; all of it or none."""
    return importing.import_file(session, args.table)
