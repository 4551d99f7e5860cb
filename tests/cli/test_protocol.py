"""Protocols in a shell: find one, give it to an agenda item, and go through its turns."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bltui.framework import load_framework

from .conftest import Shell

PROTOCOLS = load_framework("south-dakota").protocols


def answer(shell: Shell, *words: str) -> Any:
    return shell(*words, "--json").json


@pytest.fixture
def meeting(bltui: Shell) -> Shell:
    bltui("meeting", "plan", "--date", "today", "--start", "3:30pm", "--end", "4:45pm")
    return bltui


def test_a_protocol_is_listed_shown_and_found_by_its_title(bltui: Shell) -> None:
    assert [row["key"] for row in answer(bltui, "protocol", "list")] == list(PROTOCOLS)
    shown = answer(bltui, "protocol", "show", "looking at student work")
    assert (shown["key"], shown["minutes"]) == ("student-work", 50)
    refused = bltui("protocol", "show", "socratic").err
    assert "There is no protocol “socratic”. Choose from tuning, " in refused


def test_an_item_has_a_protocol_until_it_is_removed(meeting: Shell) -> None:
    meeting("meeting", "item", "add", "Grade 3 data", "--protocol", "data conversation")
    agenda = answer(meeting, "meeting", "agenda")
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
        in meeting("meeting", "item", "edit", "1", "--protocol", "nope").err
    )
    meeting("meeting", "item", "edit", "1", "--protocol", "none")
    assert answer(meeting, "meeting", "agenda")["items"][0]["protocol"] is None


def test_turns_go_on_by_the_clock_until_the_protocol_is_over(
    meeting: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = SimpleNamespace(time=lambda: 1000)
    monkeypatch.setattr("bltui.cli.meeting.turns.time", now)
    assert "No meeting is running" in meeting("meeting", "turn").err
    meeting("meeting", "item", "add", "Budget")
    meeting("meeting", "start")
    refused = meeting("meeting", "turn").err
    assert "“Budget” has no protocol. Choose one with `bltui meeting item edit 1 " in refused
    meeting("meeting", "item", "edit", "1", "--protocol", "consultancy")
    tried = answer(meeting, "meeting", "turn", "--dry-run")["turn"]
    for number, turn in enumerate(PROTOCOLS["consultancy"].turns[1:], 2):
        found = answer(meeting, "meeting", "turn")["turn"]
        assert (found["number"], found["of"], found["title"]) == (number, 6, turn.title)
        assert number > 2 or found == tried
    assert "Budget: Consultancy is over" in meeting("meeting", "turn").out
    assert "Consultancy is over. Go to the next" in meeting("meeting", "turn").err
    assert answer(meeting, "meeting", "show", "2")["clock"]["turns"] == 6
