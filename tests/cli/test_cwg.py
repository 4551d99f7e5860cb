"""`bltui cwg`: groups formed, led, scheduled, moved about, checked, waived, proposed and published,
by command alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Shell

PHRASE = "every other wed 3:15pm-4pm sep 9 to may 20"
#: The dates of `PHRASE` in the sample year, see the acceptance list of the design.
DATES = [
    *("09-09", "09-23", "10-07", "10-21", "11-04", "11-18", "12-02", "12-16", "01-13"),
    *("01-27", "02-10", "02-24", "03-10", "03-24", "04-07", "04-21", "05-05", "05-19"),
]


@pytest.fixture
def reading(bltui: Shell) -> Shell:
    """The sample building with a sixth group that meets at no other's time or place."""
    assert (
        bltui(
            "cwg",
            "add",
            "Spelling",
            "--structure",
            "interest",
            "--leader",
            "Avery",
            "--member",
            "Parker",
        ).status
        == 0
    )
    assert bltui("cwg", "schedule", "6", PHRASE, "--room", "104").status == 0
    return bltui


def dates(shell: Shell, which: str = "6") -> list[str]:
    value = shell("cwg", "dates", which, "--json").json
    return [d["date"] for d in value["dates"] if d["state"] != "cancelled"]


def test_a_phrase_becomes_the_dates_of_the_year(reading: Shell) -> None:
    value = reading("cwg", "dates", "6", "--json").json
    assert set(value) >= {"cwg", "rule", "dates", "skipped", "count"}
    assert (value["cwg"], value["count"]) == (6, 18)
    assert [d["date"][5:] for d in value["dates"]] == DATES
    first = value["dates"][0]
    assert first == {
        "date": "2026-09-09",
        "from": "15:15",
        "to": "16:00",
        "room": "104",
        "state": "planned",
        "original": None,
        "reason": None,
    }
    assert value["skipped"] == [{"date": "2026-12-30", "why": "Winter break"}]


@pytest.mark.parametrize(
    ("more", "count", "instead"),
    [(["next_week"], 19, "2027-01-06"), (["next_school_day"], 19, "2027-01-04")],
)
def test_a_day_off_can_move_the_meeting(
    reading: Shell, more: list[str], count: int, instead: str
) -> None:
    reading("cwg", "schedule", "6", PHRASE, "--on-no-school", *more)
    value = reading("cwg", "dates", "6", "--json").json
    assert value["count"] == count
    assert [d["date"] for d in value["dates"] if d["original"] == "2026-12-30"] == [instead]


def test_scheduling_again_changes_and_also_adds(reading: Shell) -> None:
    said = reading("cwg", "schedule", "6", "1st and 3rd wed 3:15pm-4pm").out
    assert "17 meetings; the next: Wed, Dec 2" in said
    assert "room 104" in said  # what the phrase does not say stays
    assert (
        reading("cwg", "schedule", "6", "every mon 7am-7:30am oct 5 to dec 14", "--also").status
        == 0
    )
    assert len(reading("cwg", "show", "6", "--json").json["meets"]) == 2
    several = reading("cwg", "schedule", "6", "every fri 3pm-4pm")
    assert (several.status, "Name one: series" in several.err) == (4, True)
    assert reading("cwg", "unschedule", "6").status == 4


def test_a_skipped_day_is_listed_once(reading: Shell) -> None:
    """Two series that skip the same days name each day once.

    What the note says is not said again.
    """
    assert reading("cwg", "schedule", "6", "every wed 3:15pm-4pm").out.count("Wed, Dec 30") == 1
    added = reading("cwg", "schedule", "6", "every wed 7am-7:30am", "--also")
    assert f"{added.out}{added.err}".count("Wed, Dec 30") == 1
    assert added.out.count("Wed, Nov 25") <= 1 and added.out.count("Wed, Dec 2") == 1
    assert reading("cwg", "dates", "6").out.count("skipped Wed, Dec 30") == 1
    assert [k["date"] for k in reading("cwg", "dates", "6", "--json").json["skipped"]].count(
        "2026-12-30"
    ) == 1


def test_this_and_later_leaves_the_earlier_ones(reading: Shell) -> None:
    assert (
        reading("cwg", "schedule", "6", "every thu 3:15pm-4pm", "--from", "2026-12-02").status == 0
    )
    found = dates(reading)
    assert found[:6] == [f"2026-{d}" for d in DATES[:6]]
    assert found[6:8] == ["2026-12-03", "2026-12-10"]


