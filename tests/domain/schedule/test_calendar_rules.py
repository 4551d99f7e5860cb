"""Every rule on the calendar finds its fault in a building, and is silent just inside its limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bltui.domain.checks.rules import CHECKS
from tests.domain.year.conftest import complete_year

Fault = Callable[[Any], object]


def day(on: str, kind: str, **fields: Any) -> Fault:
    return lambda world: world.put("days", date=on, kind=kind, **fields)


def met(*dates: str, weekday: str = "", last: str = "2026-12-18") -> Fault:
    """The BLT meets on some dates of a year of school."""

    def do(world: Any) -> None:
        world.put("calendars", year="2026-27", first="2026-08-24", last=last)
        pattern = {"type": "dates", "dates": dates, "weekdays": [weekday] if weekday else []}
        time = {"from": "15:15", "to": "16:00"}
        span = {"first": dates[0], "until": dates[-1]}
        world.put("series", team="blt", pattern=pattern, time=time, **span)

    return do


def both(*faults: Fault) -> Fault:
    return lambda world: [fault(world) for fault in faults]


MONTHLY = ("2026-09-23", "2026-10-05", "2026-11-30", "2026-12-01")
FIRES: list[tuple[str, str, Fault, str]] = [
    ("CAL-01", "warn", met("2026-11-11", "2026-11-12", weekday="wed"), "Thu, Nov 12, 2026 is not"),
    ("CAL-02", "warn", day("2026-11-14", "in_service"), "staff day Sat, Nov 14, 2026 is on"),
    ("CAL-02", "warn", day("2026-11-15", "in_service", name="Data"), "Nov 15, 2026 (Data) is on"),
    ("CAL-03", "info", day("2026-11-11", "ask", name="Veterans Day"), "“Veterans Day” on Wed"),
    (
        "CAL-03",
        "info",
        both(day("2026-11-11", "ask", to="2026-11-12", name="Two"), day("2026-11-11", "school")),
        "to Thu, Nov 12, 2026 is not marked",
    ),
    ("CAL-04", "info", met("2026-09-24", *MONTHLY[1:]), "Thu, Sep 24, 2026, 31 days after"),
    ("CAL-04", "info", met(MONTHLY[0], *MONTHLY[2:]), "does not meet in Oct"),
    ("CAL-04", "info", met(*MONTHLY[:3], last="2026-12-14"), "does not meet in Dec"),
]
SILENT: list[tuple[str, Fault]] = [
    ("CAL-01", met("2026-11-11", "2026-11-18", weekday="wed")),
    ("CAL-02", day("2026-11-13", "in_service")),
    ("CAL-02", day("2026-11-14", "in_service", to="2026-11-16")),
    ("CAL-02", day("2026-11-14", "no_school")),
    ("CAL-03", day("2026-11-14", "ask", name="Weekend")),
    (
        "CAL-03",
        both(day("2026-11-11", "ask", name="Veterans Day"), day("2026-11-11", "no_school")),
    ),
    ("CAL-04", met(*MONTHLY)),
    ("CAL-04", met(*MONTHLY[:3], last="2026-12-11")),
]


@pytest.mark.parametrize(("rule", "severity", "fault", "says"), FIRES)
def test_rule_fires(rule: str, severity: str, fault: Fault, says: str) -> None:
    world = complete_year()
    fault(world)
    found = world.found(rule)
    assert [weight for weight, message in found if says in message] == [severity], found


@pytest.mark.parametrize(("rule", "fault"), SILENT)
def test_rule_is_silent(rule: str, fault: Fault) -> None:
    world = complete_year()
    fault(world)
    assert world.found(rule) == []


def test_every_rule_of_the_calendar_is_here() -> None:
    own = {rule for rule in CHECKS if rule.startswith("CAL-")}
    assert {rule for rule, *_ in FIRES} == own == {rule for rule, _ in SILENT}
