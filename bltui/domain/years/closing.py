"""Close a school year. Open items are listed; nothing is locked or deleted."""

from __future__ import annotations

from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.formats import short_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import active
from bltui.domain.steps.current_state import closed_on, last_day, working_year
from bltui.domain.years.open_items import leftover

#: Effects of closing a year, for the preview.
EFFECTS = (
    "recursive steps count as done, and overdue items are no longer shown",
    "open cycles, open actions, and carried feedback continue in the next year",
    "nothing is deleted or locked, and undo reopens the year",
)


def close_year(building: Building, *, framework: Framework, today: date) -> Change:
    """Close the working year and its plan. Closing it twice is a no-op.

    A closed plan can be reopened by its status.
    """
    year = working_year(building, today)
    if (before := closed_on(building, year)) is not None:
        return no_change(f"year {year}: already closed on {short_date(before)}")
    builder = ChangeBuilder(building)
    builder.put(
        "profile", 1, year=year, closed_years={**building.profile.closed_years, year: today}
    )
    for plan in active(building.plans):
        if plan.year == year and plan.status == "active":
            builder.put("plans", plan.id, status="closed")
    if left := leftover(building, framework, year, today).counts():
        builder.note(f"left open: {left}")
    if (last := last_day(building, year)) > today:
        builder.note(f"{year} continues until {short_date(last)}; undo reopens it")
    return builder.change(f"year {year}: closed")
