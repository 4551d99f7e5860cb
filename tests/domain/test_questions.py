"""What the domain answers about two buildings stays as it is, and what its intents do to them.

If an answer is meant to change: `python -m tests.domain.questions`, and read the difference.
"""

from __future__ import annotations

from itertools import zip_longest

import pytest

from .questions import AREAS, GOLDEN, UNASKED, functions, lines, records, worlds

BEFORE = GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("area", AREAS)
def test_an_area_answers_as_before(area: str) -> None:
    before = [line for line in BEFORE if line.startswith(f"{area}.")]
    assert before
    for now, then in zip_longest(lines(area), before):
        assert now == then


def test_every_function_is_asked() -> None:
    names = {name for area in AREAS[:-1] for name, _ in functions(area)}
    assert UNASKED.keys() <= names
    told = {line.partition(" ")[0] for line in BEFORE}
    assert names - UNASKED.keys() <= told
    assert {name for name, _ in records(worlds()["busy"])} <= told
