"""The draw of sentences to read aloud: the same each time, and from every source."""

from __future__ import annotations

import re
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


def _plain(text: str) -> str:
    return re.sub(r"[\s`*|{}]+", " ", text.replace("%%", "%")).strip(" .:“”")


def test_the_sentences_of_the_page_are_those_of_the_program() -> None:
    page = (ROOT / "docs/words.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in page if line.startswith("| ")][1:]
    assert Counter(kind for kind, *_ in rows) == dict.fromkeys(Counter(k for k, *_ in rows), 10)
    assert len(rows) == 60
    pages = [path for path in (ROOT / "docs").glob("*.md") if path.name != "words.md"]
    said = [_plain(text) for source in SOURCES for _, text in source(ROOT)]
    said += [_plain(path.read_text("utf-8")) for path in (*pages, ROOT / "CHANGELOG.md")]
    for kind, before, now in rows:
        for part in (before if now == "the same" else now).split("…"):
            assert any(_plain(part) in text for text in said), (kind, part)
