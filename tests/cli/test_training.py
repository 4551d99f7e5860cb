"""`bltui training`: BLT trainings before in-service days, what they hold, whom they reached."""

from __future__ import annotations

import pytest

from .conftest import TODAY, Shell


def test_trainings_and_in_service_days_in_order(bltui: Shell) -> None:
    rows = bltui("training", "list", "--json").json
    assert [(r["id"], r["kind"], r["on"]) for r in rows] == [
        ("trainings/1", "training", "2026-09-24"),
        ("inservices/1", "in_service", "2026-10-12"),
        ("trainings/2", "training", "2027-01-28"),
        ("inservices/2", "in_service", "2027-02-15"),
    ]
    assert (rows[1]["reached"], rows[1]["staff"]) == (31, 34)
    assert rows[1]["led_by_blt"] == ["Hayden Sample", "Emery Sample"]
    assert rows[3]["reached"] is None
    assert "31 of 34 staff" in bltui("training", "list").out


def test_segments_are_shown_in_the_usual_order_whatever_order_they_came_in(bltui: Shell) -> None:
    for phase in ("you_do", "we_do", "i_do"):
        assert (
            bltui(
                "training",
                "segment",
                "trainings/2",
                f"part {phase}",
                "--phase",
                phase,
                "--minutes",
                "10",
            ).status
            == 0
        )
    shown = bltui("training", "show", "trainings/2", "--json").json["segments"]
    assert [s["phase"] for s in shown] == ["i_do", "we_do", "you_do"]
    words = bltui("training", "show", "trainings/2").out
    assert words.index("I do") < words.index("We do") < words.index("You do")


def test_a_training_prepares_the_next_in_service(bltui: Shell) -> None:
    words = [
        "--presenters",
        "Tatum",
        "--guests",
        "Sample Guest",
        "--planning-minutes",
        "30",
        "--goal",
        "read",
        "--goal",
        "2",
    ]
    said = bltui("training", "add", "2026-12-03", *words, "--title", "Extra")
    assert "before the in-service of Mon, Feb 15" in said.out
    value = bltui("training", "show", "2026-12-03", "--json").json
    assert value["presenters"] == ["Tatum Sample", "Sample Guest"]
    assert value["district_goals"] == ["district_goals/1", "district_goals/2"]
    assert (value["planning_minutes"], value["prepares"]) == (30, "inservices/2")
    assert "Thu, Dec 3 has no roll-out plan" in bltui("training", "check").out
    assert (
        bltui("training", "plan", "2026-12-03", "--how", "In pairs", "--leads", "Hayden").status
        == 0
    )
    assert "Thu, Dec 3" not in bltui("training", "check").out
    assert bltui("training", "show", "2026-12-03", "--json").json["rollout"]["leads"] == [
        "Hayden Sample"
    ]


def test_an_in_service_without_a_training_before_it_is_found(bltui: Shell) -> None:
    said = bltui(
        "training",
        "add",
        "2026-12-01",
        "--in-service",
        "--presenters",
        "Hayden,Emery",
        "--strategy",
        "number talks",
    )
    assert said.status == 0, said.err
    assert "TRN-01" in {f["rule"] for f in bltui("training", "check", "--json").json}
    assert bltui("training", "add", "2026-12-01", "--in-service").status == 4


def test_attendance_by_name_team_staff_or_number(bltui: Shell) -> None:
    assert bltui("training", "attendance", "trainings/1", "--team").status == 0
    assert "Avery Sample" in bltui("training", "show", "trainings/1", "--json").json["attended"]
    assert bltui("training", "attendance", "trainings/1", "--present", "Casey, Emery").status == 0
    assert bltui("training", "show", "trainings/1", "--json").json["attended"] == [
        "Casey Sample",
        "Emery Sample",
    ]
    assert "TRN-04" in {f["rule"] for f in bltui("training", "check", "--json").json}
    assert bltui("training", "attendance", "inservices/1", "--staff").status == 0
    assert bltui("training", "show", "inservices/1", "--json").json["reached"] == 34
    assert "TRN-04" not in {f["rule"] for f in bltui("training", "check", "--json").json}
    assert bltui("training", "attendance", "trainings/1", "--reached", "3").status == 4
    assert bltui("training", "attendance", "inservices/2", "--reached", "30").status == 4


def test_a_strategy_that_nobody_takes_up_is_one_shot(bltui: Shell) -> None:
    assert (
        bltui(
            "plan", "strategy", "add", "Sample fad", "--goal", "1", "--introduced", "2026-09-01"
        ).status
        == 0
    )
    found = [f for f in bltui("training", "check", "--json").json if f["rule"] == "TRN-05"]
    assert len(found) == 1
    assert "Sample fad" in found[0]["message"]
    assert (
        bltui(
            "step", "cycle", "start", "--cwg", "5", "--strategy", "sample fad", "--on", TODAY
        ).status
        == 0
    )
    assert "TRN-05" not in {f["rule"] for f in bltui("training", "check", "--json").json}


