"""The roll-over: what a year leaves open, closing it, opening the next one.

Nothing is lost, and undo brings all of it back.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.checks import rules
from bltui.domain.model.building import from_documents
from bltui.domain.model.change import Change, edited
from bltui.domain.model.errors import UserError
from bltui.domain.steps import cycle_edits
from bltui.domain.steps.boards import board
from bltui.domain.steps.current_state import working_year
from bltui.domain.years.carry_over import carried_over, going_on
from bltui.domain.years.closing import close_year
from bltui.domain.years.open_items import leftover
from bltui.domain.years.opening import open_year
from bltui.framework import load_framework
from bltui.sample import sample_documents

FIRST, LAST = date(2027, 8, 23), date(2028, 5, 26)
JUNE, JULY = date(2027, 6, 5), date(2027, 7, 5)
#: What a roll-over may touch, per table; every other field of every record stays.
TOUCHED = {
    "profile": {"year", "closed_years"},
    "plans": {"status"},
    "cwgs": {"status"},
    "actions": {"carried_to"},
    "feedback": {"carried_to"},
    "series": {"until", "pattern"},
}


def shut(world: Any, today: date = JUNE) -> Change:
    return world.do(close_year, framework=world.framework, today=today)


def opened(world: Any, **more: Any) -> Change:
    return world.do(
        open_year, **{"year": "2027-28", "today": JULY, "first": FIRST, "last": LAST, **more}
    )


def calendar(world: Any) -> int:
    return world.put(
        "calendars",
        year="2026-27",
        first=date(2026, 8, 24),
        last=date(2027, 5, 28),
        tz="America/Chicago",
    )


# -- closing ---------------------------------------------------------------------------------------


def test_what_is_open_is_named_by_kind(year: Any) -> None:
    year.put("actions", text="Order the books", owner_id=2, due=date(2027, 6, 1))
    year.put("feedback", text="More time", on=date(2027, 4, 1))
    year.put(
        "feedback",
        text="Waits",
        on=date(2027, 4, 1),
        decision="carried",
        carried_to="2027-28",
        carried_step=1,
    )
    year.put(
        "feedback",
        text="Again",
        on=date(2027, 4, 1),
        decision="carried",
        carried_to="2026-27",
        carried_step=1,
    )
    year.put("trainings", on=date(2027, 2, 1), title="Winter")
    year.put("trainings", on=date(2027, 9, 1), title="Of another year")
    year.put("inservices", on=date(2027, 2, 2), reached=3)
    left = leftover(year.building, year.framework, "2026-27", JUNE)
    assert [one.text for one in left.actions] == ["Order the books (Sample One, due Jun 1, 2027)"]
    assert [one.text for one in left.feedback] == ["Again", "More time"]
    assert "BLT training of Feb 1, 2027 Winter" in [one.text for one in left.trainings]
    assert not any(
        "another" in one.text or "in-service day of 2 Feb" in one.text for one in left.trainings
    )
    assert any(one.text.startswith("step 8") for one in left.steps)
    assert {record.partition("/")[0] for record in [c.record or "" for c in left.cycles]} <= {
        "cycles"
    }


def test_closing_is_one_change_that_says_what_was_left(year: Any) -> None:
    year.put("actions", text="Order the books")
    change = shut(year)
    assert change.says == "year 2026-27: closed"
    assert {edit.reference for edit in change.edits} == {"profile/1", "plans/1"}
    assert any("left open" in note and "1 open action" in note for note in change.notes)
    assert year.building.profile.closed_years == {"2026-27": JUNE}
    assert year.building.plans[1].status == "closed"
    again = shut(year, JULY)
    assert not again and again.says == "year 2026-27: already closed on Jun 5, 2027"


def test_the_steps_that_come_round_again_are_done_when_the_year_is_closed(year: Any) -> None:
    before = board(year.building, year.framework, "2026-27", date(2027, 5, 1))
    assert {card.status for card in before.cards if card.recursive} & {"in_progress"}
    shut(year, date(2027, 5, 1))
    after = board(year.building, year.framework, "2026-27", date(2027, 5, 1))
    reached = [
        card.step for card in before.cards if card.recursive and card.status != "not_started"
    ]
    assert reached and all(card.status == "done" for card in after.cards if card.step in reached)


def test_a_closed_year_does_not_press(year: Any) -> None:
    year.put("steps", step=8, year="2026-27", status="in_progress", due="2027-05-01")
    assert any("overdue" in message for _, message in year.found("STP-01", today=JUNE))
    shut(year)
    assert not any("Step 8" in message for _, message in year.found("STP-01", today=JUNE))


def test_closing_before_the_last_day_says_how_long_the_year_goes_on(year: Any) -> None:
    calendar(year)
    assert any("until May 28, 2027" in note for note in shut(year, date(2027, 5, 20)).notes)


# -- opening ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "first", "last", "today", "words"),
    [
        ("2025-26", FIRST, LAST, JULY, "ended on"),
        ("2024-25", None, None, JULY, "ended on"),
        ("2026-27", None, None, date(2027, 6, 1), "is already open."),
        ("2027-28", None, None, JULY, "has no school calendar yet"),
        ("2027-28", FIRST, None, JULY, "has no school calendar yet"),
        ("2027-28", LAST, FIRST, JULY, "The last day,"),
        ("2027-28", date(2027, 5, 20), date(2028, 5, 26), JULY, "overlaps 2026-27"),
        ("2028-29", FIRST, LAST, JULY, "is 2027-28, not 2028-29"),
        ("2027-29", FIRST, LAST, JULY, "is not a school year"),
        ("next", FIRST, LAST, JULY, "is not a school year"),
        ("2027-28", FIRST, date(2029, 5, 26), JULY, "at most 400"),
    ],
)
def test_a_year_that_cannot_be_opened_is_refused_in_one_line(
    year: Any, label: str, first: date | None, last: date | None, today: date, words: str
) -> None:
    calendar(year)
    shut(year)
    before = deepcopy(year.documents)
    if "already" in words:
        assert not opened(year, year=label, first=first, last=last, today=today)
    else:
        with pytest.raises(UserError, match=words) as refused:
            opened(year, year=label, first=first, last=last, today=today)
        assert "\n" not in refused.value.message
        if "no school calendar" in words:
            assert refused.value.field == ("last" if first else "first")
    assert year.documents == before


def test_an_earlier_year_is_refused_while_it_is_still_to_come(year: Any) -> None:
    year.change("profile", 1, year="2028-29")
    with pytest.raises(UserError, match="is before 2028-29"):
        opened(year)


def test_a_year_is_closed_before_the_next_one_opens(year: Any) -> None:
    with pytest.raises(UserError, match="2026-27 is not closed yet"):
        opened(year)


def test_the_new_year_has_fresh_boards_and_an_empty_calendar(year: Any) -> None:
    calendar(year)
    year.change(
        "calendars", 1, rotation={"names": ["A", "B"], "start": "2026-08-24", "policy": "carry"}
    )
    year.change("calendars", 1, week_starts="mon")
    shut(year)
    change = opened(year)
    assert change.says == "year 2027-28: opened, Aug 23, 2027 to May 26, 2028"
    new = year.building.calendars[2]
    assert (new.year, new.first, new.last, new.tz, new.week_starts) == (
        "2027-28",
        FIRST,
        LAST,
        "America/Chicago",
        "mon",
    )
    assert new.rotation is None and not new.terms and "days" not in year.documents
    view = board(year.building, year.framework, "2027-28", FIRST)
    assert all(card.status == "not_started" for card in view.cards if not card.recursive)
    assert not any(card.record for card in view.cards)
    assert working_year(year.building, FIRST) == "2027-28"


def test_a_calendar_that_is_there_is_enough(year: Any) -> None:
    year.put("calendars", year="2027-28", first=FIRST, last=LAST)
    shut(year)
    assert opened(year, first=None, last=None).says.endswith("Aug 23, 2027 to May 26, 2028")
    assert len(year.building.calendars) == 1


def test_opening_twice_does_nothing_and_other_days_are_refused(year: Any) -> None:
    shut(year)
    opened(year)
    for fields in ({}, {"first": None, "last": None}):
        assert not opened(year, **fields)
    with pytest.raises(UserError, match="is already open"):
        opened(year, last=date(2028, 6, 2))


def test_terms_that_end_are_not_made_longer_and_it_says_who_leaves(year: Any) -> None:
    calendar(year)
    year.change("memberships", 2, end="2027-06-30")
    year.change("cwgs", 1, leader_id=2)
    shut(year)
    found = going_on(year.building, old="2026-27", year="2027-28", first=FIRST)
    assert [(one.name, one.end) for one in found.leaves] == [("Sample One", date(2027, 6, 30))]
    assert found.stays == ("Sample Principal",)
    assert found.groups[0].needs[:2] == ("meeting times", "a leader who is on the BLT")
    notes = opened(year).notes
    assert any(
        note.startswith("leaving the team: Sample One (seat 2, until Jun 30, 2027)")
        for note in notes
    )
    assert any("CWG #1" in note and "a leader who is on the BLT" in note for note in notes)
    assert year.building.memberships[2].end == date(2027, 6, 30)


def test_groups_keep_people_and_lose_their_dates(year: Any) -> None:
    calendar(year)
    weekly = {"type": "weekly", "days": ["wed"]}
    slot = {"from": "15:15", "to": "16:00"}
    listed = {"type": "dates", "dates": ["2027-05-26", "2027-06-09"]}
    year.put("series", cwg_id=1, pattern=weekly, time=slot, first="2026-09-09", until="2027-06-30")
    year.put("series", cwg_id=1, pattern=listed, time=slot, first="2027-05-01", until="2027-06-30")
    year.put(
        "series", team="blt", pattern=weekly, time=slot, first="2026-09-09", until="2027-05-20"
    )
    before = year.building.cwgs[1]
    shut(year)
    opened(year)
    after = year.building.cwgs[1]
    assert (after.status, after.members, after.leader_id, after.number) == (
        "draft",
        before.members,
        before.leader_id,
        before.number,
    )
    assert year.building.series[1].until == year.building.series[2].until == date(2027, 5, 28)
    assert [str(day) for day in year.building.series[2].pattern.dates] == ["2027-05-26"]
    assert year.building.series[3].until == date(2027, 5, 20)
    for rule, words in (
        ("CWG-19", "no specific meeting times"),
        ("CWG-24", ""),
        ("CWG-25", ""),
        ("CWG-33", ""),
    ):
        found = [m for _, m in year.found(rule, today=FIRST) if "#1 " in m]
        assert len(found) == bool(words), (rule, found)


def test_cycles_go_on_with_their_number(year: Any) -> None:
    number = max(c.number for c in year.building.cycles.values() if c.cwg_id == 1)
    shut(year)
    opened(year)
    fields = {"framework": year.framework, "cwg_id": 1, "year": "2027-28", "today": FIRST}
    if any(c.outcome is None and c.cwg_id == 1 for c in year.building.cycles.values()):
        year.do(cycle_edits.close, outcome="stop", **fields)
    year.do(cycle_edits.start, **fields)
    assert max(c.number for c in year.building.cycles.values() if c.cwg_id == 1) == number + 1


def test_open_actions_and_carried_feedback_stand_at_steps_1_and_2(year: Any) -> None:
    year.put("actions", text="Find a room")
    year.put("actions", text="Word the goal", about="goal:1")
    year.put("actions", text="Done long ago", status="done")
    year.put(
        "feedback",
        text="Meet by day",
        on=date(2027, 4, 1),
        decision="carried",
        carried_to="2027-28",
        carried_step=1,
    )
    year.put(
        "feedback",
        text="Fewer goals",
        on=date(2027, 4, 1),
        decision="carried",
        carried_to="2027-28",
        carried_step=2,
    )
    shut(year)
    opened(year)
    told = {n: [one.text for one in carried_over(year.building, "2027-28", n)] for n in range(1, 9)}
    assert told[1] == ["feedback: Meet by day", "to do: Find a room (nobody)"]
    assert told[2] == ["feedback: Fewer goals", "to do: Word the goal (nobody)"]
    assert not any(told[n] for n in range(3, 9))
    assert carried_over(year.building, "2026-27", 1) == []
    year.change("actions", 1, status="done")
    year.change("feedback", 1, answer="We do", answered_on="2027-09-01")
    assert carried_over(year.building, "2027-28", 1) == []


def test_what_was_said_on_one_theme_is_carried_over_as_one_line(year: Any) -> None:
    theme = year.put("themes", name="Time to plan")
    carried = {
        "on": date(2027, 4, 1),
        "decision": "carried",
        "carried_to": "2027-28",
        "carried_step": 2,
    }
    for text in ("Plan by day", "More time", "Time together"):
        year.put("feedback", text=text, theme_ids=[theme], **carried)
    year.put("feedback", text="Less paper", **carried)
    shut(year)
    opened(year)
    assert [(one.text, one.record) for one in carried_over(year.building, "2027-28", 2)] == [
        ("feedback: Less paper", "feedback/4"),
        ("feedback, 3 items on “Time to plan”, such as: Time together", f"themes/{theme}"),
    ]


def test_what_was_carried_to_a_year_that_is_left_out_goes_on_to_the_next(year: Any) -> None:
    year.put(
        "feedback",
        text="Meet by day",
        on=date(2027, 4, 1),
        decision="carried",
        carried_to="2027-28",
        carried_step=1,
    )
    shut(year)
    opened(year, year="2028-29", first=date(2028, 8, 21), last=date(2029, 5, 25))
    assert [one.text for one in carried_over(year.building, "2028-29", 1)] == [
        "feedback: Meet by day"
    ]


# -- nothing is lost -------------------------------------------------------------------------------


def put_on(documents: dict[str, Any], change: Change) -> dict[str, Any]:
    after = deepcopy(documents)
    for edit in change.edits:
        rows = after.setdefault(edit.table, {})
        document = edited(rows.get(edit.id), edit)
        if document is None:
            del rows[edit.id]
        else:
            rows[edit.id] = document
    return after


def taken_back(documents: dict[str, Any], change: Change) -> dict[str, Any]:
    return put_on(
        documents, Change("undo", tuple(edit.inverse() for edit in reversed(change.edits)))
    )


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Equal but for tables that are there and empty."""
    return {t: r for t, r in one.items() if r} == {t: r for t, r in other.items() if r}


