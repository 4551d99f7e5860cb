"""Dates in commands about the calendar and the groups.

A date without a year falls in the calendar's school year.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.date_parser import read_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.schedule import phrase, phrase_dates, phrase_tokens

#: What separates the two days of a range.
BETWEEN = ".."


def school_day(session: Session, text: str) -> date:
    """Parse a date; without a year it is in the current school year, or else in the next one."""
    building, today = session.building, session.today
    ends = sorted((c.last, c.first) for c in active(building.calendars))
    near = next((first for last, first in ends if today <= last), ends[-1][1] if ends else today)
    year = school_year_of(near, building.profile.year_starts)
    return read_date(text, today=today, year=(year.first, year.last))


def a_day(session: Session, text: str | None) -> date | None:
    """Parse a date like `school_day`; None if nothing was typed."""
    return school_day(session, text) if text else None


def days(session: Session, text: str) -> tuple[date, date | None]:
    """Parse a day, or the first and last day of "2026-11-25..2026-11-27"."""
    first, between, last = text.partition(BETWEEN)
    start = school_day(session, first.strip())
    if not between:
        return start, None
    if not last.strip():
        raise UserError(
            f"“{text}” has no last day. Write a range as 2026-11-25..2026-11-27.", field="date"
        )
    return start, school_day(session, last.strip())


def why(parser: Parser) -> None:
    """Declare --why."""
    parser.add_argument("--why", metavar="TEXT", default="", help="the reason, which is kept")


def times(parser: Parser) -> None:
    """Declare --time."""
    parser.add_argument("--time", metavar="3:15pm-4pm", help="the times, if it is not a period")


def clocks(args: Namespace) -> tuple[str | None, str | None]:
    """Return the start and end of --time; None for both if it is missing.

    Raises UserError if --time is not a span of time.
    """
    if not args.time:
        return None, None
    year = phrase_dates.Terms(date(2026, 7, 1), date(2027, 6, 30))
    try:
        read = phrase.read_phrase(f"every mon {args.time}", year)
        # The phrase may only differ in its time, so --time holds nothing else.
        plain = (
            read.series()
            == phrase.read_phrase(f"every mon {read.time.start}-{read.time.end}", year).series()
        )
    except phrase_tokens.Unclear:
        plain = False
    if not plain:
        raise UserError(
            f"--time “{args.time}” is not a range of times. Write it as 3:15pm-4pm.", field="time"
        )
    return read.time.start, read.time.end
