"""Write docs/commands.md from the parsers: `python tests/cli/commands_page.py`.

A test compares the page with the parsers.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bltui.cli.commands import COMMANDS, grammar
from bltui.cli.parser import Parser

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"

HEAD = """# Commands

Everything that a screen can do, a command can do. This page is written from the program itself (`python tests/cli/commands_page.py`).

- The building is the one named with `--file`, else `$BLTUI_FILE`, else `building` in the settings, else the only one in the data folder
  (`bltui where` says which). `--file`, `--as`, `--today`, `--no-color` and `--debug` may stand before the command or after it.
- `--json` prints one JSON value and nothing else; its keys only grow. Results go to standard output, messages to standard error.
- `--dry-run` says what a command would do and writes nothing; an import applies all of a file or none of it.
- People and seats are named by number, by name, or by a part of it that fits one only; several matches are listed, never guessed.
- Dates: `12/4`, `12/4/26`, `Dec 4`, `Friday, December 4, 2026`, `2026-12-04`, `Friday`, `this Fri`, `next Tue`, `in 2 weeks`, `+7`, `2nd Wed of December`. The month is
  first, unless only the other order is a date. Without a year: the one inside the school year. Times: `3:15 PM`, `315p`, `3:15`, `15:15`, `noon`.
- Exit status: 0 done (saved means on disk) · 1 `check` found something that weighs enough · 2 wrong usage · 4 refused · 65 the input or
  the file cannot be used · 70 something unexpected (details in the log) · 74 input/output error · 75 somebody else is writing · 77 no permission.
"""


def leaves(parser: argparse.ArgumentParser) -> Iterator[Parser]:
    """Yield the parser of every command."""
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if parser.get_default("leaf") is parser:
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


def page() -> str:
    """Return the whole page."""
    lines = [HEAD]
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
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
