"""Sample teams for tests of the rules, built record by record or complete from the start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Change, Intent, edited
from bltui.domain.model.framework_types import Framework
from bltui.framework import load_framework


class SampleTeam:
    """A building that grows by sample records; `building` is its current state."""

    def __init__(self, **profile: Any) -> None:
        self.documents: dict[str, dict[int, dict[str, Any]]] = {
            "profile": {1: {"name": "Sample School", "grades": ["K", "1", "2"], **profile}}
        }

    def put(self, table: str, **fields: Any) -> int:
        records = self.documents.setdefault(table, {})
        records[len(records) + 1] = {
            k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()
        }
        return len(records)

    def change(self, table: str, number: int, **fields: Any) -> None:
        self.documents[table][number].update(fields)

    def profile(self, **fields: Any) -> None:
        self.change("profile", 1, **fields)

    def person(self, name: str, **fields: Any) -> int:
        return self.put("people", name=name, **fields)

    def seat(self, label: str, groups: str = "", kind: str = "core", **fields: Any) -> int:
        return self.put("seats", label=label, groups=groups.split(), kind=kind, **fields)

    def term(
        self,
        seat: int,
        person: int,
        start: str | None = None,
        end: str | None = None,
        **fields: Any,
    ) -> int:
        return self.put(
            "memberships", seat_id=seat, person_id=person, start=start, end=end, **fields
        )

    def sit(
        self,
        name: str,
        groups: str = "",
        kind: str = "core",
        start: str | None = None,
        end: str | None = None,
        **seat: Any,
    ) -> int:
        """Add a person on a new seat. The person, seat and term get the same id."""
        person, number = (
            self.person(name),
            self.seat(seat.pop("label", f"seat of {name}"), groups, kind, **seat),
        )
        term = self.term(number, person, start, end)
        assert person == number == term, "sit() comes before other records"
        return number

    def duty(self, role: str, person: int, **fields: Any) -> int:
        return self.put("assignments", role=role, person_id=person, **fields)

    def contact(self, party: str, on: str) -> int:
        return self.put("contacts", party=party, on=on)

    def do(self, intent: Intent) -> Change:
        """Do an intent, and keep what it changed."""
        change = intent(self.building)
        for edit in change.edits:
            records = self.documents.setdefault(edit.table, {})
            records[edit.id] = edited(records.get(edit.id), edit)
        return change

    @property
    def building(self) -> Building:
        return from_documents(self.documents)


def complete_team() -> SampleTeam:
    """Return a team without a single finding on November 10, 2026."""
    team = SampleTeam(level="elementary")
    team.sit("Sample Principal", "ADMIN", label="Principal")
    team.sit("Sample K", "GEN GRADES", "term", "2025-07-01", "2027-06-30", grades=["K"])
    team.sit("Sample One", "GEN GRADES", "term", "2025-07-01", "2028-06-30", grades=["1"])
    team.sit("Sample Two", "GEN GRADES", "term", "2026-08-15", "2029-06-30", grades=["2"])
    team.sit("Sample Early", "ECE", "term", "2025-07-01", "2027-06-30")
    team.sit("Sample Special", "SPED", "term", "2025-07-01", "2028-06-30")
    team.sit("Sample English", "ELL", "term", "2026-07-01", "2029-06-30")
    team.sit("Sample Coach", "LEADER")
    team.sit("Sample Secretary", "NONCERT")
    team.sit("Sample Parent", "STAKEHOLDER", label="Head Start parent")
    team.sit("Sample Union", "UNION", "term", "2026-07-01", "2030-06-30")
    team.sit("Sample Central", "CENTRAL", "ad_hoc")
    team.term(2, team.person("Sample K Next"), "2027-07-01", "2030-06-30")
    team.term(5, team.person("Sample Early Next"), "2027-07-01", "2030-06-30")
    team.duty("facilitator", 1, start="2026-08-01")
    team.contact("dlt", "2026-10-20")
    return team


@pytest.fixture(scope="session")
def empty_team() -> Callable[..., SampleTeam]:
    return SampleTeam


@pytest.fixture
def team() -> SampleTeam:
    return complete_team()


@pytest.fixture(scope="session")
def framework() -> Framework:
    return load_framework("south-dakota")
