"""Every rule of STP, SIP and TRN finds its fault in an otherwise complete year, and is silent on
the complete one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bltui.domain.checks import rules

TODAY = date(2026, 11, 10)
Mutation = Callable[[Any], object]


def both(*mutations: Mutation) -> Mutation:
    return lambda w: [mutation(w) for mutation in mutations]


def due(step: int, day: str, **fields: Any) -> Mutation:
    return lambda w: w.change("steps", step, due=day, **fields)


def open_step(step: int, day: str, status: str = "in_progress", **fields: Any) -> Mutation:
    return lambda w: w.put("steps", step=step, year="2026-27", status=status, due=day, **fields)


def done(step: int, **fields: Any) -> Mutation:
    """A further step done; without evidence unless said."""
    return lambda w: w.put("steps", step=step, year="2026-27", status="done", **fields)


def year_named(label: str, **fields: Any) -> Mutation:
    """The building works on a school year."""
    return lambda w: w.change("profile", 1, year=label, **fields)


def gone(table: str, *numbers: int) -> Mutation:
    return lambda w: [w.change(table, n, archived=True) for n in numbers]


def cycle(**fields: Any) -> Mutation:
    return lambda w: w.change("cycles", 1, **fields)


def strategy(**fields: Any) -> Mutation:
    return lambda w: w.change("strategies", 1, **fields)


def no_take_up(day: str) -> Mutation:
    """The strategy was introduced on a day, and nothing came of it."""

    def change(w: Any) -> None:
        w.change("inservices", 1, strategy_ids=[])
        w.change("strategies", 1, introduced=day)
        w.change("cycles", 1, strategy_id=None)
        for number in (1, 2):
            w.change("indicators", number, checks=[])

    return change


def goals(count: int) -> Mutation:
    return lambda w: [
        w.put("goals", title=f"Goal {n}", plan_id=1, district_goal_id=1) for n in range(count)
    ]


def inservice(day: str, **fields: Any) -> Mutation:
    return lambda w: w.put("inservices", on=day, presenter_ids=[2], **fields)


def only_calendar(*days: str) -> Mutation:
    """No training and no in-service day is entered; the calendar has in-service days."""
    entered = [lambda w, day=day: w.put("days", kind="in_service", date=day) for day in days]
    return both(gone("trainings", 1, 2), gone("inservices", 1, 2), *entered)


def talked_of(day: str, team: str, held: bool = True, **point: Any) -> Mutation:
    """A meeting with a point."""

    def change(w: Any) -> None:
        meeting = w.put("meetings", team=team, on=day, held=held)
        w.put("agenda", meeting_id=meeting, order=1, **{"title": "Welcome", **point})

    return change


#: Rule, severity, what is done to the complete year, the message.
FIRES: list[tuple[str, str, Mutation, str]] = [
    (
        "STP-01",
        "warn",
        open_step(8, "2026-11-09"),
        (
            "Step 8, Gather feedback from teachers for next year's planning, was due Mon, Nov 9, 2026: 1 "
            "day overdue"
        ),
    ),
    (
        "STP-01",
        "warn",
        lambda w: w.put("steps", board="district", step=1, year="2026-27", due="2026-10-31"),
        (
            "District step 1, Form the district team and name a liaison for each building, was due Sat, Oct 31, 2026: "
            "10 days overdue"
        ),
    ),
    (
        "STP-01",
        "warn",
        cycle(due="2026-11-09"),
        "CWG #1, cycle 1, at step 7, was due Mon, Nov 9, 2026: 1 day overdue",
    ),
    ("STP-02", "warn", gone("evidence", 2), "Step 2, Set building goals, is done without evidence"),
    (
        "STP-02",
        "info",
        both(gone("evidence", 2), lambda w: w.change("steps", 2, reason="kept on paper")),
        "Step 2, Set building goals, is done without evidence (kept on paper)",
    ),
    (
        "STP-03",
        "info",
        lambda w: w.change("steps", 2, status="not_started"),
        "Step 3 is done while step 2 is not started",
    ),
    (
        "STP-03",
        "info",
        both(done(8), gone("cycles", 1), gone("steps", 1)),
        "Step 8 is done while steps 1, 4, 5, 6, and 7 are not started",
    ),
    ("STP-04", "warn", gone("evidence", 4), "CWG #1, cycle 1: step 6 is done without data"),
    ("STP-04", "warn", gone("evidence", 5), "CWG #1, cycle 1: step 6 is done without student work"),
    (
        "STP-04",
        "warn",
        both(gone("evidence", 4), cycle(year="2025-26")),
        "CWG #1, cycle 1: step 6 is done without data",
    ),
    (
        "STP-05",
        "info",
        cycle(start="2026-09-07"),
        "CWG #1, cycle 1, now at step 7, has been open for 9 weeks: longer than 9",
    ),
    (
        "STP-06",
        "warn",
        lambda w: w.put("calendars", year="2026-27", first="2026-08-10", last="2026-11-09"),
        "The school year 2026-27 ended on Nov 9, 2026 and is not closed",
    ),
    (
        "STP-06",
        "warn",
        year_named("2025-26"),
        "The school year 2025-26 ended on Jun 30, 2026 and is not closed",
    ),
    (
        "STP-07",
        "warn",
        year_named("2025-26", closed_years={"2025-26": "2026-06-20"}),
        "2025-26 is closed, and 2026-27 has started but is not open",
    ),
    (
        "SIP-01",
        "error",
        lambda w: w.put("plans", title="Second SIP", year="2026-27"),
        "2 active plans in 2026-27: “SIP” and “Second SIP”",
    ),
    ("SIP-02", "info", goals(3), "The plan has 4 goals, more than 3"),
    (
        "SIP-03",
        "warn",
        lambda w: w.change("goals", 1, district_goal_id=None),
        (
            "Not aligned: Goal “Reading up by 10 points” leads to no district goal, and with it 1 "
            "strategy and 2 groups"
        ),
    ),
    (
        "SIP-03",
        "warn",
        gone("district_goals", 1),
        (
            "Not aligned: Goal “Reading up by 10 points” leads to no district goal, and with it 1 "
            "strategy and 2 groups"
        ),
    ),
    (
        "SIP-03",
        "warn",
        strategy(goal_id=None),
        "Not aligned: Strategy “Close reading” leads to no district goal, and with it 1 group",
    ),
    (
        "SIP-03",
        "warn",
        lambda w: w.put("finances", text="New books", on="2026-10-01"),
        "Not aligned: Financial decision “New books” leads to no district goal",
    ),
    (
        "SIP-03",
        "warn",
        lambda w: w.put("indicators", kind="adult", statement="Walk-through"),
        "Not aligned: Indicator “Walk-through” leads to no district goal",
    ),
    ("SIP-04", "warn", gone("indicators", 1), "Strategy “Close reading” has no adult indicator"),
    ("SIP-04", "warn", gone("indicators", 2), "Strategy “Close reading” has no student indicator"),
    (
        "SIP-04",
        "warn",
        gone("indicators", 1, 2),
        "Strategy “Close reading” has no adult indicator and no student indicator",
    ),
    (
        "SIP-04",
        "warn",
        lambda w: w.change("indicators", 2, baseline=None),
        "Student indicator “student indicator” has no baseline",
    ),
    (
        "SIP-05",
        "warn",
        lambda w: w.change("indicators", 1, checks=[{"planned": "2026-11-09"}]),
        "The check of Mon, Nov 9, 2026 has no actual result: “adult indicator”",
    ),
    (
        "SIP-06",
        "warn",
        strategy(references=[]),
        "Strategy “Close reading” has no reference to literature",
    ),
    (
        "TRN-01",
        "warn",
        gone("trainings", 1),
        "The in-service of Mon, Oct 12, 2026 has no BLT training before it",
    ),
    (
        "TRN-01",
        "warn",
        inservice("2027-02-10"),
        (
            "The in-service of Mon, Feb 15, 2027 has no BLT training before it (none since that of "
            "Wed, Feb 10, 2027)"
        ),
    ),
    (
        "TRN-01",
        "warn",
        lambda w: w.change("trainings", 1, on="2026-10-12"),
        "The in-service of Mon, Oct 12, 2026 has no BLT training before it",
    ),
    # A training of another school year prepares no first in-service day of this one.
    (
        "TRN-01",
        "warn",
        lambda w: w.change("trainings", 1, on="2026-06-30"),
        "The in-service of Mon, Oct 12, 2026 has no BLT training before it",
    ),
    (
        "TRN-01",
        "warn",
        only_calendar("2026-11-10", "2026-11-11", "2027-02-15"),
        "No BLT training is planned, and 2 in-service days are coming up, the next on Wed, Nov 11, 2026",
    ),
    (
        "TRN-01",
        "warn",
        only_calendar("2027-02-15"),
        "No BLT training is planned, and 1 in-service day is coming up, the next on Mon, Feb 15, 2027",
    ),
    (
        "TRN-02",
        "warn",
        lambda w: w.change("trainings", 2, planning_minutes=0),
        "The BLT training of Mon, Feb 1, 2027 gives no planning time",
    ),
    (
        "TRN-02",
        "warn",
        lambda w: w.change("trainings", 2, planning_minutes=None),
        "The BLT training of Mon, Feb 1, 2027 gives no planning time",
    ),
    (
        "TRN-03",
        "warn",
        lambda w: w.change("trainings", 1, district_goal_ids=[]),
        "The BLT training of Mon, Sep 28, 2026 has no district goal",
    ),
    (
        "TRN-03",
        "warn",
        both(
            gone("district_goals", 1),
            lambda w: w.change("trainings", 1, rollout={"audience": "all"}),
        ),
        "The BLT training of Mon, Sep 28, 2026 has no district goal and no roll-out plan",
    ),
    (
        "TRN-04",
        "warn",
        lambda w: w.change("inservices", 2, presenter_ids=[3]),
        "The in-service of Mon, Feb 15, 2027 is not led by BLT members",
    ),
    (
        "TRN-04",
        "warn",
        lambda w: w.change("inservices", 1, presenter_ids=[]),
        "The in-service of Mon, Oct 12, 2026 is not led by BLT members: no presenters are named",
    ),
    (
        "TRN-04",
        "warn",
        lambda w: w.change("inservices", 1, reached=3),
        "The in-service of Mon, Oct 12, 2026 reached 75% of staff (3 of 4)",
    ),
    (
        "TRN-04",
        "warn",
        lambda w: w.change("inservices", 1, attended=[1, 2, 5]),
        "The in-service of Mon, Oct 12, 2026 reached 75% of staff (3 of 4)",
    ),
    (
        "TRN-04",
        "warn",
        lambda w: w.change("inservices", 1, attended=[3], presenter_ids=[2, 5]),
        "The in-service of Mon, Oct 12, 2026 reached 50% of staff (2 of 4)",
    ),
    (
        "TRN-04",
        "info",
        lambda w: w.change("inservices", 1, reached=None),
        "The in-service of Mon, Oct 12, 2026 has no record of how many of 4 staff came",
    ),
    (
        "TRN-05",
        "warn",
        no_take_up("2026-09-28"),
        (
            "One-shot: “Close reading” was introduced on Mon, Sep 28, 2026 and not used in 31 school "
            "days since (limit 30)"
        ),
    ),
    # before it was introduced
    (
        "TRN-05",
        "warn",
        both(no_take_up("2026-09-28"), talked_of("2026-09-27", "cwg:2", title="Close reading")),
        (
            "One-shot: “Close reading” was introduced on Mon, Sep 28, 2026 and not used in 31 school "
            "days since (limit 30)"
        ),
    ),
    # not held
    (
        "TRN-05",
        "warn",
        both(
            no_take_up("2026-09-28"),
            talked_of("2026-10-05", "cwg:2", held=False, title="Close reading"),
        ),
        (
            "One-shot: “Close reading” was introduced on Mon, Sep 28, 2026 and not used in 31 school "
            "days since (limit 30)"
        ),
    ),
    # the team, not a group
    (
        "TRN-05",
        "warn",
        both(no_take_up("2026-09-28"), talked_of("2026-10-05", "blt", title="Close reading")),
        (
            "One-shot: “Close reading” was introduced on Mon, Sep 28, 2026 and not used in 31 school "
            "days since (limit 30)"
        ),
    ),
    # a group of another strategy
    (
        "TRN-05",
        "warn",
        both(no_take_up("2026-09-28"), talked_of("2026-10-05", "cwg:1", about="goal:1")),
        (
            "One-shot: “Close reading” was introduced on Mon, Sep 28, 2026 and not used in 31 school "
            "days since (limit 30)"
        ),
    ),
    # A day that only the calendar has is no record.
    (
        "TRN-01",
        "warn",
        lambda w: w.put("days", kind="in_service", date="2027-02-17"),
        (
            "The in-service of Wed, Feb 17, 2027 has no BLT training before it (none since that of "
            "Mon, Feb 15, 2027)"
        ),
    ),
]

#: Just inside the limit, or excused: these must not fire.
SILENT: list[tuple[str, Mutation]] = [
    ("STP-01", open_step(8, "2026-11-10")),
    ("STP-01", due(2, "2026-09-01")),
    ("STP-01", open_step(8, "2026-11-09", "not_applicable", reason="none this year")),
    ("STP-01", cycle(due="2026-11-10")),
    ("STP-01", cycle(due="2026-11-09", outcome="stop")),
    ("STP-01", open_step(8, "2026-11-09", archived=True)),
    (
        "STP-01",
        lambda w: w.put("steps", step=8, year="2025-26", status="in_progress", due="2026-05-01"),
    ),
    ("STP-02", both(gone("evidence", 2), lambda w: w.change("steps", 2, status="in_progress"))),
    ("STP-02", done(6)),
    (
        "STP-02",
        lambda w: w.put(
            "steps", board="district", step=0, year="2026-27", status="done", who="Sample Super"
        ),
    ),
    ("STP-03", done(8)),
    ("STP-03", both(done(6), gone("cycles", 1))),
    (
        "STP-03",
        lambda w: w.change("steps", 2, status="not_applicable", reason="set by the district"),
    ),
    ("STP-03", lambda w: w.change("steps", 2, status="blocked", reason="waiting")),
    (
        "STP-03",
        lambda w: w.put(
            "steps", board="district", step=1, year="2026-27", status="done", reason="known"
        ),
    ),
    (
        "STP-04",
        both(
            gone("evidence", 4), cycle(phases=[{"step": 6, "started": "2026-10-30"}, {"step": 7}])
        ),
    ),
    ("STP-04", both(gone("evidence", 4), cycle(year="2025-26", outcome="adopt"))),
    ("STP-06", lambda w: w.put("calendars", year="2026-27", first="2026-08-10", last="2026-11-10")),
    ("STP-06", year_named("2025-26", closed_years={"2025-26": "2026-06-20"})),
    ("STP-06", year_named("")),
    ("STP-07", year_named("2026-27", closed_years={"2026-27": "2026-11-01"})),
    ("STP-07", year_named("2026-27", closed_years={"2025-26": "2026-06-20"})),
    ("STP-05", cycle(start="2026-09-08")),
    ("STP-05", cycle(start="2026-09-07", outcome="adopt")),
    (
        "STP-05",
        both(
            cycle(start="2026-09-07"),
            lambda w: w.change("profile", 1, limits={"cycle_weeks_max": 10}),
        ),
    ),
    ("SIP-01", lambda w: w.put("plans", title="Old SIP", year="2025-26")),
    ("SIP-01", lambda w: w.put("plans", title="Draft", year="2026-27", status="draft")),
    ("SIP-01", lambda w: w.put("plans", title="Gone", year="2026-27", archived=True)),
    ("SIP-02", goals(2)),
    ("SIP-02", both(goals(3), lambda w: w.change("goals", 2, status="reached"))),
    ("SIP-02", both(goals(3), lambda w: w.change("profile", 1, limits={"goals_max": 4}))),
    ("SIP-03", lambda w: w.put("goals", title="Old", plan_id=9)),
    ("SIP-03", lambda w: w.put("finances", text="New books", on="2026-10-01", goal_id=1)),
    (
        "SIP-03",
        both(
            strategy(goal_id=None, fidelity="stopped"),
            lambda w: w.group("Third", goal_id=1),
            gone("cwgs", 2),
        ),
    ),
    ("SIP-04", both(gone("indicators", 1, 2), strategy(fidelity="stopped"))),
    ("SIP-05", lambda w: w.change("indicators", 1, checks=[{"planned": "2026-11-10"}])),
    (
        "SIP-05",
        lambda w: w.change("indicators", 1, checks=[{"planned": "2026-11-09", "actual": 0}]),
    ),
    (
        "SIP-05",
        both(
            lambda w: w.change("indicators", 1, checks=[{"planned": "2026-11-09"}]),
            strategy(fidelity="stopped"),
        ),
    ),
    (
        "SIP-05",
        both(
            lambda w: w.change("indicators", 1, checks=[{"planned": "2026-11-09"}]),
            year_named("2026-27", closed_years={"2026-27": "2026-11-10"}),
        ),
    ),
    ("SIP-06", both(strategy(references=[]), strategy(archived=True))),
    ("TRN-01", inservice("2026-10-13", reached=4)),
    (
        "TRN-01",
        both(
            lambda w: w.change("inservices", 1, on="2026-10-16"), inservice("2026-10-19", reached=4)
        ),
    ),
    ("TRN-01", lambda w: w.change("trainings", 1, on="2026-10-11")),
    ("TRN-01", lambda w: w.change("trainings", 1, on="2026-07-01")),
    ("TRN-01", inservice("2025-10-12")),
    ("TRN-01", only_calendar("2026-11-10", "2026-10-12", "2027-08-20")),
    ("TRN-01", both(gone("trainings", 1, 2), gone("inservices", 1, 2))),
    ("TRN-02", lambda w: w.change("trainings", 2, planning_minutes=1)),
    ("TRN-02", lambda w: w.put("trainings", on="2025-10-01")),
    ("TRN-04", lambda w: w.change("inservices", 2, presenter_ids=[])),
    ("TRN-04", lambda w: w.change("inservices", 1, attended=[1, 2, 3, 4], reached=1)),
    ("TRN-04", lambda w: w.change("inservices", 1, attended=[1, 4])),
    ("TRN-04", lambda w: w.change("inservices", 1, reached=5)),
    ("TRN-05", no_take_up("2026-09-29")),
    ("TRN-05", both(no_take_up("2026-09-28"), cycle(strategy_id=1, start="2026-09-28"))),
    (
        "TRN-05",
        both(
            no_take_up("2026-09-28"),
            lambda w: w.change("indicators", 1, checks=[{"planned": "2026-09-28", "actual": 41}]),
        ),
    ),
    (
        "TRN-05",
        both(
            no_take_up("2026-09-28"),
            talked_of("2026-09-29", "cwg:2", title="Close READING, week 1"),
        ),
    ),
    (
        "TRN-05",
        both(
            no_take_up("2026-09-28"),
            talked_of("2026-09-28", "cwg:2", title="Our goal", about="goal:1"),
        ),
    ),
    ("TRN-05", both(no_take_up("2026-09-28"), strategy(fidelity="stopped"))),
    ("TRN-05", both(no_take_up("2026-11-11"))),
    ("TRN-04", inservice("2025-10-12")),
]


def ids(rows: list[Any]) -> list[str]:
    return [f"{row[0]}-{n}" for n, row in enumerate(rows)]


def test_complete_year_has_no_findings(year: Any) -> None:
    assert [m for area in ("steps", "plan", "training") for m in year.found(area=area)] == []


@pytest.mark.parametrize(("rule", "severity", "mutate", "message"), FIRES, ids=ids(FIRES))
def test_rule_fires(year: Any, rule: str, severity: str, mutate: Mutation, message: str) -> None:
    mutate(year)
    assert (severity, message) in year.found(rule)
    for finding in rules.check(year.building, year.framework, TODAY, rules=[rule]):
        assert all(year.building.resolve(record) is not None for record in finding.records)
        assert finding.why and finding.source and finding.fix
    year.change("profile", 1, rules={rule: "error"})
    assert {weight for weight, _ in year.found(rule)} == {"error"}
    year.change("profile", 1, rules={rule: "off"})
    assert year.found(rule) == []


@pytest.mark.parametrize(("rule", "mutate"), SILENT, ids=ids(SILENT))
def test_rule_is_silent(year: Any, rule: str, mutate: Mutation) -> None:
    mutate(year)
    assert year.found(rule) == []


def test_every_rule_has_both_cases(year: Any) -> None:
    own = {
        rule
        for rule, words in year.framework.rules.items()
        if words.area in ("steps", "plan", "training")
    }
    assert own == {
        f"{family}-{n:02}"
        for family, count in (("STP", 7), ("SIP", 6), ("TRN", 5))
        for n in range(1, count + 1)
    }
    assert {rule for rule, *_ in FIRES} == own
    # TRN-03 has no limit to be just inside of; the complete year is its silent case.
    assert {rule for rule, _ in SILENT} | {"TRN-03"} == own


def test_unaligned_group_is_left_to_the_rule_of_groups(year: Any) -> None:
    year.group("Third")
    assert year.found("SIP-03") == []
    assert ("warn", "#3 Third: supports no goal") in year.found("CWG-35")


def test_empty_building_is_not_blamed(world: Any) -> None:
    world.documents.pop("cwgs")
    assert [m for area in ("steps", "plan", "training") for m in world.found(area=area)] == []


def test_days_are_named_in_their_order(year: Any) -> None:
    inservice("2027-03-19")(year)
    gone("trainings", 1, 2)(year)
    assert [m[len("The in-service of ") :][:11].strip() for _, m in year.found("TRN-01")] == [
        "Mon, Oct 12",
        "Mon, Feb 15",
        "Fri, Mar 19",
    ]
