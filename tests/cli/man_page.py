"""The man page, docs/bltui.1, made from the parsers and the topics of help.

`python tests/cli/commands_page.py` writes it.
"""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from bltui import __version__
from bltui.cli.commands import grammar
from bltui.cli.parser import Parser
from bltui.cli.topics import TOPICS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bltui.1"


def _roff(text: str) -> str:
    """Return a text without roff's own signs."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in (".", "'") else text


def _paragraph(text: str) -> Iterator[str]:
    yield ".PP"
    yield _roff(text)


def _entry(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_roff(term)}"
    yield _roff(text) if text else "\\&"


def _options(parser: Parser, *, common: bool) -> Iterator[str]:
    """Yield the arguments of a parser: the common ones or its own."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction) or (
            action.dest == "help" and parser.prog != "bltui"
        ):
            continue
        if (action in parser._common._group_actions) is common:
            value = (
                ""
                if action.nargs == 0
                else f" {parser._get_formatter()._format_args(action, _metavar(action))}"
            )
            names = ", ".join(action.option_strings)
            yield from _entry(f"{names}{value}" if names else value.strip(), action.help or "")


def _metavar(action: object) -> str:
    choices = getattr(action, "choices", None)
    return f"{{{','.join(choices)}}}" if choices else str(getattr(action, "dest", "")).upper()


def _command(parser: Parser) -> Iterator[str]:
    """Yield a command with its arguments and its example, and all below it."""
    if parser.get_default("example"):
        yield f".SS {_roff(parser.prog)}"
        yield _roff(str(parser.description))
        yield from _options(parser, common=False)
        yield from (".PP", "Example:", ".PP", ".EX", _roff(parser.example), ".EE")
    for one in parser.below().values():
        yield from _command(one)


def manual() -> str:
    """Return the whole page."""
    parser = grammar(None, whole=True)
    lines = [
        f'.TH BLTUI 1 "" "bltui {__version__}" "User Commands"',
        ".SH NAME",
        "bltui \\- a terminal workbench for a school's Building Leadership Team",
        ".SH SYNOPSIS",
        ".B bltui",
        "[options] [command]",
        ".SH DESCRIPTION",
        _roff(str(parser.description)),
        ".SH OPTIONS",
        "These options stand before the command or after it.",
        *_options(parser, common=True),
        *_options(parser, common=False),
    ]
    for topic in TOPICS.values():
        lines.append(f".SH {_roff(topic.says.upper())}")
        for paragraph in topic.paragraphs:
            lines += _paragraph(paragraph)
        for left, right in topic.table:
            lines += _entry(left, right)
    lines += [".SH COMMANDS", *_command(parser)]
    return "\n".join(lines) + "\n"
