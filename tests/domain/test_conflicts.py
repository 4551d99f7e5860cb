"""Every rule about groups where it fires and where it is silent, the sweep against brute force, and
the time it takes.
"""

from __future__ import annotations

import itertools
import random
import time
from datetime import date, timedelta

import msgspec
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.checks.conflicts import LIMITS, check, double_booked, overlapping
from bltui.domain.model.availability import Availability
from bltui.domain.model.calendar import Bell, Calendar, Day, Hours, Period, Term
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.finding import Rule
from bltui.domain.model.people import Person
from bltui.domain.model.series import Dates, MeetingException, Series, Slot, Weekly, Where
from bltui.domain.schedule.conflict import accepted, blocking, hits
from bltui.domain.schedule.days import timetable
from bltui.domain.schedule.expansion import Expansion
from bltui.domain.schedule.free_time import Booking
from bltui.domain.series.team_meetings import BLT, expand_teams
from bltui.domain.series.year_schedule import Schedule, Sitting
from bltui.resources import resource

CALENDAR = Calendar(
    id=1,
    year="2026-27",
    first=date(2026, 8, 24),
    last=date(2027, 5, 28),
    tz="America/Chicago",
    weekly_bell={"early_release": 2},
)
DAYS = [
    Day(id=1, date=date(2026, 10, 12), kind="in_service"),
    Day(
        id=2, date=date(2026, 11, 25), to=date(2026, 11, 27), kind="no_school", name="Thanksgiving"
    ),
    Day(id=3, date=date(2026, 12, 21), to=date(2027, 1, 1), kind="no_school", name="Winter break"),
    Day(id=4, date=date(2026, 11, 11), kind="early_release"),
]
BELLS = [
    Bell(
        id=1,
        label="Regular",
        periods=tuple(Period(str(n), f"{7 + n:02d}:00", f"{7 + n:02d}:50") for n in range(1, 8)),
    ),
    Bell(
        id=2,
        label="Early release",
        contract=Hours("07:30", "16:00"),
        students=Hours("08:00", "12:00"),
        periods=(Period("1", "08:00", "08:20"), Period("2", "08:25", "09:00")),
    ),
]
YEAR = (date(2025, 7, 1), date(2027, 6, 30))


def group(number, *people, **fields):
    fields = {"leader_id": people[0] if people else None, "goal_id": 1, **fields}
    return Cwg(
        id=number,
        number=number,
        name=f"Group {number}",
        members=tuple(Member(p) for p in people),
        **fields,
    )


def wednesdays(number, cwg, start="15:15", end="16:00", **fields):
    fields = {
        "first": date(2026, 9, 9),
        "until": date(2027, 5, 20),
        "pattern": Weekly(("wed",), 2),
        **fields,
    }
    return Series(id=number, cwg_id=cwg, time=Slot(start, end), **fields)


def planning(person, period, **fields):
    return Availability(person_id=person, kind="planning", period=period, **fields)


def schedule(**changes):
    """A sound year: two groups of four, a BLT member leads each; `changes` make it unsound."""
    people = {
        n: Person(
            id=n,
            name=f"Person {n}",
            grades=("7",) if n < 5 else ("8",),
            subjects=("Math",),
            educator=n < 9,
        )
        for n in range(1, 13)
    }
    people.update({p.id: p for p in changes.pop("people", ())})
    groups = {1: group(1, 1, 2, 3, 4), 2: group(2, 5, 6, 7, 8)}
    groups.update({g.id: g for g in changes.pop("groups", ())})
    for number in changes.pop("without", ()):
        del groups[number]
    series = {1: wednesdays(1, 1, room="104"), 2: wednesdays(2, 2, room="112")}
    series.update({s.id: s for s in changes.pop("series", ())})
    table = timetable(
        msgspec.structs.replace(CALENDAR, **changes.pop("calendar", {})),
        [*DAYS, *changes.pop("days", ())],
        BELLS,
    )
    rows = {}
    for row in changes.pop("rows", ()):
        rows.setdefault(row.person_id, []).append(row)
    return Schedule(
        groups=groups,
        series=series,
        expansions=expand_teams(list(series.values()), changes.pop("exceptions", ()), {}, table)[1],
        table=table,
        people=people,
        rows=rows,
        terms=dict.fromkeys((1, 5, 11), (YEAR,)) | changes.pop("terms", {}),
        today=changes.pop("today", date(2026, 8, 30)),
        **changes,
    )


