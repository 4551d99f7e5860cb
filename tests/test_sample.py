"""The sample building makes sense on every day that it can be opened: no contradictions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
import tomli

from bltui.domain.checks import rules
from bltui.domain.model.availability import minutes
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.record import active
from bltui.domain.model.zones import zone as local_zone
from bltui.domain.schedule.days import school_days
from bltui.domain.series.edits import meetings_of
from bltui.domain.team.membership import on_day
from bltui.framework import load_framework
from bltui.resources import resource
from tests.house.vocabulary import faults
from tests.sample_building import documents

#: The day of most tests and of the pictures.
DAY = date(2026, 11, 23)
#: Days in all parts of three school years, and the first ones of one.
DAYS = [
    DAY,
    DAY - timedelta(1),
    *(date(2026, 7, 1) + timedelta(n) for n in range(0, 1090, 23)),
    *(date(2026, 8, 24) + timedelta(n) for n in range(12)),
]
#: The rules that report something on `DAY`, each on purpose, with how often.
FINDINGS = {
    "error": {"CWG-02": 1},
    "warn": {
        "ACT-03": 1,
        "COM-03": 1,
        "COM-13": 1,
        "COM-16": 1,
        "CWG-14": 1,
        "CWG-35": 1,
        "ROT-02": 1,
        "ROT-04": 1,
        "SIP-05": 1,
        "STP-01": 1,
        "STP-04": 1,
        "TRN-04": 1,
    },
    "info": {"COM-11": 1, "CWG-36": 1, "FAC-02": 1, "ROT-07": 1, "ROT-08": 1},
}
#: Fields with the day of something that happened.
HAPPENED = ("on", "answered_on", "done_on", "started", "done", "closed", "actual_on", "agenda_on")
HAPPENED += ("minutes_on", "start")
#: Records whose day is planned, until something happened on it.
PLANNED = ("inservices", "trainings", "calendars", "memberships", "assignments", "series", "bells")
PLANNED += ("district_goals",)


@pytest.fixture(params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    found: date = request.param
    return found


def building_on(day: date) -> Building:
    return from_documents(documents(day))


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every field of a document with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{at}/{number}")
    else:
        yield at, value


def facts(day: date) -> Iterator[tuple[str, date]]:
    """Yield the day of everything that has happened, with its path."""
    for table, rows in documents(day).items():
        for path, value in leaves(msgspec.to_builtins(rows), table):
            field = path.rpartition("/")[2]
            told = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            if table not in PLANNED and field in HAPPENED and told:
                yield path, date.fromisoformat(value)


def students_days(building: Building) -> set[date]:
    (calendar,) = active(building.calendars)
    return {d.date for d in school_days(calendar, active(building.days)) if d.students}


def test_nothing_has_happened_after_today(day: date) -> None:
    assert [(path, on) for path, on in facts(day) if on > day] == []


def test_nothing_happened_on_a_weekend_or_a_day_off(day: date) -> None:
    building = building_on(day)
    with_students = students_days(building)
    (calendar,) = active(building.calendars)
    for path, on in facts(day):
        if on == day or not calendar.first <= on <= calendar.last:
            assert on == day or on.weekday() < 5, (path, on)
        else:
            assert on in with_students, (path, on)


def test_due_dates_are_school_days(day: date) -> None:
    building = building_on(day)
    with_students = students_days(building)
    (calendar,) = active(building.calendars)
    for record in (*active(building.actions), *active(building.cycles), *active(building.steps)):
        if record.due and calendar.first <= record.due <= calendar.last:
            assert record.due in with_students, record


def test_entries_of_a_meeting_were_saved_during_it(day: date) -> None:
    building = building_on(day)
    (meeting,) = active(building.meetings)
    assert meeting.on < day
    assert (meeting.agenda_on or day) <= meeting.on <= (meeting.minutes_on or day) <= day
    zone = local_zone(building.profile.tz)
    entries = [*active(building.lines), *active(building.decisions), *active(building.actions)]
    assert len(entries) == 12
    for entry in entries:
        assert entry.first_at is not None, entry
        saved = datetime.fromtimestamp(entry.first_at, zone)
        assert saved.date() == meeting.on, entry
        assert meeting.start < f"{saved:%H:%M}" <= meeting.end, entry


def test_actions_follow_their_meeting(day: date) -> None:
    building = building_on(day)
    (meeting,) = active(building.meetings)
    for action in active(building.actions):
        assert action.due is not None and action.due > meeting.on, action
        assert (action.status == "done") == (action.done_on is not None)
        assert action.done_on is None or meeting.on <= action.done_on <= day, action
        assert action.owner_id in on_day(building, meeting.on).members, action


def test_agenda_and_votes_add_up(day: date) -> None:
    building = building_on(day)
    (meeting,) = active(building.meetings)
    items = list(active(building.agenda))
    assert sum(i.minutes or 0 for i in items) == minutes(meeting.end) - minutes(meeting.start)
    came = sum(a.state == "present" for a in active(building.attendance))
    for made in active(building.decisions):
        assert came == (len(made.scores) or made.yes + made.no + made.abstain), made
    for sheet in active(building.self_checks):
        assert {sum(counts) for counts in sheet.counts.values()} == {came}


def test_only_one_person_is_in_two_groups_at_once() -> None:
    building = building_on(DAY)
    taken: dict[tuple[int, date], list[tuple[int, int]]] = {}
    twice = set()
    team = on_day(building, DAY).people
    for series in active(building.series):
        group = building.cwgs.get(series.cwg_id or 0)
        people = [m.person_id for m in group.members] if group else team
        for meeting in meetings_of(building, series).meetings:
            span = (minutes(f"{meeting.start:%H:%M}"), minutes(f"{meeting.end:%H:%M}"))
            for person in people:
                others = taken.setdefault((person, meeting.date), [])
                if any(a < span[1] and span[0] < b for a, b in others):
                    twice.add(building.people[person].name)
                others.append(span)
    assert twice == {"Hayden Sample"}


def test_findings_are_the_ones_that_are_meant() -> None:
    found: dict[str, dict[str, int]] = {}
    for finding in rules.check(building_on(DAY), load_framework("south-dakota"), DAY):
        counts = found.setdefault(finding.severity, {})
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    assert found == FINDINGS


def test_checklists_say_what_the_records_say(day: date) -> None:
    building = building_on(day)
    framework = load_framework("south-dakota")
    reported = {finding.rule for finding in rules.check(building, framework, day)}
    groups, goals = list(active(building.cwgs)), list(active(building.goals))
    strategies = list(active(building.strategies))
    evidence = {(e.step, e.kind, bool(e.subgroup)) for e in active(building.evidence)}
    team = on_day(building, day)
    closed = [cycle for cycle in active(building.cycles) if cycle.outcome]
    true = {
        "roster": not any(rule.startswith("COM-") for rule in reported),
        "facilitator": "FAC-01" not in reported,
        "terms": all(
            m.end for m in active(building.memberships) if building.seats[m.seat_id].kind == "term"
        ),
        "calendar": bool(active(building.inservices)),
        "smart": bool(goals),
        "district": all(goal.district_goal_id for goal in goals),
        "adults": all(goal.adult_learning_priority for goal in goals),
        "indicators": all(i.baseline for i in active(building.indicators)),
        "leaders": all(group.leader_id in team.people for group in groups),
        "handout": all(group.leader_id and group.members for group in groups),
        "conflicts": "CWG-02" not in reported,
        "chosen": bool(strategies),
        "read": all(one.references for one in strategies),
        "why": all(one.why for one in strategies),
        "where": all(one.where for one in strategies),
        "fidelity": all(one.fidelity != "not_started" for one in strategies),
        "data": any(kind == "data" for step, kind, _ in evidence if step == 6),
        "work": any(kind == "student_work" for step, kind, _ in evidence if step == 6),
        "findings": all(cycle.learned for cycle in closed),
        "decision": bool(closed),
        "aha": any(said.kind == "aha" for said in active(building.feedback)),
    }
    for state in active(building.steps):
        if state.board == "building":
            checklist = framework.boards["building"].steps[state.step - 1].checklist
            for key in true.keys() & checklist.keys():
                assert (key in state.ticks) == true[key], (state.step, key)


def test_holidays_are_on_their_days() -> None:
    building = building_on(DAY)
    closed = {d.name: (d.date, d.to) for d in active(building.days) if d.kind == "no_school"}
    assert closed["Labor Day"][0] == date(2026, 9, 7)
    assert closed["Veterans Day"][0] == date(2026, 11, 11)
    assert closed["Thanksgiving break"] == (date(2026, 11, 25), date(2026, 11, 27))
    assert closed["Winter break"] == (date(2026, 12, 21), date(2027, 1, 1))
    assert closed["Martin Luther King Jr. Day"][0] == date(2027, 1, 18)
    (presidents,) = (d for d in active(building.days) if d.name.startswith("Presidents' Day"))
    assert presidents.date == date(2027, 2, 15)


def test_percents_in_goals_are_those_of_the_indicators() -> None:
    building = building_on(DAY)
    for goal in active(building.goals):
        told = tuple(map(float, re.findall(r"(\d+)%", goal.title)))
        measured = {
            (indicator.target, indicator.baseline.value)
            for indicator in active(building.indicators)
            if indicator.kind == "student"
            and indicator.baseline
            and building.strategies[indicator.strategy_id or 0].goal_id == goal.id
        }
        assert {told} == measured, goal
        assert goal.due in {i.target_on for i in active(building.indicators)}


def test_the_liaison_is_the_person_in_the_liaison_seat() -> None:
    building = building_on(DAY)
    team = on_day(building, DAY)
    (seat,) = (s for s in active(building.seats) if s.label == "DLT liaison")
    assert [holder.person_id for holder in team.seats[seat.id]] == [team.liaison]


def test_names_are_sample_names_and_known() -> None:
    text = resource("data", "sample.toml").read_text(encoding="utf-8")
    sample = tomli.loads(text)
    names = [row["name"] for row in sample["people"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Z][a-z]+ Sample", name) for name in names)
    used = set(re.findall(r"\b[A-Z][a-z]+ Sample\b", text))
    assert used <= set(names), used - set(names)


def test_texts_are_american_school_english() -> None:
    sample = tomli.loads(resource("data", "sample.toml").read_text(encoding="utf-8"))
    texts = [(at, value) for at, value in leaves(sample) if isinstance(value, str)]
    assert len(texts) > 400
    assert not [(at, text) for at, text in texts if ";" in text]
    assert [text for _, text in texts if re.search(r"\w+, \w+ (and|or) ", text)] == []
    assert not list(faults(texts, formats=False))
