"""Build a proposal request from a building's people, availability, groups, and bells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bltui.domain.model.availability import Moment, minutes
from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg, Structure
from bltui.domain.model.dates import WEEKDAY_WORDS, WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.series import Weekly
from bltui.domain.model.text import folded
from bltui.domain.model.times import read_time
from bltui.domain.model.work_groups import current_members
from bltui.domain.schedule.free_time import week
from bltui.domain.scheduler.proposals import Kept, Request, Time, candidates, times_of
from bltui.domain.series.year_schedule import Schedule


def to_place(schedule: Schedule, *, unplaced: bool = False) -> list[int]:
    """Return the educators to place: all of them, or only those without a group."""
    placed = (
        {p for g in schedule.groups.values() for p in current_members(g, schedule.today)}
        if unplaced
        else set()
    )
    return [
        p.id
        for p in schedule.people.values()
        if p.active and p.educator and p.employee_type != "external" and p.id not in placed
    ]


def present(schedule: Schedule, structure: Structure) -> list[Cwg]:
    """Return the active groups of a structure."""
    return sorted(
        (g for g in schedule.groups.values() if g.structure == structure),
        key=lambda g: (g.number, g.id),
    )


def times_to_meet(
    schedule: Schedule,
    *,
    length: int = 45,
    only: Iterable[str] = (),
    rooms: Sequence[str] = (),
    places: int = 99,
) -> tuple[Time, ...]:
    """Return the meeting times of a week, by the bell schedules.

    `length` is in minutes. `only` selects them, as in "wed 15:15" or "mon 7am". Empty without
    bells.
    """
    if schedule.table is None:
        return ()
    wanted = tuple(folded(text) for text in only)
    found = times_of(week(schedule.table, length), rooms, places)
    return tuple(t for t in found if not wanted or any(_is_named(t, text) for text in wanted))


def _is_named(time: Time, text: str) -> bool:
    """Return whether a text is the beginning of a time's label, or its day and hour: "mon 7am"."""
    if folded(time.label).startswith(text) or folded(time.slot).startswith(text):
        return True
    day, _, clock = text.partition(" ")
    when, weekday = time.when, WEEKDAY_WORDS.get(day.rstrip("."))
    if when is None or when.letter or when.early or weekday != when.weekday:
        return False
    try:
        return minutes(read_time(clock)) == when.start
    except UserError:
        return False


def ask(
    building: Building,
    schedule: Schedule,
    structure: Structure,
    times: Sequence[Time],
    *,
    low: int,
    high: int,
    count: int | None = None,
    people: Collection[int] | None = None,
    topics: Sequence[str] = (),
    wishes: Mapping[int, Sequence[int]] | None = None,
    seed: int = 1,
) -> Request:
    """Build the request. What is locked in current groups of the structure stays.

    `topics` are by default the names of the current interest groups. `wishes` are topics by person,
    the favorite first.
    """
    there = present(schedule, structure)
    chosen = to_place(schedule) if people is None else people
    locked = [g for g in there if g.locked]
    if structure == "interest" and not topics:
        topics = tuple(g.name for g in there)
    return Request(
        structure=structure,
        people=candidates(schedule, chosen, times, topics=wishes, without=[g.id for g in there]),
        times=tuple(times),
        low=low,
        high=high,
        count=count,
        topics=tuple(topics),
        kept=tuple(_kept(schedule, group, times) for group in locked),
        grades=building.profile.grades,
        seed=seed,
    )


def _kept(schedule: Schedule, group: Cwg, times: Sequence[Time]) -> Kept:
    return Kept(
        name=group.name,
        members=tuple(current_members(group, schedule.today)),
        leader_id=group.leader_id,
        time=next(
            (
                n
                for n, t in enumerate(times)
                if t.when is not None and _meets(schedule, group, t.when)
            ),
            None,
        ),
        locked=group.locked,
        cwg_id=group.id,
    )


def _meets(schedule: Schedule, group: Cwg, when: Moment) -> bool:
    """Return whether a group meets weekly at a time."""
    for series in schedule.series_of(group.id):
        if (
            not isinstance(series.pattern, Weekly)
            or WEEKDAYS[when.weekday] not in series.pattern.days
        ):
            continue
        slot = series.time
        if slot.period is not None:
            if slot.period == when.period:
                return True
        elif (
            slot.start
            and slot.end
            and (minutes(slot.start), minutes(slot.end)) == (when.start, when.end)
        ):
            return True
    return False
