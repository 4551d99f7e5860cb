"""Items are named by the number printed on the agenda, and what is left open comes back."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Shell

FIRST, SECOND, THIRD = "2026-12-01", "2026-12-08", "2026-12-15"


def titles(bltui: Shell, meeting: int | str) -> list[str]:
    items = bltui("meeting", "agenda", meeting, "--json").json["items"]
    return [item["title"] for item in items]


def run(bltui: Shell, *words: object) -> str:
    answer = bltui(*words)
    assert answer.status == 0, (words, answer.err)
    return answer.out


@pytest.fixture
def two(bltui: Shell) -> tuple[Shell, str, str]:
    """Two planned BLT meetings with two items each, and the ids of the meetings."""
    ids = []
    for day, name in ((SECOND, "later"), (FIRST, "first")):
        run(bltui, "meeting", "plan", "--date", day)
        rows = bltui("meeting", "list", "--json").json
        ids.append(next(r["id"] for r in rows if r["date"] == day and r["team"] == "BLT"))
        for n in (1, 2):
            title = f"{name} {n}"
            run(bltui, "meeting", "item", "add", title, "--meeting", ids[-1])
    return bltui, ids[1], ids[0]


CHANGES: list[tuple[str, ...]] = [
    ("meeting", "item", "edit", "2", "--outcome", "changed"),
    ("meeting", "item", "move", "2", "--before", "1"),
    ("meeting", "item", "remove", "2"),
    ("meeting", "decide", "Adopt it", "--yes", "5", "--no", "1", "--item", "2"),
    ("meeting", "note", "Said", "--item", "2"),
    ("meeting", "action", "Copy it", "--item", "2"),
]


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: "-".join(words[:3]))
def test_a_number_names_an_item_of_this_meeting(
    two: tuple[Shell, str, str], words: tuple[str, ...]
) -> None:
    bltui, this, other = two

    def seen(meeting: str) -> Any:
        return bltui("meeting", "minutes", meeting, "--json").json

    before, untouched = seen(this), seen(other)
    run(bltui, *words, "--meeting", this)
    assert seen(other) == untouched
    after = seen(this)
    assert after["items"] != before["items"]
    kept = [item for item in after["items"] if item["title"] == "first 1"]
    assert [item | {"number": 1} for item in kept] == before["items"][:1]


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: "-".join(words[:3]))
@pytest.mark.parametrize("wrong", ["0", "9", "#7", "99999999999", "agenda/"])
def test_a_number_that_is_not_on_the_agenda_is_refused(
    two: tuple[Shell, str, str], words: tuple[str, ...], wrong: str
) -> None:
    bltui, this, other = two
    if wrong == "agenda/":
        wrong += str(bltui("meeting", "agenda", other, "--json").json["items"][0]["id"])
    before = bltui("export", "json").out
    answer = bltui(*(wrong if word == "2" else word for word in words), "--meeting", this)
    assert answer.status and "agenda" in answer.err
    assert bltui("export", "json").out == before


def test_open_items_come_back_first_with_how_often(two: tuple[Shell, str, str]) -> None:
    bltui, first, second = two
    m = ("--meeting", first)
    run(bltui, "meeting", "start", "--date", FIRST)
    for title, more in (
        ("Room list", ("--kind", "standing")),
        ("Dropped", ()),
        ("Agreed", ()),
        ("Exit slip", ("--kind", "standing")),
    ):
        run(bltui, "meeting", "item", "add", title, *more, *m)
    run(bltui, "meeting", "item", "edit", "first 1", "--done", *m)
    run(bltui, "meeting", "item", "edit", "Room list", "--done", *m)
    run(bltui, "meeting", "decide", "Agreed text", "--consensus", "--item", "Agreed", *m)
    run(bltui, "meeting", "decide", "Buy bikes", "--result", "tabled", *m)
    run(bltui, "meeting", "decide", "Paint the gym", "--moved", "Avery Sample", *m)
    run(bltui, "meeting", "decide", "Settled", "--consensus", *m)
    run(bltui, "meeting", "end", *m)
    run(bltui, "meeting", "prepare", second)
    carried = ["Room list", "first 2", "Dropped", "Buy bikes", "Paint the gym"]
    there = titles(bltui, second)
    at = there.index("Room list")
    assert there[at : at + 5] == carried and there.index("later 1") > at + 4
    assert not {"first 1", "Agreed", "Settled", "Agreed text"} & set(there)
    # What closed the last agenda comes at the end again, before the closing items of every agenda.
    assert there[-3] == "Exit slip" and there.index("later 2") < len(there) - 3
    printed = run(bltui, "meeting", "agenda", second)
    assert all(f"{title} (2nd time)" in printed for title in carried)
    assert "later 1 (" not in printed
    run(bltui, "meeting", "item", "remove", "Dropped", "--meeting", second)
    before = titles(bltui, second)
    run(bltui, "meeting", "prepare", second)
    assert titles(bltui, second) == before
    # The third meeting: decided and removed ones are gone, the others are there the third time.
    run(bltui, "meeting", "start", "--date", SECOND)
    n = ("--meeting", second)
    run(bltui, "meeting", "decide", "Buy bikes", "--consensus", "--item", "Buy bikes", *n)
    run(bltui, "meeting", "end", *n)
    run(bltui, "meeting", "plan", "--date", THIRD)
    run(bltui, "meeting", "prepare", THIRD)
    printed = run(bltui, "meeting", "agenda", THIRD)
    for title in ("Room list", "first 2", "Paint the gym"):
        assert f"{title} (3rd time)" in printed
    assert "later 1 (2nd time)" in printed
    assert "Buy bikes" not in printed and "Dropped" not in printed


def test_a_late_item_comes_before_the_closing_items(two: tuple[Shell, str, str]) -> None:
    bltui, first, _ = two
    run(bltui, "meeting", "prepare", first)
    last = titles(bltui, first)[-2:]
    run(bltui, "meeting", "start", "--date", FIRST)
    more = ["Snow plan", "Bus plan", "Lunch plan"]
    for title in more:
        run(bltui, "meeting", "item", "add", title, "--meeting", first)
    assert titles(bltui, first)[-5:] == [*more, *last]
    added = [h for h in bltui("history", "--json").json if "Bus plan" in h["what"]]
    run(bltui, "undo", "--change", added[0]["change"])
    assert titles(bltui, first)[-4:] == ["Snow plan", "Lunch plan", *last]


def test_prepare_finds_the_meeting_of_the_only_group(shell: Shell, tmp_path: Any) -> None:
    def here(*words: object) -> Any:
        return shell("--file", tmp_path / "t.json", "--today", "2026-11-22", *words)

    school = ("--name", "Sample", "--grades", "K-5", "--tz", "America/Chicago")
    assert here("new", *school, "--year", "2026-27").status == 0
    for name in ("Reading", "Math"):
        assert here("cwg", "add", name, "--structure", "other").status == 0
    assert here("meeting", "prepare").status
    assert here("meeting", "plan", "--team", "cwg:1", "--date", FIRST).status == 0
    assert here("meeting", "prepare").status == 0
    assert here("meeting", "agenda", "1", "--json").json["items"]
    assert here("meeting", "plan", "--team", "cwg:2", "--date", SECOND).status == 0
    answer = here("meeting", "prepare")
    assert answer.status and "(#1)" in answer.err and "(#2)" in answer.err


def test_the_next_meeting_of_the_series_comes_before_a_later_planned_one(bltui: Shell) -> None:
    following = bltui("meeting", "next", "--json").json
    assert following["meeting"] is None
    run(bltui, "meeting", "plan", "--date", "2027-05-20")
    answer = bltui("meeting", "item", "add", "For the next meeting")
    assert answer.status and "has no agenda yet. Run `bltui meeting prepare`" in answer.err
    run(bltui, "meeting", "prepare")
    prepared = bltui("meeting", "agenda", "--json").json
    assert prepared["date"] == following["date"] and prepared["items"]
    run(bltui, "meeting", "item", "add", "For the next meeting")
    assert "For the next meeting" in titles(bltui, prepared["id"])
    assert "planned and prepared" in bltui("history").out
