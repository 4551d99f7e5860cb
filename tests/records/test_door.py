"""Every text of every record passes one door, whichever code adds or edits it."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.kinds import Line
from bltui.domain.model.record import fields_of, to_document
from bltui.domain.model.tables import TABLES, kind_of
from bltui.domain.model.text import PROSE, shown
from bltui.framework import load_framework

from .forgetful import Forgetful, Part
from .samples import SECOND, TODAY, one_of_each, sample, texts

BUILDING = one_of_each()
FRAMEWORK = load_framework("south-dakota")
ADDED = [table for table in TABLES if table != "profile"]
HOSTILE = [
    "\x1b[2Jgone",
    "a\x00b",
    "right\u202eleft",
    "zero\u200bwidth",
    "\ufeffmark",
    "bell\x07",
    "c1\x9b31m",
]
HOSTILE_TEXT = st.lists(
    st.sampled_from([*HOSTILE, "plain", "é", " ", "\n", "\t"]) | st.text(max_size=5), max_size=6
)


def draft() -> ChangeBuilder:
    return ChangeBuilder(BUILDING, today=TODAY, framework=FRAMEWORK)


def written(change: ChangeBuilder) -> list[str]:
    """All text that a draft would write."""
    return [text for edit in change.change("").edits for text in texts(edit.after)]


def harmless(text: str) -> bool:
    return shown(text, multiline=True) == text and len(text) <= PROSE


@pytest.mark.parametrize("table", ADDED)
def test_the_sample_of_a_table_can_be_added(table: str) -> None:
    change = draft()
    assert change.add(table, sample(table, **SECOND.get(table, {})))
    assert written(change) or not texts(to_document(sample(table)))


@cache
def text_fields(table: str) -> list[str]:
    """The fields that hold text, nested or not."""
    plain, other = to_document(sample(table, "one")), to_document(sample(table, "two"))
    names = {name: name for name in fields_of(kind_of(table))}
    return [name for name in names if plain.get(name) != other.get(name)]


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=HOSTILE_TEXT)
def test_hostile_text_is_cleaned_or_refused(table: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    for name in text_fields(table):
        value = getattr(sample(table, text), name)
        change = draft()
        try:
            change.put(table, 1, **{name: value})
        except UserError as refused:
            assert refused.field, "a refusal names its field"
        assert all(map(harmless, written(change))), (table, name, "edited")
        if table != "profile":
            change = draft()
            with contextlib.suppress(UserError):
                change.add(table, sample(table, **(SECOND.get(table, {}) | {name: value})))
            assert all(map(harmless, written(change))), (table, name, "added")


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "lone \ud800 surrogate", "x\n" * 500, "e" + "\u0301" * 50]
)
@pytest.mark.parametrize("table", TABLES)
def test_what_cannot_be_cleaned_is_refused(table: str, text: str) -> None:
    kinds = {name: kind for name, kind in vars(kind_of(table)).items() if isinstance(kind, Line)}
    for name in text_fields(table):
        if "\n" in text and not getattr(kinds.get(name), "lines", False):
            continue  # line ends become spaces there
        with pytest.raises(UserError):
            draft().put(table, 1, **{name: getattr(sample(table, text), name)})


def test_a_field_that_nobody_described_is_cleaned_too() -> None:
    change = draft()
    bad = "\x1b[2J\u200bx\ny"
    change.add("people", Forgetful(told=bad, forgotten=bad, parts=(Part(bad),), by_key={bad: bad}))
    assert written(change) and all(map(harmless, written(change)))
    assert sum("\n" in text for text in written(change)) == 4
    with pytest.raises(UserError):
        draft().add("people", Forgetful(forgotten="x" * (PROSE + 1)))


def test_what_was_taken_out_is_said() -> None:
    change = draft()
    change.put("goals", 1, title="a\u200bb")
    assert change.change("").notes == ("goal: 1 invisible character removed",)


def test_a_new_building_leaves_its_defaults_out_of_the_file() -> None:
    """Cleaning a default does not write it."""
    change = draft()
    change.add("profile", Profile(name="Sample", grades=("K",)))
    assert change.change("").edits[0].after == {"name": "Sample", "grades": ["K"]}


def test_text_that_is_clean_stays_as_it_is() -> None:
    """Cleaning twice is cleaning once: an edit that a form sends back unchanged changes nothing."""
    for table in TABLES:
        record: Any = BUILDING.table(table)[1]
        assert not draft().put(
            table, 1, **{name: getattr(record, name) for name in fields_of(type(record))}
        )


def test_a_description_that_stays_text_is_an_error() -> None:
    """With annotations from the future a description would be silently left out."""
    record = type("Textual", (), {"__annotations__": {"told": "Annotated[str, Line('Told')]"}})
    with pytest.raises(TypeError, match="no `from __future__ import annotations`"):
        kinds_of(record)
