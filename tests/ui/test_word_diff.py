"""Word diff: nothing of a text is lost or invented by marking it."""

from __future__ import annotations

import re
from time import process_time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.text import shown
from bltui.ui.dialogs.conflict_dialog import marked
from bltui.ui.dialogs.fields import Field, Prose
from bltui.ui.dialogs.versions import Versions
from bltui.ui.dialogs.word_diff import Parts, word_diff

#: Few words, so that two texts share some, with every kind of space and mark between them.
WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "copies",
            "2026-12-02",
            "O'Brien",
            "[x]",
            " ",
            "  ",
            "\n",
            "\n\n",
            ",",
            "-",
            "é",
            "日本",
            "🙂",
        ]
    )
).map("".join)
TEXTS = st.one_of(WORDS, st.text(max_size=60))


def brackets(parts: Parts) -> str:
    return "".join(f"[{part.text}]" if part.differs else part.text for part in parts)


def words(text: str) -> list[str]:
    """The words of a text; space beside a mark counts for nothing."""
    return re.sub(r"\s*([^\w\s])\s*", r"\1", text).split()


@given(TEXTS, TEXTS)
def test_the_parts_of_each_side_are_exactly_its_text(one: str, other: str) -> None:
    ours, theirs = word_diff(one, other)
    assert "".join(part.text for part in ours) == one
    assert "".join(part.text for part in theirs) == other


@given(TEXTS, TEXTS)
def test_what_is_not_marked_says_the_same_on_both_sides(one: str, other: str) -> None:
    same = [
        [word for p in parts if not p.differs for word in p.text.split()]
        for parts in word_diff(one, other)
    ]
    assert "".join(same[0]) == "".join(same[1])


@given(TEXTS)
def test_equal_texts_have_no_mark(text: str) -> None:
    assert not any(part.differs for parts in word_diff(text, text) for part in parts)


@given(WORDS, WORDS)
def test_different_words_are_marked(one: str, other: str) -> None:
    marks = any(part.differs for parts in word_diff(one, other) for part in parts)
    assert marks or words(one) == words(other)


@given(TEXTS, TEXTS)
def test_marks_add_only_brackets_and_a_style(one: str, other: str) -> None:
    texts = [shown(text, multiline=True) for text in (one, other)]
    for parts, text in zip(word_diff(*texts), texts, strict=True):
        said = marked(parts)
        styled = [said.plain[span.start : span.end] for span in said.spans]
        assert all(piece[0] == "[" and piece[-1] == "]" and "\n" not in piece for piece in styled)
        assert {str(span.style) for span in said.spans} <= {"bold underline"}
        bare, at = "", 0
        for span in said.spans:
            bare += said.plain[at : span.start] + said.plain[span.start + 1 : span.end - 1]
            at = span.end
        bare += said.plain[at:]
        assert bare == (text or "(blank)")


@pytest.mark.parametrize(
    ("one", "other", "ours", "theirs"),
    [
        ("We meet", "We meet Friday", "We meet", "We meet[ Friday]"),
        ("Due 2027-06-30.", "Due 2027-07-30.", "Due[ 2027-06-30].", "Due[ 2027-07-30]."),
        ("red, blue", "gray, pink", "[red, blue]", "[gray, pink]"),
        ("one\ntwo", "one two", "one[\ntwo]", "one[ two]"),
        ("", "new", "", "[new]"),
    ],
)
def test_whole_words_are_marked(one: str, other: str, ours: str, theirs: str) -> None:
    assert tuple(map(brackets, word_diff(one, other))) == (ours, theirs)


def test_the_longest_texts_take_no_time() -> None:
    start = process_time()
    word_diff("a " * 2000, "b " + "a " * 1999)
    word_diff("!" * 4000, "?" + "!" * 1500 + "." + "!" * 2000)
    word_diff(" ".join(map(str, range(900))), " ".join(map(str, range(900, 0, -1))))
    assert process_time() - start < 2


@given(
    st.text(), st.text(), st.sampled_from([Field(key="a", label="A"), Prose(key="a", label="A")])
)
def test_both_holds_both_texts_exactly_theirs_first(theirs: str, mine: str, field: Field) -> None:
    versions = Versions(field=msgspec.structs.replace(field, value=theirs), mine=mine)
    if versions.theirs.strip() and mine.strip():
        assert versions.both == versions.theirs + field.joiner + mine
    else:
        assert versions.both == ""
