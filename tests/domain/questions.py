"""Every public function of the domain and every record, asked with what a building holds.

`python -m tests.domain.questions` writes the answers without their wording. So a day, a number, a
record or a refusal that changes is detected, whoever asked for it before. A new function of a
building is asked as soon as it exists, if `offered.py` finds its arguments.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice, product
from pathlib import Path
from types import NoneType
from typing import Any

import msgspec

import bltui.domain
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Change
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.record import Record
from bltui.domain.model.tables import TABLES

from . import edges
from .intents import ALSO, building
from .offered import FIELDS, offered, spread

GOLDEN = Path(__file__).parent / "golden" / "questions.jsonl"
BUSY = Path(__file__).parents[1] / "cli" / "golden" / "busy.json"
DOMAIN = Path(bltui.domain.__file__ or "").parent
#: The properties of the records and their parts.
RECORDS = "records"
#: The areas that ask a building. The schedule does not know one.
AREAS = (
    *sorted(
        path.name
        for path in DOMAIN.iterdir()
        if (path / "__init__.py").exists() and path.name != "schedule"
    ),
    RECORDS,
)
#: Functions that are not asked, because other tests make what they need.
UNASKED = {
    "checks.first_steps.first_steps": "tests/ui/test_set_up.py",
    "checks.rules.setting": "tests/cli/test_rules.py",
    "checks.rule_overrides.set_local": "test_building_changes.py",
    "feedback.purging.texts_of": "test_gone.py",
    "meetings.attendance.attend": "test_meeting_lines.py",
    "meetings.attendance.attend_all": "test_meeting_lines.py",
    "meetings.attendance.mark_words": "test_meeting_lines.py",
    "meetings.attendance.read_attendance": "test_meeting_lines.py",
    "meetings.attendance.together": "test_meeting_lines.py",
    "meetings.attendance.add_guest": "test_meeting_lines.py",
    "meetings.deciding.read_said": "test_meeting_lines.py",
    "meetings.deciding.read_roll_call": "test_meeting_lines.py",
    "meetings.due_parser.read_due": "test_meeting_lines.py",
    "meetings.due_parser.split_due": "test_meeting_lines.py",
    "meetings.self_check_edits.answer": "test_self_check.py",
    "model.building.from_documents": "every test",
    "model.combine.after": "test_conflicts.py",
    "scheduler.proposals.accept": "test_forming.py",
    "scheduler.request.ask": "test_proposer.py",
}
#: Arguments that are told; others by their number.
_PLAIN = (str, int, dt.date, Record, NoneType)
#: Methods of records that need somebody who reads or writes.
WRITING = ("describe", "validate", "whom")
#: Most answers of one function in one building, spread evenly over its arguments.
MOST = 8
#: A longer answer is told by its hash.
LONG = 700
_CODE = re.compile(r"[a-z0-9_.:#/+-]*|[A-Z]{2,}(-\d+)?")


@cache
def worlds() -> dict[str, Building]:
    """Return the buildings that are asked."""
    busy = {
        table: {int(number): record for number, record in records.items()}
        for table, records in json.loads(BUSY.read_text(encoding="utf-8")).items()
        if table in TABLES
    }
    return {"small": building(*ALSO), "busy": from_documents(busy), "edges": edges.building()}


def functions(area: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public functions of an area that ask a building, by name."""
    for path in sorted((DOMAIN / area).rglob("*.py")):
        within = path.relative_to(DOMAIN).with_suffix("")
        module = importlib.import_module(".".join(("bltui.domain", *within.parts)))
        dir(module)  # runs it, if its import was deferred
        for name, function in vars(module).items():
            own = inspect.unwrap(function) if callable(function) else None
            if (
                inspect.isfunction(own)
                and own.__module__ == module.__name__
                and not name.startswith("_")
                and {"Building", "RuleContext"}
                & set(map(str, inspect.get_annotations(own).values()))
            ):
                yield ".".join((*within.parts, name)), function


