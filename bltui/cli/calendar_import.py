"""`bltui calendar import`: a calendar from CSV or iCalendar, every line that was not understood named; all of it or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bltui.cli.conflicts import change
from bltui.cli.importing import read_file
from bltui.cli.session import Session
from bltui.domain.building import Building
from bltui.domain.change import Change

if TYPE_CHECKING:
    from bltui.domain.calendar.importing import Preview
    from bltui.exchange.calendar_in import CalendarFile


def read(session: Session, name: str, data: bytes) -> CalendarFile:
    """What a file says: iCalendar by its first line or its ending, else a table."""
    from bltui.domain.calendar.keeping import calendar_of
    from bltui.domain.record import live
    from bltui.domain.school_year import school_year_of

    building = session.building
    if any(live(building.calendars)):
        known = calendar_of(building, session.today)
        year = known.first, known.last
    else:
        around = school_year_of(session.today, building.profile.year_starts)
        year = around.first, around.last
    if name.casefold().endswith(".ics") or b"BEGIN:VCALENDAR" in data[:4096].upper():
        from bltui.exchange.ics_in import read_ics

        return read_ics(data, name, year=year if any(live(building.calendars)) else None, tz=building.profile.tz)
    from bltui.exchange.calendar_in import read_calendar

    return read_calendar(data, name, year=year if any(live(building.calendars)) else None)


def import_file(session: Session, name: str) -> int:
    """Read a calendar file and put all of it in."""
    from bltui.domain.calendar.importing import preview, take_calendar
    from bltui.exchange.ics_in import LARGEST

    file = read(session, name, read_file(name, LARGEST))
    seen = preview(session.building, file.plan)

    def intent(building: Building) -> Change:
        return take_calendar(building, plan=file.plan)

    if not session.out.as_json:
        for problem in file.problems:
            where = f"line {problem.line}: " if problem.line else ""
            session.out.tell(f"{where}{problem.message}")
    problems = [{"line": p.line, "message": p.message} for p in file.problems]
    counts = {fate: seen.count(fate) for fate in ("added", "changed", "unchanged")}
    year = {"year": seen.year, "first": seen.first, "last": seen.last}
    status = change(session, intent, **counts, problems=problems, **year, days=_rows(seen))
    if not session.out.as_json:
        session.out.line(f"{counts['added']} added, {counts['changed']} changed, {counts['unchanged']} unchanged")
        asked = [planned.day for planned, _ in seen.fates if planned.day.kind == "ask"]
        if asked:
            named = ", ".join(f"{day.date} {day.name}".strip() for day in asked[:6])
            more = f" and {len(asked) - 6} more" if len(asked) > 6 else ""
            session.out.tell(
                f"Open or closed? The file does not say: {named}{more}. `bltui calendar day DATE KIND` answers."
            )
    return status


def _rows(seen: Preview) -> list[dict[str, Any]]:
    """The days in the order of the file."""
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
