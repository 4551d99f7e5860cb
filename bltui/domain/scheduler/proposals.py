"""Proposals: the request, the result, and accepting it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.groups.edits import new_group, seated
from bltui.domain.model import labels
from bltui.domain.model.availability import COMES, Moment, State, clock_of
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.cwgs import Cwg, Lock, Structure
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.series import RotationDays, Series, Slot, Weekly
from bltui.domain.schedule.free_time import WHY, dates_of, heat, label, slot
from bltui.domain.series.year_schedule import Schedule


class Time(msgspec.Struct, frozen=True):
    """A time at which groups could meet, and how many at once."""

    label: str
    rooms: tuple[str, ...] = ()
    """The free rooms. If empty, `places` rooms without names."""
    places: int = 99
    when: Moment | None = None

    @property
    def slot(self) -> str:
        """The name of the time in JSON, in 24-hour time."""
        return slot(self.when) if self.when else self.label

    @property
    def room_for(self) -> int:
        """The number of groups that can meet then."""
        return len(self.rooms) or self.places


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A person to be placed in a group."""

    id: int
    name: str
    states: tuple[State, ...]
    """Availability by time."""
    leads: bool = False
    """Whether the person is on the BLT and may lead."""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    """Planning periods."""
    topics: tuple[int, ...] = ()
    """Up to three topics of interest, the favorite first."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An existing group and what of it is locked."""

    name: str
    members: tuple[int, ...]
    leader_id: int | None = None
    time: int | None = None
    """The index of its time, or None if it has none of them."""
    locked: tuple[Lock, ...] = ()
    cwg_id: int | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The input of a proposal."""

    structure: Structure
    people: tuple[Candidate, ...]
    times: tuple[Time, ...]
    low: int = 3
    high: int = 8
    count: int | None = None
    """Number of groups. None: as few as possible (interest: one per topic)."""
    topics: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    grades: tuple[str, ...] = ()
    """The building's grades in order, so that small ones are merged with a neighbor."""
    seed: int = 1


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One group of a proposal."""

    name: str
    leader_id: int
    time: int
    room: str | None
    members: tuple[int, ...]
    """Member ids, including the leader."""
    cannot_come: tuple[tuple[int, str], ...] = ()
    """The people who cannot come, with the reason."""
    if_needed: tuple[int, ...] = ()
    cwg_id: int | None = None
    """The current group that it would change, or None for a new one."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A draft compared with the current groups.

    Deterministic for the same request and seed, unless it was stopped.
    """

    structure: Structure
    seed: int
    feasible: bool
    reason: str | None = None
    """Why there is no proposal."""
    attending: int = 0
    of: int = 0
    groups: tuple[Proposed, ...] = ()
    notes: tuple[str, ...] = ()
    """Notes, such as merged grades, or who is left over and why."""
    rounds: int = 0


def times_of(
    moments: Iterable[Moment], rooms: Sequence[str] = (), places: int = 99
) -> tuple[Time, ...]:
    """Return times of a week, all with the same rooms."""
    return tuple(Time(label(m), tuple(rooms), places, m) for m in moments)


def candidates(
    schedule: Schedule, people: Iterable[int], times: Sequence[Time], *, topics: Mapping[int, Sequence[int]] | None = None,
    without: Iterable[int] = (), first: date | None = None, last: date | None = None,
) -> tuple[Candidate, ...]:  # fmt: skip
    """Return people with their availability, given their other meetings from `first` to `last`.

    Meetings of the groups in `without` are ignored, because those groups are being formed again.
    """
    wanted = [
        p for p in dict.fromkeys(people) if p in schedule.people and schedule.people[p].active
    ]
    moments = [t.when for t in times if t.when is not None]
    anew = {schedule.called(cwg) for cwg in without if cwg in schedule.groups}
    busy = [b for b in schedule.bookings() if b.called not in anew]
    table = schedule.table
    dates = None
    if table is not None and busy:
        span = first or max(schedule.today, table.calendar.first), last or table.calendar.last
        dates = {n: dates_of(m, table, *span) for n, m in enumerate(moments)}
    cells = heat(moments, wanted, schedule.rows, bookings=busy, dates=dates)
    found = []
    for n, person in enumerate(wanted):
        record = schedule.people[person]
        found.append(
            Candidate(
                id=person,
                name=record.name,
                states=tuple(c.states[n] for c in cells),
                leads=schedule.on_blt(person, schedule.today)
                or any(s > schedule.today for s, _ in schedule.terms.get(person, ())),
                grades=record.grades,
                subjects=record.subjects,
                periods=tuple(
                    dict.fromkeys(
                        r.period
                        for r in schedule.rows.get(person, ())
                        if r.kind == "planning" and r.period
                    )
                ),
                topics=tuple((topics or {}).get(person, ())),
            )
        )
    return tuple(found)


def absent(person: Candidate, time: int) -> str | None:
    """Return why a person cannot come at a time, or None if they can."""
    how = person.states[time]
    return None if how in COMES else WHY[how]


def matched(proposal: Proposal, present: Iterable[Cwg]) -> Proposal:
    """Match each proposed group with the current group that shares the most members.

    Only groups of the same structure are matched.
    """
    free = {g.id: g for g in present if g.structure == proposal.structure}
    pairs = [
        (len(set(p.members) & set(g.people())), p.name == g.name, -n, g.id)
        for n, p in enumerate(proposal.groups)
        for g in free.values()
    ]
    tied = {n: p.cwg_id for n, p in enumerate(proposal.groups) if p.cwg_id is not None}
    for shared, same, place, cwg in sorted(pairs, reverse=True):
        if (shared or same) and -place not in tied and cwg not in tied.values():
            tied[-place] = cwg
    groups = tuple(
        msgspec.structs.replace(p, cwg_id=tied.get(n)) for n, p in enumerate(proposal.groups)
    )
    return msgspec.structs.replace(proposal, groups=groups)


def moved(proposal: Proposal, present: Iterable[Cwg]) -> tuple[int, ...]:
    """Return the people whose group would change."""
    now: dict[int, set[int]] = {}
    for group in present:
        if group.structure == proposal.structure:
            for person in group.people():
                now.setdefault(person, set()).add(group.id)
    return tuple(
        p for g in proposal.groups for p in g.members if p in now and g.cwg_id not in now[p]
    )


def accept(
    building: Building,
    *,
    proposal: Proposal,
    times: Sequence[Time],
    which: Iterable[int] | None = None,
    first: date | None = None,
    until: date | None = None,
    interval: int = 1,
) -> Change:
    """Accept a proposal or some of its groups, as new draft groups or changes of matched groups.

    With `first` and `until`, a new group gets a series that meets every `interval` weeks at its
    time.
    """
    builder = ChangeBuilder(building)
    wanted = set(range(len(proposal.groups)) if which is None else which)
    named = []
    # `new_group` sees only the building's numbers, so count the builder's new groups here.
    taken = {getattr(g, "number", 0) for g in building.table("cwgs").values() if not g.archived}
    for n, group in enumerate(proposal.groups):
        if n not in wanted:
            continue
        if group.cwg_id is not None:
            present = building.get("cwgs", group.cwg_id)
            assert isinstance(present, Cwg)
            stay = [m for m in present.members if m.person_id in group.members]
            members = seated(stay, group.members)
            co_leader = None if present.co_leader_id == group.leader_id else present.co_leader_id
            builder.put(
                "cwgs",
                group.cwg_id,
                leader_id=group.leader_id,
                co_leader_id=co_leader,
                members=members,
            )
            named.append(present.called)
            continue
        number = next(k for k in range(1, len(taken) + 2) if k not in taken)
        taken.add(number)
        record = new_group(
            builder,
            name=group.name,
            structure=proposal.structure,
            number=number,
            leader_id=group.leader_id,
            members=group.members,
        )
        when = times[group.time].when
        if first is not None and until is not None and when is not None:
            builder.add("series", _series(record.id, when, group.room, first, until, interval))
        named.append(record.called)
    if not named:
        return no_change(f"{labels.group()} proposal: nothing to save")
    return builder.change(f"{labels.group()} proposal saved: {', '.join(named)}")


def _series(
    cwg: int, when: Moment, room: str | None, first: date, until: date, interval: int
) -> Series:
    if when.letter:
        pattern: Weekly | RotationDays = RotationDays((when.letter,), interval)
    else:
        pattern = Weekly((WEEKDAYS[when.weekday],), interval)  # type: ignore[arg-type]
    slot = (
        Slot(period=when.period) if when.period else Slot(clock_of(when.start), clock_of(when.end))
    )
    return Series(cwg_id=cwg, pattern=pattern, time=slot, first=first, until=until, room=room or "")


def as_json(proposal: Proposal, people: Mapping[int, str], times: Sequence[Time]) -> dict[str, Any]:
    """Return a proposal as printed by `cwg propose --json`."""
    return {
        "seed": proposal.seed,
        "feasible": proposal.feasible,
        "reason": proposal.reason,
        "attending": proposal.attending,
        "of": proposal.of,
        "groups": [
            {
                "name": g.name,
                "leader": people[g.leader_id],
                "slot": times[g.time].slot,
                "room": g.room,
                "members": [people[p] for p in g.members],
                "cannot_come": [{"name": people[p], "why": why} for p, why in g.cannot_come],
            }
            for g in proposal.groups
        ],
        "notes": list(proposal.notes),
    }
