"""What an argument of a function of the domain may be, found by its name and its type."""

from __future__ import annotations

import ast
import datetime as dt
import importlib
import inspect
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bltui.domain.calendar.edits import table_on
from bltui.domain.calendar.import_edits import CalendarPlan, Planned
from bltui.domain.checks import conflicts, rule_book, rules
from bltui.domain.checks.context import RuleContext
from bltui.domain.feedback.round_edits import Answers
from bltui.domain.meetings import voting
from bltui.domain.meetings.agenda import Due
from bltui.domain.meetings.posting import PostTime
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Day, Hours, Period
from bltui.domain.model.framework_types import OpenMeeting
from bltui.domain.model.plan import Measure
from bltui.domain.model.record import Record
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.tables import TABLES
from bltui.domain.model.training import Rollout, Segment
from bltui.domain.series import team_meetings, year_schedule
from bltui.domain.team import membership
from bltui.framework import load_framework, load_standing

FRAMEWORK = load_framework("south-dakota")
TODAY = dt.date(2026, 11, 10)
DAYS = (TODAY, dt.date(2026, 9, 2), dt.date(2026, 12, 8), dt.date(2027, 6, 29))
#: Records and values of one kind that are tried.
SEVERAL = 6
NAMED: Mapping[str, tuple[Any, ...]] = {
    "framework": (FRAMEWORK,),
    "year": ("2026-27", "2025-26"),
    "old": ("2025-26", "2026-27"),
    "team": (0, 1, "blt", "cwg:1", "dlt"),
    "account": ("sample",),
    "group": ("All", "Casey Sample"),
    "tested": (20,),
    "step": (1, 4, 8),
    "least": (1, 2),
    "quotes": (1,),
    "number": (1, 2),
    "by": (1, -1),
    "now": (905, 959, 1),
    "at": (905, 960, "15:30", "16:00"),
    "spent": (0, 90),
    "bell": (1, 99),
    "numbers": ((1,), (2, 3)),
    "people": ((2,), (1, 3), 7, 8, 20, 21),
    "names": (("A", "B"),),
    "words": (("A", "B"), ("A", "B", "C", "D", "E")),
    "most": (2, 5),
    "rule": ("CWG-07", "COM-12"),
    "reason": ("", "Sample"),
    "why": ("", "Sample"),
    "who": ("state", "teachers"),
    "role": ("facilitator", "cofacilitator"),
    "reference": ("goal:1", "step:2", "cwg:1", "goals/1", "goals/x", "nothing/1"),
    "about": ("goal:1", "step:2", "cwg:1"),
    "key": ("UNION", "GRADES"),
    "weekday": ("mon", "early_release"),
    "wanted": ("1",),
    "item": ("1", "3"),
    "table": ("lines", "decisions"),
    "evidence": ("data: reading quiz", "observation: rooms"),
    "phrase": ("every other wed 3:15pm-4pm sep 9 to may 19", "mon, thu 15:00-15:45"),
    "label": ("Sample",),
    "name": ("Sample", " "),
    "text": ("Sample", "Sample\nand more", " "),
    "title": ("Sample", " "),
    "partner": ("Sample", " "),
    "field": ("title",),
    "years": (1, 3),
    "before": (1, None),
    "value": (0, 1, 2, 11, 21, 2.5, 99.95),
    "count": (0, 1, 2, 4),
    "percent": (0, 33, 50, 66.6, 100),
    "minutes": (0, 61, 720, 915),
    "minute": (0, 61, 720, 915),
    "days": (-1, 0, 1, 2),
    "amount": (0.0, 0.5, 1800.0),
    "voting": (1, 8, 9),
    "invited": (4, 20),
    "word": ("Required", "off", "loud"),
    "noun": ("group",),
    "quoted": ("“x”",),
}
SNOW = Day(date=DAYS[2], kind="snow")
BREAK = Day(date=dt.date(2026, 12, 24), to=dt.date(2027, 1, 1), kind="no_school", name="Break")
#: How a type is made of a building, where a parameter has no other value.
MADE: Mapping[str, Callable[[Building], Iterable[Any]]] = {
    "RuleContext": lambda there: [RuleContext(there, FRAMEWORK, day) for day in DAYS],
    "Ways": lambda there: [voting.ways({}, FRAMEWORK), voting.ways({"quorum": 3}, FRAMEWORK)],
    "Serving": lambda there: [membership.on_day(there, day) for day in DAYS],
    "Schedule": lambda there: [year_schedule.schedule_of(there, TODAY)],
    "Timetable": lambda there: [table_on(there, TODAY)] if there.calendars else [],
    "SchoolYear": lambda there: [school_year_of(day) for day in (DAYS[1], DAYS[3])],
    "Limits": lambda there: [conflicts.LIMITS],
    "Rule": lambda there: FRAMEWORK.rules.values(),
    "RuleEntry": lambda there: {
        (entry.setting, entry.own, entry.setting == entry.default): entry
        for entry in rule_book.rule_book(FRAMEWORK, there)
    }.values(),
    "Holder": lambda there: [
        membership.Holder(m.seat_id, m.person_id, m.id) for m in there.memberships.values()
    ],
    "Sequence[Finding]": lambda there: [rules.check(there, FRAMEWORK, TODAY)],
    "Sequence[Feedback]": lambda there: [tuple(there.feedback.values()), ()],
    "Iterable[Series]": lambda there: [tuple(there.series.values())],
    "Sequence[Standing]": lambda there: [load_standing(), ()],
    "Segment": lambda there: [Segment("Asking", "i_do", minutes=20), Segment("Why", "you_do")],
    "Rollout": lambda there: [Rollout(how="In rooms", lead_ids=(1,)), Rollout()],
    "Measure": lambda there: [Measure("State test", 50.0, 60.0), Measure("Visits")],
    "OpenMeeting": lambda there: [
        OpenMeeting(law="1", source="A law", hours=24),
        OpenMeeting(law="2", source="A law", days=3, business=True),
    ],
    "PostTime": lambda there: [
        PostTime(DAYS[1], "15:15"),
        PostTime(DAYS[1]),
        PostTime(DAYS[2], "09:00"),
    ],
    "Sequence[Due]": lambda there: [(), (Due("", "Public comment"),)],
    "Process": lambda there: [FRAMEWORK.process],
    "Protocol": lambda there: list(FRAMEWORK.protocols.values())[:2],
    "Mapping[str, int]": lambda there: [{"advanced": 20}, {"below": 21}],
    "SelfCheckForm": lambda there: [FRAMEWORK.self_check],
    "Mapping[int, Presence]": lambda there: [{1: "present", 2: "late"}, {1: "left", 3: "excused"}],
    "CalendarPlan": lambda there: [
        CalendarPlan((Planned(1, SNOW), Planned(2, BREAK)), DAYS[1], DAYS[3]),
        CalendarPlan((Planned(1, SNOW),)),
        CalendarPlan(()),
    ],
    "Answers": lambda there: [
        Answers(TODAY, scores={"q": 4}),
        Answers(TODAY, scores={"students": 3}, texts={"next_steps": "Sample"}),
    ],
    "Sequence[P]": lambda there: [tuple(there.people.values())],
    "Iterable[P]": lambda there: [tuple(there.people.values())],
    "Expansion": lambda there: [
        *team_meetings.meetings_of_team(there, team_meetings.BLT, TODAY)[1].values(),
        *team_meetings.meetings_of_team(there, 1, TODAY)[1].values(),
    ],
    "Iterable[MeetingRecord]": lambda there: [tuple(there.meetings.values()), ()],
    "tuple[int, date]": lambda there: [(1, day) for day in DAYS],
    "Record": lambda there: [
        there.table(table)[1] for table in ("goals", "trainings", "seats") if there.table(table)
    ],
}
#: What was made already, by building and type.
_MADE: dict[tuple[int, str], list[Any]] = {}
#: The table of an id, where the parameter's name does not tell.
_TABLES = {"person": "people", "owner": "people", "leader": "people", "item": "agenda"}
#: Fields that an intent needs beside its own arguments.
FIELDS: Mapping[str, dict[str, Any]] = {
    "add_group": {"name": "Sample"},
    "add_action": {"text": "Sample", "owner_id": 2},
    "add_line": {"text": "Sample"},
    "promise": {"text": "Sample", "due": TODAY},
    "add_goal": {"title": "Sample"},
    "add_evidence": {"title": "Sample", "on": TODAY, "year": "2026-27"},
    "add_person": {"name": "Sample"},
    "set_bell": {"students": Hours("08:00", "15:00"), "periods": [Period("1", "08:00", "08:46")]},
    "set_availability": {"kind": "busy", "weekdays": ("mon",), "start": "15:00", "end": "16:00"},
}


