"""A school calendar from a delimited file.

Columns: date, to, kind, name, dismissal, level, condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from bltui.domain.calendar.import_edits import CalendarPlan, Planned
from bltui.domain.model import formats
from bltui.domain.model.calendar import Day, DayKind
from bltui.domain.model.date_parser import Order, order_of
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import date_range, show_date
from bltui.domain.model.text import clean, folded, shown
from bltui.domain.model.times import read_time
from bltui.domain.schedule.days import covered
from bltui.exchange.calendar_dates import Span, read_cell
from bltui.exchange.day_types import names_holiday, what_it_says
from bltui.exchange.tables import Problem, Row, read_table

#: Headings by column, the documented one first.
COLUMNS = {
    "date": ("date", "dates", "start", "start date", "from", "day", "days", "first", "when"),
    "to": ("to", "end", "end date", "until", "through"),
    "kind": ("kind", "type", "category", "kind of day", "day type"),
    "name": (
        *(
            "name",
            "event",
            "events",
            "title",
            "description",
            "summary",
            "subject",
            "what",
            "activity",
            "activities",
        ),
        *("event name", "holiday", "occasion", "details"),
    ),
    "dismissal": ("dismissal", "dismissal time", "release", "release time"),
    "level": ("level", "school", "schools", "levels", "grades"),
    "condition": ("condition", "if"),
}
#: Extra headings of a calendar program's table: the weekday, and the hour at which an all-day event
#: ends.
_BESIDES = {
    "weekday": ("weekday", "day of week", "day of the week", "day"),
    "ends at": ("end time",),
}
#: Kinds of a row and their other names.
KINDS: dict[str, str] = {
    **{
        k: k
        for k in (
            "school",
            "in_service",
            "early_release",
            "no_school",
            "snow",
            "conditional",
            "note",
            "ask",
        )
    },
    "first_day": "first_day",
    "first": "first_day",
    "last_day": "last_day",
    "last": "last_day",
    "inservice": "in_service",
    "staff_day": "in_service",
    "staff": "in_service",
    "pd": "in_service",
    # A holiday's name does not close school: some districts are open on it.
    "holiday": "ask",
    "closed": "no_school",
    "break": "no_school",
    "off": "no_school",
    "minimum_day": "early_release",
    "early_dismissal": "early_release",
    "half_day": "early_release",
    "snow_day": "snow",
    "make_up": "school",
    "makeup": "school",
}


class CalendarFile(msgspec.Struct, frozen=True):
    """The contents of a file, and every line that was not recognized or is uncertain."""

    plan: CalendarPlan
    problems: tuple[Problem, ...]


def read_calendar(data: bytes, name: str, *, year: tuple[date, date] | None = None) -> CalendarFile:
    """Parse a calendar file; `year` is the school year of dates that have none.

    Every row that cannot be read is a problem with its line. Raises UserError if the bytes are not
    a table or there is no column of dates.
    """
    wanted = {heading for headings in COLUMNS.values() for heading in headings}
    table = read_table(data, name, wanted)
    heads = [
        folded(cell).replace("(s)", "s").strip(" :*").replace("_", " ")
        for cell in table.header.cells
    ]
    places = {
        column: next((heads.index(h) for h in headings if h in heads), None)
        for column, headings in (COLUMNS | _BESIDES).items()
    }
    if places["date"] is None:
        raise UserError(f"{shown(name)}: no column “date”. Name the columns {', '.join(COLUMNS)}.")
    if places["weekday"] == places["date"]:
        places["weekday"] = None
    rows = [(row.line, _cells(row, places)) for row in table.rows]
    order = order_of(cells[key] for _, cells in rows for key in ("date", "to"))
    problems = list(table.problems)
    year = _year(rows, order, year)
    planned: dict[tuple[date, date | None, str, str], Planned] = {}
    around: list[Planned] = []
    edges: dict[str, date] = {}
    for line, cells in rows:
        try:
            found = list(_days(cells, order, year))
        except UserError as refused:
            problems.append(Problem(line, refused.message))
            continue
        for day, edge, wrong in found:
            if wrong or (wrong := _on_weekend(day)):
                problems.append(Problem(line, wrong))
            around.append(Planned(line, day))
            if edge:
                note_edge(edges, edge, day.date, line, problems)
                if day.kind == "note":
                    continue
            key = day.date, day.to, day.level.casefold(), day.name.casefold()
            if key in planned:
                problems.append(
                    Problem(
                        line,
                        f"the same day and name as on line {planned[key].line}; skipped.",
                    )
                )
                continue
            planned[key] = Planned(line, day)
    for closed in closed_between(around):
        planned.setdefault((closed.day.date, closed.day.to, "", closed.day.name.casefold()), closed)
        problems.append(
            Problem(
                closed.line,
                f"{closed_words(closed.day)} marked as closed, from this line and the next one about it.",
            )
        )
    plan = CalendarPlan(tuple(planned.values()), edges.get("first_day"), edges.get("last_day"))
    return CalendarFile(plan, tuple(problems))


def _on_weekend(day: Day) -> str:
    """Return what is odd about a day on a weekend, if anything.

    Holidays are allowed on any weekday, and rule CAL-02 checks staff days.
    """
    if (
        day.kind not in ("no_school", "early_release")
        or day.to is not None
        or day.date.weekday() < 5
    ):
        return ""
    return (
        "" if names_holiday(day.name) else f"{show_date(day.date)} is on a weekend. Check the date."
    )


def closed_between(rows: list[Planned]) -> Iterator[Planned]:
    """Yield the break between "last day before winter break" and "school resumes".

    Only if no other row closes those days.
    """
    taken = {one for row in rows if row.day.kind not in ("note", "ask") for one in covered(row.day)}
    ordered = sorted(rows, key=lambda row: row.day.date)
    for place, row in enumerate(ordered):
        name = what_it_says(row.day.name).leaves
        back = (
            next((r for r in ordered[place + 1 :] if what_it_says(r.day.name).returns), None)
            if name
            else None
        )
        if back is None or (back.day.date - row.day.date).days > 30:
            continue
        first, last = row.day.date + timedelta(1), back.day.date - timedelta(1)
        if first <= last and not taken.intersection(covered(Day(date=first, to=last))):
            yield Planned(
                row.line,
                Day(date=first, to=None if first == last else last, kind="no_school", name=name),
            )


def closed_words(day: Day) -> str:
    """Return a closed day or range as the beginning of a sentence."""
    return (
        f"{show_date(day.date)} to {show_date(day.to)} are"
        if day.to
        else f"{show_date(day.date)} is"
    )


def note_edge(
    edges: dict[str, date], edge: str, day: date, line: int, problems: list[Problem]
) -> None:
    """Record the first or last day of school.

    If there are several, the earliest first day and the latest last day win.
    """
    if edge in edges and edges[edge] != day:
        kept = min(edges[edge], day) if edge == "first_day" else max(edges[edge], day)
        problems.append(
            Problem(
                line,
                f"a second {edge.replace('_', ' ')} ({show_date(edges[edge])} and "
                f"{show_date(day)}): {show_date(kept)} is used.",
            )
        )
        day = kept
    edges[edge] = day


def _cells(row: Row, places: dict[str, int | None]) -> dict[str, str]:
    """Return a row's cells by column; a separate weekday is put before the date."""
    cells = {
        column: row.cells[at].strip() if at is not None else "" for column, at in places.items()
    }
    if cells["weekday"][:3].lower() in WEEKDAYS and not re.match(
        r"(?i)(mon|tue|wed|thu|fri|sat|sun)", cells["date"]
    ):
        cells["date"] = f"{cells['weekday'][:3]}, {cells['date']}"
    return cells


