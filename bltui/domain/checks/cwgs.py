"""Rules about groups: leader, size, load, structure, and goal.

CWG-10 to CWG-19, CWG-25, CWG-28, CWG-30, and CWG-35.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bltui.domain.model import formats, labels
from bltui.domain.model.cwgs import STRUCTURES, Cwg
from bltui.domain.model.formats import show_date
from bltui.domain.model.people import Person
from bltui.domain.model.wording import shortened
from bltui.domain.model.work_groups import current_members
from bltui.domain.schedule.conflict import ScheduleConflict, key
from bltui.domain.series.team_meetings import is_separate
from bltui.domain.series.year_schedule import Schedule

Limits = Mapping[str, float]


def check(
    schedule: Schedule, limits: Limits, only: int | None = None
) -> Iterator[ScheduleConflict]:
    """Yield the conflicts of all groups, or of the group `only` without comparisons."""
    wanted = (
        schedule.groups.values()
        if only is None
        else [schedule.groups[only]]
        if only in schedule.groups
        else []
    )
    for group in wanted:
        yield from _leader(schedule, group)
        yield from _size(schedule, limits, group)
        yield from _left(schedule, group)
        yield from _times(schedule, group)
        yield from _structure(schedule, group)
        if group.goal_id is None and group.id not in schedule.on_strategy:
            yield _line(group, "CWG-35", "supports no goal")
    yield from _many(schedule, limits, only)
    if only is None and schedule.groups:
        yield from _unplaced(schedule)
        yield from _uneven(schedule, limits)


def _line(group: Cwg, rule: str, message: str, *people: int, **more: object) -> ScheduleConflict:
    parts = [f"cwgs/{group.id}"]
    if people:
        parts.append(f"people/{','.join(str(p) for p in people)}")
    return ScheduleConflict(
        rule=rule,
        message=f"{group.called}: {message}",
        key=key(*parts),
        cwgs=(group.id,),
        people=people,
        subject=group.called,
        **more,  # type: ignore[arg-type]
    )


def _dates(schedule: Schedule, group: Cwg) -> list[date]:
    return sorted({s.date for s in schedule.sittings.get(group.id, ())})


def _leader(schedule: Schedule, group: Cwg) -> Iterator[ScheduleConflict]:
    leader = group.leader_id
    if leader is None:
        yield _line(group, "CWG-18", "no leader")
        return
    name = schedule.name(leader)
    if leader not in current_members(group, schedule.today):
        yield _line(group, "CWG-30", f"its leader {name} is not one of its members", leader)
    spans = schedule.terms.get(leader, ())
    dates = _dates(schedule, group)
    if not spans or (not dates and all(end < schedule.today for _, end in spans)):
        yield _line(group, "CWG-15", f"its leader {name} is not on the {labels.team()}", leader)
        return
    outside = [d for d in dates if not schedule.on_blt(leader, d)]
    if not outside:
        return
    if len(outside) == len(dates):
        text = f"its leader {name} is not on the {labels.team()} on any of its meeting dates"
    else:
        ends = max((end for _, end in spans if end < outside[0]), default=None)
        since = (
            f"after {name}'s {labels.team()} term ends on {show_date(ends)}"
            if ends
            else f"before {name}'s {labels.team()} term begins"
        )
        text = (
            f"{len(outside)} of {len(dates)} meetings {since}, the first on {show_date(outside[0])}"
        )
    severity = "error" if len(outside) == len(dates) else "warn"
    yield _line(group, "CWG-16", text, leader, dates=tuple(outside), severity=severity)


def _size(schedule: Schedule, limits: Limits, group: Cwg) -> Iterator[ScheduleConflict]:
    count = len(current_members(group, schedule.today))
    least, most = limits["cwg_size_min"], limits["cwg_size_max"]
    if count > most:
        yield _line(group, "CWG-10", f"{formats.count(count, 'member')}, more than {most:g}")
    elif count < least:
        people = formats.count(count, "member") if count else "no members"
        yield _line(
            group,
            "CWG-11",
            f"{people}, fewer than {least:g}",
            severity="error" if count < 2 else None,
        )


def _left(schedule: Schedule, group: Cwg) -> Iterator[ScheduleConflict]:
    gone = []
    for person in dict.fromkeys((*group.heads(), *current_members(group, schedule.today))):
        found = schedule.people.get(person)
        if found is None or not found.active:
            gone.append(person)
    if gone:
        words = [schedule.name(p) + (" (leader)" if p == group.leader_id else "") for p in gone]
        yield _line(
            group,
            "CWG-17",
            f"{shortened(words)} {'has' if len(words) == 1 else 'have'} left the building",
            *sorted(gone),
        )


def _times(schedule: Schedule, group: Cwg) -> Iterator[ScheduleConflict]:
    series = schedule.series_of(group.id)
    if not series:
        yield _line(group, "CWG-19", "no specific meeting times and dates")
        return
    for one in series:
        expansion = schedule.expansions.get(one.id)
        if is_separate(one):
            timed = expansion is not None and all(m.timed for m in expansion.meetings)
        else:
            timed = bool(one.time.period or (one.time.start and one.time.end))
        if not timed:
            yield _line(group, "CWG-19", "its meetings have dates, but no time", series=(one.id,))
        elif expansion is not None and expansion.count() == 0:
            yield _line(group, "CWG-25", "its series has no meetings", series=(one.id,))
        elif expansion is None and schedule.table is None:
            yield _line(
                group, "CWG-19", "no dates yet: the school calendar has no first and last day"
            )


def _structure(schedule: Schedule, group: Cwg) -> Iterator[ScheduleConflict]:
    if group.structure not in ("horizontal", "vertical", "interdisciplinary"):
        return
    members = [
        schedule.people[p] for p in current_members(group, schedule.today) if p in schedule.people
    ]
    field, what = (
        ("grades", "grade") if group.structure == "horizontal" else ("subjects", "subject")
    )
    known = [
        frozenset(v.casefold() for v in getattr(m, field)) for m in members if getattr(m, field)
    ]
    if len(known) < 2:
        return
    title = STRUCTURES[group.structure]
    if group.structure == "interdisciplinary":
        together = frozenset[str]().union(*known)
        if len(together) == 1:
            yield _line(group, "CWG-28", f"“{title}”, but all members teach one subject")
    elif not frozenset.intersection(*known):
        named = dict.fromkeys(v for m in members for v in getattr(m, field))
        yield _line(
            group, "CWG-28", f"“{title}”, but its members share no {what}: {shortened(list(named))}"
        )


def _many(schedule: Schedule, limits: Limits, only: int | None) -> Iterator[ScheduleConflict]:
    """Yield people in too many groups (CWG-13)."""
    most = limits["groups_max"]
    mine: dict[int, list[Cwg]] = {}
    for group in schedule.groups.values():
        for person in current_members(group, schedule.today):
            mine.setdefault(person, []).append(group)
    for person, found in mine.items():
        if len(found) > most and (only is None or any(g.id == only for g in found)):
            called = shortened([f"#{g.number}" for g in found], 12)
            yield ScheduleConflict(
                rule="CWG-13",
                message=f"{schedule.name(person)} is in {formats.count(len(found), 'group')} ({called}), more than "
                f"{most:g}",
                key=key(f"people/{person}", "cwgs/" + ",".join(str(g.id) for g in found)),
                cwgs=tuple(g.id for g in found),
                people=(person,),
                subject=schedule.name(person),
            )


def _staff(schedule: Schedule) -> list[Person]:
    return [
        p
        for p in schedule.people.values()
        if p.active and p.educator and p.employee_type != "external"
    ]


def _unplaced(schedule: Schedule) -> Iterator[ScheduleConflict]:
    """Yield educators in no group (CWG-12)."""
    placed = {p for g in schedule.groups.values() for p in current_members(g, schedule.today)}
    left = [p for p in _staff(schedule) if p.id not in placed]
    if left:
        verb = "are" if len(left) > 1 else "is"
        yield ScheduleConflict(
            rule="CWG-12",
            message=f"{shortened([p.name for p in left], 12)} {verb} in no group",
            key=key("people/" + ",".join(str(p.id) for p in left)),
            people=tuple(p.id for p in left),
            subject=formats.people(len(left)) if len(left) > 1 else left[0].name,
        )


def _uneven(schedule: Schedule, limits: Limits) -> Iterator[ScheduleConflict]:
    """Yield uneven group sizes, meeting loads, and leadership (CWG-14)."""
    sizes = {g.id: len(current_members(g, schedule.today)) for g in schedule.groups.values()}
    small, large = min(sizes, key=lambda g: sizes[g]), max(sizes, key=lambda g: sizes[g])
    if sizes[large] - sizes[small] > limits["size_spread"]:
        yield ScheduleConflict(
            rule="CWG-14",
            message=f"Uneven groups: {schedule.called(large)} has {formats.count(sizes[large], 'member')}, "
            f"{schedule.called(small)} has {sizes[small]}",
            key=key("size", f"cwgs/{small},{large}"),
            cwgs=(large, small),
            subject="sizes",
        )
    load: dict[int, int] = {}
    for cwg, sittings in schedule.sittings.items():
        if cwg in schedule.groups:
            for sitting in sittings:
                for person in schedule.team(cwg, sitting.date):
                    load[person] = load.get(person, 0) + sitting.end - sitting.start
    usual = sorted(load.values())[len(load) // 2] if load else 0
    over = sorted(p for p, spent in load.items() if usual and spent > usual * limits["load_ratio"])
    if over:
        worst = max(over, key=lambda p: load[p])
        yield ScheduleConflict(
            rule="CWG-14",
            message=f"{shortened([schedule.name(p) for p in over])} spend{'' if len(over) > 1 else 's'} far more time in meetings "
            f"than others: {schedule.name(worst)} {formats.count(load[worst] // 60, 'hour')}, the median is {round(usual / 60)}",
            key=key("load", "people/" + ",".join(str(p) for p in over)),
            people=tuple(over),
            subject="load",
        )
    leads: dict[int, int] = {}
    for group in schedule.groups.values():
        if group.leader_id is not None:
            leads[group.leader_id] = leads.get(group.leader_id, 0) + 1
    idle = [
        p
        for p in schedule.terms
        if schedule.on_blt(p, schedule.today) and p not in leads and p in schedule.people
    ]
    twice = sorted(p for p, n in leads.items() if n > 1)
    if idle and twice:
        yield ScheduleConflict(
            rule="CWG-14",
            message=f"{shortened([schedule.name(p) for p in twice])} lead{'' if len(twice) > 1 else 's'} more than one group, "
            f"while {shortened([schedule.name(p) for p in sorted(idle)])} ({labels.team()}) lead{'' if len(idle) > 1 else 's'} none",
            key=key("leaders", "people/" + ",".join(str(p) for p in twice)),
            people=tuple(twice),
            subject="leaders",
        )
