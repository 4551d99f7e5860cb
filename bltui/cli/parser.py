"""Parsers that accept the common options everywhere and suggest corrections for mistypes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from bltui.cli.errors import UsageError, near, one_of
from bltui.cli.width import columns
from bltui.domain.model import validation_messages
from bltui.domain.model.text import quoted, shown

if TYPE_CHECKING:
    from bltui.cli.session import Session

Run = Callable[["Session", argparse.Namespace], int]


#: Sub-commands of many nouns. No text is only one of these words.
VERBS = ("add", "close", "edit", "import", "list", "remove", "set", "show")
#: Metavars of options that name a record. An empty text names nothing.
_NAMES = (
    "ACTION BELL CHANGE CWG DATE DISTRICT-GOAL FEEDBACK FILE FINANCE GOAL ID INDICATOR MEETING "
    "MEMBER PERSON RECORD ROUND RULE SEAT SERIES STEP STRATEGY THEME TRAINING"
)


@cache
def _columns() -> int:
    """Return the width of help in columns.

    argparse would import shutil (3 ms) for this, for every declared argument.
    """
    return max(40, min(100, columns() - 2))


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns())

    def _format_action(self, action: argparse.Action) -> str:
        # The sub-commands without a line "COMMAND" above them.
        if isinstance(action, argparse._SubParsersAction):
            return "".join(super(_Help, self)._format_action(a) for a in action._get_subactions())
        return super()._format_action(action)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        # Each line is wrapped by itself; an example is not, because people copy it.
        wrap = super()._fill_text
        return "\n".join(
            line if line.startswith("  ") else wrap(line, width, indent)
            for line in text.splitlines()
        )


class Parser(argparse.ArgumentParser):
    """A parser that raises each mistake as a one-line `UsageError`."""

    example = ""
    """A command line that works, shown below the description."""
    otherwise = ""
    """The sub-command that is meant if the first word is none of them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", _Help)
        super().__init__(**options, add_help=False)
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action="help", help="show this help")
        self._common = common(self)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of printing, so that all errors are printed in one place."""
        message = re.sub("^argument |(?<=with )argument ", "", message).rstrip(".")
        if message.startswith(required := "the following arguments are required:"):
            example = f", as in `{self.example}`" if self.example else ""
            message = f"Missing:{message.removeprefix(required)}{example}"
        raise UsageError(
            f"{message[0].upper()}{message[1:]}{'' if message.endswith('?') else '.'} "
            f"`{self.prog} --help` shows how."
        )

    def format_help(self) -> str:
        """Return the help, with the example where people look first."""
        formatter = self._get_formatter()
        own = [a for a in self._actions if a not in self._common._group_actions]
        formatter.add_usage(self.usage, own, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        formatter.add_text(f"Example:\n  {self.example}" if self.example else None)
        for group in sorted(self._action_groups, key=lambda g: g.title != "commands"):
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse the arguments that are known; see `otherwise`."""
        given = list(args or ())
        if self.otherwise and not self.below().keys() & set(given) and self._says(given):
            given.insert(0, self.otherwise)
        return super().parse_known_args(given, namespace)

    def _says(self, given: Sequence[str]) -> bool:
        """Return whether there is more than common options."""
        own, words = self._option_string_actions, iter(given)
        for word in words:
            if (action := own.get(word.partition("=")[0])) is None:
                return True
            if action.nargs != 0 and "=" not in word:
                next(words, None)
        return False

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        if action.type is int:
            try:
                return int(arg_string)
            except ValueError:
                raise argparse.ArgumentError(
                    action, validation_messages.not_whole(quoted(arg_string))
                ) from None
        return super()._get_value(action, arg_string)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            if isinstance(action, argparse._SubParsersAction):
                one_of(str(value), action.choices, f"a command of `{self.prog}`")
            try:
                one_of(str(value), [str(c) for c in action.choices], "one of the choices")
            except UsageError as wrong:
                raise argparse.ArgumentError(action, str(wrong).rstrip(".")) from None

    def verbs(self) -> Subcommands:
        """Return the sub-commands of this command.

        Typed without one, a command that does nothing by itself lists them.
        """
        if self.get_default("run") is None:
            self.set_defaults(run=_list_verbs, leaf=self)
        return Subcommands(self)

    def options(self) -> list[str]:
        """Return the long options, such as "--file"."""
        return [o for a in self._actions for o in a.option_strings if o.startswith("--")]

    def below(self) -> dict[str, Parser]:
        """Return the parsers of the sub-commands by name; empty if there are none."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                return dict(action.choices)
        return {}


class Subcommands:
    """The sub-commands of one command."""

    def __init__(self, parser: Parser) -> None:
        self._sub = parser.add_subparsers(
            metavar="COMMAND", title="commands", parser_class=Parser, prog=parser.prog
        )

    def add(self, name: str, run: Run, *, help: str, example: str, changes: bool = False) -> Parser:
        """Add a sub-command. `help` is its help line, `example` a command line that works."""
        parser: Parser = self._sub.add_parser(name, help=help, description=sentence(help))
        make_command(parser, run, example=example, changes=changes)
        return parser

    def group(self, name: str, *, help: str, otherwise: str = "") -> Subcommands:
        """Add a sub-command that has sub-commands.

        `otherwise` is the one meant if the first word is none of them.
        """
        parser: Parser = self._sub.add_parser(name, help=help, description=sentence(help))
        parser.otherwise = otherwise
        return parser.verbs()


def sentence(help: str) -> str:
    """Return a help line as a sentence."""
    return f"{help[0].upper()}{help[1:]}."


def _list_verbs(session: Session, args: argparse.Namespace) -> int:
    """Print the sub-commands of a command that was typed alone, one line each."""
    parser: Parser = args.leaf
    lines = {name: str(one.description) for name, one in parser.below().items()}
    if session.out.as_json:
        session.out.json({"command": parser.prog, "commands": lines})
        return 0
    session.out.line(f"{parser.description}")
    session.out.line()
    width = max(map(len, lines))
    for name, says in lines.items():
        session.out.line(f"  {name:<{width}}  {says}")
    session.out.line()
    session.out.line(f"`{parser.prog} COMMAND --help` explains a command.")
    return 0


def make_command(parser: Parser, run: Run, *, example: str, changes: bool = False) -> None:
    """Turn a parser into a command: set its function, its common options and its example."""
    parser.set_defaults(run=run, leaf=parser, example=example)
    parser.example = example
    if changes:
        parser.add_argument(
            "--dry-run",
            action="store_true",
            default=argparse.SUPPRESS,
            help="show what would change; write nothing",
        )


def common(parser: Parser) -> argparse._ArgumentGroup:
    """Declare the options of every command, accepted before and after it."""
    group = parser.add_argument_group("common options")
    absent: Any = argparse.SUPPRESS
    group.add_argument("--file", metavar="FILE", default=absent, help="the building file")
    group.add_argument(
        "--as",
        metavar="PERSON",
        dest="signed_as",
        default=absent,
        help="sign changes with this name",
    )
    group.add_argument(
        "--today", metavar="DATE", default=absent, help="work as if today were this day"
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=absent,
        help="print one JSON value and nothing else",
    )
    group.add_argument(
        "--no-color", action="store_true", default=absent, help="print without colors"
    )
    group.add_argument(
        "--debug",
        action="store_true",
        default=absent,
        help="write the details of an error to the log",
    )
    return group


def parse(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments.

    Raises UsageError, with the nearest option if one is unknown.
    """
    args: argparse.Namespace
    args, extra = parser.parse_known_args(list(arguments))
    if extra:
        leaf_parser: Parser = getattr(args, "leaf", parser)
        word = extra[0].partition("=")[0]
        if word.startswith("-"):
            leaf_parser.error(f"there is no option {word}.{near(word, leaf_parser.options())}")
        meant = _option_for(word, leaf_parser) or near(word, getattr(args, "commands", ()))
        leaf_parser.error(
            f"“{shown(word)}” is one word too many."
            f"{meant or ' Put words that belong together in quotes'}"
        )
    _named(getattr(args, "leaf", parser), args)
    _worded(getattr(args, "leaf", parser), args)
    return args


