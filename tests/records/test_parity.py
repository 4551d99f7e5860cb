"""Every field of a described record can be set by form and by command, is shown, and is in JSON, or
says what sets it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from bltui.cli.commands import grammar
from bltui.domain.model.change import Change
from bltui.domain.model.kind import key_of, kinds_of
from bltui.domain.model.record import Record
from bltui.domain.model.shown import as_json, rows
from bltui.domain.model.tables import kind_of
from bltui.domain.schedule.conflict import ScheduleConflict
from bltui.domain.team.roles import Reading
from bltui.framework import load_framework
from bltui.ui.dialogs.building_form import building_form
from bltui.ui.dialogs.cwgs.availability_form import availability_form
from bltui.ui.dialogs.cwgs.bell_form import bell_form
from bltui.ui.dialogs.cwgs.calendar_form import year_form
from bltui.ui.dialogs.cwgs.day_form import day_form
from bltui.ui.dialogs.cwgs.group_form import edit_group_form
from bltui.ui.dialogs.cwgs.meeting_form import waive_form
from bltui.ui.dialogs.feedback.feedback_form import edit_feedback_form
from bltui.ui.dialogs.feedback.round_form import round_form
from bltui.ui.dialogs.feedback.theme_form import rename_form
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting import process_form
from bltui.ui.dialogs.meeting.action_form import action_form, edit_line_form
from bltui.ui.dialogs.meeting.agenda_form import here_form, item_form, meeting_form
from bltui.ui.dialogs.meeting.decision_form import decision_form
from bltui.ui.dialogs.plan.goal_form import district_goal_form, finance_form, goal_form, plan_form
from bltui.ui.dialogs.plan.indicator_form import indicator_form
from bltui.ui.dialogs.plan.message_form import message_form
from bltui.ui.dialogs.plan.strategy_form import strategy_form
from bltui.ui.dialogs.plan.training_form import inservice_form, training_form
from bltui.ui.dialogs.steps.cycle_form import close_form
from bltui.ui.dialogs.steps.evidence_form import evidence_form
from bltui.ui.dialogs.steps.step_form import step_form
from bltui.ui.dialogs.team.duty_form import contact_form, duty_form
from bltui.ui.dialogs.team.person_form import person_form
from bltui.ui.dialogs.team.seat_form import seat_form
from bltui.ui.dialogs.team.term_form import term_form
from tests.cli.commands_page import leaves

from .samples import DESCRIBED, TODAY, one_of_each

BASIS = FormContext(one_of_each(), load_framework("south-dakota"), TODAY)
_NO_FIELDS = Form(title="", fields=(), build=lambda values, seen: Change)  # type: ignore[arg-type,return-value]
#: The form and the command that edit a record of each table.
FORMS: dict[str, Callable[[Any], Form]] = {
    "profile": lambda seen: building_form(BASIS),
    "people": lambda seen: person_form(BASIS, seen),
    "seats": lambda seen: seat_form(BASIS, lambda role: Reading(label=role), seen),
    "memberships": lambda seen: term_form(BASIS, seen),
    "assignments": lambda seen: duty_form(BASIS),
    "contacts": lambda seen: contact_form(BASIS),
    "meetings": lambda seen: meeting_form(BASIS, seen, "Meeting"),
    "agenda": lambda seen: item_form(BASIS, BASIS.building.meetings[1], seen),
    "attendance": lambda seen: here_form(BASIS, BASIS.building.meetings[1], "Meeting"),
    "lines": lambda seen: edit_line_form(BASIS, seen),
    "decisions": lambda seen: decision_form(BASIS, BASIS.building.meetings[1], None, seen),
    "actions": lambda seen: action_form(BASIS, None, None, seen),
    "process_notes": lambda seen: process_form.step_form(
        BASIS, BASIS.building.meetings[1], "", seen=seen
    ),
    "process_results": lambda seen: process_form.result_form(
        BASIS, BASIS.building.meetings[1], "", seen=seen
    ),
    "steps": lambda seen: step_form(BASIS, seen.board, seen.step),
    "evidence": lambda seen: evidence_form(BASIS, seen),
    "cycles": lambda seen: close_form(BASIS, BASIS.building.cwgs[1], seen),
    "cwgs": lambda seen: edit_group_form(BASIS, seen),
    "availability": lambda seen: availability_form(BASIS, BASIS.building.people[1], seen),
    "calendars": lambda seen: year_form(BASIS, seen),
    "days": lambda seen: day_form(BASIS, seen=seen),
    "bells": lambda seen: bell_form(BASIS, seen),
    "district_goals": lambda seen: district_goal_form(BASIS, seen),
    "plans": lambda seen: plan_form(BASIS, seen),
    "goals": lambda seen: goal_form(BASIS, seen),
    "strategies": lambda seen: strategy_form(BASIS, seen),
    "indicators": lambda seen: indicator_form(BASIS, seen),
    "finances": lambda seen: finance_form(BASIS, seen),
    "trainings": lambda seen: training_form(BASIS, seen),
    "inservices": lambda seen: inservice_form(BASIS, seen),
    "messages": lambda seen: message_form(BASIS, seen),
    "feedback": lambda seen: edit_feedback_form(BASIS, seen),
    "themes": lambda seen: rename_form(BASIS, seen),
    "rounds": lambda seen: round_form(BASIS, seen),
    # A phrase says when a group meets, and keys what happens to one meeting: a form of fields would
    # be worse.
    "series": lambda seen: _NO_FIELDS,
    "exceptions": lambda seen: _NO_FIELDS,
    "waivers": lambda seen: waive_form(
        BASIS, ScheduleConflict(rule=seen.rule, key=seen.key, message="")
    ),
}
COMMANDS = {
    "profile": "building set",
    "people": "people edit",
    "seats": "team edit",
    "memberships": "team edit",
    "assignments": "team facilitator",
    "contacts": "team contact",
    "meetings": "meeting edit",
    "agenda": "meeting item edit",
    "attendance": "meeting present",
    "lines": "meeting tell",
    "decisions": "meeting decide",
    "process_notes": "meeting step",
    "process_results": "meeting result",
    "steps": "step set",
    "evidence": "step evidence",
    "cycles": "step cycle close",
    "actions": "action edit",
    "cwgs": "cwg edit",
    "availability": "availability set",
    "calendars": "calendar set",
    "days": "calendar day",
    "bells": "calendar bell set",
    "district_goals": "plan district edit",
    "plans": "plan evaluate",
    "goals": "plan goal edit",
    "strategies": "plan strategy edit",
    "indicators": "plan indicator edit",
    "finances": "plan finance add",
    "trainings": "training edit",
    "inservices": "training edit",
    "messages": "message edit",
    "feedback": "feedback edit",
    "themes": "feedback rename-theme",
    "rounds": "feedback round edit",
    "series": "cwg schedule",
    "exceptions": "cwg cancel",
    "waivers": "cwg waive",
}
#: Anonymous answers: nobody edits them. Each field says what sets it.
UNEDITED = {"responses", "self_checks"}
PARSERS = {
    parser.prog.removeprefix("bltui "): parser for parser in leaves(grammar(None, whole=True))
}
FIELDS = [
    pytest.param(table, name, id=f"{table}.{name}")
    for table in DESCRIBED
    for name in kinds_of(kind_of(table))
]


#: Fields that are blank in the sample because it has one record of each table.
_FILLED: dict[str, dict[str, int]] = {
    "messages": {"reply_to": 1},
    "memberships": {"substitute_person_id": 1},
    "cwgs": {"co_leader_id": 1},
}


def record(table: str) -> Record:
    seen: Record = BASIS.building.table(table)[1]
    return msgspec.structs.replace(seen, **_FILLED.get(table, {}))


def test_every_described_record_has_a_form_and_a_command() -> None:
    assert set(DESCRIBED) - UNEDITED == set(FORMS) == set(COMMANDS)
    for table in DESCRIBED:
        kind = kind_of(table)
        assert kind.NOUN and kind.NAME in kinds_of(kind)


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_a_form_sets_it(table: str, name: str) -> None:
    kind = kinds_of(kind_of(table))[name]
    keys = {field.key for field in FORMS[table](record(table)).fields} if table in FORMS else set()
    assert (name in keys) != bool(kind.set_by or kind.form_by), (keys, kind.set_by or kind.form_by)


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_a_command_sets_it(table: str, name: str) -> None:
    kind = kinds_of(kind_of(table))[name]
    names = (
        {action.dest for action in PARSERS[COMMANDS[table]]._actions}
        if table in COMMANDS
        else set()
    )
    assert (name in names) != bool(kind.set_by or kind.command_by), (
        names,
        kind.set_by or kind.command_by,
    )


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_what_sets_it_instead_is_there(table: str, name: str) -> None:
    kind = kinds_of(kind_of(table))[name]
    nouns = {prog.partition(" ")[0] for prog in PARSERS}
    for words in re.findall(
        r"`([a-z]+ [a-z|]+)`", f"{kind.set_by} {kind.command_by} {kind.form_by}"
    ):
        noun, _, verbs = words.partition(" ")
        assert noun in nouns
        for verb in verbs.split("|"):
            assert any(prog.startswith(f"{noun} {verb}") for prog in PARSERS), words


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_it_is_shown_and_in_json(table: str, name: str) -> None:
    seen, kind = record(table), kinds_of(kind_of(table))[name]
    assert kind.label in {label for label, _ in rows(seen, BASIS)}
    value = json.loads(msgspec.json.encode(as_json(seen, BASIS)))
    assert value["id"] == f"{table}/1"
    assert value[key_of(name, kind)] not in (None, "", [])


@pytest.mark.parametrize("table", DESCRIBED)
def test_labels_and_keys_name_one_field_each(table: str) -> None:
    kinds = kinds_of(kind_of(table))
    assert len({kind.label for kind in kinds.values()}) == len(kinds)
    assert len({key_of(name, kind) for name, kind in kinds.items()}) == len(kinds)
