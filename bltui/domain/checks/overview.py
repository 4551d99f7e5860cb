"""The overview of a building for the Home screen and `bltui status`."""

from __future__ import annotations

from datetime import date

import msgspec

from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.finding import Finding
from bltui.domain.steps.progress import Progress
from bltui.domain.team.coverage_types import Coverage

#: The rules that report late actions, steps, cycles, and progress checks.
_LATE = ("ACT-03", "STP-01", "SIP-05")


class Next(msgspec.Struct, frozen=True):
    """An upcoming event."""

    day: date
    text: str
    """Text such as "term ends: Sample Person (Union rep)"."""
    record: str
    """The record that a screen opens, as "table/id"."""


class ToDo(msgspec.Struct, frozen=True):
    """An open action."""

    record: str
    text: str
    owner: str | None
    owner_id: int | None
    due: date | None
    overdue: bool
    owners: tuple[int, ...]


class Gap(msgspec.Struct, frozen=True):
    """A group that is missing or to be confirmed."""

    group: str
    """Its key, such as "UNION". A subgroup is its own key."""
    short: str
    """A short label."""
    ask: bool
    """Whether someone may represent it, to be confirmed. Otherwise nobody does."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The overview of a building. The field names are the public JSON of `status`."""

    on: date
    year: str
    """The school year of the day, such as "2026-27"."""
    needs: tuple[Finding, ...]
    """Required and recommended findings, most severe first."""
    also: tuple[Finding, ...]
    """Findings of severity info."""
    next: tuple[Next, ...]
    """Events within `dashboard.AHEAD` days, earliest first.

    Includes only the next meeting of each group.
    """
    week: tuple[Next, ...]
    """All meetings of the groups and the BLT in the next `dashboard.WEEK` days."""
    meeting: Coming | None
    """The BLT's next meeting."""
    agenda_sent: bool
    """Whether its agenda was sent."""
    post_by: str | None
    """The deadline for posting its agenda, such as "2026-12-01T15:15", until it is posted or over."""
    held: Next | None
    """The BLT's running meeting."""
    actions: tuple[ToDo, ...]
    """Open actions by due date."""
    unanswered: int
    """Number of feedback items without an answer."""
    late: tuple[Next, ...]
    """Late items, oldest first. `day` is the due date."""
    steps: Progress | None
    """The progress of the building's steps, or None before any work has begun."""
    steps_late: tuple[str, ...]
    """The building's late steps, with number and short name."""
    facilitator: str | None
    cofacilitator: str | None
    liaison: str | None
    """The link to the DLT/CSLT: by duty, by seat (central office), or else the facilitator."""
    coverage: Coverage
    gaps: tuple[Gap, ...]
    """The groups that are missing or to be confirmed, in order."""
    staff: int
    """Number of active people who are not external."""

    @property
    def reported(self) -> frozenset[str]:
        """The late records that `needs` reports, so that a list of late items can leave them out."""
        return frozenset(r for f in self.needs if f.rule in _LATE for r in f.records)

    @property
    def empty(self) -> bool:
        """Whether the team has no seats yet."""
        return self.coverage.seats == 0


def persons(count: int) -> str:
    """Format a number of people: "1 person", "5 people"."""
    return f"{count} {'person' if count == 1 else 'people'}"
