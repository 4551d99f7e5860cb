"""Protocols in a shell: find one, give it to an agenda item, and go through its turns."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bltui.framework import load_framework

from .conftest import Shell

PROTOCOLS = load_framework("south-dakota").protocols


@pytest.fixture
def meeting(shell: Shell) -> Shell:
    shell("meeting", "plan", "--date", "today", "--start", "3:30pm", "--end", "4:45pm")
    return shell


def test_a_protocol_is_listed_shown_and_found_by_its_title(shell: Shell) -> None:
    assert [row["key"] for row in shell.json("protocol", "list")] == list(PROTOCOLS)
    shown = shell.json("protocol", "show", "looking at student work")
    assert (shown["key"], shown["minutes"]) == ("student-work", 50)
    refused = shell("protocol", "show", "socratic", status=4).err
    assert "There is no protocol “socratic”. Choose from tuning, " in refused


def test_an_item_has_a_protocol_until_it_is_removed(meeting: Shell) -> None:
    meeting("meeting", "item", "add", "Grade 3 data", "--protocol", "data conversation")
    agenda = meeting.json("meeting", "agenda")
    item = agenda["items"][0]
    assert (item["protocol"], item["minutes"], item["usual_minutes"]) == (
        "Data conversation",
        None,
        50,
    )
    assert (agenda["minutes"], agenda["length"]) == (50, 75)
    text = meeting("meeting", "agenda").out
    assert "50 min by protocol" in text and "50 of 75 minutes planned" in text
    assert (
        "There is no protocol “nope”"
        in meeting("meeting", "item", "edit", "1", "--protocol", "nope", status=4).err
    )
    meeting("meeting", "item", "edit", "1", "--protocol", "none")
    assert meeting.json("meeting", "agenda")["items"][0]["protocol"] is None


def test_turns_go_on_by_the_clock_until_the_protocol_is_over(
    meeting: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = SimpleNamespace(time=lambda: 1000)
    monkeypatch.setattr("bltui.cli.meeting.turns.time", now)
    assert "No meeting is running" in meeting("meeting", "turn", status=4).err
    meeting("meeting", "item", "add", "Budget")
    meeting("meeting", "start")
    refused = meeting("meeting", "turn", status=4).err
    assert "“Budget” has no protocol. Choose one with `bltui meeting item edit 1 " in refused
    meeting("meeting", "item", "edit", "1", "--protocol", "consultancy")
    tried = meeting.json("meeting", "turn", "--dry-run")["turn"]
    for number, turn in enumerate(PROTOCOLS["consultancy"].turns[1:], 2):
        found = meeting.json("meeting", "turn")["turn"]
        assert (found["number"], found["of"], found["title"]) == (number, 6, turn.title)
        assert number > 2 or found == tried
    assert meeting("meeting", "turn").out.startswith("Budget: consultancy is over")
    assert "Consultancy is over. Go to the next" in meeting("meeting", "turn", status=4).err
    assert meeting.json("meeting", "show", "1")["clock"]["turns"] == 6
