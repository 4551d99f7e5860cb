"""`bltui calendar bell`: bell schedules, their periods, and the bell schedule of each weekday."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli import records
from bltui.cli.conflicts import change
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.domain.calendar.edits import set_bell, set_weekday_bell
from bltui.domain.model.calendar import Bell
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.record import active
from bltui.domain.model.shown import as_json


def configure(verbs: Subcommands) -> None:
    """Declare `calendar bell set|weekday|list`."""
    kinds = verbs.group("bell", help="manage bell schedules: periods, hours, weekdays")
    kinds.add(
        "list", list_bells, help="list the bell schedules", example="bltui calendar bell list"
    )
    records.add_show(kinds, Bell, which="BELL", example="bltui calendar bell show 1")
    one = kinds.add(
        "set",
        set_one,
        help="add a bell schedule, or change the one with this name",
        example='bltui calendar bell set "Regular day" 1=8:00-8:46 2=8:50-9:36 --students 8:00am-3:00pm',
        changes=True,
    )
    records.declare(one, Bell, adding=True, skip=("periods",))
    one.add_argument(
        "periods",
        metavar="PERIOD=FROM-TO",
        nargs="*",
        type=records.reader(kinds_of(Bell)["periods"]),
        help="the periods in order (default: the current ones)",
    )
    weekday = kinds.add(
        "weekday",
        set_weekday,
        help="set the bell schedule of a weekday, or of early-release days",
        example='bltui calendar bell weekday wed "Late start"',
        changes=True,
    )
    weekday.add_argument("weekday", metavar="WEEKDAY", help="mon to fri, or early_release")
    weekday.add_argument("name", metavar="BELL", help="a name or number")
    _says_default(one)


def _says_default(parser: Parser) -> None:
    parser.epilog = f"{parser.epilog}. The first bell schedule is that of all weekdays that have none of their own."


def print_bells(session: Session, bells: list[Bell]) -> None:
    """Print the bell schedules as a table."""
    kinds = kinds_of(Bell)
    session.out.table(
        ("bell", *(kind.label.casefold() for kind in kinds.values())),
        [
            (b.id, *(kind.show(getattr(b, name), session) for name, kind in kinds.items()))
            for b in bells
        ],
    )


def list_bells(session: Session, args: Namespace) -> int:
    """Print the bell schedules."""
    found = list(active(session.building.bells))
    if session.out.as_json:
        session.out.json([as_json(bell, session) for bell in found])
        return 0
    print_bells(session, found)
    if not found:
        session.out.tell(
            "No bell schedules yet. Add one: `bltui calendar bell set NAME "
            "1=8:00-8:46 2=8:50-9:36`."
        )
    return 0


def set_one(session: Session, args: Namespace) -> int:
    """Add or change one bell schedule."""
    fields = records.given(session, args, Bell, skip=("periods",))
    fields |= {"periods": tuple(args.periods)} if args.periods else {}
    return change(session, partial(set_bell, **fields))


def set_weekday(session: Session, args: Namespace) -> int:
    """Assign a bell schedule to a weekday."""
    weekday = args.weekday.casefold().replace("-", "_").replace(" ", "_")
    if weekday != "early_release":
        weekday = next((d for d in WEEKDAYS if weekday.startswith(d)), "")
    if not weekday:
        raise UserError(
            f"“{args.weekday}” is not a weekday. Write mon, or early_release.", field="weekday"
        )
    bell = records.one(session, Bell, args.name)
    return change(
        session, partial(set_weekday_bell, weekday=weekday, bell=bell.id, on=session.today)
    )
