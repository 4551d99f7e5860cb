"""A small building in the middle of a school year, for tests of what intents refuse."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Change, edited
from bltui.domain.model.record import to_document
from bltui.domain.model.tables import TABLES
from bltui.framework import load_framework

TODAY = date(2026, 11, 10)
YEAR = "2026-27"
Intent = Callable[..., Change]
#: Arguments that intents ask for, unless a test gives others.
USUAL: dict[str, Any] = {"framework": load_framework("south-dakota"), "today": TODAY, "year": YEAR}
#: Every record that an intent may name has the id 1. Records 2 and up differ from it as the tables
#: below need.
DOCUMENTS: dict[str, dict[int, dict[str, Any]]] = {
    "profile": {1: {"name": "Sample School", "grades": ["1", "2"], "year": YEAR}},
    "people": {
        1: {"name": "Sample One", "employee_type": "admin"},
        2: {"name": "Sample Two"},
        3: {"name": "Sample Three"},
        4: {"name": "Sample Gone", "active": False},
    },
    "seats": {1: {"label": "Principal", "kind": "core"}, 2: {"label": "Grade 1", "kind": "term"}},
    "memberships": {1: {"seat_id": 1, "person_id": 1, "start": "2026-07-01", "end": "2029-06-30"}},
    "assignments": {1: {"role": "facilitator", "person_id": 1, "start": "2026-08-01"}},
    "cwgs": {
        1: {
            "number": 1,
            "name": "Readers",
            "status": "published",
            "leader_id": 1,
            "members": [{"person_id": 1}, {"person_id": 2, "start": "2026-09-01"}],
        },
        2: {"number": 2, "name": "Writers", "members": [{"person_id": 3, "end": "2026-10-01"}]},
    },
    "meetings": {
        1: {
            "on": "2026-11-10",
            "start": "15:00",
            "end": "16:00",
            "held": True,
            "called_to_order": "15:00",
        },
        2: {"on": "2026-11-24"},
        3: {"on": "2026-10-27", "held": True, "ended": True, "approved_on": "2026-11-01"},
        4: {"on": "2026-11-17", "cancelled": True},
    },
    "agenda": {
        1: {"meeting_id": 1, "order": 10, "title": "Welcome"},
        2: {"meeting_id": 1, "order": 20, "title": "Reading", "done": True},
        3: {"meeting_id": 2, "order": 10, "title": "Welcome"},
        4: {"meeting_id": 3, "order": 10, "title": "Welcome"},
    },
    "lines": {1: {"meeting_id": 1, "kind": "note", "text": "Books"}},
    "decisions": {1: {"meeting_id": 1, "text": "New books"}},
    "actions": {1: {"text": "Copy the rubric"}},
    "plans": {1: {"title": "SIP", "year": YEAR}},
    "district_goals": {1: {"text": "All read"}},
    "goals": {1: {"title": "Reading", "plan_id": 1}},
    "strategies": {1: {"text": "Close reading", "goal_id": 1}},
    "indicators": {1: {"kind": "adult", "statement": "Walk-through", "strategy_id": 1}},
    "trainings": {1: {"on": "2026-09-28"}, 2: {"on": "2026-11-11"}},
    "inservices": {1: {"on": "2026-10-12"}},
    "cycles": {
        1: {
            "cwg_id": 1,
            "number": 1,
            "year": YEAR,
            "start": "2026-10-13",
            "due": "2026-11-24",
            "phases": [
                {"step": 4, "started": "2026-10-13", "done": "2026-10-20"},
                {"step": 5, "started": "2026-10-20"},
                {"step": 6},
                {"step": 7},
            ],
        }
    },
    "feedback": {1: {"text": "More modelling", "on": "2026-11-01"}},
    "themes": {1: {"name": "Modelling"}, 2: {"name": "Books"}},
    "rounds": {
        1: {
            "title": "Fall",
            "opens": "2026-11-01",
            "closes": "2026-11-10",
            "prompts": [
                {"key": "q", "text": "Well led?", "kind": "likert"},
                {"key": "w", "text": "Why?", "kind": "open"},
            ],
        }
    },
    "calendars": {1: {"year": YEAR, "first": "2026-08-10", "last": "2027-05-28"}},
    "bells": {1: {"label": "Regular"}},
    "series": {
        1: {
            "team": "cwg",
            "cwg_id": 1,
            "pattern": {"type": "weekly", "days": ["wed"]},
            "time": {"from": "15:15", "to": "16:00"},
            "first": "2026-09-02",
            "until": "2027-05-19",
        }
    },
    "availability": {
        1: {"person_id": 1, "kind": "busy", "weekdays": ["mon"], "start": "15:00", "end": "16:00"}
    },
}


#: Extra records that some tests need.
ALSO: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("people", 5, {"name": "Sample Away", "archived": True}),
    ("memberships", 2, {"seat_id": 2, "person_id": 2, "status": "ended"}),
    (
        "cwgs",
        3,
        {
            "number": 3,
            "name": "Third",
            "leader_id": 1,
            "co_leader_id": 2,
            "members": [{"person_id": 1}, {"person_id": 2}],
        },
    ),
    ("plans", 4, {"title": "Evaluated", "year": "2023-24", "impact": "Better", "process": "Well"}),
)


def building(*changes: tuple[str, int, dict[str, Any]]) -> Building:
    """Return the building with fields of some records changed. Missing records are added."""
    documents = {
        table: {n: dict(fields) for n, fields in rows.items()} for table, rows in DOCUMENTS.items()
    }
    for table, number, fields in changes:
        documents.setdefault(table, {}).setdefault(number, {}).update(msgspec.to_builtins(fields))
    return from_documents(documents)


def after(before: Building, change: Change) -> Building:
    """Return the building after a change."""
    documents: dict[str, dict[int, dict[str, Any]]] = {
        table: {number: {**to_document(record)} for number, record in before.table(table).items()}
        for table in TABLES
    }
    for edit in change.edits:
        rows = documents[edit.table]
        left = edited(rows.pop(edit.id, None), edit)
        if left is not None:
            rows[edit.id] = left
    return from_documents(documents)


def run(intent: Intent, fields: dict[str, Any], there: Building) -> Change:
    """Run an intent on a building, with the usual arguments that it asks for."""
    asked = inspect.signature(intent).parameters
    return intent(
        there, **({name: value for name, value in USUAL.items() if name in asked} | fields)
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def past(days: int) -> date:
    """Return the date some days after today."""
    return TODAY + timedelta(days)


def ids(rows: list[tuple[Intent, Any, Any, Any]]) -> list[str]:
    names = (row[2] if isinstance(row[2], str) else "-".join(row[2]) for row in rows)
    return [
        f"{row[0].__module__.split('.')[-2]}-{row[0].__name__}-{name}-{n}"
        for n, (row, name) in enumerate(zip(rows, names, strict=True))
    ]
