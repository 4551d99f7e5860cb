"""`bltui meeting` and `action` by their story: planned, prepared, held, minuted, approved; tallies
that do not add up.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from .conftest import Shell, documents

BLT = "2026-12-01"


@pytest.fixture
def held(bltui: Shell) -> Shell:
    """The BLT's next meeting, begun."""
    assert bltui("meeting", "start", "--team", "blt", "--date", BLT).status == 0
    return bltui


def decision(bltui: Shell, *words: object) -> dict[str, object]:
    value: dict[str, object] = bltui("meeting", "decide", *words, "--json").json
    return value


def test_the_shape_of_minutes(held: Shell) -> None:
    assert (
        held("meeting", "present", "all", "--late", "Gray Sample", "--absent", "Sage Sample").status
        == 0
    )
    for words in (
        ("role", "recorder", "Avery Sample"),
        ("note", "4 of 6 rooms have started"),
        ("park", "The copier"),
        ("action", "Copy the rubric", "--owner", "Avery Sample", "--due", "fri"),
    ):
        assert held("meeting", *words).status == 0
    decision(held, "Adopt it", "--yes", 5, "--no", 1, "--abstain", 1)
    value = held("meeting", "minutes", "--json").json
    assert isinstance(value["id"], str)
    assert (value["team"], value["date"], value["start"]) == ("BLT", BLT, "15:30")
    assert value["roles"] == {"facilitator": None, "recorder": "Avery Sample", "timekeeper": None}
    assert (value["late"], value["absent"], len(value["present"])) == (
        ["Gray Sample"],
        ["Sage Sample"],
        6,
    )
    quorum = value["quorum"]
    assert (quorum["needed"], quorum["present"], quorum["met"]) == (5, 7, True)
    made = value["decisions"][0]
    assert (made["text"], made["result"], made["percent_yes"], made["problems"]) == (
        "Adopt it",
        "adopted",
        83.3,
        [],
    )
    action = value["actions"][0]
    assert (action["text"], action["owner"], action["due"]) == (
        "Copy the rubric",
        "Avery Sample",
        "2026-11-27",
    )
    assert (value["parking"], value["notes"]) == (["The copier"], ["4 of 6 rooms have started"])
    assert isinstance(value["items"], list)


def test_published_tallies(held: Shell) -> None:
    """The two ballots of a school's published minutes, one of which does not add up."""
    first = decision(
        held,
        "Classes",
        "--eligible",
        33,
        "--yes",
        29,
        "--no",
        1,
        "--unclear",
        1,
        "--not-voting",
        2,
        "--percent",
        88,
    )
    assert (first["result"], first["percent_yes"], first["problems"]) == ("adopted", 87.9, [])
    second = decision(
        held,
        "Budget",
        "--eligible",
        33,
        "--yes",
        28,
        "--no",
        2,
        "--not-voting",
        2,
        "--percent",
        85,
        "--financial",
        9,
    )
    assert second["percent_yes"] == 84.8
    assert second["problems"] == ["1 of 33 ballots is not accounted for"]
    found = held("check", "--rule", "MTG-04", "--json").json["findings"]
    assert ["Budget" in f["message"] for f in found] == [True]


@pytest.mark.parametrize(
    ("words", "result"),
    [
        (("--yes", 4, "--no", 4), "not_decided"),
        (("--yes", 1, "--no", 0), "not_decided"),
        (("--yes", 2, "--no", 6), "not_adopted"),
        (("--fist", "5,4,3,4,5"), "adopted"),
        (("--fist", "5,4,3,0,5"), "not_decided"),
        (("--consensus",), "adopted"),
        (("--result", "passed"), "adopted"),
        (("--result", "tabled", "--until", "May"), "tabled"),
        (("--moved", "as"), "not_decided"),
    ],
)
def test_what_comes_of_a_decision(held: Shell, words: tuple[object, ...], result: str) -> None:
    held("meeting", "present", "all")
    assert decision(held, "A proposal", *words)["result"] == result


@pytest.mark.parametrize(
    "words",
    [
        ("--yes", 3),
        ("--fist", "5,9"),
        ("--fist", "5", "--yes", 1, "--no", 0),
        ("--yes", "-1", "--no", "0"),
    ],
)
def test_a_count_that_cannot_be_is_wrong_usage(held: Shell, words: tuple[object, ...]) -> None:
    assert held("meeting", "decide", "A proposal", *words).status == 2


