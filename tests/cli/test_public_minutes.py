"""Published minutes, typed in: the printed minutes say what was said, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from .conftest import Shell

DATA = Path(__file__).parents[1] / "data" / "public_minutes.toml"
MINUTES = tomllib.loads(DATA.read_text(encoding="utf-8"))["minutes"]


def typed(shell: Shell, place: Path, sample: dict[str, Any]) -> Any:
    """Return a function that runs a command in the sample's building, after all it typed."""
    path, day = place / "team.json", sample["day"]
    year = int(day[:4]) - (day[5:] < "07-01")
    roster = place / "roster.csv"
    rows = [
        f"{name},Grade {n % 5 + 1} teacher,{year}-07-01" for n, name in enumerate(sample["team"])
    ]
    roster.write_text("\n".join(["name,role,start", *rows]), encoding="utf-8")

    def run(*words: str) -> Any:
        answer = shell("--file", path, "--today", day, *words)
        assert answer.status == 0, (words, answer.err)
        return answer

    school = ("--name", "Sample School", "--grades", "K-5", "--tz", "America/New_York")
    run("new", *school, "--year", f"{year}-{(year + 1) % 100:02d}")
    run("team", "import", str(roster))
    for words in sample["typed"]:
        run(*words)
    return run


@pytest.mark.parametrize("sample", MINUTES, ids=lambda sample: sample["day"])
def test_printed_minutes_say_what_was_entered(
    shell: Shell, tmp_path: Path, sample: dict[str, Any]
) -> None:
    run = typed(shell, tmp_path, sample)
    text = run("meeting", "minutes", "1", "--format", "text").out
    printed = text.splitlines()
    at = -1
    for line in sample["lines"]:
        assert line in printed[at + 1 :], (line, text)
        at = printed.index(line, at + 1)
    assert [word for word in sample["never"] if word in text] == []
    value = run("meeting", "minutes", "1", "--json").json
    under = [made["text"] for item in value["items"] for made in item["decisions"]]
    loose = [made["text"] for made in value["decisions"] if made["item"] is None]
    assert sorted(under + loose) == sorted(made["text"] for made in value["decisions"])
    for made in value["decisions"]:
        if made["item"] is not None:
            item = value["items"][made["item"] - 1]
            assert item["number"] == made["item"] and made["text"] in under
