"""Every form that edits a record shows each field that two people can set, and shows it as the form
has it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.model.availability import Availability
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.errors import Conflict, FieldConflict
from bltui.domain.model.record import active
from bltui.domain.model.rounds import Prompt, Round
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs import building_form
from bltui.ui.dialogs.cwgs.availability_form import availability_form
from bltui.ui.dialogs.cwgs.group_form import edit_group_form
from bltui.ui.dialogs.cwgs.series_form import series_form
from bltui.ui.dialogs.feedback.feedback_form import edit_feedback_form
from bltui.ui.dialogs.feedback.round_form import round_form
from bltui.ui.dialogs.feedback.theme_form import rename_form
from bltui.ui.dialogs.fields import Grades, Many
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting import action_form, agenda_form, decision_form
from bltui.ui.dialogs.plan import (
    goal_form,
    indicator_form,
    message_form,
    strategy_form,
    training_form,
)
from bltui.ui.dialogs.steps import evidence_form, step_form
from bltui.ui.dialogs.team.person_form import person_form
from bltui.ui.dialogs.team.seat_form import seat_form
from bltui.ui.dialogs.team.term_form import term_form
from bltui.ui.formatting import UNICODE
from bltui.ui.screens.team.forms import reader
from bltui.ui.state import look
from bltui.workspace import Workspace
from tests.ui.conftest import TODAY

#: Made anew from the newest building by each save: there is nothing to choose.
DERIVED = {"feed_name", "here"}


def edit_forms(space: Workspace) -> dict[str, tuple[Any, Callable[[Any], Form]]]:
    """Every form that edits a record as it was seen: the record, and the form made from it."""
    of = FormContext(space.building, space.framework, TODAY)
    building = space.building
    state = look(space, signs=UNICODE)
    meeting = next(m for m in active(building.meetings))
    step = next(s for s in active(building.steps) if s.board == "building")
    group = next(g for g in active(building.cwgs))

    def first(table: str) -> Any:
        return next(iter(active(getattr(building, table))), None)

    return {
        "person": (first("people"), lambda r: person_form(of, r)),
        "seat": (first("seats"), lambda r: seat_form(of, reader(state), r)),
        "term": (first("memberships"), lambda r: term_form(of, r)),
        "building": (building.profile, lambda r: building_form.building_form(of)),
        "group": (group, lambda r: edit_group_form(of, r)),
        "series": (first("series"), lambda r: series_form(Picture(state), group, r)),
        "availability": (
            Availability(id=1, person_id=1, kind="busy"),
            lambda r: availability_form(of, first("people"), r),
        ),
        "feedback": (first("feedback"), lambda r: edit_feedback_form(of, r)),
        "round": (
            Round(id=1, title="Round", opens=TODAY, prompts=(Prompt("q1", "How?", "open"),)),
            lambda r: round_form(of, r),
        ),
        "theme": (first("themes"), lambda r: rename_form(of, r)),
        "message": (first("messages"), lambda r: message_form.message_form(of, r)),
        "district goal": (first("district_goals"), lambda r: goal_form.district_goal_form(of, r)),
        "goal": (first("goals"), lambda r: goal_form.goal_form(of, r)),
        "money": (first("finances"), lambda r: goal_form.finance_form(of, r)),
        "indicator": (first("indicators"), lambda r: indicator_form.indicator_form(of, r)),
        "strategy": (first("strategies"), lambda r: strategy_form.strategy_form(of, r)),
        "training": (first("trainings"), lambda r: training_form.training_form(of, r)),
        "in-service": (first("inservices"), lambda r: training_form.inservice_form(of, r)),
        "meeting": (meeting, lambda r: agenda_form.meeting_form(of, r, "Meeting")),
        "agenda item": (first("agenda"), lambda r: agenda_form.item_form(of, meeting, r)),
        "line": (first("lines"), lambda r: action_form.edit_line_form(of, r)),
        "action": (first("actions"), lambda r: action_form.action_form(of, None, None, r)),
        "decision": (
            first("decisions"),
            lambda r: decision_form.decision_form(of, meeting, None, r),
        ),
        "step": (step, lambda r: step_form.step_form(of, "building", r.step)),
        "evidence": (first("evidence"), lambda r: evidence_form.evidence_form(of, r)),
    }


NAMES = [
    "person", "seat", "term", "building", "group", "series", "availability", "feedback", "round", "theme", "message",
    "district goal", "goal", "money", "indicator", "strategy", "training", "in-service", "meeting", "agenda item", "line",
    "action", "decision", "step", "evidence",
]  # fmt: skip


class Merged(Exception):
    """The fields that a save puts together with others' changes."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields


@pytest.fixture
def space(sample_file: Path) -> Workspace:
    return Workspace(BuildingFile(sample_file, Author("ana", 1000)), today=lambda _: TODAY)


@pytest.mark.parametrize("name", NAMES)
def test_what_two_people_can_set_has_a_field(
    space: Workspace, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def merge(self: ChangeBuilder, table: str, seen: Any, /, **fields: Any) -> bool:
        raise Merged(fields)

    monkeypatch.setattr(ChangeBuilder, "merge", merge)
    seen, make = edit_forms(space)[name]
    form = make(seen)
    fields = {field.key: field for field in form.fields}
    with pytest.raises(Merged) as merged:
        form.build({key: field.value for key, field in fields.items()}, seen)(space.building)
    for changed in merged.value.fields.keys() - DERIVED:
        conflict = Conflict(
            "", (FieldConflict(changed, getattr(seen, changed), None),), who=None, at=None
        )
        record, theirs = form.theirs(seen, conflict)
        assert record == seen
        for key, value in theirs.items():
            assert fields[key].to_text(value) == fields[key].to_text(fields[key].value), key
        place = form.names.get(changed, changed)
        assert place in fields, f"{name}: {changed} is nowhere in the form"


@pytest.mark.parametrize("name", NAMES)
def test_fields_made_from_a_record_begin_with_what_it_shows(space: Workspace, name: str) -> None:
    seen, make = edit_forms(space)[name]
    form = make(seen)
    fields = {field.key: field for field in form.fields}
    for key, value in (form.shows(seen) if form.shows else {}).items():
        assert fields[key].value == value


@pytest.mark.parametrize("name", NAMES)
def test_labels_fit_and_hints_say_how_a_field_is_filled(space: Workspace, name: str) -> None:
    seen, make = edit_forms(space)[name]
    for field in make(seen).fields:
        assert max(map(len, field.label.split())) <= 14, f"{field.label} breaks inside a word"
        if isinstance(field, Many):
            assert "comma" not in field.hint, "nobody types commas into boxes"
        if isinstance(field, Grades):
            assert "K-2" in field.hint or field.key == "early_grades"
