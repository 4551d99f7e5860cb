"""Lines as people type them in a meeting: each is recorded as said, or asked about in one line.

The table holds what is wanted, not how the line is shown.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.meetings.actions import owner_names
from bltui.domain.meetings.voting import Ways, judge
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import DecisionMade, named_roll
from bltui.domain.quick_add.parser import read

from .intents import after

TODAY = date(2026, 12, 1)
#: The members of the team, then staff outside it.
NAMES = (
    *("Laura Hill", "Chris Jones", "Mel Park", "Per Olsen", "Casey Bell", "Harper Sample"),
    *("Gray Stone", "Kim Lee", "Zoë O'Brien", "Pat Lane", "Ana Lopez-Ruiz", "Tess Cruz"),
    *("Ed Gray", "Paul Long", "Will Grant", "Sam Reed", "Dana Reed", "Rosa de la Vega"),
    *("Jamal Smith Jr.", "D'Angelo Price"),
)
MEMBERS = 12
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "meeting_lines.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def held() -> Building:
    return from_documents(
        {
            "profile": {1: {"name": "Sample School", "grades": ["K"]}},
            "people": {n: {"name": name} for n, name in enumerate(NAMES, 1)},
            "seats": {n: {"label": f"Seat {n}"} for n in range(1, MEMBERS + 1)},
            "memberships": {
                n: {"seat_id": n, "person_id": n, "start": "2026-07-01"}
                for n in range(1, MEMBERS + 1)
            },
            "cwgs": {1: {"number": 3, "name": "Reading"}},
            "meetings": {
                1: {"on": "2026-12-01", "held": True},
                2: {"on": "2026-12-15"},
            },
            "lines": {
                n: {"meeting_id": 1, "kind": "guest", "text": name}
                for n, name in enumerate(("Jane Doe", "Terry Sample"), 1)
            },
        }
    )


def recorded(building: Building, line: str) -> dict[str, Any]:
    """Return the facts that a line records."""
    found = read(line, building, TODAY)
    change = found.intent(building)
    now = after(building, change)
    facts: dict[str, Any] = {}
    for edit in change.edits:
        record: Any = now.table(edit.table)[edit.id]
        name = lambda number: now.people[number].name if number else None  # noqa: E731
        match edit.table:
            case "decisions":
                facts |= {f: getattr(record, f) for f in ("text", "method", "stated", "until")}
                facts |= {f: getattr(record, f) for f in ("yes", "no", "abstain", "reason")}
                facts |= {"moved": name(record.moved_id), "seconded": name(record.seconded_id)}
                facts["scores"] = list(record.scores)
                roll = named_roll(record.roll, now.people)
                facts["roll"] = ", ".join(f"{who} {vote}" for who, vote in roll.items())
                facts["result"] = judge(record, Ways(50, 50, 50, 3)).result
            case "actions":
                due = record.due.isoformat() if record.due else None
                facts |= {"text": record.text, "due": due}
                facts["owners"] = list(owner_names(now, record))
            case "feedback":
                facts |= {f: getattr(record, f) for f in ("text", "kind", "anonymous")}
            case "attendance":
                facts.setdefault(record.state, []).append(name(record.person_id))
                facts |= {f: getattr(record, f) for f in ("came_at", "left_at", "reason")}
            case "lines":
                facts |= {record.kind: record.text, "party": record.party}
    return facts


@pytest.mark.parametrize("case", CASES, ids=[case["line"] for case in CASES])
def test_a_line_is_recorded_as_said_or_asked_about(held: Building, case: dict[str, Any]) -> None:
    if asks := case.get("asks"):
        with pytest.raises(UserError) as refused:
            recorded(held, case["line"])
        assert asks in refused.value.message
        assert "\n" not in refused.value.message
    else:
        facts, want = recorded(held, case["line"]), dict(case["want"])
        present = want.pop("present", None)
        assert {name: facts.get(name) for name in want} == want
        assert present is None or sorted(facts["present"]) == sorted(present)


def test_the_preview_of_a_decision_says_the_stated_result(held: Building) -> None:
    line = "decision Adopt the plan. Motion by Hill, second by Jones. Motion "
    for word, shown in (("carried", "adopted"), ("failed", "not adopted")):
        assert f", {shown}" in read(f"{line}{word}.", held, TODAY).reads_as


def test_what_a_decision_does_not_say_is_never_recorded_as_consensus(held: Building) -> None:
    for text in ("Buy it", "Adopt the plan for 2027-28", "Move to a 4-2 schedule", "Meet 12-4"):
        with pytest.raises(UserError):
            read(f"decision {text}", held, TODAY)
    made = DecisionMade(meeting_id=1, text="Buy it", method="announced")
    assert judge(made, Ways(50, 50, 50, 3)).result == "not_decided"
