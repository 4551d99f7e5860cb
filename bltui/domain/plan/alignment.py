"""The alignment tree, from the aim to groups and trainings, and what is not aligned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.formats import quantity, show_date
from bltui.domain.model.plan import FIDELITY, DistrictGoal, Goal, Strategy
from bltui.domain.model.record import active
from bltui.domain.model.training import Training
from bltui.domain.model.work_groups import active_groups, group_label
from bltui.domain.steps.current_state import plan_of

Kind = Literal[
    "aim",
    "district_goal",
    "measure",
    "goal",
    "strategy",
    "indicator",
    "cwg",
    "training",
    "inservice",
    "finance",
]

#: Labels of the node kinds.
KINDS: Mapping[Kind, str] = {
    "aim": "aim",
    "district_goal": "district goal",
    "measure": "measure",
    "goal": "building goal",
    "strategy": "strategy",
    "indicator": "indicator",
    "cwg": "group",
    "training": "training",
    "inservice": "in-service day",
    "finance": "money",
}


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the plan with its children."""

    kind: Kind
    text: str
    record: str | None = None
    """Reference "table/id"; None for the aim and for measures, which belong to a district goal."""
    note: str = ""
    """A short detail."""
    children: tuple[Node, ...] = ()


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """The alignment of a year: aim, goals and measures, and aligned acts of improvement."""

    year: str
    aims: tuple[Node, ...]
    """One node per aim of the district, in order of the goals."""
    loose: tuple[Node, ...]
    """What leads to no district goal, with its children: "not aligned"."""


