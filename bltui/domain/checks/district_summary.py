"""A building's row in the district summary: steps, cycles, findings, and context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.finding import Finding
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.severity import tally
from bltui.domain.model.steps import Status
from bltui.domain.steps.boards import Card, board
from bltui.domain.steps.current_state import closed_on, working_year


class StepCell(msgspec.Struct, frozen=True):
    """A step of a building's board."""

    step: int
    title: str
    status: Status
    late: int
    """Days overdue, or 0."""
    done: int
    of: int
    """Number of checklist items, or of cycles that include the step."""


class Context(msgspec.Struct, frozen=True):
    """The district board's precondition: the superintendent has "set the context"."""

    set: bool
    by: str | None
    on: date | None


class RollUp(msgspec.Struct, frozen=True, kw_only=True):
    """A building on one day. The field names are the public JSON of `district`."""

    building: str
    district: str
    sample: bool
    year: str
    """The working year."""
    closed: date | None
    """When that year was closed."""
    on: date
    """Today in the building's time zone."""
    steps: tuple[StepCell, ...]
    cycles: dict[str, int]
    """Cycles of the year, "open" and "closed"."""
    findings: dict[str, int]
    """Counts by "error", "warn", and "info"."""
    context: Context | None
    """None if the framework's district board has no precondition."""


def roll_up(
    building: Building, framework: Framework, today: date, findings: Sequence[Finding]
) -> RollUp:
    """Return a building's row. `findings` come from `rules.check` for the same day."""
    year = working_year(building, today)
    own = board(building, framework, year, today)
    return RollUp(
        building=building.profile.name,
        district=building.profile.district,
        sample=building.profile.sample,
        year=year,
        closed=closed_on(building, year),
        on=today,
        steps=tuple(_cell(card) for card in own.cards),
        cycles={
            "open": len({c.record for card in own.cards for c in card.cycles}),
            "closed": own.cycles_closed,
        },
        findings=tally(f.severity for f in findings),
        context=_context(building, framework, year, today),
    )


def _cell(card: Card) -> StepCell:
    return StepCell(
        card.step, card.title, card.status, card.late, card.progress.done, card.progress.of
    )


def _context(building: Building, framework: Framework, year: str, today: date) -> Context | None:
    precondition = framework.boards["district"].precondition
    if precondition is None:
        return None
    cards = board(building, framework, year, today, "district").cards
    card = next(card for card in cards if card.step == precondition)
    done = card.status == "done"
    return Context(done, (card.who or card.owner) if done else None, card.done_on if done else None)
