"""What comes next, and what the messages tell other rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.checks.due_items import upcoming

TODAY = date(2026, 11, 10)


def test_what_comes_next_is_in_order(year: Any) -> None:
    year.put("steps", step=8, year="2026-27", status="in_progress", due="2026-11-10")
    year.put("steps", step=8, year="2025-26", status="in_progress", due="2026-11-20")
    year.put("steps", board="district", step=8, year="2026-27", due="2027-05-01")
    year.change("steps", 1, due="2026-12-01")  # done already
    assert upcoming(year.building, year.framework, TODAY) == [
        (TODAY, "step 8 is due: Gather feedback from teachers for next year's planning", "steps/4"),
        (date(2026, 11, 24), "CWG #1, cycle 1 is due", "cycles/1"),
        (date(2027, 1, 15), "progress check: adult indicator", "indicators/1"),
        (date(2027, 1, 15), "progress check: student indicator", "indicators/2"),
        (date(2027, 2, 1), "BLT training", "trainings/2"),
        (date(2027, 2, 15), "in-service day", "inservices/2"),
        (
            date(2027, 5, 1),
            "district step 8 is due: Gather feedback from BLTs, evaluate, plan next year",
            "steps/6",
        ),
    ]


def test_in_service_days_of_the_calendar_come_too(year: Any) -> None:
    for day, name in (
        ("2027-02-15", "In-service"),
        ("2027-03-19", "In-service"),
        ("2027-04-19", "Reading"),
    ):
        year.put("days", kind="in_service", date=day, name=name)
    found = [
        one
        for one in upcoming(year.building, year.framework, TODAY)
        if one[1].startswith("in-service")
    ]
    assert found == [
        (date(2027, 2, 15), "in-service day", "inservices/2"),
        (date(2027, 3, 19), "in-service day", "calendar/2027-03-19"),
        (date(2027, 4, 19), "in-service day: Reading", "calendar/2027-04-19"),
    ]


def test_a_message_to_the_district_is_a_contact(year: Any) -> None:
    year.put("assignments", role="facilitator", person_id=1, start="2026-08-01")
    assert year.found("FAC-04") == [
        (
            "warn",
            "No contact with the DLT is recorded, and Sample Principal became its liaison 101 days ago",
        )
    ]
    year.put("messages", party="dlt", on="2026-11-01", text="report")
    assert year.found("FAC-04") == []
    year.change("messages", 1, on="2026-11-11")
    assert len(year.found("FAC-04")) == 1