class Unknown(Exception):
    """An argument that cannot be found."""


def spread(found: Iterable[Any], most: int = SEVERAL) -> list[Any]:
    """Return at most so many, evenly spread."""
    every = list(found)
    return every if len(every) <= most else [every[n * len(every) // most] for n in range(most)]


def can_be_asked(there: Building, function: Callable[..., Any]) -> bool:
    """Return whether each argument of a function can be found."""
    try:
        found = [offered(there, function, p) for p in named(function)]
    except Unknown:
        return False
    return any(found)


def named(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """Return the parameters of a function that have a name."""
    every = inspect.signature(function).parameters.values()
    return [p for p in every if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]


def offered(there: Building, function: Callable[..., Any], asked: inspect.Parameter) -> list[Any]:
    """Return what an argument may be. Raises Unknown."""
    name = asked.name
    kind = getattr(asked.annotation, "__name__", str(asked.annotation))
    bare = kind.removesuffix(" | None").removeprefix("dt.").removeprefix("datetime.")
    # Whatever writes a standard needs the framework.
    optional: list[Any] = [None] if bare != kind and name != "framework" else []
    found = _of_kind(there, function, name, bare)
    if found:
        return spread(found) + optional
    if asked.default is not asked.empty:
        return [asked.default]
    raise Unknown(f"{name}: {kind}")


def _of_kind(there: Building, function: Callable[..., Any], name: str, kind: str) -> Iterable[Any]:
    known = vars(importlib.import_module(function.__module__))
    if name == "self":
        return [there]
    match kind:
        case "Building":
            return [there]
        case "bool":
            return [False, True]
        case "date":
            return DAYS
    if kind in MADE:
        if (id(there), kind) not in _MADE:
            _MADE[id(there), kind] = list(MADE[kind](there))
        return _MADE[id(there), kind]
    record = known.get(kind)
    if isinstance(record, type) and issubclass(record, Record) and record.TABLE:
        return there.table(record.TABLE).values()
    if kind == "int" and name.endswith("_id"):
        word = name.removesuffix("_id")
        table = _TABLES.get(word) or next(
            (t for t in TABLES if t.rstrip("s") == word.rstrip("s")), ""
        )
        return (there.table(table) or (99,)) if table else ()
    values = typing.get_args(known.get(kind))
    if kind.startswith("Literal["):
        values = ast.literal_eval(kind.removeprefix("Literal"))
    if values and all(isinstance(value, str) for value in values):
        return values
    fits = {"int": int, "str": str, "Clock": str}.get(kind, tuple if "[" in kind else object)
    return [value for value in NAMED.get(name, ()) if isinstance(value, fits)]
