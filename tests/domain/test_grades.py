"""Grades are read in the ways that people write them, and nothing else is taken for grades."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import (
    GRADES,
    find_grades,
    in_order,
    read_grades,
    school_level,
    show_grades,
)


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("K-2", "K 1 2"),
        ("2nd/3rd", "2 3"),
        ("PK,K,1,2", "PK K 1 2"),
        ("6th", "6"),
        ("grades 3 through 5", "3 4 5"),
        ("K/1st", "K 1"),
        ("Kindergarten and First Grade", "K 1"),
        ("third grade", "3"),
        ("Pre-K", "PK"),
        ("preschool", "PK"),
        ("TK/K", "TK K"),
        ("K–5", "K 1 2 3 4 5"),
        ("PK-1", "PK K 1"),
        ("Gr. 4", "4"),
        ("Grade 1 & 2", "1 2"),
        ("3rd, 4th and 5th", "3 4 5"),
        ("11", "11"),
        ("", ""),
    ],
)
def test_reads(text: str, grades: str) -> None:
    assert read_grades(text) == tuple(grades.split())


@pytest.mark.parametrize(
    "text", ["0", "13", "5-K", "K-K", "soon", "grade", "K-2 and art", "2024", "K--"]
)
def test_refuses_naming_the_text(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_grades(text)
    assert text.casefold() in refused.value.message.casefold()
    assert "K-" in refused.value.message


@pytest.mark.parametrize(
    "text",
    ["title 1", "room 4/5", "dc 37", "local 6", "tier 2", "$5", "kind", "team#3", "504", "2nds2"],
)
def test_other_numbers_are_no_grades(text: str) -> None:
    assert [f for f in find_grades(text) if f.sure] == []


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("3", False),
        ("fourth", False),
        ("3/5", False),
        ("3/4", True),
        ("k", True),
        ("grade 3", True),
        ("3-5", True),
    ],
)
def test_says_what_is_not_sure(text: str, sure: bool) -> None:
    assert [f.sure for f in find_grades(text)] == [sure]


@pytest.mark.parametrize(
    ("grades", "text"),
    [
        ("K 1 2", "K-2"),
        ("2 3", "2, 3"),
        ("PK K 1", "PK-1"),
        ("K 1 2 4", "K-2, 4"),
        ("5", "5"),
        ("", ""),
        ("3 2 1", "1-3"),
    ],
)
def test_shows_short(grades: str, text: str) -> None:
    assert show_grades(grades.split()) == text


@given(st.sets(st.sampled_from([g for g in GRADES if g != "TK"])))
def test_what_is_shown_reads_back(grades: set[str]) -> None:
    assert read_grades(show_grades(grades)) == in_order(grades)


@pytest.mark.parametrize(
    ("grades", "level"),
    [
        ("K-5", "elementary"),
        ("PK-6", "elementary"),
        ("6-8", "middle"),
        ("9-12", "high"),
        ("7-12", "high"),
        ("K-8", "k8"),
        ("K-12", "other"),
        ("", "other"),
    ],
)
def test_level(grades: str, level: str) -> None:
    assert school_level(read_grades(grades)) == level