def _year(
    rows: list[tuple[int, dict[str, str]]], order: Order | None, year: tuple[date, date] | None
) -> tuple[date, date] | None:
    """Return the twelve months for dates without a year.

    They come from the file's dates with a year, else from `year`.
    """
    found = []
    for _, cells in rows:
        try:
            found.append(read_cell(cells["date"], "", order, None)[0].first)
        except UserError:
            continue
    if not found or (max(found) - min(found)) > timedelta(400):
        return year
    middle = min(found) + (max(found) - min(found)) / 2
    if year is None:
        begins = date(middle.year - (middle < date(middle.year, 7, 1)), 7, 1)
        return begins, begins.replace(year=begins.year + 1) - timedelta(1)
    turn = round(((year[0] + (year[1] - year[0]) / 2) - middle).days / 365.25)
    return _moved(year[0], -turn), _moved(year[1], -turn)


def _moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _days(
    cells: dict[str, str], order: Order | None, year: tuple[date, date] | None
) -> Iterator[tuple[Day, str, str]]:
    """Yield the days of a row, each with its edge and the error of its weekday.

    The edge is "first_day", "last_day" or "". Raises UserError if the dates cannot be read.
    """
    for span in read_cell(cells["date"], cells["to"], order, year):
        last = span.last
        if (
            last is not None
            and (last - span.first).days > 120
            and what_it_says(cells["name"]).all_year
        ):
            yield Day(date=span.first, name=cells["name"]), "first_day", ""
            yield Day(date=last, name=cells["name"]), "last_day", ""
            continue
        if last is not None and (last - span.first).days > 200:
            raise UserError(
                f"{date_range(span.first, last)} is "
                f"{formats.count((last - span.first).days, 'day')}. Check the year."
            )
        if last is not None and re.fullmatch(
            r"0?0:00(:00)?|12:00(:00)? ?am", folded(cells["ends at"])
        ):
            # Outlook ends an all-day event at midnight of the day after it.
            last = last - timedelta(1)
        yield *_day(cells, Span(span.first, None if last == span.first else last)), span.wrong


