"""The JSON that other programs rely on: keys may be added, none may go, none may change its kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import TODAY, Shell

GROUPS = [
    "ADMIN",
    "GRADES",
    "ECE",
    "GEN",
    "SPED",
    "ELL",
    "LEADER",
    "NONCERT",
    "STAKEHOLDER",
    "UNION",
    "CENTRAL",
]


def test_check(bltui: Shell) -> None:
    value = bltui("check", "--json").json
    assert set(value) == {"building", "on", "findings", "counts"}
    assert value["on"] == TODAY
    assert set(value["counts"]) == {"error", "warn", "info"}
    assert sum(value["counts"].values()) == len(value["findings"])
    for finding in value["findings"]:
        kinds = {
            "rule": str,
            "severity": str,
            "area": str,
            "subject": str,
            "message": str,
            "why": str,
            "source": str,
        }
        assert {k: type(v) for k, v in finding.items()} == {
            **kinds,
            "fix": str,
            "records": list,
            "count": int,
        }


def test_coverage(bltui: Shell) -> None:
    bltui("building", "set", "--subgroups", "Gifted", "--na", "ELL", "--why", "no such pupils")
    value = bltui("team", "coverage", "--json", "--on", TODAY).json
    assert set(value) == {
        "on",
        "seats",
        "filled",
        "people",
        "size",
        "principal",
        "facilitator",
        "groups",
    }
    assert value["size"] in ("small", "ok", "large")
    assert value["principal"] in (True, False, "ask")
    assert list(value["groups"]) == [*GROUPS, "Gifted"]
    for group in value["groups"].values():
        assert set(group) == {"status", "by", "missing", "reason"}
        assert group["status"] in ("covered", "missing", "na", "ask")
    assert value["groups"]["ELL"] == {
        "status": "na",
        "by": [],
        "missing": [],
        "reason": "no such pupils",
    }


def test_team_import(bltui: Shell, tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    table.write_text(
        "Name,ROLE,End\nSample A,Grade 2 Teacher,soon\n,Union Rep.,\nSample B,Mystery,\n",
        encoding="utf-8",
    )
    for more in (["--dry-run"], []):
        value = bltui("team", "import", table, "--json", *more).json
        assert set(value) == {"added", "changed", "unchanged", "problems", "seats"}
        assert value["added"] == 2
        assert [(p["line"], type(p["message"])) for p in value["problems"]] == [(2, str)]
        seats: list[dict[str, Any]] = value["seats"]
        assert all({"line", "role", "name", "groups", "ask"} <= set(seat) for seat in seats)
        assert [seat["line"] for seat in seats] == [3, 4]
        assert [seat["name"] for seat in seats] == [None, "Sample B"]
        assert seats[0]["groups"] == ["UNION"]
        assert seats[1]["groups"] == []
        assert seats[1]["ask"]


def test_history(bltui: Shell) -> None:
    bltui("people", "add", "Sample Newcomer")
    bltui("undo")
    value = bltui("history", "--json").json
    assert all(set(row) == {"change", "at", "by", "what", "records", "undone"} for row in value)
    made, taken_back = value[-2:]
    assert made["undone"] is True
    assert made["records"] == taken_back["records"]
    assert len({row["change"] for row in value}) == len(value)
    one = bltui("history", "show", made["change"], "--json").json
    assert (
        set(one) == {*made, "outside", "start", "changed", "hidden"} and made.items() <= one.items()
    )
    assert all(set(record) == {"record", "what", "fields"} for record in one["changed"])
    assert all(set(field) == {"field", "before", "after"} for field in one["changed"][0]["fields"])
    assert len(bltui("history", "--json", "--record", made["records"][0]).json) == 2
    assert bltui("history", "--json", "--by", "nobody of this name").json == []
    assert len(bltui("history", "--json", "--last", "1").json) == 1


def test_add(bltui: Shell) -> None:
    value = bltui("add", "person Sample Newcomer, grade 2 teacher", "--json").json
    assert set(value) == {"reads_as", "kind", "id", "change"}
    assert value["kind"] == "person"
    assert value["reads_as"].startswith("PERSON | Sample Newcomer")
    assert value["id"] == bltui("people", "list", "newcomer", "--json").json[0]["id"]


def test_status_and_home_say_the_same(bltui: Shell) -> None:
    value = bltui("status", "--json").json
    found = bltui("check", "--json").json["findings"]
    assert value["needs"] + value["also"] == found
    assert value["coverage"] == bltui("team", "coverage", "--json").json
    assert value["sample"] is True
    words = bltui("status").out
    assert all(finding["message"] in words for finding in value["needs"])
    assert all(coming["text"] in words for coming in value["next"])


@pytest.mark.parametrize("day", ["2026-09-01", "2026-11-22", "2026-12-01", "2027-01-20"])
def test_status_lists_nothing_twice(bltui: Shell, day: str) -> None:
    value = bltui("status", "--json", "--today", day).json
    words = bltui("status", "--today", day).out
    reported = {r for f in value["needs"] for r in f["records"]}
    late = [one["text"] for one in value["late"] if one["record"] in reported]
    assert not [text for text in late if f"{text}, " in words]
    for action in value["actions"]:
        assert words.count(action["text"]) == 1
    lines = [line.strip() for line in words.splitlines() if line.startswith("  ")]
    assert len(lines) == len(set(lines))
    told = [(one["day"], one["text"]) for part in ("next", "week") for one in value[part]]
    for _, text in set(told):
        days = {day for day, said in told if said == text}
        assert words.count(text) == len(days), text
    if value["meeting"]:
        assert words.count("no agenda yet") == (value["meeting"]["meeting_id"] is None)


@pytest.mark.parametrize(
    "words",
    [
        ["people", "list"],
        ["team", "list"],
        ["team", "rotation"],
        ["building", "show"],
        ["backup", "list"],
        ["where"],
        ["doctor"],
        ["completion", "bash"],
        ["export", "roster"],
        ["export", "report"],
    ],
    ids=" ".join,
)
def test_json_is_one_value_and_nothing_else(bltui: Shell, words: list[str]) -> None:
    answer = bltui(*words, "--json")
    assert answer.status == 0
    assert answer.out.count("\n") == 1
    assert answer.out.isascii()
    assert answer.json is not None
