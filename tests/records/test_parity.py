"""Every field of a described record can be set by form and by command, is shown, and is in JSON, or says what sets it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from bltui.cli.commands import grammar
from bltui.domain.model.kind import key_of, kinds_of
from bltui.domain.model.record import Record
from bltui.domain.model.shown import as_json, rows
from bltui.domain.model.tables import kind_of
from bltui.framework import load_framework
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting.action_form import action_form
from bltui.ui.dialogs.plan.goal_form import district_goal_form, finance_form, goal_form, plan_form
from bltui.ui.dialogs.plan.indicator_form import indicator_form
from bltui.ui.dialogs.plan.message_form import message_form
from bltui.ui.dialogs.plan.strategy_form import strategy_form
from bltui.ui.dialogs.plan.training_form import inservice_form, training_form
from tests.cli.commands_page import leaves

from .samples import DESCRIBED, TODAY, one_of_each

BASIS = FormContext(one_of_each(), load_framework("south-dakota"), TODAY)
#: The form and the command that edit a record of each table.
FORMS: dict[str, Callable[[Any], Form]] = {
    "actions": lambda seen: action_form(BASIS, None, None, seen),
    "district_goals": lambda seen: district_goal_form(BASIS, seen),
    "plans": plan_form,
    "goals": lambda seen: goal_form(BASIS, seen),
    "strategies": lambda seen: strategy_form(BASIS, seen),
    "indicators": lambda seen: indicator_form(BASIS, seen),
    "finances": lambda seen: finance_form(BASIS, seen),
    "trainings": lambda seen: training_form(BASIS, seen),
    "inservices": lambda seen: inservice_form(BASIS, seen),
    "messages": lambda seen: message_form(BASIS, seen),
}
COMMANDS = {
    "actions": "action edit",
    "district_goals": "plan district edit",
    "plans": "plan evaluate",
    "goals": "plan goal edit",
    "strategies": "plan strategy edit",
    "indicators": "plan indicator edit",
    "finances": "plan finance",
    "trainings": "training edit",
    "inservices": "training edit",
    "messages": "message edit",
}
PARSERS = {parser.prog.removeprefix("bltui "): parser for parser in leaves(grammar(None, whole=True))}
FIELDS = [pytest.param(table, name, id=f"{table}.{name}") for table in DESCRIBED for name in kinds_of(kind_of(table))]


def record(table: str) -> Record:
    seen: Record = BASIS.building.table(table)[1]
    return msgspec.structs.replace(seen, reply_to=1) if table == "messages" else seen


def test_every_described_record_has_a_form_and_a_command() -> None:
    assert set(DESCRIBED) == set(FORMS) == set(COMMANDS)
    for table in DESCRIBED:
        kind = kind_of(table)
        assert kind.NOUN and kind.NAME in kinds_of(kind)


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_a_form_sets_it(table: str, name: str) -> None:
    kind = kinds_of(kind_of(table))[name]
    keys = {field.key for field in FORMS[table](record(table)).fields}
    assert (name in keys) != bool(kind.set_by or kind.form_by), (keys, kind.set_by or kind.form_by)


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_a_command_sets_it(table: str, name: str) -> None:
    kind = kinds_of(kind_of(table))[name]
    names = {action.dest for action in PARSERS[COMMANDS[table]]._actions}
    assert (name in names) != bool(kind.set_by or kind.command_by), (names, kind.set_by or kind.command_by)


@pytest.mark.parametrize(("table", "name"), FIELDS)
def test_what_sets_it_instead_is_there(table: str, name: str) -> None:
    kind = kinds_of(kind_of(table))[name]
    nouns = {prog.partition(" ")[0] for prog in PARSERS}
    for words in re.findall(r"`([a-z]+ [a-z|]+)`", f"{kind.set_by} {kind.command_by} {kind.form_by}"):
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
