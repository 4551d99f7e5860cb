"""Shell completion: which words fit at the cursor.

Runs only when the shell asks for it (argcomplete sets `_ARGCOMPLETE`).
"""

from __future__ import annotations

from argparse import Action, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import argcomplete
from argcomplete.completers import ChoicesCompleter, DirectoriesCompleter, FilesCompleter

from bltui import framework, places, settings
from bltui.cli import find_file
from bltui.cli.commands import COMMANDS, grammar
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.cli.plan.verbs import REMOVABLE
from bltui.cli.topics import TOPICS
from bltui.domain.checks.rule_book import AREAS
from bltui.domain.model import building as model_building
from bltui.domain.model import record
from bltui.domain.model.dates import WEEKDAYS
from bltui.store import author, building_file, errors

if TYPE_CHECKING:
    from bltui.domain.model.building import Building
    from bltui.domain.model.framework_types import Framework
    from bltui.domain.model.training import InService, Training

Completer = Callable[..., list[str]]
#: A file that cannot be found or read has no names to offer.
_UNREADABLE = (
    UsageError,
    settings.BadSettings,
    errors.StoreError,
    model_building.Unreadable,
    framework.Unusable,
)


def complete() -> NoReturn:
    """Print the words that fit, then exit."""
    parser = grammar(None, whole=True)
    for action in _actions(parser):
        # A metavar tells what is wanted. argcomplete completes choices by itself.
        if found := _completer(action):
            action.completer = found  # type: ignore[attr-defined]
    argcomplete.autocomplete(
        parser, always_complete_options="long", default_completer=ChoicesCompleter({})
    )
    raise SystemExit(0)


def _actions(parser: Parser) -> Iterator[Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, _SubParsersAction):
            for one in action.choices.values():
                yield from _actions(one)


def _completer(action: Action) -> Callable[..., Any] | None:
    """Return what completes an argument, by its metavar; an export also by what it can write."""
    metavar = str(action.metavar)
    if metavar.startswith("FILE"):
        return FilesCompleter(_endings(action))
    if metavar == "DIR":
        return DirectoriesCompleter()
    one = metavar.removesuffix(",..")
    found = _COMPLETERS.get(one)
    return _last_of(found) if found and one != metavar else found


def _endings(action: Action) -> list[str]:
    """Return the endings of the files that fit, without the dot; [] if any file does."""
    if "--file" in action.option_strings or "--write" in action.option_strings:
        return ["json"]
    written: list[str] = list(getattr(action, "endings", list)())
    read = str(action.metavar).partition(".")[2].split("|")
    return [ending.removeprefix(".") for ending in written or read if ending]


def _last_of(complete_one: Completer) -> Completer:
    """Return a completer of the last of several words that are separated by commas."""

    def complete_last(prefix: str = "", **more: Any) -> list[str]:
        before, comma, last = prefix.rpartition(",")
        return [f"{before}{comma}{word}" for word in complete_one(prefix=last, **more)]

    return complete_last


def _fits(words: Iterable[str], prefix: str) -> list[str]:
    start = prefix.casefold()
    return [word for word in dict.fromkeys(words) if word.casefold().startswith(start)]


def _fixed(words: Iterable[str]) -> Completer:
    """Return a completer of words that need no building."""
    return lambda prefix="", **more: _fits(words, prefix)


def _names(pick: Callable[[Building], Iterable[str]]) -> Completer:
    """Return a completer of words that are in the building."""

    def complete_names(
        prefix: str = "", parsed_args: Namespace | None = None, **more: object
    ) -> list[str]:
        try:
            named = getattr(parsed_args, "file", None)
            path, _ = find_file.building_file(
                named, lambda: settings.load_settings(places.config_file())
            )
            version = building_file.BuildingFile(path, author.current_author()).read()
            return _fits(pick(model_building.from_documents(version.documents)), prefix)
        except _UNREADABLE:
            return []  # the command itself reports why

    return complete_names


def _records(table: str, *, whole: bool = False) -> Completer:
    """Return a completer of the numbers and names of a table's records.

    With `whole`, their references: goals/2.
    """

    def numbers_and_names(building: Building) -> list[str]:
        found = list(record.active(building.table(table)))
        if whole:
            return [f"{table}/{one.id}" for one in found]
        numbers = [str(getattr(one, "number", one.id)) for one in found]
        name = building.kind(table).NAME
        return numbers + [str(getattr(one, name)) for one in found]

    return _names(numbers_and_names)


def _people(building: Building) -> list[str]:
    return [p.name for p in record.active(building.people) if p.active]


def _members(building: Building) -> list[str]:
    return _people(building) + [s.label for s in record.active(building.seats)]


def _meetings(building: Building) -> list[str]:
    """Return the dates of the meetings, newest first."""
    meetings = record.active(building.meetings)
    return sorted((meeting.on.isoformat() for meeting in meetings), reverse=True)


def _trainings(building: Building) -> list[str]:
    """Return the trainings and in-service days, each as a reference and as its date."""
    named: list[tuple[str, Training | InService]] = [
        *(("trainings", one) for one in record.active(building.trainings)),
        *(("inservices", one) for one in record.active(building.inservices)),
    ]
    return [f"{table}/{day.id}" for table, day in named] + [d.on.isoformat() for _, d in named]


def _teams(building: Building) -> list[str]:
    return ["blt", "dlt"] + [f"cwg:{g.id}" for g in record.active(building.cwgs)]


def _terms(building: Building) -> list[str]:
    return [term.name for year in record.active(building.calendars) for term in year.terms]


def _rooms(building: Building) -> list[str]:
    return sorted({series.room for series in record.active(building.series) if series.room})


def _steps(building: Building) -> list[str]:
    boards = _framework(building).boards.values()
    return [str(n) for n in sorted({step.number for board in boards for step in board.steps})]


def _plan_records(building: Building) -> list[str]:
    return [
        f"{table}/{one.id}" for table in REMOVABLE for one in record.active(building.table(table))
    ]


def _framework(building: Building) -> Framework:
    return framework.load_framework(building.profile.framework)


_COMPLETERS: dict[str, Completer] = {
    "PERSON": _names(_people),
    "MEMBER": _names(_members),
    "SEAT": _names(_members),
    "GROUP": _names(lambda building: _framework(building).groups),
    "GEN,UNION": _last_of(_names(lambda building: _framework(building).groups)),
    "RULE": _names(lambda building: _framework(building).rules),
    "AREA": _fixed(AREAS),
    "STEP": _names(_steps),
    "CWG": _records("cwgs"),
    "TEAM": _names(_teams),
    "TERM": _names(_terms),
    "ROOM": _names(_rooms),
    "BELL": _records("bells"),
    "MEETING": _names(_meetings),
    "TRAINING": _names(_trainings),
    "DISTRICT-GOAL": _records("district_goals"),
    "GOAL": _records("goals"),
    "STRATEGY": _records("strategies"),
    "INDICATOR": _records("indicators"),
    "FINANCE": _records("finances"),
    "ACTION": _records("actions"),
    "FEEDBACK": _records("feedback"),
    "ROUND": _records("rounds"),
    "THEME": _records("themes"),
    "TABLE/N": _names(_plan_records),
    "inservices/N": _records("inservices", whole=True),
    "messages/N": _records("messages", whole=True),
    "evidence/N": _records("evidence", whole=True),
    "COMMAND|TOPIC": _fixed((*COMMANDS, *TOPICS)),
    "BACKUP": _fixed(("newest",)),
    "NAME|FILE": _fixed(framework.names()),
    "WEEKDAY": _fixed((*WEEKDAYS[:5], "early_release")),
}
