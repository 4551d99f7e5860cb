"""The Meeting view as a team meets it: a meeting by keys alone, in two terminals, to the minutes on
paper.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.pilot import Pilot

from bltui.domain.meetings import minutes_edits, planning, running, self_check_edits
from bltui.domain.model import formats, meetings
from bltui.domain.model.building import Building
from bltui.domain.model.record import active
from bltui.domain.team.account_match import person_of
from bltui.domain.team.membership import on_day
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.field_row import FieldRow
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.meeting import rows as meeting_list
from bltui.ui.screens.meeting.view import Meeting
from bltui.ui.screens.print_preview import PrintPreview
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui.pressing import on_view, typed, until

TODAY = date(2026, 11, 23)
TABLES = [
    "feedback",
    "themes",
    "rounds",
    "responses",
    "meetings",
    "agenda",
    "attendance",
    "lines",
    "decisions",
    "actions",
    "self_checks",
]


def bare() -> dict[str, dict[int, dict[str, Any]]]:
    """The sample building in which nothing was said and nobody met yet."""
    return {
        table: {} if table in TABLES else records
        for table, records in sample_documents(TODAY).items()
    }


def workspace(path: Path, who: str = "ana") -> Workspace:
    return Workspace(BuildingFile(path, Author(who, 1000)), today=lambda _: TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The sample building with a meeting planned for today."""
    path = tmp_path / "sample.json"
    BuildingFile.create(path, bare(), Author("ana", 1000), "building: sample")
    workspace(path).do(
        partial(planning.plan_meeting, on=TODAY, start="15:30", end="16:15", place="room 12")
    )
    return path


def held(
    path: Path, size: tuple[int, int] = (80, 24), who: str = "ana"
) -> AbstractAsyncContextManager[tuple[Bltui, Pilot[Any], Meeting]]:
    """The app on the Meeting view."""
    return on_view(workspace(path, who), "6", Meeting, size)


def listed(view: Meeting, name: str) -> list[str]:
    rows = view.query_one(f"#{name}", RecordList)
    return [" | ".join(plain(c).strip() for c in row.cells) for row in rows.shown]


def words(view: Meeting, name: str) -> str:
    return "\n".join(listed(view, name))


def building(app: Bltui) -> Building:
    return app.state.building


async def form(pilot: Pilot[Any], key: str, *steps: str) -> None:
    """Open a form by its key, type and press, save, and wait until it is closed.

    A step "=x" is pressed.
    """
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
    for step in steps:
        if step.startswith("="):
            await pilot.press(step[1:])
        else:
            await typed(pilot, step)
    await pilot.press("f10")
    await until(pilot, lambda: not isinstance(pilot.app.screen, FormScreen))


async def test_a_meeting_is_held_by_keys(path: Path) -> None:
    """Prepared, begun, who is here, note, parking, decisions, action, next point, end.

    Every entry is in the file at once.
    """
    async with held(path) as (app, pilot, view):
        await pilot.press("P")
        await until(pilot, lambda: len(building(app).agenda) > 3)
        assert "Welcome, roles, and norms" in words(view, "agenda")
        assert len(building(app).meetings[1].roles) == 3
        await pilot.press("s")
        await until(pilot, lambda: building(app).meetings[1].held)
        assert "Attendance  0 of 8" in str(view.query_one("#here").border_title)
        await form(pilot, "h", "all")
        assert "8 of 8" in str(view.query_one("#here").border_title)
        await form(pilot, "n", "4 of 6 rooms have started")
        assert "note | 4 of 6 rooms have started" in words(view, "lower")
        first = view.point
        assert first is not None and next(active(building(app).lines)).item_id == first.id
        await form(pilot, "l", "The copier")
        await form(
            pilot,
            "d",
            "A room for the groups",
            "=enter",
            "4-4",
        )
        await until(pilot, lambda: "not decided" in words(view, "lower"))
        assert "a tie: 4 to 4" in words(view, "lower")
        await form(pilot, "t", "Copy the rubric", "=enter", "gray", "=enter", "+7")
        action = next(active(building(app).actions))
        assert (action.source, action.due) == ("meeting:1", TODAY + timedelta(7))
        assert "Gray Sample" in words(view, "lower")
        await pilot.press("f8")
        await until(pilot, lambda: building(app).agenda[first.id].done)
        assert view.point is not None and view.point.id != first.id
        assert view.listed("agenda").cursor == f"agenda/{view.point.id}"
        await form(pilot, "w", "We ended in time")
        await form(pilot, "minus", "Fewer points")
        await form(pilot, "c", "DLT", "=enter", "Two rooms are missing")
        await form(pilot, "E", "+14")
        meeting = building(app).meetings[1]
        assert meeting.ended and meeting.next_on == TODAY + timedelta(14)
        assert view.point is None
    kinds = sorted(line.kind for line in active(workspace(path).building.lines))
    assert kinds == ["delta", "note", "parking", "plus", "to"]


