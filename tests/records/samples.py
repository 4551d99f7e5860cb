"""A record of every table, made from the types of its fields, for tests of all records."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.calendar import Rotation
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.record import Record, fields_of, to_document
from bltui.domain.model.tables import TABLES, kind_of

TODAY = date(2026, 11, 10)
#: Values that the types do not determine: fields that must fit each other or the framework.
FITTING: dict[str, dict[str, Any]] = {
    "agenda": {"about": "step:1", "begins": "15:30", "protocol": "tuning"},
    "actions": {"source": "meeting:1", "about": "goal:1", "team": "cwg:1"},
    "attendance": {"came_at": "16:05", "left_at": "16:30"},
    "decisions": {"goal": "goal:1", "stated": "adopted"},
    "evidence": {"standards": ("data_driven",), "responsibilities": ("monitor",)},
    "calendars": {
        "tz": "America/Chicago",
        "rotation": Rotation(("A", "B"), TODAY, "carry"),
        "weekly_bell": {"wed": 1},
    },
    "cwgs": {"co_leader_id": None},
    "feedback": {"source": "teacher", "about": "step:1", "decision": "adopted"},
    "goals": {"standards": ("data_driven",)},
    "indicators": {"target_on": date(2027, 5, 1)},
    "inservices": {"standards": ("data_driven",)},
    "memberships": {"substitute_person_id": None},
    "lines": {"kind": "to"},
    "process_notes": {"discussed_at": "15:40"},
    "meetings": {
        "team": "cwg:1",
        "start": "15:30",
        "end": "16:15",
        "called_to_order": "15:32",
        "adjourned": "16:20",
        "posted_at": "15:00",
    },
    "messages": {"party": "cwg", "reply_to": None},
    "plans": {"status": "draft"},
    "responses": {"source": "teacher"},
    "profile": {"year_starts": "07-01", "tz": "UTC"},
    "steps": {"standards": ("data_driven",)},
    "strategies": {"standards": ("data_driven",)},
    "trainings": {"standards": ("data_driven",)},
}
#: Tables whose second record must differ in some field.
SECOND: dict[str, dict[str, Any]] = {
    "bells": {"label": "other words"},
    "cwgs": {"number": 2, "co_leader_id": None},
    "inservices": {"on": date(2026, 11, 9)},
    "memberships": {"status": "ended"},
    "messages": {"reply_to": 1},
    "rounds": {"opens": date(2026, 11, 9)},
    "themes": {"name": "other words"},
}


#: Tables whose records describe some fields, and those whose records describe all of them.
CHECKED = [table for table in TABLES if kinds_of(kind_of(table))]
DESCRIBED = [
    table
    for table in CHECKED
    if kind_of(table).NAME
    and {*kinds_of(kind_of(table)), "archived"} == {*fields_of(kind_of(table))}
]


def value(kind: inspect.Type, text: str, name: str = "") -> Any:
    """Return a value of a type; all its text is `text`."""
    match kind:
        case inspect.StrType(pattern=pattern):
            return ("09:00" if name == "end" else "08:00") if pattern else text
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return 1
        case inspect.FloatType():
            return 1.5
        case inspect.DateType():
            return TODAY
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.VarTupleType(item_type=item):
            return (value(item, text, name),)
        case inspect.TupleType(item_types=items):
            return tuple(value(item, text, name) for item in items)
        case inspect.DictType(key_type=key, value_type=item):
            return {value(key, text, name): value(item, text, name)}
        case inspect.StructType(cls=cls):
            return part(cls, text)
        case inspect.UnionType(types=types):
            return value(next(t for t in types if not isinstance(t, inspect.NoneType)), text, name)
    raise TypeError(f"{name}: {kind}")


def part(struct: type[msgspec.Struct], text: str, **fitting: Any) -> Any:
    """Return a struct with a value in every field."""
    return struct(**({f.name: value(f.type, text, f.name) for f in _fields(struct)} | fitting))


@cache
def _fields(struct: type[msgspec.Struct]) -> list[inspect.Field]:
    """Return the fields of a struct. Finding them takes longer than all else here."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    left_out = _BOOKKEEPING if issubclass(struct, Record) else ()
    return [field for field in info.fields if field.name not in left_out]


_BOOKKEEPING = ("id", "rev", "by", "at", "first_at", "archived")


def sample(table: str, text: str = "words", **fitting: Any) -> Record:
    """Return a record of a table with a value in every field."""
    record: Record = part(kind_of(table), text, **(FITTING.get(table, {}) | fitting))
    return record


def one_of_each() -> Building:
    """Return a building with one record in every table."""
    return from_documents({table: {1: to_document(sample(table))} for table in TABLES})


def texts(found: Any) -> list[str]:
    """Return all text in a JSON value."""
    if isinstance(found, str):
        return [found]
    if isinstance(found, dict):
        return [text for pair in found.items() for one in pair for text in texts(one)]
    return [text for one in found for text in texts(one)] if isinstance(found, list) else []
