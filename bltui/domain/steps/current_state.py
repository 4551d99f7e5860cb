"""Where the work stands: which year is worked on, its plan, the record of a step and what shows it."""

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
    """The school year that is being worked on: the one that the building says, else the one of
    today.
    """
    return building.profile.year or school_year_of(today, building.profile.year_starts).label


def days_of(building: Building, year: str) -> tuple[date, date]:
    """First and last day of a school year by its label; all days where the label names no year."""
    start = year[:4]
    if not start.isdecimal():
        return date.min, date.max
    found = school_year(int(start), building.profile.year_starts)
    return found.first, found.last


def last_day(building: Building, year: str) -> date:
    """The last day with students as the year's calendar has it.

    Without one the last day of the school year itself.
    """
    days = [calendar.last for calendar in active(building.calendars) if calendar.year == year]
    return max(days) if days else days_of(building, year)[1]


def closed_on(building: Building, year: str) -> date | None:
    """The day on which a school year was closed; None while it is open."""
    return building.profile.closed_years.get(year)


def following(building: Building, year: str) -> str:
    """The label of the school year after another one; the same label where it names no year."""
    start = year[:4]
    return (
        school_year(int(start) + 1, building.profile.year_starts).label
        if start.isdecimal()
        else year
    )


def coming_year(building: Building, today: date) -> str:
    """The school year that is planned for: the one after that which is worked on, never one that is
    over.
    """
    after = following(building, working_year(building, today))
    return max(after, school_year_of(today, building.profile.year_starts).label)


def state_of(building: Building, board: BoardKey, step: int, year: str) -> StepState | None:
    """The record of a step in a year; None while nobody touched it."""
    return next(
        (
            s
            for s in active(building.steps)
            if s.board == board and s.step == step and s.year == year
        ),
        None,
    )


def evidence_of(building: Building, board: BoardKey, step: int, year: str) -> Iterator[Evidence]:
    """What shows a step in a year, that of its cycles too."""
    return (
        e
        for e in active(building.evidence)
        if e.board == board and e.step == step and e.year == year
    )


def plan_of(building: Building, year: str) -> Plan | None:
    """The plan of a year: the active one, else the newest."""
    own = [p for p in active(building.plans) if p.year == year]
    return next((p for p in own if p.status == "active"), own[-1] if own else None)


def owner_name(building: Building, owner_id: int | None) -> str | None:
    """The name of a step's owner.

    None where nobody is named or the person is gone from the file.
    """
    person: Person | None = building.people.get(owner_id) if owner_id is not None else None
    return person.name if person else None