def test_a_sound_year_has_no_conflict():
    assert check(schedule()) == []


def on(day, **fields):
    return MeetingException(id=1, series_id=1, date=day, do="move", to=Where(**fields))


LEADER_TWICE = {"groups": [group(2, 5, 6, 7, 8, 1)]}
MEMBER_TWICE = {"groups": [group(2, 5, 6, 7, 8, 2)]}
PERIOD = wednesdays(1, 1)
PERIOD = msgspec.structs.replace(PERIOD, time=Slot(period="1"))
PERIOD_6 = msgspec.structs.replace(PERIOD, time=Slot(period="6"), pattern=Weekly(("wed",)))
BLT_SERIES = Series(
    id=3,
    team="blt",
    pattern=Weekly(("wed",)),
    time=Slot("15:30", "16:30"),
    first=date(2026, 9, 9),
    until=date(2026, 9, 30),
)
COMMON = [group(1, 1, 2, 3, 4, structure="common_planning")]
GRADES = [Person(id=2, name="Person 2", grades=("6",), subjects=("Math",))]
FIRST_WEDNESDAY = date(2026, 9, 9)
CANCELLED = MeetingException(id=2, series_id=2, date=date(2027, 1, 27), do="cancel")
SPRING = Day(id=8, date=date(2027, 3, 14), kind="school")
SUNDAY = Day(id=8, date=date(2026, 11, 1), kind="school")

