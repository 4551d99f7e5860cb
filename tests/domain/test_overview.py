"""The first page: what needs somebody, and what comes next, in order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bltui.domain.checks import rules
from bltui.domain.checks.dashboard import AHEAD, first_page
from bltui.domain.checks.overview import Overview
from bltui.domain.model.building import Building, from_documents
from bltui.framework import load_framework

TODAY = date(2026, 11, 22)
FRAMEWORK = load_framework("south-dakota")


def team(memberships: dict[int, dict[str, Any]], **tables: Any) -> Building:
    return from_documents(
        {
            "profile": {1: {"name": "Sample School", "grades": ["K"]}},
            "people": {
                1: {"name": "Sample A"},
                2: {"name": "Sample B"},
                3: {"name": "Sample C", "employee_type": "external"},
                4: {"name": "Sample D", "active": False},
            },
            "seats": {
                1: {"label": "One"},
                2: {"label": "Two"},
                3: {"label": "Three", "archived": True},
            },
            "memberships": memberships,
            **tables,
        }
    )


def page(building: Building) -> Overview:
    return first_page(building, FRAMEWORK, TODAY, rules.check(building, FRAMEWORK, TODAY))


def coming(building: Building) -> list[tuple[str, str, str]]:
    return [(str(n.day), n.text, n.record) for n in page(building).next]


def test_an_empty_team_says_so() -> None:
    first = page(team({}, seats={}))
    assert first.empty
    assert first.next == ()
    assert first.facilitator is None
    assert (first.staff, first.year) == (2, "2026-27")


def test_terms_of_one_day_are_one_line_and_the_soonest_comes_first() -> None:
    building = team(
        {
            1: {"seat_id": 1, "person_id": 1, "end": "2027-06-30"},
            2: {"seat_id": 2, "person_id": 2, "end": "2027-06-30"},
            3: {"seat_id": 1, "person_id": 2, "start": "2027-07-01"},
        }
    )
    assert coming(building) == [
        ("2027-06-30", "2 terms end: Sample A (One), Sample B (Two)", "memberships/1"),
        ("2027-07-01", "starts: Sample B (One)", "memberships/3"),
    ]


def test_what_is_over_gone_or_far_is_left_out() -> None:
    far = TODAY + timedelta(AHEAD + 1)
    near = TODAY + timedelta(AHEAD)
    building = team(
        {
            1: {"seat_id": 1, "person_id": 1, "end": str(TODAY - timedelta(1))},
            2: {"seat_id": 1, "person_id": 1, "end": str(far)},
            3: {"seat_id": 1, "person_id": 4, "end": "2027-06-30"},
            4: {"seat_id": 3, "person_id": 1, "end": "2027-06-30"},
            5: {"seat_id": 1, "person_id": 1, "end": "2027-06-30", "status": "ended"},
            6: {"seat_id": 1, "person_id": 1, "end": "2027-06-30", "archived": True},
            7: {"seat_id": 2, "person_id": 2, "start": str(TODAY), "end": str(near)},
        }
    )
    assert coming(building) == [(str(near), "term ends: Sample B (Two)", "memberships/7")]


def test_duties_that_change_hands_are_next_things() -> None:
    building = team(
        {},
        assignments={
            1: {"role": "facilitator", "person_id": 1, "end": "2026-12-31"},
            2: {"role": "facilitator", "person_id": 2, "start": "2027-01-01"},
        },
    )
    assert coming(building) == [
        ("2026-12-31", "Sample A's last day as facilitator", "assignments/1"),
        ("2027-01-01", "Sample B becomes facilitator", "assignments/2"),
    ]
    assert page(building).facilitator == "Sample A"
    assert page(building).liaison == "Sample A"


def test_findings_are_parted_by_weight_and_none_is_lost() -> None:
    building = team({1: {"seat_id": 1, "person_id": 1}})
    found = rules.check(building, FRAMEWORK, TODAY)
    first = first_page(building, FRAMEWORK, TODAY, found)
    assert [*first.needs, *first.also] == found
    assert {f.severity for f in first.needs} <= {"error", "warn"}
    assert {f.severity for f in first.also} == {"info"}


def test_the_next_meeting_of_each_group_comes_and_every_one_of_the_week() -> None:
    series = {
        "pattern": {"type": "weekly", "days": ["mon", "thu"]},
        "time": {"from": "15:15", "to": "16:00"},
        "first": "2026-09-01",
        "until": "2026-12-10",
    }
    building = team(
        {},
        calendars={1: {"year": "2026-27", "first": "2026-08-24", "last": "2027-05-28"}},
        days={1: {"date": "2026-11-26", "kind": "no_school"}},
        cwgs={
            4: {"number": 3, "name": "Reading"},
            5: {"number": 9, "name": "Closed", "status": "closed"},
        },
        series={
            1: {**series, "cwg_id": 4, "room": "Room 4"},
            2: {**series, "team": "blt", "pattern": {"type": "weekly", "days": ["fri"]}},
            3: {**series, "cwg_id": 5},
        },
    )
    assert coming(building) == [
        ("2026-11-23", "CWG #3 Reading 3:15–4:00 PM in Room 4", "cwgs/4"),
        ("2026-11-27", "BLT 3:15–4:00 PM", "series/2"),
    ]
    assert [str(n.day) for n in page(building).week] == ["2026-11-23", "2026-11-27"]