def walk(nodes: tuple[Node, ...], depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Yield every node with its depth, in preorder."""
    for node in nodes:
        yield depth, node
        yield from walk(node.children, depth + 1)


def goals_of(building: Building, year: str) -> list[Goal]:
    """Return the goals of a year's plan, including reached ones, without dropped ones."""
    plan = plan_of(building, year)
    return [
        g for g in active(building.goals) if plan and g.plan_id == plan.id and g.status != "dropped"
    ]


def strategies_of(building: Building, year: str) -> list[Strategy]:
    """Return the strategies of a year's goals and those without a goal.

    Leaves out stopped strategies.
    """
    own = {g.id for g in goals_of(building, year)}
    there = {g.id for g in active(building.goals)}
    return [
        s
        for s in active(building.strategies)
        if s.fidelity != "stopped" and (s.goal_id in own or s.goal_id not in there)
    ]


def worked_on(building: Building, year: str) -> list[Strategy]:
    """Return the strategies of a year whose goal is not reached yet."""
    reached = {g.id for g in active(building.goals) if g.status == "reached"}
    return [s for s in strategies_of(building, year) if s.goal_id not in reached]


def district_goal_of(building: Building, goal: Goal) -> DistrictGoal | None:
    """Return the district goal of a building goal, or None if it is not aligned."""
    found = (
        building.district_goals.get(goal.district_goal_id)
        if goal.district_goal_id is not None
        else None
    )
    return None if found is None or found.archived else found


def goal_ids_of(group: Cwg, strategies: list[Strategy]) -> set[int]:
    """Return the ids of the goals that a group supports, directly or by its strategies."""
    own = group.goal_id
    found = {s.goal_id for s in strategies if group.id in s.cwg_ids and s.goal_id is not None}
    return found | ({own} if own is not None else set())


def _indicators(building: Building, strategy: Strategy) -> Iterator[Node]:
    for indicator in active(building.indicators):
        if indicator.strategy_id == strategy.id:
            note = f"{indicator.kind} indicator" + (
                f", {indicator.subgroup}" if indicator.subgroup else ""
            )
            yield Node(
                kind="indicator",
                text=indicator.statement,
                record=f"indicators/{indicator.id}",
                note=note,
            )


def _group(building: Building, group: Cwg) -> Node:
    return Node(
        kind="cwg",
        text=f"{group_label(building, group.id)} {group.name}",
        record=f"cwgs/{group.id}",
    )


def _training(training: Training) -> Node:
    title = training.title or f"{labels.team()} training"
    return Node(
        kind="training", text=f"{show_date(training.on)} {title}", record=f"trainings/{training.id}"
    )


def _trainings(building: Building, strategy: Strategy) -> Iterator[Node]:
    """Yield the trainings and in-service days that model a strategy."""
    for training in active(building.trainings):
        if any(segment.strategy_id == strategy.id for segment in training.segments):
            yield _training(training)
    for day in active(building.inservices):
        if strategy.id in day.strategy_ids:
            text = f"{show_date(day.on)} {day.title or 'in-service'}"
            yield Node(kind="inservice", text=text, record=f"inservices/{day.id}")


def _money(building: Building, field: str, number: int) -> Iterator[Node]:
    """Yield the financial decisions linked to a part of the plan."""
    for finance in active(building.finances):
        if getattr(finance, field) == number:
            note = formats.money(finance.amount) if finance.amount is not None else ""
            yield Node(
                kind="finance", text=finance.text, record=f"finances/{finance.id}", note=note
            )


def _strategy(building: Building, strategy: Strategy) -> Node:
    groups = [_group(building, g) for g in active_groups(building) if g.id in strategy.cwg_ids]
    return Node(
        kind="strategy",
        text=strategy.text,
        record=f"strategies/{strategy.id}",
        note=FIDELITY[strategy.fidelity],
        children=(
            *_indicators(building, strategy),
            *groups,
            *_trainings(building, strategy),
            *_money(building, "strategy_id", strategy.id),
        ),
    )


def _goal(building: Building, goal: Goal, strategies: list[Strategy]) -> Node:
    own = [s for s in strategies if s.goal_id == goal.id]
    shown = {cwg for s in own for cwg in s.cwg_ids}
    groups = [
        _group(building, g)
        for g in active_groups(building)
        if g.goal_id == goal.id and g.id not in shown
    ]
    return Node(
        kind="goal",
        text=goal.title,
        record=f"goals/{goal.id}",
        note="Reached" if goal.status == "reached" else "",
        children=(
            *(_strategy(building, s) for s in own),
            *groups,
            *_money(building, "goal_id", goal.id),
        ),
    )


def alignment(building: Building, year: str) -> Alignment:
    """Return the alignment tree of a year's plan, and what is not aligned."""
    goals, strategies = goals_of(building, year), strategies_of(building, year)
    aims: dict[str, list[Node]] = {}
    for district in active(building.district_goals):
        measures = [
            Node(kind="measure", text=m.text, note=_measured(m.target, m.unit))
            for m in district.measures
        ]
        served = [
            _goal(building, g, strategies) for g in goals if g.district_goal_id == district.id
        ]
        node = Node(
            kind="district_goal",
            text=district.text,
            record=f"district_goals/{district.id}",
            children=(
                *measures,
                *served,
                *(
                    _training(t)
                    for t in active(building.trainings)
                    if district.id in t.district_goal_ids
                ),
                *_money(building, "district_goal_id", district.id),
            ),
        )
        aims.setdefault(district.aim, []).append(node)
    held = {g.id for g in goals}
    loose: list[Node] = [
        _goal(building, g, strategies) for g in goals if district_goal_of(building, g) is None
    ]
    loose += [_strategy(building, s) for s in strategies if s.goal_id not in held]
    loose += [_group(building, g) for g in unaligned_groups(building, year)]
    loose += [
        Node(
            kind="indicator",
            text=i.statement,
            record=f"indicators/{i.id}",
            note=f"{i.kind} indicator",
        )
        for i in active(building.indicators)
        if i.strategy_id is None
    ]
    loose += [
        Node(kind="finance", text=f.text, record=f"finances/{f.id}")
        for f in active(building.finances)
        if f.goal_id is None and f.strategy_id is None and f.district_goal_id is None
    ]
    return Alignment(
        year=year,
        aims=tuple(
            Node(kind="aim", text=aim, children=tuple(nodes)) for aim, nodes in aims.items()
        ),
        loose=tuple(loose),
    )


def unaligned_groups(building: Building, year: str) -> list[Cwg]:
    """Return the groups that support no goal of the year, directly or by a strategy."""
    held = {g.id for g in goals_of(building, year)}
    strategies = strategies_of(building, year)
    loose = {s.id for s in strategies if s.goal_id not in held}
    return [
        group
        for group in active_groups(building)
        # A group on an unaligned strategy is shown below that strategy.
        if not goal_ids_of(group, strategies) & held
        and not any(group.id in s.cwg_ids for s in strategies if s.id in loose)
    ]


def _measured(target: float | None, unit: str) -> str:
    return f"target {quantity(target, unit)}" if target is not None else ""
