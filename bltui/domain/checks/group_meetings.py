"""Rules about a group's meetings: closed days, hours, periods, and gaps.

CWG-03 to 05, 20, 22 to 24, 26, 29, 31 to 33, and 36.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from bltui.domain.model import formats
from bltui.domain.model.availability import clock_of, minutes
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.formats import listed_dates, show_date, time_range
from bltui.domain.model.series import DOING, Dates, DayKinds, MeetingException, Series
from bltui.domain.schedule.conflict import ScheduleConflict, key, when
from bltui.domain.series.team_meetings import is_separate
from bltui.domain.series.year_schedule import Schedule, Sitting

Limits = Mapping[str, float]


def check(
    schedule: Schedule, limits: Limits, only: int | None = None
) -> Iterator[ScheduleConflict]:
    """Yield the meeting conflicts of all groups, or of the group `only`."""
    wanted = (
        schedule.groups.values()
        if only is None
        else [schedule.groups[only]]
        if only in schedule.groups
        else []
    )
    for group in wanted:
        sittings = sorted(schedule.sittings.get(group.id, ()), key=lambda s: (s.date, s.start))
        if sittings:
            yield from _days(schedule, limits, group, sittings)
            yield from _rhythm(schedule, limits, group, sittings)
        yield from _expansion(schedule, group)


def line(
    group: Cwg,
    rule: str,
    message: str,
    series: int,
    dates: Iterable[date],
    *,
    people: tuple[int, ...] = (),
    **more: object,
) -> ScheduleConflict:
    """Return a conflict of a group's series on some dates."""
    found = tuple(dict.fromkeys(dates))
    parts = [f"cwgs/{group.id}", f"series/{series}"]
    if people:
        parts.append(f"people/{','.join(str(p) for p in people)}")
    return ScheduleConflict(
        rule=rule,
        message=f"{group.called}: {message}",
        key=key(*parts),
        cwgs=(group.id,),
        series=(series,),
        people=people,
        dates=found,
        subject=group.called,
        **more,  # type: ignore[arg-type]
    )


def _days(
    schedule: Schedule, limits: Limits, group: Cwg, sittings: list[Sitting]
) -> Iterator[ScheduleConflict]:
    """Yield conflicts with the day: closed, in-service, hours, short periods, clock changes."""
    closed: dict[int, list[Sitting]] = {}
    in_service: dict[tuple[int, bool], list[Sitting]] = {}
    outside: dict[int, list[Sitting]] = {}
    short: dict[int, list[Sitting]] = {}
    clock: dict[int, list[Sitting]] = {}
    for sitting in sittings:
        one = schedule.series[sitting.series]
        day = schedule.day(sitting.date)
        if day is not None and day.kind == "in_service":
            meant = one.in_service == "meet" or isinstance(one.pattern, Dates | DayKinds)
            in_service.setdefault((sitting.series, meant), []).append(sitting)
        elif day is None or not day.students:
            closed.setdefault(sitting.series, []).append(sitting)
        if not sitting.timed:
            continue
        bell = schedule.bell(sitting.date)
        if bell is not None and not (
            minutes(bell.contract.start) <= sitting.start
            and sitting.end <= minutes(bell.contract.end)
        ):
            outside.setdefault(sitting.series, []).append(sitting)
        if one.time.period and sitting.end - sitting.start < limits["period_min"]:
            short.setdefault(sitting.series, []).append(sitting)
        if sitting.start < _CLOCK_CHANGES_BEFORE and schedule.table is not None:
            clock.setdefault(sitting.series, []).append(sitting)
    for number, found in closed.items():
        day = schedule.day(found[0].date)
        why = f" ({day.name})" if day is not None and day.name else ""
        yield line(
            group,
            "CWG-03",
            f"meets on a day without school{why}: {_when(found)}",
            number,
            _dates(found),
        )
    for (number, meant), found in in_service.items():
        yield line(
            group,
            "CWG-04",
            f"meets on an in-service day{'' if meant else ', which its series does not allow'}: "
            f"{_when(found)}",
            number,
            _dates(found),
            severity=None if meant else "warn",
        )
    for number, found in outside.items():
        bell = schedule.bell(found[0].date)
        hours = time_range(bell.contract.start, bell.contract.end) if bell else ""
        yield line(
            group,
            "CWG-05",
            f"meets outside the contract day ({hours}): {_when(found)}",
            number,
            _dates(found),
            severity="error" if limits["contract_strict"] else None,
        )
    for number, found in short.items():
        length = found[0].end - found[0].start
        yield line(
            group,
            "CWG-23",
            f"has only {formats.count(length, 'minute')}: {_when(found)}",
            number,
            _dates(found),
        )
    for number, found in clock.items():
        wrong = [s for s in found if not _clock_is_sound(schedule, s)]
        if wrong:
            yield line(
                group,
                "CWG-29",
                f"starts at a time that the clock change skips or repeats: {_when(wrong)}",
                number,
                _dates(wrong),
            )


#: Minutes since midnight. Clocks change between midnight and 4 AM.
_CLOCK_CHANGES_BEFORE = 4 * 60


