"""`bltui calendar bell`: bell schedules, their periods, and which weekday has which."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import Any

from bltui.cli.conflicts import change
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.domain.calendar import edits
from bltui.domain.model.calendar import Bell, Hours, Period
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.model.text import folded

#: Before this hour a time without am or pm is after noon, as in a quick phrase.
_MORNING = 7


def configure(verbs: Subcommands) -> None:
    """Declare `calendar bell set|weekday|list`."""
    kinds = verbs.group("bell", help="bell schedules: periods, hours, and which weekday has which")
    kinds.add("list", list_bells, help="the bell schedules", example="bltui calendar bell list")
    one = kinds.add(
        "set",
        set_one,
        help="a bell schedule with its periods; one of that name is changed",
        example='bltui calendar bell set "Regular day" 1=8:00-8:46 2=8:50-9:36 --students 8:00-15:00',
        changes=True,
    )
    one.add_argument("name", metavar="BELL")
    one.add_argument(
        "periods", metavar="PERIOD=FROM-TO", nargs="*", type=period, help="the periods in order; none keeps those there"
    )
    one.add_argument("--students", metavar="FROM-TO", type=hours, help="when students are there (default: 8:00-15:00)")
    one.add_argument("--contract", metavar="FROM-TO", type=hours, help="the staff's day (default: 7:30-16:00)")
    weekday = kinds.add(
        "weekday",
        set_weekday,
        help="the bell of a weekday, or of early-release days",
        example='bltui calendar bell weekday wed "Late start"',
        changes=True,
    )
    weekday.add_argument("weekday", metavar="WEEKDAY", help="mon to fri, or early_release")
    weekday.add_argument("name", metavar="BELL", help="its name or number")
    _says_default(one)


def _says_default(parser: Parser) -> None:
    parser.epilog = f"{parser.epilog}. The first bell schedule is that of all weekdays that have none of their own."


def clock(text: str, *, afternoon: bool = False) -> str:
    """ "15:15" of 15:15, 3:15pm or 3:15; `afternoon` reads hours up to 7 as after noon also with a leading zero."""
    match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?\s*(?:([ap])\.?m?\.?)?", text.casefold().strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match is None or hour > 23 or minute > 59 or (match[3] and not 1 <= hour <= 12):
        raise ArgumentTypeError(f"“{text}” is not a time; write it as 15:15 or 3:15pm")
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif 0 < hour < _MORNING and (afternoon or not match[1].startswith("0")):
        hour += 12
    return f"{hour:02d}:{minute:02d}"


def hours(text: str) -> Hours:
    """From when to when: "8:00-15:00"."""
    start, dash, end = text.replace("–", "-").partition("-")
    if not dash:
        raise ArgumentTypeError(f"“{text}” is not a span of time; write it as 8:00-15:00")
    return Hours(clock(start), clock(end))


def period(text: str) -> Period:
    """A period: "1=8:00-8:46"."""
    name, equals, span = text.partition("=")
    if not equals or not name.strip():
        raise ArgumentTypeError(f"“{text}” is not a period; write it as 1=8:00-8:46")
    found = hours(span)
    return Period(name.strip(), found.start, found.end)


def meant_bell(session: Session, wanted: str) -> Bell:
    """The bell schedule that is meant, by number or name. Raises UserError."""
    return find(wanted.removeprefix("bells/"), list(active(session.building.bells)), lambda b: b.label, "bell schedule")


def row(bell: Bell) -> dict[str, Any]:
    """A bell schedule in the public JSON shape."""
    return {
        "id": f"bells/{bell.id}",
        "name": bell.label,
        "contract": {"from": bell.contract.start, "to": bell.contract.end},
        "students": {"from": bell.students.start, "to": bell.students.end},
        "periods": [{"id": p.id, "from": p.start, "to": p.end} for p in bell.periods],
    }


def print_bells(session: Session, bells: list[Bell]) -> None:
    """The bell schedules as a table."""
    session.out.table(
        ("bell", "name", "students", "staff", "periods"),
        [
            (
                b.id,
                b.label,
                f"{b.students.start}-{b.students.end}",
                f"{b.contract.start}-{b.contract.end}",
                " ".join(f"{p.id}={p.start}-{p.end}" for p in b.periods),
            )
            for b in bells
        ],
    )


def list_bells(session: Session, args: Namespace) -> int:
    """Print the bell schedules."""
    found = list(active(session.building.bells))
    if session.out.as_json:
        session.out.json([row(b) for b in found])
        return 0
    print_bells(session, found)
    if not found:
        session.out.tell("No bell schedule yet: `bltui calendar bell set NAME 1=8:00-8:46 2=8:50-9:36`.")
    return 0


def set_one(session: Session, args: Namespace) -> int:
    """Set or change one bell schedule."""
    present = next((b for b in active(session.building.bells) if folded(b.label) == folded(args.name)), None)
    periods = args.periods or (present.periods if present else ())
    intent = partial(edits.set_bell, label=args.name, contract=args.contract, students=args.students, periods=periods)
    return change(session, intent)


def set_weekday(session: Session, args: Namespace) -> int:
    """Give a weekday its bell schedule."""
    weekday = args.weekday.casefold().replace("-", "_").replace(" ", "_")
    if weekday != "early_release":
        weekday = next((d for d in WEEKDAYS if weekday.startswith(d)), "")
    if not weekday:
        raise UserError(f"“{args.weekday}” is no weekday. Write mon, or early_release.", field="weekday")
    bell = meant_bell(session, args.name)
    return change(session, partial(edits.set_weekday_bell, weekday=weekday, bell=bell.id, on=session.today))
