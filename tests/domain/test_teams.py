"""Meetings and actions belong to a team that exists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bltui.domain.meetings.actions import add_action
from bltui.domain.meetings.planning import plan_meeting, plan_prepared
from bltui.domain.meetings.upcoming import begin
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from tests.domain.conftest import SampleTeam

ON = date(2026, 12, 1)


@pytest.mark.parametrize(
    "intent",
    [
        lambda b, team: plan_meeting(b, on=ON, team=team),
        lambda b, team: plan_prepared(b, on=ON, team=team),
        lambda b, team: begin(b, on=ON, team=team),
        lambda b, team: add_action(b, text="Call", team=team),
    ],
    ids=["plan", "prepare", "start", "action"],
)
def test_a_group_that_does_not_exist_is_refused(intent: Callable[..., Change]) -> None:
    team = SampleTeam()
    with pytest.raises(UserError, match=r"There is no CWG 2\. There are none yet\."):
        intent(team.building, "cwg:2")
    team.put("cwgs", number=1, name="Reading", structure="interest")
    with pytest.raises(UserError, match=r"There is no CWG 2\. Choose from 1\."):
        intent(team.building, "cwg:2")
    made: Any = intent(team.building, "cwg:1").edits[0].after
    assert made["team"] == "cwg:1"