async def test_a_missing_quorum_is_not_decided(path: Path) -> None:
    """Two of eight are here: what they decide is not decided, with the reason."""
    space = workspace(path)
    space.do(partial(running.start_meeting, on=TODAY))
    people = on_day(space.building, TODAY).people
    space.do(partial(running.mark, meeting_id=1, who=dict.fromkeys(people[:2], "present")))
    async with held(path) as (_, _, view):
        here = view.query_one("#here")
        assert "Attendance  2 of 8" in str(here.border_title)
        assert "needs 5" in str(here.border_title)
    async with held(path, size=(120, 40)) as (app, pilot, view):
        assert "needs 5" in str(view.query_one("#here").border_title)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await typed(pilot, "Adopt the calendar")
        await pilot.press("enter")
        await typed(pilot, "consensus")
        assert isinstance(app.screen, FormScreen)
        said = "\n".join(str(w.content) for w in app.screen.query(".below"))  # type: ignore[attr-defined]
        assert "not decided: no quorum: 2 of 8 were present, 5 needed" in said
        await pilot.press("f10")
        await until(pilot, lambda: "not decided" in words(view, "lower"))


async def test_two_take_minutes_at_once(path: Path) -> None:
    """What the other writes appears within a second and a half, and the list keeps its place."""
    ben = workspace(path, "ben")
    ben.do(partial(running.start_meeting, on=TODAY))
    async with held(path, who="ana") as (_, pilot, view):
        await form(pilot, "n", "From Ana")
        ben.refresh()
        ben.do(partial(minutes_edits.add_line, meeting_id=1, kind="note", text="From Ben"))
        for _ in range(30):
            if "From Ben" in words(view, "lower"):
                break
            await pilot.pause(0.05)
        assert "From Ben" in words(view, "lower")
        assert "From Ana" in words(view, "lower")
        ben.refresh()
        ben.do(
            partial(minutes_edits.edit_line, seen=ben.building.lines[1], text="From Ana, mended")
        )
        await until(pilot, lambda: "mended" in words(view, "lower"))
        assert [row.split(" | ")[2] for row in listed(view, "lower")] == [
            "From Ana, mended",
            "From Ben",
        ]


async def test_s_begins_a_new_meeting_weeks_after_the_last_one(path: Path) -> None:
    """The next meeting is there, and not the last one, which is reopened only from itself."""
    space, later = workspace(path), TODAY - timedelta(14)
    space.do(partial(planning.move_meeting, meeting_id=1, to=later, why="earlier"))
    space.do(partial(running.start_meeting, on=later))
    space.do(partial(running.end_meeting, meeting_id=1))
    async with held(path) as (app, pilot, view):
        assert view.meeting is None and view.ahead is not None
        await pilot.press("left_square_bracket", "s")
        await until(pilot, lambda: not building(app).meetings[1].ended)
        await pilot.press("u")
        await until(pilot, lambda: building(app).meetings[1].ended)
        view._picked = None
        await pilot.press("s")
        await until(pilot, lambda: 2 in building(app).meetings)
        assert building(app).meetings[2].on == TODAY and building(app).meetings[1].ended


