"""Two people change the same field: both versions in full at every size, and whatever is kept is
saved exactly.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from bltui.clock import saved_at
from bltui.domain.model import editing
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.record import Record, active
from bltui.domain.model.text import PROSE
from bltui.domain.team.staff_edits import add_person
from bltui.places import drafts_folder
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.conflict_dialog import ConflictDialog, VersionsRow
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.team.person_form import person_form
from bltui.ui.dialogs.team.term_form import term_form
from bltui.ui.formatting import UNICODE
from bltui.workspace import Workspace
from tests.ui.conftest import NOW, TODAY
from tests.ui.drafting import written
from tests.ui.pressing import until

CHICAGO = ZoneInfo("America/Chicago")
SIZES = [(60, 16), (80, 24), (120, 40)]


def as_(who: str, path: Path) -> Workspace:
    """The building as somebody opens it."""
    return Workspace(BuildingFile(path, Author(who, 1000), now=lambda: NOW), today=lambda _: TODAY)


def put(space: Workspace, record: Record, table: str, **fields: Any) -> None:
    """Somebody saves fields of a record."""

    def change(building: Any) -> Change:
        draft = ChangeBuilder(building)
        draft.put(table, record.id, **fields)
        return draft.change("changed")

    space.do(change)


def basis(space: Workspace) -> FormContext:
    return FormContext(space.building, space.framework, TODAY)


@asynccontextmanager
async def form_on(
    path: Path,
    make: Callable[[FormContext], Form],
    size: tuple[int, int] = (80, 24),
    signs: str = "unicode",
) -> AsyncIterator[tuple[Bltui, Pilot[Any], FormScreen]]:
    """A form that is open."""
    space = as_("ana", path)
    app = Bltui(space, Settings(signs=signs), config=path.parent / "config.toml")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.load_css("forms.tcss")
        form = FormScreen(make(basis(space)))
        app.push_screen(form)
        await pilot.pause()
        yield app, pilot, form


async def conflict(app: Bltui, pilot: Pilot[Any]) -> ConflictDialog:
    """Save, and wait for the dialog."""
    await pilot.press("f10")
    await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
    await pilot.pause()
    assert isinstance(app.screen, ConflictDialog)
    return app.screen


async def saved(app: Bltui, pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: len(app.screen_stack) == 1)


def lines(app: Bltui) -> list[str]:
    return [
        "".join(s.text for s in strip if not s.control)
        for strip in app.screen._compositor.render_strips()
    ]


def person_of(space: Workspace) -> Any:
    return next(iter(active(space.building.people)))


def edit(path: Path, person: Any, **fields: Any) -> None:
    """Kim changes a person."""
    as_("Kim Lee", path).do(partial(editing.edit, today=TODAY, seen=person, **fields))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 12, 1, 15, 41, tzinfo=CHICAGO), "at 3:41 PM"),
        (datetime(2026, 12, 1, 0, 5, tzinfo=CHICAGO), "at 12:05 AM"),
        (datetime(2026, 12, 1, 12, 0, tzinfo=CHICAGO), "at 12:00 PM"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=CHICAGO), "on Mon, Nov 30, 2026 at 11:59 PM"),
    ],
)
def test_the_time_is_that_of_the_building(at: datetime, words: str) -> None:
    assert saved_at(at.timestamp(), CHICAGO, date(2026, 12, 1)) == words


@pytest.mark.parametrize(
    ("size", "signs"), [*((size, "unicode") for size in SIZES), (SIZES[0], "ascii")]
)
async def test_every_word_of_both_versions_can_be_read(
    sample_file: Path, size: tuple[int, int], signs: str
) -> None:
    """Several thousand characters in several lines, and another field besides."""
    theirs = "\n".join(" ".join(f"word{n}x{line}" for n in range(30)) for line in range(9))
    mine = theirs.replace("word15x4", "other15x4").replace("word3x8", "word3x8 more")
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person), size, signs) as (
        app,
        pilot,
        form,
    ):
        edit(sample_file, person, notes=theirs, title="Grade 3 teacher")
        form.entry("notes").fill(mine)
        form.entry("title").fill("Grade 2 teacher")
        dialog = await conflict(app, pilot)
        assert str(dialog.query_one(".conflict").border_title) == "Changed by Kim Lee at 9:42 AM"
        seen: list[str] = []
        for _ in range(200):
            now = lines(app)
            assert "Save  F10" in "\n".join(now) and "Edit  Esc" in "\n".join(now), (
                "the way out is always in sight"
            )
            seen += now
            fields = dialog.query_one(".fields", VerticalScroll)
            if fields.scroll_offset.y >= fields.max_scroll_y:
                break
            await pilot.press("pagedown")
            await pilot.pause(0.05)
        said = "\n".join(seen)
        for word in {*theirs.split(), *mine.split()}:
            assert word in said
        for mark in (
            "[word15x4]",
            "[other15x4]",
            "[more]",
            "Grade [2] teacher",
            "Grade [3] teacher",
        ):
            assert mark in said
        for choice in (
            "( ) t  Keep theirs (saved by Kim Lee at 9:42 AM)",
            "( ) m  Keep mine",
            "( ) b  Keep both",
        ):
            assert choice in said
        if signs == "ascii":
            left = {
                c for line in seen for c in re.sub(r"[\u2580-\u259f]", "", line) if not c.isascii()
            }
            assert not left & set("“”…▂✓●○–›━┃┏┓┗┛")


async def test_both_texts_are_kept(sample_file: Path) -> None:
    """Several lines get a blank line between them, one line a slash; each text is whole."""
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person)) as (app, pilot, form):
        edit(sample_file, person, notes="Theirs [b]\nin two lines", title="Their words")
        form.entry("notes").fill("Mine, also\n\nwith a gap")
        form.entry("title").fill("My words")
        await conflict(app, pilot)
        await pilot.press("b", "b", "f10")
        await saved(app, pilot)
        now = app.state.building.people[person.id]
        assert now.notes == "Theirs [b]\nin two lines\n\nMine, also\n\nwith a gap"
        assert now.title == "Their words / My words"
        assert not list(drafts_folder().glob("*"))


async def test_both_that_are_too_long_go_back_to_the_form(sample_file: Path) -> None:
    """Said before and after.

    Nothing is cut, and what is left after shortening is saved without asking again.
    """
    person = person_of(as_("ana", sample_file))
    theirs, mine = "theirs " * 400 + "end", "mine " * 400 + "end"
    async with form_on(sample_file, lambda b: person_form(b, person)) as (app, pilot, form):
        edit(sample_file, person, notes=theirs)
        form.entry("notes").fill(mine)
        dialog = await conflict(app, pilot)
        both = f"{theirs}\n\n{mine}"
        (row,) = dialog.query(VersionsRow)
        assert f"is too long: {len(both):,} characters" in row.versions.too_long
        await pilot.press("end", "b", "f10")
        await until(pilot, lambda: app.screen is form)
        await pilot.pause(0.1)
        assert form.text()["notes"] == both
        assert app.focused is form.entry("notes")
        assert f"at most {PROSE:,}" in form.wrong["notes"]
        form.entry("notes").fill(both[:PROSE].strip())
        await pilot.press("f10")
        await saved(app, pilot)
        assert app.state.building.people[person.id].notes == both[:PROSE].strip()


async def test_nothing_is_chosen_by_f10_alone(sample_file: Path) -> None:
    """Enter and an impatient F10 choose nothing.

    The field without a choice is named and has the keys.
    """
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person)) as (app, pilot, form):
        edit(sample_file, person, notes="theirs", title="Their words")
        form.entry("notes").fill("mine")
        form.entry("title").fill("My words")
        dialog = await conflict(app, pilot)
        await pilot.press("f10", "enter")
        assert app.screen is dialog
        await pilot.press("m", "f10")
        assert app.screen is dialog
        assert isinstance(app.focused, VersionsRow) and app.focused.versions.field.key == "notes"
        assert "Choose what to keep for Notes: t, m, b." in "\n".join(lines(app))
        await pilot.press("shift+tab", "t", "t", "f10")
        await saved(app, pilot)
        now = app.state.building.people[person.id]
        assert (now.title, now.notes) == ("Their words", "theirs")


async def test_a_click_chooses(sample_file: Path) -> None:
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person)) as (app, pilot, form):
        edit(sample_file, person, title="Their words", notes="theirs")
        form.entry("title").fill("My words")
        form.entry("notes").fill("mine")
        dialog = await conflict(app, pilot)
        title, notes = dialog.query(VersionsRow)
        options = list(title.query("Option"))
        await pilot.click(options[1])
        assert (title.kept, notes.kept) == ("mine", None)
        notes.focus()
        await pilot.click(options[0])
        assert (title.kept, notes.kept) == ("theirs", None), "a click is for the field that it hits"


async def test_a_third_change_asks_again(sample_file: Path) -> None:
    """Choices made in between are kept, and a draft holds the text while the dialog is open."""
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person)) as (app, pilot, form):
        edit(sample_file, person, notes="second", title="Their words")
        form.entry("notes").fill("mine")
        form.entry("title").fill("My words")
        await conflict(app, pilot)
        second = as_("Bo Ray", sample_file).building.people[person.id]
        as_("Bo Ray", sample_file).do(
            partial(editing.edit, today=TODAY, seen=second, notes="third")
        )
        await pilot.press("t", "b", "f10")
        await until(
            pilot,
            lambda: isinstance(app.screen, ConflictDialog) and "Bo Ray" in "\n".join(lines(app)),
        )
        (row,) = app.screen.query(VersionsRow)
        assert (row.versions.theirs, row.versions.mine) == ("third", "second\n\nmine")
        await written(pilot, "mine")
        await pilot.press("escape")
        assert form.text()["notes"] == "second\n\nmine"
        await conflict(app, pilot)
        await pilot.press("m", "f10")
        await saved(app, pilot)
        now = app.state.building.people[person.id]
        assert (now.title, now.notes) == ("Their words", "second\n\nmine")


async def test_each_field_says_who_changed_it(sample_file: Path) -> None:
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person), (120, 40)) as (
        app,
        pilot,
        form,
    ):
        edit(sample_file, person, notes="theirs")
        second = as_("Bo Ray", sample_file).building.people[person.id]
        as_("Bo Ray", sample_file).do(
            partial(editing.edit, today=TODAY, seen=second, title="Their words")
        )
        form.entry("notes").fill("mine")
        form.entry("title").fill("My words")
        dialog = await conflict(app, pilot)
        assert (
            str(dialog.query_one(".conflict").border_title)
            == "Changed by Bo Ray and Kim Lee at 9:42 AM"
        )
        assert [row.versions.who for row in dialog.query(VersionsRow)] == ["Bo Ray", "Kim Lee"]


# -- every kind of field ---------------------------------------------------------------------------


async def test_theirs_is_taken_as_it_was_saved(sample_file: Path) -> None:
    """A choice, a date, a person who came on the list after the form opened, and a text.

    And none of them as mine.
    """
    space = as_("ana", sample_file)
    term = next(m for m in active(space.building.memberships) if m.status == "active" and m.end)
    async with form_on(sample_file, lambda b: term_form(b, term), (120, 40)) as (app, pilot, form):
        kim = as_("Kim Lee", sample_file)
        kim.do(partial(add_person, name="Sample Newcomer"))
        new = max(kim.building.people)
        their = {
            "end": date(2028, 6, 30),
            "status": "on_leave",
            "substitute_person_id": new,
            "notes": "theirs",
        }
        kim.do(partial(editing.edit, today=TODAY, seen=term, **their))
        mine = next(p for p in active(space.building.people) if p.id != term.person_id)
        for key, raw in {
            "end": "2029-06-30",
            "status": "ended",
            "substitute_person_id": mine.name,
            "notes": "mine",
        }.items():
            form.entry(key).fill(raw)
        await conflict(app, pilot)
        text = "\n".join(
            str(version.content) for version in app.screen.query(".version").results(Static)
        )
        for words in (
            "[Fri], Jun 30, [2028]",
            "[Sat], Jun 30, [2029]",
            "[on leave]",
            "[ended early]",
            "Sample [Newcomer]",
            "[theirs]",
            "[mine]",
        ):
            assert words in text
        await pilot.press("t", "t", "t", "t", "f10")
        await saved(app, pilot)
        now = app.state.building.memberships[term.id]
        assert {key: getattr(now, key) for key in their} == their


async def test_several_fields_of_a_record_in_one_field_of_the_form(sample_file: Path) -> None:
    """When a group meets is one phrase: theirs is said as a phrase, and mine replaces all of it."""
    from bltui.ui.cwg_selection import Picture
    from bltui.ui.dialogs.cwgs.series_form import series_form
    from bltui.ui.state import look

    space = as_("ana", sample_file)
    series = next(s for s in active(space.building.series) if s.team == "cwg")
    group = space.building.cwgs[series.cwg_id or 0]
    made = series_form(Picture(look(space, signs=UNICODE)), group, series)
    async with form_on(sample_file, lambda _: made) as (app, pilot, form):
        put(as_("Kim Lee", sample_file), series, "series", room="Room 9")
        form.entry("phrase").fill(
            re.sub("(,? room .*)?$", " room 12", form.text()["phrase"], count=1)
        )
        dialog = await conflict(app, pilot)
        (row,) = dialog.query(VersionsRow)
        assert (
            row.versions.field.label == "Meets"
            and "9" in row.versions.theirs
            and "b" not in row.choices
        )
        await pilot.press("b")
        assert row.kept is None
        await pilot.press("m", "f10")
        await saved(app, pilot)
        assert "12" in app.state.building.series[series.id].room


async def test_one_field_of_a_record_in_two_fields_of_the_form(sample_file: Path) -> None:
    """A baseline has a value and a day: only what differs is asked."""
    from bltui.ui.dialogs.plan.indicator_form import indicator_form

    indicator = next(i for i in active(as_("ana", sample_file).building.indicators) if i.baseline)
    base = indicator.baseline
    assert base is not None
    async with form_on(sample_file, lambda b: indicator_form(b, indicator)) as (app, pilot, form):
        put(
            as_("Kim Lee", sample_file),
            indicator,
            "indicators",
            baseline=msgspec.structs.replace(base, value=base.value + 1),
        )
        form.entry("baseline").fill(f"{base.value + 2:g}")
        dialog = await conflict(app, pilot)
        (row,) = dialog.query(VersionsRow)
        assert (row.versions.theirs, row.versions.mine) == (
            f"{base.value + 1:g}",
            f"{base.value + 2:g}",
        )
        await pilot.press("t", "f10")
        await saved(app, pilot)
        now = app.state.building.indicators[indicator.id].baseline
        assert now == msgspec.structs.replace(base, value=base.value + 1)


async def test_a_step_that_two_people_move(sample_file: Path) -> None:
    """The reason that was typed is saved with the status that is kept."""
    from bltui.ui.dialogs.steps.step_form import status_form

    step = next(
        s for s in active(as_("ana", sample_file).building.steps) if s.status == "in_progress"
    )
    async with form_on(sample_file, lambda b: status_form(b, step.board, step.step)) as (
        app,
        pilot,
        form,
    ):
        put(as_("Kim Lee", sample_file), step, "steps", status="not_started")
        form.entry("to").fill("blocked")
        form.entry("reason").fill("No room yet")
        await conflict(app, pilot)
        await pilot.press("m", "f10")
        await saved(app, pilot)
        now = app.state.building.steps[step.id]
        assert (now.status, now.reason) == ("blocked", "No room yet")


async def test_a_link_to_what_was_added_after_the_form_opened(sample_file: Path) -> None:
    """Theirs names a group and a goal that the form does not offer yet: neither is dropped."""
    from bltui.domain.groups.edits import add_group
    from bltui.ui.dialogs.plan.strategy_form import strategy_form

    strategy = next(iter(active(as_("ana", sample_file).building.strategies)))
    async with form_on(sample_file, lambda b: strategy_form(b, strategy)) as (app, pilot, form):
        kim = as_("Kim Lee", sample_file)
        kim.do(partial(add_group, name="New group", structure="horizontal"))
        new = max(kim.building.cwgs)
        put(kim, strategy, "strategies", cwg_ids=(new, *strategy.cwg_ids))
        form.entry("cwg_ids").fill("")
        await conflict(app, pilot)
        await pilot.press("t", "f10")
        await saved(app, pilot)
        assert app.state.building.strategies[strategy.id].cwg_ids == (new, *strategy.cwg_ids)


async def test_what_the_form_no_longer_asks_is_no_question(sample_file: Path) -> None:
    """By consensus there are no votes: a colleague's count of them is nothing to choose about."""
    from bltui.ui.dialogs.meeting.decision_form import decision_form

    space = as_("ana", sample_file)
    made = next(iter(active(space.building.decisions)))
    put(space, made, "decisions", method="vote", yes=6, no=1)
    made = space.building.decisions[made.id]
    meeting = space.building.meetings[made.meeting_id]
    async with form_on(sample_file, lambda b: decision_form(b, meeting, None, made)) as (
        app,
        pilot,
        form,
    ):
        put(as_("Kim Lee", sample_file), made, "decisions", yes=7)
        form.entry("method").fill("consensus")
        await pilot.press("f10")
        await saved(app, pilot)
        now = app.state.building.decisions[made.id]
        assert (now.method, now.yes) == ("consensus", 0)


async def test_both_on_one_line_are_not_selected_in_the_form(sample_file: Path) -> None:
    """A key typed there adds to the text, which no program proposed."""
    person = person_of(as_("ana", sample_file))
    async with form_on(sample_file, lambda b: person_form(b, person)) as (app, pilot, form):
        edit(sample_file, person, title="theirs " * 30 + "end")
        form.entry("title").fill("mine " * 40 + "end")
        await conflict(app, pilot)
        await pilot.press("b", "f10")
        await until(pilot, lambda: app.screen is form)
        both = form.text()["title"]
        await until(pilot, lambda: app.focused is form.entry("title") and "title" in form.wrong)
        await pilot.press("x")
        assert (
            form.text()["title"] == f"{both}x"
            and both.startswith("theirs")
            and both.endswith("end")
        )
