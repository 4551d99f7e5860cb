"""Availability from a delimited file.

Columns: name, kind, days, letters, period, from, to, first, last, note.
"""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from bltui.domain.model.availability import Availability, Kind
from bltui.domain.model.calendar import Weekday
from bltui.domain.model.date_parser import read_date
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, folded, shown
from bltui.domain.model.times import read_time
from bltui.exchange.apply_availability import AvailabilityFile, Read
from bltui.exchange.tables import Problem, Unusable, read_table

#: Headings by column, the documented one first.
COLUMNS = {
    "name": (
        "name",
        "person",
        "staff",
        "teacher",
        "staff member",
        "full name",
        "staff name",
        "teacher name",
    ),
    "kind": ("kind", "state", "status", "type", "availability"),
    "days": ("days", "day", "weekday", "weekdays"),
    "letters": ("letters", "letter", "rotation", "rotation day", "rotation days"),
    "period": ("period", "periods", "hour", "block"),
    "from": ("from", "start", "begin", "start time", "begins"),
    "to": ("to", "end", "end time", "until", "ends"),
    "first": ("first", "first day", "start date", "from date"),
    "last": ("last", "last day", "end date", "to date"),
    "note": ("note", "notes", "comment", "comments", "reason"),
}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("planning", "plan", "prep", "planning period", "prep period", "conference", "free period"), "planning"),
    **dict.fromkeys(("busy", "class", "teaching", "duty", "unavailable", "no"), "busy"),
    **dict.fromkeys(("if_needed", "if needed", "if need be", "maybe", "ifneedbe"), "if_needed"),
    **dict.fromkeys(("away", "not here", "not in the building", "out", "off", "absent"), "away"),
}  # fmt: skip
_LETTERS = {"m": 0, "t": 1, "w": 2, "th": 3, "r": 3, "f": 4, "s": 5}


def read_availability(data: bytes, name: str, *, year: tuple[date, date]) -> AvailabilityFile:
    """Parse a file of availability; `year` is the school year of dates that have none.

    Every row that cannot be read is a problem with its line. Raises Unusable if the bytes are not a
    table or have no names.
    """
    wanted = {heading for headings in COLUMNS.values() for heading in headings}
    table = read_table(data, name, wanted)
    heads = [folded(cell).strip(" :*").replace("_", " ") for cell in table.header.cells]
    places = {
        c: next((heads.index(h) for h in headings if h in heads), None)
        for c, headings in COLUMNS.items()
    }
    if places["name"] is None:
        raise Unusable(f"{shown(name)}: no column “name”. Name the columns {', '.join(COLUMNS)}.")
    problems = list(table.problems)
    rows: list[Read] = []
    for row in table.rows:
        cells = {c: row.cells[at].strip() if at is not None else "" for c, at in places.items()}
        if not cells["name"]:
            problems.append(Problem(row.line, "no name: the line was skipped."))
            continue
        try:
            rows += [
                Read(row.line, clean(cells["name"], "name"), found) for found in _read(cells, year)
            ]
        except UserError as refused:
            problems.append(Problem(row.line, refused.message))
    return AvailabilityFile(tuple(rows), tuple(problems))


def _read(cells: dict[str, str], year: tuple[date, date]) -> list[Availability]:
    """Return the rows of a line: one, or one for each period that it names."""
    said = folded(cells["kind"]) or ("planning" if cells["period"] else "busy")
    if said == "free":
        said = "planning" if cells["period"] else "free"
    if said == "free":
        raise UserError(
            "free: everyone is free outside of class. Add a period, or remove the line."
        )
    kind = _KINDS.get(said)
    if kind is None:
        raise UserError(
            f"kind “{shown(cells['kind'])}” is not recognized. Write planning, busy, if_needed, or away."
        )
    start, end = (read_time(cells[at]) if cells[at] else None for at in ("from", "to"))
    first = read_date(cells["first"], today=year[0], year=year) if cells["first"] else None
    last = read_date(cells["last"], today=year[0], year=year) if cells["last"] else None
    if start and end and end <= start:
        raise UserError(f"{cells['from']} to {cells['to']}: the end must be later than the start.")
    if first and last and last < first:
        raise UserError(f"{cells['first']} to {cells['last']}: the last day is before the first.")
    periods = [period(p) for p in re.split(r"\s*[,;/&]\s*|\s+and\s+", cells["period"]) if p]
    if kind == "planning" and not periods and not (start and end):
        raise UserError("planning: no period or time. Add the period, or the times.")
    return [
        Availability(
            person_id=0,
            kind=kind,
            weekdays=weekdays(cells["days"]),
            letters=tuple(x.upper() for x in re.split(r"[\s,;/&]+", cells["letters"]) if x and folded(x) not in ("day", "days")),
            period=clean(one, "period"),
            start=start,
            end=end,
            first=first,
            last=last,
            note=clean(cells["note"], "note"),
        )
        for one in periods or [""]
    ]  # fmt: skip


def period(text: str) -> str:
    """Return a period's id: "P4", "Period 4" and "4th" are 4; other names stay."""
    match = re.fullmatch(
        r"(?i)(?:p|per|period|hour|block|mod)?\.?\s*0*(\d{1,2})(?:st|nd|rd|th)?(?: (?:period|hour))?",
        text.strip(),
    )
    return match[1] if match else text.strip()


def weekdays(text: str) -> tuple[Weekday, ...]:
    """Parse weekdays in order: "mon, wed", "Mon-Thu", "MWF", "TTh", "daily".

    Every day is an empty result. Raises UserError if the text is not recognized.
    """
    words = folded(text).replace("through", "-").replace(" to ", "-").replace("–", "-")
    if not words or words in (
        "daily",
        "every day",
        "everyday",
        "all",
        "m-f",
        "mon-fri",
        "monday-friday",
    ):
        return ()
    found: list[int] = []
    for part in re.split(r"[\s,;/&+]+|\band\b", re.sub(r"\s*-\s*", "-", words)):
        if not part:
            continue
        start, dash, end = part.partition("-")
        if dash:
            a, b = _day(start), _day(end)
            found += (
                [n % 7 for n in range(a[0], b[0] + 1)]
                if len(a) == len(b) == 1 and a[0] <= b[0]
                else _none(text)
            )
        else:
            found += _day(part) or _none(text)
    return cast(tuple[Weekday, ...], tuple(WEEKDAYS[n] for n in sorted(set(found))))


def _day(word: str) -> list[int]:
    """Return the weekdays of a word, several for letters such as "mwf", or none."""
    word = word.rstrip(".")
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for n, name in enumerate(names):
        if len(word) > 2 and (name.startswith(word) or word.rstrip("s") == name):
            return [n]
    if re.fullmatch(r"(?:th|[mtwrfs])+", word):
        return [_LETTERS[x] for x in re.findall(r"th|[mtwrfs]", word)]
    if word in ("mo", "tu", "we", "fr", "sa", "su"):
        return [("mo", "tu", "we", "th", "fr", "sa", "su").index(word)]
    return []


def _none(text: str) -> list[int]:
    raise UserError(
        f"days “{shown(text)}” are not recognized. Write mon, wed, or mon-thu; blank is every day."
    )