@settings(max_examples=40, deadline=None)
@given(
    made=st.dates(date(2026, 9, 1), date(2027, 5, 20)),
    gone=st.sets(
        st.tuples(
            st.sampled_from(["actions", "series", "feedback", "cycles", "memberships"]),
            st.integers(1, 9),
        )
    ),
    carried=st.booleans(),
    wait=st.integers(1, 60),
)
def test_no_record_is_lost_and_undo_brings_everything_back(
    made: date, gone: set[tuple[str, int]], carried: bool, wait: int
) -> None:
    start = {
        table: {n: dict(row) for n, row in rows.items()}
        for table, rows in sample_documents(made).items()
    }
    for table, place in gone:
        rows = start.get(table, {})
        if place <= len(rows):
            rows[sorted(rows)[place - 1]]["archived"] = True
    if carried and start.get("feedback"):
        next(iter(start["feedback"].values())).update(
            decision="carried", carried_to="2027-28", carried_step=2
        )
    start = as_read(start)
    framework = load_framework("south-dakota")
    building = from_documents(start)
    ends = max(c.last for c in building.calendars.values())
    old = working_year(building, made)
    label = f"{int(old[:4]) + 1}-{(int(old[:4]) + 2) % 100:02d}"
    closing = close_year(building, framework=framework, today=ends + timedelta(1))
    middle = put_on(start, closing)
    first = max(ends + timedelta(wait), date(int(label[:4]), 7, 2))
    opening = partial(
        open_year, year=label, today=ends + timedelta(1), first=first, last=first + timedelta(270)
    )
    change = opening(from_documents(middle))
    after = put_on(middle, change)
    for table, rows in start.items():
        for number, document in rows.items():
            new = after[table][number]
            differs = {f for f in {*document, *new} if document.get(f) != new.get(f)}
            assert differs <= TOUCHED.get(table, set()), (table, number, differs)
            assert new.get("archived") == document.get("archived")
    assert {t: len(r) for t, r in after.items() if r} == {
        t: len(r) + (t == "calendars") for t, r in start.items() if r or t == "calendars"
    }
    assert not opening(from_documents(after)), "twice is harmless"
    assert rules.check(from_documents(after), framework, first) is not None
    assert same(taken_back(after, change), middle)
    assert same(taken_back(middle, closing), start)


def as_read(documents: dict[str, Any]) -> dict[str, Any]:
    """The documents as a file gives them back: JSON values."""
    return {
        t: {int(n): row for n, row in rows.items()}
        for t, rows in json.loads(json.dumps(documents)).items()
    }
