"""Schedule conflicts of groups and their meetings, computed from the schedule.

Fast enough for a preview on every keystroke. `only` limits the check to one group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from bltui.domain.checks import attendance as attendance_rules
from bltui.domain.checks import cwgs as cwg_rules
from bltui.domain.checks import group_meetings as meeting_rules
from bltui.domain.model import labels
from bltui.domain.model.availability import clock_of
from bltui.domain.model.wording import shortened
from bltui.domain.schedule.conflict import ScheduleConflict, accepted, key, when
from bltui.domain.series.team_meetings import BLT
from bltui.domain.series.year_schedule import Schedule, Sitting

#: Default limits of the rules (not from the source document), see `data/cwg_limits.toml`.
LIMITS: Mapping[str, float] = MappingProxyType(
    {
        "cwg_size_min": 3,
        "cwg_size_max": 8,
        "groups_max": 2,
        "size_spread": 3,
        "load_ratio": 1.5,
        "passing_minutes": 0,
        "contract_strict": 0,
        "meetings_week": 0,
        "planning_protected": 0,
        "period_min": 25,
        "meetings_term": 0,
        "gap_weeks": 6,
        "held_days": 20,
    }
)


def check(
    schedule: Schedule, limits: Mapping[str, float] | None = None, *, only: int | None = None
) -> list[ScheduleConflict]:
    """Return all conflicts of rules CWG-01 to CWG-36, ordered by rule and groups.

    Waived conflicts are marked. `limits` override `LIMITS`. With `only`, only that group's
    conflicts are returned, without CWG-12 and CWG-14, which compare all groups.
    """
    known = {**LIMITS, **(limits or {})}
    found = list(double_booked(schedule, known, only))
    for rules in (meeting_rules, attendance_rules, cwg_rules):
        found += rules.check(schedule, known, only)
    found.sort(key=_order)
    return accepted(found, schedule.waived)


def _order(clash: ScheduleConflict) -> tuple[str, tuple[int, ...], str]:
    return clash.rule, clash.cwgs, clash.key


def overlapping(
    day: list[Sitting], passing: int = 0, only: int | None = None
) -> Iterator[tuple[Sitting, Sitting]]:
    """Yield pairs of meetings on one date that overlap. `day` is sorted by start.

    The end is exclusive: 15:15-16:00 and 16:00-16:45 do not overlap unless `passing` minutes are
    needed between meetings.
    """
    count = len(day)
    for n, first in enumerate(day):
        end = first.end + passing
        if only is None or first.cwg == only:
            for other in range(n + 1, count):
                second = day[other]
                if second.start >= end:
                    break
                yield first, second
        else:
            for other in range(n + 1, count):
                second = day[other]
                if second.start >= end:
                    break
                if second.cwg == only:
                    yield first, second


class _Cause:
    """A conflict between two groups, collected over all dates."""

    __slots__ = ("dates", "people", "series", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.dates: dict[date, None] = {}
        self.people: dict[int, None] = {}
        self.series: dict[int, None] = {}

    def add(self, first: Sitting, second: Sitting, people: Iterable[int] = ()) -> None:
        self.dates[first.date] = None
        self.people.update(dict.fromkeys(people))
        self.series[first.series] = None
        self.series[second.series] = None


_Key = tuple[str, int, int, str]


def _cause(causes: dict[_Key, _Cause], name: _Key, a: Sitting, b: Sitting) -> _Cause:
    found = causes.get(name)
    if found is None:
        found = causes[name] = _Cause(max(a.start, b.start))
    return found


class _Shared:
    """The people shared by two groups, cached for groups whose members do not change."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.steady = {
            n for n, g in schedule.groups.items() if not any(m.start or m.end for m in g.members)
        }
        self.known: dict[tuple[int, int], tuple[list[int], list[int]]] = {}

    def people(self, a: int, b: int, day: date) -> tuple[list[int], list[int]]:
        """Return the shared people who lead one of the groups, and the others.

        For the BLT's own meetings all are in the first list.
        """
        found = self.known.get((a, b))
        if found is None:
            both = sorted(self.schedule.team(a, day) & self.schedule.team(b, day))
            if a == BLT:
                found = (both if b != BLT else [], [])
            else:
                leading = {*self.schedule.groups[a].heads(), *self.schedule.groups[b].heads()}
                found = [p for p in both if p in leading], [p for p in both if p not in leading]
            if a in self.steady and b in self.steady:
                self.known[a, b] = found
        return found


