"""A building full of records at a limit: each day, choice and number that some query compares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import inspect

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.tables import TABLES, kind_of

from .intents import ALSO, DOCUMENTS, TODAY, past

#: The edges of the school year, of the calendar, and of today.
DAYS = (
    date(2026, 6, 30),
    date(2026, 7, 1),
    past(-1),
    TODAY,
    past(1),
    date(2027, 6, 30),
    date(2027, 7, 1),
)
#: First records of tables that the small building leaves empty.
FIRST: dict[str, dict[str, Any]] = {
    "contacts": {"party": "dlt", "on": "2026-11-10"},
    "responses": {"round_id": 1, "on": "2026-11-10", "scores": {"q": 3}},
    "attendance": {"meeting_id": 1, "person_id": 1, "state": "present"},
    "self_checks": {"meeting_id": 1, "counts": {"q": [1, 2, 0, 1]}},
    "process_notes": {"meeting_id": 1, "step": 4, "text": "Tests"},
    "process_results": {
        "meeting_id": 1,
        "step": 4,
        "group": "All",
        "when": "pre",
        "tested": 20,
        "counts": {"advanced": 20},
    },
    "days": {"date": "2026-11-11", "kind": "no_school"},
    "exceptions": {"series_id": 1, "date": "2026-11-11", "do": "cancel"},
    "waivers": {"rule": "CWG-07", "key": "k", "why": "Known"},
    "steps": {"step": 1, "year": "2026-27", "status": "in_progress"},
    "evidence": {"title": "Quiz", "year": "2026-27", "step": 6, "on": "2026-11-10"},
    "finances": {"text": "Readers", "on": "2026-11-10", "amount": 100.0},
    "messages": {"party": "staff", "text": "News", "on": "2026-11-10"},
}
#: Values of text fields that are compared.
NAMED = {
    "year": ("2025-26", "2027-28"),
    "carried_to": ("2026-27", "2027-28"),
    "team": ("dlt", "cwg:1", "cwg:2"),
    "about": ("goal:1", "step:2", "cwg:1", "meeting:1"),
    "source": ("meeting:1",),
}
#: What the building has set itself.
SETTINGS: dict[str, Any] = {
    "rules": {"CWG-07": "off", "COM-02": "error", "COM-12": "warn"},
    "limits": {"agenda_days": 4, "period_min": 30},
}
#: Fields that number the records of a table.
_OWN = ("id", "_rev", "_by", "_at", "_first", "number", "order")


def values(kind: inspect.Type) -> Iterator[Any]:
    """Yield the values of a type at which something may change."""
    match kind:
        case inspect.UnionType(types=types):
            yield from (value for one in types for value in values(one))
        case inspect.DateType():
            yield from (day.isoformat() for day in DAYS)
        case inspect.LiteralType(values=choices):
            yield from choices
        case inspect.BoolType():
            yield from (True, False)
        case inspect.IntType():
            yield from (1, 2)
        case inspect.FloatType():
            yield from (0.0, 50.0)
        case inspect.NoneType():
            yield None
        case inspect.VarTupleType(item_type=inspect.IntType()):
            yield from ([], [1], [2, 3])


def building() -> Building:
    """Return the building: a copy of each first record for each value of each of its fields."""
    documents = {t: {n: {**d} for n, d in rows.items()} for t, rows in DOCUMENTS.items()}
    for table, number, fields in ALSO:
        documents.setdefault(table, {})[number] = fields
    documents["profile"][1] |= SETTINGS
    documents |= {table: {1: first} for table, first in FIRST.items()}
    for table in TABLES:
        first = documents.get(table, {}).get(1)
        if first is None or table == "profile":
            continue
        kind = inspect.type_info(kind_of(table))
        assert isinstance(kind, inspect.StructType)
        for field in kind.fields:
            if field.encode_name not in _OWN:
                for value in [*values(field.type)] or NAMED.get(field.encode_name, ()):
                    number = max(documents[table]) + 1
                    documents[table][number] = {**first, field.encode_name: value}
    return from_documents(documents)
