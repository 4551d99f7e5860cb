"""Wishes for topics read from a table."""

from __future__ import annotations

import pytest

from bltui.domain.model.people import Person
from bltui.exchange.import_wishes import read_wishes
from bltui.exchange.tables import Unusable

PEOPLE = [
    Person(id=1, name="Sample Ortiz"),
    Person(id=2, name="Sample Vang"),
    Person(id=3, name="Other Vang"),
]


def test_topics_are_those_that_the_file_names_in_order() -> None:
    data = b"Teacher;First choice;Second;Third;Fourth\nOrtiz, Sample;Tales;Sums;tales;Songs\nSample Vang;sums;;;\n"
    found = read_wishes(data, "w.csv", PEOPLE)
    assert found.topics == ("Tales", "Sums", "Songs")
    assert found.wishes == {1: (0, 1, 2), 2: (1,)}
    assert found.problems == ()


def test_what_is_unknown_is_named_with_its_line() -> None:
    data = b"name,first\nNobody,Sums\nVang,Sums\nSample Ortiz,Songs\n"
    found = read_wishes(data, "w.csv", PEOPLE, ("Sums",))
    assert [(p.line, p.message.split(": ")[0].split("” ")[1]) for p in found.problems] == [
        (2, "is not on the staff list"),
        (3, "matches several people"),
        (4, "is none of the topics"),
    ]
    assert found.wishes == {1: ()}


def test_a_table_without_names_is_refused() -> None:
    with pytest.raises(Unusable, match="no column “name”"):
        read_wishes(b"a,b\n1,2\n", "w.csv", PEOPLE)
