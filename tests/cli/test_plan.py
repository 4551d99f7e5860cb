"""`bltui plan` and `bltui message`: the plan behind the steps, what hangs in the air, and the
communication log.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import TODAY, Shell


@pytest.fixture
def empty(shell: Shell, tmp_path: Path) -> Shell:
    """Runs a command on a building without a plan."""
    common = ["--file", tmp_path / "empty.json", "--today", TODAY]
    made = shell(
        *common, "new", "--name", "Sample", "--grades", "K-5", "--tz", "UTC", "--year", "2026-27"
    )
    assert made.status == 0, made.err
    return lambda *words: shell(*common, *words)


def test_a_plan_is_written_from_the_aim_to_the_indicator(empty: Shell) -> None:
    for words in (
        ["district", "add", "All students read", "--aim", "Every student succeeds"],
        ["district", "measure", "1", "Spring test", "--baseline", "58", "--target", "66", "--unit", "%", "--by", "2027-05-15"],
        ["goal", "add", "Reading up by 12 points", "--district", "all students", "--adults", "Asking why"],
        ["strategy", "add", "Close reading", "--goal", "reading", "--reference", "Sample Author (2020) https://example.org/1"],
        ["indicator", "add", "Rooms seen", "--strategy", "close", "--kind", "adult", "--baseline", "20@2026-09-01", "--target", "80"],
        ["indicator", "add", "Answers", "--strategy", "close", "--kind", "student", "--baseline", "54%@sep 15", "--target", "66@may 15"],
        ["measure", "answers", "2026-11-01", "--expected", "57", "--actual", "58.5"],
        ["finance", "Short texts", "--amount", "840", "--strategy", "close"],
    ):  # fmt: skip
        answer = empty("plan", *words)
        assert answer.status == 0, answer.err
    plan = empty("plan", "show", "--json").json
    assert plan["plan"]["status"] == "active"
    assert plan["district_goals"][0]["measures"][0]["on"] == "2027-05-15"
    assert plan["goals"][0]["district_goal"] == "district_goals/1"
    assert plan["strategies"][0]["references"] == [
        {"citation": "Sample Author (2020)", "url": "https://example.org/1", "note": ""}
    ]
    student = plan["indicators"][1]
    assert student["baseline"] == {"value": 54, "on": "2026-09-15"}
    assert (student["target"], student["target_on"]) == (66, "2027-05-15")
    assert student["checks"][0]["actual"] == 58.5
    assert student["progress"] == {"share": 0.375, "results": 1, "of": 1}
    assert empty("check", "--area", "plan", "--json").json["findings"] == []


def test_what_leads_to_no_district_goal_is_said(empty: Shell) -> None:
    assert empty("plan", "goal", "add", "Reading up").status == 0
    words = empty("plan", "align").out
    assert "NOT ALIGNED" in words
    assert [node["record"] for node in empty("plan", "align", "--json").json["loose"]] == [
        "goals/1"
    ]
    assert "SIP-03" in empty("check", "--area", "plan").out
    empty("plan", "district", "add", "All read")
    assert empty("plan", "goal", "edit", "1", "--district", "all read").status == 0
    assert "NOT ALIGNED" not in empty("plan", "align").out


def test_the_tree_of_the_sample_goes_from_aim_to_group(bltui: Shell) -> None:
    lines = [line.strip() for line in bltui("plan", "align").out.splitlines()]
    kinds = [line.partition(":")[0] for line in lines]
    assert kinds[:6] == [
        "aim",
        "district goal",
        "measure",
        "building goal",
        "strategy",
        "indicator",
    ]
    assert "group: CWG #1 Primary reading" in lines
    assert lines[-1] == "group: CWG #5 Arts integration"


def test_a_second_active_plan_is_refused_and_a_closed_one_opens_again(bltui: Shell) -> None:
    assert "active → closed" in bltui("plan", "status", "closed").out
    assert bltui("plan", "goal", "add", "Too late").status == 4
    assert bltui("plan", "status", "active").status == 0


def test_the_evaluation_has_two_parts(bltui: Shell) -> None:
    for part in ("impact", "process"):
        assert bltui("plan", "evaluate", part, f"the {part}").status == 0
    plan = bltui("plan", "show", "--json").json["plan"]
    assert plan["impact"] == {"text": "the impact", "on": TODAY}
    assert plan["process"] == {"text": "the process", "on": TODAY}
    assert bltui("plan", "evaluate", "weather", "fine").status == 2


def test_the_nine_responsibilities_have_evidence_and_last_activity(bltui: Shell) -> None:
    duties = bltui("plan", "responsibilities", "--json").json
    assert len(duties) == 9
    last = {duty["key"]: duty["last"] for duty in duties}
    assert last["monitor"] == "2026-10-30"
    assert last["input"] == "2026-11-20"
    assert last["evaluate"] is None
    assert [e["title"] for e in duties[0]["evidence"]] == ["Minutes of the BLT summer retreat"]
    assert "none this year" in bltui("plan", "responsibilities").out


def test_the_report_by_standard(bltui: Shell) -> None:
    counts = {s["key"]: s["counts"] for s in bltui("plan", "standards", "--json").json}
    assert list(counts) == ["learning_communities", "data_driven", "research_based"]
    assert counts["research_based"] == {"strategy": 2, "evidence": 1}


def test_a_strategy_is_edited_without_losing_its_groups_and_literature(bltui: Shell) -> None:
    said = bltui(
        "plan",
        "strategy",
        "edit",
        "2",
        "--fidelity",
        "with_fidelity",
        "--cwg",
        "5",
        "--reference",
        "Sample (2022)",
    )
    assert said.status == 0, said.err
    strategy = bltui("plan", "show", "--json").json["strategies"][1]
    assert strategy["cwgs"] == [3, 5]
    assert len(strategy["references"]) == 2
    assert strategy["fidelity"] == "with_fidelity"
    assert "CWG #5" not in bltui("plan", "align").out.partition("NOT ALIGNED")[2]


def test_none_takes_groups_and_literature_off_a_strategy(bltui: Shell) -> None:
    """Alone it leaves none; beside others, those stand in the place of what was there."""

    def now() -> tuple[list[int], int]:
        strategy = bltui("plan", "show", "--json").json["strategies"][1]
        return strategy["cwgs"], len(strategy["references"])

    edit = ["plan", "strategy", "edit", "2"]
    bltui(*edit, "--cwg", "5", "--reference", "Sample (2022)")
    assert now() == ([3, 5], 2)
    assert bltui(*edit, "--cwg", "none", "--cwg", "5").status == 0
    assert now() == ([5], 2)
    assert bltui(*edit, "--cwg", "none", "--reference", "none").status == 0
    assert now() == ([], 0)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["measure", "answers", "2026-11-01"], 2, "--expected"),
        (["measure", "nothing", "2026-11-01", "--actual", "1"], 4, "No indicator"),
        (["measure", "answers", "2027-01-15", "--actual", "x"], 2, "not a number"),
        (["measure", "answers", "2026-11-01", "--actual", "nan"], 2, "not a number"),
        (["goal", "edit", "1"], 2, "Nothing to change"),
        (["strategy", "add", "Sample", "--goal", "by may"], 4, "matches several"),
        (["remove", "people/1"], 2, "not a part of the plan"),
        (["remove", "goals/77"], 4, "There is no goals/77"),
        (
            ["indicator", "add", "x", "--strategy", "1", "--kind", "adult", "--baseline", "soon"],
            2,
            "--baseline",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    bltui: Shell, words: list[str], status: int, says: str
) -> None:
    answer = bltui("plan", *words)
    assert answer.status == status
    assert says in answer.err
    assert answer.err.count("\n") == 1


def test_messages_go_both_ways(bltui: Shell) -> None:
    assert bltui("message", "add", "dlt", "Please send the spring dates", "--from").status == 0
    assert (
        bltui(
            "message", "add", "cwg", "Done", "--from", "--cwg", "2", "--answers", "messages/3"
        ).status
        == 0
    )
    value = bltui("message", "list", "--json").json
    assert value["lines"][0]["on"] == TODAY
    balance = {one["party"]: (one["to"], one["back"]) for one in value["two_way"]}
    assert balance["cwg"] == (1, 1)
    assert balance["dlt"] == (1, 2)
    assert {
        line["party"] for line in bltui("message", "list", "--with", "cwg", "--json").json["lines"]
    } == {"cwg"}
    assert bltui("message", "edit", "messages/1", "By mail and on paper").status == 0
    assert "By mail and on paper" in bltui("message", "list").out
    assert bltui("message", "remove", "messages/1").status == 0
    assert "By mail and on paper" not in bltui("message", "list").out
    assert bltui("message", "add", "staff", "x", "--cwg", "2").status == 2


def test_what_the_checks_ask_for_can_be_mended_by_command(bltui: Shell) -> None:
    def found(rule: str) -> str:
        return bltui("check", "--rule", rule, "--fail-on", "never").out

    bltui(
        "plan",
        "strategy",
        "add",
        "Number talks",
        "--goal",
        "1",
        "--reference",
        "Sample Author (2019)",
    )
    bltui(
        "plan",
        "indicator",
        "add",
        "Explains aloud",
        "--strategy",
        "Number talks",
        "--kind",
        "student",
    )
    assert "Student indicator “Explains aloud” has no baseline" in found("SIP-04")
    edit = ["plan", "indicator", "edit", "Explains"]
    assert bltui(*edit).status == 2
    assert (
        "The target date is not after the baseline date."
        in bltui(*edit, "--baseline", "30@2026-09-15", "--target", "50@2026-09-15").err
    )
    assert (
        bltui(
            *edit, "--baseline", "30@2026-09-15", "--target", "50@2027-05-01", "--unit", "%"
        ).status
        == 0
    )
    assert "Explains aloud" not in found("SIP-04")

    bltui("plan", "finance", "New projector", "--amount", "800")
    assert "Financial decision “New projector” leads to no district goal" in found("SIP-03")
    assert bltui("plan", "finance", "--edit", "projector", "--goal", "1").status == 0
    assert "New projector" not in found("SIP-03") and "New projector" in bltui("plan", "align").out
    assert (
        bltui("plan", "finance").status == 0 and bltui("plan", "finance", "--edit", "1").status == 2
    )

    assert bltui("plan", "district", "edit", "1", "--aim", "Everybody succeeds").status == 0
    assert "aim: Everybody succeeds" in bltui("plan", "align").out
    assert bltui("plan", "district", "edit", "1").status == 2


def test_what_a_form_sets_a_command_sets_and_json_says(bltui: Shell) -> None:
    assert bltui("plan", "goal", "edit", "1", "--status", "reached").status == 0
    assert (
        bltui(
            "plan", "strategy", "edit", "1", "--start", "2026-10-01", "--introduced", "2026-10-05"
        ).status
        == 0
    )
    assert bltui("plan", "finance", "Books", "--amount", "$1,200.50", "--strategy", "1").status == 0
    plan = bltui("plan", "show", "--json").json
    assert plan["goals"][0]["status"] == "reached"
    assert (plan["strategies"][0]["start"], plan["strategies"][0]["introduced"]) == (
        "2026-10-01",
        "2026-10-05",
    )
    spent = plan["finances"][-1]
    assert (spent["amount"], spent["goal"], spent["strategy"], spent["district_goal"]) == (
        1200.5,
        None,
        "strategies/1",
        None,
    )
    assert (
        bltui(
            "plan",
            "finance",
            "--edit",
            "Books",
            "--amount",
            "none",
            "--strategy",
            "none",
            "--goal",
            "1",
        ).status
        == 0
    )
    spent = bltui("plan", "show", spent["id"], "--json").json
    assert (spent["amount"], spent["goal"], spent["strategy"]) == (None, "goals/1", None)


def test_every_noun_of_the_plan_lists_its_records(bltui: Shell) -> None:
    plan = bltui("plan", "show", "--json").json
    for noun, key in (
        ("goal", "goals"),
        ("strategy", "strategies"),
        ("district", "district_goals"),
    ):
        assert bltui("plan", noun, "list", "--json").json == plan[key]
    found = bltui("plan", "indicator", "list", "--json").json
    assert [i["id"] for i in found] == [i["id"] for i in plan["indicators"]]
    assert found[0]["statement"] in bltui("plan", "indicator", "list").out


def test_a_long_reference_is_called_a_reference(bltui: Shell) -> None:
    edit = ["plan", "strategy", "edit", "1", "--reference"]
    answer = bltui(*edit, "x" * 501)
    assert answer.status == 4 and "Reference is too long: 501 characters" in answer.err
    assert bltui(*edit, "Author 2020 https://example.org/" + "x" * 300).status == 0


def test_editing_refuses_what_adding_refuses(bltui: Shell) -> None:
    for words in (["Books", "--amount", "-5"], ["--edit", "1", "--amount", "-5"]):
        bltui("plan", "finance", "Chairs", "--amount", "5")
        answer = bltui("plan", "finance", *words)
        assert (answer.status, "Amount: -5 is out of range. Enter 0 or more." in answer.err) == (
            4,
            True,
        )


def test_a_message_gets_another_day_party_and_group(bltui: Shell) -> None:
    bltui("message", "add", "staff", "By mail")
    number = len(bltui("message", "list", "--json").json["lines"])
    seen = bltui("message", "show", "By mail", "--json").json
    assert (
        bltui(
            "message", "edit", seen["id"], "--on", "2026-11-20", "--party", "cwg", "--cwg", "2"
        ).status
        == 0
    )
    seen = bltui("message", "show", seen["id"], "--json").json
    assert (seen["on"], seen["party"], seen["cwg"], seen["text"]) == (
        "2026-11-20",
        "cwg",
        2,
        "By mail",
    )
    late = bltui("message", "edit", seen["id"], "--on", "2026-11-23")
    assert late.status == 4 and "Mon, Nov 23, 2026 is in the future" in late.err
    assert len(bltui("message", "list", "--json").json["lines"]) == number
    assert bltui("message", "edit", seen["id"]).status == 2
