"""The training chain in time: which training prepares which in-service day, whom it reached, what
was taken up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.plan import Strategy
from bltui.domain.model.record import active
from bltui.domain.model.school_levels import concerns
from bltui.domain.model.text import folded
from bltui.domain.model.training import InService, Training, staff_in
from bltui.domain.schedule.days import Timetable, covered
from bltui.domain.team.membership import on_day


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An in-service day, or several in a row, and the trainings between the one before and it."""

    days: tuple[InService, ...]
    """One, or those that follow each other without a school day between."""
    trainings: tuple[Training, ...]
    """After the previous in-service day and before this one."""
    since: date | None
    """The previous in-service day."""

    @property
    def on(self) -> date:
        """The first day."""
        return self.days[0].on


def school_days(table: Timetable | None, after: date, upto: date) -> int:
    """How many school days there are after a day up to another one.

    Without a calendar Mondays to Fridays stand for them.
    """
    if table is not None:
        return sum(day.students for day in table.span if after < day.date <= upto)
    span = (upto - after).days
    whole, rest = divmod(max(span, 0), 7)
    return whole * 5 + sum((after.weekday() + n) % 7 < 5 for n in range(1, rest + 1))


def in_calendar(building: Building) -> list[InService]:
    """The in-service days that only the calendar has, as days on which nothing was noted yet.

    Their id is 0.
    """
    known = {day.on for day in active(building.inservices)}
    found: dict[date, str] = {}
    for row in active(building.days):
        if row.kind == "in_service" and concerns(row.level, building.profile.level):
            for on in covered(row):
                found.setdefault(on, row.name)
    return [InService(on=on, title=name) for on, name in sorted(found.items()) if on not in known]


def chain(building: Building, first: date, last: date) -> list[Link]:
    """The in-service days of a span, by day, with the trainings that come before each; an
    in-service before the span counts
    as the previous one. Where there is none, trainings count from the first day of the span.
    """
    days = sorted(
        (*active(building.inservices), *in_calendar(building)), key=lambda d: (d.on, d.id)
    )
    blocks: list[list[InService]] = []
    for day in days:
        if blocks and school_days(None, blocks[-1][-1].on, day.on - timedelta(1)) == 0:
            blocks[-1].append(day)
        else:
            blocks.append([day])
    trainings = sorted(active(building.trainings), key=lambda t: (t.on, t.id))
    links = []
    for place, block in enumerate(blocks):
        if not first <= block[0].on <= last:
            continue
        since = blocks[place - 1][-1].on if place else None
        between = tuple(
            t
            for t in trainings
            if (t.on >= first if since is None else t.on > since) and t.on < block[0].on
        )
        links.append(Link(days=tuple(block), trainings=between, since=since))
    return links


def staff_on(building: Building) -> set[int]:
    """The building's staff as the list has it now: active, external people left out."""
    return staff_in(building.people)


def reached(building: Building, day: InService) -> int | None:
    """How many of the staff an in-service day reached: the names where there are any, with those
    who led it, else the
    number; None if neither.
    """
    if day.attended:
        return len({*day.attended, *day.presenter_ids} & staff_on(building))
    return day.reached


def led_by(building: Building, day: InService) -> tuple[int, ...]:
    """The presenters of an in-service day who were on the BLT that day."""
    members = set(on_day(building, day.on).members)
    return tuple(p for p in day.presenter_ids if p in members)


def introduced(building: Building, strategy: Strategy, today: date) -> tuple[date, str] | None:
    """When the staff first heard of a strategy, and the record that says so; None if not yet."""
    found = [
        (day.on, f"inservices/{day.id}")
        for day in active(building.inservices)
        if strategy.id in day.strategy_ids
    ]
    if strategy.introduced is not None:
        found.append((strategy.introduced, f"strategies/{strategy.id}"))
    past = [one for one in found if one[0] <= today]
    return min(past) if past else None


def taken_up(building: Building, strategy: Strategy, since: date) -> date | None:
    """The first sign after its introduction that a strategy is worked with: a cycle, a result of an
    indicator, or a point
    of a group's meeting that is about its goal or names it.
    """
    cycles = [
        c.start
        for c in active(building.cycles)
        if c.strategy_id == strategy.id and c.start >= since
    ]
    results = [
        check.actual_on or check.planned
        for indicator in active(building.indicators)
        if indicator.strategy_id == strategy.id
        for check in indicator.checks
        if check.actual is not None
    ]
    talked = _talked_about(building, strategy) if any(active(building.agenda)) else ()
    return min([*cycles, *(day for day in (*results, *talked) if day >= since)], default=None)


def _talked_about(building: Building, strategy: Strategy) -> Iterator[date]:
    """The days on which a group held a meeting with a point about the strategy: one that names it,
    or, in a group that works
    on it, one about its goal.
    """
    own = {f"cwg:{building.cwgs[n].number}" for n in strategy.cwg_ids if n in building.cwgs}
    held = {
        m.id: m
        for m in active(building.meetings)
        if m.held and not m.cancelled and m.team.startswith("cwg:")
    }
    words = folded(strategy.text)
    for item in active(building.agenda):
        meeting = held.get(item.meeting_id)
        if meeting is None:
            continue
        linked = (
            strategy.goal_id is not None
            and item.about == f"goal:{strategy.goal_id}"
            and meeting.team in own
        )
        if linked or words in folded(item.title):
            yield meeting.on
