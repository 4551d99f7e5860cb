"""What the domain answers about some buildings stays as it is, and what its intents do to them.

If an answer is meant to change: `python -m tests.domain.questions`, and read the difference.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice, zip_longest

import msgspec
import pytest

from bltui.domain.model import combine
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.tables import TABLES

from .intents import after
from .offered import can_be_asked
from .questions import AREAS, GOLDEN, UNASKED, asked, functions, lines, records, worlds

BEFORE = GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("area", AREAS)
def test_an_area_answers_as_before(area: str) -> None:
    before = [line for line in BEFORE if line.startswith(f"{area}.")]
    assert before
    for now, then in zip_longest(lines(area), before):
        assert now == then


def intents(there: Building) -> Iterator[tuple[str, Callable[..., Change]]]:
    """Yield the intents that can be asked in a building, by name."""
    for name, function in (pair for area in AREAS[:-1] for pair in functions(area)):
        returned = inspect.get_annotations(function).get("return")
        if returned == "Change" and name not in UNASKED and can_be_asked(there, function):
            yield name, function


def test_an_intent_that_changes_nothing_does_not_claim_a_change() -> None:
    there = worlds()["small"]
    for name, function in intents(there):
        for _, (_, *places), words in islice(asked(function, there), 4):
            with suppress(UserError):
                first = function(there, *places, **words)
                again = function(after(there, first), *places, **words) if first else first
                assert again or not first or again.says != first.says, (name, first.says)


def test_a_change_and_its_inverse_leave_the_building_as_it_was() -> None:
    there = worlds()["small"]
    for name, function in intents(there):
        for _, (_, *places), words in islice(asked(function, there), 2):
            with suppress(UserError):
                change = function(there, *places, **words)
                undone = msgspec.structs.replace(
                    change, edits=tuple(edit.inverse() for edit in change.edits)
                )
                done = combine.after(there, change)
                assert done == after(there, change), name
                assert combine.after(done, undone) == there, name


def test_every_table_is_at_its_limits() -> None:
    assert not [table for table in TABLES if not worlds()["edges"].table(table)]


def test_every_function_is_asked() -> None:
    names = {name for area in AREAS[:-1] for name, _ in functions(area)}
    assert UNASKED.keys() <= names
    told = {line.partition(" ")[0] for line in BEFORE}
    assert names - UNASKED.keys() <= told
    assert {name for name, _ in records(worlds()["busy"])} <= told
