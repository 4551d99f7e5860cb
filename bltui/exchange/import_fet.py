"""Planning periods from a timetable that FET exported.

FET (https://lalescu.ro/liviu/fet/, `fet-cl --exportcsv=true`) writes the file `*_timetable.csv`
with a row for every hour of every activity. An hour without a row, or with a label that means
"free", is a planning period of that teacher.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import cast

from bltui.domain.model.availability import Availability, minutes
from bltui.domain.model.calendar import Bell, Weekday
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, folded, shown
from bltui.exchange.apply_availability import AvailabilityFile, Read
from bltui.exchange.import_availability import period, weekdays
from bltui.exchange.tables import Problem, Unusable, read_table

#: Subjects that mean "no class". A building may give others.
FREE = (
    "free",
    "free period",
    "free time",
    "nil",
    "none",
    "n/a",
    "-",
    "planning",
    "plan",
    "prep",
    "preparation",
    "conference",
)
#: Days of a school week.
_WEEK = 5
#: Hours that are never planning periods, whatever the file has.
BREAKS = ("lunch", "break", "recess", "interval", "homeroom", "advisory", "assembly")


def read_timetable(
    data: bytes,
    name: str,
    *,
    bells: Iterable[Bell] = (),
    letters: Collection[str] = (),
    free: Collection[str] = FREE,
) -> AvailabilityFile:
    """Return the planning periods of every teacher in the file.

    `bells` map clock times to periods, `letters` are the days of the rotation, and `free` are the
    subjects that mean "no class". Raises Unusable if the bytes are not such a table.
    """
    table = read_table(data, name, ("activity id", "teachers"))
    heads = [folded(cell) for cell in table.header.cells]
    lacking = [h for h in ("day", "hour", "subject", "teachers") if h not in heads]
    if lacking:
        raise Unusable(
            f"{shown(name)}: no column {', '.join(lacking)}. Export the schedule from FET as CSV, with its header."
        )
    day_at, hour_at, subject_at, teachers_at = (
        heads.index(h) for h in ("day", "hour", "subject", "teachers")
    )
    quiet = {folded(label) for label in free}
    known = list(bells)
    problems = list(table.problems)
    grid: dict[str, dict[str, None]] = {}
    taught: dict[str, set[tuple[str, str]]] = {}
    lines: dict[str, int] = {}
    unread: set[str] = set()
    for row in table.rows:
        day, hour = row.cells[day_at].strip(), row.cells[hour_at].strip()
        if not day or not hour:
            problems.append(
                Problem(row.line, "no day or hour (the activity is not placed): skipped.")
            )
            continue
        if not _days(day, letters):
            if day not in unread:
                problems.append(
                    Problem(
                        row.line,
                        f"day “{shown(day)}” is not a weekday or a day of the rotation: skipped.",
                    )
                )
            unread.add(day)
            continue
        grid.setdefault(day, {})[hour] = None
        for teacher in row.cells[teachers_at].split("+"):
            if teacher := clean(teacher, "teacher"):
                lines.setdefault(teacher, row.line)
                mine = taught.setdefault(teacher, set())
                if folded(row.cells[subject_at]) not in quiet:
                    mine.add((day, hour))
    rows = []
    for teacher, busy in taught.items():
        open_days: dict[tuple[str, str | None, str | None], list[str]] = {}
        for day, hours in grid.items():
            for hour in hours:
                if (day, hour) not in busy and not any(b in folded(hour) for b in BREAKS):
                    open_days.setdefault(_slot(hour, known), []).append(day)
        rows += [
            _row(lines[teacher], teacher, slot, days, letters, grid)
            for slot, days in open_days.items()
        ]
    odd = {
        hour
        for hours in grid.values()
        for hour in hours
        if _slot(hour, known) == (period(hour), None, None)
    }
    strange = sorted(
        h
        for h in odd
        if known and not _is_period(h, known) and not any(b in folded(h) for b in BREAKS)
    )
    if strange:
        problems.append(
            Problem(
                0,
                f"no bell schedule has period {', '.join(shown(h) for h in strange)}. Add it "
                "there.",
            )
        )
    return AvailabilityFile(tuple(rows), tuple(problems), ("planning",), tuple(taught))


def _is_period(hour: str, bells: Iterable[Bell]) -> bool:
    return any(p.id == period(hour) for bell in bells for p in bell.periods)


def _days(day: str, letters: Collection[str]) -> tuple[tuple[Weekday, ...], tuple[str, ...]] | None:
    """Return the weekday or the rotation's letter of a day in the file; None if neither."""
    plain = re.sub(r"(?i)^day\s+|\s+day$", "", day).strip()
    for letter in letters:
        if folded(letter) == folded(plain):
            return (), (letter,)
    try:
        found = weekdays(day)
    except UserError:
        return None
    return (found, ()) if len(found) == 1 else None


def _slot(hour: str, bells: list[Bell]) -> tuple[str, str | None, str | None]:
    """Return the period of an hour in the file.

    Returns clock times if the hour has them and no bell has such a period.
    """
    match = re.match(r"(\d{1,2})[:.h](\d{2})(?:\s*(?:-|–|to)\s*(\d{1,2})[:.h](\d{2}))?", hour)
    if match is None:
        return period(hour), None, None
    start = f"{int(match[1]):02d}:{match[2]}"
    for bell in bells:
        for one in bell.periods:
            if one.start == start:
                return one.id, None, None
    if match[3] and minutes(start) < minutes(end := f"{int(match[3]):02d}:{match[4]}"):
        return "", start, end
    return hour, None, None


def _row(
    line: int,
    teacher: str,
    slot: tuple[str, str | None, str | None],
    days: list[str],
    letters: Collection[str],
    grid: Collection[str],
) -> Read:
    """Return a planning period with its days, or without days if it is on every day."""
    week: list[str] = []
    turns: list[str] = []
    for day in days:
        found = _days(day, letters)
        week += found[0] if found else ()
        turns += found[1] if found else ()
    if len(days) == len(grid) and (len(turns) == len(letters) if turns else len(week) >= _WEEK):
        week, turns = [], []
    ordered = cast(tuple[Weekday, ...], tuple(name for name in WEEKDAYS if name in week))
    row = Availability(
        person_id=0,
        kind="planning",
        weekdays=ordered,
        letters=tuple(turns),
        period=slot[0],
        start=slot[1],
        end=slot[2],
    )
    return Read(line, teacher, row)
