"""The lines of an indicator: what was expected, what was found, and how far the way is gone."""

from __future__ import annotations

from typing import Any

import pytest

from bltui.domain.model.plan import Check, Indicator, Reading
from bltui.domain.plan.indicators import Point, series

from .intents import TODAY, day, past

BASE = Reading(40, day("2026-09-01"))


def indicator(**fields: Any) -> Indicator:
    return Indicator(**{"id": 1, "kind": "adult", "statement": "Walk-through", **fields})


def test_points_are_in_the_order_of_their_days() -> None:
    checks = (
        Check(day("2026-10-01"), 45, 47, day("2026-10-20")),
        Check(day("2026-10-10"), None, 44),
        Check(past(-1), 50),
        Check(TODAY, 52),
    )
    found = series(
        indicator(baseline=BASE, target=60, target_on=day("2026-10-05"), checks=checks), TODAY
    )
    assert [p.value for p in found.expected] == [40, 45, 60, 50, 52]
    assert [p.value for p in found.actual] == [40, 44, 47]
    assert found.last == Point(day("2026-10-20"), 47)
    assert (found.results, found.of, found.missing) == (2, 4, (past(-1),))
    assert found.share == pytest.approx(0.35)


@pytest.mark.parametrize(
    ("actual", "target", "share"),
    [
        (40, 60, 0),
        (60, 60, 1),
        (70, 60, 1),
        (30, 60, 0),
        (35, 30, 0.5),
        (50, 40, None),
        (50, None, None),
    ],
)
def test_the_share_of_the_way(actual: float, target: float | None, share: float | None) -> None:
    found = series(
        indicator(baseline=BASE, target=target, checks=(Check(TODAY, None, actual),)), TODAY
    )
    assert found.share == share
    assert found.expected == (Point(BASE.on, 40),)  # a target without a day is drawn on none


def test_without_a_baseline_or_a_result() -> None:
    bare = series(indicator(target=60), TODAY)
    assert (bare.last, bare.share, bare.expected, bare.actual) == (None, None, (), ())
    begun = series(indicator(baseline=BASE, target=60), TODAY)
    assert begun.last == Point(BASE.on, 40) and begun.share == 0
