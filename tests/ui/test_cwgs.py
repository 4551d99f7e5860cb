"""The CWGs view as a person meets it: keys pressed, the screen and the file looked at."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from bltui.domain.groups.edits import add_group
from bltui.domain.model.building import Building
from bltui.domain.model.record import active
from bltui.domain.series.reschedule_edits import reschedule
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.cwgs.view import Cwgs
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace
from tests.ui.conftest import TODAY


def listed(app: Bltui, name: str) -> list[str]:
    """What a list says, row by row."""
    rows = app.bench.view.query_one(f"#{name}", RecordList)
    return [" | ".join(plain(c).strip() for c in row.cells) for row in rows.shown]


def building(app: Bltui) -> Building:
    return app.state.building


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def typed(app: Bltui, pilot: Pilot[Any], text: str) -> None:
    """Text instead of what stands in the field with the keys.

    Pasted, because single keys take a test many times as long.
    """
    app.screen.focused.clear()
    app.screen.focused.post_message(events.Paste(text))
    await pilot.pause()


def below(app: Bltui, key: str) -> str:
    """What an open form says under a field."""
    assert isinstance(app.screen, FormScreen)
    place = app.screen.below[key]
    assert isinstance(place, Static)
    return place.content.plain if place.content else ""


async def saved(app: Bltui, pilot: Pilot[Any]) -> None:
    """The open form is saved and closed."""
    await pilot.press("f10")
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert not isinstance(app.screen, FormScreen), app.screen.trouble.content


async def test_the_list_says_who_when_how_many_and_what_is_wrong(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3")
        assert isinstance(app.bench.view, Cwgs)
        first = listed(app, "groups")[0]
        assert first.startswith(
            "#1 Primary reading | Casey Sample | every other Wed 3:15–4:00 PM | Room 4 | 5 | ! Required"
        )
        detail = listed(app, "group")
        assert "Leader | Casey Sample, on the BLT" in detail
        assert any("Hayden Sample (also #4)" in line for line in detail)
        assert "Next | Wed, Dec 2, 3:15 PM  Room 4  ! Required" in detail


async def test_a_phrase_shows_what_it_comes_to_and_is_saved_whole_only(opened):
    async with opened(size=(80, 24)) as (app, pilot):
        await press(pilot, "3", "down", "t")
        await typed(app, pilot, "wed 3:15pm")
        assert below(app, "phrase").startswith("After “wed 3:15pm”: an end time must follow")
        before = building(app).series[3]
        await press(pilot, "enter")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.focused.value == "wed 3:15pm"
        assert building(app).series[3] == before
        await typed(app, pilot, "every other wed 3:15pm-4pm dec 2 to may 20 room 9")
        said = below(app, "phrase")
        assert "12 meetings; first: Dec 2, 16; Jan 13; last: Wed, May 19" in said, said
        assert "skips 1: Wed, Dec 30 (Winter break)" in said, said
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert not isinstance(app.screen, FormScreen)
        assert building(app).series[3].first.isoformat() == "2026-12-02"
        await press(pilot, "u")
        await app.workers.wait_for_complete()
        assert building(app).series[3].first == before.first


async def test_a_preview_shows_the_conflict_before_it_is_saved(opened):
    async with opened(size=(80, 24)) as (app, pilot):
        await press(pilot, "3", "t")
        await typed(app, pilot, "1st tue 3:30pm-4:45pm")
        assert "CWG-34 Casey Sample and Hayden Sample are in the BLT and #1" in below(
            app, "phrase"
        ).replace("\n", " ")
        await typed(app, pilot, "every other wed 7:15am-7:45am aug 24 to may 28")
        assert "no conflicts" in below(app, "phrase")


async def test_this_and_later_leaves_what_was(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "t", "shift+tab", "down", "tab")
        await typed(app, pilot, "every other wed 4pm-4:30pm aug 24 to may 28 room 4")
        await saved(app, pilot)
        old, new = (s for s in active(building(app).series) if s.cwg_id == 1)
        assert (str(old.until), str(new.first)) == ("2026-12-01", "2026-12-02")
        assert (old.time.start, new.time.start) == ("15:15", "16:00")


async def test_a_moved_meeting_is_listed_and_taken_back(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "m")
        await typed(app, pilot, "nov 26")
        assert "no school: Thanksgiving break" in below(app, "to")
        await typed(app, pilot, "dec 3")
        assert "school day" in below(app, "to")
        await saved(app, pilot)
        exception = next(line for line in listed(app, "group") if line.startswith("Exception"))
        assert exception == "Exception | Wed, Dec 2 moved to Thu, Dec 3"
        rows = app.bench.view.query_one("#group", RecordList)
        await press(pilot, "v")
        rows.go(next(r for r in rows.ids if r.startswith("exceptions/")))
        await press(pilot, "x")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not any("moved to" in line for line in listed(app, "group"))


async def test_cancel_held_and_cancel_all(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "x")
        await typed(app, pilot, "assembly")
        await saved(app, pilot)
        assert "Exception | Wed, Dec 2 canceled (assembly)" in listed(app, "group")
        await press(pilot, "v", "x")  # the first line that keys are about is that meeting
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not any("canceled" in line for line in listed(app, "group"))
        await press(pilot, "space")
        await app.workers.wait_for_complete()
        assert [e.do for e in active(building(app).exceptions) if str(e.date) == "2026-12-02"] == [
            "held"
        ]
        await press(pilot, "X")
        await press(pilot, "enter")  # too easily pressed to mean yes
        assert building(app).series[2].archived is False
        await press(pilot, "y")
        await app.workers.wait_for_complete()
        assert building(app).series[2].archived is True
        await press(pilot, "u")
        await app.workers.wait_for_complete()
        assert building(app).series[2].archived is False


async def test_one_cause_is_one_line_and_a_reason_lets_it_be_published(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "p", "right")
        await press(pilot, "f10")
        await app.workers.wait_for_complete()
        assert "cannot be published: CWG-02" in app.screen.trouble.content.plain
        await press(pilot, "escape", "y", "C")
        assert sum("CWG-02" in line for line in listed(app, "conflicts")) == 1
        assert "19 dates" in listed(app, "conflicts")[0]
        await press(pilot, "w")
        await press(pilot, "f10")
        assert "blank" in below(app, "why")
        await typed(app, pilot, "they take turns")
        await saved(app, pilot)
        assert any("waived, they take turns" in line for line in listed(app, "conflicts"))
        await press(pilot, "v", "p", "right")
        await saved(app, pilot)
        assert building(app).cwgs[1].status == "published"


async def test_enter_on_a_conflict_goes_to_its_first_date_to_come(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "C", "enter")
        week = app.bench.view.query_one("#week", RecordList)
        assert week.has_focus
        assert week.cursor == "meeting/2/2026-12-02"
        await press(pilot, "C", "d")
        assert "Dates: Wed, Aug 26" in app.screen.page.plain()


async def test_a_group_is_formed_led_joined_and_removed(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "n")
        await typed(app, pilot, "Sample circle")
        await press(pilot, "tab", "tab", "tab", "tab", "right", "tab")
        await typed(app, pilot, "harper")
        await press(pilot, "tab")
        await typed(app, pilot, "kai, lane, nobody at all")
        assert "2: Kai Sample, Lane Sample" in below(app, "members")
        assert "No matches on the staff list" in below(app, "members")
        await typed(app, pilot, "kai, lane")
        await saved(app, pilot)
        group = building(app).cwgs[6]
        assert (group.number, group.name, group.goal_id, len(group.members)) == (
            6,
            "Sample circle",
            1,
            3,
        )
        app.bench.view.query_one("#groups", RecordList).go("cwgs/6")
        await press(pilot, "l")
        await typed(app, pilot, "casey")
        await saved(app, pilot)
        assert building(app).people[building(app).cwgs[6].leader_id].name == "Casey Sample"
        await press(pilot, "J")
        await typed(app, pilot, "drew")
        await saved(app, pilot)
        await press(pilot, "J", "shift+tab", "shift+tab", "right", "tab")
        await typed(app, pilot, "dec 18")
        await press(pilot, "tab")
        await typed(app, pilot, "drew")
        await saved(app, pilot)
        assert str(building(app).cwgs[6].members[-1].end) == "2026-12-18"
        await press(pilot, "R", "n")
        assert not building(app).cwgs[6].archived
        await press(pilot, "R", "y")
        await app.workers.wait_for_complete()
        assert building(app).cwgs[6].archived


async def test_week_month_and_agenda_turn_and_say_what_is_no_school(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await press(pilot, "3", "v", "v")
        week = app.bench.view.query_one("#week", RecordList)
        assert "Nov 23–27" in str(week.border_title)
        assert [c.title for c in week._columns] == [""]  # no head over no meeting
        assert "Wed, Nov 25: NO SCHOOL" in listed(app, "week")
        assert not any(line.startswith("P1") for line in listed(app, "week"))  # no one meets then
        await press(pilot, "pagedown")
        assert "Nov 30–Dec 4" in str(week.border_title)
        assert [c.title for c in week._columns][1::4] == ["Mon 30", "Fri 4"]
        assert any(
            "!#1 Primary reading" in line and "3:15 PM" in line for line in listed(app, "week")
        )
        await press(pilot, "left_square_bracket", "v", "right_square_bracket")
        assert "Dec 2026" in str(app.bench.view.query_one("#month", RecordList).border_title)
        assert any("skips #1 #4" in line for line in listed(app, "month"))
        await press(pilot, "T", "v")
        agenda = listed(app, "agenda")
        assert any("Winter break, 4 meetings" in line for line in agenda)
        assert (
            "Wed, Dec 2 |  | 3:15–4:00 PM | #1 Primary reading | Casey Sample* | Room 4 | 5/5 | ! "
            "Required"
        ) in agenda
        await press(pilot, "o")
        assert all(
            "#1 Primary reading" in line
            for line in listed(app, "agenda")
            if "Winter break" not in line
        )


async def test_a_find_from_home_opens_the_conflict(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        app.open("finding/CWG-02/Hayden Sample/0")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        rows = app.bench.view.query_one("#conflicts", RecordList)
        assert rows.has_focus
        assert rows.cursor.startswith("clash/CWG-02/")


async def test_empty_states_say_what_comes_first(opened, empty_file: Path):
    async with opened(path=empty_file) as (app, pilot):
        await press(pilot, "3")
        assert (
            "Press c to set the days of the school calendar"
            in app.bench.view.query_one("#groups", RecordList)._empty
        )
        for keys in (["e"], ["m"], ["x"], ["space"], ["w"], ["v"], ["v"], ["v"], ["v"], ["v"]):
            await press(pilot, *keys)  # nothing to do that to: a line says so
        assert not isinstance(app.screen, FormScreen)


async def test_no_time_without_a_calendar(opened, empty_file: Path):
    space = Workspace(BuildingFile(empty_file, Author("ana", 1000)), today=lambda _: TODAY)
    space.do(lambda b: add_group(b, name="Sample group"))
    async with opened(path=empty_file) as (app, pilot):
        await press(pilot, "3", "t")
        assert "No school calendar" in app.bench.bottom.text(0)
        assert listed(app, "groups")[0].startswith(
            "#1 Sample group | no leader | no time yet |  | 0"
        )


HOSTILE = [
    "[red]A[/red]",
    "A [/b]",
    "[@click=app.bell]A[/]",
    "A\\",
    "\x1b]0;PWNED\x07",
    "\x1b[2J",
    "a\u202eb",
]


@pytest.mark.parametrize("texts", [HOSTILE[:4], HOSTILE[4:]], ids=["markup", "controls"])
async def test_names_and_rooms_are_only_text(opened, sample_file: Path, texts: list[str]):
    document = json.loads(sample_file.read_text("utf-8"))
    for number, group in enumerate(document["cwgs"].values()):
        group["name"] = group["focus"] = texts[number % len(texts)]
    for number, series in enumerate(document["series"].values()):
        series["room"] = texts[number % len(texts)]
    sample_file.write_text(json.dumps(document), "utf-8")
    async with opened(size=(120, 40), path=sample_file) as (app, pilot):
        await press(pilot, "3")
        for key in ("m", "escape", "v", "v", "v", "v", "v"):
            await press(pilot, key)
            shown = "".join(s.text for line in app.screen._compositor.render_strips() for s in line)
            assert not any(ord(c) < 32 or c in "\x9b\u202e" for c in shown)
        assert "[red]A[/red]" in shown or texts[0] != HOSTILE[0]


async def test_what_scheduling_anew_leaves_over_is_kept_or_dropped_by_a_key(opened):
    """On a line of the group that meeting alone; on the conflict or the group all that are left."""
    async with opened(size=(120, 40)) as (app, pilot):
        number = next(g.id for g in active(building(app).cwgs) if g.number == 3)
        await press(pilot, "3", "K")
        assert "No orphaned exceptions here" in app.bench.bottom.text(0)
        anew = partial(reschedule, phrase="every fri 3:15pm-4pm", on=TODAY, cwg_id=number)
        await app.change(anew)
        groups = app.bench.view.query_one("#groups", RecordList)
        groups.go(f"cwgs/{number}")
        await press(pilot, "enter")
        left = [line for line in listed(app, "group") if "orphaned (press K to keep it)" in line]
        assert len(left) > 3 and all("held" in line for line in left)
        detail = app.bench.view.query_one("#group", RecordList)
        detail.go(next(row for row in detail.ids if row.startswith("exceptions/")))
        await press(pilot, "K")
        added = [e for e in active(building(app).exceptions) if e.do == "add"]
        assert len(added) == 1
        assert sum("orphaned" in line for line in listed(app, "group")) == len(left) - 1
        await press(pilot, "C")
        conflicts = app.bench.view.query_one("#conflicts", RecordList)
        conflicts.go(next(row for row in conflicts.ids if row.startswith("clash/CWG-33/")))
        await press(pilot, "K")
        assert not [row for row in conflicts.ids if row.startswith("clash/CWG-33/")]
        assert sum(e.do == "add" for e in active(building(app).exceptions)) == len(left)
        await press(pilot, "u")
        assert [row for row in conflicts.ids if row.startswith("clash/CWG-33/")]
