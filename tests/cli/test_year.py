"""`bltui year`: two years played by commands alone.

The roll-over loses nothing, and undo brings back every word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Answer, Shell, documents

APRIL, JUNE, JULY, AUGUST = "2027-04-20", "2027-06-05", "2027-07-05", "2027-08-25"
DAYS = ("--first", "aug 23", "--last", "may 26")


@pytest.fixture
def spring(tmp_path: Path, shell: Shell) -> Path:
    """The sample building as it stands in April."""
    path = tmp_path / "spring.json"
    assert shell("demo", "--write", path, "--today", APRIL).status == 0
    return path


@pytest.fixture
def on(shell: Shell, spring: Path) -> Any:
    """Runs a command on a day."""

    def run(day: str, *words: object) -> Answer:
        return shell("--file", spring, "--today", day, *words)

    return run


def test_closing_shows_what_is_open_before_it_closes(on: Any) -> None:
    dry = on(JUNE, "year", "close", "--dry-run")
    assert dry.status == 0
    lines = dry.out.splitlines()
    assert lines[0] == "Still open in 2026-27"
    for words in (
        "3 open cycles",
        "CWG #1 · cycle 2 · step 6  (cycles/2)",
        "3 open actions",
        "trainings without attendance",
    ):
        assert any(words in line for line in lines), words
    assert lines[-1].startswith("Preview: year 2026-27: closed (profile/1")
    assert "Still open" in on(JUNE, "year", "close").out
    again = on(JUNE, "year", "close")
    assert (again.status, again.out) == (0, "year 2026-27: already closed on Jun 5, 2027\n")


def test_closing_in_json(on: Any) -> None:
    value = on(JUNE, "year", "close", "--json").json
    assert {"what", "change", "records", "notes", "dry_run", "year", "closed_on", "open"} <= set(
        value
    )
    assert set(value["open"]) == {"cycles", "steps", "feedback", "actions", "trainings"}
    assert value["open"]["actions"][0] == {
        "text": "Ask for two more early releases (Avery Sample, due Apr 16)",
        "record": "actions/1",
    }
    assert on(JULY, "year", "close", "--json").json["closed_on"] == JUNE


def test_home_asks_to_close_the_year_that_has_ended_and_to_open_the_next(on: Any) -> None:
    assert "is not closed" not in on("2027-05-28", "status").out
    assert (
        "The school year 2026-27 ended on May 28 and is not closed"
        in on("2027-05-29", "status").out
    )
    on(JUNE, "year", "close")
    assert "is not closed" not in on(JUNE, "status").out
    assert (
        "2026-27 is closed, and 2027-28 has started but is not open"
        in on(JULY, "check", "--rule", "STP-07").out
    )
    on(JULY, "year", "open", "2027-28", *DAYS)
    assert "nothing found" in on(JULY, "check", "--rule", "STP-06", "--rule", "STP-07").out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["2027-28"], 4, "has no school calendar yet"),
        (["2027-28", "--first", "2027-05-01", "--last", "2028-05-26"], 4, "overlaps 2026-27"),
        (["2025-26", *DAYS], 4, "ended on"),
        (["2027-28", "--first", "soon", "--last", "may 26"], 4, "is not a date"),
        (
            ["2028-29", "--first", "2027-08-23", "--last", "2028-05-26"],
            4,
            "is 2027-28, not 2028-29",
        ),
        (["27"], 2, "is not a school year"),
        ([], 4, "2027-28 has no school calendar yet"),
    ],
)
def test_what_cannot_be_opened_is_one_line(
    on: Any, spring: Path, words: list[str], status: int, said: str
) -> None:
    on(JUNE, "year", "close")
    before = spring.read_bytes()
    answer = on(JUNE, "year", "open", *words)
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.count("\n") == 1 and said in answer.err
    assert spring.read_bytes() == before


def test_opening_waits_for_closing(on: Any) -> None:
    answer = on(JUNE, "year", "open", "2027-28", *DAYS)
    assert answer.status == 4 and "2026-27 is not closed yet" in answer.err


def test_two_years(on: Any, spring: Path) -> None:
    item = on(APRIL, "feedback", "list", "--json").json[0]["id"]
    assert on(APRIL, "feedback", "resolve", item, "carried", "--why", "next year").status == 0
    start = documents(spring)
    on(JUNE, "year", "close")
    closed = documents(spring)
    answer = on(JULY, "year", "open", "2027-28", *DAYS, "--json")
    goes_on = answer.json["goes_on"]
    assert [one["name"] for one in goes_on["leaves"]] == ["Casey Sample", "Sage Sample"]
    assert goes_on["groups"][0]["needs"] == ["meeting times", "a leader who is on the BLT"]
    assert len(goes_on["actions"]) == 3 and len(goes_on["feedback"]) == 1
    after = documents(spring)
    assert {t: set(rows) - set(after.get(t, {})) for t, rows in start.items()} == {
        t: set() for t in start
    }

    again = on(JULY, "year", "open", "2027-28", *DAYS)
    assert (again.status, again.out) == (0, "year 2027-28: already open\n")
    assert documents(spring) == after

    # Undo brings back every word of each step, and redo the other way round.
    assert on(JULY, "undo").status == 0
    assert documents(spring) == closed
    assert on(JULY, "undo").status == 0
    assert documents(spring) == start
    assert on(JULY, "redo").status == on(JULY, "redo").status == 0
    assert documents(spring) == after

    # The new year begins at step 1, with what the old one left.
    first, second = (on(AUGUST, "step", "show", n, "--json").json for n in (1, 2))
    assert (first["status"], first["year"], first["progress"]["done"]) == (
        "not_started",
        "2027-28",
        0,
    )
    assert [one["record"] for one in first["carried"]] == ["actions/1", "actions/3", "actions/4"]
    assert [one["record"] for one in second["carried"]] == [f"feedback/{item}"]
    assert "carried over: feedback:" in on(AUGUST, "step", "show", "2").out
    assert "Carried over" in on(AUGUST, "export", "boards").out
    on(AUGUST, "action", "done", "1")
    assert len(on(AUGUST, "step", "show", "1", "--json").json["carried"]) == 2

    # The groups have their people and no dates; a phrase gives them new ones and leaves the old
    # year's alone.
    group = on(AUGUST, "cwg", "show", "2", "--json").json
    assert group["meets"] == [] and group["status"] == "draft" and len(group["members"]) == 6
    old = on(APRIL, "cwg", "dates", "2", "--json").json
    assert on(JULY, "cwg", "schedule", "2", "every wed 3:15pm-4pm").status == 0
    new = on(AUGUST, "cwg", "dates", "2", "--json").json
    assert (new["dates"][0]["date"], new["dates"][-1]["date"]) == ("2027-08-25", "2028-05-24")
    assert on(APRIL, "cwg", "dates", "2", "--json").json == old

    # A cycle goes on, and the next one has the next number.
    on(AUGUST, "step", "cycle", "close", "--cwg", "1", "--outcome", "stop")
    assert on(AUGUST, "step", "cycle", "start", "--cwg", "1").status == 0
    assert on(AUGUST, "step", "matrix", "--json").json[0]["cycle"] == 3
    assert on(AUGUST, "step", "list", "--year", "2026-27", "--json").json[0]["status"] == "done"

    # And round again.
    assert on("2028-06-02", "year", "close").status == 0
    assert (
        on("2028-07-05", "year", "open", "2028-29", "--first", "aug 21", "--last", "may 25").status
        == 0
    )
    assert on("2028-08-22", "building", "show", "--json").json["closed_years"] == {
        "2026-27": JUNE,
        "2027-28": "2028-06-02",
    }
    assert [
        c["record"] for c in on("2028-08-22", "step", "show", "1", "--json").json["carried"]
    ] == [
        "actions/3",
        "actions/4",
    ]
    kept = documents(spring)
    assert {t: set(rows) - set(kept.get(t, {})) for t, rows in start.items()} == {
        t: set() for t in start
    }


def test_feedback_is_carried_to_the_year_after_the_one_that_is_worked_on(on: Any) -> None:
    first, second = (row["id"] for row in on(APRIL, "feedback", "list", "--json").json[:2])
    on(JUNE, "year", "close")
    # In July the calendar of terms has a new year already, but the team still works on the old one.
    assert (
        "(2027-28)" in on(JULY, "feedback", "resolve", first, "carried", "--why", "next year").out
    )
    on(JULY, "year", "open", "2027-28", *DAYS)
    assert (
        "(2028-29)" in on(JULY, "feedback", "resolve", second, "carried", "--why", "next year").out
    )