def _option_for(word: str, parser: Parser) -> str:
    """Return which option a stray word is a choice of, such as "people" of --table; "" if none."""
    for action in parser._actions:
        if action.option_strings and word in (action.choices or ()):
            return f" Did you mean {action.option_strings[-1]} {word}?"
    return ""


def _worded(parser: Parser, args: argparse.Namespace) -> None:
    """Raise UsageError if a text or a name is a word for a command, such as "list".

    Somebody who types `meeting note list` wants to see the notes, not to add one.
    """
    for action in parser._actions:
        if not action.option_strings and action.metavar in ("TEXT", "NAME"):
            given = getattr(args, action.dest, None)
            word = " ".join(given) if isinstance(given, list) else given
            if word in VERBS and "--dry-run" in parser.options():
                parser.error(f"“{word}” is the name of a command, not a text")


def _named(parser: Parser, args: argparse.Namespace) -> None:
    """Raise UsageError if an option that names a record has an empty value.

    Scripts pass an empty value if a variable was never set.
    """
    names = _NAMES.split()
    for action in parser._actions:
        if (
            action.option_strings
            and action.metavar in names
            and action.default not in ("", argparse.SUPPRESS)
        ):
            given = getattr(args, action.dest, None)
            if given == "" or (isinstance(given, list) and "" in given):
                parser.error(
                    f"{action.option_strings[-1]} is empty. Give {action.metavar}, or leave it out"
                )


def words(text: str) -> tuple[str, ...]:
    """Split a list typed with commas: "A, B" is ("A", "B")."""
    return tuple(part for piece in text.split(",") if (part := piece.strip()))


def yes_no(text: str) -> bool:
    """Parse yes or no."""
    if text.casefold() in ("yes", "y", "true", "on"):
        return True
    if text.casefold() in ("no", "n", "false", "off"):
        return False
    raise argparse.ArgumentTypeError(validation_messages.not_yes_or_no(quoted(text)))


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return a parser of whole numbers in a range."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and least <= int(text[:9]) <= most):
            raise argparse.ArgumentTypeError(
                validation_messages.not_whole(quoted(text), least, most)
            )
        return int(text)

    return parse


def pair(form: str, lists: str) -> Callable[[str], tuple[str, str]]:
    """Return a reader of KEY=VALUE. `lists` is the command that lists the keys."""

    def read(text: str) -> tuple[str, str]:
        key, between, value = text.partition("=")
        if not (between and key.strip() and value.strip()):
            raise argparse.ArgumentTypeError(f"“{text}” is not {form}; {lists} lists the keys")
        return key.strip(), value.strip()

    return read
