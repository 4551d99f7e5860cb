"""docs/seeds.md: every row of the source documents, and nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bltui.cli.commands import COMMANDS, grammar
from bltui.cli.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d\.\d\d ", line)
]


def test_every_row_is_there_once() -> None:
    wanted = [f"1.{n:02}" for n in range(1, 34)] + [f"2.{n:02}" for n in range(1, 31)]
    assert [row[0] for row in ROWS] == wanted


def test_a_built_row_names_what_exists() -> None:
    assert not [f"{row[0]}: {fault}" for row in ROWS for fault in faults(row)]


def test_a_fault_is_found() -> None:
    number, asked, screen, command, test = next(row for row in ROWS if row[3])
    for row in (
        [number, asked, screen, command],
        [number, asked, "not built yet", command, ""],
        [number, asked, screen, command, f"{test}_or_not"],
        [number, asked, screen, "no command", test],
        [number, asked, screen, "`nonsense list`", test],
        [number, asked, screen, "`people nonsense`", test],
    ):
        assert list(faults(row)), row


def faults(row: list[str]) -> Iterator[str]:
    """What is wrong with a row: names that are missing, or name nothing."""
    if len(row) != 5:
        yield "a row has five cells"
        return
    _, asked, screen, command, test = row
    if not asked or not screen:
        yield "an empty cell"
    if screen == "not built yet":
        if command or test:
            yield "not built, but has a command or test"
        return
    path, _, name = test.partition("::")
    if not (ROOT / path).is_file():
        yield f"no file {path}"
    elif name and not re.search(
        rf"^(async )?def {name}\b", (ROOT / path).read_text(encoding="utf-8"), re.M
    ):
        yield f"no test {test}"
    named = re.findall(r"`([^`]+)`", command)
    if not named:
        yield "no command"
    yield from (f"no command {words}" for words in named if not _is_command(words))


def _is_command(words: str) -> bool:
    noun, *rest = words.split()
    if noun not in COMMANDS:
        return False
    if not rest or not rest[0].isalpha():
        return True
    try:
        grammar(noun, whole=True).parse_args([noun, rest[0], "--help"])
    except SystemExit as done:
        return done.code == 0
    except UsageError:
        return False
    return False
