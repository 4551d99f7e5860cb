"""Rules about attendance: people not free, not in the building, or in too many meetings.

CWG-07 to CWG-09, CWG-21, and CWG-27.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from bltui.domain.checks.group_meetings import line
from bltui.domain.model import formats
from bltui.domain.model.availability import Moment, State, clock_of, minutes, state
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.wording import shortened
from bltui.domain.schedule.conflict import ScheduleConflict, key, when
from bltui.domain.schedule.free_time import WHY
from bltui.domain.series.year_schedule import Schedule, Sitting

Limits = Mapping[str, float]


def check(
    schedule: Schedule, limits: Limits, only: int | None = None
) -> Iterator[ScheduleConflict]:
    """Yield the attendance conflicts of all groups, or of the group `only`."""
    wanted = (
        schedule.groups.values()
        if only is None
        else [schedule.groups[only]]
        if only in schedule.groups
        else []
    )
    for group in wanted:
        if sittings := sorted(schedule.sittings.get(group.id, ()), key=lambda s: (s.date, s.start)):
            yield from _people(schedule, group, sittings)
    yield from _weekly(schedule, limits, only)


def _people(schedule: Schedule, group: Cwg, sittings: list[Sitting]) -> Iterator[ScheduleConflict]:
    """Yield conflicts for people who cannot come: CWG-07, 08, 09, and 27."""
    common = group.structure == "common_planning"
    heads = set(group.heads())
    cache: dict[tuple[object, ...], State] = {}
    found: dict[tuple[str, int], dict[int, tuple[State, dict[date, None]]]] = {}
    dated = {
        person
        for person, rows in schedule.rows.items()
        if any(row.first or row.last for row in rows)
    }
    for sitting in sittings:
        moment = schedule.moment(sitting)
        in_class = _in_class(moment)
        shape = (
            moment.weekday,
            moment.start,
            moment.end,
            moment.letter,
            moment.bell.id if moment.bell else 0,
        )
        for person in schedule.team(group.id, sitting.date):
            rows = schedule.rows.get(person)
            if not rows:
                how: State = "unknown" if in_class else "free"
            elif person in dated:
                how = state(rows, moment)
            else:
                place = (person, sitting.series, *shape)
                known = cache.get(place)
                how = cache[place] = known if known is not None else state(rows, moment)
            if how == "free":
                continue
            if how in ("teaching", "unknown") and common and in_class:
                rule = "CWG-09"
            elif how == "unknown":
                continue
            elif how == "away":
                rule = "CWG-27"
            elif person in heads and how != "if_needed":
                rule = "CWG-08"
            else:
                rule = "CWG-07?" if how == "if_needed" else "CWG-07"
            found.setdefault((rule, sitting.series), {}).setdefault(person, (how, {}))[1][
                sitting.date
            ] = None
    starts = {s.series: s.start for s in reversed(sittings)}
    for (rule, number), people in found.items():
        dates = tuple(sorted({d for _, days in people.values() for d in days}))
        words = {p: f"{schedule.name(p)} ({WHY[how]})" for p, (how, _) in people.items()}
        who = tuple(sorted(people))
        team = len(schedule.team(group.id, dates[0]))
        names = shortened([words[p] for p in who])
        at = when(dates, clock_of(starts[number]))
        message = {
            "CWG-07": f"{len(who)} of {team} cannot come: {names}; {at}",
            "CWG-07?": (
                f"{len(who)} of {team} come only if needed: "
                f"{shortened([schedule.name(p) for p in who])}; {at}"
            ),
            "CWG-08": f"its leader cannot come: {names}; {at}",
            "CWG-09": f"no planning period at that time: {names}; {at}",
            "CWG-27": f"not in the building: {shortened([schedule.name(p) for p in who])}; {at}",
        }[rule]
        severity = "info" if rule == "CWG-07?" else None
        yield line(group, rule.rstrip("?"), message, number, dates, people=who, severity=severity)


def _in_class(moment: Moment) -> bool:
    """Return whether a time overlaps the hours with students."""
    if moment.bell is None:
        return bool(moment.period)
    return (
        moment.start < minutes(moment.bell.students.end)
        and minutes(moment.bell.students.start) < moment.end
    )


def _weekly(schedule: Schedule, limits: Limits, only: int | None) -> Iterator[ScheduleConflict]:
    """Yield people with too many meetings or too little planning time in a week (CWG-21)."""
    cap, protected = limits["meetings_week"], limits["planning_protected"]
    if not cap and not protected:
        return
    weeks: dict[tuple[int, date], list[Sitting]] = {}
    mine = (
        schedule.team(only, schedule.today)
        if only is not None and only in schedule.groups
        else None
    )
    for cwg, sittings in schedule.sittings.items():
        for sitting in sittings:
            monday = sitting.date - timedelta(sitting.date.weekday())
            for person in schedule.team(cwg, sitting.date):
                if mine is None or person in mine:
                    weeks.setdefault((person, monday), []).append(sitting)
    for rule, over in (
        ("meetings", lambda p, found: bool(cap) and len(found) > cap),
        (
            "planning",
            lambda p, found: bool(protected) and _planning_left(schedule, p, found) < protected,
        ),
    ):
        yield from _too_much(schedule, limits, weeks, rule, over)


def _too_much(
    schedule: Schedule,
    limits: Limits,
    weeks: Mapping[tuple[int, date], list[Sitting]],
    what: str,
    over: Callable[[int, list[Sitting]], bool],
) -> Iterator[ScheduleConflict]:
    people: dict[int, list[date]] = {}
    for (person, monday), found in weeks.items():
        if over(person, found):
            people.setdefault(person, []).append(monday)
    for person, mondays in people.items():
        mondays.sort()
        name = schedule.name(person)
        text = (
            f"more than {formats.count(limits['meetings_week'], 'meeting')} a week"
            if what == "meetings"
            else f"fewer than {formats.count(limits['planning_protected'], 'minute')} of planning time left"
        )
        cwgs = sorted(
            {s.cwg for m in mondays for s in weeks[person, m] if s.cwg in schedule.groups}
        )
        yield ScheduleConflict(
            rule="CWG-21",
            message=f"{name}: {text} in the week{'s' if len(mondays) > 1 else ''} of "
            f"{when(tuple(mondays))}",
            key=key(f"people/{person}", what),
            cwgs=tuple(cwgs),
            people=(person,),
            dates=tuple(mondays),
            subject=name,
        )


def _planning_left(schedule: Schedule, person: int, found: list[Sitting]) -> float:
    """Return a person's planning minutes in a week that no meeting uses.

    Returns infinity if none are known.
    """
    rows = [r for r in schedule.rows.get(person, ()) if r.kind == "planning"]
    if not rows or not found:
        return float("inf")
    monday = found[0].date - timedelta(found[0].date.weekday())
    left = 0
    for offset in range(7):
        when_ = monday + timedelta(offset)
        bell, day = schedule.bell(when_), schedule.day(when_)
        for period in bell.periods if bell is not None else ():
            start, end = minutes(period.start), minutes(period.end)
            letter = (day.letter or "") if day else ""
            moment = Moment(when_.weekday(), start, end, period.id, letter, date=when_, bell=bell)
            if state(rows, moment) == "free":
                used = sum(
                    max(0, min(end, s.end) - max(start, s.start)) for s in found if s.date == when_
                )
                left += max(end - start - used, 0)
    return left
