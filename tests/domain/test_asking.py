"""Asking for a proposal: who takes part, at which times, and what of the present groups stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building, from_documents
from bltui.domain.scheduler.request import ask, present, times_to_meet, to_place
from bltui.domain.series.year_schedule import Schedule, schedule_of

TODAY = date(2026, 9, 1)


def school(**group: Any) -> tuple[Building, Schedule]:
    """Four educators, two of them in a group that meets on Wednesdays at 15:15."""
    building = from_documents(
        {
            "profile": {1: {"name": "Sample School"}},
            "people": {
                1: {"name": "Sample A"},
                2: {"name": "Sample B"},
                3: {"name": "Sample C"},
                4: {"name": "Sample Gone", "active": False},
                5: {"name": "Sample Parent", "employee_type": "external"},
                6: {"name": "Sample Cook", "educator": False},
            },
            "calendars": {1: {"year": "2026-27", "first": "2026-08-24", "last": "2027-05-28"}},
            "bells": {
                1: {"label": "Regular", "periods": [{"id": "1", "from": "08:00", "to": "08:46"}]}
            },
            "cwgs": {
                7: {
                    "number": 1,
                    "name": "Reading",
                    "structure": "interest",
                    "leader_id": 1,
                    **group,
                }
                | {"members": [{"person_id": 1}, {"person_id": 2, "end": "2026-08-30"}]}
            },
            "series": {
                1: {
                    "cwg_id": 7,
                    "pattern": {"type": "weekly", "days": ["wed"]},
                    "time": {"from": "15:15", "to": "16:00"},
                    "first": "2026-09-01",
                    "until": "2027-05-28",
                }
            },
        }
    )
    return building, schedule_of(building, TODAY)


def test_every_educator_takes_part_or_only_who_is_in_no_group() -> None:
    _, schedule = school()
    assert to_place(schedule) == [1, 2, 3]
    assert to_place(schedule, unplaced=True) == [2, 3]


def test_times_are_those_of_the_bells_and_can_be_chosen() -> None:
    _, schedule = school()
    assert len(times_to_meet(schedule)) == 10
    assert [t.slot for t in times_to_meet(schedule, only=["WED 15"])] == ["Wed 15:15-16:00"]
    for typed in ("wed 15:15", "wed 3:15pm", "Wednesday 315p", "wed. 3:15"):
        assert [t.slot for t in times_to_meet(schedule, only=[typed])] == ["Wed 15:15-16:00"]
    assert times_to_meet(schedule, only=["sun"]) == times_to_meet(schedule, only=["mon 7am"]) == ()


def test_a_group_that_is_formed_anew_does_not_keep_its_own_people() -> None:
    building, schedule = school()
    times = times_to_meet(schedule, only=["wed 15:15"])
    anew = ask(building, schedule, "interest", times, low=1, high=8)
    assert (anew.topics, anew.kept) == (("Reading",), ())
    assert anew.people[0].states == ("free",)
    beside = ask(building, schedule, "horizontal", times, low=1, high=8)
    assert beside.people[0].states == ("busy",)
    assert [g.id for g in present(schedule, "interest")] == [7]


def test_what_is_locked_stays() -> None:
    building, schedule = school(locked=["slot", "leader"])
    times = times_to_meet(schedule)
    (kept,) = ask(building, schedule, "interest", times, low=1, high=8).kept
    assert times[kept.time or 0].label == "Wed 3:15–4:00 PM"
    assert (kept.cwg_id, kept.leader_id, kept.members, kept.locked) == (
        7,
        1,
        (1,),
        ("slot", "leader"),
    )
