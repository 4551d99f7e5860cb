"""Report which work of the year is tagged with which staff development standard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import active
from bltui.domain.plan.alignment import goals_of, strategies_of
from bltui.domain.steps.current_state import days_of


class Tagged(msgspec.Struct, frozen=True):
    """A record tagged with the standard."""

    what: str
    """Such as "goal" or "evidence"."""
    text: str
    record: str
    on: date | None = None


class ByStandard(msgspec.Struct, frozen=True, kw_only=True):
    """A standard with the work tagged with it."""

    key: str
    label: str
    text: str
    """Quoted from the source document."""
    work: tuple[Tagged, ...]
    counts: dict[str, int]
    """Number of records by kind, without zeros."""


def _tagged(
    building: Building, framework: Framework, year: str
) -> Iterator[tuple[tuple[str, ...], Tagged]]:
    """Yield every taggable record of a year with its standards."""
    first, last = days_of(building, year)
    for state in active(building.steps):
        step = framework.boards[state.board].step(state.step)
        if state.year == year and step is not None:
            yield (
                state.standards,
                Tagged("step", f"{state.step} {step.title}", f"steps/{state.id}", state.done),
            )
    for goal in goals_of(building, year):
        yield goal.standards, Tagged("goal", goal.title, f"goals/{goal.id}")
    for strategy in strategies_of(building, year):
        yield (
            strategy.standards,
            Tagged("strategy", strategy.text, f"strategies/{strategy.id}", strategy.start),
        )
    for training in active(building.trainings):
        if first <= training.on <= last:
            text = training.title or f"{labels.team()} training"
            yield (
                training.standards,
                Tagged("training", text, f"trainings/{training.id}", training.on),
            )
    for day in active(building.inservices):
        if first <= day.on <= last:
            yield (
                day.standards,
                Tagged("in-service", day.title or "in-service", f"inservices/{day.id}", day.on),
            )
    for evidence in active(building.evidence):
        if evidence.year == year:
            yield (
                evidence.standards,
                Tagged("evidence", evidence.title, f"evidence/{evidence.id}", evidence.on),
            )


def by_standard(building: Building, framework: Framework, year: str) -> list[ByStandard]:
    """Return every standard, including those without work, with the year's tagged work."""
    tagged = list(_tagged(building, framework, year))
    result = []
    for key, standard in framework.standards.items():
        work = tuple(item for standards, item in tagged if key in standards)
        counts: dict[str, int] = {}
        for item in work:
            counts[item.what] = counts.get(item.what, 0) + 1
        result.append(
            ByStandard(key=key, label=standard.label, text=standard.text, work=work, counts=counts)
        )
    return result
