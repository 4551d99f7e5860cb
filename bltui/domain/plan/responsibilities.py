"""The responsibilities board: evidence and last activity for each team responsibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Activity, Framework
from bltui.domain.model.record import active
from bltui.domain.model.steps import Evidence
from bltui.domain.steps.current_state import days_of, plan_of
from bltui.domain.team.communication import communication

#: The day of an activity and its record.
Done = tuple[date, str]


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One responsibility with its evidence."""

    key: str
    short: str
    text: str
    evidence: tuple[Evidence, ...]
    """Evidence linked by hand, newest first."""
    activities: int
    """Number of dated records of the year that count automatically."""
    last: date | None
    """The day of the last activity this year, or None."""
    record: str | None
    """The record of that activity."""


def _trainings(building: Building, year: str, today: date) -> Iterator[Done]:
    yield from (
        (training.on, f"trainings/{training.id}") for training in active(building.trainings)
    )
    yield from ((day.on, f"inservices/{day.id}") for day in active(building.inservices))


def _cycles(building: Building, year: str, today: date) -> Iterator[Done]:
    for cycle in active(building.cycles):
        days = [cycle.start, cycle.closed, *(phase.done for phase in cycle.phases)]
        yield from ((day, f"cycles/{cycle.id}") for day in days if day)


def _goals(building: Building, year: str, today: date) -> Iterator[Done]:
    """Yield the days on which plans, goals, and strategies were last saved.

    They have no date field, so the day they were saved, in the building's time zone, is used. It is
    at most `today`, which may be simulated.
    """
    zone = ZoneInfo(building.profile.tz)
    for table in ("plans", "goals", "strategies"):
        for number, record in building.table(table).items():
            if record.at is not None and not record.archived:
                yield (
                    min(datetime.fromtimestamp(record.at, zone).date(), today),
                    f"{table}/{number}",
                )


def _indicators(building: Building, year: str, today: date) -> Iterator[Done]:
    for indicator in active(building.indicators):
        for check in indicator.checks:
            if check.actual is not None:
                yield check.actual_on or check.planned, f"indicators/{indicator.id}"


def _messages(building: Building, year: str, today: date) -> Iterator[Done]:
    return ((line.on, line.record) for line in communication(building))


def _heard(building: Building, year: str, today: date) -> Iterator[Done]:
    """Yield messages from staff, families, and the community."""
    parties = ("staff", "families", "community")
    return (
        (line.on, line.record)
        for line in communication(building)
        if line.direction == "from" and line.party in parties
    )


def _finances(building: Building, year: str, today: date) -> Iterator[Done]:
    """Yield the plan's financial decisions and those of meetings."""
    yield from ((finance.on, f"finances/{finance.id}") for finance in active(building.finances))
    for decision in active(building.decisions):
        meeting = building.meetings.get(decision.meeting_id)
        if decision.category == "financial" and meeting is not None and not meeting.archived:
            yield meeting.on, f"decisions/{decision.id}"


def _feedback(building: Building, year: str, today: date) -> Iterator[Done]:
    """Yield feedback rounds, and feedback given outside of rounds."""
    yield from ((one.opens, f"rounds/{one.id}") for one in active(building.rounds))
    yield from (
        (one.on, f"feedback/{one.id}") for one in active(building.feedback) if one.round_id is None
    )


def _evaluation(building: Building, year: str, today: date) -> Iterator[Done]:
    plan = plan_of(building, year)
    if plan is not None:
        yield from ((day, f"plans/{plan.id}") for day in (plan.impact_on, plan.process_on) if day)


_ACTIVITIES: dict[Activity, Callable[[Building, str, date], Iterator[Done]]] = {
    "training": _trainings,
    "cycles": _cycles,
    "goals": _goals,
    "indicators": _indicators,
    "messages": _messages,
    "staff_messages": _heard,
    "finances": _finances,
    "feedback": _feedback,
    "evaluation": _evaluation,
}


def responsibilities(
    building: Building, framework: Framework, year: str, today: date
) -> list[Duty]:
    """Return every responsibility with the year's evidence and last activity up to `today`."""
    first, last = days_of(building, year)
    result = []
    for key, duty in framework.responsibilities.items():
        own = [e for e in active(building.evidence) if key in e.responsibilities and e.year == year]
        done = {
            d for activity in duty.activity for d in _ACTIVITIES[activity](building, year, today)
        }
        done = {(day, record) for day, record in done if first <= day <= min(last, today)}
        newest = max([*done, *((e.on, f"evidence/{e.id}") for e in own)], default=None)
        result.append(
            Duty(
                key=key,
                short=duty.short,
                text=duty.text,
                evidence=tuple(sorted(own, key=lambda e: (-e.on.toordinal(), e.id))),
                activities=len(done),
                last=newest[0] if newest else None,
                record=newest[1] if newest else None,
            )
        )
    return result
