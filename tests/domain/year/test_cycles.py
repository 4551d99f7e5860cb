"""Cycles: numbers, order, the question at the end, and what boards and matrix make of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.building import from_documents
from bltui.domain.model.errors import UserError
from bltui.domain.model.work_groups import cycles_of, open_cycle
from bltui.domain.steps.boards import board
from bltui.domain.steps.cycle_edits import advance, close, note_evidence, start, step_back
from bltui.domain.steps.edits import set_step
from bltui.domain.steps.matrix import matrix

TODAY = date(2026, 11, 10)
YEAR = "2026-27"


def begin(world: Any, cwg: int = 1, today: date = TODAY, **fields: Any) -> Any:
    return world.do(start, framework=world.framework, cwg_id=cwg, year=YEAR, today=today, **fields)


def end(world: Any, outcome: str, cwg: int = 1, today: date = TODAY, **fields: Any) -> Any:
    return world.do(
        close,
        framework=world.framework,
        cwg_id=cwg,
        outcome=outcome,
        year=YEAR,
        today=today,
        **fields,
    )


def forward(world: Any, times: int, cwg: int = 1, today: date = TODAY) -> None:
    for _ in range(times):
        world.do(advance, cwg_id=cwg, today=today)


def test_a_cycle_goes_step_by_step(world: Any) -> None:
    assert begin(world).says == "CWG #1 · cycle 1: opened at step 4"
    cycle = open_cycle(world.building, 1)
    assert cycle.due == TODAY + timedelta(weeks=6) and [p.step for p in cycle.phases] == [
        4,
        5,
        6,
        7,
    ]
    change = world.do(
        advance, cwg_id=1, today=TODAY, evidence="literature: Sample Author", seen=4, note="read"
    )
    assert change.says == "CWG #1 · cycle 1: step 4 → step 5, evidence Sample Author"
    assert [(e.step, e.cycle_id) for e in world.building.evidence.values()] == [(4, 1)]
    assert open_cycle(world.building, 1).phases[0].note == "read"
    assert world.do(step_back, cwg_id=1).says == "CWG #1 · cycle 1: back to step 4"
    with pytest.raises(UserError, match="at its first step"):
        world.do(step_back, cwg_id=1)
    with pytest.raises(UserError, match="is at step 4 now"):
        world.do(advance, cwg_id=1, today=TODAY, seen=5)


def test_the_last_step_asks_how_to_go_on(world: Any) -> None:
    begin(world)
    with pytest.raises(UserError, match="is at step 4: advance it to step 7, or stop it"):
        end(world, "adopt")
    forward(world, 3)
    with pytest.raises(UserError, match="Close it: continue, adjust, adopt, stop"):
        forward(world, 1)
    change = end(world, "adjust", learned="Model it longer", evidence="minutes: protocol")
    assert change.says == (
        "CWG #1 · cycle 1: closed, adjust it, evidence protocol; the next cycle opens at step 4"
    )
    first, second = cycles_of(world.building, 1)
    assert (first.outcome, first.closed, first.done(), first.next_id) == (
        "adjust",
        TODAY,
        4,
        second.id,
    )
    assert (second.number, second.step, second.carried, second.outcome) == (
        2,
        4,
        "Model it longer",
        None,
    )


@pytest.mark.parametrize(
    ("outcome", "at", "step"),
    [("continue", None, 5), ("continue", 4, 4), ("adjust", None, 4), ("adjust", 5, 5)],
)
def test_coming_round_again(world: Any, outcome: str, at: int | None, step: int) -> None:
    begin(world)
    forward(world, 3)
    end(world, outcome, at=at)
    assert open_cycle(world.building, 1).step == step
    if step == 5:
        row = matrix(world.building, world.framework, YEAR, TODAY)[0]
        assert [c.state for c in row.cells] == ["carried", "now", "none", "none"]


@pytest.mark.parametrize("outcome", ["adopt", "stop"])
def test_no_next_cycle(world: Any, outcome: str) -> None:
    begin(world)
    forward(world, 3)
    assert "next cycle" not in end(world, outcome).says
    with pytest.raises(UserError, match="CWG #1 has no open cycle"):
        open_cycle(world.building, 1)
    assert begin(world).says == "CWG #1 · cycle 2: opened at step 4"


def test_stopping_half_way_says_no_step_is_done(world: Any) -> None:
    begin(world)
    forward(world, 1)
    end(world, "stop")
    assert [p.done is not None for p in cycles_of(world.building, 1)[0].phases] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cwg": 9}, "That group no longer exists"),
        ({"strategy_id": 9}, "That strategy no longer exists"),
        ({"on": date(2026, 11, 11)}, "is in the future"),
        ({"due": date(2026, 11, 9)}, "is due .Mon, Nov 9, 2026. before it starts"),
        ({"at": 8}, "A cycle begins at step 4 to 7, not at step 8"),
    ],
)
def test_what_cannot_start(world: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        begin(world, **fields)


def test_one_open_cycle_a_group(world: Any) -> None:
    begin(world)
    with pytest.raises(
        UserError, match=r"CWG #1 · cycle 1 is still open, at step 4\. Close it first"
    ):
        begin(world)
    begin(world, cwg=2)


def test_numbers_are_never_given_twice(world: Any) -> None:
    begin(world)
    world.change("cycles", 1, archived=True)
    assert begin(world).says == "CWG #1 · cycle 2: opened at step 4"


def test_days_go_forward(world: Any) -> None:
    begin(world, on=date(2026, 11, 2))
    with pytest.raises(UserError, match="is before the cycle's last day, Mon, Nov 2, 2026"):
        world.do(advance, cwg_id=1, today=TODAY, on=date(2026, 11, 1))
    world.do(advance, cwg_id=1, today=TODAY, on=date(2026, 11, 2))


def test_evidence_of_another_step(world: Any) -> None:
    begin(world)
    assert world.do(note_evidence, cwg_id=1, evidence="data: quiz", today=TODAY, step=6).says == (
        "CWG #1 · cycle 1: step 6, evidence quiz"
    )
    with pytest.raises(UserError, match="has no step 8"):
        world.do(note_evidence, cwg_id=1, evidence="data: quiz", today=TODAY, step=8)
    with pytest.raises(UserError, match="is blank"):
        world.do(note_evidence, cwg_id=1, evidence=" ", today=TODAY)


def test_board_follows_the_cycles(world: Any) -> None:
    begin(world)
    begin(world, cwg=2)
    forward(world, 2, cwg=2)
    cards = {c.step: c for c in board(world.building, world.framework, YEAR, TODAY).cards}
    assert [cards[n].status for n in (4, 5, 6, 7)] == ["in_progress"] * 3 + ["not_started"]
    assert [(cards[n].progress.done, cards[n].progress.of) for n in (4, 5, 6, 7)] == [
        (1, 2),
        (1, 2),
        (0, 2),
        (0, 2),
    ]
    assert [c.label for c in cards[4].cycles] == ["CWG #1 · cycle 1 · step 4"]
    assert [c.label for c in cards[6].cycles] == ["CWG #2 · cycle 1 · step 6"]
    # What a person says of the step holds against the cycles.
    fields = {"framework": world.framework, "step": 6, "year": YEAR, "today": TODAY}
    world.do(set_step, to="blocked", reason="no data", **fields)
    assert board(world.building, world.framework, YEAR, TODAY).cards[5].status == "blocked"
    # When the year is over its recursive steps are done.
    view = board(world.building, world.framework, YEAR, date(2027, 7, 1))
    assert [c.status for c in view.cards[3:7]] == ["done", "done", "blocked", "not_started"]


def test_an_open_cycle_keeps_a_closed_plan_in_progress(world: Any) -> None:
    begin(world)
    world.put("plans", title="SIP", year=YEAR, status="closed")
    assert board(world.building, world.framework, YEAR, TODAY).cards[3].status == "in_progress"
    end(world, "stop")
    assert board(world.building, world.framework, YEAR, TODAY).cards[3].status == "done"


def test_a_cycle_over_the_summer_belongs_to_both_years(world: Any) -> None:
    begin(world)
    later = date(2027, 9, 1)
    assert [r.cycle for r in matrix(world.building, world.framework, "2027-28", later)] == [1, None]
    assert board(world.building, world.framework, "2027-28", later).cards[3].cycles[0].late > 0
    assert [r.cycle for r in matrix(world.building, world.framework, "2025-26", later)] == [
        None,
        None,
    ]
    end(world, "stop", today=later)
    assert [r.cycle for r in matrix(world.building, world.framework, "2027-28", later)] == [
        None,
        None,
    ]


def test_closed_groups_are_not_in_the_matrix(world: Any) -> None:
    world.group("Old", status="closed")
    world.group("Gone", archived=True)
    assert [r.name for r in matrix(world.building, world.framework, YEAR, TODAY)] == [
        "Readers",
        "Writers",
    ]


def test_building_without_groups(world: Any) -> None:
    bare = from_documents({"profile": world.documents["profile"]})
    assert matrix(bare, world.framework, YEAR, TODAY) == []
    assert len(board(bare, world.framework, YEAR, TODAY).cards) == 8


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["start", "advance", "back", "continue", "adjust", "adopt", "stop"]),
        st.integers(1, 2),
        st.integers(0, 20),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(moves=MOVES)
def test_any_moves_keep_the_cycles_in_order(
    new_world: Any, moves: list[tuple[str, int, int]]
) -> None:
    world = new_world()
    day = TODAY
    for move, cwg, days in moves:
        day += timedelta(days)
        try:
            if move == "start":
                begin(world, cwg, day)
            elif move == "advance":
                forward(world, 1, cwg, day)
            elif move == "back":
                world.do(step_back, cwg_id=cwg)
            else:
                end(world, move, cwg, day)
        except UserError as refused:
            assert "\n" not in refused.message
    for cwg in (1, 2):
        own = cycles_of(world.building, cwg)
        assert [c.number for c in own] == list(range(1, len(own) + 1))
        assert all(c.outcome is not None for c in own[:-1])
        for cycle in own:
            done = [p.done is not None for p in cycle.phases]
            assert done == sorted(done, reverse=True)  # no step is done before the one before it
            days_done = [p.done for p in cycle.phases if p.done]
            assert days_done == sorted(days_done) and all(d >= cycle.start for d in days_done)
            following = world.building.cycles.get(cycle.next_id)
            assert (following is not None) == (cycle.outcome in ("continue", "adjust"))
    view = board(world.building, world.framework, YEAR, day)
    for card in view.cards[3:7]:
        assert 0 <= card.progress.done <= max(card.progress.of, 1)
        assert len(card.cycles) == sum(
            c.outcome is None and c.step == card.step for c in world.building.cycles.values()
        )


def test_a_cycle_that_is_closed_early_is_nowhere_and_counts_where_it_came(world: Any) -> None:
    begin(world)
    forward(world, 1)
    end(world, "stop")
    row = matrix(world.building, world.framework, YEAR, TODAY)[0]
    assert [cell.state for cell in row.cells] == ["done", "none", "none", "none"] and not row.open
    cards = {c.step: c.progress for c in board(world.building, world.framework, YEAR, TODAY).cards}
    assert [(cards[step].done, cards[step].of) for step in (4, 5, 6, 7)] == [
        (1, 1),
        (0, 0),
        (0, 0),
        (0, 0),
    ]
