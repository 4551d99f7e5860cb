"""Open items of a school year: cycles, steps, feedback, actions, and missing attendance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from bltui.domain.feedback.queries import unanswered
from bltui.domain.meetings.actions import open_actions, owner_words
from bltui.domain.model import labels
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.formats import short_date
from bltui.domain.model.framework_types import BoardKey, Framework
from bltui.domain.model.record import active
from bltui.domain.model.steps import STATUSES, step_words
from bltui.domain.model.work_groups import cycles_in, group_label
from bltui.domain.steps.boards import board
from bltui.domain.steps.current_state import days_of

_BOARDS: tuple[BoardKey, ...] = ("building", "district")


class Open(msgspec.Struct, frozen=True):
    """One open item."""

    text: str
    record: str | None
    """Reference "table/id", or None for a step that has not been edited."""


class Leftover(msgspec.Struct, frozen=True, kw_only=True):
    """All open items of a year. The field names are public JSON."""

    cycles: tuple[Open, ...]
    """Open cycles, which continue in the next year with their number."""
    steps: tuple[Open, ...]
    """Steps that are neither done nor not applicable.

    District steps are included only if the district board is in use.
    """
    feedback: tuple[Open, ...]
    """Items without an answer, except those carried to a later year."""
    actions: tuple[Open, ...]
    trainings: tuple[Open, ...]
    """Past BLT trainings and in-service days without attendance."""

    def named(self) -> Iterator[tuple[str, tuple[Open, ...]]]:
        """Yield each kind as text, such as "3 open actions", with its items. Skips empty kinds."""
        for found, one, many in (
            (self.cycles, "open cycle", "open cycles"),
            (self.steps, "step not done", "steps not done"),
            (self.feedback, "feedback item without an answer", "feedback items without an answer"),
            (self.actions, "open action", "open actions"),
            (self.trainings, "training without attendance", "trainings without attendance"),
        ):
            if found:
                yield f"{len(found)} {one if len(found) == 1 else many}", found

    def counts(self) -> str:
        """Return a summary such as "2 open cycles, 1 open action", or ""."""
        return ", ".join(words for words, _ in self.named())


def leftover(building: Building, framework: Framework, year: str, today: date) -> Leftover:
    """Return the items of a school year such as "2026-27" that are open on a day."""
    return Leftover(
        cycles=tuple(_cycles(building, year)),
        steps=tuple(_steps(building, framework, year, today)),
        feedback=tuple(Open(f.text, f"feedback/{f.id}") for f in waiting(building, year)),
        actions=tuple(
            Open(action_words(building, a), f"actions/{a.id}") for a in open_actions(building)
        ),
        trainings=tuple(_trainings(building, year, today)),
    )


def waiting(building: Building, year: str) -> list[Feedback]:
    """Return feedback without an answer, except items carried to a later year."""
    return [
        f for f in unanswered(building) if not (f.decision == "carried" and f.carried_to > year)
    ]


def action_words(building: Building, action: Action) -> str:
    """Format an action with its owner and due date."""
    due = f", due {short_date(action.due)}" if action.due else ""
    return f"{action.text} ({owner_words(building, action) or 'nobody'}{due})"


def _cycles(building: Building, year: str) -> Iterator[Open]:
    found = [c for c in cycles_in(building, year) if c.outcome is None]
    for cycle in sorted(found, key=lambda c: (group_label(building, c.cwg_id), c.number)):
        at = f"step {cycle.step}" if cycle.step else "not closed"
        yield Open(
            f"{group_label(building, cycle.cwg_id)} · cycle {cycle.number} · {at}",
            f"cycles/{cycle.id}",
        )


def _steps(building: Building, framework: Framework, year: str, today: date) -> Iterator[Open]:
    used = {state.board for state in active(building.steps) if state.year == year}
    for which in _BOARDS:
        if which == "building" or which in used:
            for card in board(building, framework, year, today, which).cards:
                # A recursive step is done when its cycles are, and open cycles are listed
                # separately.
                in_cycles = which == "building" and card.recursive and card.status == "in_progress"
                if card.status not in ("done", "not_applicable") and not in_cycles:
                    name = step_words(which, card.step)
                    yield Open(f"{name} {card.title} ({STATUSES[card.status]})", card.record)


def _trainings(building: Building, year: str, today: date) -> Iterator[Open]:
    first, last = days_of(building, year)
    until = min(last, today)
    for training in active(building.trainings):
        if first <= training.on <= until and not training.attended:
            title = f" {training.title}" if training.title else ""
            yield Open(
                f"{labels.team()} training of {short_date(training.on)}{title}",
                f"trainings/{training.id}",
            )
    for day in active(building.inservices):
        if first <= day.on <= until and not day.attended and day.reached is None:
            title = f" {day.title}" if day.title else ""
            yield Open(f"in-service day of {short_date(day.on)}{title}", f"inservices/{day.id}")
