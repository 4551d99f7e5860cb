"""Roles go to whoever had them longest ago; an agenda holds what is open for this team."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.meetings.agenda import Standing, actions_for, length, of_meeting, parked, rotation
from bltui.domain.meetings.planning import prepare
from bltui.domain.model.building import from_documents
from bltui.domain.model.meetings import ROLES, Meeting

DAY = date(2026, 12, 1)


def before(team: Any, /, on: str, **fields: Any) -> int:
    number: int = team.put("meetings", on=on, held=True, **fields)
    return number


def test_the_recorder_is_whoever_had_it_longest_ago(team: Any) -> None:
    for number in (3, 4, 5, 6, 7, 8, 9):
        team.change("memberships", number, status="ended")
    before(team, "2026-09-01", roles={"recorder": 2})
    before(team, "2026-10-01", roles={"recorder": 11, "timekeeper": 10})
    before(team, "2026-08-01", roles={"recorder": 10})
    before(team, "2026-11-01", roles={"recorder": 10}, cancelled=True)
    before(team, "2026-11-01", roles={"recorder": 10}, team="cwg:1")
    meeting = Meeting(id=99, on=DAY)
    # 1 is the facilitator; 10 was the recorder longest ago, and 2 and 11 never kept the time.
    assert rotation(team.building, meeting) == {"facilitator": 1, "recorder": 10, "timekeeper": 2}
    assert rotation(team.building, Meeting(id=99, on=DAY, roles={"recorder": 11}))["recorder"] == 11


@given(st.lists(st.tuples(st.sampled_from(ROLES), st.integers(1, 4)), max_size=12))
def test_nobody_gets_two_roles_and_none_stays_open(past: list[tuple[str, int]]) -> None:
    documents: dict[str, Any] = {
        "profile": {1: {"name": "Sample School", "grades": ["K"]}},
        "people": {n: {"name": f"Sample {n}"} for n in range(1, 5)},
        "seats": {n: {"label": f"Seat {n}"} for n in range(1, 5)},
        "memberships": {n: {"seat_id": n, "person_id": n} for n in range(1, 5)},
        "meetings": {
            n: {"on": f"2026-10-{n:02}", "roles": {r: p}} for n, (r, p) in enumerate(past, 1)
        },
    }
    chosen = rotation(from_documents(documents), Meeting(id=99, on=DAY))
    assert set(chosen) == set(ROLES) and len(set(chosen.values())) == 3


def test_an_agenda_looks_at_its_own_team(team: Any) -> None:
    ours, theirs = before(team, "2026-11-01"), before(team, "2026-11-02", team="cwg:1")
    for meeting in (ours, theirs):
        team.put("lines", meeting_id=meeting, kind="parking", text=f"parked at {meeting}")
        team.put("actions", text=f"promised at {meeting}", source=f"meeting:{meeting}")
    team.put("actions", text="late", due="2026-11-20")
    team.put("actions", text="soon", due="2026-12-20")
    team.put("actions", text="over", due="2026-11-10", status="done")
    building = team.building
    assert [line.text for line in parked(building, "blt")] == ["parked at 1"]
    assert [action.text for action in actions_for(building, "blt")] == [
        "late",
        "soon",
        "promised at 1",
    ]


def test_length() -> None:
    assert length(Meeting(on=DAY, start="15:30", end="16:15")) == 45
    assert length(Meeting(on=DAY, start="14:49")) is None


def test_what_came_up_since_stands_above_what_ends_the_agenda(team: Any) -> None:
    """Prepared on Friday and again on Tuesday.

    The evaluation stays the last point, and nothing is moved without need.
    """
    standing = (
        Standing(key="norms", title="Norms"),
        Standing(key="evaluation", title="Plus, delta", last=True),
    )
    number = team.put("meetings", on="2026-12-01")

    def prepared() -> list[str]:
        for edit in prepare(team.building, meeting_id=number, standing=standing).edits:
            if edit.before is None:
                team.put(edit.table, **edit.after)
            else:
                team.change(edit.table, edit.id, **edit.after)
        return [item.title for item in of_meeting(team.building, number)]

    assert prepared() == ["Norms", "Plus, delta"]
    before = {item.id: item.order for item in of_meeting(team.building, number)}
    assert prepared() == ["Norms", "Plus, delta"]
    assert {item.id: item.order for item in of_meeting(team.building, number)} == before
    team.put("actions", text="copy the rubric")
    assert prepared() == ["Norms", "Earlier actions (1 open)", "Plus, delta"]