def _day(cells: dict[str, str], span: Span) -> tuple[Day, str]:
    """Return the day of a row, and "first_day", "last_day" or "" for its edge.

    Raises UserError if it cannot be read.
    """
    name = clean(cells["name"], "name")
    said = what_it_says(name)
    edge = ""
    key = re.sub(r"[\s-]+", "_", folded(cells["kind"]))
    if not key:
        kind: DayKind = said.kind
        edge = "first_day" if said.first else "last_day" if said.last else ""
    elif key not in KINDS:
        # The district's own words for the kind, such as "Teacher workday" or "School closed for
        # students".
        words = what_it_says(cells["kind"])
        edge = "first_day" if words.first else "last_day" if words.last else ""
        if not edge and words.kind in ("note", "ask"):
            raise UserError(
                f"“{shown(cells['kind'])}” is not a kind of day. Write {', '.join(list(KINDS)[:8])}, "
                "first_day, or last_day."
            )
        kind = words.kind
        if edge and said.kind == "early_release":
            kind = "early_release"
        name = name or clean(cells["kind"], "kind")
        said = (
            words
            if words.kind == kind and (words.dismissal or words.level or kind != said.kind)
            else said
        )
    elif KINDS[key] in ("first_day", "last_day"):
        edge = KINDS[key]
        kind = "early_release" if said.kind == "early_release" or cells["dismissal"] else "note"
    else:
        kind = KINDS[key]  # type: ignore[assignment]  # the others are the kinds of a day
    dismissal = said.dismissal if kind == said.kind else None
    if cells["dismissal"]:
        dismissal = read_time(cells["dismissal"], afternoon=True)
    return (
        Day(
            date=span.first,
            to=span.last,
            kind=kind,
            name=name,
            dismissal=dismissal,
            level=clean(cells["level"], "level")
            or (said.level if kind == said.kind and not key else ""),
            condition=clean(cells["condition"], "condition"),
        ),
        edge,
    )
