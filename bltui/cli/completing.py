"""Completion itself: which words fit at the cursor. Runs only when the shell asks (argcomplete sets `_ARGCOMPLETE`)."""

from __future__ import annotations

from argparse import Action, Namespace
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import argcomplete

from bltui.cli.commands import grammar
from bltui.cli.grammar import Parser

Completer = Callable[..., list[str]]


def complete() -> NoReturn:
    """Print what fits, and leave."""
    parser = grammar(None, whole=True)
    for action in _actions(parser):
        # A metavar says what kind of thing is wanted; what has choices or is a file argcomplete knows by itself.
        if found := _COMPLETERS.get(str(action.metavar)):
            action.completer = found  # type: ignore[attr-defined]
    argcomplete.autocomplete(parser, always_complete_options="long")
    raise SystemExit(0)


def _actions(parser: Parser) -> Iterator[Action]:
    for action in parser._actions:
        yield action
        if isinstance(action.choices, dict):
            for one in action.choices.values():
                yield from _actions(one)


def _names(pick: Callable[[Any], list[str]]) -> Completer:
    def complete_names(prefix: str = "", parsed_args: Namespace | None = None, **more: object) -> list[str]:
        from bltui.cli.place import building_file
        from bltui.cli.usage import Usage
        from bltui.domain.model.building import Unreadable, from_documents
        from bltui.places import config_file
        from bltui.settings import BadSettings, load_settings
        from bltui.store.author import current_author
        from bltui.store.building_file import BuildingFile
        from bltui.store.errors import StoreError

        try:
            named = getattr(parsed_args, "file", None)
            path, _ = building_file(named, lambda: load_settings(config_file()))
            version = BuildingFile(path, current_author()).read()
            names = pick(from_documents(version.documents))
        except (Usage, BadSettings, StoreError, Unreadable):
            return []  # a file that cannot be read has no names; the command itself will say why
        return [name for name in dict.fromkeys(names) if name.casefold().startswith(prefix.casefold())]

    return complete_names


def _people(building: Any) -> list[str]:
    from bltui.domain.model.record import live

    return [p.name for p in live(building.people) if p.active]


def _members(building: Any) -> list[str]:
    from bltui.domain.model.record import live

    return _people(building) + [s.label for s in live(building.seats)]


def _cwgs(building: Any) -> list[str]:
    from bltui.domain.model.record import live

    return [str(g.number) for g in live(building.cwgs)] + [g.name for g in live(building.cwgs)]


def _bells(building: Any) -> list[str]:
    from bltui.domain.model.record import live

    return [b.label for b in live(building.bells)]


def _groups(prefix: str = "", **more: object) -> list[str]:
    from bltui.framework import load_framework

    return [key for key in load_framework("south-dakota").groups if key.startswith(prefix.upper())]


_COMPLETERS: dict[str, Completer] = {
    "PERSON": _names(_people),
    "MEMBER": _names(_members),
    "SEAT": _names(_members),
    "GROUP": _groups,
    "GEN,UNION": _groups,
    "CWG": _names(_cwgs),
    "BELL": _names(_bells),
}
