"""Scores from 1 to 4, counted: what people answer to a statement of a feedback round or of a
meeting's self-check.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: Most and least of a scale: 1 disagrees strongly, 4 agrees strongly; there is no middle to hide
#: in.
LEAST, MOST = 1, 4
#: How many gave 1, 2, 3 and 4.
Spread = tuple[int, int, int, int]
#: Most people whose answers are put in at once.
PEOPLE = 500


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered to a statement; the field names are the public JSON."""

    answers: int
    spread: Spread | None
    """How many gave 1, 2, 3 and 4; None if too few answered to be shown."""
    mean: float | None
    """The average to a hundredth; None if too few answered to be shown."""


def gave(score: int, times: int = 1) -> Spread:
    """Count a score that so many people gave."""
    return (times * (score == 1), times * (score == 2), times * (score == 3), times * (score == 4))


def added(spreads: Iterable[Spread]) -> Spread:
    """Add counts up."""
    one = two = three = four = 0
    for a, b, c, d in spreads:
        one, two, three, four = one + a, two + b, three + c, four + d
    return one, two, three, four


def total(spread: Spread) -> int:
    """Add all scores up."""
    return sum(score * count for score, count in enumerate(spread, 1))


def mean(spread: Spread) -> float | None:
    """The average; None if nobody answered."""
    return total(spread) / sum(spread) if any(spread) else None


def counted(number: int) -> str:
    """How many answered, in words: "1 answer", "8 answers"."""
    return f"{number} answer{'' if number == 1 else 's'}"


class Scores(Kind, frozen=True, kw_only=True):
    """What one person answered: per statement a score."""

    def clean(self, value: Any, writing: Writing) -> Any:
        for score in value.values():
            if not LEAST <= score <= MOST:
                raise UserError(f"A statement takes a number from {LEAST} to {MOST}.")
        return super().clean(value, writing)

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(f"{key} {score}" for key, score in value.items())

    def wants(self) -> str:
        return f"per statement {LEAST} to {MOST}"


class Counts(Kind, frozen=True, kw_only=True):
    """What several people answered: per statement how many gave each score."""

    def clean(self, value: Any, writing: Writing) -> Any:
        for spread in value.values():
            if min(spread) < 0 or not 0 < sum(spread) <= PEOPLE:
                raise UserError(f"Answers of 1 to {PEOPLE} people can be put in at once.")
        return super().clean(value, writing)

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(f"{key} {'/'.join(map(str, spread))}" for key, spread in value.items())

    def wants(self) -> str:
        return f"per statement how many gave {LEAST} to {MOST}"