async def test_while_a_meeting_is_held_the_minutes_before_it_are_approved(path: Path) -> None:
    """V on the next meeting means the last one's minutes, as its agenda does."""
    space, later = workspace(path), TODAY + timedelta(14)
    space.do(partial(running.start_meeting, on=TODAY))
    space.do(partial(running.end_meeting, meeting_id=1))
    space.do(partial(planning.plan_meeting, on=later))
    space.do(partial(running.start_meeting, on=later))
    async with held(path) as (app, pilot, view):
        assert view.meeting is not None and view.meeting.id == 2
        await pilot.press("V")
        await until(pilot, lambda: type(app.screen).__name__ == "Confirm")
        await pilot.press("y")
        await until(pilot, lambda: building(app).meetings[1].approved_on is not None)
        assert building(app).meetings[2].approved_on is None and not building(app).meetings[2].ended


async def test_two_sessions_ask_how_the_meeting_was(path: Path) -> None:
    """What both put in adds up.

    Wrong digits stay in the form with a line; a low average opens an action about the meeting.
    """
    ben = workspace(path, "ben")
    ben.do(partial(running.start_meeting, on=TODAY))
    ask = ben.framework.self_check
    async with held(path, who="ana") as (app, pilot, view):
        await pilot.press("C")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        for wrong, says in (
            ("5", "“5” is not on the scale"),
            ("34421", "5 scores"),
            ("abc", "“a” is not on the scale"),
        ):
            app.focused.fill(wrong)  # type: ignore[union-attr]
            await pilot.press("f10")
            assert isinstance(app.screen, FormScreen)
            said = "\n".join(str(w.content) for w in app.screen.query(".below"))  # type: ignore[attr-defined]
            assert says in said
        ben.refresh()
        ben.do(
            partial(
                self_check_edits.answer,
                meeting_id=1,
                form=ask,
                counts=self_check_edits.read_sheets("3331 4431", ask),
            )
        )
        app.focused.fill("3 4 4 2")  # type: ignore[union-attr]
        await pilot.press("f10")
        await until(pilot, lambda: "3 answers" in words(view, "lower"))
        assert "deep reflection 1.33 (3)" in words(view, "lower")
        sheets = list(active(building(app).self_checks))
        assert [s.by for s in sheets] == [None, None]
        app.screen.set_focus(view.query_one("#lower", RecordList))
        await form(pilot, "enter", "Ask in pairs")
        assert [a.about for a in active(building(app).actions)] == ["meeting:1"]
        assert "action: Ask in pairs" in words(view, "lower")
        app.screen.set_focus(view.query_one("#lower", RecordList))
        view.query_one("#lower", RecordList).go("check/1")
        await pilot.press("x")
        await until(pilot, lambda: "self-check" not in words(view, "lower"))
        await pilot.press("u")
        await until(pilot, lambda: "self-check, 3 answers" in words(view, "lower"))


async def test_the_quick_line_writes_minutes(path: Path) -> None:
    """The line behind + takes the same words as `bltui add`."""
    workspace(path).do(partial(running.start_meeting, on=TODAY))
    async with held(path) as (app, pilot, view):
        for line in (
            "decision adopt it: 7 yes, 1 no",
            "park the copier",
            "here avery gray",
            "check 3442",
            "step 3 blocked: no room",
        ):
            await pilot.press("plus")
            await typed(pilot, line)
            await pilot.press("enter")
            await until(pilot, lambda: not app.bench.query("#typing"))
        assert "7 yes, 1 no" in words(view, "lower")
        assert "the copier" in words(view, "lower")
        assert str(view.query_one("#here").border_title).startswith("Attendance  2 of")
        assert "self-check, 1 answer" in words(view, "lower")


