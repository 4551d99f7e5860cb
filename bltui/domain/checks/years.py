"""Rules of the roll-over: a year that has ended is closed (STP-06), and the next one is opened (STP-07)."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Hit
from bltui.domain.steps.current_state import closed_on, days_of, following, last_day, working_year

rule = RuleSet()


@rule("STP-06")
def ended(case: Case) -> Iterator[Hit]:
    """A school year that has ended is closed. A building that names no year works on that of today."""
    year = case.building.profile.year
    if year and closed_on(case.building, year) is None and (last := last_day(case.building, year)) < case.today:
        days = (case.today - last).days
        yield Hit(f"The school year {year} ended on {show_date(last)}: close it", (), year, count=days)


@rule("STP-07")
def begun(case: Case) -> Iterator[Hit]:
    """After a closed year the next one is opened once it has begun."""
    year = working_year(case.building, case.today)
    after = following(case.building, year)
    if closed_on(case.building, year) is not None and days_of(case.building, after)[0] <= case.today:
        yield Hit(f"{year} is closed and {after} has begun: open it", (), after)
