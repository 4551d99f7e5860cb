"""The agenda as a page, a mail, and a calendar event: complete, harmless, and read back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from recurring_ical_events import of

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.meetings.minutes import minutes
from bltui.domain.meetings.minutes_parts import Minutes
from bltui.domain.meetings.planning import add_item, edit_meeting, move_meeting, plan_meeting
from bltui.domain.meetings.posting import post_agenda
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Intent
from bltui.domain.model.combine import after
from bltui.domain.model.meetings import INTENTS, Meeting
from bltui.exchange.agenda_report import agenda_page, agenda_text, event_text, mail_text
from bltui.exchange.feeds import meeting_event, whole_feed
from bltui.exchange.page import WRITERS
from bltui.exchange.writing import written
from bltui.framework import load_framework
from tests.sample_building import documents

TODAY = date(2026, 11, 10)
#: A day of the BLT's series in the sample building, and one without a meeting.
REGULAR, OTHER = date(2026, 12, 1), date(2026, 12, 9)
FRAMEWORK = load_framework("south-dakota")


def school(*intents: Intent, **profile: Any) -> Building:
    made = documents(TODAY)
    made["profile"][1].update(profile)
    found = from_documents(made)
    for intent in intents:
        found = after(found, intent(found))
    return found


def planned(*intents: Any, on: date = REGULAR, **profile: Any) -> tuple[Building, Meeting]:
    """Return the sample building with one more meeting. The intents take its number."""
    found = school(partial(plan_meeting, on=on), **profile)
    number = max(found.meetings)
    for intent in intents:
        found = after(found, intent(found, meeting_id=number))
    return found, found.meetings[number]


def item(title: str, **fields: Any) -> Any:
    return partial(add_item, title=title, **fields)


def value(building: Building, meeting: Meeting) -> Minutes:
    return minutes(building, FRAMEWORK, meeting)


BUDGET = item("Budget", minutes=15, owner_id=1, intent="decide", preparation="Read the draft")


def test_everything_that_was_entered_is_in_every_form() -> None:
    building, meeting = planned(BUDGET, item("Data"), partial(post_agenda, on=TODAY, today=TODAY))
    found = value(building, meeting)
    page = agenda_page(found, building.profile.name)
    forms = [written(page, form).decode() for form in WRITERS]
    owner = building.people[1].name
    for text in (*forms, mail_text(found, "Sample"), event_text(found)):
        for part in ("Budget", "15 min", owner, "Decide", "Read the draft", "Room 12", "Nov 10"):
            assert part in text, (part, text)
    assert agenda_text(found).endswith("\n2. Data\n")  # nothing is said of it


def test_every_intent_has_its_word_and_none_is_made_up() -> None:
    building, meeting = planned(*(item(key, intent=key) for key in INTENTS), item("none"))
    text = agenda_text(value(building, meeting))
    assert [line.strip() for line in text.splitlines() if line.strip() in INTENTS.values()] == [
        *INTENTS.values()
    ]


def test_public_comment_is_shown_as_a_default_until_there_is_an_item() -> None:
    building, meeting = planned(BUDGET)
    assert "ublic comment" not in agenda_text(value(building, meeting))
    building, meeting = planned(BUDGET, public_body="yes")
    found = value(building, meeting)
    pages = [written(agenda_page(found, "Sample"), form).decode() for form in WRITERS]
    assert all("Public comment (default)" in text.replace("\\", "") for text in pages)
    assert "\n2. Public comment (default)\n" in agenda_text(found)
    building, meeting = planned(BUDGET, item("Public comment"), public_body="yes")
    assert "default" not in agenda_text(value(building, meeting))


def test_how_often_an_item_was_there_is_on_the_agenda() -> None:
    building, meeting = planned(item("Budget", origin="item:1"))
    assert "1. Budget (2nd time)" in agenda_text(value(building, meeting))


@given(st.text(min_size=1, max_size=60))
def test_a_mail_has_one_subject_whatever_the_school_is_called(name: str) -> None:
    building, meeting = MADE
    head, _, body = mail_text(value(building, meeting), name).partition("\n\n")
    assert head.startswith("Subject: ") and len(head.splitlines()) == 1
    assert not any(line.startswith(("Subject:", "To:")) for line in body.splitlines())


MADE = planned(BUDGET)


def _event(data: bytes) -> Event:
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("intents", "on", "regular"),
    [
        ((), REGULAR, True),
        ((partial(move_meeting, to=date(2026, 12, 3)),), REGULAR, False),
        ((), OTHER, False),
    ],
    ids=["regular", "moved", "separate"],
)
def test_the_event_is_the_one_of_the_feed(intents: Any, on: date, regular: bool) -> None:
    building, meeting = planned(*intents, BUDGET, on=on)
    data = meeting_event(building, meeting, event_text(value(building, meeting)))
    event = _event(data)
    feed = Calendar.from_ical(whole_feed(building, year=calendar_of(building, meeting.on)))
    same = [e for e in of(feed).at(meeting.on) if e["UID"] == event["UID"]]
    assert [e["DTSTART"].dt for e in same] == [event["DTSTART"].dt]
    assert ("RECURRENCE-ID" in event) is regular
    # Without the time of the occurrence, an import would move the whole series.
    rules = [e for e in feed.walk("VEVENT") if e["UID"] == event["UID"] and "RRULE" in e]
    assert bool(rules) is regular
    assert "1. Budget" in event["DESCRIPTION"] and "Read the draft" in event["DESCRIPTION"]
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_a_meeting_without_a_time_or_a_feed_is_an_event_too() -> None:
    dlt = school(partial(plan_meeting, on=OTHER, team="dlt", start="15:30"))
    number = max(dlt.meetings)
    event = _event(meeting_event(dlt, dlt.meetings[number], "Agenda"))
    assert str(event["SUMMARY"]) == "DLT" and event["UID"].startswith(f"m{number}@")
    building, meeting = planned(on=OTHER)
    building = after(building, edit_meeting(building, seen=meeting, start="", end=""))
    event = _event(meeting_event(building, building.meetings[meeting.id], "Agenda"))
    assert event["DTSTART"].dt == OTHER
    bare = from_documents(
        {
            "profile": {1: {"name": "Sample School", "grades": ["K"]}},
            "meetings": {1: {"on": "2026-12-09", "start": "15:30"}},
        }
    )
    assert _event(meeting_event(bare, bare.meetings[1], "Agenda"))["DTSTART"].dt.hour == 15


def test_a_long_agenda_fits_into_an_event() -> None:
    long = [item(f"{n} {'word ' * 40}", preparation="read " * 40) for n in range(60)]
    building, meeting = planned(*long)
    found = value(building, meeting)
    event = _event(meeting_event(building, meeting, event_text(found)))
    assert str(event["DESCRIPTION"]).endswith("…") and len(agenda_text(found)) > 4000
