"""The building's schedule: all meetings of all groups, for checks, previews, and views."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import msgspec

from bltui.domain.calendar.edits import table_on
from bltui.domain.model import labels
from bltui.domain.model.availability import Availability, Moment, by_person
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Bell
from bltui.domain.model.cwgs import Cwg, working
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.series import Series
from bltui.domain.plan import alignment
from bltui.domain.schedule.days import SchoolDay, Timetable
from bltui.domain.schedule.expansion import Expansion
from bltui.domain.schedule.free_time import Booking
from bltui.domain.series.team_meetings import (
    BLT,
    expand_teams,
    in_year,
    owner,
    records_by_team,
)
from bltui.domain.steps import current_state

Span = tuple[date, date]


class Sitting(msgspec.Struct, frozen=True):
    """A meeting that takes place. Times are minutes since midnight; the end is exclusive."""

    cwg: int
    series: int
    original: dt.date
    date: dt.date
    start: int
    end: int
    room: str | None
    held: bool = False
    meeting_id: int | None = None
    """The id of its record, which has the agenda and the minutes; None without one."""
    timed: bool = True
    """Whether it has a time. If not, start and end are 0."""


class Schedule:
    """All groups and meetings of a year, with the people and days that constrain them.

    Immutable: `with_group` returns a changed copy.
    """

    def __init__(
        self,
        *,
        groups: Mapping[int, Cwg],
        series: Mapping[int, Series],
        expansions: Mapping[int, Expansion],
        table: Timetable | None,
        people: Mapping[int, Person],
        today: date,
        rows: Mapping[int, list[Availability]] | None = None,
        terms: Mapping[int, tuple[Span, ...]] | None = None,
        others: Iterable[Booking] = (),
        waived: Mapping[tuple[str, str], str] | None = None,
        on_strategy: frozenset[int] = frozenset(),
    ) -> None:
        self.groups = groups
        self.series = series
        self.expansions = expansions
        self.table = table
        self.people = people
        self.today = today
        self.rows = rows or {}
        #: BLT terms by person.
        self.terms = terms or {}
        #: Other bookings of people: BLT trainings.
        self.others = tuple(others)
        self.waived = waived or {}
        #: Groups that work on a strategy of the year. They support its goal; SIP-03 reports a
        #: strategy without one.
        self.on_strategy = on_strategy
        self.sittings: dict[int, list[Sitting]] = {}
        for one in series.values():
            cwg = owner(one)
            if one.id in expansions and (cwg == BLT or cwg in groups):
                self.sittings.setdefault(cwg, []).extend(_sittings(cwg, expansions[one.id]))
        self._teams: dict[tuple[int, date | None], frozenset[int]] = {}

    @cached_property
    def by_date(self) -> dict[date, list[Sitting]]:
        """Meetings by date, ordered by start."""
        found: dict[date, list[Sitting]] = {}
        for sittings in self.sittings.values():
            for sitting in sittings:
                found.setdefault(sitting.date, []).append(sitting)
        for day in found.values():
            day.sort(key=_begins)
        return found

    def series_of(self, cwg: int) -> list[Series]:
        """Return the series of a group, or of the BLT."""
        team = "blt" if cwg == BLT else "cwg"
        own = (s for s in self.series.values() if s.team == team)
        return [s for s in own if cwg in (BLT, s.cwg_id)]

    def team(self, cwg: int, day: date) -> frozenset[int]:
        """Return the ids of the people expected at a group's meeting on a day."""
        if cwg == BLT:
            team = self._teams.get((BLT, day))
            if team is None:
                team = self._teams[BLT, day] = frozenset(
                    p for p in self.terms if self.on_blt(p, day)
                )
            return team
        team = self._teams.get((cwg, None))
        if team is None:
            group = self.groups[cwg]
            if any(m.start or m.end for m in group.members):
                return frozenset((*group.people(day), *group.heads()))
            team = self._teams[cwg, None] = frozenset((*group.people(), *group.heads()))
        return team

    def on_blt(self, person: int, day: date) -> bool:
        """Return whether a person serves on the BLT on a day."""
        return any(start <= day <= end for start, end in self.terms.get(person, ()))

    def day(self, when: date) -> SchoolDay | None:
        """Return the school day of a date, or None outside the year or without a calendar."""
        return self.table.on(when) if self.table is not None else None

    def bell(self, when: date) -> Bell | None:
        """Return the bell schedule of a date, or None."""
        day = self.day(when)
        return (
            self.table.bells.get(day.bell)
            if self.table and day is not None and day.bell is not None
            else None
        )

    def moment(self, sitting: Sitting) -> Moment:
        """Return a meeting's time in the form that availability queries take."""
        day = self.day(sitting.date)
        one = self.series.get(sitting.series)
        return Moment(
            sitting.date.weekday(),
            sitting.start,
            sitting.end,
            (one.time.period or "") if one is not None else "",
            (day.letter or "") if day is not None else "",
            date=sitting.date,
            bell=self.bell(sitting.date),
        )

    def name(self, person: int) -> str:
        """Return a person's name, or "person N" if the id is unknown."""
        found = self.people.get(person)
        return found.name if found is not None else f"person {person}"

    def called(self, cwg: int) -> str:
        """Return a group's display name."""
        return f"the {labels.team()}" if cwg == BLT else self.groups[cwg].called

    def bookings(self, without: int | None = None) -> list[Booking]:
        """Return all meetings as bookings of people and rooms, except those of one group."""
        return [
            Booking(s.date, s.start, s.end, self.team(cwg, s.date), s.room, self.called(cwg))
            for cwg, sittings in self.sittings.items()
            if cwg != without
            for s in sittings
        ] + list(self.others)

    def with_group(
        self,
        group: Cwg,
        series: Iterable[Series] | None = None,
        expansions: Mapping[int, Expansion] | None = None,
    ) -> Schedule:
        """Return a copy with this group (new or changed) and these series of it."""
        changed = Schedule.__new__(Schedule)
        changed.__dict__.update({k: v for k, v in self.__dict__.items() if k != "by_date"})
        changed.groups = {**self.groups, group.id: group}
        changed._teams = {k: v for k, v in self._teams.items() if k[0] != group.id}
        mine = self.series_of(group.id) if series is None else list(series)
        kept = {n: s for n, s in self.series.items() if s.team == "blt" or s.cwg_id != group.id}
        changed.series = {**kept, **{s.id: s for s in mine}}
        changed.expansions = {**self.expansions, **(expansions or {})}
        now = [
            x
            for s in mine
            if s.id in changed.expansions
            for x in _sittings(group.id, changed.expansions[s.id])
        ]
        changed.sittings = {**self.sittings, group.id: now}
        dates = dict(self.by_date)
        for day in {s.date for s in self.sittings.get(group.id, ())}:
            dates[day] = [s for s in dates[day] if s.cwg != group.id]
        for sitting in now:
            dates[sitting.date] = sorted([*dates.get(sitting.date, ()), sitting], key=_begins)
        changed.__dict__["by_date"] = dates
        return changed


