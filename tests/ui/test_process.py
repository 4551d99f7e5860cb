"""A group's process in the Meeting view: its list, its forms, and the page of all groups."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.meetings import process, process_edits, running
from bltui.domain.model.errors import UserError
from bltui.domain.model.process_steps import ProcessNote, ProcessResult
from bltui.framework import load_framework
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.meeting import process_form
from bltui.ui.screens.print_preview import PrintPreview
from bltui.workspace import Workspace

from .pressing import typed, until, words
from .test_meeting import TODAY, held, path, workspace  # noqa: F401

KNOWN = load_framework("south-dakota").process


@pytest.fixture
def space(path: Path) -> Workspace:  # noqa: F811
    """The sample building, with a meeting of group 2 that is being held."""
    found = workspace(path)
    found.do(partial(running.start_meeting, on=TODAY, team="cwg:2"))
    return found


def _meeting(space: Workspace) -> Any:
    return next(m for m in space.building.meetings.values() if m.team == "cwg:2")


def _save(space: Workspace, form: Form, **said: str) -> None:
    """Save a form with these texts; the others stay as they are shown."""
    values = {f.key: f.parse(said.get(f.key, f.to_text(f.value))) for f in form.fields}
    assert set(said) <= set(values), "no such field"
    assert form.build is not None
    space.do(form.build(values, form.seen))


def _basis(space: Workspace) -> FormContext:
    return FormContext(space.building, space.framework, space.today)


def test_a_step_form_writes_and_then_changes_it(space: Workspace) -> None:
    meeting = _meeting(space)
    make = partial(process_form.step_form, meeting=meeting, called="CWG #2")
    _save(space, make(_basis(space)), step="5", text="Exit tickets", adults="Model")
    form = make(_basis(space))
    with pytest.raises(UserError, match="written already"):
        _save(space, form, step="5", text="Other words")
    assert "5" not in dict(form.fields[0].choices)  # type: ignore[attr-defined]
    with pytest.raises(UserError, match="Nothing is written"):
        _save(space, form)
    seen = process.note_at(space.building, meeting.id, 5)
    assert seen is not None
    _save(space, make(_basis(space), seen=seen), students="Explain", adults="")
    now = process.note_at(space.building, meeting.id, 5)
    assert isinstance(now, ProcessNote)
    assert (now.text, now.adults, now.students) == ("Exit tickets", "", "Explain")


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("3 5 12", {"advanced": 3, "proficient": 5, "below": 12}),
        ("Advanced 3, below: 12", {"advanced": 3, "below": 12}),
        ("3 adv, 12 below", {"advanced": 3, "below": 12}),
        ("", {}),
    ],
)
def test_levels_are_typed_on_one_line(space: Workspace, line: str, counts: dict[str, int]) -> None:
    form = process_form.result_form(_basis(space), _meeting(space), "CWG #2")
    _save(space, form, step="6", group="All", when="pre", tested="20", counts=line)
    (result,) = process.results_of(space.building, _meeting(space).id)
    assert (result.counts, result.tested, result.step) == (counts, 20, 6)


@pytest.mark.parametrize("line", ["3 5", "3 5 12 1", "expert 3", "3 5 13", "advanced 21", "words"])
def test_levels_that_are_wrong_are_refused(space: Workspace, line: str) -> None:
    form = process_form.result_form(_basis(space), _meeting(space), "CWG #2")
    with pytest.raises(UserError):
        _save(space, form, step="6", group="All", when="pre", tested="20", counts=line)
    assert not process.results_of(space.building, _meeting(space).id)


def test_a_result_form_shows_percentages_while_typing(space: Workspace) -> None:
    form = process_form.result_form(_basis(space), _meeting(space), "CWG #2")
    raw = {field.key: field.to_text(field.value) for field in form.fields}
    assert raw["tested"] == ""
    assert form.reads is not None and form.reads(raw) == {}
    shown = form.reads({**raw, "tested": "20", "counts": "below 12"})
    assert shown == {"counts": "Below 12 (60%), 8 in no level"}
    assert "add up to 21" in form.reads({**raw, "tested": "20", "counts": "3 5 13"})["counts"]


def test_a_result_is_corrected_but_never_twice_the_same(space: Workspace) -> None:
    meeting = _meeting(space)
    count = partial(process_edits.count, meeting_id=meeting.id, step=6, known=KNOWN, group="All")
    for when in ("pre", "post"):
        space.do(partial(count, when=when, tested=20, counts={"below": 12}))
    first, _ = process.results_of(space.building, meeting.id)
    form = process_form.result_form(_basis(space), meeting, "CWG #2", seen=first)
    _save(space, form, tested="30", counts="below 3")
    now = space.building.process_results[first.id]
    assert isinstance(now, ProcessResult) and (now.tested, now.counts) == (30, {"below": 3})
    form = process_form.result_form(_basis(space), meeting, "CWG #2", seen=now)
    with pytest.raises(UserError, match="already"):
        _save(space, form, when="post")
    with pytest.raises(UserError, match="add up"):
        _save(space, form, counts="3 5 12")


async def test_the_process_is_written_by_keys(space: Workspace) -> None:
    number = _meeting(space).id
    async with held(Path(space.file.path)) as (app, pilot, view):
        view._picked = number
        view.show(app.state)
        await pilot.press("v")
        rows = words(view, "lower")
        assert [row.split(" | ")[1] for row in rows] == ["4", "5", "6", "7"]
        await pilot.press("down", "o")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert app.screen.form.title.startswith("Step 5: ")
        await typed(pilot, "Exit tickets")
        await pilot.press("f10")
        await until(pilot, lambda: app.screen is app.bench)
        await until(pilot, lambda: any("Exit tickets" in row for row in words(view, "lower")))
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert app.screen.text()["step"] == "5"
        await typed(pilot, "All")
        await pilot.press("tab", "tab")
        await typed(pilot, "20")
        await pilot.press("tab")
        await typed(pilot, "3 5 12")
        await pilot.press("f10")
        await until(pilot, lambda: any("Below 12 (60%)" in row for row in words(view, "lower")))
        await pilot.press("X")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("tab")
        await typed(pilot, "Time")
        await pilot.press("f10")
        await until(
            pilot, lambda: any("stopped here, needs: Time" in r for r in words(view, "lower"))
        )
        view.listed("lower").go(view.listed("lower").ids[2])
        await pilot.press("x")
        await until(pilot, lambda: not any("Below" in row for row in words(view, "lower")))


async def test_what_has_no_process_says_so(path: Path) -> None:  # noqa: F811
    async with held(path) as (app, pilot, view):
        for key in ("o", "R", "X"):
            await pilot.press(key)
            await until(pilot, lambda: "not a group's meeting" in app.bench.bottom.text(0))
        await pilot.press("v")
        assert view._lower == "open"


async def test_the_page_of_all_groups_is_in_the_palette(space: Workspace) -> None:
    async with held(Path(space.file.path)) as (app, pilot, view):
        view.groups_dlt()
        await until(
            pilot, lambda: isinstance(app.screen, PrintPreview) and bool(app.screen.query("#paper"))
        )
        await until(pilot, lambda: any("for the DLT" in r for r in words(app.screen, "paper")))
