"""Indicators of adult implementation and student performance: checks and chart data."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.plan import Check, Indicator


class Point(msgspec.Struct, frozen=True):
    """A value in an indicator's chart."""

    on: date
    value: float


#: How an indicator stands at its last check.
Standing = Literal["on_track", "behind", "no_result", "no_data"]


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The chart data of an indicator."""

    indicator_id: int
    expected: tuple[Point, ...]
    """Planned values: baseline, expected values, and target."""
    actual: tuple[Point, ...]
    """Actual values: baseline and results, by day."""
    last: Point | None
    """The latest result, else the baseline, else None."""
    target: float | None
    share: float | None
    """Progress from baseline to target, 0 to 1, or None without both."""
    results: int
    """Number of checks with a result."""
    of: int
    """Number of planned checks."""
    missing: tuple[date, ...]
    """Past check days without a result (SIP-05)."""
    planned: float | None = None
    """The value expected at the last check that has a result or is overdue."""
    standing: Standing = "no_data"
    """Whether the newest result is what was expected at that time."""


def series(indicator: Indicator, today: date) -> Series:
    """Return the chart data of an indicator. A target without a date is not drawn."""
    start = [Point(indicator.baseline.on, indicator.baseline.value)] if indicator.baseline else []
    planned = [Point(c.planned, c.expected) for c in indicator.checks if c.expected is not None]
    if indicator.target is not None and indicator.target_on is not None:
        planned.append(Point(indicator.target_on, indicator.target))
    found = sorted(
        (
            Point(c.actual_on or c.planned, c.actual)
            for c in indicator.checks
            if c.actual is not None
        ),
        key=lambda p: p.on,
    )
    last = found[-1] if found else start[0] if start else None
    share = None
    if (
        indicator.baseline
        and indicator.target is not None
        and last
        and indicator.target != indicator.baseline.value
    ):
        way = (last.value - indicator.baseline.value) / (
            indicator.target - indicator.baseline.value
        )
        share = min(1.0, max(0.0, way))
    missing = tuple(c.planned for c in indicator.checks if c.actual is None and c.planned < today)
    planned_now, standing = _standing(indicator, today)
    return Series(
        planned=planned_now,
        standing=standing,
        indicator_id=indicator.id,
        expected=tuple(sorted((*start, *planned), key=lambda p: p.on)),
        actual=(*start, *found),
        last=last,
        target=indicator.target,
        share=share,
        results=len(found),
        of=len(indicator.checks),
        missing=missing,
    )


def _standing(indicator: Indicator, today: date) -> tuple[float | None, Standing]:
    """Return the value expected at the newest past check, and how its result compares.

    A target below the baseline counts down: there less is better.
    """
    past = [c for c in indicator.checks if c.actual is not None or c.planned < today]
    if not past:
        return None, "no_data"
    newest = max(past, key=lambda check: check.planned)
    if newest.actual is None:
        return newest.expected, "no_result"
    if newest.expected is None:
        return None, "on_track" if indicator.target is None else "no_data"
    base, target = indicator.baseline, indicator.target
    down = base is not None and target is not None and target < base.value
    met = newest.actual <= newest.expected if down else newest.actual >= newest.expected
    return newest.expected, "on_track" if met else "behind"


def measure(
    building: Building,
    *,
    indicator_id: int,
    planned: date,
    today: date,
    expected: float | None = None,
    actual: float | None = None,
    actual_on: date | None = None,
    note: str | None = None,
) -> Change:
    """Plan a progress check of an indicator, or record its result.

    There is one check per day. Omitted fields stay as they are. Raises UserError for a result in
    the future or before the baseline.
    """
    builder = ChangeBuilder(building, today=today)
    indicator = building.indicators.get(indicator_id)
    if indicator is None or indicator.archived:
        raise UserError(validation_messages.gone("indicator"), field="indicator")
    old = next((check for check in indicator.checks if check.planned == planned), Check(planned))
    when = (
        (actual_on or old.actual_on or min(planned, today))
        if actual is not None
        else actual_on or old.actual_on
    )
    new = Check(
        planned=planned,
        expected=old.expected if expected is None else expected,
        actual=old.actual if actual is None else actual,
        actual_on=when,
        note=old.note if note is None else note,
    )
    checks = tuple(
        sorted(
            (*(c for c in indicator.checks if c.planned != planned), new), key=lambda c: c.planned
        )
    )
    if not builder.put("indicators", indicator_id, checks=checks):
        return no_change(f"indicator {indicator.statement}: unchanged")
    parts = [
        f"{word} {value:g}{_unit(indicator)}"
        for word, value in (("expected", expected), ("actual", actual))
        if value is not None
    ]
    said = ", ".join(parts) or "noted"
    return builder.change(f"indicator {indicator.statement}: check of {show_date(planned)}: {said}")


def _unit(indicator: Indicator) -> str:
    return f" {indicator.unit}" if indicator.unit else ""
