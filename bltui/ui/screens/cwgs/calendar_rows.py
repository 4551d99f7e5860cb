"""What the school calendar shows as rows: the days that are set, every school day, the year with
its letters and bells, the findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.model.building import Building
from bltui.domain.model.calendar import DAY_KINDS, EARLY, POLICIES, Bell, Calendar, Day
from bltui.domain.model.formats import date_range, show_date, show_month, show_time, time_range
from bltui.domain.model.record import active
from bltui.domain.schedule.days import SchoolDay, Timetable
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Column, Row

DAYS = (Column(cells=19), Column(cells=15), Column(wraps=True))
YEAR = (Column(cells=12), Column(wraps=True))
FOUND = (Column(cells=1), Column(wraps=True))
_ROLES = {
    "no_school": "paused",
    "snow": "required",
    "in_service": "info",
    "early_release": "recommended",
    "conditional": "recommended",
    "ask": "recommended",
    "school": "done",
}


def set_rows(state: State) -> Iterator[Row]:
    """The days that are not ordinary, by month."""
    last = ""
    for day in sorted(active(state.building.days), key=lambda d: (d.date, d.to or d.date, d.id)):
        if show_month(day.date) != last:
            last = show_month(day.date)
            yield Row(None, (last,), "heading")
        role = _ROLES.get(day.kind, "")
        yield Row(
            f"days/{day.id}",
            (
                date_range(day.date, day.to),
                Bit(f"{state.signs.of(role)} {DAY_KINDS[day.kind]}", role),
                _set_words(day, state.building),
            ),
        )


def _set_words(day: Day, building: Building) -> str:
    more = [day.name]
    more += [f"letter {day.letter}"] if day.letter else []
    more += [f"until {show_time(day.dismissal)}"] if day.dismissal else []
    more += [f"if {day.condition}"] if day.condition else []
    more += [f"for {show_date(day.makes_up)}"] if day.makes_up else []
    more += [f"({day.level})"] if day.level else []
    if day.bell is not None and (bell := building.bells.get(day.bell)):
        more.append(bell.label)
    return ", ".join(m for m in more if m)


def school_day_rows(state: State, table: Timetable) -> Iterator[Row]:
    """Every school day, by month."""
    last = ""
    for day in table.days():
        if show_month(day.date) != last:
            last = show_month(day.date)
            yield Row(None, (last,), "heading")
        role = _ROLES.get(day.kind, "") if day.kind != "school" else ""
        word = "school" if day.kind == "school" else DAY_KINDS[day.kind]
        yield Row(
            f"on/{day.date}",
            (
                show_date(day.date),
                Bit(f"{state.signs.of(role)} {word}", role),
                _school_day_words(day, table),
            ),
        )


def _school_day_words(day: SchoolDay, table: Timetable) -> str:
    bell = table.bells.get(day.bell) if day.bell is not None else None
    words = [
        f"{day.letter} day" if day.letter else "",
        bell.label if bell and len(table.bells) > 1 else "",
        day.name,
    ]
    words.append("undecided" if day.ask else "")
    words.append(f"until {show_time(day.dismissal)}" if day.dismissal else "")
    return ", ".join(word for word in words if word)


def _row(name: str, head: str, text: str, role: str = "") -> Row:
    return Row(name, (Bit(head, "quiet"), Bit(text, role)))


def year_rows(building: Building, calendar: Calendar, table: Timetable) -> Iterator[Row]:
    """The year, its letter days, its terms, its bells."""
    yield _row("year", "From", show_date(calendar.first))
    yield _row("year-last", "Until", show_date(calendar.last))
    yield _row(
        "year-days",
        "Days",
        f"{table.student_days()} with students, {table.staff_days()} for staff",
    )
    yield _row("year-tz", "Time zone", calendar.tz, "required" if calendar.tz == "UTC" else "")
    rotation = calendar.rotation
    if rotation is None:
        yield _row("rotation", "Letter days", "none")
    else:
        policy = POLICIES[rotation.policy]
        yield _row(
            "rotation",
            "Letter days",
            f"{', '.join(rotation.names)} from {show_date(rotation.start)}",
        )
        yield _row("rotation-policy", "Snow day rule", policy)
    if not calendar.terms:
        yield _row("terms", "Terms", "none")
    for term in calendar.terms:
        yield _row(f"terms-{term.name}", term.name, date_range(term.first, term.last))
    yield from _bell_rows(building, calendar)


def _bell_rows(building: Building, calendar: Calendar) -> Iterator[Row]:
    bells = sorted(active(building.bells), key=lambda b: b.id)
    yield Row(None, ("Bells",), "heading")
    if not bells:
        yield _row("bells/0", "None", "press b to add one (needed for periods)", "recommended")
    used: dict[int, list[str]] = {}
    for weekday, number in calendar.weekly_bell.items():
        used.setdefault(number, []).append("early release" if weekday == EARLY else weekday)
    for place, bell in enumerate(bells):
        yield _row(
            f"bells/{bell.id}",
            bell.label,
            _bell_words(bell, used.get(bell.id, []), ordinary=place == 0),
        )


def _bell_words(bell: Bell, days: list[str], *, ordinary: bool) -> str:
    ends = time_range(bell.students.start, bell.students.end)
    count = f"{len(bell.periods)} periods" if bell.periods else "no periods"
    used = ", ".join(days) if days else "other days" if ordinary else ""
    return ", ".join(word for word in (ends, count, used) if word)


def finding_rows(state: State) -> list[Row]:
    """What the checks find about the calendar."""
    mine = [f for f in state.findings if f.rule.startswith("CAL-")]
    return [
        Row(
            f"found/{n}",
            (Bit(state.signs.of(WEIGHTS[f.severity][0]), WEIGHTS[f.severity][0]), f.message),
        )
        for n, f in enumerate(mine)
    ]
