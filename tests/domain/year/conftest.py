"""A sample school year for tests of boards, plan and trainings.

It is built by intents, or complete from the start.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from bltui.domain.checks import rules
from bltui.domain.model import editing
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Change, edited
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import Record
from bltui.framework import load_framework

TODAY = date(2026, 11, 10)
YEAR = "2026-27"


class World:
    """A building that takes records and runs intents."""

    def __init__(self, **profile: Any) -> None:
        self.framework: Framework = load_framework("south-dakota")
        self.documents: dict[str, dict[int, dict[str, Any]]] = {
            "profile": {1: {"name": "Sample School", "grades": ["1", "2"], "year": YEAR, **profile}}
        }

    def put(self, table: str, **fields: Any) -> int:
        rows = self.documents.setdefault(table, {})
        rows[len(rows) + 1] = msgspec.to_builtins(fields)
        return len(rows)

    def change(self, table: str, number: int, **fields: Any) -> None:
        self.documents[table][number].update(msgspec.to_builtins(fields))

    def group(self, name: str, **fields: Any) -> int:
        number = len(self.documents.get("cwgs", {})) + 1
        return self.put("cwgs", **{"number": number, "name": name, "status": "published", **fields})

    @property
    def building(self) -> Building:
        return from_documents(self.documents)

    def do(self, intent: Callable[..., Change], **fields: Any) -> Change:
        """Run an intent and apply its change, as the store would."""
        change = intent(self.building, **fields)
        for edit in change.edits:
            rows = self.documents.setdefault(edit.table, {})
            after = edited(rows.get(edit.id), edit)
            assert after is not None
            rows[edit.id] = {**after, "_rev": after.get("_rev", 0) + 1}
        return change

    def add(self, record: Record, today: date = TODAY) -> Change:
        return self.do(editing.add, record=record, today=today, framework=self.framework)

    def edit(self, seen: Record, today: date = TODAY, **fields: Any) -> Change:
        return self.do(editing.edit, seen=seen, today=today, framework=self.framework, **fields)

    def found(self, *only: str, today: date = TODAY, area: str = "") -> list[tuple[str, str]]:
        """Return severity and message of the findings of some rules, or of an area."""
        areas = [area] if area else ()
        findings = rules.check(self.building, self.framework, today, areas=areas, rules=only)
        return [(f.severity, f.message) for f in findings]


def complete_year() -> World:
    """Return a school year with no finding on steps, plan and trainings on November 10, 2026."""
    world = World()
    for name, kind in (
        ("Principal", "admin"),
        ("One", "certified"),
        ("Two", "certified"),
        ("Secretary", "noncertified"),
    ):
        world.put("people", name=f"Sample {name}", employee_type=kind, title=name)
    world.put("people", name="Sample Parent", employee_type="external")
    for person in (1, 2):
        world.put("seats", label=f"seat {person}", kind="core")
        world.put("memberships", seat_id=person, person_id=person, start="2024-07-01")
    world.put("district_goals", text="All students read", aim="Every student succeeds")
    world.put("plans", title="SIP", year=YEAR)
    world.put("goals", title="Reading up by 10 points", plan_id=1, district_goal_id=1)
    world.put(
        "strategies",
        text="Close reading",
        goal_id=1,
        references=[{"citation": "Sample Author 2020"}],
        cwg_ids=[2],
    )
    for kind in ("adult", "student"):
        world.put(
            "indicators",
            kind=kind,
            statement=f"{kind} indicator",
            strategy_id=1,
            baseline={"value": 40, "on": "2026-09-01"},
            target=60,
            target_on="2027-05-01",
            checks=[
                {"planned": "2026-10-30", "expected": 45, "actual": 47, "actual_on": "2026-10-30"},
                {"planned": "2027-01-15", "expected": 50},
            ],
        )
    world.group("Readers", goal_id=1)
    world.group("Writers")
    for step in (1, 2, 3):
        world.put(
            "steps", step=step, year=YEAR, status="done", started="2026-09-01", done="2026-09-20"
        )
        world.put(
            "evidence", title=f"Shown {step}", on="2026-09-20", year=YEAR, step=step, kind="minutes"
        )
    world.put(
        "cycles",
        cwg_id=1,
        number=1,
        year=YEAR,
        start="2026-10-13",
        due="2026-11-24",
        strategy_id=1,
        phases=[
            {"step": 4, "started": "2026-10-13", "done": "2026-10-16"},
            {"step": 5, "started": "2026-10-16", "done": "2026-10-30"},
            {"step": 6, "started": "2026-10-30", "done": "2026-11-06"},
            {"step": 7, "started": "2026-11-06"},
        ],
    )
    for kind in ("data", "student_work"):
        world.put(
            "evidence",
            title=f"Some {kind}",
            on="2026-11-06",
            year=YEAR,
            step=6,
            cycle_id=1,
            kind=kind,
        )
    for number, (training, day) in enumerate(
        (("2026-09-28", "2026-10-12"), ("2027-02-01", "2027-02-15")), 1
    ):
        world.put(
            "trainings",
            on=training,
            district_goal_ids=[1],
            planning_minutes=60,
            rollout={"how": "In three rooms"},
            inservice_id=number,
        )
        world.put(
            "inservices", on=day, presenter_ids=[2, 3], strategy_ids=[1] if number == 1 else []
        )
    world.change("inservices", 1, reached=4)
    return world


@pytest.fixture
def year() -> World:
    return complete_year()


def two_groups() -> World:
    world = World()
    world.put("people", name="Sample One")
    world.group("Readers")
    world.group("Writers")
    return world


@pytest.fixture
def world() -> World:
    """Return a building with two groups and nothing else."""
    return two_groups()


@pytest.fixture(scope="session")
def new_world() -> Callable[[], World]:
    """Return a function that makes such a building, for tests that need one per example."""
    return two_groups
