"""The Steps view as a person meets it in a meeting: keys pressed, the building asked, then the
screen.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bltui.domain.model.steps import StepState
from bltui.domain.model.work_groups import cycles_of
from bltui.domain.steps.current_state import state_of
from bltui.domain.steps.edits import set_step
from bltui.domain.steps.evidence import add_evidence
from bltui.ui.app import Bltui
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.registry import VIEWS
from bltui.ui.screens.steps.view import Steps
from bltui.ui.widgets.record_list import RecordList
from tests.ui.pressing import form, until, words


@asynccontextmanager
async def steps(
    opened: Any, size: tuple[int, int] = (120, 40), **more: Any
) -> AsyncIterator[tuple[Bltui, Any, Steps]]:
    """The app on the Steps view."""
    async with opened(size=size, **more) as (app, pilot):
        await pilot.press("4")
        await pilot.pause()
        assert isinstance(app.bench.view, Steps)
        yield app, pilot, app.bench.view


def at(view: Any, name: str, row: str) -> None:
    """Put the cursor on a row of a list that has the keys then."""
    view.turn_to(name)
    assert view.query_one(f"#{name}", RecordList).go(row), row
    view._detail(view.services.state)


def shows(app: Bltui, place: str) -> bool:
    return bool(place == app.bench.view.KEY)


def own(app: Bltui, step: int, board: Any = "building") -> StepState:
    found = state_of(app.state.building, board, step, "2026-27")
    assert found is not None
    return found


async def test_the_board_the_matrix_and_the_district_are_shown(opened: Any) -> None:
    async with steps(opened) as (_app, _pilot, view):
        board = words(view, "building")
        assert len(board) == 8
        assert board[0].startswith("1 | Form BLT, set calendar | ✓ done | Avery Sample")
        assert "● in progress" in board[4]
        assert "3 of 8 done" in str(view.query_one("#building", RecordList).border_title)
        first = words(view, "matrix")[0]
        assert first.startswith("#1 Primary reading | 2 | ✓") and "● " in first
        assert "6 of 9 done" in str(view.query_one("#district", RecordList).border_title)
        assert len(view.query_one("#district", RecordList).ids) == 9
        assert any("Reconstructed" in line for line in words(view, "district"))
        assert "Why as a team" not in words(view, "detail")
        at(view, "building", "building/3")
        assert "Why as a team" in words(view, "detail")


async def test_one_key_moves_a_step_and_another_back(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "building", "building/8")
        await pilot.press("space")
        await until(pilot, lambda: own(app, 8).status == "in_progress")
        assert "● in progress" in words(view, "building")[7]
        await pilot.press("backspace")
        await until(pilot, lambda: own(app, 8).status == "not_started")
        await pilot.press("u")
        await until(pilot, lambda: own(app, 8).status == "in_progress")


async def test_blocked_asks_for_the_reason(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "building", "building/8")
        await pilot.press("b")
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        assert app.screen is not app.bench, "a block without a reason was saved"
        await form(pilot, app, reason="waiting for data")
        assert (own(app, 8).status, own(app, 8).reason) == ("blocked", "waiting for data")
        assert "! blocked" in words(view, "building")[7]
        assert any("waiting for data" in line for line in words(view, "detail"))


async def test_due_day_owner_and_note_are_set(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "building", "building/8")
        await pilot.press("d")
        await form(pilot, app, due="2027-05-08")
        await pilot.press("w")
        await form(pilot, app, owner_id="Emery Sample")
        await pilot.press("o")
        await form(pilot, app, note="Ask in April")
        found = own(app, 8)
        assert (found.due, found.note) == (date(2027, 5, 8), "Ask in April")
        assert app.state.building.people[found.owner_id or 0].name == "Emery Sample"


async def test_the_checklist_is_ticked_with_space(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "building", "building/8")
        view.turn_to("detail")
        await pilot.pause()
        tick = next(
            row for row in view.query_one("#detail", RecordList).ids if row.startswith("tick/")
        )
        view.query_one("#detail", RecordList).go(tick)
        await pilot.press("space")
        await until(pilot, lambda: tick.removeprefix("tick/") in own(app, 8).ticks)
        assert words(view, "building")[7].endswith("1 of 5")
        assert own(app, 8).status == "not_started", "ticking moved the step too"


async def test_evidence_is_noted_edited_and_removed(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "building", "building/8")
        await pilot.press("i")
        await form(
            pilot,
            app,
            title="Answers of March",
            location="https://example.org/a",
            subgroup="grade 3",
        )
        found = next(
            e for e in app.state.building.evidence.values() if e.title == "Answers of March"
        )
        assert (found.step, found.subgroup, found.board) == (8, "grade 3", "building")
        at(view, "detail", f"evidence/{found.id}")
        await pilot.press("e")
        await form(pilot, app, title="Answers of April")
        assert app.state.building.evidence[found.id].title == "Answers of April"
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("enter", "x", "y")
        await until(pilot, lambda: app.state.building.evidence[found.id].archived)


async def test_a_cycle_is_taken_on_closed_and_comes_round_again(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "matrix", "cwgs/1")
        assert any("Cycle 2" in line for line in words(view, "detail"))
        await pilot.press("space")
        await until(pilot, lambda: cycles_of(app.state.building, 1)[-1].step == 7)
        await pilot.press("space")
        await form(
            pilot,
            app,
            outcome="adjust",
            learned="Shorter texts",
            evidence="student work: six answers",
        )
        closed, new = cycles_of(app.state.building, 1)[-2:]
        assert (closed.outcome, new.number, new.step, new.carried) == (
            "adjust",
            3,
            4,
            "Shorter texts",
        )
        assert any(
            e.cycle_id == closed.id and e.kind == "student_work"
            for e in app.state.building.evidence.values()
        )
        # What the closed cycle lacked is still noted, from the same line.
        await pilot.press("i")
        await form(pilot, app, title="Late quiz", cycle_id=str(closed.id))
        late = next(e for e in app.state.building.evidence.values() if e.title == "Late quiz")
        assert (late.cycle_id, late.step) == (closed.id, 6)
        await pilot.press("c")
        await form(pilot, app, evidence="literature: chapter 4")
        assert cycles_of(app.state.building, 1)[-1].step == 5
        await pilot.press("backspace")
        await until(pilot, lambda: cycles_of(app.state.building, 1)[-1].step == 4)


async def test_a_group_without_a_cycle_opens_one_and_may_stop_it(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        at(view, "matrix", "cwgs/4")
        await pilot.press("c")
        await form(pilot, app, strategy_id="2")
        (cycle,) = cycles_of(app.state.building, 4)
        assert (cycle.number, cycle.step, cycle.strategy_id) == (1, 4, 2)
        await pilot.press("X")
        await form(pilot, app)
        assert cycles_of(app.state.building, 4)[0].outcome == "stop"


async def test_the_context_is_set_on_the_districts_board(opened: Any, empty_file: Path) -> None:
    async with steps(opened, path=empty_file) as (app, pilot, view):
        assert any("context is not set" in line for line in words(view, "district"))
        at(view, "district", "district/0")
        await pilot.press("space")
        await form(pilot, app, who="Sample Superintendent", text="One aim for all")
        assert own(app, 0, "district").who == "Sample Superintendent"
        assert not any("context is not set" in line for line in words(view, "district"))


async def test_enter_goes_where_the_work_of_a_step_is_done(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        for step, place in ((1, "team"), (3, "cwgs"), (2, "plan")):
            at(view, "building", f"building/{step}")
            await pilot.press("enter")
            await until(pilot, partial(shows, app, place))
            await pilot.press("4")
            await pilot.pause()


async def test_home_opens_what_is_late_here_and_says_why(opened: Any) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        finding = next(f for f in app.state.findings if f.rule == "STP-01")
        app.open(f"finding/{finding.rule}/{finding.subject}/3")
        await until(pilot, lambda: isinstance(app.screen, Explain))
        assert app.bench.view.KEY == "steps"
        view = app.bench.view
        assert isinstance(view, Steps) and view.at == ("district", 7)
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)


async def test_home_says_where_the_steps_stand_and_which_are_late(opened: Any) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        home = app.bench.view
        assert "Steps done | 3 of 8" in words(home, "team")
        assert not any(line.startswith("Late step") for line in words(home, "team"))
        fixed = {"framework": app.state.framework, "year": "2026-27", "today": app.state.today}
        app.submit(partial(set_step, step=8, due=date(2026, 11, 1), **fixed))
        await until(pilot, lambda: "Late step | ! 8 Gather feedback" in words(home, "team"))


async def test_records_of_the_year_open_here(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        assert view.open_record("cycles/3") and view.group is not None and view.group.number == 2
        evidence = next(e for e in app.state.building.evidence.values() if e.step == 6)
        assert view.open_record(f"evidence/{evidence.id}")
        await pilot.pause()
        assert view.at == ("building", 6)
        assert view.line == f"evidence/{evidence.id}"
        assert not view.open_record("steps/999")


async def test_each_panel_stands_alone_in_a_small_terminal(opened: Any) -> None:
    async with steps(opened, size=(64, 20)) as (_app, pilot, view):
        seen = [
            name
            for name in ("building", "matrix", "district", "detail")
            if view.query_one(f"#{name}").region.area
        ]
        assert seen == ["building", "matrix"]
        await pilot.press("v", "v")
        await pilot.pause()
        assert (
            view.query_one("#district").region.area and not view.query_one("#building").region.area
        )
        await pilot.press("v")
        await pilot.pause()
        assert view.query_one("#detail").region.area and not view.query_one("#matrix").region.area


async def test_words_are_found_and_text_is_literal(opened: Any) -> None:
    async with steps(opened) as (app, pilot, view):
        text = "[red]A[/] \x1b[2J [/b]"
        app.submit(
            lambda b: add_evidence(
                b,
                framework=app.state.framework,
                title=text,
                step=1,
                year="2026-27",
                on=app.state.today,
                today=app.state.today,
            )
        )
        await until(pilot, lambda: any("[red]A[/]" in line for line in words(view, "detail")))
        screen = "\n".join(
            "".join(s.text for s in line) for line in app.screen._compositor.render_strips()
        )
        assert "[red]A[/]" in screen and "\x1b" not in screen
        assert view.find("fractions").startswith(("0 of", "1 of"))
        assert view.find("grades 4 and 5 math").startswith("1 of")


def test_the_foot_fits_a_narrow_terminal() -> None:
    for key in ("steps", "plan"):
        view = next(place for place in VIEWS if place.key == key).load()
        known = {c.id: c for c in view.OFFERS}
        shown = {"undo": ("u", "Undo")}
        foot = [shown.get(c) or (known[c].keys[0], known[c].title) for c in view.FOOT]
        length = (
            1
            + len("? Help  ")
            + sum(len(f"{k} {title}  ") for k, title in foot)
            + len("^p commands ")
        )
        assert length <= 80, (key, length)
