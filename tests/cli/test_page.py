"""docs/commands.md says what the parsers say, and its examples work."""

from __future__ import annotations

import shlex

import pytest

from bltui.cli.commands import grammar
from bltui.cli.parser import parse

from .commands_page import PAGE, leaves, page

EXAMPLES = [parser.get_default("example") for parser in leaves(grammar(None, whole=True))]


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/cli/commands_page.py"


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_understood(example: str) -> None:
    words = shlex.split(example.removeprefix('eval "$(').removesuffix(')"'))
    assert words[0] == "bltui"
    args = parse(grammar(words[1]), words[1:])
    assert args.example == example


def test_every_command_explains_itself() -> None:
    for parser in leaves(grammar(None, whole=True)):
        assert parser.get_default("run"), parser.prog
        assert parser.description, parser.prog
