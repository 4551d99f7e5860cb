"""Queries at their limits: the last day or number that still counts, and the first that does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bltui.domain.checks import due_items
from bltui.domain.meetings.agenda import Due, come, gone, late, quorum, rotation, suggestions
from bltui.domain.meetings.voting import ways
from bltui.domain.model.school_year import COUNTED_DAYS
from bltui.domain.plan.alignment import alignment
from bltui.domain.team.rotation import strip
from bltui.domain.training.timeline import school_days
from bltui.domain.years.carry_over import carried_over
from bltui.domain.years.open_items import leftover

from .intents import TODAY, USUAL, building, day

FRAMEWORK = USUAL["framework"]
FIRST = date(2027, 7, 1)


@pytest.mark.parametrize(("days", "counts"), [(COUNTED_DAYS - 1, False), (COUNTED_DAYS, True)])
def test_the_strip_counts_a_year_from_the_counted_days_on(
    empty_team: Any, days: int, counts: bool
) -> None:
    team = empty_team()
    team.sit(
        "Sample A", kind="term", start="2026-07-01", end=(FIRST + timedelta(days - 1)).isoformat()
    )
    assert strip(team.building, TODAY).rows[0].serves == (True, counts, False, False)


@pytest.mark.parametrize(
    ("after_day", "upto", "days"),
    [
        ("2026-11-06", "2026-11-06", 0),
        ("2026-11-06", "2026-11-08", 0),
        ("2026-11-06", "2026-11-09", 1),
        ("2026-11-02", "2026-11-09", 5),
        ("2026-11-08", "2026-11-20", 10),
        ("2026-11-09", "2026-11-06", 0),
    ],
)
def test_school_days_without_a_calendar_are_weekdays(after_day: str, upto: str, days: int) -> None:
    assert school_days(None, day(after_day), day(upto)) == days


def test_what_a_year_leaves_open() -> None:
    there = building(
        (
            "feedback",
            2,
            {"text": "Later", "on": "2026-11-01", "decision": "carried", "carried_to": "2027-28"},
        ),
        (
            "feedback",
            3,
            {"text": "Now", "on": "2026-11-01", "decision": "carried", "carried_to": "2026-27"},
        ),
        (
            "feedback",
            4,
            {"text": "Told", "on": "2026-11-01", "answer": "Yes", "answered_on": "2026-11-02"},
        ),
        ("actions", 2, {"text": "Done", "status": "done"}),
        ("actions", 3, {"text": "Begun", "status": "doing"}),
        (
            "cycles",
            2,
            {
                "cwg_id": 1,
                "number": 2,
                "year": "2026-27",
                "start": "2026-11-01",
                "outcome": "stop",
                "phases": [],
            },
        ),
        ("trainings", 3, {"on": "2026-11-10"}),
        ("trainings", 4, {"on": "2026-07-01", "attended": [1]}),
        ("trainings", 5, {"on": "2026-06-30"}),
        ("inservices", 2, {"on": "2026-11-10", "reached": 0}),
        ("inservices", 3, {"on": "2026-07-01"}),
        ("steps", 1, {"step": 1, "year": "2026-27", "status": "done"}),
        ("steps", 2, {"step": 2, "year": "2026-27", "status": "not_applicable", "reason": "None"}),
    )
    left = leftover(there, FRAMEWORK, "2026-27", TODAY)
    assert {o.record for o in left.feedback} == {"feedback/1", "feedback/3"}
    assert {o.record for o in left.actions} == {"actions/1", "actions/3"}
    assert [o.record for o in left.cycles] == ["cycles/1"]
    assert {o.record for o in left.trainings} == {
        "trainings/1",
        "trainings/3",
        "inservices/1",
        "inservices/3",
    }
    assert [o.text.split(" ")[1] for o in left.steps] == ["3", "6", "7", "8"]


def test_what_is_carried_to_the_steps_of_a_year() -> None:
    there = building(
        *(
            (
                "feedback",
                n,
                {
                    "text": f"F{n}",
                    "on": "2026-05-01",
                    "decision": "carried",
                    "carried_to": "2026-27",
                    **more,
                },
            )
            for n, more in enumerate(
                (
                    {"carried_step": 1},
                    {"theme_ids": [1]},
                    {"theme_ids": [1]},
                    {"theme_ids": [2]},
                    {},
                ),
                2,
            )
        ),
        (
            "feedback",
            7,
            {
                "text": "Told",
                "on": "2026-05-01",
                "decision": "carried",
                "carried_to": "2026-27",
                "answer": "Yes",
                "answered_on": "2026-06-01",
            },
        ),
        ("actions", 2, {"text": "Goals", "about": "goal:1", "carried_to": "2026-27"}),
        ("actions", 3, {"text": "Step", "about": "step:2", "carried_to": "2026-27"}),
        ("actions", 4, {"text": "Else", "about": "step:5", "carried_to": "2026-27"}),
        ("actions", 5, {"text": "Done", "carried_to": "2026-27", "status": "done"}),
        ("actions", 6, {"text": "Old", "carried_to": "2025-26"}),
    )
    one, two, three = (
        sorted(o.record or "" for o in carried_over(there, "2026-27", step)) for step in (1, 2, 3)
    )
    assert one == ["actions/4", "feedback/2"]
    assert two == ["actions/2", "actions/3", "feedback/5", "feedback/6", "themes/1"]
    assert three == []


def test_roles_go_to_whoever_had_them_longest_ago() -> None:
    seats = [("seats", n, {"label": f"Seat {n}"}) for n in (2, 3)]
    terms = [("memberships", n, {"seat_id": n, "person_id": n}) for n in (2, 3)]
    there = building(
        *seats,
        *terms,
        ("meetings", 3, {"roles": {"facilitator": 1, "recorder": 2, "timekeeper": 3}}),
    )
    meeting = there.meetings[2]
    assert rotation(there, meeting) == {"facilitator": 1, "recorder": 3, "timekeeper": 2}
    assert rotation(there, meeting, ("recorder",)) == {"recorder": 1}
    taken = building(*seats, *terms, ("meetings", 2, {"roles": {"recorder": 1}}))
    assert rotation(taken, taken.meetings[2]) == {"recorder": 1, "facilitator": 2, "timekeeper": 3}
    group = building(("meetings", 2, {"team": "cwg:1"}))
    assert rotation(group, group.meetings[2]) == {"facilitator": 1, "recorder": 2}


def test_a_quorum_counts_voting_members_who_came() -> None:
    rules = ways({}, FRAMEWORK)
    seats = [
        ("seats", n, {"label": f"Seat {n}", "kind": "ad_hoc" if n == 4 else "core"})
        for n in (2, 3, 4)
    ]
    terms = [("memberships", n, {"seat_id": n, "person_id": n}) for n in (2, 3)]
    came = [
        ("attendance", n, {"meeting_id": 1, "person_id": n, "state": state})
        for n, state in ((1, "present"), (2, "late"), (3, "excused"), (4, "present"))
    ]
    there = building(*seats, *terms, *came)
    seen = quorum(there, there.meetings[1], rules)
    assert seen is not None and (seen.voting, seen.present, seen.needed, seen.met, seen.taken) == (
        3,
        2,
        2,
        True,
        True,
    )
    short = quorum(there, there.meetings[1], rules, 1)
    assert short is not None and not short.met and short.present == 1
    none = quorum(there, there.meetings[2], rules)
    assert none is not None and not none.taken
    assert (
        late(there, there.meetings[1]),
        come(there, there.meetings[1]),
        gone(there, there.meetings[1]),
    ) == (1, 2, 0)
    assert late(there, there.meetings[2]) is come(there, there.meetings[2]) is None
    left = building(
        *seats,
        *terms,
        *came,
        ("attendance", 1, {"state": "left"}),
        ("attendance", 4, {"state": "left"}),
    )
    assert (gone(left, left.meetings[1]), come(left, left.meetings[1])) == (1, 2)
    district = building(("meetings", 1, {"team": "dlt"}))
    assert quorum(district, district.meetings[1], rules) is None


def test_an_agenda_begins_with_what_is_open() -> None:
    there = building(
        ("actions", 1, {"due": "2026-11-23"}),
        ("actions", 2, {"text": "Of a group", "source": "meeting:5"}),
        ("meetings", 5, {"team": "cwg:1", "on": "2026-11-03"}),
        ("lines", 2, {"meeting_id": 1, "kind": "parking", "text": "Later", "person_id": 2}),
        ("lines", 3, {"meeting_id": 1, "kind": "parking", "text": "Settled", "done": True}),
        ("lines", 4, {"meeting_id": 2, "kind": "parking", "text": "Of this one"}),
        ("lines", 5, {"meeting_id": 5, "kind": "parking", "text": "Of a group"}),
    )
    found = suggestions(
        there, there.meetings[2], (), (Due("training:1", "Training"), Due("step:1", "Step"))
    )
    assert [(s.origin, s.kind) for s in found] == [
        ("actions", "previous"),
        ("parking:2", "previous"),
        ("training:1", "info"),
        ("step:1", "new"),
        ("feedback", "previous"),
    ]
    assert "1 open, 1 overdue" in found[0].title and found[1].owner_id == 2
    today = building(("actions", 1, {"due": "2026-11-24"}), ("agenda", 3, {"origin": "feedback"}))
    (actions,) = suggestions(today, today.meetings[2], ())
    assert "overdue" not in actions.title


def test_what_is_late_and_what_is_to_come() -> None:
    there = building(
        ("cycles", 1, {"due": "2026-11-09"}),
        ("steps", 1, {"step": 1, "year": "2026-27", "due": "2026-11-09", "status": "done"}),
        ("steps", 2, {"step": 2, "year": "2026-27", "due": "2026-11-09", "status": "in_progress"}),
        (
            "steps",
            3,
            {
                "board": "district",
                "step": 1,
                "year": "2026-27",
                "due": "2026-11-10",
                "status": "in_progress",
            },
        ),
        (
            "indicators",
            1,
            {
                "checks": [
                    {"planned": "2026-11-09"},
                    {"planned": "2026-11-10"},
                    {"planned": "2026-11-01", "actual": 0},
                ]
            },
        ),
    )
    assert {(d, r) for d, _, r in due_items.late(there, FRAMEWORK, TODAY)} == {
        (day("2026-11-09"), record) for record in ("cycles/1", "steps/2", "indicators/1")
    }
    assert {(d, r) for d, _, r in due_items.upcoming(there, FRAMEWORK, TODAY)} == {
        (TODAY, "steps/3"),
        (TODAY, "indicators/1"),
        (day("2026-11-11"), "trainings/2"),
    }
    closed = building(
        ("profile", 1, {"closed_years": {"2026-27": "2026-11-10"}}),
        ("indicators", 1, {"checks": [{"planned": "2026-11-09"}]}),
    )
    assert [r for _, _, r in due_items.late(closed, FRAMEWORK, TODAY)] == []


def test_a_goal_leads_to_the_district_and_groups_lead_to_a_goal() -> None:
    plan = ("goals", 1, {"district_goal_id": 1})
    money = [
        ("finances", n, {"text": f"Money {n}", "on": "2026-10-01", **link})
        for n, link in enumerate(
            ({"goal_id": 1}, {"strategy_id": 1}, {"district_goal_id": 1}, {}), 1
        )
    ]
    there = building(
        plan,
        *money,
        ("cwgs", 2, {"goal_id": 1, "status": "published"}),
        ("strategies", 1, {"cwg_ids": [1]}),
        ("trainings", 1, {"district_goal_ids": [1]}),
    )
    tree = alignment(there, "2026-27")
    (district,) = tree.aims[0].children
    assert [node.record for node in district.children] == ["goals/1", "trainings/1", "finances/3"]
    assert [node.record for node in district.children[0].children] == [
        "strategies/1",
        "cwgs/2",
        "finances/1",
    ]
    assert [node.record for node in district.children[0].children[0].children] == [
        "indicators/1",
        "cwgs/1",
        "finances/2",
    ]
    assert [node.record for node in tree.loose] == ["finances/4"]
    bare = building(
        ("strategies", 1, {"goal_id": None, "cwg_ids": [1]}), ("cwgs", 2, {"status": "published"})
    )
    loose = [node.record for node in alignment(bare, "2026-27").loose]
    assert loose == ["goals/1", "strategies/1", "cwgs/2"]