def test_one_meeting_is_moved_cancelled_held_and_restored(reading: Shell) -> None:
    before = reading("cwg", "dates", "6", "--json").json
    assert reading("cwg", "move", "6", "2027-01-27", "to", "feb 3", "--why", "snow").status == 0
    moved = [
        d for d in reading("cwg", "dates", "6", "--json").json["dates"] if d["state"] == "moved"
    ]
    assert [(d["date"], d["original"], d["reason"]) for d in moved] == [
        ("2027-02-03", "2027-01-27", "snow")
    ]
    assert reading("cwg", "restore", "6", "feb", "3").status == 0
    assert reading("cwg", "dates", "6", "--json").json == before
    reading("cwg", "cancel", "6", "2026-12-02", "--why", "concert")
    assert reading("cwg", "dates", "6", "--json").json["count"] == 17
    assert reading("cwg", "show", "6", "--json").json["exceptions"][0]["why"] == "concert"
    reading("cwg", "cancel", "6", "2026-12-02")
    assert reading("cwg", "dates", "6", "--json").json["count"] == 18
    assert reading("cwg", "held", "6", "2026-11-18").status == 0
    assert (
        reading("cwg", "extra", "6", "2026-12-09", "--time", "4pm-5pm", "--room", "5").status == 0
    )
    states = {
        d["date"]: (d["state"], d["from"])
        for d in reading("cwg", "dates", "6", "--json").json["dates"]
    }
    assert (states["2026-11-18"], states["2026-12-09"]) == (("held", "15:15"), ("added", "16:00"))
    nowhere = reading("cwg", "cancel", "6", "2026-12-03")
    assert (nowhere.status, "Wed, Dec 2" in nowhere.err) == (4, True)


def test_the_meeting_of_a_closed_day_can_be_moved(reading: Shell) -> None:
    assert reading("cwg", "move", "6", "2026-12-30", "to", "2027-01-06").status == 0
    assert "2027-01-06" in dates(reading)


def test_the_team_has_its_own_meetings(bltui: Shell) -> None:
    assert bltui("cwg", "schedule", "blt", "2nd tue 3:30pm-4:30pm").status == 0
    value = bltui("cwg", "dates", "BLT", "--json").json
    assert (value["cwg"], value["dates"][0]["date"]) == (0, "2026-09-08")


def test_the_day_before_each_in_service_is_kept_as_dates_until_it_is_scheduled_anew(
    bltui: Shell,
) -> None:
    schedule = ("cwg", "schedule", "blt", "the Tuesday before each in-service day 3:15pm-4pm")
    said = bltui(*schedule)
    assert "BLT meets Oct 6, 2026; Feb 9, 2027 3:15–4:00 PM" in said.out
    assert "schedule again if its in-service days change" in said.err
    assert bltui("calendar", "day", "2027-04-09", "in_service").status == 0

    def days() -> list[str]:
        dates = bltui("cwg", "dates", "blt", "--json").json["dates"]
        # A meeting that was held on another day stays.
        return [d["date"] for d in dates if d["state"] != "held"]

    assert days() == ["2026-10-06", "2027-02-09"]
    assert bltui(*schedule).status == 0
    assert days() == ["2026-10-06", "2027-02-09", "2027-04-06"]


def test_a_conflict_is_said_saved_and_kept_from_being_published(bltui: Shell) -> None:
    done = bltui("cwg", "schedule", "3", "every other wed 3:30pm-4:15pm", "--room", "Library")
    assert done.status == 0
    assert "Required    CWG-06  Room Library is used by #3" in done.out
    assert "saved all the same" in done.err
    answer = bltui("cwg", "check", "3", "--json")
    assert answer.status == 1
    error = next(c for c in answer.json["conflicts"] if c["rule"] == "CWG-06")
    assert (error["cwgs"], len(error["dates"]), error["waived"]) == ([3, 4], 19, None)
    refused = bltui("cwg", "publish", "3")
    assert (refused.status, "CWG-06" in refused.out) == (4, True)
    assert bltui("cwg", "waive", "cwg-06", error["key"]).status == 2  # a reason is wanted
    assert bltui("cwg", "waive", "CWG-06", error["key"] + "x", "--why", "both fit").status == 4
    assert bltui("cwg", "waive", "CWG-06", error["key"], "--why", "both fit").status == 0
    assert bltui("cwg", "check", "3").status == 0
    assert bltui("cwg", "publish", "3").status == 0
    assert bltui("cwg", "list", "--json").json[2]["status"] == "published"
    assert bltui("cwg", "waive", "CWG-06", error["key"], "--undo").status == 0
    assert bltui("cwg", "check", "3").status == 1