def double_booked(
    schedule: Schedule, limits: Mapping[str, float], only: int | None = None
) -> Iterator[ScheduleConflict]:
    """Yield people and rooms in two meetings at once: CWG-01, 02, 06, and 34."""
    passing = int(limits["passing_minutes"])
    causes: dict[_Key, _Cause] = {}
    by_date = schedule.by_date
    dates = (
        by_date
        if only is None
        else dict.fromkeys(sorted({s.date for s in schedule.sittings.get(only, ())}))
    )
    shared = _Shared(schedule)
    for day in sorted(dates):
        for first, second in overlapping(by_date[day], passing, only):
            a, b = (first, second) if first.cwg <= second.cwg else (second, first)
            heads, others = shared.people(a.cwg, b.cwg, day)
            if heads:
                rule = "CWG-02" if a.cwg != BLT else "CWG-34"
                _cause(causes, (rule, a.cwg, b.cwg, ""), a, b).add(a, b, heads)
            if others:
                _cause(causes, ("CWG-01", a.cwg, b.cwg, ""), a, b).add(a, b, others)
            if (
                a.room
                and b.room
                and first.end > second.start
                and a.room.casefold() == b.room.casefold()
            ):
                _cause(causes, ("CWG-06", a.cwg, b.cwg, a.room.casefold()), a, b).add(a, b)
    for (rule, a_cwg, b_cwg, room), cause in causes.items():
        yield _clash(schedule, rule, a_cwg, b_cwg, room, cause)
    yield from _others(schedule, passing, only)


def _clash(
    schedule: Schedule, rule: str, a: int, b: int, room: str, cause: _Cause
) -> ScheduleConflict:
    people = tuple(sorted(cause.people))
    names = shortened([schedule.name(p) for p in people])
    dates = tuple(sorted(cause.dates))
    at = when(dates, clock_of(cause.start))
    pair = (
        f"{schedule.called(a)} and {schedule.called(b)}"
        if a != b
        else f"two meetings of {schedule.called(a)}"
    )
    if rule == "CWG-06":
        shown = next(schedule.series[s].room for s in cause.series) or room
        message, subject = f"Room {shown} is used by {pair} at the same time: {at}", f"room {shown}"
    else:
        verb = "are" if len(people) > 1 else "is"
        lead = (" (leader)" if len(people) == 1 else " (leaders)") if rule == "CWG-02" else ""
        message, subject = f"{names}{lead} {verb} in {pair} at the same time: {at}", names
    return ScheduleConflict(
        rule=rule,
        message=message,
        key=key(f"cwgs/{a}", f"cwgs/{b}", room or f"people/{','.join(str(p) for p in people)}"),
        cwgs=tuple(dict.fromkeys(c for c in (a, b) if c != BLT)),
        people=people,
        series=tuple(sorted(cause.series)),
        dates=dates,
        subject=subject,
    )


def _others(schedule: Schedule, passing: int, only: int | None) -> Iterator[ScheduleConflict]:
    """Yield group meetings while members are at a BLT training (CWG-34)."""
    for booking in schedule.others:
        for sitting in schedule.by_date.get(booking.date, ()):
            if sitting.cwg == BLT or (only is not None and sitting.cwg != only):
                continue
            if booking.start >= sitting.end + passing or sitting.start >= booking.end + passing:
                continue
            people = tuple(sorted(schedule.team(sitting.cwg, sitting.date) & booking.people))
            if people:
                names = shortened([schedule.name(p) for p in people])
                yield ScheduleConflict(
                    rule="CWG-34",
                    message=f"{names} {'are' if len(people) > 1 else 'is'} at {booking.called or f'{labels.a_team()} training'} "
                    f"while {schedule.called(sitting.cwg)} meets: {when((sitting.date,), clock_of(sitting.start))}",
                    key=key(f"cwgs/{sitting.cwg}", booking.called or "training", str(sitting.date)),
                    cwgs=(sitting.cwg,),
                    people=people,
                    series=(sitting.series,),
                    dates=(sitting.date,),
                    subject=names,
                )
