"""`bltui calendar import`: import a calendar from CSV or iCalendar, all of it or nothing.

Every line that was not recognized is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bltui.cli.conflicts import change
from bltui.cli.importing import read_file
from bltui.cli.session import Session
from bltui.domain.calendar import edits, import_edits
from bltui.domain.checks import calendar
from bltui.domain.model import calendar as model_calendar
from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.record import active
from bltui.exchange import import_calendar, import_ics

if TYPE_CHECKING:
    from bltui.domain.calendar.import_edits import Preview
    from bltui.domain.model.calendar import Day
    from bltui.exchange.import_calendar import CalendarFile


def read(session: Session, name: str, data: bytes) -> CalendarFile:
    """Parse a calendar file: iCalendar if its first line or its extension says so, else a table."""
    building = session.building
    if name.casefold().endswith(".ics") or b"BEGIN:VCALENDAR" in data[:4096].upper():
        known = (
            edits.calendar_of(building, session.today) if any(active(building.calendars)) else None
        )
        return import_ics.read_ics(
            data, name, year=(known.first, known.last) if known else None, tz=building.profile.tz
        )
    return import_calendar.read_calendar(
        data, name, year=import_edits.months_of(building, session.today)
    )


def import_file(session: Session, name: str) -> int:
    """Import all of a calendar file."""
    data, called = read_file(name)
    file = read(session, called, data)
    if not session.out.as_json:
        # Printed before anything can be refused: the unreadable lines often explain the refusal.
        for problem in file.problems:
            where = f"line {problem.line}: " if problem.line else ""
            session.out.tell(f"{where}{problem.message}")
    seen = import_edits.preview(session.building, file.plan)

    def intent(building: Building) -> Change:
        return import_edits.take_calendar(building, plan=file.plan)

    problems = [{"line": p.line, "message": p.message} for p in file.problems]
    counts = {fate: seen.count(fate) for fate in ("added", "changed", "unchanged")}
    year = {
        "year": seen.year,
        "first": seen.first,
        "last": seen.last,
        "student_days": seen.student_days,
        "staff_days": seen.staff_days,
    }
    status = change(session, intent, **counts, problems=problems, **year, days=_rows(seen))
    if not session.out.as_json:
        session.out.line(
            f"{counts['added']} added, {counts['changed']} changed, {counts['unchanged']} unchanged"
        )
        session.out.line(
            f"{formats.count(seen.student_days, 'day')} with students, {seen.staff_days} with staff: compare with "
            "the printed calendar"
        )
        asked = unasked(session.building, seen)
        if asked:
            named = listed_dates(f"{show_date(day.date)} {day.name}".strip() for day in asked[:6])
            more = f" and {len(asked) - 6} more" if len(asked) > 6 else ""
            session.out.tell(
                f"The file does not say whether these days are open: {named}{more}. "
                "Set them with `bltui calendar day DATE KIND`."
            )
    return status


def unasked(building: Building, seen: Preview) -> list[Day]:
    """Return the file's days that need an answer on whether school is open."""
    years = (
        [model_calendar.Calendar(year=seen.year, first=seen.first, last=seen.last)]
        if seen.first and seen.last
        else []
    )
    known = {(day.date, day.to, day.name): day for day in active(building.days)}
    new = {
        (p.day.date, p.day.to, p.day.name): p.day for p, fate in seen.fates if fate != "unchanged"
    }
    return list(calendar.unanswered({**new, **known}.values(), years))


def _rows(seen: Preview) -> list[dict[str, Any]]:
    """Return the days as JSON rows, in the order of the file."""
    return [
        {
            "line": planned.line,
            "date": planned.day.date,
            "to": planned.day.to,
            "kind": planned.day.kind,
            "name": planned.day.name or None,
            "dismissal": planned.day.dismissal,
            "level": planned.day.level or None,
            "fate": fate,
        }
        for planned, fate in seen.fates
    ]