def test_what_the_handout_asks_for_cannot_be_waived(bltui: Shell) -> None:
    bltui("cwg", "add", "Nobody leads", "--structure", "other")
    found = {c["rule"]: c for c in bltui("cwg", "check", "6", "--json").json["conflicts"]}
    assert (found["CWG-18"]["waivable"], found["CWG-19"]["waivable"]) == (False, False)
    assert bltui("cwg", "waive", "CWG-18", found["CWG-18"]["key"], "--why", "later").status == 4


def test_only_what_a_change_brings_is_said(bltui: Shell) -> None:
    # The sample's conflict of two groups is there already.
    assert bltui("cwg", "cancel", "4", "2026-12-02", "--json").json["conflicts"] == []
    back = bltui("cwg", "cancel", "4", "2026-12-02", "--json").json["conflicts"]
    assert [c["rule"] for c in back] == ["CWG-02"]


def test_the_quick_add_line_says_the_new_conflicts_too(bltui: Shell) -> None:
    plain = bltui("add", "meet cwg 2 every wed 3:15pm-4pm", "--dry-run")
    assert "CWG-14" in plain.out and "conflicts are new" in plain.err
    answer = bltui("add", "meet cwg 2 every wed 3:15pm-4pm", "--json").json
    assert {c["rule"] for c in answer["conflicts"]} >= {"CWG-14"} and answer["kind"] == "meet"
    assert "conflicts" not in bltui("add", "person Sample Newcomer", "--json").json


def test_people_come_go_and_lead(reading: Shell) -> None:
    assert reading("cwg", "join", "spelling", "Reese", "Skyler").status == 0
    assert reading("cwg", "leader", "6", "Reese", "--co").status == 0
    assert reading("cwg", "leave", "6", "Skyler").status == 0
    group = reading("cwg", "show", "6", "--json").json
    assert (group["leader"], group["co_leader"]) == ("Avery Sample", "Reese Sample")
    assert group["members"] == ["Avery Sample", "Parker Sample", "Reese Sample"]
    assert reading("cwg", "leave", "6", "Avery").status == 4
    assert reading("cwg", "leader", "6").status == 2
    assert reading("cwg", "edit", "6", "--number", "1").status == 4
    assert (
        reading(
            "cwg", "edit", "6", "--number", "12", "--focus", "Words", "--lock", "slot,leader"
        ).status
        == 0
    )
    assert reading("cwg", "show", "12", "--json").json["locked"] == ["slot", "leader"]
    assert reading("cwg", "remove", "12").status == 0
    assert reading("cwg", "show", "12").status == 4


def test_who_is_free_names_the_best_times(bltui: Shell) -> None:
    bltui("availability", "set", "Emery", "away", "--days", "mon")
    value = bltui("cwg", "free", "3", "--json").json
    monday = next(s for s in value["slots"] if s["slot"] == "Mon 15:15-16:00")
    assert (monday["leader"], monday["cannot_come"]) == (
        False,
        [{"name": "Emery Sample", "why": "not in the building"}],
    )
    assert not [slot for slot in value["best"] if slot.startswith("Mon")]
    assert value["best"][0] == "Tue 07:00-07:45"  # programs read 24-hour time
    text = bltui("cwg", "free", "3").out
    assert "1. Tue 7:00–7:45 AM: 4 of 4" in text


@pytest.mark.parametrize(
    "structure", ["horizontal", "vertical", "interdisciplinary", "interest", "common_planning"]
)
def test_a_proposal_is_the_same_twice_and_is_no_change(
    bltui: Shell, school: Path, structure: str
) -> None:
    words = [
        "cwg",
        "propose",
        "--structure",
        structure,
        "--seed",
        "7",
        "--topics",
        "Reading,Writing,Numbers,Arts",
        "--json",
    ]
    before = school.read_bytes()
    first, second = bltui(*words).json, bltui(*words).json
    assert first == second
    assert set(first) >= {"seed", "feasible", "reason", "attending", "of", "groups"}
    assert (first["seed"], first["feasible"]) == (7, structure != "common_planning"), first[
        "reason"
    ]
    for group in first["groups"]:
        assert set(group) == {"name", "leader", "slot", "room", "members", "cannot_come"}
        assert group["leader"] in group["members"]
    assert school.read_bytes() == before


