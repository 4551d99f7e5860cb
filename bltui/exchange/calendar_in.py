"""A school calendar from a delimited file: columns date, to, kind, name, dismissal, level, condition."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from bltui.domain.calendar.importing import CalendarPlan, Planned
from bltui.domain.calendar.school_calendar import Day, DayKind
from bltui.domain.dates import MONTHS, WEEKDAYS, read_date, show_date
from bltui.domain.refusal import Refused
from bltui.domain.text import clean, folded, shown
from bltui.exchange.day_words import what_it_says
from bltui.exchange.tables import Problem, Row, read_table

#: Headings by column; the first is the documented one.
COLUMNS = {
    "date": ("date", "start", "start date", "from", "day", "first"),
    "to": ("to", "end", "end date", "until", "through"),
    "kind": ("kind", "type", "category"),
    "name": ("name", "event", "title", "description", "summary", "subject", "what"),
    "dismissal": ("dismissal", "dismissal time", "release", "release time"),
    "level": ("level", "school", "schools", "levels"),
    "condition": ("condition", "if"),
}
#: Kinds of a row and what they are called besides.
KINDS: dict[str, str] = {
    **{k: k for k in ("school", "in_service", "early_release", "no_school", "snow", "conditional", "note", "ask")},
    "first_day": "first_day",
    "first": "first_day",
    "last_day": "last_day",
    "last": "last_day",
    "inservice": "in_service",
    "staff_day": "in_service",
    "staff": "in_service",
    "pd": "in_service",
    # A holiday is a name, not a closure: some districts have school on it.
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
    """What a file says, and every line that could not be taken or is not sure."""

    plan: CalendarPlan
    problems: tuple[Problem, ...]


def read_calendar(data: bytes, name: str, *, year: tuple[date, date] | None = None) -> CalendarFile:
    """The calendar in a file's bytes; `year` is the school year of dates that carry none.

    Raises Refused where the bytes are no table or it has no column of dates. Every row that cannot be read is a problem
    with its line.
    """
    wanted = {heading for headings in COLUMNS.values() for heading in headings}
    table = read_table(data, name, wanted)
    heads = [folded(cell).strip(" :*").replace("_", " ") for cell in table.header.cells]
    places = {
        column: next((heads.index(h) for h in headings if h in heads), None) for column, headings in COLUMNS.items()
    }
    if places["date"] is None:
        raise Refused(f"{shown(name)}: no column is called date. Call the columns {', '.join(COLUMNS)}.")
    rows = [(row.line, _cells(row, places)) for row in table.rows]
    order = _order(cells[key] for _, cells in rows for key in ("date", "to"))
    problems = list(table.problems)
    year = year or _span(rows, order)
    planned: dict[tuple[date, date | None, str, str], Planned] = {}
    edges: dict[str, date] = {}
    for line, cells in rows:
        try:
            day, edge = _day(cells, order, year)
        except Refused as refused:
            problems.append(Problem(line, refused.message))
            continue
        if cells["weekday"] and WEEKDAYS[day.date.weekday()] != cells["weekday"]:
            problems.append(
                Problem(line, f"{show_date(day.date, weekday=True)} is no {cells['weekday'].title()} (CAL-01)")
            )
        if edge:
            note_edge(edges, edge, day.date, line, problems)
            if day.kind == "note":
                continue
        key = day.date, day.to, day.level.casefold(), day.name.casefold()
        if key in planned:
            problems.append(Problem(line, f"the same day and name as on line {planned[key].line}; it was left aside."))
            continue
        planned[key] = Planned(line, day)
    plan = CalendarPlan(tuple(planned.values()), edges.get("first_day"), edges.get("last_day"))
    return CalendarFile(plan, tuple(problems))


def note_edge(edges: dict[str, date], edge: str, day: date, line: int, problems: list[Problem]) -> None:
    """Notes the first or last day of school; of several the earliest first and the latest last one holds."""
    if edge in edges and edges[edge] != day:
        kept = min(edges[edge], day) if edge == "first_day" else max(edges[edge], day)
        problems.append(Problem(line, f"a second {edge.replace('_', ' ')} ({edges[edge]} and {day}): {kept} is taken."))
        day = kept
    edges[edge] = day


def _cells(row: Row, places: dict[str, int | None]) -> dict[str, str]:
    """A row's cells by column, a range in the date cell split, and the weekday that was written with the date."""
    cells = {column: row.cells[at].strip() if at is not None else "" for column, at in places.items()}
    cells["weekday"] = ""
    start, dash, end = cells["date"].partition("–")
    if not dash:
        parts = re.split(r"\s+(?:-|to|through|thru)\s+|(?<=\d)-(?=\d{1,2}/)", cells["date"], maxsplit=1)
        start, end = parts[0], parts[1] if len(parts) > 1 else ""
    if end and not cells["to"]:
        cells["date"], cells["to"] = start.strip(), end.strip()
    for key in ("date", "to"):
        match = re.match(r"(?i)(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)", cells[key])
        if match:
            cells["weekday"] = match[1].lower() if key == "date" else cells["weekday"]
            cells[key] = cells[key][match.end() :]
    if cells["to"].isdecimal() and (month := re.match(r"([A-Za-z]+)\.? \d", cells["date"])):
        cells["to"] = f"{month[1]} {cells['to']}"
    return cells


