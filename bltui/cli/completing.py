"""Shell completion: which words fit at the cursor.

Runs only when the shell asks for it (argcomplete sets `_ARGCOMPLETE`).
"""

from __future__ import annotations

from argparse import Action, Namespace, _SubParsersAction
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import argcomplete
from argcomplete.completers import ChoicesCompleter, DirectoriesCompleter, FilesCompleter

from bltui import framework, places, settings
from bltui.cli import find_file
from bltui.cli.commands import grammar
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.domain.model import building as model_building
from bltui.domain.model import record
from bltui.store import author, building_file, errors

Completer = Callable[..., list[str]]


def complete() -> NoReturn:
    """Print the words that fit, then exit."""
    parser = grammar(None, whole=True)
    for action in _actions(parser):
        # A metavar tells what is wanted. argcomplete completes choices by itself.
        if found := _completer(str(action.metavar)):
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


def _completer(metavar: str) -> Callable[..., Any] | None:
    """Return what completes an argument, by its metavar."""
    if "FILE" in metavar:
        ending = metavar.partition(".")[2]
        return FilesCompleter((ending,) if ending else ())
    return DirectoriesCompleter() if metavar == "DIR" else _COMPLETERS.get(metavar)


def _names(pick: Callable[[Any], list[str]]) -> Completer:
    def complete_names(
        prefix: str = "", parsed_args: Namespace | None = None, **more: object
    ) -> list[str]:
        try:
            named = getattr(parsed_args, "file", None)
            path, _ = find_file.building_file(
                named, lambda: settings.load_settings(places.config_file())
            )
            version = building_file.BuildingFile(path, author.current_author()).read()
            names = pick(model_building.from_documents(version.documents))
        except (UsageError, settings.BadSettings, errors.StoreError, model_building.Unreadable):
            return []  # a file that cannot be read has no names; the command itself reports why
        return [
            name for name in dict.fromkeys(names) if name.casefold().startswith(prefix.casefold())
        ]

    return complete_names


def _people(building: Any) -> list[str]:
    return [p.name for p in record.active(building.people) if p.active]


def _members(building: Any) -> list[str]:
    return _people(building) + [s.label for s in record.active(building.seats)]


def _cwgs(building: Any) -> list[str]:
    return [str(g.number) for g in record.active(building.cwgs)] + [
        g.name for g in record.active(building.cwgs)
    ]


def _bells(building: Any) -> list[str]:
    return [b.label for b in record.active(building.bells)]


def _meetings(building: Any) -> list[str]:
    """Return the dates of the meetings, newest first."""
    meetings = record.active(building.meetings)
    return sorted((meeting.on.isoformat() for meeting in meetings), reverse=True)


def _teams(building: Any) -> list[str]:
    return ["blt", "dlt"] + [f"cwg:{g.id}" for g in record.active(building.cwgs)]


def _rounds(building: Any) -> list[str]:
    return [asked.title for asked in record.active(building.rounds)]


def _themes(building: Any) -> list[str]:
    return [theme.name for theme in record.active(building.themes)]


def _groups(prefix: str = "", **more: object) -> list[str]:
    return [
        key
        for key in framework.load_framework("south-dakota").groups
        if key.startswith(prefix.upper())
    ]


_COMPLETERS: dict[str, Completer] = {
    "PERSON": _names(_people),
    "MEMBER": _names(_members),
    "SEAT": _names(_members),
    "GROUP": _groups,
    "GEN,UNION": _groups,
    "CWG": _names(_cwgs),
    "BELL": _names(_bells),
    "MEETING": _names(_meetings),
    "blt": _names(_teams),
    "ROUND": _names(_rounds),
    "THEME": _names(_themes),
}
