"""Text through the one door in, and safe on the way out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.errors import LONGEST, UserError
from bltui.domain.model.text import clean, folded, removed, shown

UNSAFE = "".join(
    map(
        chr,
        [*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202E, 0x2066, 0x2069, 0x200E, 0x2028, 0xE0041],
    )
)


@given(st.text(max_size=150))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        once = clean(text)
    except UserError:
        return
    assert clean(once) == once
    assert not set(once) & set(UNSAFE)
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet=st.characters(), max_size=150))
def test_nothing_that_a_terminal_obeys_goes_out(text: str) -> None:
    assert not set(shown(text)) & set(UNSAFE)
    assert not any("\ud800" <= c <= "\udfff" for c in shown(text))


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("  Ana   Ruiz ", "Ana Ruiz"),
        ("a\x1b]2;PWNED\x07b", "ab"),
        ("see [/b] notes", "see [/b] notes"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("cafe\u0301", "café"),
        ("one\ntwo", "one two"),
        ("a\u202eb\u200bc", "abc"),
        ("👩\u200d🏫 می\u200cخواهم", "👩\u200d🏫 می\u200cخواهم"),
        ("\u200dx\u200d", "x"),
    ],
)
def test_one_line(raw: str, wanted: str) -> None:
    assert clean(raw) == wanted


def test_several_lines_stay_where_they_are_wanted() -> None:
    assert clean("one\r\n two \rthree", multiline=True) == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("x" * 251, "251 characters"),
        ("x\ud800", "UTF-8"),
        ("a" + "\u0316" * 200, "accents"),
        ("x" * 10**6, "1,000,000"),
    ],
)
def test_refused_with_the_reason_and_the_field(raw: str, word: str) -> None:
    with pytest.raises(UserError, match=word) as refusal:
        clean(raw, "name")
    assert refusal.value.field == "name"


def test_too_many_lines() -> None:
    with pytest.raises(UserError, match="10,001 lines"):
        clean("\n".join("x" * 10_001), multiline=True, limit=50_000)


def test_what_was_taken_out_can_be_said() -> None:
    assert removed("a\x1bb", clean("a\x1bb")) == 1
    assert removed(" a  b ", "a b") == 0


def test_shown_makes_it_visible() -> None:
    assert shown("a\x1b[2Jb\u202ec\x7f") == "a␛[2Jb<U+202E>c␡"
    assert shown("one\ntwo", multiline=True) == "one\ntwo"


def test_folded_finds_without_case_and_accents() -> None:
    assert folded("  José  RUIZ ") == "jose ruiz"


@pytest.mark.parametrize(("length", "left_out"), [(LONGEST, 0), (LONGEST + 1, 85)])
def test_a_long_message_keeps_its_beginning_and_its_end(length: int, left_out: int) -> None:
    message = f"{'a' * (length - 10)}Do so now."
    said = UserError(message).message
    assert said.startswith("aaa") and said.endswith("Do so now.")
    assert said == message if not left_out else f"(… {left_out} more characters …)" in said


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[31m",
        "\x1b[0m",
        "\x1b[?25l",
        "\x9b1;2H",
        "\x1b]0;title\x07",
        "\x1b]8;;x\x1b\\",
        "\x1b(B",
    ],
)
def test_a_whole_escape_sequence_is_removed(sequence: str) -> None:
    assert clean(f"{sequence}red{sequence} [31m 3]") == "red [31m 3]"