# rule, what makes it fire, what its message must say, and the like case in which it is silent
CASES = [
    ("CWG-01", MEMBER_TWICE, ("Person 2 is in #1 Group 1 and #2 Group 2 at the same time: 18 dates from "
                             "Wed, Sep 9, 2026, 3:15 PM"),
     {**MEMBER_TWICE, "series": [wednesdays(2, 2, "16:00", "16:45", room="112")]}),
    ("CWG-02", LEADER_TWICE, "Person 1 (leader) is in #1 Group 1 and #2 Group 2 at the same time: 18 dates",
     {**LEADER_TWICE, "series": [wednesdays(2, 2, first=date(2026, 9, 16), room="112")]}),
    ("CWG-03", {"exceptions": [on(FIRST_WEDNESDAY, date=date(2026, 11, 26))]}, "a day without school (Thanksgiving): Thu, Nov 26, 2026",
     {"exceptions": [on(FIRST_WEDNESDAY, date=date(2026, 11, 24))]}),
    ("CWG-04", {"exceptions": [on(FIRST_WEDNESDAY, date=date(2026, 10, 12))]}, "in-service day, which its series does not",
     {"exceptions": [on(FIRST_WEDNESDAY, date=date(2026, 10, 13))]}),
    ("CWG-05", {"series": [wednesdays(1, 1, "15:30", "16:15")]}, "outside the contract day (7:30 AM–4:00 PM): 18 dates",
     {"series": [wednesdays(1, 1, "07:30", "08:00")]}),
    ("CWG-06", {"series": [wednesdays(2, 2, room="104")]}, "Room 104 is used by #1 Group 1 and #2 Group 2 at the same time: 18",
     {"series": [wednesdays(2, 2, "16:00", "16:45", room="104")]}),
    ("CWG-07", {"rows": [Availability(person_id=2, kind="busy", weekdays=("wed",))]}, "1 of 4 cannot come: Person 2 (busy)",
     {"rows": [Availability(person_id=2, kind="busy", weekdays=("thu",))]}),
    ("CWG-07", {"rows": [Availability(person_id=2, kind="if_needed")]}, "1 of 4 come only if needed: Person 2",
     {"rows": [Availability(person_id=2, kind="if_needed", end="15:15")]}),
    ("CWG-07", {"rows": [Availability(person_id=2, kind="busy", last=date(2026, 10, 1))]}, "1 of 4 cannot come: Person 2 (busy)",
     {"rows": [Availability(person_id=2, kind="busy", last=date(2026, 9, 8))]}),
    ("CWG-07", {"rows": [Availability(person_id=2, kind="busy", first=date(2027, 5, 1)), planning(2, "1")]}, "Wed, May 5",
     {"rows": [Availability(person_id=2, kind="busy", first=date(2027, 5, 20)), planning(2, "1")]}),
    ("CWG-08", {"rows": [Availability(person_id=1, kind="busy", start="15:00")]}, "its leader cannot come: Person 1 (busy)",
     {"rows": [Availability(person_id=1, kind="busy", start="16:00")]}),
    ("CWG-09", {"groups": COMMON, "series": [PERIOD], "rows": [planning(n, "1") for n in (1, 2, 3)] + [planning(4, "2")]},
     "no planning period at that time: Person 4 (teaching); 18 dates",
     {"groups": COMMON, "series": [PERIOD], "rows": [planning(n, "1") for n in (1, 2, 3, 4)]}),
    ("CWG-10", {"groups": [group(1, 1, 2, 3, 4, 9, 10, 11, 12, 6)]}, "9 members, more than 8",
     {"groups": [group(1, 1, 2, 3, 4, 9, 10, 11, 12)]}),
    ("CWG-11", {"groups": [group(1, 1, 2)]}, "2 members, fewer than 3", {"groups": [group(1, 1, 2, 3)]}),
    ("CWG-12", {"people": [Person(id=9, name="Person 9")]}, "Person 9 is in no group",
     {"people": [Person(id=9, name="Person 9", active=False)]}),
    ("CWG-13", {"groups": [group(2, 5, 6, 7, 8, 2), group(3, 2, 11, 12)]}, "Person 2 is in 3 groups (#1, #2, and #3)",
     {"groups": [group(2, 5, 6, 7, 8), group(3, 2, 11, 12)]}),
    ("CWG-14", {"groups": [group(2, 5, 6, 7), group(1, 1, 2, 3, 4, 9, 10, 12)]},
     "Uneven groups: #1 Group 1 has 7 members, #2 Group 2 has 3", {"groups": [group(1, 1, 2, 3, 4, 9, 10, 12)]}),
    ("CWG-14", {"groups": [group(2, 1, 5, 6, 7, 8)]}, ("Person 1 leads more than one group, while "
                                                      "Person 5 and Person 11"),
     {"groups": [group(2, 5, 6, 7, 8, 12)]}),
    ("CWG-15", {"groups": [group(1, 2, 1, 3, 4)]}, "its leader Person 2 is not on the BLT", {"groups": [group(1, 1, 2, 3, 4)]}),
    ("CWG-16", {"terms": {1: ((date(2024, 7, 1), date(2026, 12, 31)),)}},
     "10 of 18 meetings after Person 1's BLT term ends on Thu, Dec 31, 2026, the first on Wed, Jan 13, 2027",
     {"terms": {1: ((date(2024, 7, 1), date(2027, 5, 19)),)}}),
    ("CWG-16", {"terms": {1: ((date(2024, 7, 1), date(2026, 9, 1)),)}}, "is not on the BLT on any of its meeting dates",
     {"terms": {1: ((date(2026, 9, 9), date(2027, 5, 19)),)}}),
    ("CWG-17", {"people": [Person(id=2, name="Person 2", active=False)]}, "Person 2 has left the building",
     {"people": [Person(id=9, name="Person 9", active=False)]}),
    ("CWG-18", {"groups": [group(1, 1, 2, 3, leader_id=None)]}, "no leader", {"groups": [group(1, 1, 2, 3)]}),
    ("CWG-19", {"groups": [group(3, 11, 9, 10)]}, "#3 Group 3: no specific meeting times",
     {"groups": [group(3, 11, 9, 10)], "series": [wednesdays(3, 3, "07:30", "08:00")]}),
    ("CWG-19", {"series": [msgspec.structs.replace(PERIOD, time=Slot())]}, "dates, but no time", {"series": [PERIOD]}),
    ("CWG-20", {"series": [wednesdays(3, 1, "07:30", "08:00", pattern=Weekly(("wed",), 4))]}, "meets twice on one day: 9 dates",
     {"series": [wednesdays(3, 1, "07:30", "08:00", first=date(2026, 9, 16), until=date(2026, 9, 29))]}),
    ("CWG-22", {"series": [PERIOD_6]}, ": Wed, Nov 11, 2026",
     {"series": [msgspec.structs.replace(PERIOD_6, time=Slot(period="2"))]}),
    ("CWG-23", {"series": [msgspec.structs.replace(PERIOD, pattern=Weekly(("wed",)))]}, "only 20 minutes: Wed, Nov 11, 2026",
     {"series": [msgspec.structs.replace(PERIOD, pattern=Weekly(("wed",)), time=Slot(period="2"))]}),
    ("CWG-24", {"series": [wednesdays(1, 1, until=date(2027, 6, 30))]}, "runs to Wed, Jun 30, 2027, past the last day of school",
     {"series": [wednesdays(1, 1, until=date(2027, 5, 28))]}),
    ("CWG-25", {"series": [wednesdays(1, 1, first=date(2026, 11, 25), until=date(2026, 11, 26))]}, "its series has no meetings",
     {"series": [wednesdays(1, 1, first=date(2026, 11, 24), until=date(2026, 12, 10))]}),
    ("CWG-26", {"days": [Day(id=9, date=date(2027, 1, 27), kind="snow")]}, "a meeting on a snow day is not moved or canceled yet: Wed, Jan 27, 2027",
     {"days": [Day(id=9, date=date(2027, 1, 27), kind="snow")],
      "exceptions": [on(date(2027, 1, 27), date=date(2027, 2, 3)), CANCELLED]}),
    ("CWG-27", {"rows": [Availability(person_id=2, kind="away", weekdays=("wed",))]}, "not in the building: Person 2; 18",
     {"rows": [Availability(person_id=2, kind="away", weekdays=("fri",))]}),
    ("CWG-28", {"groups": [group(1, 1, 2, 3, 4, structure="horizontal")], "people": GRADES}, "share no grade: 7 and 6",
     {"groups": [group(1, 1, 2, 3, 4, structure="horizontal")]}),
    ("CWG-28", {"groups": [group(1, 1, 2, 3, 4, structure="interdisciplinary")]}, "all members teach one subject",
     {"groups": [group(1, 1, 2, 3, 4, structure="vertical")]}),
    ("CWG-29", {"series": [wednesdays(1, 1, "01:30", "02:00", pattern=Dates((date(2026, 11, 1), date(2026, 11, 4))))], "days": [SUNDAY]},
     "the clock change skips or repeats: Sun, Nov 1, 2026, 1:30 AM",
     {"series": [wednesdays(1, 1, "03:30", "04:00", pattern=Dates((date(2026, 11, 1),)))], "days": [SUNDAY]}),
    ("CWG-29", {"series": [wednesdays(1, 1, "02:30", "03:00", pattern=Dates((date(2027, 3, 14),)))], "days": [SPRING]}, "Sun, Mar 14, 2027",
     {"series": [wednesdays(1, 1, "02:30", "03:00", pattern=Dates((date(2027, 3, 16),)))]}),
    ("CWG-29", {"series": [wednesdays(1, 1, "02:30", "03:00", pattern=Dates((date(2027, 3, 14),)))], "days": [SPRING]}, "Sun, Mar 14, 2027",
     {"series": [wednesdays(1, 1, "02:30", "03:00", pattern=Dates((date(2027, 3, 14),)))], "days": [SPRING], "calendar": {"tz": "Nowhere/Land"}}),
    ("CWG-30", {"groups": [group(1, 2, 3, 4, leader_id=1)]}, "its leader Person 1 is not one of its members",
     {"groups": [group(1, 2, 3, 4, 1, leader_id=1)]}),
    ("CWG-32", {"series": [wednesdays(1, 1, pattern=Weekly(("wed",), 8))]}, "no meeting from Wed, Nov 4, 2026 to Wed, Feb 24, 2027: 16 weeks",
     {"series": [wednesdays(1, 1, pattern=Weekly(("wed",), 4), until=date(2026, 12, 20))]}),
    ("CWG-33", {"exceptions": [MeetingException(id=1, series_id=1, date=date(2026, 9, 10), do="cancel")]},
     "decisions are left for dates on which the series no longer meets: Thu, Sep 10, 2026 (canceled)",
     {"exceptions": [MeetingException(id=1, series_id=1, date=date(2026, 9, 9), do="cancel")]}),
    ("CWG-34", {"series": [BLT_SERIES]}, "Person 1 is in the BLT and #1 Group 1 at the same time: 2 dates",
     {"series": [msgspec.structs.replace(BLT_SERIES, time=Slot("16:00", "17:00"))]}),
    ("CWG-34", {"others": [Booking(FIRST_WEDNESDAY, 900, 960, frozenset({1}), called="a BLT training")]},
     "Person 1 is at a BLT training while #1 Group 1 meets", {"others": [Booking(FIRST_WEDNESDAY, 900, 915, frozenset({1}))]}),
    ("CWG-35", {"groups": [group(1, 1, 2, 3, 4, goal_id=None)]}, "supports no goal", {"groups": [group(1, 1, 2, 3, 4)]}),
    ("CWG-36", {"today": date(2026, 10, 9)}, "no meeting is marked as held for 23 school days", {"today": date(2026, 10, 6)}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "fires", "says", "silent"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)]
)
def test_each_rule_fires_and_is_silent(rule, fires, says, silent):
    found = [c for c in check(schedule(**fires)) if c.rule == rule]
    assert any(says in c.message for c in found), [c.message for c in found]
    assert [c.message for c in check(schedule(**silent)) if c.rule == rule] == []


