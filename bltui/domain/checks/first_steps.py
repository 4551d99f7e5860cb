"""The five steps that set up a building, from its first member to the dates of its meetings.

They stand in for the checks until the team has a member: an empty building is not an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from bltui.domain.calendar import edits
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import date_range
from bltui.domain.model.record import active

Key = Literal["members", "calendar", "leaders", "groups", "dates"]

TITLE = "Set up this building"
#: What stands where the findings would be.
NO_CHECKS = "The checks start when the first member is on the team."


class FirstStep(msgspec.Struct, frozen=True):
    """One step, what does it in a shell, and the step that comes before it."""

    key: Key
    text: str
    done: bool
    run: str
    """The command that does it, in a shell."""
    after: int = 0
    """The number of the step that must be done first, while it is not; 0 if none."""


def wanted(building: Building) -> bool:
    """Return whether nobody has ever been on the team, so that there is nothing to check."""
    return not any(active(building.memberships))


def first_steps(building: Building, today: date) -> tuple[FirstStep, ...]:
    """Return the steps in order."""
    members = not wanted(building)
    try:
        calendar = edits.calendar_of(building, today)
        days = f"Check the school year: {date_range(calendar.first, calendar.last)}"
    except UserError:
        calendar, days = None, "Enter the school year and its breaks"
    groups = any(active(building.cwgs))
    dates = any(s.team == "blt" for s in active(building.series)) or any(active(building.meetings))
    leaders = any(active(building.assignments))
    first, second = (0 if members else 1), (0 if calendar else 2)
    return (
        FirstStep(
            "members",
            "Import your roster, or add the members",
            members,
            "bltui team import ROSTER.csv",
        ),
        FirstStep("calendar", days, calendar is not None, "bltui calendar import CALENDAR.ics"),
        FirstStep(
            "leaders",
            f"Name the facilitator and the {building.profile.dlt_label} liaison",
            leaders,
            "bltui team facilitator NAME",
            first,
        ),
        FirstStep(
            "groups",
            f"Form the work groups ({labels.groups()})",
            groups,
            "bltui cwg add NAME --structure interest",
            second,
        ),
        FirstStep(
            "dates",
            f"Set the dates of the {labels.team()} meetings",
            dates,
            'bltui cwg schedule blt "first tue 3:15pm-4:30pm"',
            second,
        ),
    )


def done(steps: Sequence[FirstStep]) -> str:
    """Return how many steps are done, such as "1 of 5"."""
    return f"{sum(step.done for step in steps)} of {len(steps)}"
