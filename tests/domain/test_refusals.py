"""What intents refuse: values just past what they take. What they take just before passes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bltui.domain.calendar import edits as calendar
from bltui.domain.feedback import edits as feedback
from bltui.domain.feedback import round_edits as rounds
from bltui.domain.groups import edits as groups
from bltui.domain.meetings import clock, minutes_edits, planning, process_edits, running
from bltui.domain.model.calendar import Hours, Period, Term
from bltui.domain.model.editing import add, edit
from bltui.domain.model.errors import UserError
from bltui.domain.model.messages import ContactLog
from bltui.domain.plan import edits as plan
from bltui.domain.plan import indicators
from bltui.domain.scheduler import availability_edits as availability
from bltui.domain.series import edits as series
from bltui.domain.series import occurrence_edits as occurrences
from bltui.domain.series import snow_days
from bltui.domain.steps import cycle_edits as cycles
from bltui.domain.steps import edits as steps
from bltui.domain.team import duties, seat_edits
from bltui.domain.training import edits as training
from bltui.framework import load_framework

from .intents import DOCUMENTS, TODAY, Intent, building, day, ids, past, run

WED = past(1)


def said(on: date | str, **answers: Any) -> rounds.Answers:
    """One person's answers: numbers are scores, the rest is text."""
    scores = {key: answer for key, answer in answers.items() if isinstance(answer, int)}
    texts = {key: answer for key, answer in answers.items() if isinstance(answer, str)}
    return rounds.Answers(day(on) if isinstance(on, str) else on, scores=scores, texts=texts)


def contact(on: date) -> ContactLog:
    return ContactLog(party="dlt", on=on)


def terms(*days: int) -> tuple[Term, ...]:
    """Two terms, by the days from today on which they begin and end."""
    first, last, second, end = map(past, days)
    return Term("1", first, last), Term("2", second, end)


def periods(*names: str) -> list[Period]:
    return [Period(name, f"{8 + n:02d}:00", f"{8 + n:02d}:40") for n, name in enumerate(names)]


