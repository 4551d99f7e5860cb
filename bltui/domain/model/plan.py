"""The plan behind the steps: aim, district goals, building goals, strategies, indicators, evaluation, spending [S1] [S2]."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from bltui.domain.model.record import Record

PlanStatus = Literal["draft", "active", "closed"]
GoalStatus = Literal["active", "reached", "dropped"]
IndicatorKind = Literal["adult", "student"]
#: How far a strategy is put into practice, as in the Canyons BLT manual (https://canyonsdistrict.cld.bz/BLT-Manual/15).
Fidelity = Literal["not_started", "partial", "with_fidelity", "stopped"]

FIDELITY: dict[Fidelity, str] = {
    "not_started": "not started",
    "partial": "partially implemented",
    "with_fidelity": "implemented with fidelity",
    "stopped": "stopped",
}


class Measure(msgspec.Struct, frozen=True, omit_defaults=True):
    """By what a district goal is measured."""

    text: str
    baseline: float | None = None
    target: float | None = None
    unit: str = ""
    on: dt.date | None = None
    """By when the target is to be reached."""


class DistrictGoal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A goal of the district and its measures: the shaft of the Big Arrow [S1]."""

    text: str
    aim: str = ""
    """The aim of the district that it serves, in the district's words."""
    measures: tuple[Measure, ...] = ()


class Plan(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A School Improvement Plan (SIP). It has no finished state: "work continues after the plan is developed" [S2]."""

    title: str
    year: str
    status: PlanStatus = "active"
    impact: str = ""
    """Evaluation, first part: what changed for students [S2]."""
    impact_on: dt.date | None = None
    process: str = ""
    """Evaluation, second part: how the work was done [S2]."""
    process_on: dt.date | None = None


class Goal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A building goal of a plan, written as a SMART goal."""

    title: str
    plan_id: int
    district_goal_id: int | None = None
    adult_learning_priority: str = ""
    """What adults must learn for it: "disaggregated student data to determine adult learning priorities" [S1]."""
    subgroup: str = ""
    status: GoalStatus = "active"
    standards: tuple[str, ...] = ()
    due: dt.date | None = None


class Reference(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of education literature [S1]."""

    citation: str
    url: str = ""
    note: str = ""


class Strategy(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A classroom strategy for a goal."""

    text: str
    goal_id: int | None = None
    references: tuple[Reference, ...] = ()
    why: str = ""
    """Why it was chosen: "apply research to decision-making" [S1]."""
    cwg_ids: tuple[int, ...] = ()
    """The groups that work on it."""
    fidelity: Fidelity = "not_started"
    where: str = ""
    """Who implements it, and where."""
    start: dt.date | None = None
    introduced: dt.date | None = None
    """When the staff first heard of it; an in-service day that names it counts too (TRN-05)."""
    standards: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """A value on a day."""

    value: float
    on: dt.date


class Check(msgspec.Struct, frozen=True, omit_defaults=True):
    """A dated progress check: what is expected and what it was."""

    planned: dt.date
    expected: float | None = None
    actual: float | None = None
    actual_on: dt.date | None = None
    note: str = ""


class Indicator(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a strategy is watched by: "adult implementation and student performance indicators" [S2]."""

    kind: IndicatorKind
    statement: str
    strategy_id: int | None = None
    subgroup: str = ""
    unit: str = ""
    baseline: Reading | None = None
    target: float | None = None
    target_on: dt.date | None = None
    checks: tuple[Check, ...] = ()
    """By planned date."""


class Finance(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A decision on money or capital, "aligned to district or community school goals and strategies" [S2]."""

    text: str
    on: dt.date
    amount: float | None = None
    goal_id: int | None = None
    strategy_id: int | None = None
    district_goal_id: int | None = None
    reason: str = ""
