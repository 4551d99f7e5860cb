"""What intents say: what changed and nothing else, what a person should know besides, and nothing
the second time.
"""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any

import pytest

from bltui.domain.calendar import edits as calendar
from bltui.domain.feedback import edits as feedback
from bltui.domain.feedback import round_edits as rounds
from bltui.domain.groups import edits as groups
from bltui.domain.meetings import minutes_edits, planning
from bltui.domain.model.editing import add, edit
from bltui.domain.model.errors import UserError
from bltui.domain.plan import edits as plan
from bltui.domain.series import edits as series
from bltui.domain.series import occurrence_edits as occurrences
from bltui.domain.steps import cycle_edits as cycles
from bltui.domain.steps import edits as steps
from bltui.domain.team import seat_edits, staff_edits
from bltui.domain.training import edits as training
from bltui.domain.years import closing, new_building

from .intents import ALSO, TODAY, Intent, after, building, day, ids, past, run
from .test_refusals import LIMITS, NEEDS

#: These write something each time: another record of the same kind, or the next step.
EACH_TIME: set[Intent] = {
    seat_edits.add_member,
    add,
    planning.plan_meeting,
    plan.add_goal,
    training.add_segment,
    cycles.note_evidence,
    cycles.advance,
    feedback.say,
    rounds.respond,
    steps.tick,
    occurrences.cancel_meeting,
    occurrences.move_meeting,
}
ONCE = [
    row
    for n, row in enumerate(LIMITS)
    if row[0] not in EACH_TIME and row[0] not in {r[0] for r in LIMITS[:n]}
]


@pytest.mark.parametrize(("intent", "good", "bad", "field"), ONCE, ids=ids(ONCE))
def test_the_second_time_nothing_changes(
    intent: Intent, good: dict[str, Any], bad: object, field: object
) -> None:
    first = after(building(*NEEDS), run(intent, good, building(*NEEDS)))
    with contextlib.suppress(UserError):
        assert not run(intent, good, first)


#: An edit of a record: its table, a field with a new value before others that stay, and how the
#: history names it.
EDITS: list[tuple[Intent, str, dict[str, Any], str]] = [
    (
        edit,
        "seats",
        {"label": "Office", "groups": (), "grades": (), "kind": "core"},
        "role (was Principal)",
    ),
    (edit, "people", {"title": "Coach", "name": "Sample One", "grades": ()}, "work"),
    (edit, "cwgs", {"focus": "Fluency", "name": "Readers", "goal_id": None}, "focus"),
    (
        edit,
        "strategies",
        {"fidelity": "partial", "goal_id": 1},
        "not started → partially implemented",
    ),
    (
        edit,
        "memberships",
        {"notes": "By turns", "status": "active", "start": day("2026-07-01")},
        "notes",
    ),
    (
        new_building.edit_profile,
        "profile",
        {"district": "Sample District", "name": "Sample School"},
        "district",
    ),
]


@pytest.mark.parametrize(
    ("intent", "table", "fields", "told"), EDITS, ids=[row[1] for row in EDITS]
)
def test_an_edit_says_what_changed_and_nothing_else(
    intent: Intent, table: str, fields: dict[str, Any], told: str
) -> None:
    seen = building().table(table)[1]
    (changed, *kept) = fields
    change = run(intent, fields | {"seen": seen}, building())
    words = change.says.rpartition(": ")[2].removesuffix(" changed")
    assert words == told
    assert [set(one.after or {}) for one in change.edits] == [{changed}]
    same = {name: getattr(seen, name) for name in kept}
    assert not run(intent, same | {"seen": seen}, building())


@pytest.mark.parametrize(
    ("intent", "table", "fields"),
    [
        (planning.edit_meeting, "meetings", {"place": "Hall"}),
        (planning.edit_item, "agenda", {"title": "Books"}),
        (minutes_edits.edit_line, "lines", {"text": "Rooms"}),
        (minutes_edits.edit_decision, "decisions", {"text": "Rooms"}),
    ],
    ids=["meetings", "agenda", "lines", "decisions"],
)
def test_what_a_meeting_holds_is_edited_once(
    intent: Intent, table: str, fields: dict[str, Any]
) -> None:
    there = building()
    change = run(intent, fields | {"seen": there.table(table)[1]}, there)
    assert [one.after for one in change.edits] == [fields]
    now = after(there, change)
    assert not run(intent, fields | {"seen": now.table(table)[1]}, now)