def test_a_proposal_is_taken_over_with_its_meetings(bltui: Shell, tmp_path: Path) -> None:
    wishes = "name,first,second\nAvery Sample,Tales,Sums\nEden Sample,Sums,Tales\nNobody,Sums,\n"
    (tmp_path / "wishes.csv").write_text(wishes, encoding="utf-8")
    words = [
        "cwg",
        "propose",
        "--wishes",
        "wishes.csv",
        "--high",
        "15",
        "--rooms",
        "5,6",
        "--slot",
        "thu 15:15",
    ]
    draft = bltui(*words, "--json").json
    assert [g["name"] for g in draft["groups"]] == ["Tales", "Sums"]
    assert {g["room"] for g in draft["groups"]} == {"5", "6"}
    assert {g["slot"] for g in draft["groups"]} == {"Thu 15:15-16:00"}
    assert bltui(*words[:-1], "thu 3:15", "--json").json == draft  # as people read the times
    assert "Tales  Thu 3:15–4:00 PM" in bltui(*words).out
    assert "line 4" in bltui(*words).err
    done = bltui(*words, "--accept", "--group", "2", "--every", "2")
    assert done.status == 0, done.err
    new = bltui("cwg", "show", "6", "--json").json
    assert (new["name"], new["status"]) == ("Sums", "draft")
    assert new["meets"][0].startswith("every other Thu 3:15–4:00 PM")
    assert bltui(*words, "--accept", "--group", "9").status == 4


def test_what_is_not_feasible_says_the_arithmetic(bltui: Shell) -> None:
    answer = bltui("cwg", "propose", "--topics", "Reading,Writing", "--json").json
    assert answer["feasible"] is False
    assert "2 groups of at most 8 (16)" in answer["reason"]
    assert bltui("cwg", "propose", "--topics", "Reading,Writing", "--accept").status == 4
    assert bltui("cwg", "propose").status == 4  # no topics


def test_without_a_calendar_every_command_says_what_comes_first(shell: Shell) -> None:
    shell("new", "--name", "Sample School", "--grades", "K-5", "--file", "new.json")
    shell("cwg", "add", "Reading", "--structure", "interest", "--file", "new.json")
    for words in (["schedule", "1", PHRASE], ["free", "1"], ["propose", "--topics", "A,B"]):
        answer = shell("cwg", *words, "--file", "new.json")
        assert (answer.status, "school calendar yet" in answer.err) == (4, True), words
    assert shell("cwg", "dates", "1", "--json", "--file", "new.json").json["count"] == 0
    phrase = shell(
        "--file", "new.json", "calendar", "set", "--first", "2026-08-24", "--last", "2027-05-28"
    )
    assert phrase.status == 0
    wrong = shell("--file", "new.json", "cwg", "schedule", "1", "wed 3:15pm")
    assert (wrong.status, wrong.err) == (
        4,
        "bltui: After “wed 3:15pm”: an end time must follow, such as 3:15-4:00 PM.\n",
    )


def test_a_group_is_linked_to_the_goal_that_it_serves(bltui: Shell) -> None:
    def unserved() -> str:
        return bltui("check", "--rule", "CWG-35", "--fail-on", "error").out

    bltui("plan", "goal", "add", "Grade 3 reads better by May")
    bltui("cwg", "add", "Poets", "--structure", "other", "--number", "40")
    assert "#40 Poets: supports no goal" in unserved()
    assert bltui("cwg", "edit", "40", "--goal", "Grade 3 reads better").status == 0
    assert "goal       Grade 3 reads better by May" in bltui("cwg", "show", "40").out
    assert "Poets" not in unserved()
    assert bltui("cwg", "edit", "40", "--goal", "none").status == 0
    assert "#40 Poets: supports no goal" in unserved()
    # A group on a strategy serves what the strategy serves.
    bltui(
        "plan",
        "strategy",
        "add",
        "Reading verse aloud",
        "--goal",
        "Grade 3 reads better",
        "--cwg",
        "40",
    )
    assert "Poets" not in unserved()
    refused = bltui("cwg", "add", "Singers", "--structure", "other", "--goal", "999")
    assert refused.status == 4 and "There is no goal with number 999." in refused.err
