"""Adding and editing a record check the same, whatever the field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from bltui.domain.model.building import from_documents
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.editing import edit, remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.integrity import pointers
from bltui.domain.model.kind import Kind, kinds_of
from bltui.domain.model.kinds import Choice, Day, Line, Number, Parts, Tags, Words
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.plan import Check, Indicator, Reading, Reference
from bltui.domain.model.record import fields_of, to_document
from bltui.domain.model.tables import TABLES, kind_of
from bltui.framework import load_framework

from .samples import CHECKED, DESCRIBED, SECOND, TODAY, one_of_each, sample

BUILDING = one_of_each()
FRAMEWORK = load_framework("south-dakota")
LATER = TODAY + timedelta(1)


def wrong(kind: Kind, value: Any) -> Iterator[Any]:
    """Values that a field of a kind never takes."""
    if kind.required and not isinstance(kind, Choice):
        yield " " if isinstance(kind, Line) else None
    match kind:
        case Words():
            yield ("x" * (kind.max + 1),)
        case Line():
            yield "x" * (kind.max + 1)
        case Day(past=past) if past:
            yield LATER
        case Choice():
            yield "weather"
        case Number(least=least, most=most):
            yield most * 2
            if least is not None:
                yield least - 1
        case Link(many=many):
            yield (99,) if many else 99
        case Parts():
            inner = value[0] if isinstance(value, tuple) else value
            for name, part in kinds_of(type(inner)).items():
                for bad in wrong(part, getattr(inner, name)):
                    changed = inner.__class__(
                        **{f: getattr(inner, f) for f in inner.__struct_fields__} | {name: bad}
                    )
                    yield (changed,) if isinstance(value, tuple) else changed
    if isinstance(kind, Tags):
        yield ("loud",)


CASES = [
    pytest.param(table, name, bad, id=f"{table}-{name}-{number}")
    for table in CHECKED
    for name, kind in kinds_of(kind_of(table)).items()
    for number, bad in enumerate(wrong(kind, getattr(sample(table), name)))
]


@pytest.mark.parametrize(("table", "name", "bad"), CASES)
def test_what_adding_refuses_editing_refuses_in_the_same_words(
    table: str, name: str, bad: Any
) -> None:
    scene: Any = {"today": TODAY, "framework": FRAMEWORK}
    with pytest.raises(UserError) as adding:
        ChangeBuilder(BUILDING, **scene).add(
            table, sample(table, **(SECOND.get(table, {}) | {name: bad}))
        )
    with pytest.raises(UserError) as editing:
        ChangeBuilder(BUILDING, **scene).merge(table, BUILDING.table(table)[1], **{name: bad})
    with pytest.raises(UserError) as putting:
        ChangeBuilder(BUILDING, **scene).put(table, 1, **{name: bad})
    assert adding.value.message == editing.value.message == putting.value.message
    assert adding.value.field == editing.value.field is not None


def test_every_kind_of_field_is_among_the_cases() -> None:
    assert len(CASES) > 140
    assert {"goals", "trainings", "messages", "actions", "finances"} <= set(DESCRIBED)


@pytest.mark.parametrize("table", DESCRIBED)
def test_a_link_to_what_was_removed_since_does_not_stop_an_edit(table: str) -> None:
    """Only what changes is checked: a goal of a removed district goal can still be renamed."""
    documents = {
        name: {1: to_document(record) | {"archived": True}}
        for name in TABLES
        for record in [sample(name)]
    }
    documents["profile"][1].pop("archived")
    documents[table][1].pop("archived", None)
    building = from_documents(documents)
    seen: Any = building.table(table)[1]
    kinds = kinds_of(type(seen)).items()
    name = next(
        (n for n, kind in kinds if isinstance(kind, Line) and not isinstance(kind, Words)), ""
    )
    # `edit` has an argument of that name; the building's own is set by `edit_profile`.
    fields = {n: getattr(seen, n) for n in kinds_of(type(seen)) if n != "framework"}
    if name in ("", "source", "about"):
        return
    change = edit(
        building, seen=seen, today=TODAY, framework=FRAMEWORK, **(fields | {name: "other words"})
    )
    assert [edit.after for edit in change.edits] == [{name: "other words"}]


@pytest.mark.parametrize("table", DESCRIBED)
def test_removing_asks_no_questions(table: str) -> None:
    change = remove(BUILDING, table=table, number=1)
    assert [edit.after for edit in change.edits] == [{"archived": True}]


def test_a_result_of_a_day_to_come_is_refused_by_every_way() -> None:
    seen: Indicator = BUILDING.indicators[1]
    check = Check(date(2026, 12, 1), 50, 52, LATER)
    with pytest.raises(UserError, match="is in the future"):
        edit(
            BUILDING,
            seen=seen,
            today=TODAY,
            framework=FRAMEWORK,
            baseline=Reading(1, TODAY),
            checks=(check,),
        )


def test_references_are_cleaned_when_they_are_edited() -> None:
    bad = Reference("Author\x1b[31m", "https://example.org/\x07", "\u202enote")
    change = edit(
        BUILDING, seen=BUILDING.strategies[1], today=TODAY, framework=FRAMEWORK, references=(bad,)
    )
    assert change.edits[0].after == {
        "references": [{"citation": "Author", "url": "https://example.org/", "note": "note"}]
    }


def test_a_choice_that_was_blank_is_named_when_it_is_made() -> None:
    """The history never shows an arrow from or to nothing."""
    documents = {table: {1: to_document(sample(table))} for table in ("profile", "people", "seats")}
    building = from_documents({**documents, "memberships": {1: {"seat_id": 1, "person_id": 1}}})
    seen = building.memberships[1]
    change = edit(building, seen=seen, today=TODAY, framework=FRAMEWORK, active_years="odd")
    assert "every year → odd years" in change.says


def test_the_history_names_only_what_a_person_changed() -> None:
    """Not what somebody else changed while the form, which gives every field, was open."""
    seen = BUILDING.goals[1]
    theirs = to_document(seen) | {"due": "2027-01-31"}
    building = from_documents(
        {t: {1: theirs if t == "goals" else to_document(sample(t))} for t in TABLES}
    )
    fields: dict[str, Any] = {"due": seen.due, "adult_learning_priority": "Asking questions"}
    change = edit(building, seen=seen, today=TODAY, framework=FRAMEWORK, **fields)
    assert "adult" in change.says and "due" not in change.says


def test_every_pointer_is_known_and_known_once() -> None:
    """Undo, the doctor and the check of links ask the same list."""
    found = [pointer for pointer, _ in pointers(BUILDING)]
    assert len(found) == len(set(found)) and {pointer.count("/") for pointer in found} == {2}
    held = {pointer.replace("/1/", "/") for pointer in found}
    ids = {f"{t}/{n}" for t in TABLES for n in fields_of(kind_of(t)) if n.endswith(("_id", "_ids"))}
    assert ids - held == {"cwgs/co_leader_id", "memberships/substitute_person_id"}, (
        "nobody is in the sample"
    )
    assert {
        "trainings/segments.strategy_id",
        "trainings/rollout.lead_ids",
        "trainings/attended",
    } <= held
