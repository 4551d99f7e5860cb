"""Intents refuse records that are gone: removed, or never there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bltui.domain.calendar import edits as calendar
from bltui.domain.feedback import edits as feedback
from bltui.domain.feedback import round_edits as rounds
from bltui.domain.groups import edits as groups
from bltui.domain.meetings import actions, clock, minutes_edits, planning, running
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.plan import Measure
from bltui.domain.model.training import Rollout, Segment
from bltui.domain.plan import edits as plan
from bltui.domain.plan import indicators
from bltui.domain.scheduler import availability_edits as availability
from bltui.domain.series import edits as series
from bltui.domain.series import occurrence_edits as occurrences
from bltui.domain.steps import cycle_edits as cycles
from bltui.domain.steps import edits as steps
from bltui.domain.team import duties, seat_edits, staff_edits
from bltui.domain.training import edits as training

from .intents import TODAY, Intent, building, ids, past, run

WED = past(1)


#: An intent, a record that it names by an argument, and the other arguments.
NAMES: list[tuple[Intent, str, str, dict[str, Any]]] = [
    (duties.assign, "people", "person_id", {"role": "cofacilitator", "start": TODAY}),
    (seat_edits.seat_person, "seats", "seat_id", {"person_id": 2, "start": date(2030, 1, 1)}),
    (seat_edits.seat_person, "people", "person_id", {"seat_id": 2}),
    (seat_edits.add_member, "people", "person_id", {"role": "Two"}),
    (
        seat_edits.add_member,
        "people",
        "partner",
        {"name": "New", "kind": "alternate", "active_years": "odd"},
    ),
    (seat_edits.end_term, "memberships", "membership_id", {"on": TODAY}),
    (staff_edits.deactivate_person, "people", "person_id", {}),
    (staff_edits.reactivate_person, "people", "person_id", {}),
    (groups.set_status, "cwgs", "cwg_id", {"status": "closed"}),
    (groups.join, "cwgs", "cwg_id", {"people": [3]}),
    (groups.leave, "cwgs", "cwg_id", {"people": [2]}),
    (groups.lead, "cwgs", "cwg_id", {"person_id": 2}),
    (groups.join, "people", "people", {"cwg_id": 2}),
    (groups.lead, "people", "person_id", {"cwg_id": 2}),
    (groups.add_group, "people", "members", {"name": "Third"}),
    (actions.set_status, "actions", "action_id", {"status": "done", "on": TODAY}),
    (planning.move_meeting, "meetings", "meeting_id", {"to": WED}),
    (planning.cancel_meeting, "meetings", "meeting_id", {}),
    (planning.remove_meeting, "meetings", "meeting_id", {}),
    (planning.send_agenda, "meetings", "meeting_id", {"on": TODAY}),
    (planning.add_item, "meetings", "meeting_id", {"title": "New"}),
    (planning.add_item, "people", "owner_id", {"meeting_id": 2, "title": "New"}),
    (planning.move_item, "agenda", "item_id", {"before": None}),
    (planning.shift_item, "agenda", "item_id", {"by": 1}),
    (clock.take_up, "agenda", "item_id", {"now": 0}),
    (clock.close, "agenda", "item_id", {"now": 60, "spent": 60}),
    (running.set_role, "people", "person_id", {"meeting_id": 1, "role": "recorder"}),
    (running.set_role, "meetings", "meeting_id", {"person_id": 1, "role": "recorder"}),
    (running.end_meeting, "meetings", "meeting_id", {}),
    (running.share_minutes, "meetings", "meeting_id", {"on": TODAY}),
    (running.approve, "meetings", "meeting_id", {"on": TODAY}),
    (minutes_edits.add_line, "meetings", "meeting_id", {"kind": "note", "text": "New"}),
    (minutes_edits.amend, "meetings", "meeting_id", {"text": "New", "on": TODAY}),
    (minutes_edits.decide, "meetings", "meeting_id", {"text": "New"}),
    (minutes_edits.promise, "meetings", "meeting_id", {"text": "New"}),
    (indicators.measure, "indicators", "indicator_id", {"planned": TODAY, "actual": 3}),
    (training.set_rollout, "trainings", "training_id", {"rollout": Rollout(how="In rooms")}),
    (training.add_segment, "trainings", "training_id", {"segment": Segment("New", "i_do")}),
    (plan.add_measure, "district_goals", "district_goal_id", {"measure": Measure("Test")}),
    (training.attendance, "trainings", "number", {"table": "trainings", "attended": [1]}),
    (training.attendance, "inservices", "number", {"table": "inservices", "reached": 3}),
    (cycles.start, "cwgs", "cwg_id", {}),
    (cycles.start, "strategies", "strategy_id", {"cwg_id": 2}),
    (steps.set_step, "people", "owner_id", {"step": 1}),
    (feedback.put_in_theme, "feedback", "numbers", {"name": "Books"}),
    (feedback.take_from_theme, "feedback", "numbers", {"theme_id": 1}),
    (feedback.discuss, "feedback", "numbers", {"on": TODAY}),
    (feedback.resolve, "feedback", "numbers", {"decision": "adopted"}),
    (feedback.answer, "feedback", "numbers", {"text": "Done", "on": TODAY}),
    (rounds.respond, "rounds", "round_id", {"answers": rounds.Answers(TODAY, scores={"q": 4})}),
    (availability.set_availability, "people", "person_id", {"kind": "away"}),
    (series.end_series, "series", "series_id", {"last": date(2026, 12, 1)}),
    (series.remove_series, "series", "series_id", {}),
    (occurrences.move_meeting, "series", "series_id", {"day": WED, "to": date(2026, 11, 12)}),
    (occurrences.cancel_meeting, "series", "series_id", {"day": WED}),
    (occurrences.add_meeting, "series", "series_id", {"day": TODAY}),
    (occurrences.hold_meeting, "series", "series_id", {"day": WED}),
    (calendar.set_weekday_bell, "bells", "bell", {"weekday": "mon", "on": TODAY}),
]
#: What the record of a row must be like, besides being there.
FIT: dict[Intent, dict[str, Any]] = {
    planning.move_meeting: {"held": False},
    planning.cancel_meeting: {"held": False},
    planning.remove_meeting: {"held": False},
    minutes_edits.amend: {"approved_on": TODAY},
    staff_edits.reactivate_person: {"active": False},
    feedback.take_from_theme: {"theme_ids": [1]},
}


@pytest.mark.parametrize(("intent", "table", "argument", "others"), NAMES, ids=ids(NAMES))
def test_what_is_gone_is_refused(
    intent: Intent, table: str, argument: str, others: dict[str, Any]
) -> None:
    many = argument in ("people", "members", "numbers")
    free: tuple[Any, ...] = (
        (("cycles", 1, {"archived": True}),) if intent is cycles.start and table == "cwgs" else ()
    )
    number = 2 if table == "people" else 1

    def told(number: int, **fields: Any) -> Change:
        named = {argument: [number] if many else number}
        there = [(table, number, {**FIT.get(intent, {}), **fields})] if number < 90 else []
        return run(intent, others | named, building(*free, *there))

    assert told(number)  # it is done while the record is there
    with pytest.raises(UserError):
        told(number, archived=True)
    with pytest.raises(UserError):
        told(99)
