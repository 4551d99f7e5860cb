"""Every rule finds its fault in an otherwise complete team, and is silent on the complete one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.checks import rules
from bltui.domain.checks.rule_book import rule_book, setting_words
from bltui.domain.checks.rules import CHECKS
from bltui.domain.model.errors import UserError
from bltui.domain.model.severity import WEIGHT

TODAY = date(2026, 11, 10)
Team = Any
Mutation = Callable[[Team], object]


def vacate(*numbers: int) -> Mutation:
    """Take the seats off the team."""
    return lambda team: [team.change("seats", n, archived=True) for n in numbers]


def end(number: int, day: str) -> Mutation:
    return lambda team: team.change("memberships", number, end=day)


def both(*mutations: Mutation) -> Mutation:
    return lambda team: [mutation(team) for mutation in mutations]


def contact(party: str, on: str) -> Mutation:
    return lambda team: team.contact(party, on)


def facilitator(person: int, start: str | None = "2026-08-01") -> Mutation:
    return lambda team: team.change("assignments", 1, person_id=person, start=start)


def alternates(odd_only: bool) -> Mutation:
    """Two partners on one new seat: both for every year, or both for the odd years."""

    def change(team: Team) -> None:
        seat = team.seat("Grade 1 or 2", "GEN", "alternate")
        years = "odd" if odd_only else None
        for name in ("Sample Partner A", "Sample Partner B"):
            team.term(seat, team.person(name), "2025-07-01", "2029-06-30", active_years=years)

    return change


def extra(name: str, count: int) -> Mutation:
    def change(team: Team) -> None:
        for n in range(count):
            team.term(team.seat(f"Extra {n}", "GEN"), team.person(f"{name} {n}"))

    return change


def also(person: int, groups: str, label: str = "Second seat") -> Mutation:
    return lambda team: team.term(team.seat(label, groups), person)


def core_only(team: Team) -> None:
    for n in (2, 3, 4):
        team.change("seats", n, kind="core")


def no_dates(team: Team) -> None:
    for n in (3, 6):
        team.change("memberships", n, end=None)


#: Rule, severity, what is done to the complete team, the message.
FIRES: list[tuple[str, str, Mutation, str]] = [
    ("COM-01", "error", vacate(1), "No building administrator on the team"),
    (
        "COM-02",
        "warn",
        lambda t: t.change("seats", 1, label="Assistant Principal"),
        "The principal is not on the team",
    ),
    (
        "COM-02",
        "info",
        lambda t: t.change("seats", 1, label="Administrator"),
        "No one has the title Principal: is Sample Principal the principal?",
    ),
    ("COM-03", "warn", vacate(2, 4), "No teacher for grades K and 2"),
    ("COM-03", "warn", vacate(3), "No teacher for grade 1"),
    (
        "COM-03",
        "warn",
        lambda t: t.profile(coverage_by="departments", departments=["Math"]),
        "No teacher for department Math",
    ),
    (
        "COM-03",
        "warn",
        lambda t: t.profile(grades=[]),
        (
            "The building's grades are not entered, so bltui cannot tell whether teachers represent "
            "all of them"
        ),
    ),
    ("COM-04", "warn", vacate(5), "No early childhood representative"),
    ("COM-05", "warn", vacate(6), "No special education representative"),
    ("COM-06", "warn", vacate(7), "No English language learner (ELL) representative"),
    ("COM-07", "warn", vacate(2, 3, 4), "No general education teacher"),
    (
        "COM-08",
        "info",
        lambda t: t.profile(subgroups=["Gifted"]),
        "Subgroup Gifted is not represented",
    ),
    (
        "COM-09",
        "warn",
        vacate(8),
        "No nonadministrative staff leader (coach, coordinator, liaison)",
    ),
    ("COM-10", "warn", vacate(9), "No noncertified staff"),
    ("COM-11", "warn", vacate(10), "No parent, business, or community representative"),
    (
        "COM-11",
        "info",
        lambda t: t.change("seats", 10, label="Parent"),
        "No program that serves children who will come to this building is represented",
    ),
    ("COM-12", "info", vacate(2, 3, 4, 5), "The team has 7 people, fewer than 8"),
    ("COM-12", "info", extra("Sample", 7), "The team has 18 people, more than 17"),
    ("COM-13", "warn", vacate(11), "No teachers union representative"),
    ("COM-14", "warn", vacate(12), "No central office (DLT) liaison"),
    (
        "COM-14",
        "warn",
        both(vacate(12), lambda t: t.profile(dlt_label="CSLT")),
        "No central office (CSLT) liaison",
    ),
    (
        "COM-15",
        "info",
        also(3, "GEN"),
        "Sample One holds 2 seats, “seat of Sample One” and “Second seat”, and counts once",
    ),
    (
        "COM-16",
        "info",
        end(8, "2026-09-30"),
        "Seat “seat of Sample Coach” is vacant since Oct 1, 2026",
    ),
    (
        "COM-16",
        "warn",
        lambda t: t.seat("Office", "NONCERT", required=True, since=date(2026, 8, 1)),
        "Seat “Office” is vacant since Aug 1, 2026",
    ),
    (
        "COM-16",
        "info",
        lambda t: t.change("memberships", 8, status="on_leave"),
        "Seat “seat of Sample Coach” is vacant: Sample Coach is on leave, without a substitute",
    ),
    (
        "COM-17",
        "info",
        both(vacate(6, 7), lambda t: t.change("seats", 11, groups=["UNION", "SPED", "ELL"])),
        (
            "Sample Union is the only representative of 3 groups: Special education, English language learners (ELL), and Teachers union"
        ),
    ),
    (
        "COM-18",
        "info",
        lambda t: t.change("seats", 9, label="Support staff", ask=["NONCERT", "ELL"]),
        ("Seat “Support staff” could mean Noncertified staff or English language learners (ELL)"),
    ),
    (
        "FAC-01",
        "error",
        lambda t: t.change("assignments", 1, end="2026-11-09"),
        "The team has no facilitator",
    ),
    (
        "FAC-02",
        "info",
        both(facilitator(3), contact("principal", "2026-10-27")),
        "The facilitator, Sample One, and the principal: last recorded contact 14 days ago",
    ),
    (
        "FAC-02",
        "warn",
        both(facilitator(3), contact("principal", "2026-10-26")),
        "The facilitator, Sample One, and the principal: last recorded contact 15 days ago",
    ),
    (
        "FAC-02",
        "info",
        facilitator(3, None),
        "The facilitator, Sample One, and the principal: no contact is recorded yet",
    ),
    (
        "FAC-02",
        "warn",
        facilitator(3),
        "The facilitator, Sample One, and the principal: no contact is recorded yet",
    ),
    (
        "FAC-03",
        "error",
        facilitator(13),
        "The facilitator, Sample K Next, is not an active member of the team",
    ),
    (
        "FAC-04",
        "warn",
        lambda t: t.change("contacts", 1, on="2026-09-25"),
        "The last recorded contact with the DLT was 46 days ago",
    ),
    (
        "FAC-04",
        "warn",
        lambda t: t.change("contacts", 1, archived=True),
        "No contact with the DLT is recorded, and Sample Principal became its liaison 101 days ago",
    ),
    (
        "FAC-04",
        "info",
        both(facilitator(1, None), lambda t: t.change("contacts", 1, party="principal")),
        "No contact with the DLT is recorded yet",
    ),
    (
        "FAC-05",
        "error",
        lambda t: t.duty("cofacilitator", 1),
        "Sample Principal is both facilitator and co-facilitator",
    ),
    (
        "ROT-01",
        "warn",
        lambda t: t.change("memberships", 3, start="2026-08-15", end="2027-06-01"),
        "Sample One's term of 1 year is shorter than 2 years (Aug 15, 2026 to Jun 1, 2027)",
    ),
    (
        "ROT-01",
        "warn",
        end(11, "2031-06-30"),
        "Sample Union's term of 5 years is longer than 4 years (Jul 1, 2026 to Jun 30, 2031)",
    ),
    (
        "ROT-02",
        "warn",
        both(end(3, "2027-06-30"), end(6, "2027-06-30")),
        "4 of 7 terms end in 2026-27: Sample K, Sample One, Sample Early, Sample Special",
    ),
    (
        "ROT-03",
        "info",
        lambda t: [t.change("memberships", n, start="2026-08-15") for n in (2, 3)],
        (
            "5 of 7 rotating members are in their first year, outside of 20% to 60% "
            "(Sample English, Sample K, Sample One, Sample Two, Sample Union)"
        ),
    ),
    (
        "ROT-03",
        "info",
        lambda t: [t.change("memberships", n, start="2025-07-01") for n in (4, 7)],
        ("1 of 7 rotating members is in their first year, outside of 20% to 60% (Sample Union)"),
    ),
    (
        "ROT-04",
        "warn",
        end(3, "2027-01-08"),
        (
            "Sample One's term on “seat of Sample One” ends on Jan 8, 2027, in 59 days, without a "
            "successor"
        ),
    ),
    (
        "ROT-04",
        "warn",
        end(3, "2026-11-09"),
        "Sample One's term on “seat of Sample One” ended on Nov 9, 2026, without a successor",
    ),
    (
        "ROT-05",
        "error",
        alternates(odd_only=False),
        "Both partners of “Grade 1 or 2” serve in 2026-27: Sample Partner A and Sample Partner B",
    ),
    (
        "ROT-05",
        "warn",
        alternates(odd_only=True),
        (
            "No one serves on “Grade 1 or 2” in 2026-27: Sample Partner A and Sample Partner B only "
            "in the other years"
        ),
    ),
    (
        "ROT-06",
        "warn",
        end(3, None),  # type: ignore[arg-type]
        "Sample One rotates on “seat of Sample One” but has no end date",
    ),
    ("ROT-06", "warn", no_dates, "2 rotating members have no end date: Sample One, Sample Special"),
    ("ROT-07", "info", core_only, "7 of 11 members are core members, more than 50%"),
    (
        "ROT-08",
        "info",
        both(end(3, "2027-06-30"), end(6, "2027-06-30")),
        "After summer 2027 no one on the team represents: grade 1; Special education",
    ),
    (
        "FAC-02",
        "info",
        both(facilitator(3), contact("principal", "2026-11-10")),
        "The facilitator, Sample One, and the principal: last recorded contact today",
    ),
    (
        "FAC-03",
        "error",
        both(facilitator(13), lambda t: t.duty("facilitator", 13, start="2026-09-01")),
        "The facilitator, Sample K Next, is not an active member of the team",
    ),
]


def found(team: Team, framework: Any, rule: str, today: date = TODAY) -> list[tuple[str, str]]:
    return [
        (f.severity, f.message) for f in rules.check(team.building, framework, today, rules=[rule])
    ]


def test_complete_team_has_no_findings(team: Team, framework: Any) -> None:
    assert rules.check(team.building, framework, TODAY) == []


@pytest.mark.parametrize(
    ("rule", "severity", "mutate", "message"),
    FIRES,
    ids=[f"{f[0]}-{n}" for n, f in enumerate(FIRES)],
)
def test_rule_fires(
    team: Team, framework: Any, rule: str, severity: str, mutate: Mutation, message: str
) -> None:
    mutate(team)
    assert (severity, message) in found(team, framework, rule)


@pytest.mark.parametrize(
    ("rule", "severity", "mutate", "message"),
    FIRES,
    ids=[f"{f[0]}-{n}" for n, f in enumerate(FIRES)],
)
def test_building_grades_rule(
    team: Team, framework: Any, rule: str, severity: str, mutate: Mutation, message: str
) -> None:
    mutate(team)
    for graded in ("info", "warn", "error"):
        team.profile(rules={rule: graded})
        assert {s for s, _ in found(team, framework, rule)} == {graded}
    team.profile(rules={rule: "off"})
    assert found(team, framework, rule) == []


def test_every_rule_is_worded_checked_and_tested(framework: Any) -> None:
    assert set(framework.rules) == set(CHECKS)
    mine = {rule for rule in CHECKS if framework.rules[rule].area == "team"}
    wanted = (
        {f"COM-{n:02}" for n in range(1, 19)}
        | {f"FAC-{n:02}" for n in range(1, 6)}
        | {f"ROT-{n:02}" for n in range(1, 9)}
    )
    assert mine == wanted == {rule for rule, *_ in FIRES}
    # CWG rules: test_conflicts.py; CAL rules: schedule/test_scheduling.py


#: Just inside the limit, or excused: these must not fire.
SILENT: list[tuple[str, Mutation]] = [
    (
        "COM-02",
        both(
            lambda t: t.change("seats", 1, label="Office"),
            lambda t: t.change("people", 1, title="Principal"),
        ),
    ),
    (
        "COM-04",
        both(
            vacate(5),
            lambda t: t.profile(grades=["PK", "K", "1", "2"]),
            lambda t: t.change("seats", 2, grades=["PK", "K"]),
        ),
    ),
    (
        "COM-08",
        both(
            lambda t: t.profile(subgroups=["Gifted"]),
            lambda t: t.change("seats", 2, groups=["GRADES", "gifted"]),
        ),
    ),
    ("COM-08", lambda t: t.profile(subgroups=["sped"])),
    (
        "COM-11",
        both(lambda t: t.change("seats", 10, label="Parent"), lambda t: t.profile(level="middle")),
    ),
    (
        "COM-11",
        both(lambda t: t.change("seats", 10, label="Parent"), also(11, "STAKEHOLDER", "Preschool")),
    ),
    ("COM-12", vacate(2, 3, 4)),
    ("COM-12", extra("Sample", 6)),
    ("COM-12", both(vacate(2, 3, 4, 5), lambda t: t.profile(limits={"size_min": 7}))),
    ("COM-13", both(vacate(11), lambda t: t.change("seats", 8, ask=["UNION"]))),
    ("COM-15", lambda t: t.term(3, 3, "2028-07-01")),
    ("COM-17", also(11, "SPED ELL")),
    ("COM-16", both(end(8, "2026-09-30"), vacate(8))),
    ("FAC-03", facilitator(12)),
    ("FAC-04", lambda t: t.change("contacts", 1, on="2026-09-26")),
    ("FAC-05", lambda t: t.duty("cofacilitator", 2)),
    ("FAC-05", lambda t: t.duty("cofacilitator", 1, end="2026-11-09")),
    ("ROT-01", lambda t: t.change("memberships", 1, start="2026-11-01", end="2026-11-20")),
    ("ROT-01", lambda t: t.change("memberships", 12, start="2026-11-01", end="2026-11-20")),
    ("ROT-02", both(vacate(3, 6, 11))),  # 2 of 4 end together: exactly half
    ("ROT-02", both(vacate(3, 4, 6, 7, 11))),  # 2 of 2: too few to speak of a share
    ("ROT-03", vacate(3, 6)),  # 3 of 5 new: exactly 60 percent
    (
        "ROT-03",
        both(
            vacate(3, 6),
            lambda t: t.change("memberships", 4, start="2025-07-01"),
            lambda t: t.change("memberships", 7, start="2025-07-01"),
        ),
    ),
    ("ROT-04", end(3, "2027-01-09")),
    ("ROT-04", both(end(3, "2027-01-08"), lambda t: t.term(3, 3, "2027-01-09", "2029-06-30"))),
    ("ROT-06", lambda t: t.change("memberships", 8, end=None)),
    ("ROT-07", lambda t: t.change("seats", 2, kind="core")),
]


@pytest.mark.parametrize(
    ("rule", "mutate"), SILENT, ids=[f"{r}-{n}" for n, (r, _) in enumerate(SILENT)]
)
def test_rule_is_silent(team: Team, framework: Any, rule: str, mutate: Mutation) -> None:
    mutate(team)
    assert found(team, framework, rule) == []


def test_alternates_partner_is_no_successor(empty_team: Any, framework: Any) -> None:
    team = empty_team()
    seat = team.seat("Grade 1 or 2", "GEN", "alternate")
    team.term(seat, team.person("Sample Even"), "2024-07-01", "2026-12-31", active_years="even")
    team.term(seat, team.person("Sample Odd"), "2024-07-01", "2028-06-30", active_years="odd")
    assert [m[:11] for _, m in found(team, framework, "ROT-04")] == ["Sample Even"]
    team.term(seat, team.person("Sample Next"), "2027-01-01", "2030-06-30", active_years="even")
    assert found(team, framework, "ROT-04") == []


def test_predecessor_is_no_successor(empty_team: Any, framework: Any) -> None:
    team = empty_team()
    team.sit("Sample B", "GEN", "term", "2024-07-01", "2026-12-31")
    team.term(1, team.person("Sample A"), "2020-07-01", "2024-06-30")
    assert [m[:8] for _, m in found(team, framework, "ROT-04")] == ["Sample B"]


@pytest.mark.parametrize(("start", "new"), [("2026-04-03", "0 of 3"), ("2026-04-04", "3 of 3")])
def test_half_a_year_makes_a_member_experienced(
    empty_team: Any, framework: Any, start: str, new: str
) -> None:
    team = empty_team()
    for n in range(3):
        team.sit(f"Sample {n}", "GEN", "term", start, "2029-06-30")
    assert [new in m for _, m in found(team, framework, "ROT-03")] == [True]


@pytest.mark.parametrize(
    "key",
    [
        "ADMIN",
        "GRADES",
        "ECE",
        "GEN",
        "SPED",
        "ELL",
        "LEADER",
        "NONCERT",
        "STAKEHOLDER",
        "UNION",
        "CENTRAL",
    ],
)
def test_not_applicable_silences_its_rule(empty_team: Any, framework: Any, key: str) -> None:
    team, rule = empty_team(), framework.groups[key].rule
    assert found(team, framework, rule)
    team.profile(not_applicable={key: "Sample reason"})
    assert found(team, framework, rule) == []


def test_no_rotation_required(empty_team: Any, framework: Any) -> None:
    team = empty_team(rotation_required=False, rules={"ROT-06": "error"})
    team.sit("Sample A", "GEN", "term")
    assert not [f for f in rules.check(team.building, framework, TODAY) if f.rule.startswith("ROT")]
    team.profile(rotation_required=True)
    assert found(team, framework, "ROT-06") == [
        ("error", "Sample A rotates on “seat of Sample A” but has no end date")
    ]


def test_why_a_severity_is_not_the_default(empty_team: Any, framework: Any) -> None:
    own = {"COM-12": "off", "COM-10": "error", "ROT-06": "error"}
    team = empty_team(rotation_required=False, rules=own)
    words = {e.id: setting_words(e) for e in rule_book(framework, team.building)}
    assert words["COM-12"] == "Off (set in this building)"
    assert words["COM-10"] == "Required (set in this building)"
    assert words["COM-09"] == "Recommended (the default)"
    assert words["ROT-05"] == "Off, because this building needs no rotation"
    assert words["ROT-06"] == "Off (set in this building)"
    assert {setting_words(e) for e in rule_book(framework)} == {""}


def test_empty_team_hears_what_to_do_first(empty_team: Any, framework: Any) -> None:
    findings = rules.check(empty_team().building, framework, TODAY)
    assert [f.rule for f in findings[:2]] == ["COM-01", "FAC-01"]
    assert len(findings) <= 14
    assert not {"COM-12", "COM-16", "FAC-04"} & {f.rule for f in findings}
    assert not [f for f in findings if f.rule.startswith("ROT")]


def test_missing_group_opens_the_vacant_seat_that_would_cover_it(
    team: Team, framework: Any
) -> None:
    team.change("memberships", 11, status="ended")
    finding = rules.check(team.building, framework, TODAY, rules=["COM-13"])[0]
    assert finding.records == ("seats/11",)
    assert finding.fix == "Fill the vacant seat “seat of Sample Union”."


def test_findings_are_complete_and_sorted(empty_team: Any, framework: Any) -> None:
    findings = rules.check(empty_team(subgroups=["B", "A"]).building, framework, TODAY)
    keys = [(-WEIGHT[f.severity], f.rule) for f in findings]
    assert keys == sorted(keys)
    # Within a rule in the rule's own order, here that of the settings.
    assert [f.subject for f in findings if f.rule == "COM-08"] == ["B", "A"]
    for finding in findings:
        assert (
            finding.why
            and finding.source
            and finding.fix
            and finding.message
            and finding.area == "team"
        )
    assert rules.counts(findings) == {"error": 2, "warn": 11, "info": 2}


def test_choosing_rules_and_areas(empty_team: Any, framework: Any) -> None:
    building = empty_team().building
    assert [
        f.rule for f in rules.check(building, framework, TODAY, rules=["com-01", "FAC-01"])
    ] == ["COM-01", "FAC-01"]
    assert rules.check(building, framework, TODAY, areas=["team"]) == rules.check(
        building, framework, TODAY
    )
    with pytest.raises(
        UserError, match=r"no rule COM-99.*COM-01 to COM-18, FAC-01 to FAC-05, ROT-01 to ROT-08"
    ):
        rules.check(building, framework, TODAY, rules=["COM-99"])
    areas = ", ".join(sorted({rule.area for rule in framework.rules.values()}))
    with pytest.raises(UserError, match=rf"no area plans.*{areas}"):
        rules.check(building, framework, TODAY, areas=["plans"])


def test_records_of_findings_exist(team: Team, framework: Any) -> None:
    for rule, _, mutate, _ in FIRES:
        fresh = type(team)()
        fresh.documents = {
            t: {n: dict(d) for n, d in records.items()} for t, records in team.documents.items()
        }
        mutate(fresh)
        building = fresh.building
        for finding in rules.check(building, framework, TODAY):
            assert all(building.resolve(r) is not None for r in finding.records), (rule, finding)


DAYS = (
    st.dates(date(2024, 1, 1), date(2031, 1, 1)) | st.sampled_from([date.min, date.max]) | st.none()
)


@given(data=st.data())
def test_check_never_fails_and_ignores_archived_records(
    data: st.DataObject, empty_team: Any, framework: Any
) -> None:
    team = empty_team(subgroups=["Gifted"])
    keys = [*framework.groups, "Gifted", "Unknown"]
    draw = data.draw
    for n in range(draw(st.integers(0, 5))):
        team.person(
            f"Sample {n}",
            active=draw(st.booleans()),
            title=draw(st.sampled_from(["", "Principal"])),
        )
        groups = draw(st.lists(st.sampled_from(keys), max_size=3))
        kind = draw(st.sampled_from(["core", "term", "alternate", "ad_hoc"]))
        ask = draw(st.lists(st.sampled_from([*keys, "?"]), max_size=2))
        team.seat(
            f"Seat {n}",
            " ".join(groups),
            kind,
            ask=ask,
            grades=draw(st.lists(st.sampled_from("K129"), max_size=3)),
        )
    for _ in range(draw(st.integers(0, 8))):
        start, last = draw(DAYS), draw(DAYS)
        team.term(
            draw(st.integers(1, 6)),
            draw(st.integers(1, 6)),
            start.isoformat() if start else None,
            last.isoformat() if last else None,
            status=draw(st.sampled_from(["active", "on_leave", "ended"])),
            substitute_person_id=draw(st.none() | st.integers(1, 6)),
            active_years=draw(st.sampled_from([None, "odd", "even"])),
        )
    team.duty("facilitator", draw(st.integers(1, 6)))
    before = rules.check(team.building, framework, TODAY)
    seat = team.seat("Archived", "ADMIN UNION", "term", archived=True)
    person = team.person("Sample Archived", title="Principal", archived=True)
    team.term(seat, 1)
    team.term(1, person)
    team.put("memberships", seat_id=1, person_id=1, archived=True)
    team.duty("facilitator", person)
    team.put("contacts", party="dlt", on="2026-11-09", archived=True)
    assert rules.check(team.building, framework, TODAY) == before