#: Rules that a building sets a limit for first, and how they then fire and stay silent.
LIMITED = [
    ("CWG-21", {"meetings_week": 1}, {"series": [wednesdays(3, 1, "07:30", "08:00", pattern=Weekly(("mon",)))]}, "more than 1 meeting a week", {}),
    ("CWG-21", {"planning_protected": 225}, {"series": [PERIOD], "rows": [planning(2, "1")]},
     "fewer than 225 minutes of planning time left in the week", {"rows": [planning(2, "1")]}),
    ("CWG-21", {"planning_protected": 225}, {"series": [PERIOD], "rows": [planning(2, "1")]},
     "fewer than 225 minutes of planning time left in the week",
     {"series": [PERIOD], "rows": [Availability(person_id=2, kind="busy", weekdays=("fri",))]}),
    ("CWG-31", {"meetings_term": 5}, {"calendar": {"terms": (Term("Q1", date(2026, 8, 24), date(2026, 10, 23)),)}},
     "fewer than 5 meetings in Q1: 4", {"calendar": {"terms": (Term("Q1", date(2026, 8, 24), date(2026, 11, 4)),)}}),
    ("CWG-05", {"contract_strict": 1}, {"series": [wednesdays(1, 1, "15:30", "16:15")]}, "outside the contract day", {}),
    ("CWG-01", {"passing_minutes": 5}, {**MEMBER_TWICE, "series": [wednesdays(2, 2, "16:00", "16:45")]}, "at the same time", {}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "limits", "fires", "says", "silent"), LIMITED)
