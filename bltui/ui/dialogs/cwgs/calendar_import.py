"""School calendar import from CSV or the district's iCalendar file, with a preview."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.calendar.import_edits import Fate, Planned, months_of, preview, take_calendar
from bltui.domain.model.calendar import DAY_KINDS, Day
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import date_range, show_date
from bltui.exchange.import_calendar import read_calendar
from bltui.exchange.import_ics import read_ics
from bltui.exchange.read_input import given_bytes
from bltui.ui.dialogs.import_sheet import ImportSheet, Seen, problem_rows
from bltui.ui.formatting import Bit, Signs
from bltui.ui.widgets.table_layout import Column, Row
from bltui.workspace import Workspace

_COLUMNS = (
    Column("Line", 4, right=True),
    Column("Days", 20),
    Column("What", 14),
    Column("Name", wraps=True),
)
_HEADS: tuple[tuple[Fate, str], ...] = (
    ("added", "Added"),
    ("changed", "Changed"),
    ("unchanged", "Unchanged"),
)


def span_words(day: Day) -> str:
    """Return the days of a record as text, such as "Nov 25–27"."""
    return date_range(day.date, day.to)


def _row(number: int, planned: Planned) -> Row:
    day = planned.day
    role = "recommended" if day.kind == "ask" else ""
    short = date_range(day.date, day.to)
    return Row(
        f"day/{number}", (str(planned.line), short, Bit(DAY_KINDS[day.kind], role), day.name)
    )


def read(workspace: Workspace, name: str, signs: Signs) -> Seen:
    """Read the file for the workspace's building. Raises UserError."""
    building = workspace.building
    data = given_bytes(name)
    try:
        calendar = calendar_of(building, workspace.today)
    except UserError:
        calendar = None
    year = (calendar.first, calendar.last) if calendar is not None else None
    called = PurePath(name).name
    if (
        called.casefold().endswith((".ics", ".ical"))
        or data.lstrip(b"\xef\xbb\xbf \r\n")[:15] == b"BEGIN:VCALENDAR"
    ):
        file = read_ics(
            data, called, year=year, tz=calendar.tz if calendar else building.profile.tz
        )
    else:
        file = read_calendar(data, called, year=months_of(building, workspace.today))
    seen = preview(building, file.plan)
    rows = problem_rows(file.problems, signs)
    asked = [(n, p) for n, (p, _) in enumerate(seen.fates) if p.day.kind == "ask"]
    if asked:
        rows.append(Row(None, (f"Undecided: {len(asked)}",), "heading"))
        rows += [_row(n, planned) for n, planned in asked]
    for fate, head in _HEADS:
        found = [
            (n, p) for n, (p, its) in enumerate(seen.fates) if its == fate and p.day.kind != "ask"
        ]
        if found:
            rows.append(Row(None, (f"{head}: {len(found)}",), "heading"))
            rows += [_row(n, planned) for n, planned in found]
    ends = f"{show_date(seen.first)} to {show_date(seen.last)}" if seen.first and seen.last else ""
    return Seen(
        says=(
            f"{seen.year}, {ends} ({seen.year_fate}): {seen.count('added')} to add, {seen.count('changed')} to change, "
            f"{seen.count('unchanged')} unchanged; {len(file.problems)} to review. "
            f"{seen.student_days} days with students, {seen.staff_days} with staff."
        ),
        rows=tuple(rows),
        intent=partial(take_calendar, plan=file.plan),
    )


def calendar_import(path: str = "") -> ImportSheet:
    """Return the import sheet; it reads the file at once if it is known."""
    return ImportSheet(
        "Import a school calendar",
        "A CSV file with columns such as date, to, kind, name; or the district's .ics file.",
        _COLUMNS,
        read,
        path,
    )
