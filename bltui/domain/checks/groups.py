"""Registration of the group and calendar rules: CWG-01 to CWG-36 and CAL-01 to CAL-04.

The schedule is expanded once for all of them, and only if the building has groups or a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks import calendar
from bltui.domain.checks.context import Check, RuleContext, RuleSet
from bltui.domain.model.finding import Violation
from bltui.domain.model.record import active
from bltui.domain.series.team_meetings import is_separate

rule = RuleSet()

#: Ids of the group rules. One call of `conflicts.check` evaluates all of them.
CLASHES = tuple(f"CWG-{n:02d}" for n in range(1, 37))


def _clashes(rule_id: str) -> Check:
    def check(context: RuleContext) -> Iterator[Violation]:
        return (
            clash.hit() for clash in context.clashes if clash.rule == rule_id and not clash.waived
        )

    return check


for _id in CLASHES:
    rule(_id)(_clashes(_id))


@rule("CAL-01")
def weekday_differs(context: RuleContext) -> Iterator[Violation]:
    """Report listed dates that are not on the weekday stated with them."""
    if context.building.series:
        yield from calendar.weekday_differs(active(context.building.series))


@rule("CAL-02")
def staff_day_on_weekend(context: RuleContext) -> Iterator[Violation]:
    """Report staff days on weekends."""
    if context.building.days:
        yield from calendar.staff_day_on_weekend(active(context.building.days))


@rule("CAL-03")
def open_or_closed(context: RuleContext) -> Iterator[Violation]:
    """Report named days that are not marked open or closed."""
    if context.building.days:
        yield from calendar.open_or_closed(
            active(context.building.days), active(context.building.calendars)
        )


@rule("CAL-04")
def blt_gaps(context: RuleContext) -> Iterator[Violation]:
    """Report months without a BLT meeting, and a late first meeting."""
    schedule = context.schedule
    if schedule is not None and schedule.table is not None:
        series = [s for s in schedule.series.values() if s.team == "blt" and not is_separate(s)]
        blt = [schedule.expansions[s.id] for s in series]
        yield from calendar.blt_gaps(schedule.table, blt)
