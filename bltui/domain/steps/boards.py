"""Compute a board of a school year: each step's status, progress, and cycles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.cycles import Cycle, Outcome
from bltui.domain.model.framework_types import Board, BoardKey, Framework, Room, Step
from bltui.domain.model.record import active
from bltui.domain.model.steps import Evidence, Status, StepState
from bltui.domain.model.work_groups import cycles_in, group_label
from bltui.domain.steps.current_state import closed_on, days_of, owner_name
from bltui.domain.steps.progress import Progress

#: Maximum percentage of a step with a complete checklist before it is marked as done (default, not
#: from the source document).
_NEARLY = 90
#: Percentage of a started step without a checklist (default, not from the source document).
_BEGUN = 50


class Tick(msgspec.Struct, frozen=True):
    """A checklist item."""

    key: str
    text: str
    ticked: bool


class CycleCard(msgspec.Struct, frozen=True, kw_only=True):
    """A group's cycle on a step card."""

    cwg: str
    """Such as "CWG #2"."""
    cwg_id: int
    number: int
    step: int | None
    """The current step, or None if the cycle is closed or all steps are done."""
    outcome: Outcome | None
    due: dt.date | None
    late: int
    """Days overdue, or 0."""
    record: str

    @property
    def label(self) -> str:
        """Such as "CWG #2 · cycle 3 · step 6"."""
        where = f"step {self.step}" if self.step else "closed"
        return f"{self.cwg} · cycle {self.number} · {where}"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a board in a year. The field names are the public JSON of `step list`."""

    step: int
    title: str
    status: Status
    owner: str | None
    due: dt.date | None
    progress: Progress
    cycles: tuple[CycleCard, ...]
    """Open cycles of the year that are at this recursive step."""
    short: str
    recursive: bool
    """Whether the step repeats within the year."""
    rounds: int
    """How many times the step was done in the year.

    A recursive district step is done again before each in-service day.
    """
    reason: str
    who: str
    note: str
    started: dt.date | None
    done_on: dt.date | None
    late: int
    """Days overdue, or 0. Steps that are done or not applicable are never late."""
    closed: int
    """Closed cycles of the year; 0 for steps that do not repeat."""
    checklist: tuple[Tick, ...]
    evidence: tuple[Evidence, ...]
    advantages: tuple[str, ...]
    """The step's advantages, quoted from the source document."""
    opens: tuple[Room, ...]
    record: str | None
    """The step's record, such as "steps/3", or None if it has not been edited."""


class BoardView(msgspec.Struct, frozen=True, kw_only=True):
    """A board in a year."""

    board: BoardKey
    title: str
    source: str
    reconstruction: bool
    """Whether the steps are bltui's proposal because the source document is lost.

    Show this wherever the board is shown.
    """
    year: str
    cards: tuple[Card, ...]
    progress: Progress
    """How many of the applicable steps are done, and the mean of their percentages."""
    cycles_closed: int
    context_missing: bool
    """Whether the precondition step is not done. It locks nothing, but a banner is shown."""


def days_late(due: date | None, today: date) -> int:
    """Return the days since a due date, or 0 if it has not passed or is None."""
    return max(0, (today - due).days) if due else 0


def _cycle_card(building: Building, cycle: Cycle, today: date) -> CycleCard:
    return CycleCard(
        cwg=group_label(building, cycle.cwg_id),
        cwg_id=cycle.cwg_id,
        number=cycle.number,
        step=cycle.step if cycle.outcome is None else None,
        outcome=cycle.outcome,
        due=cycle.due,
        late=days_late(cycle.due, today) if cycle.outcome is None else 0,
        record=f"cycles/{cycle.id}",
    )


def _reached(cycles: Sequence[Cycle], step: int) -> list[Cycle]:
    return [
        c for c in cycles if (phase := c.phase(step)) is not None and (phase.started or phase.done)
    ]


def _status(own: StepState | None, reached: bool, over: bool) -> Status:
    """Return a step's status: the status set by hand, else the one derived from its cycles."""
    said: Status = own.status if own else "not_started"
    if said not in ("not_started", "in_progress") or not reached:
        return said
    return "done" if over else "in_progress"


def _once(step: Step, own: StepState | None, status: Status) -> Progress:
    """Return the progress of a step that does not repeat."""
    of = len(step.checklist)
    done = len([key for key in (own.ticks if own else ()) if key in step.checklist])
    if not of:
        of, done = 1, int(status == "done")
    if status == "not_applicable":
        return Progress(done, of, None)
    if status == "done":
        return Progress(done, of, 100)
    if step.checklist:
        return Progress(done, of, min(_NEARLY, round(done * 100 / of)))
    begun = status == "in_progress" or bool(
        own and any(move.status == "in_progress" for move in own.moves)
    )
    return Progress(done, of, _BEGUN if begun and status != "not_started" else 0)