def _begins(sitting: Sitting) -> int:
    return sitting.start


def _sittings(cwg: int, expansion: Expansion) -> list[Sitting]:
    return [
        Sitting(
            cwg,
            m.series_id,
            m.original,
            m.date,
            m.start.hour * 60 + m.start.minute,
            m.end.hour * 60 + m.end.minute,
            m.room,
            m.state == "held",
            m.meeting_id,
            m.timed,
        )
        for m in expansion.meetings
        if m.state != "cancelled"
    ]


def blt_terms(building: Building, first: date, last: date) -> dict[int, tuple[Span, ...]]:
    """Return when each person serves on the BLT between two days.

    Alternates serve in their own years only. Substitutes serve while the member is on leave.
    """
    found: dict[int, list[Span]] = {}
    for membership in active(building.memberships):
        seat = building.seats.get(membership.seat_id)
        if membership.status == "ended" or seat is None or seat.archived:
            continue
        person = (
            membership.substitute_person_id
            if membership.status == "on_leave"
            else membership.person_id
        )
        if person is None:
            continue
        start, end = membership.start or date.min, membership.end or date.max
        years: Iterable[Span] = [(date.min, date.max)]
        if seat.kind == "alternate" and membership.active_years is not None:
            odd = membership.active_years == "odd"
            years = _years(building.profile.year_starts, first, last, odd)
        for opens, closes in years:
            if max(start, opens) <= min(end, closes):
                found.setdefault(person, []).append((max(start, opens), min(end, closes)))
    return {person: tuple(sorted(spans)) for person, spans in found.items()}


def _years(starts: str, first: date, last: date, odd: bool) -> list[Span]:
    """Return the odd or even school years, by start year, around a span."""
    month, day = int(starts[:2]), min(int(starts[3:]), 28)
    return [
        (date(year, month, day), date(year + 1, month, day) - dt.timedelta(1))
        for year in range(max(first.year - 1, 1), min(last.year + 2, 9998))
        if (year % 2 == 1) == odd
    ]


def table_of(building: Building, on: date) -> Timetable | None:
    """Return the table of the school year of a day, or None without a calendar.

    Uses the calendar that includes the day, else the next one, else the latest.
    """
    return table_on(building, on) if any(active(building.calendars)) else None


def schedule_of(building: Building, today: date, *, others: Iterable[Booking] = ()) -> Schedule:
    """Return the schedule of a building's active groups in the current school year."""
    table = table_of(building, today)
    groups = {g.id: g for g in working(building.cwgs)}
    series, expansions = expand_teams(
        in_year(building, active(building.series), today),
        active(building.exceptions),
        records_by_team(building),
        table,
    )
    first, last = (table.calendar.first, table.calendar.last) if table else (today, today)
    return Schedule(
        groups=groups,
        series=series,
        expansions=expansions,
        table=table,
        people={p.id: p for p in active(building.people)},
        today=today,
        rows=by_person(active(building.availability)),
        terms=blt_terms(building, first, last),
        others=others,
        waived={(w.rule, w.key): w.why for w in active(building.waivers)},
        on_strategy=_on_strategy(building, today),
    )


def _on_strategy(building: Building, today: date) -> frozenset[int]:
    if not any(active(building.strategies)):
        return frozenset()
    year = current_state.working_year(building, today)
    return frozenset(
        cwg for strategy in alignment.strategies_of(building, year) for cwg in strategy.cwg_ids
    )
