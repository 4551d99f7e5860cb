"""Proposals for every structure: no rule broken, everybody placed once, the reason where there is
none.
"""

from __future__ import annotations

import random
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.availability import Moment
from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.people import Person
from bltui.domain.model.series import Series
from bltui.domain.scheduler.interest_groups import form
from bltui.domain.scheduler.proposals import (
    Candidate,
    Kept,
    Request,
    Time,
    accept,
    as_json,
    matched,
    moved,
)
from bltui.domain.scheduler.proposer import propose

SUBJECTS = ("ELA", "Math", "Science", "Social", "Art")
GRADES = ("6", "7", "8")
PERIODS = ("1", "2", "3", "4")
TIMES = (
    *(
        Time(f"Wed P{p}", places=4, when=Moment(2, 480 + 50 * n, 525 + 50 * n, p))
        for n, p in enumerate(PERIODS)
    ),
    Time("Wed 3:15–4:00 PM", ("104", "112", "Lab"), when=Moment(2, 915, 960)),
    Time("Thu 15:15-16:00", ("104", "112", "Lab"), when=Moment(3, 915, 960)),
    Time("Tue 07:15-08:00", places=3, when=Moment(1, 435, 480)),
)


def staff(count, seed=1, leaders=None):
    """A staff with one planning period each, and most free after school."""
    r = random.Random(seed)
    people = []
    for n in range(count):
        period = r.choice(PERIODS)
        states = ["free" if p == period else "teaching" for p in PERIODS]
        states += [r.choices(["free", "if_needed", "busy"], [6, 2, 2])[0] for _ in range(3)]
        people.append(
            Candidate(
                id=100 + n,
                name=f"Sample {n}",
                states=tuple(states),
                leads=n < (leaders if leaders is not None else count // 4),
                grades=(r.choice(GRADES),),
                subjects=(r.choice(SUBJECTS),),
                periods=(period,),
                topics=tuple(r.sample(range(4), 3)),
            )
        )
    return tuple(people)


def request(structure, count=32, **fields):
    people = fields.pop("people", None) or staff(
        count, **{k: fields.pop(k) for k in ("leaders",) if k in fields}
    )
    if "parts" in fields:
        fields["count"] = fields.pop("parts")
    fields = {"low": 3, "high": 8, "times": TIMES, "grades": GRADES, **fields}
    return Request(structure=structure, people=people, **fields)


def sound(asked, proposal):
    """Fails where a proposal breaks a rule."""
    assert proposal.feasible, proposal.reason
    who = {p.id: p for p in asked.people}
    used = {}
    for group in proposal.groups:
        assert group.leader_id in group.members
        assert who[group.leader_id].leads
        assert who[group.leader_id].states[group.time] in ("free", "if_needed")
        used.setdefault(group.time, []).append(group)
        late = {p for p, _ in group.cannot_come}
        assert late == {
            p for p in group.members if who[p].states[group.time] not in ("free", "if_needed")
        }
    assert len({g.leader_id for g in proposal.groups}) == len(proposal.groups)
    for time, groups in used.items():
        assert len(groups) <= asked.times[time].room_for
        sitting = [p for g in groups for p in g.members]
        assert len(sitting) == len(set(sitting))
        if asked.times[time].rooms:
            assert len({g.room for g in groups}) == len(groups)
    placed = [p for g in proposal.groups for p in g.members if p != g.leader_id]
    assert len(placed) == len(set(placed))
    assert {p for g in proposal.groups for p in g.members} == set(who)
    assert proposal.attending == sum(len(g.members) - len(g.cannot_come) for g in proposal.groups)


@pytest.mark.parametrize(
    "structure", ["horizontal", "vertical", "interdisciplinary", "common_planning"]
)
@pytest.mark.parametrize("count", [24, 40])
def test_every_structure_that_deals(structure, count):
    asked = request(structure, count, leaders=count // 2)
    proposal = propose(asked, rounds=15)
    sound(asked, proposal)
    assert proposal == propose(asked, rounds=15)


def test_horizontal_groups_are_of_one_grade_and_vertical_of_one_subject():
    for structure, field in (("horizontal", "grades"), ("vertical", "subjects")):
        asked = request(structure, 48, leaders=48)
        who = {p.id: getattr(p, field)[0] for p in asked.people}
        for group in propose(asked, rounds=5).groups:
            assert len({who[p] for p in group.members}) == 1
            assert 3 <= len(group.members) <= 8


def test_small_grades_are_joined_with_their_neighbour():
    people = tuple(
        msgspec.structs.replace(p, grades=(g,))
        for p, g in zip(staff(8, leaders=8), "66677788", strict=True)
    )
    proposal = propose(request("horizontal", people=people), rounds=5)
    assert [g.name for g in proposal.groups] == ["Grade 6", "Grades 7-8"]
    assert proposal.notes == ("Grades 7-8: combined, because one of them has fewer than 3 people.",)


def test_who_has_no_grade_is_named():
    people = (*staff(6, leaders=6), Candidate(id=1, name="Sample Clerk", states=("free",) * 7))
    proposal = propose(request("horizontal", people=people), rounds=5)
    assert "Not placed, because they have no grade: Sample Clerk." in proposal.notes


def test_interdisciplinary_groups_share_every_subject_evenly():
    asked = request("interdisciplinary", 40, leaders=40)
    subject = {p.id: p.subjects[0] for p in asked.people}
    groups = propose(asked, rounds=5).groups
    assert len(groups) == 5
    for name in SUBJECTS:
        counts = [sum(subject[p] == name for p in g.members) for g in groups]
        assert max(counts) - min(counts) <= 1


def test_common_planning_meets_in_that_period_and_small_ones_after_school():
    people = tuple(
        msgspec.structs.replace(
            p,
            periods=(period,),
            states=(
                *("free" if q == period else "teaching" for q in PERIODS),
                "free",
                "free",
                "busy",
            ),
        )
        for p, period in zip(staff(12, leaders=12), "111122223344", strict=True)
    )
    asked = request("common_planning", people=people)
    proposal = propose(asked, rounds=5)
    sound(asked, proposal)
    times = {g.name: TIMES[g.time].label for g in proposal.groups}
    assert times["Planning period 1"] == "Wed P1" and times["Planning period 2"] == "Wed P2"
    assert times["After school"] in ("Wed 3:15–4:00 PM", "Thu 15:15-16:00")
    assert proposal.attending == proposal.of == 12


def test_interest_gives_first_choices_where_all_can_come():
    people = tuple(
        msgspec.structs.replace(p, topics=(n % 4, (n + 1) % 4, (n + 2) % 4), states=("free",) * 7)
        for n, p in enumerate(staff(24, leaders=8))
    )
    asked = request("interest", people=people, topics=("Reading", "Data", "Writing", "Culture"))
    proposal = propose(asked)
    sound(asked, proposal)
    topics = {p.id: p.topics[0] for p in people}
    assert all(topics[p] == n for n, g in enumerate(proposal.groups) for p in g.members)
    assert proposal.attending == 24


def test_of_equal_times_the_one_where_fewer_come_only_if_needed():
    people = tuple(
        msgspec.structs.replace(p, states=("busy",) * 4 + ("if_needed", "free", "busy"))
        for p in staff(8, leaders=2)
    )
    for asked in (
        request("interest", people=people, topics=("Reading",)),
        request("interdisciplinary", people=people),
    ):
        proposal = propose(asked, rounds=5)
        assert [TIMES[g.time].label for g in proposal.groups] == ["Thu 15:15-16:00"]
        assert proposal.groups[0].if_needed == ()


def test_what_is_locked_stays():
    people = staff(32, leaders=10)
    able = next(p.id for p in people if p.leads and p.states[4] == "free")
    locked = Kept(
        name="Book club", members=tuple({able, 110, 111, 112}), leader_id=able, time=4, locked=("slot", "leader", "members"), cwg_id=9
    )  # fmt: skip
    for structure, more in (
        ("interest", {"topics": ("Reading", "Data", "Writing", "Culture")}),
        ("vertical", {}),
    ):
        asked = request(structure, people=people, kept=(locked,), **more)
        proposal = propose(asked, rounds=10)
        sound(asked, proposal)
        group = next(g for g in proposal.groups if g.name == "Book club")
        assert (
            group.leader_id == able
            and group.time == 4
            and set(locked.members) <= set(group.members)
        )
        assert group.cwg_id == 9


REASONS = [
    ({"structure": "interest", "topics": ("a", "b"), "high": 8}, "32 people do not fit 2 groups of at most 8 (16)."),
    ({"structure": "interest", "topics": ("a",) * 12}, ("32 people do not fit 12 groups of at least 3 (36).")),
    ({"structure": "interest"}, "No topics. Add the topics that people can choose from."),
    ({"structure": "interdisciplinary", "leaders": 3}, ("Only 3 BLT members can come at any of these times; 4 groups need a leader.")),
    ({"structure": "interdisciplinary", "leaders": 0, "parts": 4}, "Only 0 BLT members can come"),
    ({"structure": "interdisciplinary", "parts": 3}, "32 people do not fit 3 groups of at most 8 (24)."),
    ({"structure": "vertical", "times": ()}, "No times to meet. Add one or more."),
    ({"structure": "vertical", "times": (Time("Wed", places=1, when=Moment(2, 915, 960)),)}, "groups, but only 1 room at these times"),
    ({"structure": "student_needs"}, "formed by hand"),
    ({"structure": "common_planning", "times": TIMES[1:4]}, "no time is in that period."),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "says"), REASONS)
def test_the_reason_when_nothing_is_feasible(fields, says):
    proposal = propose(request(**fields))
    assert not proposal.feasible and says in proposal.reason and proposal.groups == ()
    assert propose(Request(structure="interest", people=(), times=TIMES)).reason.startswith(
        "No people to place."
    )


def test_a_period_that_no_blt_member_shares_is_named():
    people = tuple(
        msgspec.structs.replace(
            p,
            periods=(q,),
            leads=q == "1",
            states=tuple("free" if r == q else "teaching" for r in PERIODS) + ("busy",) * 3,
        )
        for p, q in zip(staff(8), "11112222", strict=True)
    )
    proposal = propose(request("common_planning", people=people, times=TIMES[:4]))
    assert (
        proposal.reason
        == "Planning period 2: no BLT member can come at Wed P2, so no one can lead it. Add a time."
    )


def test_it_can_be_stopped_and_tells_its_progress():
    asked = request("vertical", 48, leaders=30)
    seen = []
    sound(
        asked, propose(asked, stop=lambda: True, progress=lambda done, of: seen.append((done, of)))
    )
    assert seen and all(0 <= done <= of for done, of in seen)


def school(cwgs=()):
    people = {n: Person(id=n, name=f"Sample {n}") for n in range(100, 140)}
    return Building.of(
        profile=Profile(id=1, name="Sample School"), people=people, cwgs={g.id: g for g in cwgs},
    )  # fmt: skip


def test_taking_a_proposal_over_makes_drafts_with_their_series():
    asked = request("interdisciplinary", 24, leaders=12)
    proposal = propose(asked, rounds=5)
    change = accept(
        school(),
        proposal=proposal,
        times=TIMES,
        which=[0, 2],
        first=date(2026, 9, 7),
        until=date(2027, 5, 20),
        interval=2,
    )
    assert change.says == "CWG proposal saved: #1 Team A, #2 Team C"
    cwgs = [e.after for e in change.edits if e.table == "cwgs"]
    series = [
        msgspec.convert({**e.after, "id": e.id}, Series)
        for e in change.edits
        if e.table == "series"
    ]
    assert [c["leader_id"] for c in cwgs] == [
        proposal.groups[0].leader_id,
        proposal.groups[2].leader_id,
    ]
    assert [s.cwg_id for s in series] == [1, 2] and all(s.pattern.interval == 2 for s in series)
    when = TIMES[proposal.groups[0].time].when
    assert series[0].time.period == (when.period or None)
    assert not accept(school(), proposal=proposal, times=TIMES, which=[])


def test_beside_the_present_state():
    asked = request("interdisciplinary", 16, leaders=16)
    proposal = propose(asked, rounds=5)
    first, second = proposal.groups
    present = [
        Cwg(id=7, number=7, name="Old", structure="interdisciplinary",
            members=(*(Member(p, date(2026, 8, 24)) for p in second.members[:5]), Member(first.members[0]))),
    ]  # fmt: skip
    tied = matched(proposal, present)
    assert [g.cwg_id for g in tied.groups] == [None, 7]
    assert moved(tied, present) == (first.members[0],)
    change = accept(school(present), proposal=tied, times=TIMES)
    old = next(e for e in change.edits if e.id == 7).after["members"]
    assert {m["person_id"] for m in old} == set(second.members)
    assert sum("start" in m for m in old) == 5
    assert next(e for e in change.edits if e.id != 7).after["number"] == 1


def test_the_public_json():
    asked = request("interdisciplinary", 24, leaders=12)
    proposal = propose(asked, rounds=5)
    shape = as_json(proposal, {p.id: p.name for p in asked.people}, TIMES)
    assert list(shape) == ["seed", "feasible", "reason", "attending", "of", "groups", "notes"]
    assert list(shape["groups"][0]) == ["name", "leader", "slot", "room", "members", "cannot_come"]
    assert shape["of"] == 24 and shape["feasible"] is True


def test_another_solver_can_take_the_place_of_the_search():
    asked, seen = request("interest", 32, topics=("Reading", "Data", "Writing", "Culture")), []

    def solver(wishes):
        seen.append(wishes)
        return form(wishes, rounds=2)

    sound(asked, propose(asked, solver=solver))
    assert seen[0].people == 32
    assert propose(asked, solver=lambda wishes: None).reason.startswith(
        "No proposal can keep everything that is locked."
    )


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["horizontal", "vertical", "interdisciplinary", "common_planning", "interest"]),
    st.integers(1, 30),
    st.integers(0, 12),
    st.integers(1, 4),
    st.integers(4, 9),
    st.integers(1, 7),
    st.integers(0, 10**6),
)
def test_any_request_gets_a_sound_proposal_or_a_reason(
    structure, count, leaders, low, high, times, seed
):
    asked = request(
        structure,
        people=staff(count, seed, leaders),
        low=low,
        high=high,
        times=TIMES[-times:],
        topics=("Reading", "Data", "Writing", "Culture"),
    )
    proposal = propose(asked, rounds=3)
    assert proposal.feasible == (proposal.reason is None)
    if proposal.feasible:
        unplaced = {p.id for p in asked.people} - {p for g in proposal.groups for p in g.members}
        assert not unplaced
        sound(asked, proposal)
        if structure == "interest":
            assert all(low <= len(g.members) <= high for g in proposal.groups)
