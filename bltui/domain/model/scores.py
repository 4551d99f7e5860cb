"""Counts of scores from 1 to 4, for the statements of feedback rounds and self-checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: Lowest and highest score: 1 strongly disagrees, 4 strongly agrees. There is deliberately no
#: neutral score.
LEAST, MOST = 1, 4
#: How many people gave 1, 2, 3, and 4.
Spread = tuple[int, int, int, int]
#: Most people whose answers can be entered at once.
PEOPLE = 500


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The answers to a statement. The field names are the public JSON."""

    answers: int
    spread: Spread | None
    """How many gave 1, 2, 3, and 4; None if too few answered to show it."""
    mean: float | None
    """The average to two decimals; None if too few answered to show it."""


def gave(score: int, times: int = 1) -> Spread:
    """Return the counts for one score given `times` times."""
    return (times * (score == 1), times * (score == 2), times * (score == 3), times * (score == 4))


def added(spreads: Iterable[Spread]) -> Spread:
    """Return the sum of several counts."""
    one = two = three = four = 0
    for a, b, c, d in spreads:
        one, two, three, four = one + a, two + b, three + c, four + d
    return one, two, three, four


def total(spread: Spread) -> int:
    """Return the sum of all scores."""
    return sum(score * count for score, count in enumerate(spread, 1))


def mean(spread: Spread) -> float | None:
    """Return the average score, or None if nobody answered."""
    return total(spread) / sum(spread) if any(spread) else None


def counted(number: int) -> str:
    """Return the number of answers in words: "1 answer", "8 answers" and so on."""
    return formats.count(number, "answer")


class Scores(Kind, frozen=True, kw_only=True):
    """One person's answers: a score for each statement."""

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
    """Several people's answers: for each statement, how many gave each score."""

    def clean(self, value: Any, writing: Writing) -> Any:
        for spread in value.values():
            if min(spread) < 0 or not 0 < sum(spread) <= PEOPLE:
                raise UserError(f"Add answers of at most {formats.people(PEOPLE)} at once.")
        return super().clean(value, writing)

    def show(self, value: Any, context: Context) -> str:
        return ", ".join(f"{key} {'/'.join(map(str, spread))}" for key, spread in value.items())

    def wants(self) -> str:
        return f"for each statement, how many gave {LEAST} to {MOST}"
