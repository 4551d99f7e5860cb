"""The schedule as a building's records make it: who serves on the BLT when, which year, what is at
work.
"""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from bltui.domain.checks.conflicts import check
from bltui.domain.model.availability import Availability
from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.calendar import Bell, Calendar
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.people import Person
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.series import Series, Slot, Weekly
from bltui.domain.schedule.free_time import week
from bltui.domain.scheduler.proposals import Request, accept, candidates, times_of
from bltui.domain.scheduler.proposer import propose
from bltui.domain.series.team_meetings import BLT
from bltui.domain.series.year_schedule import blt_terms, schedule_of, table_of

TODAY = date(2026, 9, 1)


def by_id(*records):
    return {r.id: r for r in records}


def school(people=12, **tables):
    tables.setdefault(
        "calendars",
        by_id(Calendar(id=1, year="2026-27", first=date(2026, 8, 24), last=date(2027, 5, 28))),
    )
    tables.setdefault("seats", {n: Seat(id=n, label=f"Seat {n}") for n in range(1, 5)})
    tables.setdefault(
        "memberships", {n: Membership(id=n, seat_id=n, person_id=n) for n in range(1, 5)}
    )
    return Building.of(
        profile=Profile(id=1, name="Sample School"),
        people={n: Person(id=n, name=f"Sample {n}", subjects=(("Math", "ELA", "Art")[n % 3],)) for n in range(1, people + 1)},
        **tables,
    )  # fmt: skip


def served(membership, seat=None, day=date(2026, 10, 1)):
    building = school(seats=by_id(seat or Seat(id=1, label="x")), memberships=by_id(membership))
    return sorted(
        p
        for p, spans in blt_terms(building, TODAY, TODAY).items()
        if any(a <= day <= b for a, b in spans)
    )


ALTERNATE = Seat(id=1, label="x", kind="alternate")


@pytest.mark.parametrize(
    ("fields", "seat", "who"),
    [
        ({}, None, [7]),
        ({"start": date(2026, 10, 2)}, None, []),
        ({"end": date(2026, 9, 30)}, None, []),
        ({"end": date(2026, 10, 1)}, None, [7]),
        ({"status": "ended"}, None, []),
        ({"archived": True}, None, []),
        ({"status": "on_leave"}, None, []),
        ({"status": "on_leave", "substitute_person_id": 8}, None, [8]),
        ({}, Seat(id=1, label="x", archived=True), []),
        ({"active_years": "even"}, ALTERNATE, [7]),
        ({"active_years": "odd"}, ALTERNATE, []),
        ({"active_years": "odd"}, None, [7]),
    ],
)
def test_who_serves_on_the_blt(fields, seat, who):
    assert served(Membership(id=1, seat_id=1, person_id=7, **fields), seat) == who


def test_an_alternate_serves_in_the_school_years_of_their_own():
    membership = Membership(id=1, seat_id=1, person_id=7, active_years="even")
    assert served(membership, ALTERNATE, date(2027, 6, 30)) == [7]
    assert served(membership, ALTERNATE, date(2027, 7, 1)) == []


def test_the_calendar_of_the_day():
    old = Calendar(id=1, year="2025-26", first=date(2025, 8, 25), last=date(2026, 5, 29))
    new = Calendar(id=2, year="2026-27", first=date(2026, 8, 24), last=date(2027, 5, 28))
    building = school(calendars=by_id(old, new))
    for day, year in (
        (date(2026, 1, 5), "2025-26"),
        (date(2026, 7, 1), "2026-27"),
        (date(2030, 1, 1), "2026-27"),
    ):
        assert table_of(building, day).calendar.year == year
    assert table_of(school(calendars={}), TODAY) is None


def test_a_building_without_anything_has_no_conflict_and_one_without_calendar_says_what_lacks():
    assert (
        check(
            schedule_of(
                school(
                    calendars={},
                ),
                TODAY,
            )
        )
        == []
    )
    group = Cwg(
        id=1,
        number=1,
        name="A",
        leader_id=1,
        members=tuple(Member(n) for n in (1, 2, 3)),
        goal_id=1,
    )
    one = Series(
        id=1,
        cwg_id=1,
        pattern=Weekly(("wed",)),
        time=Slot("15:15", "16:00"),
        first=TODAY,
        until=date(2027, 5, 20),
    )
    found = check(schedule_of(school(calendars={}, cwgs=by_id(group), series=by_id(one)), TODAY))
    assert "#1 A: no dates yet: the school calendar has no first and last day" in [
        c.message for c in found
    ]


def test_only_what_is_at_work_is_in_the_schedule():
    groups = by_id(
        Cwg(id=1, number=1, name="A"),
        Cwg(id=2, number=2, name="B", status="closed"),
        Cwg(id=3, number=3, name="C", archived=True),
    )
    series = {
        n: Series(
            id=n,
            cwg_id=n,
            pattern=Weekly(("wed",)),
            time=Slot("15:15", "16:00"),
            first=TODAY,
            until=date(2026, 9, 30),
        )
        for n in (1, 2, 3)
    }
    series[4] = msgspec.structs.replace(series[1], id=4, cwg_id=None, team="blt")
    schedule = schedule_of(school(cwgs=groups, series=series), TODAY)
    assert set(schedule.groups) == {1} and set(schedule.sittings) == {BLT, 1}
    assert schedule.team(BLT, date(2026, 9, 2)) == {1, 2, 3, 4}
    assert len(schedule.bookings(without=1)) == 5


def test_eight_groups_for_sixty_people_are_proposed_taken_over_and_free_of_errors():
    bell = Bell(id=1, label="Regular")
    building = school(
        60,
        bells=by_id(bell),
        seats={n: Seat(id=n, label=f"Seat {n}") for n in range(1, 13)},
        memberships={n: Membership(id=n, seat_id=n, person_id=n) for n in range(1, 13)},
        availability={
            n: Availability(
                id=n,
                person_id=n,
                kind="busy",
                weekdays=(("mon", "tue", "wed", "thu", "fri")[n % 5],),
                start="15:00",
            )
            for n in range(1, 61)
        },
    )
    schedule = schedule_of(building, TODAY)
    times = times_of([m for m in week(schedule.table) if m.start >= 900], ("101", "102", "103"))
    people = candidates(schedule, range(1, 61), times)
    assert sum(p.leads for p in people) == 12
    proposal = propose(
        Request(structure="interdisciplinary", people=people, times=times, count=8), rounds=20
    )
    assert proposal.feasible and len(proposal.groups) == 8 and proposal.of == 60
    change = accept(
        building, proposal=proposal, times=times, first=TODAY, until=date(2027, 5, 20), interval=2
    )
    tables = {"cwgs": {}, "series": {}}
    kinds = {"cwgs": Cwg, "series": Series}
    for edit in change.edits:
        tables[edit.table][edit.id] = msgspec.convert(
            {**edit.after, "id": edit.id}, kinds[edit.table]
        )
    after = schedule_of(building.replaced(**tables), TODAY)
    assert sum(map(len, after.sittings.values())) > 8 * 15
    late = {p for g in proposal.groups for p, _ in g.cannot_come}
    found = check(after)
    assert {c.rule for c in found} <= {"CWG-07", "CWG-14", "CWG-35"}
    assert {p for c in found if c.rule == "CWG-07" for p in c.people} == late
    # Whoever has a meeting already is busy then for the next proposal, unless that group is formed
    # anew.
    again = candidates(after, [1], times)[0]
    own = next(g for g in proposal.groups if 1 in g.members)
    assert again.states[own.time] == "busy"
    assert candidates(after, [1], times, without=after.groups)[0].states == people[0].states