PROMPTS = DOCUMENTS["rounds"][1]["prompts"]
#: What a row of the limits needs besides the building.
NEEDS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("plans", 2, {"title": "Closed", "year": "2024-25", "status": "closed"}),
    ("plans", 3, {"title": "Old", "year": "2025-26", "status": "draft"}),
    ("lines", 2, {"meeting_id": 3, "kind": "note", "text": "Approved"}),
    ("decisions", 2, {"meeting_id": 3, "text": "Approved"}),
    ("days", 1, {"date": "2026-12-02", "kind": "snow"}),
    ("rounds", 2, {"title": "New", "opens": TODAY, "prompts": PROMPTS}),
    ("responses", 1, {"round_id": 1, "on": TODAY, "scores": {"q": 4}}),
    ("exceptions", 1, {"series_id": 1, "date": "2026-11-18", "do": "cancel"}),
    ("meetings", 5, {"team": "cwg:1", "on": "2026-11-04", "held": True}),
)
ASKED = building(*NEEDS).rounds
PROCESS = load_framework("south-dakota").process
#: A step of the meeting of a group, and the counts of a test there.
AT_STEP: dict[str, Any] = {"meeting_id": 5, "step": 4, "known": PROCESS}
COUNTED: dict[str, Any] = {
    **AT_STEP,
    "group": "All",
    "when": "pre",
    "tested": 20,
    "counts": {"advanced": 3, "proficient": 5, "below": 12},
}
#: An intent, arguments that it takes, the same just past what it takes, and the field that it names
#: then.
LIMITS: list[tuple[Intent, dict[str, Any], dict[str, Any], str | None]] = [
    # team
    (
        duties.assign,
        {"role": "cofacilitator", "person_id": 2, "start": TODAY},
        {"person_id": 1},
        "person_id",
    ),
    (
        duties.assign,
        {"role": "cofacilitator", "person_id": 2, "start": TODAY},
        {"person_id": 4},
        "person_id",
    ),
    (add, {"record": contact(TODAY)}, {"record": contact(WED)}, "on"),
    (
        seat_edits.seat_person,
        {"seat_id": 2, "person_id": 2, "start": WED, "end": WED},
        {"end": TODAY},
        "end",
    ),
    (
        seat_edits.seat_person,
        {"seat_id": 1, "person_id": 2, "start": day("2029-07-01")},
        {"start": day("2029-06-30")},
        "start",
    ),
    (
        seat_edits.seat_person,
        {"seat_id": 1, "person_id": 2, "end": day("2026-06-30")},
        {"end": day("2026-07-01")},
        "start",
    ),
    (seat_edits.seat_person, {"seat_id": 2, "person_id": 2}, {"person_id": 4}, "person_id"),
    (seat_edits.add_member, {"name": "Open", "role": "K"}, {"name": "tbd"}, "name"),
    (
        seat_edits.add_member,
        {"person_id": 2, "role": "K", "start": WED, "end": WED},
        {"end": TODAY},
        "end",
    ),
    (seat_edits.add_member, {"person_id": 2, "role": "K"}, {"person_id": 4}, "name"),
    (seat_edits.add_member, {"person_id": 2, "role": "K"}, {"active_years": "odd"}, "kind"),
    (seat_edits.add_member, {"person_id": 2, "role": "K"}, {"partner": 3}, "kind"),
    (
        seat_edits.add_member,
        {"person_id": 2, "role": "K", "kind": "alternate", "active_years": "odd", "partner": 3},
        {"active_years": None},
        "active_years",
    ),
    (
        seat_edits.add_member,
        {"person_id": 2, "role": "K", "kind": "alternate", "active_years": "odd", "partner": 3},
        {"partner": 2},
        "partner",
    ),
    (
        seat_edits.end_term,
        {"membership_id": 1, "on": day("2026-07-01")},
        {"on": day("2026-06-30")},
        "end",
    ),
    (
        availability.set_availability,
        {"person_id": 2, "kind": "busy", "start": "15:00", "end": "15:01"},
        {"end": "15:00"},
        "end",
    ),
    (
        availability.set_availability,
        {"person_id": 2, "kind": "busy", "first": WED, "last": WED},
        {"last": TODAY},
        "last",
    ),
    (
        availability.set_availability,
        {"person_id": 2, "kind": "planning", "period": "4"},
        {"period": ""},
        "period",
    ),
    (
        availability.set_availability,
        {"person_id": 2, "kind": "planning", "start": "10:00", "end": "11:00"},
        {"end": None},
        "period",
    ),
    # groups
    (
        groups.set_status,
        {"cwg_id": 2, "status": "published"},
        {"blocking": ["nobody leads it"]},
        None,
    ),
    (groups.join, {"cwg_id": 2, "people": [3], "start": day("2026-10-02")}, {"start": None}, None),
    (groups.join, {"cwg_id": 2, "people": [1]}, {"people": [4]}, "person"),
    (groups.leave, {"cwg_id": 1, "people": [2]}, {"people": [1]}, "leader_id"),
    (
        groups.leave,
        {"cwg_id": 1, "people": [2], "on": day("2026-09-01")},
        {"on": day("2026-08-31")},
        None,
    ),
    (groups.lead, {"cwg_id": 1, "person_id": 2, "co": True}, {"person_id": 1}, "co_leader_id"),
    (groups.lead, {"cwg_id": 1, "person_id": 2}, {"person_id": 4}, "person"),
    # meetings
    (planning.plan_meeting, {"on": WED, "start": "15:00", "end": "15:01"}, {"end": "15:00"}, "end"),
    (planning.plan_meeting, {"on": WED, "team": "cwg:1"}, {"team": "cwg:0"}, "team"),
    (planning.move_meeting, {"meeting_id": 2, "to": WED}, {"meeting_id": 1}, None),
    (planning.move_meeting, {"meeting_id": 2, "to": WED}, {"to": TODAY}, "to"),
    (planning.cancel_meeting, {"meeting_id": 2}, {"meeting_id": 1}, None),
    (planning.remove_meeting, {"meeting_id": 2}, {"meeting_id": 1}, None),
    (planning.send_agenda, {"meeting_id": 2, "on": TODAY}, {"meeting_id": 3}, None),
    (planning.send_agenda, {"meeting_id": 2, "on": TODAY}, {"meeting_id": 4}, None),
    (
        planning.add_item,
        {"meeting_id": 2, "title": "New", "minutes": 600},
        {"minutes": 601},
        "minutes",
    ),
    (
        planning.add_item,
        {"meeting_id": 2, "title": "New", "minutes": 0},
        {"minutes": -1},
        "minutes",
    ),
    (
        planning.add_item,
        {"meeting_id": 2, "title": "New", "owner_id": 1},
        {"owner_id": 4},
        "owner_id",
    ),
    (
        planning.add_item,
        {"meeting_id": 2, "title": "New", "when": "3:00-3:01pm"},
        {"when": "3:00pm-3:00pm"},
        "when",
    ),
    (planning.add_item, {"meeting_id": 2, "title": "New"}, {"title": " "}, "title"),
    (planning.add_item, {"meeting_id": 2, "title": "New"}, {"meeting_id": 3}, None),
    (planning.move_item, {"item_id": 1, "before": None}, {"item_id": 4}, None),
    (minutes_edits.remove_from, {"table": "agenda", "number": 1}, {"number": 4}, None),
    (clock.take_up, {"item_id": 1, "now": 0}, {"item_id": 2}, None),
    (clock.take_up, {"item_id": 1, "now": 0}, {"item_id": 3}, None),
    (running.mark, {"meeting_id": 1, "who": {1: "present"}}, {"meeting_id": 3}, None),
    (running.mark, {"meeting_id": 1, "who": {1: "present"}}, {"who": {99: "present"}}, "person_id"),
    (
        running.set_role,
        {"meeting_id": 1, "role": "recorder", "person_id": 1},
        {"person_id": 4},
        "person",
    ),
    (
        running.set_role,
        {"meeting_id": 1, "role": "recorder", "person_id": 1},
        {"role": " "},
        "role",
    ),
    (running.end_meeting, {"meeting_id": 1}, {"meeting_id": 2}, None),
    (running.end_meeting, {"meeting_id": 1, "next_on": WED}, {"next_on": TODAY}, "next"),
    (running.end_meeting, {"meeting_id": 1, "at": "15:01"}, {"at": "15:00"}, "adjourned"),
    (running.share_minutes, {"meeting_id": 1, "on": TODAY}, {"meeting_id": 2}, None),
    (running.approve, {"meeting_id": 1, "on": TODAY}, {"meeting_id": 2}, None),
    (running.approve, {"meeting_id": 1, "on": TODAY}, {"on": day("2026-11-09")}, "on"),
    (
        minutes_edits.add_line,
        {"meeting_id": 1, "kind": "note", "text": "New"},
        {"kind": "amendment"},
        None,
    ),
    (
        minutes_edits.add_line,
        {"meeting_id": 1, "kind": "note", "text": "New"},
        {"meeting_id": 3},
        None,
    ),
    (minutes_edits.amend, {"meeting_id": 3, "text": "New", "on": TODAY}, {"meeting_id": 1}, None),
    (minutes_edits.remove_from, {"table": "lines", "number": 1}, {"number": 2}, None),
    (minutes_edits.remove_from, {"table": "decisions", "number": 1}, {"number": 2}, None),
    (minutes_edits.decide, {"meeting_id": 1, "text": "New"}, {"meeting_id": 3}, None),
    (
        minutes_edits.promise,
        {"meeting_id": 1, "text": "New", "item_id": 1},
        {"item_id": 3},
        "item_id",
    ),
    (
        minutes_edits.promise,
        {"meeting_id": 1, "text": "New", "item_id": 1},
        {"item_id": 99},
        "item_id",
    ),
    # the process of a group, and protocols
    (process_edits.write, {**AT_STEP, "text": "Tests"}, {"meeting_id": 1}, "meeting"),
    (process_edits.write, {**AT_STEP, "text": "Tests"}, {"step": 3}, "step"),
    (process_edits.stop, {**AT_STEP, "needs": "Time"}, {"step": 8}, "step"),
    (process_edits.count, COUNTED, {"tested": 21}, "tested"),
    (process_edits.count, COUNTED, {"tested": 19}, "tested"),
    (process_edits.count, COUNTED, {"counts": {"expert": 1}}, "counts"),
    # plan and training
    (plan.add_goal, {"title": "New", "year": "2025-26"}, {"year": "2024-25"}, "plan"),
    (plan.evaluate, {"part": "impact", "text": "Better", "on": TODAY}, {"on": WED}, "impact_on"),
    (plan.evaluate, {"part": "impact", "text": "Better", "on": TODAY}, {"text": " "}, "impact"),
    (plan.evaluate, {"part": "impact", "text": "Better", "on": TODAY}, {"year": "2023-24"}, "plan"),
    (
        indicators.measure,
        {"indicator_id": 1, "planned": WED, "actual": 1.0, "actual_on": TODAY},
        {"actual_on": WED},
        "actual_on",
    ),
    (
        training.attendance,
        {"table": "inservices", "number": 1, "reached": 0},
        {"reached": -1},
        "reached",
    ),
    (
        training.attendance,
        {"table": "trainings", "number": 1, "attended": [1]},
        {"number": 2},
        "on",
    ),
    (
        training.attendance,
        {"table": "trainings", "number": 1, "attended": [1]},
        {"reached": 3},
        "reached",
    ),
    # steps and cycles
    (steps.set_step, {"step": 1, "to": "done", "on": TODAY}, {"on": WED}, "on"),
    (steps.set_step, {"step": 1, "to": "blocked", "reason": "Late"}, {"reason": " "}, "reason"),
    (
        steps.set_step,
        {"step": 1, "to": "not_applicable", "reason": "Late"},
        {"reason": ""},
        "reason",
    ),
    (steps.set_step, {"step": 1, "owner_id": 2}, {"owner_id": 4}, "owner_id"),
    (
        steps.set_step,
        {"step": 1, "standards": ["data_driven"]},
        {"standards": ["loud"]},
        "standards",
    ),
    (steps.set_context, {"who": "Kim", "text": "", "on": TODAY}, {"who": " "}, "who"),
    (steps.tick, {"step": 1, "item": "1"}, {"item": "0"}, "item"),
    (steps.tick, {"step": 1, "item": "1"}, {"item": "99"}, "item"),
    (cycles.start, {"cwg_id": 2, "on": TODAY}, {"on": WED}, "on"),
    (cycles.start, {"cwg_id": 2, "on": TODAY, "due": TODAY}, {"due": day("2026-11-09")}, "due"),
    (cycles.start, {"cwg_id": 2, "at": 7}, {"at": 8}, "at"),
    (cycles.start, {"cwg_id": 2, "at": 4}, {"at": 3}, "at"),
    (cycles.start, {"cwg_id": 2}, {"cwg_id": 1}, "cwg"),
    (cycles.advance, {"cwg_id": 1, "on": TODAY}, {"on": WED}, "on"),
    (cycles.advance, {"cwg_id": 1, "on": day("2026-10-20")}, {"on": day("2026-10-19")}, "on"),
    (cycles.advance, {"cwg_id": 1, "seen": 5}, {"seen": 4}, "cwg"),
    (cycles.note_evidence, {"cwg_id": 1, "evidence": "Quiz", "step": 4}, {"step": 3}, "step"),
    (cycles.note_evidence, {"cwg_id": 1, "evidence": "Quiz"}, {"evidence": " "}, "evidence"),
    (cycles.note_evidence, {"cwg_id": 1, "evidence": "Quiz", "number": 1}, {"number": 2}, "cycle"),
    (cycles.close, {"cwg_id": 1, "outcome": "stop"}, {"outcome": "adopt"}, "outcome"),
    (cycles.close, {"cwg_id": 1, "outcome": "stop", "on": TODAY}, {"on": WED}, "on"),
    # feedback
    (feedback.say, {"text": "New", "on": TODAY, "author_id": 1}, {"author_id": 99}, "author_id"),
    (
        feedback.resolve,
        {"numbers": [1], "decision": "not_adopted", "reason": "Costs"},
        {"reason": " "},
        "reason",
    ),
    (
        feedback.resolve,
        {"numbers": [1], "decision": "carried", "carried_to": "2027-28"},
        {"carried_to": ""},
        "carried_to",
    ),
    (
        feedback.resolve,
        {"numbers": [1], "decision": "carried", "carried_to": "2027-28", "carried_step": 1},
        {"carried_step": 3},
        "carried_step",
    ),
    (feedback.answer, {"numbers": [1], "text": "Done", "on": TODAY}, {"text": ""}, "answer"),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, q=4)},
        {"answers": said(WED, q=4)},
        "on",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said("2026-11-01", q=1)},
        {"answers": said("2026-10-31", q=1)},
        "on",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, q=4)},
        {"answers": said(TODAY, q=5)},
        "scores",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, q=1)},
        {"answers": said(TODAY, q=0)},
        "scores",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, q=1)},
        {"answers": said(TODAY, w=1)},
        "w",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, q=1)},
        {"answers": said(TODAY, x=1)},
        "x",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, w="So")},
        {"answers": said(TODAY, x="So")},
        "x",
    ),
    (
        rounds.respond,
        {"round_id": 1, "answers": said(TODAY, w="So")},
        {"answers": said(TODAY)},
        "scores",
    ),
    (edit, {"seen": ASKED[2], "prompts": ASKED[1].prompts[:1]}, {"seen": ASKED[1]}, "prompts"),
    # calendar
    (calendar.set_calendar, {"first": TODAY, "last": TODAY}, {"last": day("2026-11-09")}, "last"),
    (calendar.set_calendar, {"first": TODAY, "last": past(400)}, {"last": past(401)}, "last"),
    (
        calendar.set_calendar,
        {"first": TODAY, "last": WED, "tz": "America/Denver"},
        {"tz": "cst"},
        "tz",
    ),
    (calendar.set_calendar, {"first": TODAY, "last": WED, "tz": "UTC"}, {"tz": "Utc"}, "tz"),
    (
        calendar.set_calendar,
        {"first": TODAY, "last": past(9), "terms": terms(0, 4, 5, 9)},
        {"terms": terms(0, 5, 5, 9)},
        "terms",
    ),
    (
        calendar.set_calendar,
        {"first": TODAY, "last": past(9), "terms": terms(0, 4, 5, 9)},
        {"terms": terms(-1, 4, 5, 9)},
        "terms",
    ),
    (
        calendar.set_calendar,
        {"first": TODAY, "last": past(9), "terms": terms(0, 4, 5, 9)},
        {"terms": terms(0, 4, 5, 10)},
        "terms",
    ),
    (
        calendar.set_calendar,
        {"first": TODAY, "last": past(9), "terms": terms(0, 4, 5, 5)},
        {"terms": terms(0, 3, 5, 4)},
        "terms",
    ),
    (
        calendar.set_rotation,
        {"names": ["A", "B"], "policy": "carry", "start": TODAY},
        {"names": ["A", "a"]},
        "names",
    ),
    (
        calendar.set_rotation,
        {"names": ["A", "B"], "policy": "carry", "start": TODAY},
        {"names": []},
        "names",
    ),
    (
        calendar.set_rotation,
        {"names": ["A", "B"], "policy": "carry", "start": TODAY},
        {"names": ["A-"]},
        "names",
    ),
    (
        calendar.set_rotation,
        {"names": ["A"], "policy": "carry", "start": day("2026-08-10")},
        {"start": day("2026-08-09")},
        "start",
    ),
    (
        calendar.set_rotation,
        {"names": ["A"], "policy": "carry", "start": day("2027-05-28")},
        {"start": day("2027-05-29")},
        "start",
    ),
    (calendar.set_days, {"date": TODAY, "kind": "no_school"}, {"kind": "snow"}, "kind"),
    (calendar.set_days, {"date": TODAY, "to": TODAY}, {"to": day("2026-11-09")}, "to"),
    (calendar.set_days, {"date": TODAY, "to": past(400)}, {"to": past(401)}, "to"),
    (calendar.set_days, {"date": TODAY, "dismissal": "13:30"}, {"dismissal": "24:30"}, "dismissal"),
    (calendar.set_days, {"date": TODAY, "bell": 1}, {"bell": 99}, "bell"),
    (
        calendar.set_weekday_bell,
        {"weekday": "early_release", "bell": 1, "on": TODAY},
        {"weekday": "mo"},
        "weekly_bell",
    ),
    (
        calendar.set_bell,
        {"label": "B", "students": Hours("08:00", "08:01")},
        {"students": Hours("08:00", "08:00")},
        "students",
    ),
    (
        calendar.set_bell,
        {"label": "B", "contract": Hours("08:00", "15:00")},
        {"contract": Hours("08:00", "8:70")},
        "contract",
    ),
    (
        calendar.set_bell,
        {"label": "B", "periods": periods("1", "2")},
        {"periods": periods("a", "A")},
        "periods",
    ),
    (snow_days.snow_on, {"day": TODAY}, {"day": day("2026-11-14")}, "date"),
    (snow_days.snow_off, {"day": day("2026-12-02")}, {"day": WED}, "date"),
    # meetings of a series
    (
        series.end_series,
        {"series_id": 1, "last": day("2026-09-02")},
        {"last": day("2026-09-01")},
        "last",
    ),
    (occurrences.move_meeting, {"series_id": 1, "day": WED, "to": TODAY}, {"day": TODAY}, "date"),
    (
        occurrences.move_meeting,
        {"series_id": 1, "day": WED, "start": "15:30"},
        {"start": "24:30"},
        "start",
    ),
    (
        occurrences.move_meeting,
        {"series_id": 1, "day": WED, "start": "15:30", "end": "15:31"},
        {"end": "15:30"},
        "end",
    ),
    (occurrences.cancel_meeting, {"series_id": 1, "day": WED}, {"day": TODAY}, "date"),
    (occurrences.add_meeting, {"series_id": 1, "day": TODAY}, {"day": WED}, "date"),
    (
        occurrences.add_meeting,
        {"series_id": 1, "day": TODAY, "end": "15:30"},
        {"end": "24:30"},
        "end",
    ),
    (
        occurrences.add_meeting,
        {"series_id": 1, "day": TODAY, "start": "15:30", "end": "15:31"},
        {"end": "15:30"},
        "end",
    ),
    (occurrences.hold_meeting, {"series_id": 1, "day": WED}, {"day": TODAY}, "date"),
    (occurrences.restore_meeting, {"series_id": 1, "day": day("2026-11-18")}, {"day": WED}, "date"),
    (occurrences.hold_meeting, {"series_id": 1, "day": WED}, {"day": day("2026-11-18")}, "date"),
]


@pytest.mark.parametrize(("intent", "good", "bad", "field"), LIMITS, ids=ids(LIMITS))
def test_the_limit_is_taken_and_what_is_past_it_refused(
    intent: Intent, good: dict[str, Any], bad: dict[str, Any], field: str | None
) -> None:
    assert run(intent, good, building(*NEEDS))
    with pytest.raises(UserError) as refused:
        run(intent, good | bad, building(*NEEDS))
    assert refused.value.field == field
