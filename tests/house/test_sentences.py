"""The draw of sentences to read aloud: the same each time, and from every source."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.house.literals import ROOT
from tests.house.sentences import SOURCES, draw, sentence


def test_a_draw_has_as_many_sentences_of_each_source_and_is_the_same_again() -> None:
    drawn = list(draw(ROOT, 60, 12))
    assert drawn == list(draw(ROOT, 60, 12)) != list(draw(ROOT, 60, 13))
    assert Counter(where.split(":")[0] for where, _ in drawn) == {
        source.__name__: 60 // len(SOURCES) for source in SOURCES
    }


@pytest.mark.parametrize("text", ["Save it", "bltui meeting plan --date today --start 3:30pm"])
def test_names_and_what_is_typed_are_not_sentences(text: str) -> None:
    assert not sentence(text)


def test_a_text_with_a_value_is_a_sentence() -> None:
    assert sentence("“…” is not on the staff list.")
