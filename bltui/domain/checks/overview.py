"""What a team should see first: what needs somebody, what comes next, who facilitates.

The Home screen and `bltui status`.
"""

from __future__ import annotations

from datetime import date

import msgspec

from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.finding import Finding
from bltui.domain.steps.progress import Progress
from bltui.domain.team.coverage_types import Coverage


class Next(msgspec.Struct, frozen=True):
    """Something that happens on a day to come."""

    day: date
    text: str
    """In words, such as "term ends: Sample Person (Union rep)"."""
    record: str
    """The record that a screen opens, as "table/id"."""


class ToDo(msgspec.Struct, frozen=True):
    """An action that is still to be done."""

    record: str
    text: str
    owner: str | None
    owner_id: int | None
    due: date | None
    overdue: bool


class Gap(msgspec.Struct, frozen=True):
    """A group that is not surely represented."""

    group: str
    """Its key, such as "UNION"; a further subgroup is its own key."""
    short: str
    """In a few words."""
    ask: bool
    """Whether somebody may represent it and has to be asked; else nobody does."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The first page of a building; the field names are the public JSON of `status`."""

    on: date
    year: str
    """The school year of the day, such as "2026-27"."""
    needs: tuple[Finding, ...]
    """Errors and warnings, the weightiest first."""
    also: tuple[Finding, ...]
    """Worth knowing: the findings that are information."""
    next: tuple[Next, ...]
    """What happens within `first_page.AHEAD` days, the soonest first.

    Of every group's meetings the next one.
    """
    week: tuple[Next, ...]
    """All meetings of the groups and the BLT in the `first_page.WEEK` days from today."""
    meeting: Coming | None
    """The BLT's next meeting."""
    agenda_sent: bool
    """Whether its agenda was sent."""
    held: Next | None
    """The BLT's meeting that is being held just now."""
    actions: tuple[ToDo, ...]
    """What is to be done, what is due first, first: so the overdue stand on top."""
    unanswered: int
    """How much feedback waits for an answer."""
    late: tuple[Next, ...]
    """What the year's work had due before the day, the longest ago first.

    `day` is when it was due.
    """
    steps: Progress | None
    """How many of the building's steps are done, and how far all are.

    None where no step, cycle or plan was begun.
    """
    steps_late: tuple[str, ...]
    """The building's steps that are late, each with its number and short name."""
    facilitator: str | None
    cofacilitator: str | None
    liaison: str | None
    """The primary liaison with the DLT/CSLT; the facilitator unless somebody else was named."""
    coverage: Coverage
    gaps: tuple[Gap, ...]
    """The groups that nobody represents or that are to be asked about, in their order."""
    staff: int
    """Active people on the list, external ones left out."""

    @property
    def empty(self) -> bool:
        """Whether nobody has begun yet: the team has no seat."""
        return self.coverage.seats == 0


def persons(count: int) -> str:
    """So many people in words: "1 person", "5 people"."""
    return f"{count} {'person' if count == 1 else 'people'}"
