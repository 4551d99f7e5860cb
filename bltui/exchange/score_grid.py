"""Scores as a table: the answers to each statement of a round or a self-check."""

from __future__ import annotations

from collections.abc import Iterable

from bltui.domain.model import formats
from bltui.domain.model.scores import Answered
from bltui.exchange.page import Grid


def mean_cell(mean: float | None) -> str:
    """Return an average, or why there is none."""
    return "too few to show" if mean is None else formats.mean(mean)


def score_grid(statements: Iterable[tuple[str, Answered]], average: str) -> Grid:
    """Return a row per statement: how many answered, how many gave each score, the average."""
    rows = tuple(
        (words, s.answers, *(s.spread or ("",) * 4), mean_cell(s.mean)) for words, s in statements
    )
    return Grid(("statement", "answers", "1", "2", "3", "4", average), rows)
