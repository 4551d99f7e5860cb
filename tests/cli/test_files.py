"""Files of every command: the endings of --out, and `-` for standard input and output."""

from __future__ import annotations

import io
import sys
from argparse import Action
from pathlib import Path

import pytest

from bltui.cli import write_output
from bltui.cli.commands import grammar
from bltui.cli.parser import Parser
from bltui.exchange import page

from .commands_page import leaves
from .conftest import Shell

#: What an export needs besides its name.
MORE = {
    "export handout8": ("--draft",),
    "cwg handout": ("--draft",),
    "export ics": ("--draft",),
    "feedback round show": ("1",),
    "meeting agenda": ("1",),
}
LEAVES = list(leaves(grammar(None, whole=True)))
#: The first characters of each format.
STARTS = {
    ".txt": b"",
    ".md": b"# ",
    ".html": b"<!doctype html>",
    ".htm": b"<!doctype html>",
    ".docx": b"PK",
    ".csv": b'"',
    ".ics": b"BEGIN:VCALENDAR",
    ".json": b"{",
}


def option(parser: Parser, wanted: str) -> Action | None:
    """Return the option that takes a file, if the command has it."""
    found = (a for a in parser._actions if wanted in a.option_strings and a.metavar == "FILE")
    return next(found, None)


EXPORTS = [p.prog.removeprefix("bltui ") for p in LEAVES if option(p, "--out")]


def words_of(name: str) -> tuple[str, ...]:
    return (*name.split(), *MORE.get(name, ()))


@pytest.fixture
def rounds(bltui: Shell) -> Shell:
    """Return the shell, with a round to show."""
    bltui("feedback", "round", "open", "Spring")
    return bltui


@pytest.mark.parametrize("name", EXPORTS)
def test_an_ending_is_honored_or_refused_with_the_list(
    rounds: Shell, tmp_path: Path, name: str
) -> None:
    for ending in (".pdf", ".xlsx", ".zip", ".2026"):
        refused = rounds(*words_of(name), "--out", f"made{ending}")
        assert refused.status == 2 and refused.out == "", ending
        assert refused.err.count("\n") == 1 and f"“made{ending}” does not end in ." in refused.err
        assert not (tmp_path / f"made{ending}").exists()
    parser = next(p for p in LEAVES if p.prog == f"bltui {name}")
    forms = option(parser, "--out").type.args[0]  # type: ignore[union-attr]
    for ending in write_output._endings(forms):
        assert ending in refused.err
        made = tmp_path / f"made{ending}"
        assert rounds(*words_of(name), "--out", made).status == 0, ending
        assert made.read_bytes().startswith(STARTS[ending]), ending


def test_every_command_that_writes_a_file_is_in_the_loop() -> None:
    assert len(EXPORTS) > 12
    assert write_output.FORMS == page.FORMS


@pytest.mark.parametrize("name", EXPORTS)
def test_a_dash_is_standard_output(rounds: Shell, name: str, tmp_path: Path) -> None:
    said = rounds(*words_of(name), "--out", "-")
    assert (said.status, said.out) == (0, rounds(*words_of(name)).out) and said.out
    assert not (tmp_path / "-").exists()


def put_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


IMPORTS = [
    (parser.prog.removeprefix("bltui "), action.option_strings)
    for parser in LEAVES
    for action in parser._actions
    if str(action.metavar).startswith("FILE")
    and not {"--file", "--out", "--write"} & {*action.option_strings}
]
#: What else an import needs.
WITH = {
    "feedback import": ("--round", "Spring"),
    "cwg propose": ("--structure", "interest"),
}


@pytest.mark.parametrize(("name", "options"), IMPORTS)
def test_a_dash_is_standard_input(
    bltui: Shell, monkeypatch: pytest.MonkeyPatch, name: str, options: list[str]
) -> None:
    put_in(monkeypatch, b"PK\x03\x04")
    read = bltui(*name.split(), *WITH.get(name, ()), *options, "-")
    assert read.status == 65 and read.err.startswith("bltui: standard input: "), read.err


def test_what_comes_through_a_pipe_is_imported(
    bltui: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(monkeypatch, b"name,title\nPiped Person,Grade 2 teacher\n")
    assert bltui("people", "import", "-", "--json").json["added"] == 1
    assert len(IMPORTS) > 5


def test_a_building_is_never_a_stream(shell: Shell, tmp_path: Path) -> None:
    for words in (
        ("--file", "-", "status"),
        ("--file", "-", "new", "--name", "X", "--grades", "K-5"),
        ("demo", "--write", "-"),
    ):
        refused = shell(*words)
        assert refused.status == 2 and "“-” is not a file" in refused.err
        assert not (tmp_path / "-").exists()
