"""Rules for closing a past school year (STP-06) and opening the next one (STP-07)."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import short_date
from bltui.domain.steps.current_state import closed_on, days_of, following, last_day, working_year

rule = RuleSet()


@rule("STP-06")
def ended(context: RuleContext) -> Iterator[Violation]:
    """Report a school year that has ended but is not closed.

    Skipped if the building has no working year set.
    """
    year = context.building.profile.year
    if (
        year
        and closed_on(context.building, year) is None
        and (last := last_day(context.building, year)) < context.today
    ):
        days = (context.today - last).days
        yield Violation(
            f"The school year {year} ended on {short_date(last)} and is not closed",
            (),
            year,
            count=days,
        )


@rule("STP-07")
def begun(context: RuleContext) -> Iterator[Violation]:
    """Report a closed year if the next one has begun but is not open."""
    year = working_year(context.building, context.today)
    after = following(context.building, year)
    if (
        closed_on(context.building, year) is not None
        and days_of(context.building, after)[0] <= context.today
    ):
        yield Violation(f"{year} is closed, and {after} has started but is not open", (), after)
