"""HiGHS on small cases: its answer keeps the rules, and the proposer reaches its proven best."""

from __future__ import annotations

import itertools
import random
import sys

import msgspec
import pytest

from bltui.domain.model.errors import UserError
from bltui.domain.scheduler.interest_groups import form
from bltui.domain.scheduler.preferences import Wishes
from bltui.exchange.optimal import Proof, available, best_groups


def wishes(seed, people=18, groups=3, **fields):
    r = random.Random(seed)
    order = [r.sample(range(groups), groups) for _ in range(people)]
    values = {
        "people": people,
        "interest": [
            [sum(1 << p for p in range(people) if g in order[p][:most]) for most in (3, 2, 1)]
            for g in range(groups)
        ],
        "can": [sum(1 << p for p in range(people) if r.random() < 0.6) for _ in range(4)],
        "rooms": [1, 2, 1, 1],
        "leaders": 0b11111,
        "low": 4,
        "high": 8,
        **fields,
    }
    return Wishes(**values)


needs_highs = pytest.mark.skipif(not available(), reason="the extra “optimal” is not installed")


@needs_highs
@pytest.mark.parametrize("seed", range(8))
def test_the_proposer_reaches_the_proven_best_of_small_cases(seed):
    asked = wishes(seed)
    proven = best_groups(asked)
    assert proven.proven and proven.bound == proven.formed.value
    ours = form(asked, rounds=40)
    assert ours.value <= proven.formed.value
    assert ours.value >= 0.99 * proven.formed.value
    for g, people in enumerate(proven.formed.members):
        assert proven.formed.leaders[g] in people and 4 <= len(people) <= 8
        assert asked.can[proven.formed.slots[g]] >> proven.formed.leaders[g] & 1


@needs_highs
def test_what_is_fixed_holds_in_the_proof_too():
    asked = wishes(3)
    able = next(p for p in range(5) if asked.can[2] >> p & 1)
    fixed = msgspec.structs.replace(asked, slot_of={1: 2}, leader_of={1: able}, group_of={12: 0})
    proven, ours = best_groups(fixed).formed, form(fixed, rounds=40)
    assert proven.slots[1] == ours.slots[1] == 2 and proven.leaders[1] == ours.leaders[1] == able
    assert 12 in proven.members[0] and 12 in ours.members[0]
    assert 0.99 * proven.value <= ours.value <= proven.value


@needs_highs
def test_no_answer_is_proven_too():
    assert best_groups(wishes(1, leaders=0b11)).formed is None
    assert best_groups(wishes(1, leaders=0b11)).proven


@needs_highs
def test_it_stops_when_asked_and_says_what_is_not_proven():
    asked = wishes(2, people=60, groups=8, rooms=[3, 3, 3, 3], leaders=(1 << 20) - 1)
    heard: list[tuple[int, int]] = []
    asks = itertools.count()
    proof = Proof(
        seconds=30, stop=lambda: next(asks) > 3, progress=lambda done, of: heard.append((done, of))
    )
    formed = proof.solve(asked)
    assert formed is not None and sorted(p for group in formed.members for p in group) == list(
        range(60)
    )
    assert heard == [(0, 30)] and next(asks) < 1000
    assert proof.notes[0].startswith(("Not proven", "No proof was found in time."))


@needs_highs
def test_it_says_that_the_best_is_proven():
    proof = Proof()
    proof.solve(wishes(0))
    assert proof.notes[0].startswith("Proven")
    assert "by interest" in Proof().notes[0]


def test_without_highs_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(UserError, match=r"pip install 'bltui\[optimal\]'"):
        best_groups(wishes(1))
