"""The quick-add line for steps, evidence and cycles: how it is read, what it does, what it refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.domain.quick_add.framework_words import words
from bltui.domain.quick_add.parser import WORDS, read
from bltui.domain.steps import cycle_edits

TODAY = date(2026, 11, 10)


def add(world: Any, text: str) -> tuple[str, str]:
    """How a line is read, and what the history says once it is done."""
    line = read(text, world.building, TODAY, more=words(world.framework))
    return line.reads_as, world.do(line.intent).says


@pytest.mark.parametrize(
    ("text", "reads_as", "says"),
    [
        ("step 5 done", "STEP | step 5 Implement strategies in classrooms | done", "step 5: not started → done"),
        (
            "step 5 blocked: waiting for data",
            "STEP | step 5 Implement strategies in classrooms | blocked | waiting for data",
            "step 5: not started → blocked: waiting for data",
        ),
        ("Step 5: In Progress", "STEP | step 5 Implement strategies in classrooms | in progress", "step 5: not started → in progress"),
        ("step 2 n/a: set by the district", ("STEP | step 2 Set building goals | not applicable | "
                                            "set by the district"), ("step 2: not started → not applicable: set by "
                                                                    "the district")),
        (
            "step 2 done: data: by subgroup https://example.org/a",
            "STEP | step 2 Set building goals | done | data by subgroup | https://example.org/a",
            "step 2: not started → done, evidence by subgroup",
        ),
        (
            "step d3 started",
            "STEP | district step 3 Set district goals & measures (the Big Arrow) | in progress",
            "district step 3: not started → in progress",
        ),
        ("step district 3 started", ("STEP | district step 3 Set district goals & measures (the "
                                    "Big Arrow) | in progress"), "district step 3: not started → in progress"),
        ("step 8 due fri", ("STEP | step 8 Gather feedback from teachers for next year's planning "
                           "| due Fri, Nov 13, 2026"), "step 8: due Fri, Nov 13, 2026"),
        ("step 2 owner one", "STEP | step 2 Set building goals | owner Sample One", "step 2: owner Sample One"),
        ("step 2 tick 1", "STEP | step 2 Set building goals | check off 1", "step 2: Data are reviewed by subgroup: checked off"),
        ("step 2 note see the minutes", "STEP | step 2 Set building goals | note see the minutes", "step 2: note"),
        (
            "evidence step 6: https://example.org/quiz",
            "EVIDENCE | step 6 Collect data & student work | evidence | https://example.org/quiz",
            "step 6: evidence #1 https://example.org/quiz",
        ),
        (
            "evidence 6 student work: essays",
            "EVIDENCE | step 6 Collect data & student work | student work | essays",
            "step 6: evidence #1 essays",
        ),
        ("cycle 2 start", "CYCLE | CWG #2 Writers | start", "CWG #2 · cycle 1: opened at step 4"),
        ("cycle cwg 2 start close", "CYCLE | CWG #2 Writers | start | Close reading", "CWG #2 · cycle 1: opened at step 4"),
    ],
)  # fmt: skip
def test_line_is_read_and_done(world: Any, text: str, reads_as: str, says: str) -> None:
    world.put("strategies", text="Close reading")
    assert add(world, text) == (reads_as, says)


def test_a_meeting_of_a_group(world: Any) -> None:
    add(world, "cycle 1 start")
    assert add(world, "cycle 1 next: literature: Sample Author")[1] == (
        "CWG #1 · cycle 1: step 4 → step 5, evidence Sample Author"
    )
    assert (
        add(world, "evidence cwg 1 step 6: data: quiz")[0]
        == "EVIDENCE | CWG #1 · cycle 1 · step 6 | data | quiz"
    )
    add(world, "evidence cwg 1: student work: essays")
    assert [(e.step, e.cycle_id) for e in world.building.evidence.values()] == [
        (4, 1),
        (6, 1),
        (5, 1),
    ]
    assert add(world, "cycle 1 back")[1] == "CWG #1 · cycle 1: back to step 4"
    for _ in range(3):
        add(world, "cycle 1 next")
    assert add(world, "cycle 1 close adjust: model it longer") == (
        "CYCLE | CWG #1 Readers | close: adjust it | model it longer",
        "CWG #1 · cycle 1: closed, adjust it; the next cycle opens at step 4",
    )
    assert world.building.cycles[2].carried == "model it longer"


def test_a_line_read_before_somebody_else_moved(world: Any) -> None:
    add(world, "cycle 1 start")
    line = read("cycle 1 next", world.building, TODAY, more=words(world.framework))
    world.do(cycle_edits.advance, cwg_id=1, today=TODAY)
    with pytest.raises(UserError, match="is at step 5 now"):
        world.do(line.intent)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("step", "step which? Such as: step 5 done"),
        ("step five done", "No step number. Write it as"),
        ("step 9 done", "The building board has no step 9"),
        ("step 5", "No status for step 5. Write it as: step 5 done"),
        (
            "step 5 finnished",
            "“finnished” is not the status of a step. Write done, in progress, blocked: WHY",
        ),
        ("step 5 blocked", "Step 5: enter why it is blocked"),
        ("step 5 due someday", "“someday” is not a date"),
        ("step 5 owner nobody", "No person is called “nobody”"),
        ("evidence", "evidence of what? Such as"),
        ("evidence https://example.org", "No step number."),
        ("evidence 6", "Evidence is blank"),
        ("evidence cwg 2: quiz", "CWG #2 has no open cycle"),
        ("evidence cwg 9: quiz", "There is no CWG #9. The groups are: #1 Readers, #2 Writers."),
        ("cycle next", "The cycle of which group?"),
        ("cycle 2 jump", "“jump”: write start, next, back, or close"),
        ("cycle 2 close", "How does it go on? Write close and continue, adjust, adopt, stop"),
        ("cycle 2 next", "CWG #2 has no open cycle"),
        ("cycle 2 start unknown", "No strategy is called “unknown”"),
    ],
)
def test_line_is_refused(world: Any, text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        add(world, text)
    assert caught.value.message.startswith(message)


def test_words_do_not_hide_others(world: Any) -> None:
    assert not set(words(world.framework)) & set(WORDS)
    for word, known in words(world.framework).items():
        assert known.example.startswith(word)


@given(first=st.sampled_from(["step", "evidence", "cycle"]), rest=st.text(max_size=60))
def test_any_line_is_read_or_refused_in_one_line(new_world: Any, first: str, rest: str) -> None:
    world = new_world()
    try:
        line = read(f"{first} {rest}", world.building, TODAY, more=words(world.framework))
        world.do(line.intent)
    except UserError as refused:
        assert "\n" not in refused.message
    else:
        assert "\n" not in line.reads_as
