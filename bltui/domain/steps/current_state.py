"""Look up the working year, its plan, and the records and evidence of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import BoardKey
from bltui.domain.model.people import Person
from bltui.domain.model.plan import Plan
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year, school_year_of
from bltui.domain.model.steps import Evidence, StepState


def working_year(building: Building, today: date) -> str:
    """Return the building's working year if it is set, else the current school year."""
    return building.profile.year or school_year_of(today, building.profile.year_starts).label


def days_of(building: Building, year: str) -> tuple[date, date]:
    """Return the first and last day of a school year, or all days if the label is not a year."""
    start = year[:4]
    if not start.isdecimal():
        return date.min, date.max
    found = school_year(int(start), building.profile.year_starts)
    return found.first, found.last


def last_day(building: Building, year: str) -> date:
    """Return the last day with students, from the calendar if there is one."""
    days = [calendar.last for calendar in active(building.calendars) if calendar.year == year]
    return max(days) if days else days_of(building, year)[1]


def closed_on(building: Building, year: str) -> date | None:
    """Return the day on which a school year was closed, or None if it is open."""
    return building.profile.closed_years.get(year)


def following(building: Building, year: str) -> str:
    """Return the label of the next school year, or the same label if it is not a year."""
    start = year[:4]
    return (
        school_year(int(start) + 1, building.profile.year_starts).label
        if start.isdecimal()
        else year
    )


def coming_year(building: Building, today: date) -> str:
    """Return the school year to plan for: the one after the working year, but never a past one."""
    after = following(building, working_year(building, today))
    return max(after, school_year_of(today, building.profile.year_starts).label)


def state_of(building: Building, board: BoardKey, step: int, year: str) -> StepState | None:
    """Return the record of a step in a year, or None if it has not been edited."""
    return next(
        (
            s
            for s in active(building.steps)
            if s.board == board and s.step == step and s.year == year
        ),
        None,
    )


def evidence_of(building: Building, board: BoardKey, step: int, year: str) -> Iterator[Evidence]:
    """Yield the evidence of a step in a year, including that of its cycles."""
    return (
        e
        for e in active(building.evidence)
        if e.board == board and e.step == step and e.year == year
    )


def plan_of(building: Building, year: str) -> Plan | None:
    """Return the active plan of a year, else the newest one, else None."""
    own = [p for p in active(building.plans) if p.year == year]
    return next((p for p in own if p.status == "active"), own[-1] if own else None)


def owner_name(building: Building, owner_id: int | None) -> str | None:
    """Return the name of a step's owner, or None if there is no such person."""
    person: Person | None = building.people.get(owner_id) if owner_id is not None else None
    return person.name if person else None
