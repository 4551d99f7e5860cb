"""Write docs/commands.md and docs/bltui.1 from the parsers: `python tests/cli/commands_page.py`.

A test compares the pages with the parsers.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bltui.cli.commands import COMMANDS, grammar
from bltui.cli.parser import Parser
from bltui.cli.topics import TOPICS
from bltui.ui.keymap_scopes import scopes
from tests.cli import on_screens

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"

HEAD = """# Commands

Commands and screens make the same changes; [the end of this page](#commands-and-screens) lists which
screen does what a command does, and what only the shell does. This page is made from the program
itself (`python tests/cli/commands_page.py`), as are `bltui help` and the man page.

The examples are for the sample building (`bltui demo --write sample.json`), and each runs in a test. Use your own names,
numbers, and files in place of “Sample Person”, 12345, or lincoln.json. [docs/samples](samples) has files to import.

"""


def _topics() -> Iterator[str]:
    for name, topic in TOPICS.items():
        yield f"## {topic.says}\n"
        for paragraph in topic.paragraphs:
            yield f"{paragraph}\n"
        if topic.table:
            yield "| | |\n|---|---|"
            yield from (f"| `{left}` | {right} |" for left, right in topic.table)
            yield ""
        if name == "keys":
            yield "All keys are in [keys.md](keys.md).\n"


def leaves(parser: argparse.ArgumentParser) -> Iterator[Parser]:
    """Yield the parser of every command."""
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if parser.get_default("example"):
        assert isinstance(parser, Parser)
        yield parser
    for action in below:
        for one in action.choices.values():
            yield from leaves(one)


def _arguments(parser: Parser) -> Iterator[str]:
    everywhere = {"--help", "--json", "--file", "--as", "--today", "--no-color", "--debug"}
    for action in parser._actions:
        if everywhere.intersection(action.option_strings) or isinstance(
            action, argparse._SubParsersAction
        ):
            continue
        metavar = action.metavar or (
            f"{{{','.join(action.choices)}}}" if action.choices else action.dest.upper()
        )
        value = "" if action.nargs == 0 else f" {metavar}"
        name = f"{action.option_strings[-1]}{value}" if action.option_strings else str(metavar)
        yield f"`{name}`{f' {action.help}' if action.help else ''}"


def titles() -> dict[str, str]:
    """Return the title of each command of the screens by its id."""
    return {c.id: c.title for commands in scopes().values() for c in commands}


def page() -> str:
    """Return the whole page."""
    lines = [HEAD.rstrip("\n") + "\n", *_topics()]
    parsers = {parser.prog: parser for parser in leaves(grammar(None, whole=True))}
    for noun, (_, says) in COMMANDS.items():
        lines += [f"## bltui {noun}", "", f"{says[0].upper()}{says[1:]}.", ""]
        for prog, parser in parsers.items():
            if prog.split()[1] != noun:
                continue
            example = parser.get_default("example")
            arguments = " · ".join(_arguments(parser))
            if len(prog.split()) > 2:
                lines += [f"**`{prog}`** {parser.description}", ""]
            lines += [f"    {example}", ""]
            lines += [arguments, ""] if arguments else []
    lines += on_screens.tables(titles())
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    import man_page  # a file next to this one, which is run as a program here

    PAGE.write_text(page(), encoding="utf-8")
    man_page.PAGE.write_text(man_page.manual(), encoding="utf-8")