def test_rules_with_a_limit_of_the_building(rule, limits, fires, says, silent):
    found = [c for c in check(schedule(**fires), limits) if c.rule == rule]
    assert any(says in c.message for c in found), [c.message for c in found]
    assert not [c for c in check(schedule(**silent), limits) if c.rule == rule]
    assert not limits.get("contract_strict") or found[0].severity == "error"


def test_the_two_weights_of_a_rule():
    def severity(rule, **changes):
        return [c.severity for c in check(schedule(**changes)) if c.rule == rule]

    assert severity("CWG-11", groups=[group(1, 1)]) == ["error"] and severity(
        "CWG-11", groups=[group(1, 1, 2)]
    ) == [None]
    assert severity("CWG-16", terms={1: ((date(2024, 7, 1), date(2026, 9, 1)),)}) == ["error"]
    assert severity("CWG-16", terms={1: ((date(2024, 7, 1), date(2026, 12, 31)),)}) == ["warn"]
    assert severity("CWG-07", rows=[Availability(person_id=2, kind="if_needed")]) == ["info"]


def test_leading_one_and_sitting_in_another_is_one_line_with_18_dates():
    pair = {"groups": [group(1, 1, 2, 3, 4), group(5, 5, 6, 7, 8, 1)], "without": [2]}
    both = [wednesdays(1, 1), wednesdays(2, 5, "15:30", "16:15")]
    found = [c for c in check(schedule(**pair, series=both)) if c.rule in ("CWG-01", "CWG-02")]
    assert len(found) == 1 and len(found[0].dates) == 18 and found[0].people == (1,)
    shifted = [wednesdays(1, 1), wednesdays(2, 5, "15:30", "16:15", first=date(2026, 9, 16))]
    assert not [
        c for c in check(schedule(**pair, series=shifted)) if c.rule in ("CWG-01", "CWG-02")
    ]


