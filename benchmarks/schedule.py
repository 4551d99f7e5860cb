"""Meetings: expanding a year's series, finding all conflicts, and the preview of one group.

The expansion is compared with dateutil's rruleset.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import msgspec
from dateutil.rrule import DAILY, WEEKLY, rrule, rruleset

from benchmarks.report import Row
from bltui.domain.checks import conflicts
from bltui.domain.model.building import from_documents
from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.record import to_document
from bltui.domain.model.series import Series, Slot, Weekly
from bltui.domain.schedule.days import Timetable, timetable
from bltui.domain.schedule.expansion import expand_all
from bltui.domain.series.year_schedule import Schedule, schedule_of

FIRST, LAST, TODAY = date(2026, 8, 24), date(2027, 5, 28), date(2026, 11, 23)
OFF = (
    (date(2026, 11, 25), date(2026, 11, 27)),
    (date(2026, 12, 21), date(2027, 1, 1)),
    (date(2027, 3, 15), date(2027, 3, 19)),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def _documents() -> dict[str, dict[int, dict[str, object]]]:
    """Return documents of 60 groups of eight among 300 people, each group with a series."""
    documents: dict[str, dict[int, dict[str, object]]] = {
        "profile": {1: {"name": "Sample School", "grades": ["1"]}},
        "people": {n: {"name": f"Sample Person {n}"} for n in range(1, 301)},
        "calendars": {1: to_document(Calendar(year="2026-27", first=FIRST, last=LAST))},
        "days": {
            n: to_document(Day(date=a, to=b, kind="no_school")) for n, (a, b) in enumerate(OFF, 1)
        },
        "cwgs": {},
        "series": {},
    }
    for n in range(60):
        members = tuple(Member((n * 5 + k) % 300 + 1) for k in range(8))
        documents["cwgs"][n + 1] = to_document(
            Cwg(number=n + 1, name=f"Sample {n}", leader_id=members[0].person_id, members=members)
        )
        series = Series(
            cwg_id=n + 1,
            pattern=Weekly(days=(WEEKDAYS[n % 5],), interval=1 + n % 2),  # type: ignore[arg-type]
            time=Slot(start=f"{7 + n % 9:02d}:15", end=f"{8 + n % 9:02d}:00"),
            first=FIRST,
            until=LAST,
        )
        documents["series"][n + 1] = to_document(series)
    return documents


def _dateutil(series: Series, off: list[rrule]) -> int:
    rules = rruleset()
    start = datetime.combine(series.first, datetime.min.time())
    pattern = series.pattern
    assert isinstance(pattern, Weekly)
    until = datetime.combine(series.until, datetime.min.time())
    rules.rrule(
        rrule(
            WEEKLY,
            dtstart=start,
            interval=pattern.interval,
            byweekday=WEEKDAYS.index(pattern.days[0]),
            until=until,
        )
    )
    for one in off:
        rules.exrule(one)
    return len(list(rules))


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def _preview(schedule: Schedule, group: Cwg) -> object:
    changed = msgspec.structs.replace(group, members=group.members[1:])
    return conflicts.check(schedule.with_group(changed), only=group.id)


def run(runs: int) -> list[Row]:
    """Return the rows, with both sides measured in turn."""
    building = from_documents(_documents())
    table: Timetable = timetable(building.calendars[1], building.days.values())
    off = [
        rrule(
            DAILY,
            dtstart=datetime.combine(a, datetime.min.time()),
            until=datetime.combine(b, datetime.min.time()),
        )
        for a, b in OFF
    ]
    series = list(building.series.values())
    figures: dict[str, list[float]] = {"ours": [], "dateutil": [], "all": [], "one": []}
    for turn in range(runs + 1):
        schedule = schedule_of(building, TODAY)
        took = {
            "ours": _timed(partial(expand_all, series, (), table)),
            "dateutil": _timed(lambda: [_dateutil(one, off) for one in series]),
            "all": _timed(partial(conflicts.check, schedule)),
            "one": _timed(partial(_preview, schedule, building.cwgs[7])),
        }
        if turn:
            for name, value in took.items():
                figures[name].append(value)
    return [
        Row(
            "60 series of a year, expanded",
            figures["ours"],
            "dateutil rruleset",
            figures["dateutil"],
            "ms",
            0.2,
        ),
        Row("all conflicts of 60 groups", figures["all"], "expanding them", figures["ours"], "ms"),
        Row("preview of one changed group", figures["one"], "all conflicts", figures["all"], "ms"),
    ]
