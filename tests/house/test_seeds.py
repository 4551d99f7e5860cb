"""docs/seeds.md: every row of the source documents, and nothing that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_built_row_names_what_exists(row: list[str]) -> None:
    assert len(row) == 5, "a row has five cells"
    _, asked, screen, command, test = row
    assert asked and screen
    if screen == "not built yet":
        assert not command and not test
        return
    path, _, name = test.partition("::")
    source = (ROOT / path).read_text(encoding="utf-8")
    assert not name or re.search(rf"^(async )?def {name}\b", source, re.M), test
    named = re.findall(r"`([^`]+)`", command)
    assert named
    for words in named:
        noun, *rest = words.split()
        assert noun in COMMANDS, words
        if rest and rest[0].isalpha():
            try:
                grammar(noun, whole=True).parse_args([noun, rest[0], "--help"])
            except SystemExit as done:
                assert done.code == 0, words
            except UsageError as error:
                pytest.fail(f"{words}: {error}")
