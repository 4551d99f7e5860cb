"""Who serves on a day: terms, leave, alternates, the principal, duties."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bltui.domain.team.membership import on_day, says_principal

TODAY = date(2026, 11, 10)


def holders(team: Any, seat: int, day: date = TODAY) -> list[int]:
    return [h.person_id for h in on_day(team.building, day).seats[seat]]


@pytest.mark.parametrize(
    ("fields", "serves"),
    [
        ({}, True),
        ({"start": "2026-11-10"}, True),
        ({"start": "2026-11-11"}, False),
        ({"end": "2026-11-10"}, True),
        ({"end": "2026-11-09"}, False),
        ({"status": "ended", "end": "2027-06-30"}, False),
        ({"status": "on_leave"}, False),
        ({"archived": True}, False),
    ],
)
def test_membership_serves_from_start_to_end(
    empty_team: Any, fields: dict[str, Any], serves: bool
) -> None:
    team = empty_team()
    team.sit("Sample A")
    team.change("memberships", 1, **fields)
    serving = on_day(team.building, TODAY)
    assert bool(serving.seats[1]) is serves is (1 not in serving.vacant)
    assert serving.people == ((1,) if serves else ())


def test_substitute_stands_in_during_leave(empty_team: Any) -> None:
    team = empty_team()
    team.sit("Sample A")
    substitute = team.person("Sample B")
    team.change("memberships", 1, status="on_leave", substitute_person_id=substitute)
    assert [(h.person_id, h.substitute) for h in on_day(team.building, TODAY).seats[1]] == [
        (substitute, True)
    ]
    team.change("people", substitute, active=False)
    assert (
        on_day(team.building, TODAY).vacant[1].why == "Sample A is on leave, without a substitute"
    )


def test_alternates_take_turns_by_the_year_in_which_school_starts(empty_team: Any) -> None:
    team = empty_team()
    seat = team.seat("Grade 1 or 2", "GEN", "alternate")
    odd, even = team.person("Sample Odd"), team.person("Sample Even")
    team.term(seat, odd, active_years="odd")
    team.term(seat, even, active_years="even")
    assert holders(team, seat, date(2026, 7, 1)) == [even]
    assert holders(team, seat, date(2027, 6, 30)) == [even]
    assert holders(team, seat, date(2027, 7, 1)) == [odd]


@pytest.mark.parametrize(
    ("fields", "since", "why"),
    [
        ({"end": "2026-09-30"}, "2026-10-01", ""),
        ({"start": "2027-01-01"}, "2026-08-01", "Sample A starts on Jan 1, 2027"),
        ({"status": "ended"}, "2026-08-01", ""),
        ({"status": "on_leave"}, None, "Sample A is on leave, without a substitute"),
        ({"person_id": 2}, None, "Sample Gone has left the building"),
        ({"person_id": 3, "archived": True}, "2026-08-01", ""),
    ],
)
def test_vacant_since(empty_team: Any, fields: dict[str, Any], since: str | None, why: str) -> None:
    team = empty_team()
    team.sit("Sample A", since="2026-08-01")
    team.person("Sample Gone", active=False)
    team.change("memberships", 1, **fields)
    vacancy = on_day(team.building, TODAY).vacant[1]
    assert (vacancy.since and vacancy.since.isoformat(), vacancy.why) == (since, why)


def test_vacant_in_the_partners_year_since_it_began(empty_team: Any) -> None:
    team = empty_team()
    team.sit("Sample A", kind="alternate")
    team.change("memberships", 1, active_years="odd")
    vacancy = on_day(team.building, TODAY).vacant[1]
    assert (vacancy.since, vacancy.why) == (date(2026, 7, 1), "Sample A serves in odd years")


def test_people_count_once_and_ad_hoc_members_not(empty_team: Any) -> None:
    team = empty_team()
    team.sit("Sample A")
    team.sit("Sample B", kind="ad_hoc")
    team.term(team.seat("Second"), 1)
    serving = on_day(team.building, TODAY)
    assert serving.people == (1,) and serving.members == (1, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Principal", True),
        ("Principal, Sample School", True),
        ("Interim Principal (facilitator)", True),
        ("Co-Principal", True),
        ("Assistant Principal", False),
        ("Asst. Principal", False),
        ("Vice-Principal", False),
        ("AP", False),
        ("Secretary to the Principal", False),
        ("Principal's secretary", False),
        ("Principal or Assistant Principal", "ask"),
        ("Principal/AP", "ask"),
        ("Administrator", "ask"),
        ("Head of School", "ask"),
        ("Administrative assistant", None),
        ("Grade 2 teacher", None),
        ("AP Chemistry teacher", None),
        ("", None),
    ],
)
def test_says_principal(text: str, said: object) -> None:
    assert says_principal(text) is said or says_principal(text) == said == "ask"


@pytest.mark.parametrize(
    ("title", "label", "groups", "kind", "principal"),
    [
        ("", "Principal", "ADMIN", "admin", True),
        ("Assistant Principal", "Principal or Assistant Principal", "ADMIN", "admin", False),
        ("", "Principal or Assistant Principal", "ADMIN", "admin", "ask"),
        ("", "Building leader", "ADMIN", "admin", "ask"),
        ("Principal", "Office", "", "certified", True),
        ("Principal of the middle school", "Visitor", "CENTRAL", "external", False),
        ("", "Grade 2", "GEN", "certified", False),
    ],
)
def test_principal_by_title_then_by_seat(
    empty_team: Any, title: str, label: str, groups: str, kind: str, principal: object
) -> None:
    team = empty_team()
    team.sit("Sample A", groups, label=label)
    team.change("people", 1, title=title, employee_type=kind)
    assert on_day(team.building, TODAY).principal == principal


def test_one_certain_principal_is_enough(empty_team: Any) -> None:
    team = empty_team()
    team.sit("Sample A", "ADMIN", label="Administrator")
    assert on_day(team.building, TODAY).principal == "ask"
    team.term(team.seat("Principal", "ADMIN"), 1)
    assert on_day(team.building, TODAY).principal is True


def test_liaison_is_the_facilitator_unless_named(empty_team: Any) -> None:
    team = empty_team()
    for name in ("Sample A", "Sample B", "Sample C"):
        team.person(name)
    assert on_day(team.building, TODAY).liaison is None
    team.duty("facilitator", 1)
    team.duty("facilitator", 2, start="2026-09-01")
    team.duty("facilitator", 3, start="2026-11-11")
    assert (on_day(team.building, TODAY).facilitator, on_day(team.building, TODAY).liaison) == (
        2,
        2,
    )
    team.duty("primary_liaison", 3, end="2026-11-10")
    assert on_day(team.building, TODAY).liaison == 3
    assert on_day(team.building, date(2026, 11, 11)).liaison == 3
    assert on_day(team.building, date(2026, 11, 11)).facilitator == 3
    team.change("people", 3, active=False)
    assert on_day(team.building, date(2026, 11, 11)).facilitator == 2
