"""Every rule on meetings, actions and feedback finds its fault, and is silent just inside its
limit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bltui.domain.checks import rules
from bltui.domain.checks.rules import CHECKS

TODAY = date(2026, 11, 10)
Do = Callable[[Any], object]
OURS = {rule for rule in CHECKS if rule[:3] in ("MTG", "ACT", "FBK")}
ROLES = {"facilitator": 1, "recorder": 2, "timekeeper": 3}


def day(offset: int) -> date:
    return TODAY + timedelta(offset)


def held(team: Any, /, on: int = -1, here: int = 11, first: int = 1, **fields: Any) -> int:
    """A meeting that went as it should."""
    shared = {"held": True, "ended": True, "minutes_on": day(0), "next_on": day(14), "roles": ROLES}
    number: int = team.put("meetings", on=day(on), **{**shared, **fields})
    for person in range(first, first + here):
        team.put("attendance", meeting_id=number, person_id=person, state="present")
    return number


def planned(team: Any, on: int, /, *minutes: int, **fields: Any) -> int:
    number: int = team.put(
        "meetings", on=day(on), **{"roles": ROLES, "agenda_on": day(-1), **fields}
    )
    for n, length in enumerate(minutes):
        team.put("agenda", meeting_id=number, order=n, title=f"Point {n}", minutes=length)
    return number


def decided(**fields: Any) -> Do:
    def do(team: Any) -> None:
        team.put(
            "decisions", meeting_id=held(team), text="New calendar", **{"method": "vote", **fields}
        )

    return do


def acted(**fields: Any) -> Do:
    return lambda team: team.put(
        "actions", **{"text": "Copy the rubric", "owner_id": 2, "due": TODAY, **fields}
    )


def said(offset: int, **fields: Any) -> Do:
    return lambda team: team.put("feedback", text="More modelling", on=day(offset), **fields)


def asked(answers: int, invited: int | None, closes: int = -1, **fields: Any) -> Do:
    def do(team: Any) -> None:
        prompt = {"key": "q", "text": "Well led?", "kind": "likert"}
        number = team.put(
            "rounds",
            title="Fall",
            prompts=[prompt],
            closes=day(closes),
            invited=invited,
            **{"opens": day(-20), **fields},
        )
        for _ in range(answers):
            team.put("responses", round_id=number, on=day(-10), scores={"q": 4})

    return do


def away(meetings: int, of: int) -> Do:
    """The principal, person 1, is at the other meetings only."""

    def do(team: Any) -> None:
        for n in range(of):
            held(team, -of + n, here=11 if n >= meetings else 10, first=1 if n >= meetings else 2)

    return do


def asked_itself(*sheets: str, actions: str = "", **fields: Any) -> Do:
    """A meeting whose self-check was answered: a digit for each of the four statements, a text for
    each person.
    """

    def do(team: Any) -> None:
        number = held(team, **fields)
        for sheet in sheets:
            counts = {
                key: [int(digit == str(n)) for n in range(1, 5)]
                for key, digit in zip(ASKED, sheet, strict=True)
            }
            team.put("self_checks", meeting_id=number, counts=counts)
        if actions:
            team.put(
                "actions",
                text="Ask in pairs",
                owner_id=2,
                due=TODAY,
                about=f"meeting:{number}",
                status=actions,
            )

    return do


ASKED = ("learning", "dialogue", "work", "reflection")

FIRES: list[tuple[str, str, Do, str]] = [
    (
        "MTG-01",
        "warn",
        lambda t: held(t, here=5),
        "BLT Mon, Nov 9, 2026: no quorum (5 of 11 voting members, 6 needed)",
    ),
    (
        "MTG-01",
        "info",
        lambda t: held(t, here=0),
        "BLT Mon, Nov 9, 2026: no attendance is recorded",
    ),
    (
        "MTG-01",
        "warn",
        lambda t: held(t, here=7, first=7),
        "BLT Mon, Nov 9, 2026: no quorum (5 of 11 voting members, 6 needed)",
    ),
    (
        "MTG-02",
        "info",
        lambda t: planned(t, 7, roles={"recorder": 2}),
        "BLT Tue, Nov 17, 2026: no facilitator and no timekeeper",
    ),
    (
        "MTG-02",
        "warn",
        lambda t: held(t, next_on=None),
        "BLT Mon, Nov 9, 2026: no next meeting is planned",
    ),
    (
        "MTG-03",
        "info",
        lambda t: planned(t, 3, 30, 16, start="15:30", end="16:15"),
        "BLT Fri, Nov 13, 2026: the agenda is 1 minute longer than the meeting (45 minutes)",
    ),
    (
        "MTG-04",
        "warn",
        decided(yes=28, no=2, not_voting=2, eligible=33),
        "BLT Mon, Nov 9, 2026, “New calendar”: 1 of 33 ballots is not accounted for",
    ),
    (
        "MTG-04",
        "warn",
        decided(yes=28, no=2, not_voting=3, eligible=33, ballots=31),
        "BLT Mon, Nov 9, 2026, “New calendar”: 31 ballots are recorded, but the votes add up to 30",
    ),
    (
        "MTG-05",
        "error",
        decided(yes=5, no=5, stated="adopted"),
        "BLT Mon, Nov 9, 2026, “New calendar”: “adopted” is recorded, but the count gives not decided",
    ),
    (
        "MTG-05",
        "warn",
        decided(yes=28, no=2, not_voting=3, eligible=33, percent=95),
        "BLT Mon, Nov 9, 2026, “New calendar”: 95% is recorded, but 28 of 33 is 84.8%",
    ),
    (
        "MTG-06",
        "info",
        lambda t: planned(t, 1, agenda_on=None),
        "BLT Wed, Nov 11, 2026 is tomorrow, and its agenda is not marked as sent",
    ),
    (
        "MTG-06",
        "info",
        lambda t: held(t, -3, minutes_on=None),
        "BLT Sat, Nov 7, 2026: the minutes are not marked as shared after 3 days",
    ),
    ("MTG-07", "info", away(2, 5), "The principal was not at 2 of the last 5 meetings"),
    (
        "MTG-08",
        "info",
        asked_itself("3342", "3343", "3343"),
        (
            "BLT Mon, Nov 9, 2026: the self-check is below 3 for deep reflection 2.67 (3 answers), and "
            "no action is recorded"
        ),
    ),
    (
        "MTG-08",
        "info",
        asked_itself("2241", "3333", "3343", actions="dropped"),
        (
            "BLT Mon, Nov 9, 2026: the self-check is below 3 for on-going learning 2.67 (3 answers), collaborative dialogue 2.67 (3 answers), "
            "and deep reflection 2.33 (3 answers), and no action is recorded"
        ),
    ),
    ("ACT-01", "warn", acted(owner_id=None), "Action without an owner: “Copy the rubric”"),
    (
        "ACT-01",
        "warn",
        lambda t: (t.change("people", 2, active=False), acted()(t)),
        "Sample K has left, so “Copy the rubric” needs a new owner",
    ),
    ("ACT-02", "warn", acted(due=None), "Action without a due date: “Copy the rubric”"),
    (
        "ACT-03",
        "warn",
        acted(due=day(-1)),
        "Sample K: “Copy the rubric” was due on Mon, Nov 9, 2026, 1 day ago",
    ),
    (
        "MTG-09",
        "error",
        lambda t: (t.profile(public_body="yes"), planned(t, 0, start="15:15")),
        "BLT Tue, Nov 10, 2026: the agenda is not posted, and the deadline was Mon, Nov 9, 2026, 3:15 PM",
    ),
    (
        "FBK-01",
        "info",
        lambda t: (said(-31)(t), said(-40, decision="adopted")(t)),
        "2 feedback items have had no answer for more than 30 days (the oldest for 40)",
    ),
    ("FBK-02", "info", asked(9, 20), "“Fall” closed with 9 of 20 (45%) answers"),
]

SILENT: list[tuple[str, Do]] = [
    ("MTG-01", lambda t: held(t, here=6)),
    ("MTG-01", lambda t: held(t, here=0, ended=False)),
    ("MTG-01", lambda t: held(t, here=1, team="cwg:2")),
    ("MTG-02", lambda t: held(t)),
    ("MTG-02", lambda t: planned(t, 8, roles={})),
    ("MTG-02", lambda t: held(t, roles={}, approved_on=TODAY)),
    ("MTG-02", lambda t: (held(t, next_on=None), planned(t, 20))),
    ("MTG-03", lambda t: planned(t, 3, 30, 15, start="15:30", end="16:15")),
    ("MTG-03", lambda t: planned(t, 3, 300)),
    ("MTG-04", decided(yes=28, no=2, not_voting=3, eligible=33)),
    ("MTG-04", decided(yes=7, no=2)),
    ("MTG-05", decided(yes=28, no=2, not_voting=3, eligible=33, percent=85, stated="adopted")),
    ("MTG-05", decided(yes=28, no=2, not_voting=3, eligible=33, percent=93)),
    ("MTG-06", lambda t: planned(t, 2, agenda_on=None)),
    ("MTG-06", lambda t: planned(t, -1, agenda_on=None)),
    ("MTG-06", lambda t: planned(t, 1, agenda_on=None, cancelled=True)),
    ("MTG-06", lambda t: held(t, -2, minutes_on=None)),
    ("MTG-07", away(1, 5)),
    ("MTG-07", lambda t: [held(t, -9 + n, here=10, first=2, team="cwg:1") for n in range(5)]),
    ("MTG-08", asked_itself("3334", "3343", "3333")),
    ("MTG-08", asked_itself("1111", "1111")),
    ("MTG-08", asked_itself("1111", "1111", "1111", actions="open")),
    ("MTG-08", asked_itself("1111", "1111", "1111", on=0, ended=False)),
    ("MTG-08", lambda t: (asked_itself(*["1111"] * 3, on=-9)(t), asked_itself(*["4444"] * 3)(t))),
    (
        "MTG-08",
        lambda t: (t.profile(limits={"self_check_least": 1}), asked_itself(*["1111"] * 3)(t)),
    ),
    ("MTG-09", lambda t: planned(t, 0, start="15:15")),
    ("MTG-09", lambda t: (t.profile(public_body="yes"), planned(t, 2, start="15:15"))),
    ("ACT-01", acted()),
    ("ACT-01", acted(owner_id=None, status="dropped")),
    ("ACT-02", acted(due=None, status="done")),
    ("ACT-03", acted(due=TODAY)),
    ("ACT-03", acted(due=day(-9), status="done")),
    ("FBK-01", said(-30)),
    ("FBK-01", said(-90, kind="aha")),
    ("FBK-01", said(-90, answered_on=TODAY, answer="We did.")),
    ("FBK-01", said(-90, decision="carried", carried_to="2027-28", carried_step=2)),
    ("FBK-02", asked(10, 20)),
    ("FBK-02", asked(1, 20, closes=0)),
    ("FBK-02", asked(1, None)),
    ("FBK-02", lambda t: (t.profile(limits={"response_percent": 100}), asked(20, 2)(t))),
]


def found(team: Any, framework: Any, rule: str, today: date = TODAY) -> list[Any]:
    return rules.check(team.building, framework, today, rules=[rule])


@pytest.mark.parametrize(("rule", "severity", "do", "message"), FIRES)
def test_rule_fires(
    team: Any, framework: Any, rule: str, severity: str, do: Do, message: str
) -> None:
    assert found(team, framework, rule) == []
    do(team)
    hits = found(team, framework, rule)
    assert [(hit.severity, hit.message) for hit in hits] == [(severity, message)]
    assert all(team.building.resolve(reference) for hit in hits for reference in hit.records)


@pytest.mark.parametrize(("rule", "do"), SILENT)
def test_rule_is_silent_inside_its_limit(team: Any, framework: Any, rule: str, do: Do) -> None:
    do(team)
    assert found(team, framework, rule) == []


def test_step_8_is_asked_for_from_sixty_days_before_the_year_ends(
    team: Any, framework: Any
) -> None:
    (hit,) = found(team, framework, "FBK-03", date(2027, 5, 1))
    assert (hit.severity, hit.message) == (
        "warn",
        "Step 8 has no feedback round this year, which ends on Wed, Jun 30, 2027",
    )
    assert found(team, framework, "FBK-03", date(2027, 4, 30)) == []
    asked(1, None, occasion="other")(team)
    asked(1, None, opens="2026-06-30")(team)
    assert found(team, framework, "FBK-03", date(2027, 5, 1)) == [hit]
    asked(1, None)(team)
    assert found(team, framework, "FBK-03", date(2027, 5, 1)) == []


def test_a_building_sets_its_own_quorum(team: Any, framework: Any) -> None:
    team.profile(limits={"quorum_percent": 75})
    held(team, here=8)
    (hit,) = found(team, framework, "MTG-01")
    assert "9 needed" in hit.message


def test_every_rule_is_tried() -> None:
    assert {rule for rule, *_ in FIRES} | {"FBK-03"} == OURS
    assert {rule for rule, _ in SILENT} | {"FBK-03"} == OURS
