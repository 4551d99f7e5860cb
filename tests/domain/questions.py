"""Every public function of the domain and every record, asked with what a building holds.

Functions that need no building are asked if `offered.py` finds their arguments.

`python -m tests.domain.questions` writes the answers without their wording. So a day, a number, a
record or a refusal that changes is detected, whoever asked for it before. Numbers in a text are
kept. A new function of a building is asked as soon as it exists, if `offered.py` finds its
arguments.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import inspect
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product
from pathlib import Path
from random import Random
from types import NoneType
from typing import Any

import msgspec

import bltui.domain
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import Record
from bltui.domain.model.tables import TABLES

from . import edges
from .intents import ALSO, DOCUMENTS, building
from .offered import FIELDS, can_be_asked, named, offered

GOLDEN = Path(__file__).parent / "golden" / "questions.jsonl"
BUSY = Path(__file__).parents[1] / "cli" / "golden" / "busy.json"
DOMAIN = Path(bltui.domain.__file__ or "").parent
#: The properties of the records and their parts.
RECORDS = "records"
#: The areas that are asked.
AREAS = (
    *sorted(path.name for path in DOMAIN.iterdir() if (path / "__init__.py").exists()),
    RECORDS,
)
#: Functions that are not asked, because other tests make what they need.
UNASKED = {
    **dict.fromkeys(
        (
            "model.labels.attribute",
            "model.labels.fill",
            "model.labels.typed",
            "model.labels.plural",
            "model.labels.with_article",
        ),
        "test_labels.py",
    ),
    "checks.rules.setting": "tests/cli/test_rules.py",
    "checks.rule_overrides.set_local": "test_building_changes.py",
    "meetings.planning.occurrence": "test_one_meeting.py, with `plan_meeting`",
    "feedback.queries.exact": "tests/cli/test_feedback.py",
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
    "model.building.Building.table": "every test",
    "model.building.from_documents": "every test",
    "model.combine.after": "test_questions.py",
    "model.formats.paper": "test_formats.py",
    "model.formats.show_moment": "test_formats.py",
    "model.formats.zoned_moment": "test_formats.py",
    "model.formats.show_time": "test_formats.py",
    "model.record.value_of": "tests/records",
    "model.training.staff_in": "year/test_trainings.py",
    "schedule.meeting_times.clock": "schedule/test_expansion.py",
    "team.roles.read_role": "test_roles.py",
    "team.role_words.cut": "test_roles.py",
    "meetings.minutes.worked": "tests/cli/test_process.py, with the minutes",
    "meetings.turns.next_turn": "test_turns.py",
    "meetings.turns.speaker_words": "test_turns.py",
    "meetings.turns.turn_words": "test_turns.py",
    "scheduler.proposals.accept": "test_forming.py",
    "scheduler.request.ask": "test_proposer.py",
}
#: Arguments that are told; others by their number.
_PLAIN = (str, int, dt.date, Record, NoneType)
#: Methods of records that need somebody who reads or writes.
WRITING = ("describe", "describe_team", "validate", "whom")
#: Most answers of one function in one building. Each value of each argument is in one of them.
MOST = 8
#: A longer answer is told by its hash.
LONG = 700
_CODE = re.compile(r"[a-z0-9_.:#/+-]*|[A-Z]{2,}(-\d+)?")
_FACTS = re.compile(r"\d[\d:.]*\d|\d|\n")


@cache
def worlds() -> dict[str, Building]:
    """Return the buildings that are asked."""
    busy = {
        table: {int(number): record for number, record in records.items()}
        for table, records in json.loads(BUSY.read_text(encoding="utf-8")).items()
        if table in TABLES
    }
    return {
        "empty": from_documents({"profile": DOCUMENTS["profile"]}),
        "small": building(*ALSO),
        "busy": from_documents(busy),
        "edges": edges.building(),
    }


def functions(area: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield the public functions of an area that ask a building or can be asked, by name."""
    for path in sorted((DOMAIN / area).rglob("*.py")):
        within = path.relative_to(DOMAIN).with_suffix("")
        module = importlib.import_module(".".join(("bltui.domain", *within.parts)))
        dir(module)  # runs it, if its import was deferred
        for name, function in (*vars(module).items(), *_methods(module)):
            own = inspect.unwrap(function) if callable(function) else None
            if (
                inspect.isfunction(own)
                and own.__module__ == module.__name__
                and not name.rpartition(".")[2].startswith("_")
                and (
                    {"Building", "RuleContext"}
                    & set(map(str, inspect.get_annotations(own).values()))
                    or can_be_asked(worlds()["small"], function)
                )
            ):
                yield ".".join((*within.parts, name)), function


def _methods(module: Any) -> Iterator[tuple[str, Any]]:
    """Yield the methods of a building, if a module makes it."""
    if Building.__module__ == module.__name__:
        yield from ((f"{Building.__name__}.{name}", own) for name, own in vars(Building).items())


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


def facts(text: str) -> str:
    """Return a text without its wording: its numbers and lines."""
    return " ".join(("…", *_FACTS.findall(text)))


def told(value: Any, there: Building) -> Any:
    """Return an answer as JSON without its prose; records of the building by their reference."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return value if _CODE.fullmatch(value) else facts(value)
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
            return [*edits, *map(facts, (value.says, *value.notes)), value.anonymous]
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


def calls(values: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield every combination of arguments, or some in which each value of each argument is."""
    every = math.prod(map(len, values))
    if every <= MOST:
        yield from product(*values)
        return
    dice = Random(MOST)
    columns = []
    for several in values:
        order = [several[n % len(several)] for n in range(MOST)]
        dice.shuffle(order)
        columns.append(order)
    yield from zip(*columns, strict=True)


def asked(
    function: Callable[..., Any], there: Building
) -> Iterator[tuple[list[Any], list[Any], dict[str, Any]]]:
    """Yield some calls of a function: their arguments as told, by place, and by word."""
    parameters = named(function)
    values = [offered(there, function, p) for p in parameters]
    extra = FIELDS.get(function.__name__, {}) if parameters else {}
    for call in calls(values):
        pairs = list(zip(parameters, call, strict=True))
        places = [value for p, value in pairs if p.kind is not p.KEYWORD_ONLY]
        words = {p.name: value for p, value in pairs if p.kind is p.KEYWORD_ONLY}
        shown = [
            told(value, there) if isinstance(value, _PLAIN) else f"#{several.index(value)}"
            for value, several in zip(call, values, strict=True)
            if len(several) > 1
        ]
        yield shown, places, words | extra


def answered(function: Callable[..., Any], there: Building) -> Iterator[tuple[list[Any], Any]]:
    """Yield the arguments and the answer of some calls of a function.

    The texts are numbered, so that one instead of another is detected without their wording.
    """
    texts: dict[str, int] = {}
    for shown, places, words in asked(function, there):
        try:
            found = function(*places, **words)
            answer = told(found, there)
            if isinstance(found, str) and answer != found:
                answer = f"{texts.setdefault(found, len(texts))}{answer}"
        except UserError as refused:
            text = str(refused)
            number = texts.setdefault(text, len(texts))
            answer = {"refused": refused.field, "": f"{number}{facts(text)}"}
        except KeyError:
            answer = {"missing": True}
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
            known = can_be_asked(there, function) or (area == RECORDS and world != "empty")
            if known and name not in UNASKED:
                for given, answer in answered(function, there):
                    told = (*(short(one) for one in given), short(answer))
                    yield " ".join((name, world, *told))


if __name__ == "__main__":
    found = (line for area in AREAS for line in lines(area))
    GOLDEN.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
