"""`bltui year`: close a school year and open the next one."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from bltui.cli import new
from bltui.cli.parser import Parser
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.domain.model.date_parser import read_date
from bltui.domain.model.record import active
from bltui.domain.steps import current_state
from bltui.domain.years import carry_over, closing, open_items
from bltui.domain.years import opening as years_opening

if TYPE_CHECKING:
    from datetime import date

    from bltui.domain.years.open_items import Leftover, Open

#: How many items of one kind are listed; the rest is only counted.
MOST = 12


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    verbs.add(
        "close",
        close,
        help="list what is still open and close the school year; nothing is deleted or locked",
        example="bltui year close --dry-run",
        changes=True,
    )
    opening = verbs.add(
        "open",
        open_next,
        help="open a later school year: a new calendar, new boards, and what continues "
        "from the year before",
        example="bltui year open 2027-28 --first 2027-08-23 --last 2028-05-26",
        changes=True,
    )
    opening.add_argument("year", metavar="2027-28", type=label, help="the school year to open")
    opening.add_argument("--first", metavar="DATE", help="the first day with students")
    opening.add_argument("--last", metavar="DATE", help="the last day with students")


def label(text: str) -> str:
    """Parse a school year: 2027-28, or 2027 if years begin on January 1."""
    if len(year := text.strip()) == 4 and year.isascii() and year.isdecimal():
        return year
    try:
        return str(new.year_label(text))
    except ArgumentTypeError as wrong:
        raise ArgumentTypeError(str(wrong).replace("2026-27", "2027-28")) from None


def close(session: Session, args: Namespace) -> int:
    """Print what is open and what closing does, then close the year.

    There is no question, because undo reopens the year.
    """
    framework, today, year = session.workspace.framework, session.today, year_of(session)
    left = open_items.leftover(session.building, framework, year, today)
    again = current_state.closed_on(session.building, year) is not None
    change, number = session.carry_out(
        partial(closing.close_year, framework=framework, today=today)
    )
    if session.out.as_json:
        on = session.building.profile.closed_years.get(year, today)
        session.say(change, number, year=year, closed_on=on, open=msgspec.to_builtins(left))
        return 0
    if not again:
        _say_open(session, year, left)
    # The open items were already listed in full.
    session.say(
        msgspec.structs.replace(
            change, notes=tuple(n for n in change.notes if "left open" not in n)
        ),
        number,
    )
    return 0


def _say_open(session: Session, year: str, left: Leftover) -> None:
    out = session.out
    out.line(f"Still open in {year}")
    for words, found in left.named():
        out.line(f"  {words}")
        _listed(session, found)
    if not left.counts():
        out.line("  nothing")
    out.line("Closing")
    for words in closing.EFFECTS:
        out.line(f"  {words}")
    out.line()


def _listed(session: Session, found: tuple[Open, ...]) -> None:
    for one in found[:MOST]:
        named = f"  ({one.record})" if one.record else ""
        session.out.line(f"    {one.text}{named}")
    if len(found) > MOST:
        session.out.line(f"    and {len(found) - MOST} more")


def open_next(session: Session, args: Namespace) -> int:
    """Open the next year, and print who and what continues."""
    old, today = year_of(session), session.today
    first, last = (_day(session, text, args.year) for text in (args.first, args.last))
    change, number = session.carry_out(
        partial(years_opening.open_year, year=args.year, today=today, first=first, last=last)
    )
    begins = next(
        (c.first for c in active(session.building.calendars) if c.year == args.year), None
    )
    found = (
        carry_over.going_on(session.building, old=old, year=args.year, first=begins)
        if change and begins
        else None
    )
    session.say(change, number, year=args.year, goes_on=msgspec.to_builtins(found))
    return 0


def _day(session: Session, text: str | None, year: str) -> date | None:
    """Parse a date; without a year it falls in the new school year."""
    if not text:
        return None
    first, last = current_state.days_of(session.building, year)
    return read_date(text, today=session.today, year=(first, last))
