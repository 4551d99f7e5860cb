"""A group's process in its meeting: the framework's steps, counts, percentages, the stop sign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bltui.cli.meeting.process import LEVELS
from bltui.framework import SHIPPED, load_framework

from .conftest import Shell


@pytest.fixture
def group(bltui: Shell) -> Shell:
    """A meeting of group 2, which is being held."""
    assert bltui("meeting", "start", "--team", "cwg:2", "--date", "2026-12-02").status == 0
    return bltui


def _step(shell: Shell, number: int) -> dict[str, object]:
    steps = shell("meeting", "steps", "--json").json["steps"]
    return next(step for step in steps if step["step"] == number)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_level_of_a_framework_has_its_option(name: str) -> None:
    assert tuple(load_framework(name).process.levels) == LEVELS


def test_the_steps_are_the_framework_s() -> None:
    numbers = {
        name: [step.number for step in load_framework(name).process.steps] for name in SHIPPED
    }
    assert numbers == {"south-dakota": [4, 5, 6, 7], "ohio": [1, 2, 3, 4, 5]}


def test_a_step_keeps_what_is_not_written_again(group: Shell) -> None:
    said = ("meeting", "step", 5, "Exit tickets", "--adults", "Model first", "--at", "3:40 pm")
    assert group(*said).status == 0
    assert group("meeting", "step", 5, "--students", "Explain each answer").status == 0
    note = _step(group, 5)["note"]
    assert isinstance(note, dict)
    assert (note["text"], note["adults"]) == ("Exit tickets", "Model first")
    assert note["students"] == "Explain each answer"


def test_percentages_are_computed_and_counts_cannot_contradict(group: Shell) -> None:
    result = ("meeting", "result", "--step", 6, "--group", "All", "--when", "pre")
    some = (*result, "--tested", 20)
    assert group(*some, "--advanced", 3, "--proficient", 5, "--below", 12).status == 0
    (row,) = _step(group, 6)["results"]  # type: ignore[misc]
    assert row["percent"] == {"advanced": 15, "proficient": 25, "below": 60}
    assert group(*some, "--below", 21).status != 0
    assert group(*some, "--advanced", 3, "--proficient", 5, "--below", 11).status != 0
    assert group(*some, "--level", "expert=2").status != 0
    assert group(*result, "--tested", 10, "--below", 4).status == 0
    (row,) = _step(group, 6)["results"]  # type: ignore[misc]
    assert (row["tested"], row["counts"]) == (10, {"below": 4})


def test_there_is_one_stop_sign(group: Shell) -> None:
    assert group("meeting", "stop", 5, "--needs", "Time").status == 0
    assert group("meeting", "stop", 6, "--needs", "A second assessment").status == 0
    steps = group("meeting", "steps", "--json").json["steps"]
    stopped = [(s["step"], s["note"]["needs"]) for s in steps if s["note"] and s["note"]["stopped"]]
    assert stopped == [(6, "A second assessment")]


def test_only_a_group_s_meeting_has_steps(bltui: Shell) -> None:
    assert bltui("meeting", "start", "--date", "2026-12-01").status == 0
    refused = bltui("meeting", "step", 5, "Exit tickets")
    assert refused.status != 0
    assert "not a group's meeting" in refused.err


def test_a_step_that_the_framework_does_not_have_is_refused(group: Shell) -> None:
    refused = group("meeting", "step", 1, "Exit tickets")
    assert refused.status != 0
    assert "Choose from 4, 5, 6, 7" in refused.err


def _minutes(shell: Shell, form: str = "text") -> str:
    return shell("meeting", "minutes", "2", "--format", form).out


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_minutes_have_each_step_with_its_results_and_the_stop_sign(
    group: Shell, form: str
) -> None:
    said = {"--adults": "Model first\nthen guide", "--students": "Explain", "--evidence": "Plans"}
    options = [word for pair in said.items() for word in pair]
    assert group("meeting", "step", 5, "Exit tickets", *options, "--at", "3:40 pm").status == 0
    result = ("meeting", "result", "--step", 6, "--when")
    every = ("--advanced", 199, "--proficient", 1, "--below", 0)
    assert group(*result, "pre", "--group", "All", "--tested", 200, *every).status == 0
    some = ("--group", "EL students", "--tested", 20, "--below", 12)
    assert group(*result, "post", *some).status == 0
    assert group("meeting", "stop", 7, "--needs", "A second assessment").status == 0
    paper = _minutes(group, form)
    for words in (
        "Process step 5: Implement strategies in classrooms",
        "Discussed: Wed, Dec 2, 2026, 3:40 PM",
        "Exit tickets",
        "Adults will: Model first / then guide",
        "Students will: Explain",
        "Evidence: Plans",
        "199 (99.5%)",
        "1 (0.5%)",
        "0 (0%)",
        "EL students, after: the levels add up to 12 of 20 tested. 8 are in no level.",
        "Needs from the BLT: A second assessment",
    ):
        assert words in paper.replace("\\-", "-"), words
    assert "Process step 4" not in paper


def test_the_json_of_the_minutes_has_the_process(group: Shell) -> None:
    assert group("meeting", "step", 5, "Exit tickets").status == 0
    result = ("meeting", "result", "--step", 6, "--group", "All", "--when", "pre", "--tested", 8)
    assert group(*result, "--below", 6).status == 0
    value = group("meeting", "minutes", 2, "--json").json
    steps = [(s["step"], s["on"], s["text"], len(s["results"])) for s in value["process"]]
    assert steps == [(5, "2026-12-02", "Exit tickets", 0), (6, None, "", 1)]
    row = value["process"][1]["results"][0]
    assert (row["percent"], row["in_no_level"]) == ({"below": 75}, 2)
    assert list(value["levels"]) == list(LEVELS)
    assert group("meeting", "minutes", 1, "--json").json["process"] == []


def test_what_a_cycle_did_on_the_day_is_in_the_minutes(group: Shell) -> None:
    at = ("--cwg", 2, "--on", "2026-12-02")
    closed = ("step", "cycle", "close", *at, "--outcome", "adjust", "--learned", "Shorter texts")
    assert group("--today", "2026-12-03", *closed).status == 0
    moves = group("meeting", "minutes", 2, "--json").json["cycle_moves"]
    assert [(m["cycle"], m["move"], m["step"]) for m in moves] == [
        (1, "step_done", 7),
        (1, "closed", None),
        (2, "opened", 4),
    ]
    paper = _minutes(group)
    assert "Cycle 1: closed, adjust it. Learned: Shorter texts" in paper
    assert "Cycle 2: opened at step 4." in paper
    assert group("meeting", "minutes", 1, "--json").json["cycle_moves"] == []


def test_the_stop_sign_can_be_removed(group: Shell) -> None:
    assert group("meeting", "step", 5, "Exit tickets").status == 0
    for step in (5, 6):
        assert group("meeting", "stop", step, "--needs", "Time").status == 0
    assert group("meeting", "stop", "--clear").status == 0
    steps = group("meeting", "steps", "--json").json["steps"]
    assert [(s["step"], s["note"]["stopped"]) for s in steps if s["note"]] == [(5, False)]
    assert group("meeting", "stop").status == 2


def test_steps_are_shown_after_approval_but_not_changed(group: Shell) -> None:
    assert group("meeting", "step", 5, "Exit tickets").status == 0
    assert group("meeting", "end").status == 0
    assert group("--today", "2026-12-09", "meeting", "approve", 2).status == 0
    assert group("meeting", "steps", "--meeting", 2).out.count("Exit tickets") == 1
    assert group("meeting", "step", 5, "Other", "--meeting", 2).status == 4


def test_all_groups_are_on_one_page_with_results_before_and_after(group: Shell) -> None:
    assert group("meeting", "step", 5, "Exit tickets").status == 0
    result = ("meeting", "result", "--step", 6, "--group", "All", "--when")
    assert group(*result, "pre", "--tested", 20, "--below", 12).status == 0
    assert group(*result, "post", "--tested", 20, "--below", 5).status == 0
    assert group("meeting", "stop", 6, "--needs", "Time").status == 0
    paper = group("export", "process").out
    assert re.search(r"CWG #2 .*Wed, Dec 2, 2026 +6\. .* +stopped here +Time", paper)
    assert re.search(r"All +20 → 20 +– → – +– → – +12 \(60%\) → 5 \(25%\)", paper)
    assert re.search(r"CWG #1 .*none yet", paper)
    # A new test before begins again.
    assert group("meeting", "start", "--team", "cwg:2", "--date", "2026-12-16").status == 0
    again = ("--tested", 18, "--below", 9, "--meeting", "2026-12-16")
    assert group(*result, "pre", *again).status == 0
    assert re.search(r"All +18 → – .*9 \(50%\) → –", group("export", "process").out)


@pytest.mark.parametrize("small", [1, 9])
def test_the_district_sees_no_small_result_by_level(group: Shell, small: int) -> None:
    def count(name: str, tested: int, below: int) -> None:
        of = ("meeting", "result", "--step", 6, "--when", "pre", "--group", name)
        assert group(*of, "--tested", tested, "--below", below).status == 0

    count("All", 30 + small, 15 + small)
    count("Most", 30, 15)
    count("Few", small, small)
    for form in ("text", "md", "html"):
        paper = group("export", "process", "--for", "dlt", "--format", form).out
        shown = re.findall(r"\d+ \(\d+%\)", paper)
        # Of the two others only the larger: their difference is the small one.
        assert len(shown) == 1 and shown[0].startswith(f"{15 + small} "), paper
        assert "fewer than 10" in paper and "not shown" in paper
        assert "Results of fewer than 10 students are not shown by level" in paper
    assert len(re.findall(r"\d+ \(\d+%\)", group("export", "process").out)) == 3
    assert group("building", "set", "--limit", "result_least=1").status == 0
    assert len(re.findall(r"\d+ \(\d+%\)", group("export", "process", "--for", "dlt").out)) == 3


def test_a_framework_without_a_process_says_so(bltui: Shell, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    step = '[[boards.building.steps]]\nnumber = 1\ntitle = "One"\nshort = "One"\n'
    board = '[boards.building]\ntitle = "Own"\nsource = "own"\n'
    own.write_text(f'title = "Own"\n{board}{step}', "utf-8")
    assert bltui("building", "set", "--framework", own).status == 0
    assert bltui("meeting", "start", "--team", "cwg:2").status == 0
    for words in (("steps",), ("step", 5, "Words"), ("stop", 5)):
        answer = bltui("meeting", *words)
        assert "has no process for groups" in answer.err and answer.status == 4, words
    assert "has no process for groups" in bltui("export", "process").out


def test_a_result_says_when_it_was_measured(shell: Shell, tmp_path: Path) -> None:
    answer = shell("meeting", "result", "--step", "5", "--group", "All", "--tested", "4")
    assert answer.status == 2 and "--when" in answer.err and answer.err.count("\n") == 1
