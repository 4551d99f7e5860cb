"""The findings of every rule in each faulty building of its tests, on several days.

`python -m tests.domain.findings` writes them without wording: rule, severity, records, count, and
the numbers of the message. So a limit that moves by a day or by one is detected, whatever the
wording. For each limit that a rule uses, it writes the values at which the findings change:
so a minute or a person more is detected, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from bltui.domain.checks import conflicts, rules
from bltui.domain.model.building import from_documents
from bltui.domain.model.finding import Finding
from bltui.domain.schedule.conflict import ScheduleConflict
from bltui.domain.series.year_schedule import Schedule
from bltui.framework import load_framework

from . import test_conduct, test_conflicts, test_rules
from .conftest import complete_team
from .questions import facts
from .schedule import test_calendar_rules
from .year import test_year_rules
from .year.conftest import complete_year

GOLDEN = Path(__file__).parent / "golden" / "findings.jsonl"
FRAMEWORK = load_framework("south-dakota")
TODAY = date(2026, 11, 10)
#: Days, counted from today, on which the rules run.
DAYS = (-31, -8, -1, 0, 1, 8, 31)
#: The tables of faults: the starting building, the faults that fire a rule, and those that do not.
SUITES: dict[str, tuple[Callable[[], Any], list[Any], list[Any]]] = {
    "team": (complete_team, test_rules.FIRES, test_rules.SILENT),
    "conduct": (complete_team, test_conduct.FIRES, test_conduct.SILENT),
    "calendar": (complete_year, test_calendar_rules.FIRES, test_calendar_rules.SILENT),
    "year": (complete_year, test_year_rules.FIRES, test_year_rules.SILENT),
}


#: Values between which a limit is looked for at which the findings change.
LEAST, MOST = 0.0, 1000.0


@cache
def found() -> list[tuple[str, int, str, dict[int, list[Finding]]]]:
    """Return each fault with its table, row and rule, and the rule's findings by day."""
    return [
        (suite, number, rule, {day: findings(world, rule, day) for day in DAYS})
        for suite, number, rule, world in faults()
    ]


@cache
def faults() -> list[tuple[str, int, str, Any]]:
    """Return each fault of the tables: its table, row, and rule, and the faulty building."""
    every = []
    for suite, (begin, fires, silent) in SUITES.items():
        rows = [(row[0], row[2]) for row in fires] + [(row[0], row[1]) for row in silent]
        for number, (rule, fault) in enumerate(rows):
            world = begin()
            fault(world)
            every.append((suite, number, rule, world))
    return every


def findings(world: Any, rule: str, day: int = 0, **limits: float) -> list[Finding]:
    """Return what a rule finds in a building some days from today."""
    profile = world.documents["profile"][1]
    limited = {"profile": {1: {**profile, "limits": {**profile.get("limits", {}), **limits}}}}
    there = from_documents({**world.documents, **limited})
    return rules.check(there, FRAMEWORK, TODAY + timedelta(day), rules=[rule])


def schedules() -> Iterator[tuple[int, str, Schedule]]:
    """Yield each schedule with a fault, and the like ones without."""
    rows = [(rule, fires, silent) for rule, fires, _, silent in test_conflicts.CASES]
    rows += [(rule, fires, silent) for rule, _, fires, _, silent in test_conflicts.LIMITED]
    for number, (rule, *both) in enumerate(rows):
        for changes in both:
            yield number, rule, test_conflicts.schedule(**changes)


def turns(find: Callable[[float], object], low: float, high: float) -> list[float]:
    """Return the values of a limit at which something else is found."""
    before, after = find(low), find(high)
    if before == after:
        return []
    if high - low < 0.001:
        return [round(high, 2)]
    middle = (low + high) / 2
    return turns(find, low, middle) + turns(find, middle, high)


def by_limit(rule: str, find: Callable[..., object]) -> dict[str, list[float]]:
    """Return the values at which something else is found, by each limit of a rule."""
    found = {}
    for limit in FRAMEWORK.rules[rule].limits:
        at = turns(cache(lambda value, limit=limit: find(**{limit: value})), LEAST, MOST)  # type: ignore[misc]
        if at:
            found[limit] = at
    return found


def told(one: Finding) -> list[Any]:
    """Return a finding without its wording."""
    return [one.severity, one.count, facts(one.message), *one.records]


def clash(one: ScheduleConflict) -> list[Any]:
    """Return a conflict without its wording."""
    days = [day.isoformat() for day in one.dates]
    return [one.rule, one.severity, one.key, facts(one.message), *days[:1], *days[-1:], len(days)]


def lines() -> Iterator[str]:
    """Yield the findings of each fault as JSON, one fault per line."""
    for suite, number, rule, days in found():
        by_day = {day: [told(f) for f in several] for day, several in days.items()}
        yield _line(suite, number, rule, by_day)
    for suite, number, rule, world in faults():
        if at := by_limit(rule, partial(_many, world, rule)):
            yield _line(suite, number, rule, at)
    for number, rule, plan in schedules():
        yield _line("groups", number, rule, [clash(c) for c in conflicts.check(plan)])
        if at := by_limit(rule, partial(_keys, plan, rule)):
            yield _line("groups", number, rule, at)


def _many(world: Any, rule: str, **limits: float) -> int:
    return len(findings(world, rule, **limits))


def _keys(plan: Schedule, rule: str, **limits: float) -> list[str]:
    return [c.key for c in conflicts.check(plan, limits) if c.rule == rule]


def _line(*told: object) -> str:
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
