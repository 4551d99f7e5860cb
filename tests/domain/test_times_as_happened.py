"""When a meeting was called to order and adjourned: entered at once or later, never the plan."""

from __future__ import annotations

from typing import Any

import pytest

from bltui.domain.meetings.planning import edit_meeting
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from tests.domain.conftest import SampleTeam


def meeting(**fields: Any) -> Building:
    team = SampleTeam()
    team.put("meetings", team="blt", on="2026-12-01", start="15:30", end="16:45", **fields)
    return team.building


def test_the_times_of_a_meeting_that_was_held_can_be_corrected() -> None:
    building = meeting(held=True, ended=True, called_to_order="15:34", adjourned="16:50")
    change = edit_meeting(building, seen=building.meetings[1], called_to_order="15:31")
    assert [edit.after for edit in change.edits] == [{"called_to_order": "15:31"}]


@pytest.mark.parametrize(
    ("fields", "edit", "field", "says"),
    [
        ({}, {"called_to_order": "15:31"}, "called_to_order", "was not started"),
        ({}, {"adjourned": "16:31"}, "adjourned", "was not started"),
        (
            {"held": True, "called_to_order": "15:34"},
            {"adjourned": "15:34"},
            "adjourned",
            "called to order at 3:34 PM; it cannot end at 3:34 PM",
        ),
        (
            {"held": True, "adjourned": "15:40"},
            {"called_to_order": "16:00"},
            "adjourned",
            "cannot end at 3:40 PM",
        ),
        ({}, {"end": "15:00"}, "end", "ends at 3:00 PM, before it begins at 3:30 PM"),
    ],
)
def test_times_that_cannot_be_are_refused(
    fields: dict[str, Any], edit: dict[str, Any], field: str, says: str
) -> None:
    building = meeting(**fields)
    with pytest.raises(UserError, match=says) as refused:
        edit_meeting(building, seen=building.meetings[1], **edit)
    assert refused.value.field == field