def test_members_count_on_their_dates_only():
    part = msgspec.structs.replace(
        group(2, 5, 6, 7, 8),
        members=(
            *(Member(p) for p in (5, 6, 7, 8)),
            Member(2, date(2027, 1, 1), date(2027, 1, 31)),
        ),
    )
    found = [c for c in check(schedule(groups=[part])) if c.rule == "CWG-01"]
    assert [c.dates for c in found] == [(date(2027, 1, 13), date(2027, 1, 27))]


def test_a_waiver_takes_a_cause_or_one_date():
    one = next(c for c in check(schedule(**MEMBER_TWICE)) if c.rule == "CWG-01")
    waived = check(schedule(**MEMBER_TWICE, waived={("CWG-01", one.key): "sub arranged"}))
    assert next(c for c in waived if c.rule == "CWG-01").waived == "sub arranged"
    dated = {("CWG-01", f"{one.key}@2026-09-09"): "sub arranged"}
    found = next(c for c in check(schedule(**MEMBER_TWICE, waived=dated)) if c.rule == "CWG-01")
    assert len(found.dates) == 17 and not found.waived
    all_dates = {("CWG-01", f"{one.key}@{d}"): "fine" for d in one.dates}
    assert accepted([one], all_dates)[0].waived == "fine"
    other = check(
        schedule(groups=[group(2, 5, 6, 7, 8, 3)], waived={("CWG-01", one.key): "sub arranged"})
    )
    assert not next(c for c in other if c.rule == "CWG-01").waived


def rules():
    return {
        n: Rule(id=n, **fields)
        for n, fields in tomli.loads(resource("data", "cwg_rules.toml").read_text("utf-8")).items()
    }


def test_errors_block_publishing_until_waived():
    found = check(schedule(**MEMBER_TWICE))
    blockers = blocking(found, rules(), {}, cwg_id=1)
    assert [c.rule for c in blockers] == ["CWG-01"]
    assert not blocking(found, rules(), {"CWG-01": "warn"}) and not blocking(
        found, rules(), {}, cwg_id=9
    )
    assert not blocking(accepted(found, {("CWG-01", blockers[0].key): "known"}), rules(), {})


def test_hits_for_the_check_leave_waived_ones_out():
    found = check(schedule(**MEMBER_TWICE))
    (hit,) = hits(found)["CWG-01"]
    assert hit.count == 18 and hit.records == (
        "cwgs/1",
        "cwgs/2",
        "series/1",
        "series/2",
        "people/2",
    )
    one = next(c for c in found if c.rule == "CWG-01")
    assert "CWG-01" not in hits(accepted(found, {("CWG-01", one.key): "known"}))


def test_every_rule_is_worded_and_every_limit_explained():
    worded = rules()
    assert sorted(worded) == [f"CWG-{n:02d}" for n in range(1, 37)]
    assert {c[0] for c in CASES} | {c[0] for c in LIMITED} == set(worded)
    limits = tomli.loads(resource("data", "cwg_limits.toml").read_text("utf-8"))
    assert {k: v["value"] for k, v in limits.items()} == dict(LIMITS)


def test_one_group_alone_finds_what_the_whole_check_finds_for_it():
    changes = {
        **MEMBER_TWICE,
        "series": [wednesdays(2, 2, room="104")],
        "rows": [Availability(person_id=2, kind="busy")],
    }
    whole = [
        c for c in check(schedule(**changes)) if 2 in c.cwgs and c.rule not in ("CWG-12", "CWG-14")
    ]
    assert check(schedule(**changes), only=2) == whole and len(whole) >= 3


def test_a_preview_equals_the_real_thing():
    before = schedule()
    moved = wednesdays(2, 2, "15:30", "16:15", room="104")
    changed = group(2, 5, 6, 7, 8, 3)
    preview = before.with_group(changed, [moved], expand_teams([moved], (), {}, before.table)[1])
    real = schedule(groups=[changed], series=[moved])
    assert check(preview) == check(real) and check(preview, only=2) == check(real, only=2)
    assert check(before) == []


