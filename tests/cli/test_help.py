"""`bltui help`, commands typed alone, and options before the command."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bltui.cli.commands import COMMANDS, grammar
from bltui.cli.errors import near
from bltui.cli.parser import VERBS, Parser
from bltui.cli.topics import EXIT_CODES, TOPICS

from .conftest import Shell


def parsers(parser: Parser) -> Iterator[Parser]:
    """Yield a parser and all below it."""
    yield parser
    for one in parser.below().values():
        yield from parsers(one)


WHOLE = list(parsers(grammar(None, whole=True)))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_printed(shell: Shell, topic: str) -> None:
    answer = shell("help", *topic.split("-"))
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(TOPICS[topic].says) and answer.out.count("\n") > 2
    assert shell("help", topic, "--json").json["text"] == answer.out


def test_help_of_a_command_is_its_own_help(shell: Shell) -> None:
    """Each group of commands, and the last command of each: one path leads to all of them."""
    last = [[*parser.below().values()][-1] for parser in WHOLE if parser.below()]
    for parser in (*(parser for parser in WHOLE if parser.below()), *last):
        words = parser.prog.split()[1:]
        answer = shell("help", *words)
        assert answer.status == 0 and answer.out == shell(*words, "--help").out, words


def test_a_command_without_a_verb_lists_its_verbs(shell: Shell) -> None:
    for parser in WHOLE[1:]:
        if not parser.below() or parser.get_default("example"):
            continue
        words = parser.prog.split()[1:]
        answer = shell(*words)
        assert (answer.status, answer.err) == (0, ""), words
        assert list(shell(*words, "--json").json["commands"]) == list(parser.below())
        for verb in parser.below():
            assert f"  {verb}" in answer.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("help nosuch", "There is no command or topic “nosuch”. `bltui help` lists them."),
        ("help stauts", "Did you mean status?"),
        ("help date", "Did you mean dates?"),
        ("help plan shw", "Did you mean show?"),
        ("--area team check", "Put --area after the command: `bltui check … --area`."),
        ("--dry-run undo", "Put --dry-run after the command"),
        ("--fle x status", "There is no option --fle. Did you mean --file?"),
        ("--nonsense status", "There is no option --nonsense. `bltui --help`"),
        ("plan shw", "“shw” is not a command of `bltui plan`. Did you mean show?"),
    ],
)
def test_a_mistake_is_one_line_with_the_nearest_word(shell: Shell, words: str, says: str) -> None:
    answer = shell(*words.split())
    assert answer.status == 2 and answer.out == "" and answer.err.count("\n") == 1
    assert says in answer.err


def test_common_options_stand_before_or_after_the_command(bltui: Shell) -> None:
    assert bltui("--json", "status").json == bltui("status", "--json").json


def test_the_version_is_printed(shell: Shell) -> None:
    for words in (["-V"], ["--version"], ["-V", "--no-color"]):
        assert shell(*words).out.startswith("bltui ")


def test_every_command_with_one_typo_is_suggested() -> None:
    for command in COMMANDS:
        if len(command) < 4:
            continue
        swapped = f"{command[:1]}{command[2]}{command[1]}{command[3:]}"
        for typo in (command[:2] + command[3:], f"{command}x", swapped):
            assert near(typo, COMMANDS), (typo, command)
    assert not near("frobnicate", COMMANDS) and not near("x", ())


def test_the_exit_statuses_of_help_are_those_of_the_program() -> None:
    from bltui.cli import run
    from bltui.store import errors

    own = {run.DONE, run.FOUND, run.USAGE, run.REFUSED, run.UNUSABLE, run.UNEXPECTED}
    own |= {run.INPUT_OUTPUT, run.INTERRUPTED}
    for kind in vars(errors).values():
        if isinstance(kind, type) and isinstance(status := getattr(kind, "status", None), int):
            own.add(status)
    assert own == set(EXIT_CODES)


def test_every_argument_says_what_it_is() -> None:
    unsaid = [
        f"{parser.prog} {action.option_strings or action.metavar or action.dest}"
        for parser in WHOLE
        for action in parser._actions
        if not action.help and action.metavar != "COMMAND"
    ]
    assert not unsaid


def test_no_command_keeps_the_name_of_a_command_as_a_text(bltui: Shell) -> None:
    nouns: dict[str, set[str]] = {}
    for parser in WHOLE[1:]:
        for verb in parser.below():
            nouns.setdefault(verb, set()).add(parser.prog)
    assert {verb for verb, of in nouns.items() if len(of) > 3} == set(VERBS)
    for parser in WHOLE:
        words: list[str] = []
        for action in parser._get_positional_actions():
            if action.metavar in ("TEXT", "NAME") and "--dry-run" in parser.options():
                answer = bltui(*parser.prog.split()[1:], *words, "list", *needed(parser))
                assert answer.status == 2, parser.prog
                assert "“list” is the name of a command, not a text" in answer.err, answer
                break
            words.append(next(iter(action.choices)) if action.choices else "1")


def needed(parser: Parser) -> Iterator[str]:
    """Yield the options that a command needs, each with some value."""
    for action in parser._actions:
        if action.required and action.option_strings:
            yield action.option_strings[-1]
            if action.nargs != 0:
                yield next(iter(action.choices)) if action.choices else "1"
