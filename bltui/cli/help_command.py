"""`bltui help`: the help of a command, or a topic."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bltui.cli import width
from bltui.cli.errors import UsageError, near
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.cli.topics import TOPICS
from bltui.ui import keymap, keytable

if TYPE_CHECKING:
    from bltui.ui.commands import Command

#: Columns of the left side of a table.
_LEFT = 16


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, show_help, example="bltui help cwg schedule")
    parser.add_argument(
        "words",
        metavar="COMMAND|TOPIC",
        nargs="*",
        help=f"a command, or a topic: {', '.join(TOPICS)} (default: the list of commands)",
    )


def show_help(session: Session, args: Namespace) -> int:
    """Print the help of a command or a topic."""
    words: list[str] = args.words
    topic = "-".join(words).casefold().replace("_", "-")
    if topic in TOPICS:
        text = "\n".join(_topic(topic)) + "\n"
    else:
        text = _parser(args, words).format_help()
    if session.out.as_json:
        session.out.json({"help": " ".join(words), "text": text})
    else:
        session.out.page(text)
    return 0


def _parser(args: Namespace, words: Sequence[str]) -> Parser:
    """Return the parser of a command named in words. Raises UsageError if there is none."""
    parser: Parser = args.grammar(None)
    known = [*parser.below(), *TOPICS]
    for place, word in enumerate(words):
        if word not in (below := parser.below()):
            name = " ".join(words[: place + 1])
            raise UsageError(
                f"There is no command or topic “{name}”.{near(word, below if place else known)} "
                "`bltui help` lists them."
            )
        parser = below[word] if place else args.grammar(word).below()[word]
    return parser


def _topic(name: str) -> Iterator[str]:
    topic = TOPICS[name]
    columns = max(40, min(100, width.columns() - 2))
    yield topic.says
    for paragraph in topic.paragraphs:
        yield ""
        yield from textwrap.wrap(paragraph, columns)
    if topic.table:
        yield ""
    for left, right in topic.table:
        yield from _row(left, right, columns)
    if name == "keys":
        for title, commands in (*keytable.views(), *keytable.pages()):
            yield f"\n{title}"
            for command in commands:
                yield from _row(_keys(command), f"{command.title}. {command.help}", columns)


def _keys(command: Command) -> str:
    return " ".join(keymap.show(key) for key in command.keys) or "(palette)"


def _row(left: str, right: str, columns: int) -> Iterator[str]:
    """Yield the lines of one table row; a long left side gets a line of its own."""
    lines = textwrap.wrap(right, columns - _LEFT - 2)
    if len(left) > _LEFT - 2:
        yield f"  {left}"
    else:
        lines[0] = f"{left:<{_LEFT}}{lines[0]}"
        yield f"  {lines.pop(0)}"
    yield from (f"  {'':<{_LEFT}}{line}" for line in lines)
