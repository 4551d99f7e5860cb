"""The findings of every rule in each faulty building of its tests, on several days.

`python -m tests.domain.findings` writes them without wording: rule, severity, records and count. So
a limit that moves by a day or by one is detected, whatever the wording.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bltui.domain.checks import rules
from bltui.domain.model.finding import Finding
from bltui.framework import load_framework

from . import test_conduct, test_rules
from .conftest import complete_team
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
    "year": (complete_year, test_year_rules.FIRES, test_year_rules.SILENT),
}


@cache
def found() -> list[tuple[str, int, str, dict[int, list[Finding]]]]:
    """Return each fault with its table, row and rule, and the rule's findings by day."""
    every = []
    for suite, (begin, fires, silent) in SUITES.items():
        rows = [(row[0], row[2]) for row in fires] + [(row[0], row[1]) for row in silent]
        for number, (rule, fault) in enumerate(rows):
            world = begin()
            fault(world)
            building = world.building
            days = {
                day: rules.check(building, FRAMEWORK, TODAY + timedelta(day), rules=[rule])
                for day in DAYS
            }
            every.append((suite, number, rule, days))
    return every


def lines() -> Iterator[str]:
    """Yield the findings of each fault as JSON, one fault per line."""
    for suite, number, rule, days in found():
        told = {
            day: [[f.severity, f.count, *f.records] for f in findings]
            for day, findings in days.items()
        }
        yield json.dumps([suite, number, rule, told], separators=(",", ":"))


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
