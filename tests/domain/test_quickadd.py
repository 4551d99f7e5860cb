"""The quick-add line: what each word reads as, what it changes, and that nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.building import Building, from_documents
from bltui.domain.quickadd import WORDS, Read, read
from bltui.domain.refusal import Refused
from bltui.domain.text import shown
from bltui.framework import load_role_words

TODAY = date(2026, 11, 22)
ROLES = load_role_words()


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
        }
    )


@pytest.mark.parametrize(
    ("line", "reads_as"),
    [
        ("person Sample New", "PERSON | Sample New | certified"),
        ("person Sample New, grade 2 teacher", "PERSON | Sample New | grade 2 teacher | certified | grades 2"),
        ("person Sample New, custodian", "PERSON | Sample New | custodian | noncertified"),
        ("person Sample New, helper, classified", "PERSON | Sample New | helper | noncertified"),
        ("Person: Sample New, external", "PERSON | Sample New | external"),
        ("team Sample New as Union rep", "TEAM | Sample New (new) | as Union rep | UNION"),
        ("team sample lee as Grade 2 teacher", "TEAM | sample lee | as Grade 2 teacher | GEN, GRADES"),
        ("team Sample New as Mystery", "TEAM | Sample New (new) | as Mystery | ?"),
        (
            "team Sample New as Union rep from 2026-12-01 to jun 30",
            "TEAM | Sample New (new) | as Union rep | UNION | from 1 Dec 2026 to 30 Jun 2027",
        ),
        ("facilitator lee", "FACILITATOR | Sample Lee | from 22 Nov 2026"),
        ("cofacilitator may", "COFACILITATOR | Sample May | from 22 Nov 2026"),
        ("liaison lee", "PRIMARY LIAISON | Sample Lee | from 22 Nov 2026"),
        ("contact principal about the budget", "CONTACT | with the principal | 22 Nov 2026 | about the budget"),
        ("contact cslt: minutes sent", "CONTACT | with the DLT | 22 Nov 2026 | minutes sent"),
        ("end Sample May", "END | Sample May | Union rep | last day 22 Nov 2026"),
        ("end Sample May may 5", "END | Sample May | Union rep | last day 5 May 2027"),
        ("end lee on next tue", "END | Sample Lee | Grade 2 | last day 24 Nov 2026"),
        ("end union rep +7", "END | Sample May | Union rep | last day 29 Nov 2026"),
    ],
)
def test_a_line_reads_as(team: Building, line: str, reads_as: str) -> None:
    found = read(line, team, TODAY, ROLES)
    assert found.reads_as == reads_as
    assert found.intent(team).edits


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "Nothing is typed"),
        ("fb more modelling", "Begin with one of: person, team"),
        ("person", "person whom?"),
        ("facilitator sample", "fits several: Sample May (#1), Sample Lee (#2)"),
        ("facilitator gone", "No person is called"),
        ("contact mayor about it", "contact principal TEXT"),
        ("end nobody", "No seat or member is called"),
    ],
)
def test_a_line_is_refused_in_words(team: Building, line: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read(line, team, TODAY, ROLES)
    assert says in refused.value.message


def test_a_role_is_only_a_label_without_the_words_of_roles(team: Building) -> None:
    assert read("team Sample New as Union rep", team, TODAY).reads_as == "TEAM | Sample New (new) | as Union rep"


def test_every_word_has_an_example_that_reads(team: Building) -> None:
    for word, known in WORDS.items():
        line = known.example.replace("Sample Person", "Sample May")
        assert (
            read(line, team, TODAY, ROLES).reads_as.casefold().startswith(line.split()[0].casefold()[:7])
            or word == "liaison"
        )


@given(st.sampled_from([*WORDS, ""]), st.text(max_size=60))
def test_any_text_is_read_or_refused(word: str, rest: str) -> None:
    building = from_documents({"profile": {1: {"name": "S", "grades": ["K"]}}, "people": {1: {"name": "Sample"}}})
    try:
        found = read(f"{word} {rest}", building, TODAY, ROLES)
    except Refused as refused:
        assert "\n" not in refused.message
    else:
        assert isinstance(found, Read)
        assert found.reads_as == shown(found.reads_as)
