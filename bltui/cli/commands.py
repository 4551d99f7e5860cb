"""The table of commands. A command's module is loaded only when the command was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

from bltui.cli import (
    action,
    add,
    availability,
    backup,
    building,
    check,
    completion,
    district,
    doctor,
    drafts,
    help_command,
    history,
    launch,
    message,
    new,
    people,
    protocol,
    purge,
    rules,
    status,
    where,
    year,
)
from bltui.cli.calendar import verbs as calendar_verbs
from bltui.cli.cwg import verbs as cwg_verbs
from bltui.cli.errors import UsageError, near
from bltui.cli.export import verbs as export_verbs
from bltui.cli.feedback import verbs as feedback_verbs
from bltui.cli.meeting import verbs as meeting_verbs
from bltui.cli.parser import Parser, sentence
from bltui.cli.plan import verbs as plan_verbs
from bltui.cli.step import verbs as step_verbs
from bltui.cli.team import verbs as team_verbs
from bltui.cli.topics import ENVIRONMENT, TOPICS
from bltui.cli.training import verbs as training_verbs
from bltui.domain.model.text import shown

#: Command -> module of `bltui.cli` and its help line. The module's `configure(parser, command)`
#: declares the rest.
COMMANDS: dict[str, tuple[ModuleType, str]] = {
    "open": (launch, "open the terminal UI on the building, as `bltui` alone does"),
    "demo": (launch, "open the terminal UI on a temporary copy of the sample building"),
    "new": (new, "create a building file"),
    "where": (where, "show where the building, settings, backups, and log are"),
    "status": (status, "show the Home screen as text: what needs you and what is next"),
    "check": (check, "check every rule, and show what to do"),
    "rules": (rules, "show every rule: what it checks, why, its source, and its setting here"),
    "add": (add, "make a change with one line of plain words"),
    "people": (people, "manage the staff list and external people"),
    "team": (team_verbs, ("manage the Building Leadership Team: seats, terms, coverage, rotation")),
    "calendar": (
        calendar_verbs,
        ("manage the school calendar: days, letters, bells, snow days, import"),
    ),
    "availability": (
        availability,
        ("manage when people can meet: planning periods, busy, if needed, away"),
    ),
    "cwg": (
        cwg_verbs,
        ("manage work groups (CWG, TBT, …): people, meetings, conflicts, proposals, the handout"),
    ),
    "step": (
        step_verbs,
        ("manage the year's steps of building and district, and the groups' cycles"),
    ),
    "year": (year, "close the school year, and open the next one"),
    "plan": (plan_verbs, "manage the plan: goals, strategies, indicators, evaluation"),
    "training": (training_verbs, "manage BLT trainings and in-service days"),
    "message": (
        message,
        ("manage the communication log: what the team told others, and what it was told"),
    ),
    "feedback": (feedback_verbs, "manage feedback: inbox, themes, rounds, surveys, answers"),
    "meeting": (meeting_verbs, "manage meetings: agenda, attendance, decisions, minutes"),
    "protocol": (protocol, "show the discussion protocols that an agenda item can have"),
    "action": (action, "manage actions: who does what, and the due date"),
    "building": (building, "manage the building's settings: grades, limits, rules"),
    "district": (
        district,
        "show all buildings of a folder: steps, cycles, findings, last change",
    ),
    "export": (
        export_verbs,
        ("export Handout 8, feeds, minutes, boards, the plan, the roster, tables, or all data"),
    ),
    "drafts": (drafts, "manage typed text that was never saved"),
    "history": (
        history,
        "list who changed what and when (default: every change)",
    ),
    "undo": (history, "undo your last change, or the one with an ID"),
    "redo": (history, "redo your last undone change, or the one with an ID"),
    "backup": (backup, "list backups, or make one"),
    "restore": (backup, "restore a backup; the current file is kept as a backup first"),
    "doctor": (doctor, "check the building file, and fix what can be fixed"),
    "purge": (purge, "delete the text of a record from the file, its history, and its backups"),
    "help": (help_command, "show the help of a command or topic"),
    "completion": (completion, "print the completion script for a shell"),
}

_EPILOG = f"""`bltui help COMMAND` explains a command, `bltui help TOPIC` a topic: {", ".join(TOPICS)}.
Environment: BLTUI_FILE is {ENVIRONMENT["BLTUI_FILE"]}; NO_COLOR prints without colors; `bltui help environment` lists all."""
_WITH_VALUE = ("--file", "--as", "--today")


def typed(arguments: Sequence[str]) -> str | None:
    """Return the command: the first word that is neither a common option nor an option's value."""
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in _WITH_VALUE:
            skip = True
        elif not argument.startswith("-"):
            return argument
    return None


def misplaced(arguments: Sequence[str]) -> None:
    """Raise UsageError if an option before the command is not one of the common options."""
    skip = False
    for place, argument in enumerate(arguments):
        name = argument.partition("=")[0]
        if skip or name in ("-h", "-V", *_WITH_VALUE) or name in _top().options():
            skip = argument in _WITH_VALUE
        elif not name.startswith("-") or name == "--":
            return
        else:
            for word in arguments[place + 1 :]:
                if word in COMMANDS and name in _options(grammar(word)):
                    raise UsageError(f"Put {name} after the command: `bltui {word} … {name}`.")
            raise UsageError(
                f"There is no option {shown(name)}.{near(name, _top().options())} "
                "`bltui --help` lists them."
            )


def _below(word: str) -> str:
    """Return " Did you mean …?" with the commands that end in a word, else an empty text."""
    found = [path for path in _paths(grammar(None, whole=True)) if path.split()[-1] == word]
    return f" Did you mean {' or '.join(f'`{path}`' for path in found[:3])}?" if found else ""


def _paths(parser: Parser) -> Iterator[str]:
    for one in parser.below().values():
        yield one.prog
        yield from _paths(one)


def _options(parser: Parser) -> set[str]:
    """Return the long options of a parser and of all its sub-commands."""
    return set(parser.options()).union(*(_options(one) for one in parser.below().values()))


def grammar(command: str | None, *, whole: bool = False) -> Parser:
    """Return the parser of one command.

    With None it holds only the names of all commands, as `--help` shows them. With `whole` it holds
    every command in full. Raises UsageError if there is no such command.
    """
    if command is not None and command not in COMMANDS:
        raise UsageError(
            f"“{shown(command)}” is not a command.{near(command, COMMANDS) or _below(command)} "
            "`bltui --help` lists them."
        )
    parser = _top()
    # Without `prog`, argparse would format a usage line just to name the subparsers.
    sub = parser.add_subparsers(
        metavar="COMMAND", title="commands", parser_class=Parser, prog=parser.prog
    )
    for name in COMMANDS if command is None else (command,):
        one = sub.add_parser(name, help=COMMANDS[name][1], description=sentence(COMMANDS[name][1]))
        if whole or command is not None:
            configure(one, name)
    return parser


def _top() -> Parser:
    """Return the parser of `bltui` without its commands, which take far longer to declare."""
    parser = Parser(
        prog="bltui",
        description="A terminal workbench for a school's Building Leadership Team. Without a "
        "command: the terminal UI.",
        epilog=_EPILOG,
    )
    # `help` needs the grammar, and a word too many is compared with the commands. Neither can
    # import this module, which imports them.
    parser.set_defaults(grammar=grammar, commands=COMMANDS)
    parser.add_argument("-V", "--version", action="store_true", help="print the version")
    return parser


def configure(parser: Parser, name: str) -> None:
    """Let a command's module declare its arguments."""
    COMMANDS[name][0].configure(parser, name)
