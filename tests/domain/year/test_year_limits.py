"""What the intents of plan and training say and refuse at the limit."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from bltui.domain.model.errors import UserError
from bltui.domain.model.messages import Message
from bltui.domain.model.training import InService
from bltui.domain.plan.edits import add_district_goal


@pytest.mark.parametrize(("reached", "said"), [(4, False), (5, True)])
def test_an_in_service_that_reached_more_than_the_staff_says_so(
    year: Any, reached: int, said: bool
) -> None:
    added = year.add(InService(on=date(2026, 10, 20), reached=reached))
    assert any("staff list" in note for note in added.notes) == said
    edited = year.edit(year.building.inservices[2], reached=reached)
    assert any("staff list" in note for note in edited.notes) == said


def test_a_district_goal_takes_the_aim_that_others_name(year: Any) -> None:
    year.put("district_goals", text="No aim")
    year.change("district_goals", 1, aim="")
    year.put("district_goals", text="All write", aim="Every student succeeds")
    for aim, wanted in (
        ("", "Every student succeeds"),
        (" ", "Every student succeeds"),
        ("Own", "Own"),
    ):
        change = add_district_goal(year.building, text="New", aim=aim)
        assert (change.edits[0].after or {})["aim"] == wanted


def test_a_group_is_told_under_its_own_party(year: Any) -> None:
    told = Message(party="cwg", on=date(2026, 11, 10), text="Read it", cwg_id=1)
    year.add(told)
    for party in ("staff", "dlt"):
        with pytest.raises(UserError) as adding:
            year.add(msgspec.structs.replace(told, party=party))
        with pytest.raises(UserError) as editing:
            year.edit(year.building.messages[1], party=party)
        assert adding.value.field == editing.value.field == "cwg_id"