def test_from_plan_to_approval(bltui: Shell, school: Path) -> None:
    ahead = bltui("meeting", "next", "--json").json
    assert (ahead["date"], ahead["start"], ahead["place"], ahead["meeting"]) == (
        BLT,
        "15:30",
        "Room 12",
        None,
    )
    assert bltui("meeting", "plan").status == 0
    assert bltui("step", "set", 5, "in_progress", "--due", "2026-12-10").status == 0
    assert bltui("meeting", "prepare").status == 0
    agenda = bltui("meeting", "agenda", "--json").json
    titles = [item["title"] for item in agenda["items"]]
    assert titles[0].startswith("Earlier actions (3 open")
    assert "Who can use the copier after 4 PM" in titles
    assert "BLT training on Thu, Jan 28, 2027: Regional BLT training, winter" in titles
    assert "Step 5 is due Thu, Dec 10, 2026: Implement strategies in classrooms" in titles
    assert agenda["length"] == 75
    assert None not in agenda["roles"].values()
    assert bltui("meeting", "send", BLT).status == 0
    assert bltui("meeting", "start", "--date", BLT).status == 0
    assert len([m for m in documents(school)["meetings"].values() if m["on"] == BLT]) == 1
    assert bltui("meeting", "end", "--next", "2027-01-05").status == 0
    assert bltui("meeting", "note", "too late").status == 4
    for word in ("share", "approve"):
        assert bltui("meeting", word, BLT, "--on", "2026-12-02").status == 0
    refused = bltui("meeting", "note", "x", "--meeting", BLT)
    assert (refused.status, "amendment" in refused.err) == (4, True)
    assert bltui("meeting", "amend", BLT, "Sage was there").status == 0
    for form in ("text", "md", "html"):
        page = bltui("export", "minutes", BLT, "--format", form).out
        assert "Sage was there" in page
        assert "not approved yet" not in page


def test_a_meeting_moves_and_is_cancelled(bltui: Shell) -> None:
    bltui("meeting", "plan", "--team", "dlt", "--date", "2026-12-03")
    number = bltui("meeting", "list", "--team", "dlt", "--json").json[0]["id"]
    assert bltui("meeting", "move", number, "to", "2026-12-08", "--why", "snow").status == 0
    assert bltui("meeting", "cancel", number, "--why", "snow again").status == 0
    row = bltui("meeting", "list", "--team", "dlt", "--json").json[0]
    assert (row["date"], row["state"], row["original"], row["reason"]) == (
        "2026-12-08",
        "cancelled",
        "2026-12-03",
        "snow again",
    )


def test_a_date_of_the_series_that_is_cancelled_does_not_come_back(bltui: Shell) -> None:
    assert bltui("meeting", "plan").status == 0
    assert bltui("meeting", "cancel", BLT).status == 0
    assert bltui("meeting", "next", "--json").json["date"] == "2027-01-05"


def test_without_a_meeting_there_is_nothing_to_write_into(bltui: Shell) -> None:
    for words in (("note", "x"), ("present", "Avery Sample"), ("decide", "x"), ("end",)):
        refused = bltui("meeting", *words)
        assert (refused.status, "bltui meeting start" in refused.err) == (4, True)


def test_the_quick_line_writes_into_the_meeting(held: Shell) -> None:
    for line in (
        "note rooms are ready",
        "todo @gray copy it due fri",
        "decision adopt it: 7 yes, 1 no",
        "aha pairs",
    ):
        assert held("add", line).status == 0, line
    assert held("feedback", "wall", "--json").json[0]["text"] == "pairs"
    value = held("meeting", "minutes", "--json").json
    assert (value["notes"], value["actions"][0]["owner"], value["aha"]) == (
        ["rooms are ready"],
        "Gray Sample",
        ["pairs"],
    )
    assert value["decisions"][0]["tally"]["yes"] == 7


def test_what_is_told_and_heard(held: Shell) -> None:
    assert (
        held(
            "meeting", "tell", "The calendar stands", "--party", "DLT", "--by", "Avery Sample"
        ).status
        == 0
    )
    assert held("meeting", "heard", "Grants open in March", "--party", "DLT").status == 0
    value = held("meeting", "minutes", "--json").json
    assert value["communication_to"] == [
        {"party": "DLT", "text": "The calendar stands", "who": "Avery Sample"}
    ]
    assert value["communication_from"] == [
        {"party": "DLT", "text": "Grants open in March", "who": None}
    ]
    page = held("export", "minutes").out
    assert "DLT: The calendar stands (Avery Sample communicates it)" in page
    assert "DLT: Grants open in March" in page