def test_a_year_that_is_closed_goes_on_until_its_last_day() -> None:
    last = day("2027-05-28")
    for today, goes_on in ((last - timedelta(1), True), (last, False)):
        notes = run(closing.close_year, {"today": today}, building()).notes
        assert any("continues until" in note for note in notes) == goes_on


def test_of_many_dates_that_are_skipped_six_are_named() -> None:
    off = ("days", 1, {"date": "2026-09-02", "to": "2026-10-21", "kind": "no_school"})
    there = building(off)
    notes = run(series.add_series, {"series": building().series[1]}, there).notes
    assert notes[-1] == "and 2 more skipped" and notes[0].count("(no school)") == 6


def test_a_term_is_named_by_its_member() -> None:
    there = building()
    change = run(edit, {"seen": there.memberships[1], "notes": "By turns"}, there)
    assert change.says == "team: Sample One's term: notes changed"


#: One without an evaluation, and one that is evaluated.
PLANS = building(*ALSO).plans
#: An intent, arguments without a note, and arguments with one.
NOTED: list[tuple[Intent, dict[str, Any], dict[str, Any]]] = [
    (steps.set_step, {"step": 1, "due": day("2027-06-30")}, {"due": day("2027-07-01")}),
    (steps.set_step, {"step": 1, "due": day("2026-07-01")}, {"due": day("2026-06-30")}),
    (steps.set_step, {"step": 1, "to": "done", "evidence": "Quiz"}, {"evidence": ""}),
    (steps.set_step, {"step": 1, "to": "in_progress"}, {"to": "done"}),
    (steps.set_step, {"step": 1, "to": "done", "reason": "Known"}, {"reason": ""}),
    (staff_edits.deactivate_person, {"person_id": 3}, {"person_id": 1}),
    (staff_edits.deactivate_person, {"person_id": 2}, {"person_id": 1}),
    (staff_edits.add_person, {"name": "Sample"}, {"name": "sample ONE"}),
    (staff_edits.add_person, {"name": "Sample Away"}, {"name": "Sample Gone"}),
    (groups.join, {"cwg_id": 1, "people": [3]}, {"people": [3, 2]}),
    (
        groups.join,
        {"cwg_id": 2, "people": [3], "start": day("2026-10-02")},
        {"people": [3, 1, 1], "start": day("2026-10-01")},
    ),
    (groups.leave, {"cwg_id": 1, "people": [2]}, {"people": [2, 3]}),
    (groups.leave, {"cwg_id": 1, "people": [2]}, {"cwg_id": 3}),
    (groups.lead, {"cwg_id": 1, "person_id": 2}, {"cwg_id": 3}),
    (
        calendar.set_days,
        {"date": day("2026-11-13"), "kind": "in_service"},
        {"date": day("2026-11-14")},
    ),
    (calendar.set_days, {"date": day("2026-11-14"), "kind": "no_school"}, {"kind": "in_service"}),
    (
        calendar.set_rotation,
        {"names": ["A"], "policy": "carry", "start": TODAY},
        {"start": day("2026-11-14")},
    ),
    (edit, {"seen": PLANS[1], "status": "draft"}, {"status": "closed"}),
    (edit, {"seen": PLANS[4], "status": "closed"}, {"seen": PLANS[1]}),
    (
        occurrences.move_meeting,
        {"series_id": 1, "day": past(1), "to": TODAY},
        {"to": day("2026-11-14")},
    ),
]


@pytest.mark.parametrize(("intent", "silent", "noted"), NOTED, ids=ids(NOTED))
def test_a_note_comes_where_it_should(
    intent: Intent, silent: dict[str, Any], noted: dict[str, Any]
) -> None:
    there = building(*ALSO)
    assert not run(intent, silent, there).notes
    assert run(intent, silent | noted, there).notes
