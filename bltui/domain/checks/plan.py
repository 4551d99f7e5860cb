"""SIP rules: one plan, few goals, alignment, indicators, and literature."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model import formats
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_date
from bltui.domain.model.plan import Strategy
from bltui.domain.model.record import active
from bltui.domain.model.wording import listed, number
from bltui.domain.plan import alignment
from bltui.domain.steps.current_state import closed_on, working_year

if TYPE_CHECKING:
    from bltui.domain.plan.alignment import Node

rule = RuleSet()

_SAID = {
    "goal": "Goal",
    "strategy": "Strategy",
    "cwg": "Group",
    "finance": "Financial decision",
    "indicator": "Indicator",
}


def _short(text: str) -> str:
    """Quote a text, cut to 60 characters."""
    return f"“{text if len(text) <= 60 else text[:59].rstrip() + '…'}”"


def _year(context: RuleContext) -> str:
    return working_year(context.building, context.today)


def _worked_on(context: RuleContext) -> list[Strategy]:
    """Return the year's strategies in progress."""
    if not context.building.strategies:
        return []
    return alignment.worked_on(context.building, _year(context))


@rule("SIP-01")
def single_plan(context: RuleContext) -> Iterator[Violation]:
    """Report years with several active plans."""
    years: dict[str, list[int]] = {}
    for plan in active(context.building.plans):
        if plan.status == "active":
            years.setdefault(plan.year, []).append(plan.id)
    for year, ids in years.items():
        if len(ids) > 1:
            names = listed([_short(context.building.plans[n].title) for n in ids])
            records = tuple(f"plans/{n}" for n in ids)
            yield Violation(
                f"{len(ids)} active plans in {year}: {names}", records, year, count=len(ids)
            )


@rule("SIP-02")
def few_goals(context: RuleContext) -> Iterator[Violation]:
    """Report a plan with too many goals."""
    if not context.building.goals:
        return
    goals = [
        g for g in alignment.goals_of(context.building, _year(context)) if g.status == "active"
    ]
    most = context.limit("goals_max")
    if len(goals) > most:
        records = tuple(f"goals/{g.id}" for g in goals)
        yield Violation(
            f"The plan has {formats.count(len(goals), 'goal')}, more than {number(most)}",
            records,
            "goals",
            count=len(goals),
        )


def _id(reference: str) -> int:
    return int(reference.partition("/")[2])


def _hangs(node: Node) -> str:
    """Format what else is not aligned because of a node."""
    parts = []
    for kind, one, many in (("strategy", "strategy", "strategies"), ("cwg", "group", "groups")):
        count = sum(n.kind == kind for _, n in alignment.walk(node.children))
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return f", and with it {listed(parts)}" if parts else ""


@rule("SIP-03")
def aligned(context: RuleContext) -> Iterator[Violation]:
    """Report goals, strategies, and groups that lead to no district goal.

    Their children are named with them.
    """
    building = context.building
    if not (building.goals or building.strategies or building.indicators or building.finances):
        return
    strategies = alignment.strategies_of(context.building, _year(context))
    for node in alignment.alignment(context.building, _year(context)).loose:
        # CWG-35 reports groups without any goal.
        if (
            node.kind == "cwg"
            and node.record
            and not alignment.goal_ids_of(context.building.cwgs[_id(node.record)], strategies)
        ):
            continue
        name = f"{_SAID[node.kind]} {_short(node.text)}"
        record = (node.record,) if node.record else ()
        yield Violation(
            f"Not aligned: {name} leads to no district goal{_hangs(node)}", record, node.text[:40]
        )


@rule("SIP-04")
def watched(context: RuleContext) -> Iterator[Violation]:
    """Report strategies without an adult and a student indicator, each with a baseline."""
    for strategy in _worked_on(context):
        own = [i for i in active(context.building.indicators) if i.strategy_id == strategy.id]
        kinds = {i.kind for i in own}
        lacks = [f"{kind} indicator" for kind in ("adult", "student") if kind not in kinds]
        bare = [i for i in own if i.baseline is None]
        if lacks:
            yield Violation(
                f"Strategy {_short(strategy.text)} has no {' and no '.join(lacks)}",
                (f"strategies/{strategy.id}",),
                strategy.text[:40],
                count=len(lacks),
            )
        for indicator in bare:
            yield Violation(
                f"{indicator.kind.capitalize()} indicator {_short(indicator.statement)} has no "
                "baseline",
                (f"indicators/{indicator.id}",),
                strategy.text[:40],
                fix="Enter the baseline and its date: e in Plan, or `bltui plan indicator edit`.",
            )


@rule("SIP-05")
def results(context: RuleContext) -> Iterator[Violation]:
    """Report past progress checks without a result."""
    if closed_on(context.building, _year(context)) is not None:
        return  # a closed year has no late items
    watched = {s.id for s in _worked_on(context)}
    for indicator in active(context.building.indicators):
        if indicator.strategy_id is not None and indicator.strategy_id not in watched:
            continue
        for check in indicator.checks:
            if check.actual is None and check.planned < context.today:
                yield Violation(
                    f"The check of {show_date(check.planned)} has no actual result: "
                    f"{_short(indicator.statement)}",
                    (f"indicators/{indicator.id}",),
                    indicator.statement[:40],
                )


@rule("SIP-06")
def literature(context: RuleContext) -> Iterator[Violation]:
    """Report strategies without literature."""
    for strategy in _worked_on(context):
        if not strategy.references:
            yield Violation(
                f"Strategy {_short(strategy.text)} has no reference to literature",
                (f"strategies/{strategy.id}",),
                strategy.text[:40],
            )
