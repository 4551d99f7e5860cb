"""Small readers at their limits: shares, quorums, times, spans, references, and how late something
is.
"""

from __future__ import annotations

import pytest

from bltui.domain.meetings import voting
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.building import Unreadable, from_documents
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.clocks import Period, Periods
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.people import Person
from bltui.domain.model.person_match import matching
from bltui.domain.model.teams import team_words
from bltui.domain.model.themes import often
from bltui.domain.model.times import read_span, read_time
from bltui.domain.model.votes import Share
from bltui.domain.model.wording import ordinal
from bltui.domain.plan.strategies import read_reference
from bltui.domain.steps.progress import late_by
from bltui.domain.years.carry_over import GoingOn, Group, Leaving
from bltui.domain.years.open_items import Open

from .intents import DOCUMENTS, TODAY, building


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("75", 75),
        ("100%", 100),
        ("2/3", 66.6667),
        ("1/1", 100),
        ("two-thirds", 66.6667),
        ("101", None),
        ("3/2", None),
        ("0/2", None),
    ],
)
def test_a_share(text: str, percent: float | None) -> None:
    kind, context = Share("Needs"), ChangeBuilder(building())
    if percent is None:
        with pytest.raises(UserError):
            kind.parse(text, context)
    else:
        assert kind.parse(text, context) == percent


def test_a_coming_meeting_opens_its_record_or_its_series() -> None:
    assert Coming("blt", TODAY, series_id=3).record == "series/3"
    assert Coming("blt", TODAY, series_id=3, meeting_id=4).record == "meetings/4"


def test_places_in_an_order() -> None:
    words = (
        "1st 2nd 3rd 4th 9th 10th 11th 12th 13th 20th 21st 22nd 23rd 30th 101st 111th 112th 121st"
    )
    for word in words.split():
        assert ordinal(int(word[:-2])) == word


@pytest.mark.parametrize(
    ("profiles", "names"),
    [((), "profile/1:"), ((2,), "profile/1:"), ((1, 2, 3), "profile/3:")],
)
def test_a_file_holds_one_building(profiles: tuple[int, ...], names: str) -> None:
    documents = {"profile": dict.fromkeys(profiles, DOCUMENTS["profile"][1])}
    with pytest.raises(Unreadable, match=names):
        from_documents(documents)


def test_a_word_of_two_letters_is_counted_and_a_letter_is_not() -> None:
    items = [Feedback(id=n, text=text, on=TODAY) for n, text in enumerate(("AI, a", "A is AI"), 1)]
    assert [(o.words, o.items) for o in often(items, ("is",))] == [("ai", (1, 2))]


def test_what_goes_on_has_a_line_for_what_there_is() -> None:
    leaving = Leaving("Kim Lee", "Grade 1", None)
    group = Group("CWG #1", "Readers", (), "cwgs/1")
    item = Open("Order the books", "actions/1")
    parts = {
        "stays": ("Kim Lee",),
        "leaves": (leaving,),
        "groups": (group,),
        "cycles": ("CWG #1",),
        "actions": (item,),
        "feedback": (item,),
    }
    nothing = dict.fromkeys(parts, ())
    assert not list(GoingOn(**nothing).lines())
    for name, part in parts.items():
        assert len(list(GoingOn(**nothing | {name: part}).lines())) == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Kim", {1, 2}),
        ("Mrs. Kim", {2}),
        ("Mr. Lee", {1}),
        ("K Lee", {1}),
        ("L Lee", set()),
        ("Kim L", {1}),
        ("Mr. Sample", {3}),
    ],
)
def test_a_title_goes_with_the_last_name(wanted: str, found: set[int]) -> None:
    names = {1: "Kim Lee", 2: "Pat Kim", 3: "Sample"}
    people = [Person(id=number, name=name) for number, name in names.items()]
    assert {person.id for person in matching(wanted, people)} == found


@pytest.mark.parametrize(
    ("percent", "fraction"),
    [
        (65.9, (6590, 10000)),
        (66, (2, 3)),
        (67, (2, 3)),
        (67.1, (6710, 10000)),
        (32.9, (3290, 10000)),
        (33, (1, 3)),
        (34, (1, 3)),
        (34.1, (3410, 10000)),
    ],
)
def test_thirds_are_meant_exactly(percent: float, fraction: tuple[int, int]) -> None:
    assert voting.share(percent) == fraction


