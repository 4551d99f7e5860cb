"""What every reading command prints is for people: no ISO date, no 24-hour clock, no stored key.

The golden answers hold the JSON of the same commands.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bltui import framework
from bltui.cli.commands import grammar
from tests.house.vocabulary import faults

from .answers import BUSY, DAY, QUESTIONS
from .commands_page import leaves
from .conftest import Shell

#: More reading commands than the golden answers have.
MORE = """
where
rules
rules CWG-02 COM-12
people list --all
team what-if add "New Person" --role "Union Rep."
calendar bell show 1
history
meeting show 1
cwg check 1
step show 2
step show 3
step show 4
step show 7
step list --board district
plan show goals/1
plan show indicators/1
plan show strategies/1
plan show finances/1
plan show district_goals/1
plan district list
plan district show 1
plan goal list
plan goal show 1
plan strategy list
plan strategy show 1
plan indicator show 1
plan finance list
plan finance show 1
people show 1
team seat list
team seat show 2
training show trainings/1
training show inservices/1
message show messages/1
feedback show 24654
feedback show 55179
meeting agenda 1
meeting agenda 1 --format mail
meeting agenda 1 --format html
protocol list
protocol show tuning
meeting minutes 3 --format html
action show 1
district .
export boards
export plan
export process
export process --for dlt
export minutes 1
export minutes 3 --format md
export feedback
export roster
export roster --format md
export roster --format html
export report
export report --feedback
export handout8 --draft
drafts list
backup list
doctor
help
help dates
""".strip().splitlines()
#: Reading commands that are not walked, and why.
NOT_WALKED = {
    "open": "the terminal UI",
    "demo": "the terminal UI",
    "new": "makes a file",
    "export ics": "a file for calendars",
    "export csv": "a file for programs",
    "export json": "a file for programs",
    "drafts show": "typed text",
    "drafts restore": "typed text",
    "history show": "needs a history: its own tests",
    "backup make": "makes a file",
    "completion": "a script for the shell",
    "meeting steps": "needs a group's meeting: test_process.py",
}
WALKED = [words for words in dict.fromkeys([*QUESTIONS, *MORE]) if "Somebody" not in words]
#: ELL is also the usual word for these learners.
_KEYS = [key for key in framework.load_framework("south-dakota").groups if key != "ELL"]
#: Forms that only files and programs have.
STORED = (
    (r"\b\d{4}-\d{2}-\d{2}\b", "a date as people write it"),
    (r"\b\d{4}-\d{2}-\d{2}T|\bUTC\b|[+-]00:00", "a time of the building"),
    (r"\b[a-z]+(_[a-z]+)+\b", "the label of a stored key"),
    (rf"\b({'|'.join(_KEYS)})\b", "a group's label"),
)
#: What is right all the same: command, text, why.
FINE = (
    ("where|doctor|backup", r"\S*/\S*", "paths of files"),
    ("building show", r"(?m)^limit +\w+:", "the key that --limit takes"),
    ("plan responsibilities", r"(?m)^\w+ ", "the key that --responsibility takes"),
    ("feedback round show", r"(?m)^\w+:", "the key that --score takes"),
    ("rules", r"`[^`]+`", "a command or a field"),
    ("help", r"(?s).*", "examples of what can be typed"),
    (".*", r"`bltui [^`]+`", "a command"),
)


def wrong(words: str, text: str) -> Iterator[str]:
    """Yield what is wrong in what a command prints."""
    for command, fine, _ in FINE:
        if re.match(command, words):
            text = re.sub(fine, "", text)
    for line in text.splitlines():
        yield from faults([(words, line)])
        for form, instead in STORED:
            if found := re.search(form, line):
                yield f"{words}: “{found[0]}” -> {instead}: {line}"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("printed")
    shutil.copy(BUSY, folder / "school.json")
    yield folder / "school.json"


def test_every_reading_command_prints_for_people(
    printed: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(printed.parent)
    found: list[str] = []
    for words in WALKED:
        answer = shell("--file", printed, "--as", "sample", "--today", DAY, *shlex.split(words))
        found += [f"{words}: {answer.err}"] if answer.status not in (0, 1) else []
        found += wrong(words, answer.out)
        found += wrong(words, answer.err)
    assert not found, "\n".join(found)


def test_every_reading_command_is_walked() -> None:
    for parser in leaves(grammar(None, whole=True)):
        command = parser.prog.removeprefix("bltui ")
        if "--dry-run" not in parser.options() and command not in NOT_WALKED:
            assert any(f"{words} ".startswith(f"{command} ") for words in WALKED), command


@pytest.mark.parametrize(
    "line",
    [
        "next       2026-12-02",
        "At 2026-11-30T22:28:32+00:00",
        "Status not_adopted",
        "dismissal 13:00",
        "target 66 %",
        "Represents GEN, SPED",
        "Union: covered",
    ],
)
def test_a_stored_form_is_found(line: str) -> None:
    assert list(wrong("cwg show 1", line))