def test_the_in_service_days_of_the_calendar_are_taken(bltui: Shell) -> None:
    assert bltui("training", "remove", "inservices/2").status == 0
    assert [r["id"] for r in bltui("training", "list", "--json").json].count(None) == 1
    assert "added from the calendar" in bltui("training", "take").out
    assert None not in [r["id"] for r in bltui("training", "list", "--json").json]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["add", "2026-12-01", "--reached", "3"], 2, "--in-service"),
        (["add", "2026-12-01", "--in-service", "--goal", "1"], 2, "BLT training"),
        (["add", "2026-12-01", "--presenters", "Nobody Known"], 4, "No person"),
        (["add", "someday"], 4, "not a date"),
        (["edit", "2026-09-24"], 2, "Nothing to change"),
        (["edit", "2026-09-25", "--title", "x"], 4, "Thu, Sep 24 (trainings/1)"),
        (["plan", "inservices/1", "--how", "x"], 2, "in-service day"),
        (["attendance", "trainings/1"], 2, "required"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    bltui: Shell, words: list[str], status: int, says: str
) -> None:
    answer = bltui("training", *words)
    assert answer.status == status
    assert says in answer.err
    assert answer.err.count("\n") == 1


def test_a_training_is_shown_in_words(bltui: Shell) -> None:
    bltui("training", "add", "2027-01-11", "--goal", "1")
    bltui(
        "training",
        "segment",
        "2027-01-11",
        "Think aloud",
        "--phase",
        "i_do",
        "--minutes",
        "20",
        "--strategy",
        "1",
    )
    bltui(
        "training",
        "plan",
        "2027-01-11",
        "--how",
        "In rooms",
        "--audience",
        "all staff",
        "--materials",
        "two texts",
    )
    shown = bltui("training", "show", "2027-01-11").out
    goal = bltui("plan", "show", "--json").json["district_goals"][0]["text"]
    strategy = bltui("plan", "show", "--json").json["strategies"][0]["text"]
    assert f"District goals    {goal}" in shown
    assert "Roll-out          In rooms; for all staff; materials: two texts" in shown
    assert f"Segments          I do: Think aloud (20 min), {strategy}" in shown


def test_more_people_than_the_staff_list_has_are_pointed_out(bltui: Shell) -> None:
    assert (
        "9999 is more than the "
        in bltui("training", "attendance", "2026-10-12", "--reached", "9999").err
    )
    assert "more than" not in bltui("training", "attendance", "2026-10-12", "--reached", "3").err


def test_a_training_of_another_year_prepares_nothing_here(bltui: Shell) -> None:
    assert bltui("training", "add", "1926-09-01").out.startswith(
        "BLT training of Wed, Sep 1, 1926 added ("
    )


def test_a_command_says_which_day_a_training_prepares(bltui: Shell) -> None:
    days = bltui("training", "list", "--json").json
    last = [day["id"] for day in days if day["kind"] == "in_service" and day["id"]][-1]
    assert bltui("training", "edit", "trainings/1", "--prepares", last).status == 0
    assert bltui("training", "show", "trainings/1", "--json").json["prepares"] == last
    on = bltui("training", "show", last, "--json").json["on"]
    assert bltui("training", "edit", "trainings/1", "--prepares", "none").status == 0
    assert bltui("training", "show", "trainings/1", "--json").json["prepares"] is None
    assert bltui("training", "edit", "trainings/1", "--prepares", on).status == 0
    assert bltui("training", "show", "trainings/1", "--json").json["prepares"] == last
    answer = bltui("training", "edit", "trainings/1", "--prepares", "2026-11-11")
    assert answer.status == 4 and "There is no in-service on Wed, Nov 11" in answer.err
    assert bltui("training", "add", "2026-12-01", "--in-service", "--prepares", last).status == 2


def test_a_training_is_before_the_day_that_it_prepares(bltui: Shell) -> None:
    late = bltui("training", "edit", "trainings/2", "--prepares", "inservices/1")
    assert late.status == 4
    assert (
        "The in-service day of Mon, Oct 12, 2026 is before this training on Thu, Jan 28, 2027."
        in late.err
    )
    assert bltui("training", "edit", "trainings/1", "--date", "2026-10-13").status == 4
    assert bltui("training", "edit", "trainings/1", "--date", "2026-10-12").status == 0
    moved = bltui("training", "edit", "inservices/1", "--date", "2026-10-09")
    assert (
        "before the BLT training of Mon, Oct 12, 2026, which prepares it" in moved.err + moved.out
    )
    # What is in the file already stays editable.
    assert bltui("training", "edit", "trainings/1", "--title", "Fall").status == 0
