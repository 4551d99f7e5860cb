"""`bltui meeting self-check` by its story: answered, averaged, low, acted upon; on paper, in the
year's report, and taken back.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Shell, documents

BLT = "2026-12-01"


@pytest.fixture
def held(bltui: Shell) -> Shell:
    """The BLT's next meeting, begun."""
    assert bltui("meeting", "start", "--date", BLT).status == 0
    return bltui


def test_answers_become_averages_with_their_counts(held: Shell, school: Path) -> None:
    assert held("meeting", "self-check", 3, 4, 4, 2).status == 0
    few = held("meeting", "self-check", "--json").json
    assert (few["date"], few["answers"], few["self_check"]["mean"]) == (BLT, 1, None)
    assert [a["key"] for a in few["asked"]] == ["learning", "dialogue", "work", "reflection"]
    assert {s["spread"] for s in few["self_check"]["statements"]} == {None}
    done = held("meeting", "self-check", "3442", "4432", "--json").json
    assert (done["what"], done["dry_run"]) == (
        "meeting: self-check of BLT Tue, Dec 1, 2026: 2 answers",
        False,
    )
    found = done["self_check"]
    assert (found["answers"], found["mean"], found["limit"]) == (3, 3.25, 3)
    assert [(s["key"], s["mean"], s["answers"], s["low"]) for s in found["statements"]] == [
        ("learning", 3.33, 3, False),
        ("dialogue", 4.0, 3, False),
        ("work", 3.67, 3, False),
        ("reflection", 2.0, 3, True),
    ]
    hands = held("meeting", "self-check", "--hands", "learning=4x5,3x2", "--hands", "work=11")
    assert hands.status == 0
    assert held("meeting", "minutes", BLT, "--json").json["self_check"]["statements"][0][
        "spread"
    ] == [0, 0, 4, 6]
    tables = json.loads(school.read_text("utf-8"))
    sheets = [s for s in tables["self_checks"].values() if s["meeting_id"] == int(few["meeting"])]
    assert {key for sheet in sheets for key in sheet} == {"meeting_id", "counts", "_rev", "_at"}
    assert {sheet["_at"] % 86400 for sheet in sheets} == {0}
    history = held("history", "--json").json
    assert {h["by"] for h in history if "self-check" in h["what"]} == {None}


def test_a_low_average_asks_for_an_action(held: Shell) -> None:
    held("meeting", "self-check", "3332", "3332", "3332")
    held("meeting", "end", "--meeting", BLT)
    (finding,) = held("check", "--rule", "MTG-08", "--json").json["findings"]
    assert finding["message"].endswith(
        "is below 3 for deep reflection 2.00 (3 answers), and no action is recorded"
    )
    assert "deep reflection" in finding["source"]
    about = finding["records"][0].replace("meetings/", "meeting:")
    assert f"--about {about}" in finding["fix"]
    assert held("action", "add", "Ask in pairs", "--about", about).status == 0
    assert held("check", "--rule", "MTG-08", "--json").json["findings"] == []
    for form in ("text", "md", "html"):
        page = held("export", "minutes", BLT, "--format", form).out
        assert "This meeting promoted deep reflection." in page
        assert "Below 3: deep reflection. Action: Ask in pairs." in page


def test_the_year_s_report_draws_a_line(held: Shell) -> None:
    held("meeting", "self-check", "3332", "3332", "4444")
    line = held("meeting", "self-check", "--all", "--json").json
    assert [(r["date"], r["answers"], r["self_check"]["mean"]) for r in line] == [
        ("2026-11-03", 7, 3.36),
        (BLT, 3, 3.17),
    ]
    assert held("meeting", "self-check", "--all").out.splitlines()[-1].split()[-6:] == [
        "3",
        "3.33",
        "3.33",
        "3.33",
        "2.67",
        "3.17",
    ]
    summary = held("feedback", "summary", "--until", "2027-06-30", "--json").json
    assert summary["self_checks"] == line
    report = held("export", "report", "--feedback", "--until", "2027-06-30").out
    row = next(r for r in report.splitlines() if r.startswith("Tue, Dec 1"))
    assert row.split()[4:] == ["BLT", "3", "3.33", "3.33", "3.33", "2.67", "3.17", "############"]


def test_tried_cleared_and_taken_back(held: Shell, school: Path) -> None:
    before = documents(school)
    tried = held("meeting", "self-check", "1111", "--dry-run", "--json").json
    assert (tried["dry_run"], tried["self_check"]["answers"], documents(school)) == (
        True,
        1,
        before,
    )
    number = held("meeting", "self-check", "1111", "--json").json["change"]
    assert held("meeting", "self-check", "--clear").status == 0
    assert held("meeting", "self-check", "--json").json["self_check"] is None
    assert held("undo").status == 0
    assert held("meeting", "self-check", "--json").json["answers"] == 1
    assert held("undo", "--change", number).status == 0
    assert documents(school) == before


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("5",), 4, "“5” is not on the scale"),
        (("abc",), 4, "“a” is not on the scale"),
        (("3", "4", "4", "2", "1"), 4, "5 scores: each person gives 4"),
        (("--hands", "learning"), 2, "is not KEY=DIGITS"),
        (
            ("--hands", "fun=3"),
            4,
            "“fun” is not a question of this round. Choose from learning, dialogue, work, reflection.",
        ),
        (("--hands", "work=4x900"), 4, "at most 500"),
        (("--hands", "work=4", "--hands", "work=3"), 4, "given twice"),
        (("3442", "--clear"), 2, "Give only one of"),
        (("3442", "--meeting", "2026-11-03"), 0, ""),
        (("3442", "--meeting", "99"), 4, ""),
    ],
)
def test_what_cannot_be_is_one_line(
    held: Shell, words: tuple[str, ...], status: int, says: str
) -> None:
    answer = held("meeting", "self-check", *words)
    assert (answer.status, says in answer.err) == (status, True), answer.err
    assert status == 0 or len(answer.err.splitlines()) == 1


def test_no_meeting_is_no_question(bltui: Shell) -> None:
    refused = bltui("meeting", "self-check", "3442")
    assert (refused.status, "name one with --meeting" in refused.err) == (4, True)


def test_the_quick_line_takes_a_check(held: Shell) -> None:
    value = held("add", "check 3 4 4 2", "--json").json
    assert value["reads_as"].startswith(
        "CHECK | anonymous | on-going learning 3 | collaborative dialogue 4"
    )
    assert held("add", "check 34").status == 4
    assert held("meeting", "self-check", "--json").json["answers"] == 1