def random_schedule(groups, meetings, people, r, days=180, rooms=3, joining=0.0):
    """A building full of meetings at random: groups of eight over two hours of the afternoon."""
    start = date(2026, 8, 24)
    made = {}
    for g in range(1, groups + 1):
        members = r.sample(range(1, people + 1), min(8, people))
        made[g] = group(g, *members)
        if r.random() < joining:  # they join one after the other
            joined = (Member(p, start + timedelta(r.randrange(days))) for p in members)
            made[g] = msgspec.structs.replace(made[g], members=tuple(joined))
    plan = Schedule(
        groups=made,
        series={g: wednesdays(g, g, room="") for g in made},
        expansions={},
        table=None,
        people={n: Person(id=n, name=f"Person {n}") for n in range(1, people + 1)},
        today=start,
    )
    for g in made:
        for _ in range(meetings):
            begins = r.randrange(900, 1020, 5)
            day = start + timedelta(r.randrange(days))
            room = r.choice([*(f"{n}" for n in range(101, 101 + rooms)), None])
            plan.sittings.setdefault(g, []).append(
                Sitting(g, g, day, day, begins, begins + r.choice([30, 45, 60]), room)
            )
    return plan


def oracle(plan):
    """Every pair of meetings compared with every other: (date, group, group, person or room)."""
    every = [s for sittings in plan.sittings.values() for s in sittings]
    found = set()
    for a, b in itertools.combinations(every, 2):
        if a.date == b.date and a.start < b.end and b.start < a.end:
            low, high = sorted((a.cwg, b.cwg))
            for person in plan.team(a.cwg, a.date) & plan.team(b.cwg, a.date):
                found.add((a.date, low, high, person))
            if a.room and a.room == b.room:
                found.add((a.date, low, high, a.room))
    return found


def swept(plan, only=None):
    return {
        (day, c.cwgs[0], c.cwgs[-1], who)
        for c in double_booked(plan, LIMITS, only)
        for day in c.dates
        for who in (c.people if c.rule != "CWG-06" else [c.key.split("|")[-1]])
    }


def triples(plan):
    """Dates, groups and persons of all overlaps as the sweep sees them, person by person."""
    found = set()
    for day, sittings in plan.by_date.items():
        for a, b in overlapping(sittings):
            low, high = sorted((a.cwg, b.cwg))
            for person in plan.team(a.cwg, day) & plan.team(b.cwg, day):
                found.add((day, low, high, person))
            if a.room and a.room == b.room:
                found.add((day, low, high, a.room))
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.integers(1, 8), st.integers(3, 20), st.integers(0, 10**6))
def test_the_sweep_equals_comparing_every_pair(groups, meetings, people, seed):
    plan = random_schedule(groups, meetings, people, random.Random(seed), days=4, joining=0.5)
    wanted = oracle(plan)
    assert triples(plan) == wanted
    # A cause gathers the people of all its dates, so it may only be wider by person, never
    # narrower, and not by date.
    assert swept(plan) >= wanted
    assert {t[:3] for t in swept(plan)} == {t[:3] for t in wanted}
    for only in plan.groups:
        assert {t[:3] for t in swept(plan, only)} == {t[:3] for t in wanted if only in t[1:3]}


def test_it_is_fast_enough_for_every_keystroke():
    plan = random_schedule(60, 36, 300, random.Random(1), rooms=40)
    plan.by_date  # noqa: B018  the picture stands before anybody types
    whole = min(timed(lambda: list(double_booked(plan, LIMITS))) for _ in range(5))
    changed = group(7, 1, 2, 3, 4, 5, 6, 7, 8)

    def preview():
        mine = plan.with_group(changed, plan.series_of(7), {7: Expansion(())})
        mine.sittings[7] = plan.sittings[7]
        return check(mine, only=7)

    # As ratios, since the machine may be busy: the sweep does more than finding pairs, yet takes a
    # quarter of the time.
    every = min(timed(lambda: oracle(plan)) for _ in range(2))
    one = min(timed(preview) for _ in range(5))
    assert whole < every / 2 and one < every / 20, (whole, one, every)


def timed(what):
    begin = time.process_time()
    what()
    return time.process_time() - begin


def test_the_blt_is_group_nought():
    plan = schedule(series=[BLT_SERIES])
    assert plan.called(BLT) == "the BLT" and plan.team(BLT, FIRST_WEDNESDAY) == {1, 5, 11}
