"""Occurrences of an event in a calendar file: its rule, without exclusions, with additions.

Rules are bounded in length.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bltui.exchange.tables import Problem

if TYPE_CHECKING:
    from icalendar import Component

# Most occurrences taken from one event, and most steps of its rule.
_OCCURRENCES = 2_000
_STEPS = 25_000
# How long a rule runs if no school year is known.
_WITHOUT_YEAR = timedelta(400)
# No school calendar is later, and adding to dates near the year 9999 would overflow.
_FAR = datetime(2200, 1, 1)  # noqa: DTZ001
# The last second of a day.
_LATE = timedelta(days=1, seconds=-1)
_RULES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def one_of(event: Component, key: str) -> Any:
    """Return a property's value; the first one if a broken file has several."""
    value = event.get(key)
    return value[0] if isinstance(value, list) else value


def plain(moment: datetime | date) -> datetime:
    """Return a moment without a time zone; a day is its midnight."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def starts(
    event: Component,
    start: datetime | date,
    window: tuple[date, date] | None,
    zone: ZoneInfo,
    line: int,
    problems: list[Problem],
) -> Iterator[datetime | date]:
    """Yield every start of an event: its start, or those of its rule.

    Exclusions are left out and additions are included.
    """
    rule = one_of(event, "RRULE")
    out = set(_listed(event, "EXDATE", zone))
    added = [moment for moment in _listed(event, "RDATE", zone) if moment not in out]
    if rule is None:
        yield from dict.fromkeys(m for m in (plain(start), *added) if m not in out)
        return
    frequency = str(rule.get("FREQ", ["?"])[0]).upper()
    if frequency not in _RULES or len(event.to_ical()) > 20_000:
        problems.append(
            Problem(
                line,
                f"it repeats {frequency.lower()}, which is not a pattern of school days; skipped.",
            )
        )
        return
    # dateutil comes with icalendar and has no types. Only a recurring event needs it.
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    origin = plain(start)
    limit = plain(window[1]) + _LATE if window else (min(origin, _FAR) + _WITHOUT_YEAR)
    until = rule.get("UNTIL", [None])[0]
    if until is not None:
        if isinstance(until, datetime) and until.tzinfo is not None:
            until = until.astimezone(zone).replace(tzinfo=None)
        # An end given as a date includes that day, at any hour.
        limit = min(limit, plain(until) + (timedelta(0) if isinstance(until, datetime) else _LATE))
    dropped = ("UNTIL=", "COUNT=", "BYHOUR", "BYMIN", "BYSEC")
    parts = [
        part for part in rule.to_ical().decode().split(";") if not part.upper().startswith(dropped)
    ]
    # Without an end the search would run to the year 9999 if no day matches. COUNT does not stop
    # it.
    parts.append(f"UNTIL={limit:%Y%m%dT%H%M%S}")
    count = rule.get("COUNT", [_STEPS])[0]
    if limit.year - origin.year > 60:
        problems.append(Problem(line, f"it has repeated since {origin.year}; skipped."))
        return
    moments = rrulestr(";".join(parts), dtstart=origin)
    earliest = plain(window[0]) if window else origin
    seen = 0
    for moment in islice(moments, min(count, _STEPS)):
        if moment >= earliest and moment not in out:
            seen += 1
            if seen > _OCCURRENCES:
                problems.append(
                    Problem(
                        line,
                        f"it repeats more than {_OCCURRENCES:,} times; the rest was skipped.",
                    )
                )
                break
            yield moment
    yield from added


def _listed(event: Component, key: str, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the dates of EXDATE or RDATE as wall-clock times."""
    value = event.get(key, [])
    for each in value if isinstance(value, list) else [value]:
        for one in each.dts:
            moment = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            if isinstance(moment, datetime) and moment.tzinfo is not None:
                moment = moment.astimezone(zone).replace(tzinfo=None)
            yield plain(moment)