def _order(texts: object) -> str | None:
    """Whether dates with slashes are month first or day first, by a date of the file that can only be one of them."""
    month_first = day_first = False
    for text in texts:  # type: ignore[attr-defined]
        match = re.match(r"(\d{1,2})[/.](\d{1,2})(?:[/.]|$)", text)
        if match:
            month_first |= int(match[2]) > 12
            day_first |= int(match[1]) > 12
    return None if month_first == day_first else "month" if month_first else "day"


def _date(text: str, order: str | None, year: tuple[date, date] | None) -> date:
    """A date of a cell. Raises Refused for what is none or can be two."""
    text = re.sub(r"[T ]0{1,2}:00(?::00)?$", "", text.strip())
    match = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?", text)
    if match and order is not None:
        month, day = (int(match[1]), int(match[2])) if order == "month" else (int(match[2]), int(match[1]))
        if match[3]:
            number = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            return _made(number, month, day, text)
        if not 1 <= month <= 12:
            raise Refused(f"“{shown(text)}” is not a day of the calendar.")
        text = f"{MONTHS[month - 1]} {day}"
    match = re.fullmatch(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{2}|\d{4})", text)
    if match:
        text = f"{match[1]} {match[2]} {int(match[3]) + (2000 if len(match[3]) == 2 else 0)}"
    if re.fullmatch(r"\d{8}", text):
        return _made(int(text[:4]), int(text[4:6]), int(text[6:]), text)
    if not re.search(r"\d", text):
        raise Refused(f"“{shown(text)}” is not a date. Write 2026-09-09.")
    if year is None and not re.search(r"\d{4}", text):
        raise Refused(f"“{shown(text)}” has no year. Write 2026-09-09, or set the school year first.")
    bounds = year or (date(1, 1, 1), date(1, 12, 31))
    return read_date(text, today=bounds[0], year=bounds)


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"“{shown(text)}” is not a day of the calendar.") from None


def _span(rows: list[tuple[int, dict[str, str]]], order: str | None) -> tuple[date, date] | None:
    """The school year by the dates of the file that carry a year."""
    found = []
    for _, cells in rows:
        try:
            found.append(_date(cells["date"], order, None))
        except Refused:
            continue
    if not found or (max(found) - min(found)) > timedelta(400):
        return None
    return min(found), max(found)


def _day(cells: dict[str, str], order: str | None, year: tuple[date, date] | None) -> tuple[Day, str]:
    """The day of a row, and "first_day" or "last_day" where it is that. Raises Refused where it cannot be read."""
    name = clean(cells["name"], "name")
    start = _date(cells["date"], order, year)
    to = _date(cells["to"], order, year) if cells["to"] else None
    if to is not None and to < start:
        raise Refused(f"the range ends before it starts: {start} to {to}.")
    if to is not None and (to - start).days > 200:
        raise Refused(f"{start} to {to} are {(to - start).days} days. Is the year right?")
    said = what_it_says(name)
    edge = ""
    key = re.sub(r"[\s-]+", "_", folded(cells["kind"]))
    if not key:
        kind: DayKind = said.kind
        edge = "first_day" if said.first else "last_day" if said.last else ""
    elif key not in KINDS:
        raise Refused(
            f"“{shown(cells['kind'])}” is no kind of day. Write {', '.join(list(KINDS)[:8])}, first_day or last_day."
        )
    elif KINDS[key] in ("first_day", "last_day"):
        edge = KINDS[key]
        kind = "early_release" if said.kind == "early_release" or cells["dismissal"] else "note"
    else:
        kind = KINDS[key]  # type: ignore[assignment]  # the others are the kinds of a day
    dismissal = _clock(cells["dismissal"]) if cells["dismissal"] else said.dismissal if kind == said.kind else None
    return (
        Day(
            date=start,
            to=None if to == start else to,
            kind=kind,
            name=name,
            dismissal=dismissal,
            level=clean(cells["level"], "level") or (said.level if kind == said.kind and not key else ""),
            condition=clean(cells["condition"], "condition"),
        ),
        edge,
    )


def _clock(text: str) -> str:
    """A dismissal time: 13:30, 1:30pm, 1:30 (after noon), noon."""
    words = folded(text).replace(".", "")
    if words == "noon":
        return "12:00"
    match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?(?::00)? ?(am|pm)?", words)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match is None or hour > 23 or minute > 59 or (match[3] and not 1 <= hour <= 12):
        raise Refused(f"dismissal “{shown(text)}” is not a time. Write 13:30.")
    if match[3] == "am":
        hour %= 12
    elif match[3] == "pm":
        hour = hour % 12 + 12
    elif hour < 7:
        hour += 12
    return f"{hour:02d}:{minute:02d}"
