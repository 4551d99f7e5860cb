"""The action form reads owners and due dates as the line does, and asks the same questions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bltui.domain.meetings.actions import add_action, owner_names
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.quick_add.parser import read
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting.action_form import action_form

from ..domain.intents import after
from ..domain.test_meeting_lines import TODAY, held  # noqa: F401  # a fixture

OWNERS = (
    "Kim Lee",
    "Kim, Mel",
    "Harper and Casey",
    "BLT",
    "CWG 3",
    "all",
    "Gray",
    "Mrs. Cruz",
    "KL",
)
WRONG_OWNERS = ("har", "Reed", "Kim, Zork", "office")
DUE = ("fri", "12/4", "next meeting", "1/14/27", "11/30/2026", "the 15th", "by Friday")
WRONG_DUE = ("11/30", "mid-October", "yesterday", "end of the month", "Feb 30", "someday")


def form(building: Building, seen: Action | None = None) -> Form:
    basis = FormContext(building, None, TODAY)  # type: ignore[arg-type]  # not needed here
    meeting = None if seen else building.meetings[1]
    return action_form(basis, meeting, None, seen)


def saved(building: Building, seen: Action | None = None, **typed: str) -> Action:
    """Return the action of a form into which some fields were typed."""
    shown = form(building, seen)
    raw = {field.key: field.to_text(field.value) for field in shown.fields} | typed
    values = {field.key: field.parse(raw[field.key]) for field in shown.fields}
    change = shown.intent(values, seen)(building)
    (edit,) = change.edits
    made: Any = after(building, change).table("actions")[edit.id]
    return made  # type: ignore[no-any-return]


def on_the_line(building: Building, line: str) -> Action:
    change = read(line, building, TODAY).intent(building)
    (edit,) = change.edits
    made: Any = after(building, change).table("actions")[edit.id]
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize("owner", OWNERS)
def test_owners_are_those_of_the_line(held: Building, owner: str) -> None:  # noqa: F811
    made = saved(held, text="copy it", owner_id=owner)
    said = on_the_line(held, f"todo copy it (owner: {owner})")
    assert owner_names(held, made) == owner_names(held, said) != ()


@pytest.mark.parametrize("due", DUE)
def test_due_dates_are_those_of_the_line(held: Building, due: str) -> None:  # noqa: F811
    made = saved(held, text="copy it", due=due)
    assert made.due == on_the_line(held, f"todo copy it due {due.removeprefix('by ')}").due


@pytest.mark.parametrize(
    ("key", "text"),
    [*(("owner_id", who) for who in WRONG_OWNERS), *(("due", day) for day in WRONG_DUE)],
)
def test_the_same_is_asked(held: Building, key: str, text: str) -> None:  # noqa: F811
    with pytest.raises(UserError) as refused:
        saved(held, text="copy it", **{key: text})
    assert refused.value.field == key
    line = f"todo copy it (owner: {text})" if key == "owner_id" else f"todo copy it due {text}"
    with pytest.raises(UserError):
        on_the_line(held, line)


def test_a_form_of_an_old_action_keeps_what_it_shows(held: Building) -> None:  # noqa: F811
    old = {"text": "copy it", "owner_id": 8, "others": (3,), "due": date(2026, 11, 30)}
    building = after(held, add_action(held, **old))
    past = building.actions[1]
    made = saved(building, past, text="copy it twice")
    assert (made.owner_id, made.others, made.due) == (8, (3,), past.due)
