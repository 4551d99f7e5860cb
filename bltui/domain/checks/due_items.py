"""Upcoming and late items: steps, cycles, trainings, in-service days, and progress checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import BoardKey, Framework
from bltui.domain.model.record import active
from bltui.domain.model.steps import step_words
from bltui.domain.model.text import folded
from bltui.domain.model.work_groups import group_label
from bltui.domain.plan.alignment import worked_on
from bltui.domain.steps.boards import board
from bltui.domain.steps.current_state import closed_on, working_year
from bltui.domain.training.timeline import in_calendar

#: The day, the text, and the record that a screen opens.
Coming = tuple[date, str, str]
_BOARDS: tuple[BoardKey, ...] = ("building", "district")


def upcoming(building: Building, framework: Framework, today: date) -> list[Coming]:
    """Return items that are due today or later, earliest first."""
    found = [
        *_steps(building, framework, today),
        *_cycles(building),
        *training_days(building),
        *_checks(building, today),
    ]
    return sorted(one for one in found if one[0] >= today)


def late(building: Building, framework: Framework, today: date) -> list[Coming]:
    """Return items that were due before today and are not done, oldest first.

    Steps, cycles, and progress checks only.
    """
    found = [*_steps(building, framework, today), *_cycles(building), *_checks(building, today)]
    return sorted(one for one in found if one[0] < today)


def _steps(building: Building, framework: Framework, today: date) -> Iterator[Coming]:
    year = working_year(building, today)
    for which in _BOARDS:
        for card in board(building, framework, year, today, which).cards:
            if card.due and card.record and card.status not in ("done", "not_applicable"):
                yield card.due, f"{step_words(which, card.step)} is due: {card.title}", card.record


def _cycles(building: Building) -> Iterator[Coming]:
    for cycle in active(building.cycles):
        if cycle.outcome is None and cycle.due:
            name = f"{group_label(building, cycle.cwg_id)}, cycle {cycle.number}"
            yield cycle.due, f"{name} is due", f"cycles/{cycle.id}"


def training_days(building: Building) -> Iterator[Coming]:
    """Yield BLT trainings and in-service days, including those only in the calendar."""
    for training in active(building.trainings):
        title = f": {training.title}" if training.title else ""
        yield training.on, f"{labels.team()} training{title}", f"trainings/{training.id}"
    for day in active(building.inservices):
        title = f": {day.title}" if day.title else ""
        yield day.on, f"in-service day{title}", f"inservices/{day.id}"
    for day in in_calendar(building):
        # Skip a title that only repeats "in-service day".
        title = (
            f": {day.title}"
            if folded(day.title) not in ("", "in-service", "inservice", "in-service day")
            else ""
        )
        yield day.on, f"in-service day{title}", f"calendar/{day.on}"


def _checks(building: Building, today: date) -> Iterator[Coming]:
    """Yield planned progress checks without a result, of strategies in progress."""
    year = working_year(building, today)
    if closed_on(building, year) is not None:
        return
    watched = {s.id for s in worked_on(building, year)}
    for indicator in active(building.indicators):
        if indicator.strategy_id is None or indicator.strategy_id in watched:
            for check in indicator.checks:
                if check.actual is None:
                    yield (
                        check.planned,
                        f"progress check: {indicator.statement}",
                        f"indicators/{indicator.id}",
                    )
