"""Transport against every possible answer, and against HiGHS."""

from __future__ import annotations

import itertools
import random

import pytest

from bltui.domain.scheduler.min_cost_flow import assign, bound, place, transport, worth


def brute(values, low, high):
    """The best total of all answers, by trying each; None if there is none."""
    best = None
    for answer in itertools.product(range(len(low)), repeat=len(values)):
        if all(low[k] <= answer.count(k) <= high[k] for k in range(len(low))):
            if any(values[p][k] is None for p, k in enumerate(answer)):
                continue
            total = sum(values[p][k] for p, k in enumerate(answer))
            best = total if best is None else max(best, total)
    return best


def case(r, people, places, spread=6, closed=0.15):
    values = [
        [None if r.random() < closed else r.randint(-spread // 3, spread) for _ in range(places)]
        for _ in range(people)
    ]
    low = [r.randint(0, 2) for _ in range(places)]
    high = [least + r.randint(0, 3) for least in low]
    return values, low, high


def total(values, answer):
    return sum(values[p][k] for p, k in enumerate(answer))


def test_equals_every_answer_tried_on_small_ones():
    r = random.Random(7)
    solved = refused = 0
    for _ in range(500):
        values, low, high = case(r, r.randint(1, 7), r.randint(1, 3))
        best, answer = brute(values, low, high), assign(values, low, high)
        if best is None:
            assert answer is None
            refused += 1
            continue
        assert all(low[k] <= answer.count(k) <= high[k] for k in range(len(low)))
        assert total(values, answer) == best
        solved += 1
    assert solved > 100 and refused > 50


def test_prices_prove_the_answer():
    r = random.Random(11)
    for _ in range(60):
        people, places = r.randint(10, 60), r.randint(2, 9)
        values = [[r.randint(0, 6) for _ in range(places)] for _ in range(people)]
        spots = [place([row[k] for row in values], 1, people // places + 1) for k in range(places)]
        everybody = (1 << people) - 1
        plan = transport(spots, everybody)
        assert plan.value == worth(spots, plan.seats) == bound(spots, plan.prices, everybody)


def test_a_start_changes_the_time_not_the_answer():
    r = random.Random(3)
    for _ in range(40):
        people, places = 30, 5
        values = [[r.randint(0, 6) for _ in range(places)] for _ in range(people)]
        spots = [place([row[k] for row in values], 3, 8) for k in range(places)]
        everybody = (1 << people) - 1
        first = transport(spots, everybody)
        spots[2] = place([r.randint(0, 6) for _ in range(people)], 3, 8)
        assert transport(spots, everybody, first).value == transport(spots, everybody).value


def test_the_counts_cannot_be_met():
    assert assign([[1, 1]] * 5, [0, 0], [2, 2]) is None
    assert assign([[1, 1]] * 2, [2, 2], [3, 3]) is None
    assert assign([[None, None]], [0, 0], [1, 1]) is None
    assert assign([[None, 1], [None, 1]], [1, 0], [2, 2]) is None
    assert assign([], [], []) == []


@pytest.mark.parametrize("seed", range(5))
def test_equals_highs(seed):
    highspy = pytest.importorskip("highspy")
    r = random.Random(seed)
    for _ in range(60):
        values, low, high = case(r, r.randint(8, 40), r.randint(2, 7))
        solver = highspy.Highs()
        solver.silent()
        cells = {
            (p, k): solver.addVariable(0, 1)
            for p, row in enumerate(values)
            for k, v in enumerate(row)
            if v is not None
        }
        for p, row in enumerate(values):
            mine = [cells[p, k] for k in range(len(row)) if (p, k) in cells]
            solver.addConstr(sum(mine) == 1) if mine else solver.addConstr(
                solver.addVariable(0, 0) == 1
            )
        for k in range(len(low)):
            column = [cells[p, k] for p in range(len(values)) if (p, k) in cells]
            if column:
                solver.addConstr(sum(column) >= low[k])
                solver.addConstr(sum(column) <= high[k])
        solver.maximize(sum(values[p][k] * cell for (p, k), cell in cells.items()))
        answer = assign(values, low, high)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            assert answer is None
        else:
            assert total(values, answer) == round(solver.getObjectiveValue())
