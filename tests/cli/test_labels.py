"""Commands name the team and its groups as the building's framework does."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.other_labels import faults, renamed

from .answers import BUSY, DAY
from .conftest import Shell
from .test_printed import WALKED

#: More that is printed: files for people, and the frames of commands that change something.
MORE = """
export ics --blt
export ics --cwg 1 --draft
export feedback --format html
export handout8 --draft --format md
export handout8 --draft --format html
export plan --format md
export report --format md
export minutes 3 --format html
meeting process 1
cwg dates blt
cwg dates 2
add "meet cwg 1 wed 3:15pm-4pm" --dry-run
add "meet blt first tue 3:15pm-4:30pm" --dry-run
add "evidence cwg 2 data Reading results" --dry-run
add "evidence yc 2 data Reading results" --dry-run
cwg publish 1 --dry-run
cwg draft 1 --dry-run
cwg leader 99 nobody
cwg show 99
meeting plan --team cwg:1 --on 2026-12-10 --dry-run
training add 2027-02-03 --dry-run
message add "Hello" --party cwg --cwg 1 --dry-run
""".strip().splitlines()
#: What a command prints in the words of the command line: pattern, why.
TYPED = (
    (r"`[^`]*`", "a command to type"),
    (r"(?m)^usage:.*$", "a command to type"),
    (r"blt, dlt, or (?:a group as )?cwg:2", "what can be typed for a team"),
    (r"bltui [^\n]*", "a command to type"),
    (r"\bcwg:\d+", "the stored form of a group, which can be typed"),
    (r"\bcwgs/\d\S*", "the reference of a record, which can be typed"),
    (r"PARTY: .*Known: [a-z, ]+", "what can be typed for a party"),
    (r"(?m)^(?:UID|PRODID):.*$", "the ids of a calendar, which programs compare"),
    (r"https://example\.org/\S*", "an address that people typed"),
)
#: Commands whose whole answer is in the words of the command line, and why.
SAME_EVERYWHERE = {
    "help": "examples of what can be typed, the same in every building",
}


@pytest.fixture
def other(tmp_path: Path) -> Path:
    place = tmp_path / "school.json"
    document = renamed(json.loads(BUSY.read_text("utf-8")), tmp_path)
    place.write_text(json.dumps(document), "utf-8")
    return place


def told(words: str, text: str) -> Iterator[str]:
    for pattern, _ in TYPED:
        text = re.sub(pattern, "", text)
    yield from (f"{words}: {fault}" for fault in faults(text))


def test_no_command_prints_the_labels_of_another_framework(
    other: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(other.parent)
    found: list[str] = []
    printed = ""
    for words in (*WALKED, *MORE):
        if words.split()[0] in SAME_EVERYWHERE:
            continue
        answer = shell("--file", other, "--as", "sample", "--today", DAY, *shlex.split(words))
        assert answer.status != 70, f"{words}: {answer.err}"
        printed += answer.out + answer.err
        found += told(words, f"{answer.out}\n{answer.err}")
    assert not found, "\n".join(found)
    for label in ("ZT", "YC #1", "YCs", "Zebra Team", "Yonder Circles"):
        assert label in printed, label


def test_a_group_is_called_as_in_ohio(shell: Shell, tmp_path: Path) -> None:
    place = tmp_path / "school.json"
    document = json.loads(BUSY.read_text("utf-8"))
    document["profile"]["1"]["framework"] = "ohio"
    place.write_text(json.dumps(document), "utf-8")

    def run(words: str) -> str:
        answer = shell("--file", place, "--as", "sample", "--today", DAY, *shlex.split(words))
        return answer.out + answer.err

    for words, text in (
        ("cwg show 1", "TBT #1 "),
        ("cwg list", "tbt  name"),
        ("cwg handout --draft", "identify each TBT leader"),
        ("cwg handout --draft", "Teacher-Based Teams (TBTs)?"),
        ("cwg edit 1 --focus 'Reading in all subjects'", "TBT #1 "),
        ("undo", "TBT #1 "),
        ("history", "TBT #1 "),
        ("check", "In TBTs, press K"),
        ("rules", "Teacher-Based Teams"),
        ("step matrix", "TBT #"),
        ("status", "TBT #"),
        ("export ics --blt", "CATEGORIES:BLT"),
        ("export ics --cwg 1 --draft", "CATEGORIES:TBT"),
        ("export plan", "TBT #"),
        ("add 'evidence tbt 2 data Results' --dry-run", "TBT #2"),
        ("add 'cycle tbt 2 next' --dry-run", "TBT #2"),
        ("add 'meet tbt 1 wed 3:15pm-4pm' --dry-run", "TBT #1 "),
        ("action add 'Send it' --owner 'TBT 2'", "TBT #2"),
        ("action add 'Send it' --owner 'CWG 2'", "TBT #2"),
    ):
        printed = run(words)
        assert text in printed, (words, printed[:600])