def test_actions(bltui: Shell) -> None:
    assert (
        bltui("action", "add", "Call the printer", "--owner", "Gray Sample", "--due", "+7").status
        == 0
    )
    rows = bltui("action", "list", "--json").json
    assert [r["overdue"] for r in rows] == [True, False, False, False]
    late = bltui("action", "list", "--overdue", "--json").json
    assert [r["text"] for r in late] == ["Ask for two more early releases"]
    mine = bltui("--as", "Gray Sample", "action", "list", "--mine", "--json").json
    assert [(r["text"], r["due"]) for r in mine] == [("Call the printer", "2026-11-29")]
    assert bltui("action", "list", "--mine").status == 4
    assert bltui("action", "done", "printer", "--note", "called").status == 0
    assert bltui("action", "list", "--owner", "Gray Sample", "--json").json == []
    done = next(
        r
        for r in bltui("action", "list", "--all", "--json").json
        if r["text"] == "Call the printer"
    )
    assert (done["status"], done["note"], done["done_on"]) == ("done", "called", "2026-11-22")


def test_status_shows_what_is_next_and_late(bltui: Shell) -> None:
    value = bltui("status", "--json").json
    assert (value["meeting"]["on"], value["unanswered"]) == (BLT, 9)
    assert [a["overdue"] for a in value["actions"]] == [True, False, False]
    text = bltui("--as", "Sage Sample", "status").out
    assert "Actions (3 open, 1 yours)" in text
    assert "1 overdue, listed above" in text


@pytest.mark.parametrize(
    "words",
    [
        ("feedback", "add", "x"),
        ("feedback", "theme", "Seeing it in action", "bookstore"),
        ("feedback", "resolve", "bookstore", "adopted"),
        ("feedback", "round", "open", "A round"),
        ("meeting", "plan"),
        ("meeting", "start"),
        ("meeting", "approve", "1"),
        ("meeting", "item", "add", "A point", "--meeting", "1"),
        ("meeting", "note", "x", "--meeting", "1"),
        ("meeting", "decide", "x", "--consensus", "--meeting", "1"),
        ("meeting", "present", "Avery Sample", "--meeting", "1", "--late", "Sage Sample"),
        ("meeting", "role", "recorder", "Sage Sample", "--meeting", "1"),
        ("action", "add", "x"),
        ("action", "done", "1"),
    ],
    ids=" ".join,
)
def test_a_change_is_rehearsed_done_and_taken_back(
    bltui: Shell, school: Path, words: tuple[str, ...]
) -> None:
    before, data = documents(school), school.read_bytes()
    assert bltui(*words, "--dry-run").status == 0
    assert school.read_bytes() == data
    assert bltui(*words).status == 0
    changed = documents(school)
    assert changed != before
    assert bltui("undo").status == 0
    assert documents(school) == before
    assert bltui("redo").status == 0
    assert documents(school) == changed


def test_the_end_closes_the_point_with_the_clock_at_the_time_that_is_named(
    bltui: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said ten minutes later: the point took until then. A time that is in the future is now."""
    three = datetime(2026, 11, 22, 15, 0, tzinfo=ZoneInfo("America/Chicago")).timestamp()
    clock = SimpleNamespace(time=lambda: three)
    monkeypatch.setattr("bltui.cli.meeting.verbs.time", clock)
    bltui("meeting", "plan", "--date", "2026-11-22")
    for title in ("Welcome", "Budget"):
        assert bltui("meeting", "item", "add", title, "--meeting", "2026-11-22").status == 0
    assert bltui("meeting", "start").status == 0
    clock.time = lambda: three + 40 * 60
    assert "Welcome done" in bltui("meeting", "end", "--at", "3:30pm").out
    assert bltui("meeting", "minutes", "--json").json["items"][0]["took"] == 30
    assert bltui("undo").status == 0
    assert bltui("meeting", "end", "--at", "4:30pm").status == 0
    items = bltui("meeting", "minutes", "--json").json["items"]
    assert [(i["title"], i["done"], i["took"]) for i in items] == [
        ("Welcome", True, 40),
        ("Budget", False, None),
    ]


def test_approved_minutes_take_no_more_entries(bltui: Shell) -> None:
    assert bltui("meeting", "approve", "1").status == 0
    before = bltui("meeting", "minutes", "1").out
    for words in (
        ("note", "Late"),
        ("action", "Late action", "--owner", "Gray"),
        ("decide", "Late", "--yes", "5", "--no", "1"),
        ("guest", "Somebody"),
        ("park", "Late"),
    ):
        answer = bltui("meeting", *words, "--meeting", "1")
        assert answer.status and "Add an amendment" in answer.err, words
    assert bltui("meeting", "minutes", "1").out == before
