"""Trainings, in-service days and the communication log: what is noted, what is refused, what
follows what.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model import editing
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.training import InService, Rollout, Segment, Training
from bltui.domain.team import communication, message_edits
from bltui.domain.team.communication import two_way
from bltui.domain.training import edits
from bltui.domain.training.timeline import chain, school_days

TODAY = date(2026, 11, 10)


def training(world: Any, on: date = TODAY, **fields: Any) -> Any:
    return world.do(edits.add_training, framework=world.framework, today=TODAY, on=on, **fields)


def inservice(world: Any, on: date = TODAY, **fields: Any) -> Any:
    return world.add(InService(on=on, **fields))


def test_a_training_prepares_the_next_inservice(world: Any) -> None:
    for day in (date(2027, 2, 15), date(2026, 12, 1)):
        inservice(world, day)
    assert (
        training(world).says
        == "BLT training of Tue, Nov 10, 2026 added, before the in-service of Tue, Dec 1, 2026"
    )
    assert training(world, date(2026, 12, 1)).says.endswith(
        "before the in-service of Mon, Feb 15, 2027"
    )
    assert training(world, date(2027, 3, 1)).says == "BLT training of Mon, Mar 1, 2027 added"
    assert [t.inservice_id for t in world.building.trainings.values()] == [2, 1, None]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"presenter_ids": [9]}, "That person is no longer on the staff list"),
        ({"district_goal_ids": [1]}, "That district goal no longer exists"),
        ({"planning_minutes": -1}, "Planning: -1 is out of range. Enter 0 to 1,440."),
        ({"planning_minutes": 1441}, "Planning: 1441 is out of range"),
        ({"segments": [Segment(" ", "i_do")]}, "Topic is blank"),
        (
            {"segments": [Segment("x", "they_do")]},
            "Phase: “they_do” is not one of i_do, we_do, you_do",
        ),  # type: ignore[arg-type]
        ({"segments": [Segment("x", "i_do", strategy_id=4)]}, "That strategy no longer exists"),
        (
            {"rollout": Rollout(how="x", lead_ids=(9,))},
            "That person is no longer on the staff list",
        ),
        ({"inservice_id": 3}, "That in-service no longer exists"),
        ({"standards": ["loud"]}, "There is no standard"),
    ],
)
def test_what_cannot_be_a_training(world: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError) as caught:
        training(world, **fields)
    assert caught.value.message.startswith(message)


def test_one_inservice_a_day(world: Any) -> None:
    inservice(world)
    with pytest.raises(UserError, match="Tue, Nov 10, 2026 is already an in-service day"):
        inservice(world)
    inservice(world, date(2026, 11, 12))
    seen = world.building.inservices[2]
    with pytest.raises(UserError, match="is already an in-service day"):
        world.edit(seen, on=TODAY)
    world.edit(seen, on=seen.on, title="x")
    world.do(editing.remove, table="inservices", number=1)
    world.edit(seen, on=TODAY)
    assert not world.do(editing.remove, table="inservices", number=1).edits


def test_segments_are_shown_in_the_usual_order(world: Any) -> None:
    training(world)
    for phase, topic in (("you_do", "c"), ("i_do", "a"), ("we_do", "b"), ("i_do", "d")):
        change = world.do(edits.add_segment, training_id=1, segment=Segment(topic, phase, None, 10))
    assert change.says == "BLT training of Tue, Nov 10, 2026: I do: d"
    assert [s.topic for s in world.building.trainings[1].segments] == ["c", "a", "b", "d"]
    assert [s.topic for s in world.building.trainings[1].in_order()] == ["a", "d", "b", "c"]


def test_rollout_and_attendance(world: Any) -> None:
    training(world)
    assert world.do(
        edits.set_rollout, training_id=1, rollout=Rollout(how="In rooms")
    ).says.endswith("roll-out planned")
    assert not world.do(edits.set_rollout, training_id=1, rollout=Rollout(how="In rooms")).edits
    fields = {"table": "trainings", "number": 1}
    assert world.do(edits.attendance, today=TODAY, attended=[1, 1], **fields).says.endswith(
        "1 attended"
    )
    with pytest.raises(UserError, match="is in the future"):
        world.do(edits.attendance, today=TODAY - timedelta(1), attended=[1], **fields)
    with pytest.raises(UserError, match="names, not a number"):
        world.do(edits.attendance, today=TODAY, reached=3, **fields)
    inservice(world)
    with pytest.raises(UserError, match="Reached: -1 is out of range"):
        world.do(edits.attendance, table="inservices", number=1, today=TODAY, reached=-1)
    with pytest.raises(UserError, match="That in-service no longer exists"):
        world.do(edits.attendance, table="inservices", number=2, today=TODAY, reached=1)
    with pytest.raises(UserError, match="That BLT training no longer exists"):
        world.do(edits.set_rollout, training_id=7, rollout=Rollout())


def test_forms_merge(world: Any) -> None:
    training(world)
    seen = world.building.trainings[1]
    fields = {"seen": seen}
    world.edit(planning_minutes=30, **fields)
    assert (
        world.edit(title="Modelling", **fields).says
        == "BLT training of Tue, Nov 10, 2026: title changed"
    )
    assert world.building.trainings[1].planning_minutes == 30
    with pytest.raises(Conflict):
        world.edit(planning_minutes=45, **fields)
    assert not world.edit(title="Modelling", **fields).edits


def test_an_empty_rollout_is_no_plan() -> None:
    assert not Rollout(audience="all staff") and Rollout(how="In rooms")
    assert Training(on=TODAY).in_order() == ()


def test_weekdays_stand_for_school_days() -> None:
    friday, monday = date(2026, 11, 6), date(2026, 11, 9)
    cases = [
        (friday, monday, 1),
        (friday, friday, 0),
        (monday, friday, 0),
        (friday, date(2026, 11, 8), 0),
    ]
    assert [school_days(None, a, b) for a, b, _ in cases] == [count for *_, count in cases]


@given(start=st.dates(date(2026, 1, 1), date(2027, 1, 1)), days=st.integers(0, 400))
def test_weekdays_agree_with_counting(start: date, days: int) -> None:
    span = [start + timedelta(n) for n in range(1, days + 1)]
    assert school_days(None, start, start + timedelta(days)) == sum(d.weekday() < 5 for d in span)


@given(data=st.data())
def test_every_training_is_in_one_link_at_most(new_world: Any, data: st.DataObject) -> None:
    world = new_world()
    days = st.dates(date(2026, 7, 1), date(2026, 9, 1))
    for day in data.draw(st.lists(days, max_size=6, unique=True)):
        world.put("inservices", on=day)
    for day in data.draw(st.lists(days, max_size=6)):
        world.put("trainings", on=day)
    links = chain(world.building, date(2026, 7, 1), date(2027, 6, 30))
    shown = [t.id for link in links for t in link.trainings]
    assert len(shown) == len(set(shown))
    assert sorted(d.id for link in links for d in link.days) == sorted(world.building.inservices)
    for link in links:
        assert all(
            t.on < link.on and (link.since is None or link.since < t.on) for t in link.trainings
        )


def test_messages_and_contacts_are_one_log(world: Any) -> None:
    fields = {"today": TODAY, "text": "Half-year report"}
    assert (
        world.do(message_edits.send, party="dlt", on=TODAY, **fields).says
        == "message to DLT on Nov 10, 2026"
    )
    said = world.do(
        message_edits.send,
        party="staff",
        cwg_id=2,
        direction="from",
        on=date(2026, 11, 1),
        **fields,
    ).says
    assert said == "message from CWG #2 on Nov 1, 2026"
    world.put("contacts", party="principal", on="2026-11-05", note="agenda")
    log = communication.communication(world.building)
    assert [(x.party, x.direction, x.record) for x in log] == [
        ("dlt", "to", "messages/1"),
        ("principal", "to", "contacts/1"),
        ("cwg", "from", "messages/2"),
    ]
    assert (
        len(communication.communication(world.building, date(2026, 11, 2), date(2026, 11, 9))) == 1
    )
    both = {t.party: (t.to, t.back, t.last) for t in two_way(log)}
    assert both["cwg"] == (0, 1, date(2026, 11, 1)) and both["families"] == (0, 0, None)
    world.edit(world.building.messages[1], text="Report")
    assert not world.edit(world.building.messages[1], text="Report").edits
    world.do(editing.remove, table="messages", number=1)
    assert len(communication.communication(world.building)) == 2
    for wrong, message in (
        ({"on": date(2026, 11, 11)}, "is in the future"),
        ({"on": TODAY, "text": " "}, "Message is blank"),
        ({"on": TODAY, "cwg_id": 8}, "That group no longer exists"),
        ({"on": TODAY, "reply_to": 8}, "That message no longer exists"),
    ):
        with pytest.raises(UserError, match=message):
            world.do(message_edits.send, **{"party": "staff", **fields, **wrong})


def test_the_calendar_knows_in_service_days(year: Any) -> None:
    year.put("days", date="2026-10-12", kind="in_service", name="already added")
    year.put("days", date="2026-11-16", to="2026-11-17", kind="in_service", name="Two days")
    year.put("days", date="2026-11-20", kind="in_service", archived=True)
    year.put("days", date="2026-11-23", kind="no_school")
    assert [m for _, m in year.found("TRN-01")] == [
        (
            "The in-service of Mon, Nov 16, 2026 has no BLT training before it (none since that of "
            "Mon, Oct 12, 2026)"
        )
    ]
    said = year.do(edits.take_inservices).says
    assert said == "in-service on Mon, Nov 16, 2026; Tue, Nov 17, 2026 added from the calendar"
    assert [(d.on.day, d.title) for d in year.building.inservices.values()][2:] == [
        (16, "Two days"),
        (17, "Two days"),
    ]
    assert not year.do(edits.take_inservices).edits and len(year.found("TRN-01")) == 1


def test_a_building_without_trainings_is_asked_once_and_not_for_every_day_of_its_calendar(
    world: Any,
) -> None:
    for day in ("2026-10-12", "2026-11-16", "2027-02-15"):
        world.put("days", date=day, kind="in_service")
    assert world.found(area="training") == [
        (
            "warn",
            "No BLT training is planned, and 2 in-service days are coming up, the next on Mon, Nov 16, 2026",
        )
    ]
    inservice(world, date(2026, 12, 1))
    assert len(world.found("TRN-01")) == 4


def test_one_shot_counts_the_days_of_the_calendar(year: Any) -> None:
    year.change("inservices", 1, strategy_ids=[])
    year.change("strategies", 1, introduced="2026-09-28")
    year.change("cycles", 1, strategy_id=None)
    for number in (1, 2):
        year.change("indicators", number, checks=[])
    assert len(year.found("TRN-05")) == 1  # 31 weekdays
    year.put("calendars", year="2026-27", first="2026-09-01", last="2027-05-28")
    assert len(year.found("TRN-05")) == 1
    year.put("days", date="2026-10-12", kind="no_school")
    assert year.found("TRN-05") == []  # 30 school days
