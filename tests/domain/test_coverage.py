"""Coverage: what each group's status is, and that it agrees with counting by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.team.coverage import coverage
from bltui.domain.team.coverage_types import Coverage, GroupCoverage

TODAY = date(2026, 11, 10)
KEYS = [
    "ADMIN",
    "GRADES",
    "ECE",
    "GEN",
    "SPED",
    "ELL",
    "LEADER",
    "NONCERT",
    "STAKEHOLDER",
    "UNION",
    "CENTRAL",
]


def of(team: Any, framework: Any) -> Coverage:
    return coverage(team.building, framework, TODAY)


def test_json_shape(team: Any, framework: Any) -> None:
    team.profile(subgroups=["Gifted"])
    shape = msgspec.json.decode(msgspec.json.encode(of(team, framework)))
    groups = shape.pop("groups")
    assert shape == {
        "on": "2026-11-10",
        "seats": 12,
        "filled": 12,
        "people": 11,
        "size": "ok",
        "principal": True,
        "facilitator": "Sample Principal",
    }
    assert list(groups) == [*KEYS, "Gifted"]
    assert groups["UNION"] == {
        "status": "covered",
        "by": ["Sample Union"],
        "missing": [],
        "reason": None,
    }
    assert groups["Gifted"] == {
        "status": "missing",
        "by": [],
        "missing": ["Gifted"],
        "reason": None,
    }


@pytest.mark.parametrize(
    ("seats", "status", "missing"),
    [
        ([("GEN GRADES", ["K", "1", "2"])], "covered", ()),
        ([("GEN", ["K", "1"])], "missing", ("2",)),
        ([("SPED", ["K", "1", "2"])], "covered", ()),
        ([("LEADER", ["K", "1", "2"])], "missing", ("K", "1", "2")),
        ([("STAKEHOLDER", ["K"]), ("GEN", ["1"])], "missing", ("K", "2")),
        ([("", ["K", "1", "2"])], "missing", ("K", "1", "2")),
        ([("GEN", ["K"]), ("GRADES", ["2", "1", "9"])], "covered", ()),
    ],
)
def test_grades(
    empty_team: Any, framework: Any, seats: list[Any], status: str, missing: tuple[str, ...]
) -> None:
    team = empty_team()
    for n, (groups, grades) in enumerate(seats):
        team.sit(f"Sample {n}", groups, grades=grades)
    group = of(team, framework).groups["GRADES"]
    assert (group.status, group.missing) == (status, missing)


def test_classroom_teacher_speaks_for_the_grades_they_teach(
    empty_team: Any, framework: Any
) -> None:
    team = empty_team()
    team.sit("Sample A", "GEN")
    team.change("people", 1, grades=["K", "1"])
    assert of(team, framework).groups["GRADES"].missing == ("2",)
    team.change("seats", 1, groups=["SPED"])  # teaches all of them, but was not seated for a grade
    assert of(team, framework).groups["GRADES"].missing == ("K", "1", "2")


def test_departments(empty_team: Any, framework: Any) -> None:
    team = empty_team(coverage_by="departments", departments=["Math", "Art"])
    team.sit("Sample A", "GEN", subjects=["MATH"])
    assert of(team, framework).groups["GRADES"] == GroupCoverage("missing", ("Sample A",), ("Art",))
    team.sit("Sample B", "GEN")
    team.change("people", 2, subjects=["art"])
    assert of(team, framework).groups["GRADES"] == GroupCoverage(
        "covered", ("Sample A", "Sample B")
    )


def test_no_grades_entered_is_asked(empty_team: Any, framework: Any) -> None:
    group = of(empty_team(grades=[]), framework).groups["GRADES"]
    assert (group.status, group.reason) == ("ask", "Enter the building's grades.")


def test_early_childhood_by_grade_is_the_buildings_choice(empty_team: Any, framework: Any) -> None:
    team = empty_team(grades=["PK", "K"])
    team.sit("Sample A", "GEN", grades=["K"])
    assert of(team, framework).groups["ECE"].status == "missing"
    team.profile(early_grades=["PK", "K"])
    assert of(team, framework).groups["ECE"] == GroupCoverage("covered", ("Sample A",))


def test_asked_group_is_neither_covered_nor_missing(empty_team: Any, framework: Any) -> None:
    team = empty_team()
    team.sit("Sample A", label="Support staff", ask=["NONCERT", "SPED"])
    groups = of(team, framework).groups
    assert groups["NONCERT"] == GroupCoverage(
        "ask", reason="Enter what “Support staff” represents."
    )
    assert groups["SPED"].status == "ask" and groups["ELL"].status == "missing"
    team.change("memberships", 1, end="2026-11-09")  # whatever the role means, nobody is there
    assert of(team, framework).groups["NONCERT"].status == "missing"


def test_asked_teacher_leaves_only_their_own_grades_open(empty_team: Any, framework: Any) -> None:
    team = empty_team()
    team.sit("Sample A", "GEN", grades=["K"])
    team.sit("Sample B", label="Primary", ask=["GRADES"], grades=["1"])
    assert of(team, framework).groups["GRADES"] == GroupCoverage("missing", ("Sample A",), ("2",))
    team.change("seats", 2, grades=[])
    group = of(team, framework).groups["GRADES"]
    assert (group.status, group.missing) == ("ask", ())
    team.change("seats", 2, ask=["GEN"])  # even if it is a teacher's, it names no grade
    assert of(team, framework).groups["GRADES"].missing == ("1", "2")
    team.change("seats", 2, grades=["1", "2"])
    assert of(team, framework).groups["GRADES"].status == "ask"


def test_not_applicable_gives_its_reason(empty_team: Any, framework: Any) -> None:
    team = empty_team(
        not_applicable={"UNION": "no union here", "gifted": "none"}, subgroups=["Gifted"]
    )
    groups = of(team, framework).groups
    assert groups["UNION"] == GroupCoverage("na", reason="no union here")
    assert groups["Gifted"] == GroupCoverage("na", reason="none")


@pytest.mark.parametrize(
    ("people", "size"), [(0, "small"), (7, "small"), (8, "ok"), (17, "ok"), (18, "large")]
)
def test_size(empty_team: Any, framework: Any, people: int, size: str) -> None:
    team = empty_team()
    for n in range(people):
        team.sit(f"Sample {n}")
    team.sit("Sample Ad Hoc", kind="ad_hoc")
    assert (of(team, framework).people, of(team, framework).size) == (people, size)
    team.profile(limits={"size_min": people + 1})
    assert of(team, framework).size == "small"


def test_substitute_represents_the_group(empty_team: Any, framework: Any) -> None:
    team = empty_team()
    team.sit("Sample A", "UNION")
    team.change("memberships", 1, status="on_leave", substitute_person_id=team.person("Sample B"))
    assert of(team, framework).groups["UNION"].by == ("Sample B",)


SEATS = st.lists(
    st.tuples(
        st.lists(st.sampled_from([k for k in KEYS if k != "ECE"]), max_size=3, unique=True),
        st.lists(st.sampled_from(KEYS), max_size=2, unique=True),
        st.lists(st.sampled_from(["K", "1", "2", "9"]), max_size=3, unique=True),
        st.sampled_from(["core", "ad_hoc"]),
        st.integers(1, 4) | st.none(),
    ),
    max_size=6,
)


@given(seats=SEATS, na=st.sets(st.sampled_from(KEYS)))
def test_agrees_with_counting_by_hand(
    seats: Any, na: set[str], empty_team: Any, framework: Any
) -> None:
    team = empty_team(not_applicable=dict.fromkeys(na, "reason"))
    for n in range(1, 5):
        team.person(f"Sample {n}")
    for groups, ask, grades, kind, person in seats:
        seat = team.seat("Seat", " ".join(groups), kind, ask=ask, grades=grades)
        if person:
            team.term(seat, person)
    seen = of(team, framework)
    held = [s for s in seats if s[4]]
    assert (seen.seats, seen.filled) == (len(seats), len(held))
    assert seen.people == len({s[4] for s in held if s[3] == "core"})
    for key, group in seen.groups.items():
        assert not (group.status == "covered" and group.missing)
        assert (group.status == "missing") == bool(group.missing)
        assert (group.status == "na") == (key in na)
        if key in na or key == "GRADES":
            continue
        by = {f"Sample {s[4]}" for s in held if key in s[0]}
        asked = any(key in s[1] for s in held)
        assert set(group.by) == by and len(group.by) == len(by)
        assert group.status == ("covered" if by else "ask" if asked else "missing")
    if "GRADES" not in na:
        taught = {
            g for s in held if {"GRADES", "GEN", "SPED", "ELL", "UNION"} & set(s[0]) for g in s[2]
        }
        gaps = [g for g in ("K", "1", "2") if g not in taught]
        assert (seen.groups["GRADES"].status == "covered") == (not gaps)
        assert set(seen.groups["GRADES"].missing) <= set(gaps)


@pytest.mark.parametrize(
    ("grades", "status"),
    [(["6", "7", "8"], "na"), (["4", "5"], "na"), (["3", "4"], "missing"), (["K"], "missing")],
)
def test_early_childhood_does_not_apply_above_grade_3(
    grades: list[str], status: str, empty_team: Any, framework: Any
) -> None:
    group = of(empty_team(grades=grades), framework).groups["ECE"]
    assert group.status == status
    assert (group.reason is not None) == (status == "na")