async def test_space_goes_through_presence(path: Path) -> None:
    """Here, late, excused, absent, left early, and here again."""
    workspace(path).do(partial(running.start_meeting, on=TODAY))
    async with held(path) as (app, pilot, view):
        app.screen.set_focus(view.query_one("#here", RecordList))
        for state in ("present", "late", "excused", "absent", "left", "present"):
            await pilot.press("space")
            await until(
                pilot, lambda s=state: [a.state for a in active(building(app).attendance)] == [s]
            )  # type: ignore[misc]


def test_a_line_has_its_time_on_the_day_of_the_meeting_and_else_its_day() -> None:
    """Minutes are looked at weeks later, and finished on the day after: both fit their column."""
    state: Any = SimpleNamespace(zone=UTC)
    meeting = meetings.Meeting(on=date(2026, 11, 3))
    at = datetime(2026, 11, 3, 15, 42, tzinfo=UTC).timestamp()
    formats.follow("us", (date(2026, 7, 1), date(2027, 6, 30)))
    assert meeting_list._when(state, meeting, at) == "3:42 PM"
    assert meeting_list._when(state, meeting, at + 20 * 86_400) == "Nov 23"


async def test_minutes_are_written_approved_and_amended(path: Path, tmp_path: Path) -> None:
    """The preview follows the building.

    The ending says the form; approved minutes take amendments only.
    """
    space = workspace(path)
    space.do(partial(running.start_meeting, on=TODAY))
    space.do(partial(minutes_edits.add_line, meeting_id=1, kind="note", text="Rooms [b] started"))
    space.do(partial(running.end_meeting, meeting_id=1))
    async with held(path) as (app, pilot, view):
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, PrintPreview))
        assert any(
            "Rooms [b] started" in plain(row.cells[0])
            for row in app.screen.query_one("#paper", RecordList).shown
        )
        for name in ("minutes.md", "minutes.html", "minutes.txt"):
            await pilot.press("w")
            await pilot.pause()
            app.screen._path.fill(str(tmp_path / name))  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(
                pilot,
                lambda n=name: (tmp_path / n).exists() and isinstance(app.screen, PrintPreview),
            )  # type: ignore[misc]
        assert "<html" in (tmp_path / "minutes.html").read_text("utf-8")
        assert "Rooms [b] started" in (tmp_path / "minutes.txt").read_text("utf-8")
        await pilot.press("escape", "V", "y")
        await until(pilot, lambda: building(app).meetings[1].approved_on == TODAY)
        await form(pilot, "W", "It was room 14")
        assert "amended | It was room 14" in words(view, "lower")
        told: list[str] = []
        app.tell = lambda text, role="said": told.append(text)  # type: ignore[method-assign]
        for key in "ndlhwcEarC":
            await pilot.press(key)
            assert app.screen is app.bench, key
        assert len(told) == 10 and all(
            "were approved on Mon, Nov 23. Add an amendment." in text for text in told
        )


