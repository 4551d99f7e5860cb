"""The quick-add line: what each word reads as, what it changes, and that nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.domain.quick_add import words
from bltui.domain.quick_add.parser import WORDS, Read, read
from bltui.framework import load_role_words

TODAY = date(2026, 11, 22)
ROLES = load_role_words()
WEDNESDAYS = {
    "cwg_id": 1,
    "pattern": {"type": "weekly", "days": ["wed"], "interval": 2},
    "time": {"from": "15:15", "to": "16:00"},
    "first": "2026-09-09",
    "until": "2027-05-20",
}
#: A school year, and a group whose number is not its id.
MEETINGS = {
    "calendars": {
        1: {"year": "2026-27", "first": "2026-08-24", "last": "2027-05-28", "tz": "America/Chicago"}
    },
    "cwgs": {1: {"number": 3, "name": "Reading"}},
    "series": {1: WEDNESDAYS},
}


@pytest.fixture(scope="module")
def team() -> Building:
    return from_documents(
        {
            "profile": {1: {"name": "Sample School", "grades": ["K", "1", "2"]}},
            "people": {
                1: {"name": "Sample May"},
                2: {"name": "Sample Lee"},
                3: {"name": "Sample Gone", "active": False},
            },
            "seats": {1: {"label": "Union rep", "groups": ["UNION"]}, 2: {"label": "Grade 2"}},
            "memberships": {
                1: {"seat_id": 1, "person_id": 1, "start": "2026-07-01"},
                2: {"seat_id": 2, "person_id": 2},
            },
            **MEETINGS,
        }
    )


@pytest.mark.parametrize(
    ("line", "reads_as"),
    [
        ("person Sample New", "PERSON | Sample New | certified"),
        (
            "person Sample New, grade 2 teacher",
            "PERSON | Sample New | grade 2 teacher | certified | grades 2",
        ),
        ("person Sample New, custodian", "PERSON | Sample New | custodian | noncertified"),
        ("person Sample New, helper, classified", "PERSON | Sample New | helper | noncertified"),
        ("Person: Sample New, external", "PERSON | Sample New | external"),
        ("team Sample New as Union rep", "TEAM | Sample New (new) | as Union rep | UNION"),
        (
            "team sample lee as Grade 2 teacher",
            "TEAM | sample lee | as Grade 2 teacher | GEN, GRADES",
        ),
        ("team Sample New as Mystery", "TEAM | Sample New (new) | as Mystery | ?"),
        (
            "team Sample New as Union rep from 2026-12-01 to jun 30",
            "TEAM | Sample New (new) | as Union rep | UNION | from Tue, Dec 1, 2026 to Wed, Jun 30, 2027",
        ),
        ("facilitator lee", "FACILITATOR | Sample Lee | from Sun, Nov 22, 2026"),
        ("cofacilitator may", "CO-FACILITATOR | Sample May | from Sun, Nov 22, 2026"),
        ("liaison lee", "PRIMARY LIAISON | Sample Lee | from Sun, Nov 22, 2026"),
        (
            "contact principal about the budget",
            "CONTACT | with the principal | Sun, Nov 22, 2026 | about the budget",
        ),
        ("contact cslt: minutes sent", "CONTACT | with the DLT | Sun, Nov 22, 2026 | minutes sent"),
        ("end Sample May", "END | Sample May | Union rep | last day Sun, Nov 22, 2026"),
        ("end Sample May may 5", "END | Sample May | Union rep | last day Wed, May 5, 2027"),
        ("end lee on next tue", "END | Sample Lee | Grade 2 | last day Tue, Nov 24, 2026"),
        ("end union rep +7", "END | Sample May | Union rep | last day Sun, Nov 29, 2026"),
        ("cwg 3 leader may", "CWG | #3 Reading | leader | Sample May"),
        ("cwg read join lee", "CWG | #3 Reading | join | Sample Lee"),
        (
            "cwg #3 move jan 27 to feb 3",
            "CWG | #3 Reading | move | Wed, Jan 27, 2027 to Wed, Feb 3, 2027",
        ),
        ("cwg 3 cancel dec 2", "CWG | #3 Reading | cancel | Wed, Dec 2, 2026"),
        ("cwg 3 held nov 18", "CWG | #3 Reading | held | Wed, Nov 18, 2026"),
        ("snow jan 27", "SNOW | Wed, Jan 27, 2027 | 1 meeting affected"),
        (
            "meet cwg 3 every thu 3:15pm-4pm dec 3 to dec 17",
            (
                "MEET | CWG #3 Reading | every Thu 3:15–4:00 PM Dec 3 to Dec 17 | 3 meetings | next "
                "Thu, Dec 3, 2026"
            ),
        ),
        (f"fb {'a' * 500}", f"FEEDBACK | {'a' * 500}"),
        (
            "meet blt 1st tue 4pm-5pm from may 1",
            "MEET | BLT | 1st Tue 4:00–5:00 PM May 1 to May 28 | 1 meeting | next Tue, May 4, 2027",
        ),
    ],
)
def test_a_line_reads_as(team: Building, line: str, reads_as: str) -> None:
    found = read(line, team, TODAY, ROLES)
    assert found.reads_as == reads_as
    assert found.intent(team).edits


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "The line is empty."),
        (f"fb {'a' * 501}", "too long: 501 characters (at most 500)"),
        ("mystery more modelling", "Begin with one of: person, team"),
        ("person", "person whom?"),
        ("facilitator sample", "matches several: Sample May (#1), Sample Lee (#2)"),
        ("facilitator gone", "No person is called"),
        ("contact mayor about it", "contact principal TEXT"),
        ("end nobody", "No seat or member is called"),
        ("cwg", "cwg what?"),
        ("cwg 3", "What about the group?"),
        ("cwg 1 leader may", "There is no group with number 1."),
        ("cwg 3 cancel dec 3", "The nearest are Wed, Dec 2, 2026"),
        ("cwg 3 move dec 2", "Add the new date,"),
        ("snow dec 5", "Sat, Dec 5, 2026 already has no school"),
        ("meet cwg 3", "When?"),
        ("meet cwg 3 wed 3:15pm", "After “wed 3:15pm”: an end time must follow"),
    ],
)
def test_a_line_is_refused_in_words(team: Building, line: str, says: str) -> None:
    with pytest.raises(UserError) as refused:
        read(line, team, TODAY, ROLES)
    assert says in refused.value.message


def test_a_role_is_only_a_label_without_the_words_of_roles(team: Building) -> None:
    assert (
        read("team Sample New as Union rep", team, TODAY).reads_as
        == "TEAM | Sample New (new) | as Union rep"
    )


def test_every_word_has_an_example_that_reads(team: Building) -> None:
    for word, known in WORDS.items():
        if word in words.WORDS:
            continue  # most of them need a meeting that is being held: below
        line = known.example.replace("Sample Person", "Sample May")
        assert (
            read(line, team, TODAY, ROLES)
            .reads_as.casefold()
            .replace("co-", "co")
            .startswith(line.split()[0].casefold()[:7])
            or word == "liaison"
        )


def test_every_word_of_a_meeting_has_an_example_that_reads() -> None:
    people = {
        n: {"name": f"{name} Person"}
        for n, name in enumerate(("Ana", "Ben", "Kim", "Lee", "Sam", "Pat", "Casey"), 1)
    }
    held = {1: {"on": "2026-11-22", "held": True}}
    profile = {1: {"name": "Sample School", "grades": ["K"]}}
    building = from_documents({"profile": profile, "people": people, "meetings": held})
    for word, known in words.WORDS.items():
        found = read(known.example, building, TODAY, ROLES)
        kind = {"fb": "FEEDBACK", "idea": "FEEDBACK", "action": "TODO"}.get(word, word.upper())
        assert found.reads_as.startswith(kind), word
        assert found.intent(building).edits, word


def test_a_note_belongs_to_the_point_that_has_the_clock() -> None:
    """As the key `n` does it.

    Where no clock goes, as in minutes typed afterwards, it belongs to none.
    """
    tables = {
        "agenda": {4: {"meeting_id": 1, "order": 1, "title": "Rooms"}},
        "profile": {1: {"name": "S", "grades": ["K"]}},
    }
    for clock, item in (({"item_id": 4}, 4), (None, None)):
        held = {"on": "2026-11-22", "held": True, **({"clock": clock} if clock else {})}
        building = from_documents({**tables, "meetings": {1: held}})
        for line in (
            "note 4 of 6 have begun",
            "park the copier",
            "decision adopt it: 3 yes, 1 no",
            "todo copy it",
        ):
            edits = read(line, building, TODAY, ROLES).intent(building).edits
            assert (edits[0].after or {}).get("item_id") == item, line


def test_plus_and_delta_are_taken_after_the_end() -> None:
    held = {"on": TODAY, "held": True, "ended": True}
    building = from_documents(
        {"profile": {1: {"name": "S", "grades": ["K"]}}, "meetings": {1: held}}
    )
    assert read("plus we ended on time", building, TODAY, ROLES).intent(building).edits
    with pytest.raises(UserError, match="No meeting is running"):
        read("note too late", building, TODAY, ROLES)
    approved = from_documents(
        {
            "profile": {1: {"name": "S", "grades": ["K"]}},
            "meetings": {1: held | {"approved_on": TODAY}},
        }
    )
    with pytest.raises(UserError, match="No meeting is running"):
        read("plus we ended on time", approved, TODAY, ROLES)


@given(st.sampled_from([*WORDS, "cwg 3 move", "meet cwg 3", ""]), st.text(max_size=60))
def test_any_text_is_read_or_refused(word: str, rest: str) -> None:
    people = {1: {"name": "Sample"}}
    building = from_documents(
        {"profile": {1: {"name": "S", "grades": ["K"]}}, "people": people, **MEETINGS}
    )
    try:
        found = read(f"{word} {rest}", building, TODAY, ROLES)
    except UserError as refused:
        assert "\n" not in refused.message
    else:
        assert isinstance(found, Read)
        assert found.reads_as == shown(found.reads_as)