def _recurring(step: int, cycles: Sequence[Cycle], status: Status) -> Progress:
    """Return the progress of a recursive step: how many of the year's cycles have completed it.

    Leaves out cycles that closed before they reached it.
    """
    own = [
        phase
        for c in cycles
        if (phase := c.phase(step)) is not None and (phase.done or c.outcome is None)
    ]
    done = sum(phase.done is not None for phase in own)
    if status == "not_applicable":
        return Progress(done, len(own), None)
    return Progress(
        done, len(own), 100 if status == "done" else round(done * 100 / len(own)) if own else 0
    )


class _Work(msgspec.Struct, frozen=True, kw_only=True):
    """The input from which a board's cards are made."""

    building: Building
    today: date
    phases: tuple[int, ...]
    """Numbers of the recursive steps."""
    cycles: Sequence[Cycle]
    """Cycles of the year. Empty for the district board, whose steps are moved by hand."""
    states: dict[int, StepState]
    evidence: dict[int, list[Evidence]]
    over: bool
    """Whether the year's work is over."""
    closed: bool
    """Whether the team has closed the year. Open steps are no longer late then."""


def _gather(
    building: Building, year: str, today: date, which: BoardKey, phases: tuple[int, ...]
) -> _Work:
    cycles = list(cycles_in(building, year)) if which == "building" else []
    evidence: dict[int, list[Evidence]] = {}
    for one in active(building.evidence):
        if one.board == which and one.year == year and one.step is not None:
            evidence.setdefault(one.step, []).append(one)
    plans = [plan for plan in active(building.plans) if plan.year == year]
    planned = bool(plans) and all(plan.status == "closed" for plan in plans)
    closed = closed_on(building, year) is not None
    return _Work(
        building=building,
        today=today,
        phases=phases,
        cycles=cycles,
        states={s.step: s for s in active(building.steps) if s.board == which and s.year == year},
        evidence=evidence,
        over=closed
        or today > days_of(building, year)[1]
        or (planned and all(c.outcome is not None for c in cycles)),
        closed=closed,
    )


def _card(work: _Work, step: Step) -> Card:
    own = work.states.get(step.number)
    cycles = work.cycles if step.number in work.phases else ()
    reached = _reached(cycles, step.number)
    status = _status(own, bool(reached), work.over)
    here = [c for c in cycles if c.outcome is None and c.step == step.number]
    first = min(
        (phase.started for c in reached if (phase := c.phase(step.number)) and phase.started),
        default=None,
    )
    presses = own is not None and status not in ("done", "not_applicable") and not work.closed
    late = days_late(own.due, work.today) if own and presses else 0
    ticks = own.ticks if own else ()
    return Card(
        step=step.number,
        title=step.title,
        short=step.short,
        status=status,
        reason=own.reason if own and own.status == status else "",
        owner=owner_name(work.building, own.owner_id) if own else None,
        who=own.who if own else "",
        note=own.note if own else "",
        due=own.due if own else None,
        started=(own.started if own else None) or first,
        done_on=own.done if own else None,
        late=late,
        progress=_recurring(step.number, cycles, status) if cycles else _once(step, own, status),
        recursive=step.number in work.phases,
        rounds=sum(move.status == "done" for move in own.moves) if own else 0,
        cycles=tuple(
            _cycle_card(work.building, c, work.today)
            for c in sorted(here, key=lambda c: _order(work.building, c))
        ),
        closed=sum(c.outcome is not None for c in cycles),
        checklist=tuple(Tick(key, text, key in ticks) for key, text in step.checklist.items()),
        evidence=tuple(work.evidence.get(step.number, ())),
        advantages=step.advantages,
        opens=step.opens,
        record=f"steps/{own.id}" if own else None,
    )


def _order(building: Building, cycle: Cycle) -> tuple[int, int]:
    group = building.cwgs.get(cycle.cwg_id)
    return (group.number if group else cycle.cwg_id, cycle.number)


def board(
    building: Building, framework: Framework, year: str, today: date, which: BoardKey = "building"
) -> BoardView:
    """Return a board in a school year such as "2026-27".

    `today` determines what is late and whether the year is over. The recursive steps of the
    building board follow the groups' cycles. Those of the district board are moved by hand and
    repeat before each in-service day.
    """
    definition: Board = framework.boards[which]
    work = _gather(building, year, today, which, definition.phases())
    cards = tuple(_card(work, step) for step in definition.steps)
    percents = [card.progress.percent for card in cards if card.progress.percent is not None]
    mean = round(sum(percents) / len(percents)) if percents else None
    before = next((card for card in cards if card.step == definition.precondition), None)
    return BoardView(
        board=which,
        title=definition.title,
        source=definition.source,
        reconstruction=definition.reconstruction,
        year=year,
        cards=cards,
        progress=Progress(sum(card.status == "done" for card in cards), len(percents), mean),
        cycles_closed=sum(c.outcome is not None for c in work.cycles),
        context_missing=before is not None and before.status not in ("done", "not_applicable"),
    )
