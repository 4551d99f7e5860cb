"""A group's process in its meeting: one note for each step, one stop sign, counts that add up."""

from __future__ import annotations

from typing import Any

import pytest

from bltui.domain.meetings import process, process_edits
from bltui.domain.model.building import Building
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.errors import UserError
from bltui.domain.model.process_steps import LevelCounts

from .intents import USUAL, Intent, after, building, run

KNOWN = USUAL["framework"].process
#: A running meeting of a group.
HELD = ("meetings", 5, {"team": "cwg:1", "on": "2026-11-04", "held": True})


def done(there: Building, intent: Intent, **fields: Any) -> Building:
    """Return the building after an intent on the group's meeting."""
    return after(there, run(intent, {"meeting_id": 5, "known": KNOWN} | fields, there))


def test_a_step_keeps_what_is_not_written_again() -> None:
    there = done(building(HELD), process_edits.write, step=5, text="Tests", adults="Model")
    there = done(there, process_edits.write, step=5, adults="Ask")
    there = done(there, process_edits.write, step=4, text="Rubric")
    found = [(n.step, n.text, n.adults) for n in process.notes_of(there, 5)]
    assert found == [(4, "Rubric", ""), (5, "Tests", "Ask")]
    assert not process.notes_of(there, 1)
    fields = {"meeting_id": 5, "known": KNOWN, "step": 5, "adults": "Ask"}
    assert not run(process_edits.write, fields, there)


def test_there_is_one_stop_sign() -> None:
    there = done(building(HELD), process_edits.write, step=6, text="Tests")
    for step in (5, 6, 7, 6):
        there = done(there, process_edits.stop, step=step, needs=f"Time at {step}")
        stopped = [(n.step, n.needs) for n in process.notes_of(there, 5) if n.stopped]
        assert stopped == [(step, f"Time at {step}")]
    fields = {"meeting_id": 5, "known": KNOWN, "step": 6, "needs": "Time at 6"}
    assert not run(process_edits.stop, fields, there)
    assert [n.needs for n in process.notes_of(there, 5)] == ["Time at 6"]


def test_a_stop_sign_is_cleared() -> None:
    there = done(building(HELD), process_edits.write, step=6, text="Tests")
    for step, left in ((6, [6]), (5, [6])):
        stopped = done(there, process_edits.stop, step=step, needs="Time")
        cleared = done(stopped, process_edits.clear_stop)
        assert [n.step for n in process.notes_of(cleared, 5)] == left
        assert not any(n.stopped for n in process.notes_of(cleared, 5))
        assert not run(process_edits.clear_stop, {"meeting_id": 5, "known": KNOWN}, cleared)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("3 5 12", {"advanced": 3, "proficient": 5, "below": 12}),
        ("advanced 3, below 12", {"advanced": 3, "below": 12}),
        ("Advanced: 3", {"advanced": 3}),
        ("3 5", None),
        ("3 5 12 1", None),
        ("expert 3", None),
        ("advanced 3, 5", None),
        ("", None),
    ],
)
def test_counts_are_typed_in_order_or_by_level(text: str, counts: dict[str, int] | None) -> None:
    kind = LevelCounts("Levels")
    context = ChangeBuilder(building(), framework=USUAL["framework"])
    if counts is None:
        with pytest.raises(UserError):
            kind.parse(text, context)
    else:
        assert kind.parse(text, context) == counts


def test_a_group_is_counted_again_and_not_twice() -> None:
    there = building(HELD)
    for group, when, tested, counts in (
        ("All", "pre", 20, {"advanced": 5, "proficient": 5, "below": 10}),
        ("all", "pre", 10, {"advanced": 5}),
        ("All", "post", 10, {"below": 10}),
        ("Grade 1", "pre", 8, {}),
    ):
        wanted = {"step": 6, "group": group, "when": when, "tested": tested, "counts": counts}
        there = done(there, process_edits.count, **wanted)
        assert not run(process_edits.count, {"meeting_id": 5, "known": KNOWN} | wanted, there)
    *before, step, after_it = process.steps_of(there, KNOWN, 5)
    assert [(r.tested, r.percent) for r in step.results] == [
        (10, {"advanced": 50}),
        (10, {"below": 100}),
        (8, {}),
    ]
    assert [one.step for one in (*before, step, after_it)] == [4, 5, 6, 7]
    assert not after_it.results and step.title and not step.note
