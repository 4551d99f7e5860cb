"""`bltui calendar`: the school year, its days, letters and bells, snow days, and calendar files."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import get_args

from bltui.cli import new, records
from bltui.cli.calendar import bells, importing, snow, views
from bltui.cli.conflicts import change
from bltui.cli.dates import a_day, days, school_day
from bltui.cli.parser import Parser, words
from bltui.cli.session import Session
from bltui.domain.calendar import edits
from bltui.domain.model.calendar import Calendar, Day, DayKind, Term
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.exchange.zones import known_zone

KINDS = get_args(DayKind)


def kind(text: str) -> str:
    """Return a kind of day as typed: "early release" and "early-release" are early_release."""
    return text.casefold().replace("-", "_").replace(" ", "_")


def _year(text: str) -> str:
    return str(new.year_label(text))


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    setting = verbs.add(
        "set",
        set_year,
        help="set the first and last day of a school year, its time zone, and its terms",
        example="bltui calendar set --first 2026-08-24 --last 2027-05-28 --tz America/Chicago",
        changes=True,
    )
    records.declare(setting, Calendar, adding=False, skip=("year", "terms"))
    setting.add_argument(
        "--year",
        metavar="2026-27",
        type=_year,
        help="the school year (default: the one of the first day)",
    )
    setting.add_argument(
        "--term",
        dest="terms",
        metavar="NAME=DATE..DATE",
        action="append",
        help="a quarter or semester, such as Q1=2026-08-24..2026-10-23; repeat it for all"
        " terms, which replace the current ones",
    )
    day = verbs.add(
        "day",
        set_day,
        help="set what a day or a range of days is; a range leaves out weekends",
        example='bltui calendar day 2026-11-25..2026-11-27 no_school --name "Thanksgiving"',
        changes=True,
    )
    day.add_argument("day", metavar="DATE[..DATE]", help="the day, or the first and last day")
    day.add_argument("kind", choices=KINDS, type=kind, metavar="KIND", help=", ".join(KINDS))
    records.declare(day, Day, adding=True, skip=("kind",))
    clear = verbs.add(
        "clear",
        clear_day,
        help="clear a special day, or exactly this range",
        example="bltui calendar clear 2026-11-25..2026-11-27",
        changes=True,
    )
    clear.add_argument("day", metavar="DATE[..DATE]", help="the day, or the first and last day")
    snow.configure(verbs)
    rotation = verbs.add(
        "rotation",
        set_rotation,
        help="set the rotation of letter or number days",
        example="bltui calendar rotation A,B --policy carry --start 2026-08-24",
        changes=True,
    )
    rotation.add_argument(
        "names", metavar="A,B", type=words, help="the days in order: A,B or 1,2,3,4,5,6"
    )
    rotation.add_argument(
        "--policy",
        required=True,
        choices=("carry", "fixed", "none"),
        help="carry: the next school day gets a missed letter; fixed: every date keeps "
        "its letter; none: letters are set by hand",
    )
    rotation.add_argument(
        "--start", metavar="DATE", required=True, help="the first day with the first letter"
    )
    bells.configure(verbs)
    bring = verbs.add(
        "import",
        import_calendar,
        help="import a calendar: .ics, or CSV with the columns date, to, kind, name, "
        "dismissal, level, condition",
        example="bltui calendar import calendar.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE.csv|ics", help="the calendar; - reads standard input")


def _term(session: Session, text: str) -> Term:
    name, equals, span = text.partition("=")
    if not equals or not name.strip():
        raise UserError(f"--term “{text}”: write it as Q1=2026-08-24..2026-10-23.", field="term")
    first, last = days(session, span)
    return Term(name.strip(), first, last or first)


def set_year(session: Session, args: Namespace) -> int:
    """Set up or change a school year. Values that are not given stay."""
    first, last = a_day(session, args.first), a_day(session, args.last)
    years = {c.year: c for c in active(session.building.calendars)}
    label = args.year
    if label is None and first is not None:
        label = school_year_of(first, session.building.profile.year_starts).label
    if label is None:
        label = max(years, default=session.building.profile.year)
    present = years.get(label)
    first, last = (
        first or (present.first if present else None),
        last or (present.last if present else None),
    )
    if first is None or last is None:
        raise UserError(f"{label} has no calendar yet. Give --first and --last.", field="first")
    fields = records.given(session, args, Calendar, skip=("year", "first", "last", "terms"))
    if args.terms:
        fields["terms"] = tuple(_term(session, text) for text in args.terms)
    if zone := fields.pop("tz", present.tz if present else ""):
        known_zone(zone)
    return change(
        session, partial(edits.set_calendar, year=label, first=first, last=last, tz=zone, **fields)
    )


def set_day(session: Session, args: Namespace) -> int:
    """Set what kind of day a date is."""
    first, last = days(session, args.day)
    if args.kind == "snow":
        if last is not None:
            raise UserError(
                ("Mark snow days one by one, so that the meetings they affect are shown."),
                field="date",
            )
        return snow.mark(session, first, name=args.name or "")
    # Without a name the day keeps its current name. Dates without a year fall in the calendar's
    # school year.
    fields = {"name": None} | records.given(session, args, Day, skip=("makes_up",))
    fields["makes_up"] = a_day(session, args.makes_up)
    return change(session, partial(edits.set_days, date=first, to=last, **fields))


def clear_day(session: Session, args: Namespace) -> int:
    """Undo the setting of a day. A snow day is reopened."""
    first, last = days(session, args.day)
    return change(session, partial(edits.clear_days, date=first, to=last))


def set_rotation(session: Session, args: Namespace) -> int:
    """Set the rotation."""
    start = school_day(session, args.start)
    return change(
        session, partial(edits.set_rotation, names=args.names, policy=args.policy, start=start)
    )


def import_calendar(session: Session, args: Namespace) -> int:
    """Import a calendar file. If it fails, nothing is imported."""
    return importing.import_file(session, args.table)
