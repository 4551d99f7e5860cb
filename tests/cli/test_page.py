"""docs/commands.md says what the parsers say, and its examples work."""

from __future__ import annotations

import shlex

from bltui.cli.commands import grammar
from bltui.cli.errors import UsageError
from bltui.cli.parser import parse
from bltui.cli.topics import ENVIRONMENT, EXIT_CODES

from . import man_page, on_screens
from .commands_page import PAGE, leaves, page, titles

EXAMPLES = [parser.get_default("example") for parser in leaves(grammar(None, whole=True))]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/cli/commands_page.py"


def test_every_command_is_on_a_screen_or_says_why_not() -> None:
    commands = [p.prog.removeprefix("bltui ") for p in leaves(grammar(None, whole=True))]
    assert not list(on_screens.faults(commands, titles()))
    assert list(on_screens.faults([*commands, "team sing"], titles())) == ["team sing: add a row"]


def test_the_man_page_is_up_to_date_and_names_everything() -> None:
    manual = man_page.manual()
    assert man_page.PAGE.read_text(encoding="utf-8") == manual, "run: make docs"
    plain = manual.replace("\\-", "-")
    for parser in leaves(grammar(None, whole=True)):
        assert f".SS {parser.prog}\n" in plain
        assert all(option in plain for option in parser.options())
    assert all(name in plain for name in ENVIRONMENT)
    assert all(f".B {status}\n" in plain for status in EXIT_CODES)


def understood(example: str) -> bool:
    """Whether an example is read as a call of its own command."""
    words = shlex.split(example.removeprefix('eval "$(').removesuffix(')"'))
    try:
        return words[0] == "bltui" and parse(grammar(words[1]), words[1:]).example == example
    except UsageError:
        return False


def test_an_example_is_understood() -> None:
    assert not understood("bltui people nonsense")
    assert len(EXAMPLES) > 100
    assert not [example for example in EXAMPLES if not understood(example)]


def test_every_command_explains_itself() -> None:
    for parser in leaves(grammar(None, whole=True)):
        assert parser.get_default("run"), parser.prog
        assert parser.description, parser.prog
