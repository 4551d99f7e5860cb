"""What intents say: what changed and nothing else, what a person should know besides, and nothing
the second time.
"""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from bltui.domain.calendar import edits as calendar
from bltui.domain.feedback import edits as feedback
from bltui.domain.feedback import round_edits as rounds
from bltui.domain.groups import edits as groups
from bltui.domain.meetings import planning
from bltui.domain.model.errors import UserError
from bltui.domain.plan import edits as plan
from bltui.domain.series import occurrence_edits as occurrences
from bltui.domain.steps import cycle_edits as cycles
from bltui.domain.steps import edits as steps
from bltui.domain.team import duties, seat_edits, staff_edits
from bltui.domain.training import edits as training
from bltui.domain.years import new_building

from .intents import ALSO, TODAY, Intent, after, building, day, ids, past, run
from .test_refusals import LIMITS, NEEDS

#: These write something each time: another record of the same kind, or the next step.
EACH_TIME: set[Intent] = {
    seat_edits.add_member,
    duties.log_contact,
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


#: An edit of a record: its table, and a field with a new value.
EDITS: list[tuple[Intent, str, dict[str, Any]]] = [
    (
        seat_edits.edit_seat,
        "seats",
        {"label": "Office", "groups": (), "grades": (), "kind": "core"},
    ),
    (staff_edits.edit_person, "people", {"title": "Coach", "name": "Sample One", "grades": ()}),
    (groups.edit_group, "cwgs", {"focus": "Fluency", "name": "Readers", "goal_id": None}),
    (
        seat_edits.edit_term,
        "memberships",
        {"notes": "By turns", "status": "active", "start": day("2026-07-01")},
    ),
    (
        new_building.edit_profile,
        "profile",
        {"district": "Sample District", "name": "Sample School"},
    ),
]


@pytest.mark.parametrize(("intent", "table", "fields"), EDITS, ids=[row[1] for row in EDITS])
def test_an_edit_says_what_changed_and_nothing_else(
    intent: Intent, table: str, fields: dict[str, Any]
) -> None:
    seen = building().table(table)[1]
    (changed, *kept) = fields
    change = run(intent, fields | {"seen": seen}, building())
    words = change.says.rpartition(": ")[2].removesuffix(" changed")
    assert words == changed.replace("_", " ")
    assert [set(edit.after or {}) for edit in change.edits] == [{changed}]
    same = {name: getattr(seen, name) for name in kept}
    assert not run(intent, same | {"seen": seen}, building())


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
    (plan.set_plan_status, {"plan_id": 1, "status": "draft"}, {"status": "closed"}),
    (plan.set_plan_status, {"plan_id": 4, "status": "closed"}, {"plan_id": 1}),
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