async def test_home_shows_the_meeting_and_what_is_mine(path: Path) -> None:
    """The next meeting first; actions of whoever looks, where the account says who that is."""
    space = workspace(path)
    gray = next(p for p in active(space.building.people) if p.name == "Gray Sample")
    assert person_of(space.building, "gray") == gray.id
    assert person_of(space.building, "graysample") == gray.id
    assert person_of(space.building, "sample") is None
    space.do(partial(running.start_meeting, on=TODAY))
    space.do(
        partial(minutes_edits.promise, meeting_id=1, text="Copy it", owner_id=gray.id, due=TODAY)
    )
    space.do(partial(minutes_edits.promise, meeting_id=1, text="Not mine", owner_id=None))
    app = Bltui(
        workspace(path, "gray"), Settings(signs="unicode"), config=path.parent / "config.toml"
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        rows = app.bench.view.query_one("#next", RecordList)
        text = "\n".join(" ".join(plain(c) for c in row.cells) for row in rows.shown)
        assert (
            "is being held" in text
            and "To do" in text
            and "Copy it" in text
            and "Not mine" not in text
        )
        app.open(
            f"actions/{next(a.id for a in active(app.state.building.actions) if a.text == 'Copy it')}"
        )
        await until(pilot, lambda: isinstance(app.bench.view, Meeting))
        await until(pilot, lambda: "Copy it" in words(app.bench.view, "lower"))  # type: ignore[arg-type]


async def test_two_terminals_agree_on_the_clock_and_on_the_order(path: Path) -> None:
    ana = workspace(path)
    for title in ("Welcome", "Step 5", "Budget"):
        ana.do(partial(planning.add_item, meeting_id=1, title=title, minutes=10))
    ana.do(partial(running.start_meeting, on=TODAY, now=1000))
    async with held(path) as (app, pilot, view):
        now = [1061.0]
        app.now = lambda: now[0]
        assert view.clock == (61, False)  # since the meeting was begun in the other terminal
        await pilot.press("f7")
        await until(pilot, lambda: view.clock == (61, True))
        now[0] += 600
        ana.refresh()
        assert ana.building.meetings[1].clock == meetings.Clock(
            item_id=1, spent=61
        )  # the other one stands too
        await pilot.press("f7")
        await until(pilot, lambda: not view.clock[1])
        now[0] += 60
        assert view.clock == (121, False)
        await pilot.press("K", "J", "J")  # the first point cannot go up; two presses are two places
        await until(
            pilot,
            lambda: [row.partition(" | ")[2] for row in listed(view, "agenda")][2].startswith(
                "3 | Welcome"
            ),
        )
        assert view.query_one("#agenda", RecordList).cursor == "agenda/1" and view.point is not None
        await pilot.press("f8")
        await until(pilot, lambda: building(app).agenda[1].took == 2)
        assert view.point.title == "Step 5" and view.clock == (0, False)
        await pilot.press("u")
        await until(pilot, lambda: view.point is not None and view.point.title == "Welcome")
        assert view.clock == (121, False)


async def test_f8_without_an_agenda_item_says_why(path: Path) -> None:
    ana = workspace(path)
    async with held(path) as (app, pilot, view):
        told: list[str] = []
        app.tell = lambda text, role="said": told.append(text)  # type: ignore[method-assign]

        async def said(change: Any, *keys: str) -> str:
            if change is not None:
                ana.do(change)
                await until(pilot, lambda: app.state.gen == ana.version.gen)
            told.clear()
            await pilot.press(*keys)
            await until(pilot, lambda: bool(told))
            return told[-1]

        assert await said(None, "f8") == "The meeting has not started. Press s to start it."
        started = partial(running.start_meeting, on=TODAY, now=1000)
        assert await said(started, "f8") == "The agenda has no items. Press a to add one."
        ana.do(partial(planning.add_item, meeting_id=1, title="Welcome"))
        done = partial(planning.edit_item, seen=ana.building.agenda[1], done=True)
        for key in ("f8", "f7"):
            assert await said(done if key == "f8" else None, key) == (
                "Every agenda item is done. Press a to add one, or E to end the meeting."
            )
        view._picked = 1
        ended = partial(running.end_meeting, meeting_id=1, now=2000)
        assert await said(ended, "f8") == "The meeting has ended. No agenda item is timed."


async def test_ending_closes_the_point_with_the_clock_and_undo_opens_it_again(path: Path) -> None:
    ana = workspace(path)
    for title in ("Welcome", "Budget"):
        ana.do(partial(planning.add_item, meeting_id=1, title=title))
    ana.do(partial(running.start_meeting, on=TODAY, now=1000))
    async with held(path) as (app, pilot, view):
        app.now = lambda: 1300.0
        await form(pilot, "E")
        assert (building(app).agenda[1].done, building(app).agenda[1].took) == (True, 5)
        assert building(app).meetings[1].ended and not building(app).agenda[2].done
        await pilot.press("u")
        await until(pilot, lambda: not building(app).meetings[1].ended)
        assert not building(app).agenda[1].done and view.clock == (300, False)


async def test_the_form_of_a_decision_asks_only_what_its_way_needs(path: Path) -> None:
    """Tab and enter pass what is hidden; what was typed there is neither read nor lost."""
    workspace(path).do(partial(running.start_meeting, on=TODAY))
    async with held(path) as (app, pilot, _):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        screen = app.screen
        assert isinstance(screen, FormScreen)

        def keys() -> list[str]:
            fields = [row.field.key for row in screen.query(FieldRow) if row.display]
            assert fields == [field.key for field in screen.asked()]
            return fields[fields.index("method") + 1 : -3]

        await typed(pilot, "Adopt the calendar")
        assert keys() == []
        await pilot.press("tab", "tab", "tab", "tab", "tab")
        assert app.focused is screen.entry("method")
        await pilot.press("right", "right")
        assert keys() == ["scores"]
        await pilot.press("tab")
        await typed(pilot, "5 4 9")
        await pilot.press("shift+tab", "right", "tab")
        assert keys() == ["yes", "no", "abstain", "eligible", "unclear", "not_voting", "needs"]
        assert app.focused is screen.entry("yes")
        await typed(pilot, "7")
        await pilot.pause()
        assert "adopted" in str(
            screen.below["method"].content
        )  # the scores that cannot be read are not read
        await pilot.press("shift+tab", "left", "tab")
        assert (screen.entry("scores").raw, app.focused) == ("5 4 9", screen.entry("scores"))
        await pilot.press("f10")
        assert "a digit from 0 to 5" in str(screen.below["scores"].content)
        await pilot.press("shift+tab", "right", "f10")
        await until(pilot, lambda: app.screen is app.bench)
        made = next(active(building(app).decisions))
        assert (made.method, made.yes, made.scores) == ("vote", 7, ())


async def test_a_vote_is_three_lines_and_an_empty_one_is_asked_about(path: Path) -> None:
    """`d`, the text, Enter, `6-1`, Enter saves; a blank vote never slides past."""
    workspace(path).do(partial(running.start_meeting, on=TODAY))
    async with held(path) as (app, pilot, _):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        screen = app.screen
        assert isinstance(screen, FormScreen)
        await typed(pilot, "Buy the math kits")
        await pilot.press("enter", "enter")
        assert app.screen is screen and app.focused is screen.entry("vote")
        assert "How was it decided?" in str(screen.below["vote"].content)
        assert not list(active(building(app).decisions))
        await typed(pilot, "6-1")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.bench)
        made = next(active(building(app).decisions))
        assert (made.text, made.method, made.yes, made.no) == ("Buy the math kits", "vote", 6, 1)


async def test_a_roll_call_walks_the_attendance_list_by_single_keys(path: Path) -> None:
    space = workspace(path)
    space.do(partial(running.start_meeting, on=TODAY))
    people = on_day(space.building, TODAY).people
    space.do(partial(running.mark, meeting_id=1, who=dict.fromkeys(people[:6], "present")))
    async with held(path) as (app, pilot, _):
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        screen = app.screen
        assert isinstance(screen, FormScreen)
        names = sorted(building(app).people[p].name for p in people[:6])
        await typed(pilot, "Buy the math kits")
        await pilot.press("tab", "tab")
        await typed(pilot, names[0].split()[0].lower())
        await pilot.press("tab", "tab")
        await typed(pilot, "yy")
        assert f"Next: {names[2]}" in str(screen.below["roll"].content)
        await typed(pilot, "nyay")
        await pilot.press("f10")
        await until(pilot, lambda: app.screen is app.bench)
        made = next(active(building(app).decisions))
        assert (made.yes, made.no, made.abstain, len(made.roll)) == (4, 1, 1, 6)
        assert building(app).people[made.moved_id].name == names[0]
        assert [b.vote for b in made.roll] == ["yes", "yes", "no", "yes", "abstain", "yes"]
