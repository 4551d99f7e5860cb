"""Rules of the roll-over: a year that has ended is closed (STP-06), and the next one is opened
(STP-07).
"""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Violation
from bltui.domain.steps.current_state import closed_on, days_of, following, last_day, working_year

rule = RuleSet()


@rule("STP-06")
def ended(context: RuleContext) -> Iterator[Violation]:
    """A school year that has ended is closed.

    A building that names no year works on that of today.
    """
    year = context.building.profile.year
    if (
        year
        and closed_on(context.building, year) is None
        and (last := last_day(context.building, year)) < context.today
    ):
        days = (context.today - last).days
        yield Violation(
            f"The school year {year} ended on {show_date(last)}: close it", (), year, count=days
        )


@rule("STP-07")
def begun(context: RuleContext) -> Iterator[Violation]:
    """After a closed year the next one is opened once it has begun."""
    year = working_year(context.building, context.today)
    after = following(context.building, year)
    if (
        closed_on(context.building, year) is not None
        and days_of(context.building, after)[0] <= context.today
    ):
        yield Violation(f"{year} is closed and {after} has begun: open it", (), after)
