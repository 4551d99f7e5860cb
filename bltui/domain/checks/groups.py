"""The rules about Collaborative Work Groups and the calendar, registered: CWG-01 to CWG-36 and CAL-01 to CAL-04.

The schedule is expanded once for all of them; where a building has neither groups nor a calendar nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks import calendar
from bltui.domain.checks.context import Case, Check, RuleSet
from bltui.domain.model.finding import Hit
from bltui.domain.model.record import live

rule = RuleSet()

#: Every rule id about groups; each is found by `conflicts.check` in one go.
CLASHES = tuple(f"CWG-{n:02d}" for n in range(1, 37))


def _clashes(rule_id: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        return (clash.hit() for clash in case.clashes if clash.rule == rule_id and not clash.waived)

    return check


for _id in CLASHES:
    rule(_id)(_clashes(_id))


@rule("CAL-01")
def weekday_differs(case: Case) -> Iterator[Hit]:
    """A listed date falls on the weekday that is stated with it."""
    if case.building.series:
        yield from calendar.weekday_differs(live(case.building.series))


@rule("CAL-02")
def staff_day_on_weekend(case: Case) -> Iterator[Hit]:
    """Staff days lie on weekdays."""
    if case.building.days:
        yield from calendar.staff_day_on_weekend(live(case.building.days))


@rule("CAL-03")
def open_or_closed(case: Case) -> Iterator[Hit]:
    """Named days say whether school is open."""
    if case.building.days:
        yield from calendar.open_or_closed(live(case.building.days), live(case.building.calendars))


@rule("CAL-04")
def blt_gaps(case: Case) -> Iterator[Hit]:
    """The BLT meets every month, and soon after the first day of school."""
    schedule = case.schedule
    if schedule is not None and schedule.table is not None:
        blt = [schedule.expansions[s.id] for s in schedule.series.values() if s.team == "blt"]
        yield from calendar.blt_gaps(schedule.table, blt)
