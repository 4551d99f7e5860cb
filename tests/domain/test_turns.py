"""Protocols of agenda items: the definitions, and the turns of a running item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bltui.domain.meetings import clock, planning, running, turns
from bltui.domain.meetings.agenda import Due, of_meeting, planned_minutes, suggestions
from bltui.domain.meetings.carried import carried_over
from bltui.domain.meetings.minutes import minutes
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import Clock
from bltui.domain.model.protocols import SPEAKERS, Protocol, find_protocol, protocol_words
from bltui.exchange.minutes_report import minutes_page
from bltui.exchange.page import as_text
from bltui.framework import Unusable, load_framework
from bltui.resources import resource
from bltui.toml_file import read_toml, toml_text

DAY = date(2026, 11, 23)
FRAMEWORK = load_framework("south-dakota")
PROTOCOLS = FRAMEWORK.protocols
EVERY = pytest.mark.parametrize("key", list(PROTOCOLS))
Do = Callable[[Intent], Change]


@pytest.fixture
def do(team: Any) -> Do:
    """Does an intent to a building with a planned meeting of two items."""
    team.put("meetings", on=DAY)
    for place, title in enumerate(("Grade 3 data", "Budget"), 1):
        team.put("agenda", meeting_id=1, order=place * 10, title=title)

    return team.do


def choose(team: Any, do: Do, key: str) -> Change:
    return do(partial(planning.edit_item, seen=team.building.agenda[1], protocol=key))


def started(team: Any, do: Do, key: str) -> Protocol:
    choose(team, do, key)
    do(partial(running.start_meeting, on=DAY, now=0))
    return PROTOCOLS[key]


def press(do: Do, protocol: Protocol, finished: int, now: int) -> Change:
    return do(partial(turns.next_turn, item_id=1, protocol=protocol, finished=finished, now=now))


def seen(team: Any, now: int) -> turns.TurnNow:
    meeting, item = team.building.meetings[1], team.building.agenda[1]
    found = turns.turn_now(meeting, item, PROTOCOLS, clock.seconds(meeting.clock, now))
    assert found is not None
    return found


# -- definitions -----------------------------------------------------------------------------------


@EVERY
def test_a_protocol_is_complete_and_its_times_add_up(key: str) -> None:
    protocol = PROTOCOLS[key]
    assert protocol.key == key and "_" not in key and key != "none"
    assert sum(turn.minutes for turn in protocol.turns) == protocol.minutes
    assert {turn.speaks for turn in protocol.turns} <= set(SPEAKERS)
    assert any(turn.speaks == "presenter" for turn in protocol.turns) or key == "data"
    assert protocol.turns[-1].speaks == "everyone"  # everybody debriefs
    assert all(turn.prompt.endswith((".", "?")) for turn in protocol.turns)
    assert len(protocol.source) > 40


def test_the_issue_s_four_protocols_are_there() -> None:
    assert {"tuning", "student-work", "consultancy", "data"} <= set(PROTOCOLS)


OWN = """title = "Ours"
[protocols.mine]
title = "Mine"
source = "ours"
minutes = 5
turns = [{title = "Talk", minutes = 5, speaks = "everyone", prompt = "Talk."}]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("minutes = 5\n", "minutes = 9\n", "the turns of “Mine” add up to 5, not 9 minutes."),
        ('"everyone"', '"boss"', "protocols.mine.turns[0].speaks: there is no “boss”. Known are "),
        ("minutes = 5,", "minutes = 0,", "this must be a whole number of 1 or more."),
        ('source = "ours"\n', "", "protocols.mine: source is missing."),
        ('"Talk."', '""', "protocols.mine.turns[0].prompt: "),
        ("turns = [{", "turns = [] #", "protocols.mine.turns: "),
    ],
)
def test_a_fault_in_a_framework_file_is_one_line_with_its_place(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    assert list(load_framework(str(path)).protocols) == [*PROTOCOLS, "mine"]
    path.write_text(OWN.replace(old, new))
    with pytest.raises(Unusable) as refused:
        load_framework(str(path))
    message = str(refused.value)
    assert says in message and "\n" not in message and " line " in message, message


def test_every_table_of_the_file_is_read() -> None:
    tables = read_toml(toml_text(resource("data", "protocols.toml")))
    assert list(tables) == list(PROTOCOLS)
    for key, table in tables.items():
        assert len(table["turns"]) == len(PROTOCOLS[key].turns)


# -- running ---------------------------------------------------------------------------------------


@EVERY
def test_every_turn_comes_in_order_and_then_the_protocol_is_over(
    team: Any, do: Do, key: str
) -> None:
    protocol, now = started(team, do, key), 0
    for number, turn in enumerate(protocol.turns, 1):
        at = seen(team, now + turn.minutes * 60)
        assert (at.turn, at.seconds, at.late) == (turn, turn.minutes * 60, False)
        words = turns.turn_words(team.building, team.building.agenda[1], at)
        assert words.startswith(f"Turn {number} of {len(protocol.turns)}: {turn.title} · ")
        assert seen(team, now + turn.minutes * 60 + 1).late
        now += turn.minutes * 60 + 1
        says = press(do, protocol, number - 1, now).says
    assert says == f"agenda: Grade 3 data: {protocol.title} is over"
    assert (seen(team, now).turn, seen(team, now + 99).late) == (None, False)
    with pytest.raises(UserError, match=f"{protocol.title} is over"):
        press(do, protocol, len(protocol.turns), now)
    do(partial(clock.close, item_id=1, now=now, spent=0))
    assert team.building.meetings[1].clock == Clock(item_id=2, since=now)


def test_of_two_who_press_at_once_one_goes_on(team: Any, do: Do) -> None:
    protocol = started(team, do, "consultancy")
    assert press(do, protocol, 0, 100)
    assert not press(do, protocol, 0, 101)
    kept = team.building.meetings[1].clock
    assert kept == Clock(item_id=1, since=0, turns=1, turn_at=100)


def test_a_turn_does_not_count_a_pause(team: Any, do: Do) -> None:
    protocol = started(team, do, "consultancy")
    press(do, protocol, 0, 100)
    do(partial(clock.take_up, item_id=1, now=130, spent=130, stands=True))
    assert (seen(team, 999).finished, seen(team, 999).seconds) == (1, 30)
    do(partial(clock.take_up, item_id=1, now=1000, spent=130))
    assert (seen(team, 1010).finished, seen(team, 1010).seconds) == (1, 40)


def test_a_turn_can_begin_in_a_pause_and_without_a_clock(team: Any, do: Do) -> None:
    protocol = started(team, do, "consultancy")
    do(partial(clock.take_up, item_id=1, now=60, spent=60, stands=True))
    press(do, protocol, 0, 500)
    assert team.building.meetings[1].clock == Clock(item_id=1, spent=60, turns=1, turn_at=60)
    team.documents["meetings"][1].pop("clock")
    do(
        partial(turns.next_turn, item_id=1, protocol=protocol, finished=0, now=900, spent=45)
    )  # what the terminal counted
    assert team.building.meetings[1].clock == Clock(
        item_id=1, since=900, spent=45, turns=1, turn_at=45
    )


def test_another_protocol_or_item_begins_with_its_first_turn(team: Any, do: Do) -> None:
    protocol = started(team, do, "consultancy")
    press(do, protocol, 0, 100)
    choose(team, do, "tuning")
    assert seen(team, 110).finished == 0
    press(do, PROTOCOLS["tuning"], 0, 120)
    do(partial(planning.edit_item, seen=team.building.agenda[1], minutes=20))
    assert seen(team, 130).finished == 1  # another field changes nothing
    do(partial(clock.take_up, item_id=2, now=200))
    do(partial(clock.take_up, item_id=1, now=300))
    assert seen(team, 310).finished == 0


def test_a_turn_goes_only_in_a_running_meeting_and_an_open_item(team: Any, do: Do) -> None:
    choose(team, do, "data")
    with pytest.raises(UserError, match="Start the meeting first"):
        press(do, PROTOCOLS["data"], 0, 0)
    do(partial(running.start_meeting, on=DAY, now=0))
    do(partial(clock.close, item_id=1, now=60, spent=0))
    with pytest.raises(UserError, match="is done"):
        press(do, PROTOCOLS["data"], 0, 70)


def test_the_presenter_is_the_owner_by_name(team: Any, do: Do) -> None:
    person = team.person("Avery Sample")
    started(team, do, "consultancy")
    item = team.building.agenda[1]
    presents, asks = PROTOCOLS["consultancy"].turns[:2]
    assert turns.speaker_words(team.building, item, presents) == "presenter"
    owned = msgspec.structs.replace(item, owner_id=person)
    assert turns.speaker_words(team.building, owned, presents) == "presenter Avery Sample"
    assert turns.speaker_words(team.building, owned, asks) == "participants"


# -- around the item -------------------------------------------------------------------------------


def test_a_protocol_s_minutes_are_planned_if_none_were_entered(team: Any, do: Do) -> None:
    choose(team, do, "data")

    def planned() -> int:
        return planned_minutes(of_meeting(team.building, 1), PROTOCOLS)

    assert planned() == 50
    assert "minutes" not in team.documents["agenda"][1]  # a default is not stored
    value = minutes(team.building, FRAMEWORK, team.building.meetings[1])
    assert (value.items[0].minutes, value.items[0].usual_minutes) == (None, 50)
    assert "50 min by protocol" in as_text(minutes_page(value, "School"))
    do(partial(planning.edit_item, seen=team.building.agenda[1], minutes=20))
    assert planned() == 20


def test_the_minutes_name_the_protocol_of_an_item(team: Any, do: Do) -> None:
    started(team, do, "tuning")
    value = minutes(team.building, FRAMEWORK, team.building.meetings[1])
    assert [item.protocol for item in value.items] == ["Tuning protocol", None]
    page = as_text(minutes_page(value, "School"))
    assert "Protocol: Tuning protocol." in page and "Turn 1" not in page


def test_a_protocol_is_found_by_id_or_title_and_an_unknown_one_refused() -> None:
    for key, protocol in PROTOCOLS.items():
        for text in (key, protocol.title, protocol.title.upper()):
            assert find_protocol(text, PROTOCOLS) is protocol
    for text in ("", "theirs"):
        with pytest.raises(UserError, match=next(iter(PROTOCOLS))):
            find_protocol(text, PROTOCOLS)


def test_an_unknown_protocol_is_kept_and_named(team: Any, do: Do) -> None:
    team.documents["agenda"][1]["protocol"] = "theirs"
    do(partial(planning.edit_item, seen=team.building.agenda[1], title="Grade 4 data"))
    assert team.building.agenda[1].protocol == "theirs"
    assert protocol_words("theirs", PROTOCOLS) == "theirs (unknown protocol)"
    do(partial(running.start_meeting, on=DAY, now=0))
    meeting, item = team.building.meetings[1], team.building.agenda[1]
    assert turns.turn_now(meeting, item, PROTOCOLS, 10) is None
    value = minutes(team.building, FRAMEWORK, meeting)
    assert value.items[0].protocol == "theirs (unknown protocol)"
    assert planned_minutes([item], PROTOCOLS) == 0


def test_an_unfinished_item_takes_its_protocol_to_the_next_agenda(team: Any, do: Do) -> None:
    started(team, do, "data")
    do(partial(running.end_meeting, meeting_id=1))
    team.put("meetings", on=date(2026, 12, 7))
    following = team.building.meetings[2]
    due = carried_over(team.building, FRAMEWORK, following)
    assert [d.protocol for d in due if isinstance(d, Due)] == ["data", ""]
    assert suggestions(team.building, following, (), due)[0].protocol == "data"
    do(partial(planning.prepare, meeting_id=2, due=due))
    assert [item.protocol for item in of_meeting(team.building, 2)] == ["data", ""]
