"""STP rules: late steps, missing evidence, and cycles without data or that take too long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model import formats
from bltui.domain.model.cycles import Cycle
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import BoardKey, EvidenceKind
from bltui.domain.model.record import active
from bltui.domain.model.steps import KINDS
from bltui.domain.model.wording import listed, number
from bltui.domain.model.work_groups import group_label
from bltui.domain.steps import boards
from bltui.domain.steps.current_state import working_year

if TYPE_CHECKING:
    from bltui.domain.steps.boards import BoardView

rule = RuleSet()

_BOARDS: tuple[BoardKey, ...] = ("building", "district")


def _views(context: RuleContext) -> Iterator[BoardView]:
    if not context.building.steps:
        return
    year = working_year(context.building, context.today)
    for which in _BOARDS:
        yield boards.board(context.building, context.framework, year, context.today, which)


def _name(view: BoardView, step: int) -> str:
    return f"Step {step}" if view.board == "building" else f"District step {step}"


def _open(context: RuleContext) -> list[Cycle]:
    """Return open cycles, by group and number."""
    found = [c for c in active(context.building.cycles) if c.outcome is None]
    return sorted(found, key=lambda c: (group_label(context.building, c.cwg_id), c.number))


def _cycle(context: RuleContext, cycle: Cycle) -> str:
    return f"{group_label(context.building, cycle.cwg_id)}, cycle {cycle.number}"


@rule("STP-01")
def overdue(context: RuleContext) -> Iterator[Violation]:
    """Report steps and cycles whose due date has passed."""
    for view in _views(context):
        for card in view.cards:
            if card.late and card.due:
                yield Violation(
                    f"{_name(view, card.step)}, {card.title}, was due {show_date(card.due)}: "
                    f"{formats.count(card.late, 'day')} overdue",
                    (card.record,) if card.record else (),
                    _name(view, card.step),
                    count=card.late,
                )
    for cycle in _open(context):
        if cycle.due and cycle.due < context.today:
            days = (context.today - cycle.due).days
            at = f", at step {cycle.step}" if cycle.step else ""
            yield Violation(
                f"{_cycle(context, cycle)}{at}, was due {show_date(cycle.due)}: {formats.count(days, 'day')} "
                "overdue",
                (f"cycles/{cycle.id}",),
                group_label(context.building, cycle.cwg_id),
                count=days,
                fix="Move the cycle on, close it with a decision, or change its due date.",
            )


@rule("STP-02")
def without_evidence(context: RuleContext) -> Iterator[Violation]:
    """Report steps that are done without evidence. With a reason, the severity is info."""
    for view in _views(context):
        for card in view.cards:
            # For the context step, the name of the superintendent is the evidence.
            if card.status != "done" or card.evidence or card.who or card.record is None:
                continue
            excuse = f" ({card.reason})" if card.reason else ""
            yield Violation(
                f"{_name(view, card.step)}, {card.title}, is done without evidence{excuse}",
                (card.record,),
                _name(view, card.step),
                severity="info" if card.reason else None,
            )


@rule("STP-03")
def out_of_order(context: RuleContext) -> Iterator[Violation]:
    """Report steps that are done while earlier steps are not started.

    The recursive steps may be done in any order.
    """
    for view in _views(context):
        for card in view.cards:
            if card.status != "done":
                continue
            definition = context.framework.boards[view.board]
            skipped = [
                other.step
                for other in view.cards
                if other.step < card.step
                and other.status == "not_started"
                and other.step != definition.precondition
                and not {other.step, card.step} <= set(definition.phases())
            ]
            if skipped:
                words = (
                    f"step {skipped[0]} is"
                    if len(skipped) == 1
                    else f"steps {listed([str(s) for s in skipped])} are"
                )
                yield Violation(
                    f"{_name(view, card.step)} is done while {words} not started",
                    (card.record,) if card.record else (),
                    _name(view, card.step),
                    count=len(skipped),
                )


@rule("STP-04")
def incomplete_cycle(context: RuleContext) -> Iterator[Violation]:
    """Report cycles that completed a step without the kinds of evidence it requires."""
    definition = context.framework.boards["building"]
    year = working_year(context.building, context.today)
    kept: dict[int, set[EvidenceKind]] = {}
    for evidence in active(context.building.evidence):
        if evidence.cycle_id is not None:
            kept.setdefault(evidence.cycle_id, set()).add(evidence.kind)
    for cycle in sorted(active(context.building.cycles), key=lambda c: c.id):
        if cycle.year != year and cycle.outcome is not None:
            continue
        for phase in cycle.phases:
            step = definition.step(phase.step)
            if phase.done is None or step is None or not step.evidence:
                continue
            for kind in step.evidence:
                if kind not in kept.get(cycle.id, ()):
                    yield Violation(
                        f"{_cycle(context, cycle)}: step {phase.step} is done without {KINDS[kind]}",
                        (f"cycles/{cycle.id}",),
                        group_label(context.building, cycle.cwg_id),
                    )


@rule("STP-05")
def long_cycle(context: RuleContext) -> Iterator[Violation]:
    """Report cycles that have been open too long."""
    weeks = context.limit("cycle_weeks_max")
    for cycle in _open(context):
        days = (context.today - cycle.start).days
        if days > weeks * 7:
            at = f", now at step {cycle.step}" if cycle.step else ""
            yield Violation(
                f"{_cycle(context, cycle)}{at}, has been open for {formats.count(days // 7, 'week')}: longer than "
                f"{number(weeks)}",
                (f"cycles/{cycle.id}",),
                group_label(context.building, cycle.cwg_id),
                count=days // 7,
            )
