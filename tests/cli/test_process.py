"""A group's process in its meeting: the framework's steps, counts, percentages, the stop sign."""

from __future__ import annotations

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
