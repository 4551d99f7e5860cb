"""What commands answer a program stays as it is, in a busy week and after it.

If an answer is meant to change: `python -m tests.cli.answers`, and read the difference.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .answers import ASKED, BUSY, GOLDEN, File, line, week

BEFORE = GOLDEN.read_text(encoding="utf-8").splitlines()


def test_a_busy_week(tmp_path: Path) -> None:
    told = (line((words,), said) for words, said in week(tmp_path / "school.json"))
    for now, before in zip(told, BEFORE, strict=False):
        assert now == before


@pytest.mark.parametrize(
    ("asked", "before"),
    list(zip(ASKED, BEFORE[-len(ASKED) :], strict=True)),
    ids=lambda value: value[:60] if isinstance(value, str) else " ".join(value),
)
def test_a_question_after_it(asked: tuple[str, str], before: str, tmp_path: Path) -> None:
    path = tmp_path / "school.json"
    shutil.copy(BUSY, path)
    assert line(asked, File(path).ask(*asked)) == before
