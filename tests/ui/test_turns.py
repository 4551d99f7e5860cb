"""The turns of a protocol in the Meeting view: F8, the clock line, and two terminals."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bltui.domain.meetings import planning, running
from bltui.domain.meetings.turns import TurnNow
from bltui.domain.model.building import from_documents
from bltui.domain.model.meetings import AgendaItem
from bltui.framework import load_framework
from bltui.ui.screens.meeting.timer_bar import clock_line
from bltui.ui.screens.meeting.view import Meeting
from bltui.ui.widgets.bars import Lines
from tests.sample_building import documents
from tests.ui.pressing import until

from .test_meeting import TODAY, building, held, path, words, workspace  # noqa: F401

PROTOCOLS = load_framework("south-dakota").protocols


def line(view: Meeting) -> str:
    return view.query_one("#clock", Lines).text(0)


async def shows(pilot: Pilot[Any], view: Meeting, text: str) -> None:
    """Wait until the clock line has a text."""
    await until(pilot, lambda: text in line(view), lambda: line(view))


async def test_two_terminals_show_the_same_turn_and_so_does_a_third(path: Path) -> None:  # noqa: F811
    kim = workspace(path, "kim")
    owner = next(iter(kim.building.people))
    name = kim.building.people[owner].name
    for title, key in (("Grade 3 data", "consultancy"), ("Budget", "")):
        kim.do(partial(planning.add_item, meeting_id=1, title=title, protocol=key, owner_id=owner))
    kim.do(partial(running.start_meeting, on=TODAY, now=1000))
    turns = PROTOCOLS["consultancy"].turns
    async with held(path, (120, 30)) as (here, pilot, view):
        here.now = lambda: 1060.0
        async with held(path, (120, 30), who="lee") as (there, other, seen):
            there.now = lambda: 1060.0
            first = f"Turn 1 of 6: The dilemma · presenter {name} · 01:00 of 10:00  "
            await shows(pilot, view, first)
            await shows(other, seen, first)
            assert turns[0].prompt in words(view, "agenda")
            assert "(50 min)" in words(view, "agenda") and "Consultancy" in words(view, "agenda")
            await other.press("f8")
            there.now = here.now = lambda: 1361.0
            second = "Turn 2 of 6: Clarifying questions · participants · 05:01 of 05:00 over"
            await shows(other, seen, second)
            await shows(pilot, view, second)
            assert turns[1].prompt in words(view, "agenda")
            await other.press("u")
            await shows(pilot, view, "Turn 1 of 6")
        for finished in range(1, 7):
            await pilot.press("f8")
            await until(pilot, lambda n=finished: view.turn.finished == n)  # type: ignore[union-attr]
        assert "Consultancy is over" in line(view) and "F8: next item" in line(view)
        assert not building(here).agenda[1].done
        async with held(path, (120, 30), who="drew") as (_, late, joined):
            await shows(late, joined, "Consultancy is over")
        await pilot.press("f8")
        await until(pilot, lambda: building(here).agenda[1].done)
        assert view.point is not None and view.point.title == "Budget" and view.turn is None
        assert "Turn" not in line(view)


async def test_n_leaves_a_protocol_early_and_an_unknown_one_has_no_turns(
    path: Path,  # noqa: F811
) -> None:
    ana = workspace(path)
    for title, key in (("Grade 3 data", "data"), ("Theirs", "unknown-here"), ("Budget", "")):
        ana.do(partial(planning.add_item, meeting_id=1, title=title, protocol=key))
    ana.do(partial(running.start_meeting, on=TODAY, now=1000))
    async with held(path) as (app, pilot, view):
        await shows(pilot, view, "Turn 1 of 6")
        await pilot.press("N")
        await until(pilot, lambda: building(app).agenda[1].done)
        assert "unknown-here (unknown protocol)" in words(view, "agenda").replace("\n", " ")
        assert view.turn is None and "F8: next item" in line(view)
        await pilot.press("f8")
        await until(pilot, lambda: building(app).agenda[2].done)
        assert building(app).agenda[2].protocol == "unknown-here"


@pytest.mark.parametrize("key", list(PROTOCOLS))
def test_a_narrow_screen_shows_who_speaks_and_how_long_with_words_for_too_long(key: str) -> None:
    there = from_documents(documents(TODAY))
    meeting, protocol = next(iter(there.meetings.values())), PROTOCOLS[key]
    owner = max(there.people.values(), key=lambda person: len(person.name)).id
    item = AgendaItem(meeting_id=meeting.id, order=1, title="X", owner_id=owner, protocol=key)
    for number, turn in enumerate(protocol.turns):
        now = TurnNow(protocol, number, turn.minutes * 60 + 1)
        (left,) = clock_line(there, meeting, item, 99, stopped=False, turn=now)
        text = "".join(bit.text for bit in left)
        shown = text[: text.index("  F7")]
        assert shown.endswith(" over") and turn.speaks[:4] in shown + "nobody"
        assert len(shown) <= 80, shown
