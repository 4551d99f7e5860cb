"""Handout 8: the words of the form, six groups a sheet, all dates, and text of people as text."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import msgspec
import pytest

from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.people import Person
from bltui.domain.model.series import MeetingException, Series, Slot, Weekly, Where
from bltui.domain.schedule.days import timetable
from bltui.domain.schedule.phrase_words import show_room
from bltui.domain.series.team_meetings import expand_teams
from bltui.domain.series.year_schedule import Schedule
from bltui.exchange.handout8 import WRITERS, handout
from bltui.exchange.text_table import width, wrapped

TABLE = timetable(
    Calendar(id=1, year="2026-27", first=date(2026, 8, 24), last=date(2027, 5, 28)),
    [
        Day(id=1, date=date(2026, 12, 21), to=date(2027, 1, 1), kind="no_school"),
        Day(id=2, date=date(2026, 11, 25), to=date(2026, 11, 27), kind="no_school"),
    ],
)
NAMES = {1: "Sample Ortiz", 2: "Sample Abara", 3: "Sample Cole"}


def page(
    count=1, name="Grade 7", names=NAMES, exceptions=(), school="Lincoln Middle School", **fields
):
    groups = {
        n: Cwg(
            id=n,
            number=n,
            name=name,
            structure="horizontal",
            leader_id=1,
            members=(Member(1), Member(2), Member(3, None, date(2026, 9, 1))),
            **fields,
        )
        for n in range(1, count + 1)
    }
    series = {
        n: Series(
            id=n,
            cwg_id=n,
            pattern=Weekly(("wed",), 2),
            time=Slot("15:15", "16:00"),
            first=date(2026, 9, 9),
            until=date(2027, 5, 20),
            room="104",
        )
        for n in groups
    }
    schedule = Schedule(
        groups=groups,
        series=series,
        expansions=expand_teams(list(series.values()), exceptions, {}, TABLE)[1],
        table=TABLE,
        people={n: Person(id=n, name=text) for n, text in names.items()},
        today=date(2026, 11, 22),
    )
    building = Building.of(Profile(id=1, name=school))
    return handout(building, schedule, date(2026, 11, 22))


FORM = (
    "Building-Level Plans",
    "School",
    "How will you form your Collaborative Work Groups (CWGs)?",
    (
        "Use the chart to identify each CWG leader, members, and specific, regular meeting times with "
        "dates."
    ),
    "Attach more sheets if necessary.",
    "CWG #1",
    "Meeting Times",
    "Leader",
    "Members",
)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_words_of_the_form_and_the_facts_are_on_it(kind):
    printed = " ".join(WRITERS[kind](page()).replace("\\", "").split())
    for words in FORM:
        assert words in printed, words
    for fact in (
        "Lincoln Middle School",
        "2026-27",
        "Grade 7",
        "Horizontal by grade level",
        "Sample Ortiz",
        "Sample Abara",
    ):
        assert fact in printed, fact
    assert "Every other Wed" in printed and "3:15–4:00 PM Rm 104" in printed
    assert "Sample Cole" not in printed


def test_every_date_is_printed():
    box = page().boxes[0]
    assert box.times[2] == (
        "Sep 9, 23; Oct 7, 21; Nov 4, 18; Dec 2, 16; Jan 13, 27; Feb 10, 24; Mar 10, 24; Apr 7, 21; May 5, 19"
    )
    assert box.meetings == 18


def test_moved_added_and_cancelled_meetings():
    changes = [
        MeetingException(
            id=1,
            series_id=1,
            date=date(2027, 1, 27),
            do="move",
            to=Where(date(2027, 2, 3), room="112"),
        ),
        MeetingException(id=2, series_id=1, date=date(2026, 10, 21), do="cancel"),
        MeetingException(
            id=3,
            series_id=1,
            date=date(2027, 5, 26),
            do="add",
            to=Where(date(2027, 5, 26), "14:00", "15:00"),
        ),
    ]
    box = page(exceptions=changes).boxes[0]
    assert box.times[2:] == (
        "Sep 9, 23; Oct 7; Nov 4, 18; Dec 2, 16; Jan 13; Feb 3*, 10, 24; Mar 10, 24; Apr 7, 21; May 5, 19, 26*",
        "* Feb 3, not Jan 27, Rm 112",
        "* May 26 added, 2:00–3:00 PM",
    )
    assert box.meetings == 18


def test_a_room_is_named_once():
    named = {
        "104": "Rm 104",
        "B-104": "Rm B-104",
        "Room 4": "Room 4",
        "Rm 4": "Rm 4",
        "Library": "Library",
        "Gym 2": "Gym 2",
    }
    assert {room: show_room(room) for room in named} == named
    assert show_room("104", "Room") == "Room 104"


def test_six_groups_a_sheet_three_across():
    text = WRITERS["text"](page(8))
    sheets = text.split("\f")
    assert len(sheets) == 2
    assert "CWG #6" in sheets[0] and "CWG #7" not in sheets[0] and "CWG #7" in sheets[1]
    assert "Sheet 1 of 2" in sheets[0] and "Sheet 2 of 2" in sheets[1]
    assert any(
        "CWG #1" in line and "CWG #3" in line and "CWG #4" not in line for line in text.splitlines()
    )
    assert (
        WRITERS["html"](page(8)).count("<section>") == 2
        and WRITERS["md"](page(8)).count("## Sheet") == 2
    )
    assert len(page(6).sheets()) == 1 and "no groups yet" in WRITERS["text"](page(0))


HOSTILE = {1: "<script>alert(1)</script>", 2: "a|b`*_[x](y)\x1b[31m", 3: "x"}


def test_text_of_people_stays_text():
    made = page(names=HOSTILE, name="<b>&\u202e| # x", school="<i>School")
    html, md, text = (WRITERS[k](made) for k in ("html", "md", "text"))

    class Reader(HTMLParser):
        tags: set[str] = set()

        def handle_starttag(self, tag, attrs):
            self.tags.add(tag)

    reader = Reader()
    reader.feed(html)
    assert not reader.tags & {"script", "b", "i"} and "&lt;script&gt;" in html
    assert "\\<script\\>" in md and "a\\|b" in md
    for printed in (html, md, text):
        assert "\x1b" not in printed and "\u202e" not in printed


@pytest.mark.parametrize("name", ["Q" * 60, "数学研究会" * 12, "Zoë " * 30, "e\u0301" * 50])
def test_no_line_is_wider_than_the_paper_and_nothing_is_lost(name):
    names = {n: f"{name}{n}" for n in (1, 2, 3)}
    text = WRITERS["text"](page(4, name=name, names=names))
    assert max(width(line) for line in text.splitlines()) <= 80
    assert (
        "".join(wrapped(name, 20)) == "".join(name.split())
        or " ".join(wrapped(name, 20)) == name.strip()
    )
    assert all(width(line) <= 20 for line in wrapped(name, 20))


def test_a_group_without_leader_and_times_says_so():
    bare = page()
    box = msgspec.structs.replace(
        bare.boxes[0], times=("no times yet",), leader="no leader", members=""
    )
    assert "no times yet" in WRITERS["text"](msgspec.structs.replace(bare, boxes=(box,)))