def _clock_is_sound(schedule: Schedule, sitting: Sitting) -> bool:
    """Return whether a meeting's start time exists exactly once on its date."""
    from datetime import (
        UTC,
        datetime,
        time,
    )  # imported here: takes 3 ms, and only a meeting at night needs it
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    assert schedule.table is not None
    try:
        zone = ZoneInfo(schedule.table.calendar.tz)
    except (ZoneInfoNotFoundError, ValueError):
        return True
    local = datetime.combine(sitting.date, time(*divmod(sitting.start, 60)), zone)
    later = local.replace(fold=1)
    back = local.astimezone(UTC).astimezone(zone)
    return (
        back.replace(tzinfo=None) == local.replace(tzinfo=None)
        and local.utcoffset() == later.utcoffset()
    )


def _dates(sittings: Iterable[Sitting]) -> Iterator[date]:
    return (s.date for s in sittings)


def _when(sittings: list[Sitting]) -> str:
    dates = tuple(dict.fromkeys(s.date for s in sittings))
    return when(dates, clock_of(sittings[0].start))


def _rhythm(
    schedule: Schedule, limits: Limits, group: Cwg, sittings: list[Sitting]
) -> Iterator[ScheduleConflict]:
    """Yield meetings that are too frequent, too rare, or not held: CWG-20, 31, 32, and 36."""
    dates = [s.date for s in sittings]
    number = sittings[0].series
    twice = sorted({a for a, b in pairwise(dates) if a == b})
    if twice:
        yield line(group, "CWG-20", f"meets twice on one day: {when(tuple(twice))}", number, twice)
    weeks = limits["gap_weeks"]
    gaps = [(a, b) for a, b in pairwise(dates) if weeks and (b - a).days > weeks * 7]
    if gaps:
        longest = max(gaps, key=lambda g: g[1] - g[0])
        without = (longest[1] - longest[0]).days // 7
        text = (
            f"no meeting from {show_date(longest[0])} to {show_date(longest[1])}: "
            f"{formats.count(without, 'week')}"
        )
        yield line(group, "CWG-32", text, number, [a for a, _ in gaps])
    least = limits["meetings_term"]
    if least and schedule.table is not None:
        calendar = schedule.table.calendar
        terms = [(t.name, t.first, t.last) for t in calendar.terms] or [
            ("the year", calendar.first, calendar.last)
        ]
        few = [(name, n) for name, a, b in terms if (n := sum(a <= d <= b for d in dates)) < least]
        if few:
            text = ", ".join(f"{name}: {n}" for name, n in few)
            yield line(
                group,
                "CWG-31",
                f"fewer than {formats.count(least, 'meeting')} in {text}",
                number,
                (),
            )
    yield from _unheld(schedule, limits, group, sittings)


def _unheld(
    schedule: Schedule, limits: Limits, group: Cwg, sittings: list[Sitting]
) -> Iterator[ScheduleConflict]:
    """Yield a conflict if no meeting was marked as held for many school days (CWG-36)."""
    past = [s for s in sittings if s.date <= schedule.today]
    if not past or schedule.table is None:
        return
    last = max((s.date for s in past if s.held), default=past[0].date - timedelta(1))
    days = sum(d.students for d in schedule.table.span if last < d.date <= schedule.today)
    if days > limits["held_days"]:
        text = f"no meeting is marked as held for {formats.count(days, 'school day')}"
        yield line(group, "CWG-36", text, past[-1].series, ())


def _expansion(schedule: Schedule, group: Cwg) -> Iterator[ScheduleConflict]:
    """Yield problems from expanding the series: CWG-22, 24, 26, and 33."""
    for one in schedule.series_of(group.id):
        expansion = schedule.expansions.get(one.id)
        if expansion is None:
            continue
        lacking = tuple(s.date for s in expansion.skipped if s.cause == "no_period")
        if lacking:
            why = next(s.why for s in expansion.skipped if s.cause == "no_period")
            yield line(group, "CWG-22", f"{why}: {when(lacking)}", one.id, lacking)
        snow = tuple(s.date for s in expansion.skipped if s.cause == "snow")
        if snow:
            yield line(
                group,
                "CWG-26",
                f"a meeting on a snow day is not moved or canceled yet: {when(snow)}",
                one.id,
                snow,
            )
        if expansion.orphans:
            dates = tuple(sorted(e.date for e in expansion.orphans))
            ordered = sorted(expansion.orphans, key=lambda e: e.date)
            left = listed_dates(f"{show_date(e.date)} ({_decided(e)})" for e in ordered)
            text = f"decisions are left for dates on which the series no longer meets: {left}"
            yield line(group, "CWG-33", text, one.id, dates)
        yield from _runs_past(schedule, group, one)


def _decided(exception: MeetingException) -> str:
    """Format what an exception does to a meeting."""
    if exception.do == "move" and exception.to is not None:
        return f"moved to {show_date(exception.to.date)}"
    return DOING[exception.do]


def _runs_past(schedule: Schedule, group: Cwg, one: Series) -> Iterator[ScheduleConflict]:
    if schedule.table is None or is_separate(one):
        return
    calendar = schedule.table.calendar
    if one.until > calendar.last:
        text = f"its series runs to {show_date(one.until)}, past the last day of school, {show_date(calendar.last)}"
        yield line(group, "CWG-24", text, one.id, ())
