"""Trainings, the in-service days they prepare, and whether strategies are used afterward."""

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
    """An in-service day (or adjacent days) with the trainings since the previous one."""

    days: tuple[InService, ...]
    """One day, or several without a school day in between."""
    trainings: tuple[Training, ...]
    """Trainings after the previous in-service day and before this one."""
    since: date | None
    """The previous in-service day, or None."""

    @property
    def on(self) -> date:
        """The first day."""
        return self.days[0].on


def school_days(table: Timetable | None, after: date, upto: date) -> int:
    """Return the number of school days after `after`, up to and including `upto`.

    Without a calendar Mondays to Fridays are counted.
    """
    if table is not None:
        return sum(day.students for day in table.span if after < day.date <= upto)
    span = (upto - after).days
    whole, rest = divmod(max(span, 0), 7)
    return whole * 5 + sum((after.weekday() + n) % 7 < 5 for n in range(1, rest + 1))


def in_calendar(building: Building) -> list[InService]:
    """Return the calendar's in-service days that have no record yet, with id 0."""
    known = {day.on for day in active(building.inservices)}
    found: dict[date, str] = {}
    for row in active(building.days):
        if row.kind == "in_service" and concerns(row.level, building.profile.level):
            for on in covered(row):
                found.setdefault(on, row.name)
    return [InService(on=on, title=name) for on, name in sorted(found.items()) if on not in known]


def chain(building: Building, first: date, last: date) -> list[Link]:
    """Return the in-service days of a span with the trainings before each.

    The previous in-service day may be before the span. If there is none, trainings count from the
    first day of the span.
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
    """Return the ids of the current staff: active people who are not external."""
    return staff_in(building.people)


def reached(building: Building, day: InService) -> int | None:
    """Return how many staff an in-service day reached, or None if unknown.

    Counts attendees and presenters by name if they are recorded, else uses the recorded number.
    """
    if day.attended:
        return len({*day.attended, *day.presenter_ids} & staff_on(building))
    return day.reached


def led_by(building: Building, day: InService) -> tuple[int, ...]:
    """Return the presenters of an in-service day who were on the BLT that day."""
    members = set(on_day(building, day.on).members)
    return tuple(p for p in day.presenter_ids if p in members)


def introduced(building: Building, strategy: Strategy, today: date) -> tuple[date, str] | None:
    """Return when a strategy was introduced to the staff, and the record, or None."""
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
    """Return the first day on which a strategy was used after its introduction, or None.

    A cycle, an indicator result, or an agenda item of a group's meeting counts as use.
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
    """Yield the days on which a group's agenda had an item about the strategy.

    An item counts if it names the strategy, or if it is about its goal and the group works on it.
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