def records(there: Building) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public properties and methods of some records and of their parts."""
    found: dict[type, list[Any]] = {}

    def collect(value: Any) -> None:
        if isinstance(value, msgspec.Struct):
            found.setdefault(type(value), []).append(value)
            for field in value.__struct_fields__:
                collect(getattr(value, field))
        elif isinstance(value, tuple | list):
            for one in value:
                collect(one)

    for table in TABLES:
        for record in there.table(table).values():
            collect(record)
    for kind, several in sorted(found.items(), key=lambda pair: pair[0].__qualname__):
        for name, member in vars(kind).items():
            if name.startswith("_") or name in WRITING:
                continue
            if isinstance(member, property):
                yield f"{RECORDS}.{kind.__name__}.{name}", partial(_values, several, name)
            elif inspect.isfunction(member):
                yield f"{RECORDS}.{kind.__name__}.{name}", _bound(several, member)


def _values(several: Sequence[Any], name: str) -> list[Any]:
    return [getattr(one, name) for one in several]


def _bound(several: Sequence[Any], method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that asks all of them, with the other arguments of their method."""

    def each(*places: Any, **words: Any) -> list[Any]:
        return [method(one, *places, **words) for one in several]

    parameters = [*inspect.signature(method).parameters.values()][1:]
    each.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    each.__module__ = method.__module__
    return each


def told(value: Any, there: Building) -> Any:
    """Return an answer as JSON without its prose; records of the building by their reference."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return value if _CODE.fullmatch(value) else "…" + "\n" * value.count("\n")
        case float():
            return round(value, 6)
        case dt.date() | dt.time():
            return value.isoformat()
        case Building():
            return "building"
        case Change():
            edits = [
                [e.table, e.id, told(e.before, there), told(e.after, there)] for e in value.edits
            ]
            return [*edits, len(value.notes)]
        case Record() if value.TABLE and there.table(value.TABLE).get(value.id) == value:
            return f"{value.TABLE}/{value.id}"
        case msgspec.Struct():
            return [told(getattr(value, field), there) for field in value.__struct_fields__]
        case Mapping():
            return [[told(key, there), told(one, there)] for key, one in value.items()]
        case set() | frozenset():
            return sorted((told(one, there) for one in value), key=str)
        case list() | tuple() | Iterator() | range():
            return [told(one, there) for one in value]
    if callable(value) or not hasattr(value, "__dict__"):
        return type(value).__name__
    return [told(one, there) for name, one in vars(value).items() if not name.startswith("_")]


def arguments(
    function: Callable[..., Any], there: Building
) -> tuple[list[inspect.Parameter], list[list[Any]]]:
    """Return the parameters of a function, and what each may be."""
    parameters = inspect.signature(function).parameters.values()
    named = [p for p in parameters if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]
    return named, [offered(there, function, p) for p in named]


def asked(function: Callable[..., Any], there: Building) -> Iterator[tuple[list[Any], Any]]:
    """Yield the arguments and the answer of some calls of a function."""
    named, values = arguments(function, there)
    extra = FIELDS.get(function.__name__, {}) if named else {}
    for call in spread(islice(product(*values), 20_000), MOST):
        pairs = list(zip(named, call, strict=True))
        places = [value for p, value in pairs if p.kind is not p.KEYWORD_ONLY]
        words = {p.name: value for p, value in pairs if p.kind is p.KEYWORD_ONLY}
        shown = [
            told(value, there) if isinstance(value, _PLAIN) else f"#{several.index(value)}"
            for value, several in zip(call, values, strict=True)
            if len(several) > 1
        ]
        try:
            answer = told(function(*places, **words, **extra), there)
        except (UserError, Conflict) as refused:
            answer = {"refused": getattr(refused, "field", None)}
        yield shown, answer


def short(value: Any) -> str:
    """Return a value as JSON, or the beginning of its hash if that is too long to read."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LONG else f"#{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def lines(area: str) -> Iterator[str]:
    """Yield each question of an area of the domain with its answer."""
    for world, there in worlds().items():
        every = records(there) if area == RECORDS else functions(area)
        for name, function in every:
            if name not in UNASKED:
                for given, answer in asked(function, there):
                    told = (*(short(one) for one in given), short(answer))
                    yield " ".join((name, world, *told))


if __name__ == "__main__":
    found = (line for area in AREAS for line in lines(area))
    GOLDEN.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
