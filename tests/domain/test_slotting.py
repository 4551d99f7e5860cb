"""Times for given groups against HiGHS, and people dealt into piles."""

from __future__ import annotations

import random

import pytest

from bltui.domain.scheduler.min_cost_flow import persons
from bltui.domain.scheduler.partition import across, by_key, spread
from bltui.domain.scheduler.time_assignment import Groups, choose_leaders, slot_groups


def question(people, seed, slots=9):
    """Groups by grade and by subject, so that everybody sits in two."""
    r = random.Random(seed)
    grades, subjects = {}, {}
    for p in range(people):
        grades.setdefault(r.randrange(max(3, people // 8)), []).append(p)
        subjects.setdefault(r.randrange(max(3, people // 10)), []).append(p)
    members = [sum(1 << p for p in m) for m in (*grades.values(), *subjects.values())]
    can = [
        sum(1 << p for p in range(people) if r.random() < (0.85 if s > 5 else 0.3))
        for s in range(slots)
    ]
    return Groups(
        members=members,
        can=can,
        free=can,
        rooms=[max(2, len(members) // 3)] * slots,
        leaders=(1 << people) - 1,
        allowed=[range(slots)] * len(members),
    )


def broken(q, answer):
    found = []
    for g, slot in enumerate(answer.slots):
        if not (
            q.can[slot] >> answer.leaders[g] & 1 and answer.members[g] >> answer.leaders[g] & 1
        ):
            found.append(("leader", g))
        if slot not in q.allowed[g]:
            found.append(("slot", g))
        found += [
            ("twice", g, h)
            for h in range(g)
            if answer.slots[h] == slot and answer.members[h] & answer.members[g]
        ]
    found += [("rooms", s) for s, room in enumerate(q.rooms) if answer.slots.count(s) > room]
    return found


@pytest.mark.parametrize(("people", "seed"), [(30, 1), (30, 2), (60, 3), (60, 4), (120, 5)])
def test_near_the_optimum_of_highs_with_no_rule_broken(people, seed):
    highspy = pytest.importorskip("highspy")
    q = question(people, seed)
    answer = slot_groups(q)
    assert not broken(q, answer)
    assert answer.attending == sum(
        (m & q.can[s]).bit_count() for m, s in zip(answer.members, answer.slots, strict=True)
    )
    solver = highspy.Highs()
    solver.silent()
    x = {
        (g, s): solver.addBinary()
        for g in range(len(q.members))
        for s in range(len(q.can))
        if q.can[s] >> answer.leaders[g] & 1
    }
    for g in range(len(q.members)):
        solver.addConstr(sum(x[g, s] for s in range(len(q.can)) if (g, s) in x) == 1)
        for h in range(g):
            for s in range(len(q.can)):
                if answer.members[g] & answer.members[h] and (g, s) in x and (h, s) in x:
                    solver.addConstr(x[g, s] + x[h, s] <= 1)
    for s in range(len(q.can)):
        if column := [x[g, s] for g in range(len(q.members)) if (g, s) in x]:
            solver.addConstr(sum(column) <= q.rooms[s])
    solver.maximize(sum((answer.members[g] & q.can[s]).bit_count() * v for (g, s), v in x.items()))
    assert answer.attending >= 0.97 * solver.getObjectiveValue()


def test_same_seed_same_answer_and_a_stop_still_answers():
    q = question(40, 7)
    assert slot_groups(q, seed=3, steps=4000) == slot_groups(q, seed=3, steps=4000)
    assert not broken(q, slot_groups(q, stop=lambda: True))


def test_the_leader_is_one_of_the_group_where_one_can():
    q = Groups(
        members=[0b0011, 0b1100],
        can=[0b1111],
        free=[0b1111],
        rooms=[2],
        leaders=0b0110,
        allowed=[[0], [0]],
    )
    assert choose_leaders(q) == [1, 2]
    assert (
        choose_leaders(
            Groups(**{**{f: getattr(q, f) for f in q.__struct_fields__}, "leaders": 0b0010})
        )
        is None
    )
    assert (
        slot_groups(
            Groups(members=[0b1], can=[0b0], free=[0], rooms=[1], leaders=0b1, allowed=[[0]])
        )
        is None
    )


def test_of_equal_slots_the_one_where_more_are_free_outright():
    q = Groups(
        members=[0b111],
        can=[0b111, 0b111],
        free=[0b011, 0b111],
        rooms=[1, 1],
        leaders=0b001,
        allowed=[[0, 1]],
    )
    assert slot_groups(q, steps=50).slots == [1]


def test_piles_by_key():
    keys = {0: ("7",), 1: ("7", "8"), 2: ("8",), 3: ("8",), 4: (), 5: ("7",)}
    piles, left = by_key(
        [0, 1, 2, 3, 4, 5], keys, ("7", "8"), low=1, high=2, title=lambda k: "-".join(k)
    )
    assert [(p.name, p.people) for p in piles] == [("7 a", [0, 5]), ("7 b", [1]), ("8", [2, 3])]
    assert left == [4]
    piles, _ = by_key([0, 2, 3], keys, ("7", "8"), low=2, high=8, title=lambda k: "-".join(k))
    assert [(p.name, p.people) for p in piles] == [("7-8", [0, 2, 3])]
    piles, _ = by_key([0, 2, 3], keys, (), low=2, high=8, title=lambda k: "-".join(k), merge=False)
    assert [p.name for p in piles] == ["7", "8"]


def test_dealing_across_is_even_by_key_and_by_size():
    r = random.Random(4)
    for _ in range(50):
        people = list(range(r.randint(4, 60)))
        keys = {p: (r.choice("abcde"),) for p in people}
        count = r.randint(1, 7)
        groups = across(people, keys, count)
        assert sorted(p for g in groups for p in g) == people
        for key in "abcde":
            sizes = [sum(keys[p] == (key,) for p in g) for g in groups]
            assert max(sizes) - min(sizes) <= 1
        assert max(map(len, groups)) - min(map(len, groups)) <= 1


def test_leaders_are_spread_within_a_subject():
    keys = {0: ("Art",), 1: ("Math",), 2: ("Art",), 3: ("Music",)}
    assert spread([[0, 1], [2, 3]], {0, 1}, keys) == [[2, 1], [0, 3]]
    assert spread([[0, 1], [3]], {0, 1}, keys) == [[0, 1], [3]]
    assert list(persons(0b101)) == [0, 2]