@pytest.mark.parametrize(
    ("voting_members", "percent", "number", "needed"),
    [
        (10, 50, 0, 6),
        (11, 50, 0, 6),
        (9, 66.7, 0, 6),
        (10, 66.7, 0, 7),
        (0, 50, 0, 0),
        (10, 50, 2.5, 3),
        (3, 1, 0, 1),
        (3, 0, 0, 1),
    ],
)
def test_a_quorum(voting_members: int, percent: float, number: float, needed: int) -> None:
    assert voting.needed(voting_members, percent, number) == needed


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("15:30", "15:30"),
        ("3:30pm", "15:30"),
        ("3:30 PM", "15:30"),
        ("330p", "15:30"),
        ("3p", "15:00"),
        ("730", "07:30"),
        ("1530", "15:30"),
        ("Noon", "12:00"),
        ("midnight", "00:00"),
        ("3:60", None),
        ("3 15", None),
        ("12345", None),
        ("12:00am", "00:00"),
        ("12 p.m.", "12:00"),
        ("6:59", "18:59"),
        ("7:00", "07:00"),
        ("06:30", "06:30"),
        ("0:30", "00:30"),
        ("1am", "01:00"),
        ("13pm", None),
        ("0am", None),
        ("15", "15:00"),
        ("23:59", "23:59"),
        ("24:00", None),
        ("24", None),
        (" ", None),
    ],
)
def test_a_time_of_day(text: str, clock: str | None) -> None:
    if clock is None:
        with pytest.raises(UserError):
            read_time(text, "at")
    else:
        assert read_time(text, "at") == clock


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("6:59", "18:59"),
        ("06:59", "18:59"),
        ("7:00", "07:00"),
        ("0:30", "00:30"),
        ("12:30", "12:30"),
    ],
)
def test_a_time_that_is_never_early_in_the_morning(text: str, clock: str) -> None:
    assert read_time(text, afternoon=True) == clock


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("3:00-3:15pm", ("15:00", "15:15")),
        ("11:30-12:15pm", ("11:30", "12:15")),
        ("2:49pm", ("14:49", "")),
        ("9-9:30am", ("09:00", "09:30")),
        ("8am to 3pm", ("08:00", "15:00")),
        ("noon - 1pm", ("12:00", "13:00")),
        ("3:00-3:01", ("15:00", "15:01")),
        ("3:00-3:00", None),
        ("15:00-14:00", None),
    ],
)
def test_a_span(text: str, span: tuple[str, str] | None) -> None:
    if span is None:
        with pytest.raises(UserError):
            read_span(text, "when")
    else:
        assert read_span(text, "when") == span


def test_teams_are_named_as_people_do() -> None:
    assert [team_words(team, "CSLT") for team in ("cwg:2", "dlt", "blt")] == [
        "CWG #2",
        "CSLT",
        "BLT",
    ]


@pytest.mark.parametrize(
    ("text", "citation", "url"),
    [
        ("Author 2020", "Author 2020", ""),
        ("https://example.org", "https://example.org", "https://example.org"),
        ("A, https://example.org", "A", "https://example.org"),
    ],
)
def test_a_reference(text: str, citation: str, url: str) -> None:
    found = read_reference(text)
    assert (found.citation, found.url) == (citation, url)


def test_how_late_something_is() -> None:
    assert [late_by(days) for days in (-1, 0, 1, 2)] == ["", "", "1 day late", "2 days late"]


@pytest.mark.parametrize(
    ("text", "found"), [("1=8:00-8:46", True), ("8:00-8:46", False), (" =8:00-8:46", False)]
)
def test_a_period_has_a_name(text: str, found: bool) -> None:
    kind, context = Periods("Periods"), ChangeBuilder(building())
    if found:
        assert kind.parse(text, context) == Period("1", "08:00", "08:46")
    else:
        with pytest.raises(UserError, match="not a period"):
            kind.parse(text, context)
