"""`bltui meeting agenda --format …` and `meeting post`: the agenda is sent, and posted in time."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from .conftest import Shell, documents

BLT = "2026-12-01"


@pytest.fixture
def planned(bltui: Shell) -> Shell:
    """The BLT's next meeting with two items."""
    assert bltui("meeting", "plan", "--date", BLT).status == 0
    for words in (
        ("Budget", "--intent", "decide", "--preparation", "Read the draft"),
        ("Data", "--owner", "Avery Sample"),
    ):
        assert bltui("meeting", "item", "add", *words).status == 0
    return bltui


def test_intent_and_preparation_are_in_list_and_json_and_can_be_cleared(planned: Shell) -> None:
    text = planned("meeting", "agenda").out
    assert "Decide" in text and "item 1: Read the draft" in text
    budget, data = planned("meeting", "agenda", "--json").json["items"]
    assert (budget["intent"], budget["preparation"]) == ("decide", "Read the draft")
    assert (data["intent"], data["preparation"], data["owner"]) == (None, "", "Avery Sample")
    clear = ("--intent", "none", "--preparation", "")
    assert planned("meeting", "item", "edit", "Budget", *clear).status == 0
    assert planned("meeting", "agenda", "--json").json["items"][0]["intent"] is None


def test_a_field_is_in_the_file_only_if_somebody_entered_it(planned: Shell, school: Path) -> None:
    held = documents(school)
    data = next(one for one in held["agenda"].values() if one["title"] == "Data")
    meeting = next(one for one in held["meetings"].values() if one["on"] == BLT)
    assert not {"intent", "preparation"} & data.keys()
    assert not {"posted_on", "posted_at"} & meeting.keys()
    assert "public_body" not in held["profile"]["1"]


@pytest.mark.parametrize(
    ("form", "file", "begins"),
    [
        ("mail", "agenda.txt", "Subject: "),
        ("ics", "agenda.ics", "BEGIN:VCALENDAR"),
        ("md", "agenda.md", "# "),
        ("html", "agenda.html", "<!doctype html>"),
        ("text", "agenda.txt", "Sample building. "),
    ],
)
def test_the_agenda_is_written_in_each_form(
    planned: Shell, tmp_path: Path, form: str, file: str, begins: str
) -> None:
    printed = planned("meeting", "agenda", "--format", form).out
    assert printed.startswith(begins) and "Read the draft" in printed
    assert planned("meeting", "agenda", "--format", form, "--out", file).status == 0
    assert (tmp_path / file).read_bytes().decode() == printed
    value = planned("meeting", "agenda", "--format", form, "--json").json
    assert value["text"] == printed


def test_the_format_follows_the_ending_and_must_fit_it(planned: Shell, tmp_path: Path) -> None:
    assert planned("meeting", "agenda", "--out", "a.ics").status == 0
    (event,) = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert "1. Budget" in event["DESCRIPTION"]
    for form, file in (("mail", "b.md"), ("ics", "b.txt"), ("md", "b.ics")):
        refused = planned("meeting", "agenda", "--format", form, "--out", file)
        assert (refused.status, (tmp_path / file).exists()) == (2, False), refused
    assert planned("meeting", "agenda", "--out", "b.csv").status == 2


def test_the_clock_runs_only_for_a_public_body(planned: Shell) -> None:
    def said(*words: object) -> str:
        return planned(*words).out

    assert "ost the agenda by" not in said("meeting", "agenda") + said("status")
    assert planned("meeting", "agenda", "--json").json["posting"] is None
    assert planned("status", "--json").json["post_by"] is None
    assert planned("building", "set", "--public-body", "yes").status == 0
    assert "Post the agenda by Mon, Nov 30, 3:30 PM" in said("meeting", "agenda")
    assert "(post the agenda by Mon, Nov 30, 3:30 PM)" in said("status")
    assert planned("status", "--json").json["post_by"] == "2026-11-30T15:30"
    posting = planned("meeting", "agenda", "--json").json["posting"]
    assert posting == {"law": "SDCL 1-25-1.1", "by": "2026-11-30T15:30", "lacks_comment": True}
    assert planned("meeting", "prepare").status == 0
    posting = planned("meeting", "agenda", "--json").json["posting"]
    assert posting["lacks_comment"] is False


def test_posting_is_recorded_with_its_time(planned: Shell) -> None:
    assert planned("building", "set", "--public-body", "yes").status == 0
    number = planned("meeting", "list", "--json").json[-1]["id"]
    assert planned("meeting", "post", number, "--on", "2026-11-09", "--at", "3pm").status == 0
    assert planned("meeting", "show", number, "--json").json["posted_on"] == "2026-11-09"
    assert "Agenda posted Mon, Nov 9, 3:00 PM" in planned("meeting", "agenda").out
    assert planned("status", "--json").json["post_by"] is None
    refused = planned("meeting", "post", number, "--on", "2026-11-29")
    assert refused.status == 4 and "in the future" in refused.err
