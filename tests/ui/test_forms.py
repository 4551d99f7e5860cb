"""Forms: checked field by field, never losing a word, and two people in one record at the same
time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from bltui.domain.checks.rule_overrides import set_local
from bltui.domain.model import editing
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Edit
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.kinds import Amount, Day, Number, Words
from bltui.domain.model.record import to_document
from bltui.domain.model.seats import ROLES
from bltui.domain.model.text import shown
from bltui.domain.model.times import Time
from bltui.domain.model.votes import Scores, Share
from bltui.drafts.folder import free
from bltui.places import drafts_folder
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs import fields
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.conflict_dialog import ConflictDialog
from bltui.ui.dialogs.fields import Field, Grades, PersonField, PersonOrName, Somebody
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.team.seat_form import seat_form
from bltui.ui.screens.team import forms as team_forms
from bltui.ui.screens.team.forms import basis_of, reader
from bltui.ui.widgets.record_list import RecordList
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui.pressing import typed, until

TODAY = date(2026, 11, 22)
YEAR = (date(2026, 7, 1), date(2027, 6, 30))
HOSTILE = (
    "[red]A[/red]",
    "A [/b]",
    "[@click=app.bell]A[/]",
    "[$error]A[/]",
    "A [a='b]",
    "back\\slash\\",
    "\x1b]0;PWNED\x07\x1b[2J A",
    "\u202eA\u0085B\u009bC",
)


def workspace(path: Path, who: str = "ana") -> Workspace:
    """The file as one person opens it."""
    return Workspace(BuildingFile(path, Author(who, 1000)), today=lambda _: TODAY)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A file with the sample building."""
    path = tmp_path / "sample.json"
    BuildingFile.create(path, sample_documents(TODAY), Author("ana", 1000), says="building: sample")
    return path


@asynccontextmanager
async def opened(
    path: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Bltui, Pilot[Any]]]:
    """The app on the Team view."""
    app = Bltui(workspace(path), Settings(signs="unicode"), config=path.parent / "config.toml")
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        yield app, pilot


def said(static: Static) -> str:
    """What a line says."""
    assert isinstance(static.content, Content)
    return static.content.plain


def form_of(app: Bltui) -> FormScreen:
    """The form that is open."""
    assert isinstance(app.screen, FormScreen)
    return app.screen


# -- fields as values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed_text", "day"),
    [
        ("2027-02-01", date(2027, 2, 1)),
        ("feb 1", date(2027, 2, 1)),
        ("+7", date(2026, 11, 29)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_date_field_reads_a_persons_words(typed_text: str, day: date | None) -> None:
    """And says the whole date back."""
    field = fields.typed("end", Day("Until", within=YEAR), context=SimpleNamespace(today=TODAY))
    assert field.parse(typed_text) == day
    assert (field.describe(typed_text) == "") == (day is None)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "13/14", "feb 30"])
def test_a_date_that_is_none_is_refused_in_one_line(text: str) -> None:
    field = fields.typed("end", Day("Until", within=YEAR), context=SimpleNamespace(today=TODAY))
    with pytest.raises(UserError) as refused:
        field.parse(text)
    assert "\n" not in refused.value.message and text in refused.value.message.casefold()
    assert field.describe(text) == ""


def test_fields_read_what_they_show() -> None:
    """A value goes into a field and comes out the same."""
    people = (Somebody(1, "Sample One"), Somebody(2, "Sample Two"), Somebody(3, "Sample Two"))
    for field, value in (
        (Field(key="a", label="A"), "text"),
        (Grades(key="a", label="A"), ("K", "1", "2")),
        (fields.typed("a", Words("A")), ("Math", "Art")),
        (fields.typed("a", Number("A")), 9.5),
        (fields.typed("a", Number("A")), None),
        (fields.typed("a", Amount("A")), 1800.25),
        (fields.typed("a", Time("A")), "15:30"),
        (fields.typed("a", Scores("A")), (5, 4, 3)),
        (fields.typed("a", Share("A")), 75),
        (PersonField(key="a", label="A", people=people), 2),
        (PersonField(key="a", label="A", people=people), None),
        (PersonOrName(key="a", label="A", people=people), 1),
        (PersonOrName(key="a", label="A", people=people), "Sample Three"),
    ):
        assert field.parse(field.to_text(value)) == value


def test_a_picker_never_guesses() -> None:
    """A part of the name that matches several people is refused with their names.

    Equal names are told apart by number.
    """
    who = PersonField(
        key="a",
        label="Who",
        people=(Somebody(1, "Sample One"), Somebody(2, "Sample Two"), Somebody(3, "Sample Two")),
    )
    assert who.parse("one") == 1
    assert who.parse("Sample Two #3") == 3
    with pytest.raises(UserError, match="Sample Two #2, Sample Two #3"):
        who.parse("two")
    with pytest.raises(UserError, match="Add the person first"):
        who.parse("nobody")
    assert PersonOrName(key="a", label="Who", people=who.people).parse("Samp") == "Samp"


def test_an_amount_is_a_number() -> None:
    """Neither words nor negative numbers nor endless ones."""
    field = fields.typed("a", Number("A", least=0))
    for text in ("many", "-1", "1e9", "nan", "9" * 400):
        with pytest.raises(UserError):
            field.parse(text)


# -- local rules: single entries merge -------------------------------------------------------------


def test_two_people_set_two_limits_and_both_hold(sample: Path) -> None:
    """Entries of one table merge one by one.

    The same entry set twice is a conflict with both values.
    """
    ana, ben = workspace(sample), workspace(sample, "ben")
    seen = ana.building.profile
    ben.do(partial(set_local, table="limits", seen=seen, entries={"size_min": 5.0}))
    ana.do(partial(set_local, table="limits", seen=seen, entries={"size_max": 12.0}))
    assert ana.building.profile.limits == {"size_min": 5.0, "size_max": 12.0}
    with pytest.raises(Conflict) as conflict:
        ana.do(partial(set_local, table="limits", seen=seen, entries={"size_min": 6.0}))
    assert [(c.field, c.theirs, c.mine) for c in conflict.value.fields] == [("size_min", 5.0, 6.0)]
    newest = ana.building.profile
    ana.do(
        partial(
            set_local, table="limits", seen=newest, entries={"size_min": None, "size_max": None}
        )
    )
    assert ana.building.profile.limits == {}
    with pytest.raises(UserError, match="Enter why"):
        ana.do(partial(set_local, table="not_applicable", seen=newest, entries={"UNION": " "}))


# -- one person ------------------------------------------------------------------------------------


async def test_a_bad_field_is_said_below_it_and_nothing_is_lost(sample: Path) -> None:
    """The form stays, the keys go to the field, the other fields keep their text."""
    async with opened(sample) as (app, pilot):
        await pilot.press("n")
        form = form_of(app)
        await pilot.press("f10")
        await pilot.pause()
        assert said(form.below["name"]).startswith("! Name is blank")
        await typed(pilot, "Sample Person")
        await pilot.press("enter", "enter", "enter")
        await typed(pilot, "Grade none")
        await pilot.press("f10")
        await pilot.pause()
        assert app.screen is form and app.focused is form.entry("grades")
        assert said(form.below["grades"]).startswith("! ")
        assert form.text()["name"] == "Sample Person"
        await pilot.press("ctrl+u")
        await typed(pilot, "K-2")
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        person = max(app.state.building.people.values(), key=lambda p: p.id)
        assert (person.name, person.grades) == ("Sample Person", ("K", "1", "2"))


async def test_enter_stays_in_a_field_that_cannot_be_read(sample: Path) -> None:
    """What is typed next is not meant for the next field, where a letter may choose something."""
    async with opened(sample) as (app, pilot):
        await pilot.press("n", *"Al", "enter", "enter", "enter")
        form = form_of(app)
        assert app.focused is form.entry("grades")
        before = form.text()
        await typed(pilot, "Grade none")
        await pilot.press("enter", "x")
        assert app.focused is form.entry("grades")
        assert form.text() == {**before, "grades": "Grade nonex"}
        await pilot.press("backspace", "enter")
        assert said(form.below["grades"]).startswith("! ")
        await pilot.press("ctrl+u", "enter")  # a blank field is left
        assert app.focused is not form.entry("grades")


async def test_escape_asks_before_text_is_thrown_away(sample: Path) -> None:
    """Nothing typed: it closes.

    Something typed: n goes on, y throws away; neither escape nor enter loses a word.
    """
    async with opened(sample) as (app, pilot):
        await pilot.press("n", "escape")
        assert len(app.screen_stack) == 1
        await pilot.press("n")
        await typed(pilot, "Sample Person")
        await pilot.press("escape", "escape")
        assert form_of(app).text()["name"] == "Sample Person"
        await pilot.press("escape", "enter")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        assert len(app.screen_stack) == 1


async def test_a_role_is_read_while_it_is_typed(sample: Path) -> None:
    """It fills in groups and grades, says so, and leaves alone what the person ticked."""
    async with opened(sample, size=(120, 40)) as (app, pilot):
        await pilot.press("a")
        form = form_of(app)
        await typed(pilot, "Sample Person")
        await pilot.press("enter")
        await typed(pilot, "2nd/3rd Rep.")
        assert set(form.text()["groups"].split(",")) == {"GEN", "GRADES"}
        assert form.text()["grades"] == "2, 3"
        assert said(form.below["role"]).startswith("recognized as:")
        groups = form.entry("groups")
        assert isinstance(groups, BoxesEntry)
        groups.focus()
        await pilot.press("t", "t", "space")
        assert "UNION" in form.text()["groups"]
        form.entry("role").focus()
        await typed(pilot, " and ELL")
        assert "UNION" in form.text()["groups"], "what a person ticked stays"


async def test_a_long_form_scrolls_and_keeps_its_buttons(sample: Path) -> None:
    """In the smallest terminal too, the field with the keys and Save are in sight."""
    async with opened(sample, size=(60, 16)) as (app, pilot):
        await pilot.press("b")
        form = form_of(app)
        await pilot.pause(0.1)
        form.entry("year_starts").focus()
        await pilot.press("tab")
        await pilot.pause(0.1)
        save = form.query_one("#save")
        assert app.screen.region.contains_region(save.region) and save.region.height == 1
        assert app.focused is form.entry("tz")
        assert form.query_one(".fields").region.overlaps(form.entry("tz").region)


async def test_pasted_lines_become_one(sample: Path) -> None:
    """A name copied out of two lines keeps both halves."""
    async with opened(sample) as (app, pilot):
        await pilot.press("n")
        await typed(pilot, "Sample\nPerson\t\x1b[2J")
        assert form_of(app).text()["name"] == "Sample Person"


# -- two people ------------------------------------------------------------------------------------


async def seat_form_of(app: Bltui, pilot: Pilot[Any]) -> FormScreen:
    """The form of the seat of the first term member."""
    rows = app.bench.view.query_one("#seats", RecordList)
    building = app.state.building
    row = next(
        f"memberships/{m.id}"
        for m in building.memberships.values()
        if building.seats[m.seat_id].label == "K/1st Rep."
    )
    rows.go(row)
    await pilot.press("e")
    return form_of(app)


async def test_different_fields_of_one_seat_merge(sample: Path) -> None:
    """Ben changes the kind while Ana has the form open and changes the label: both hold, and Ana is
    told.
    """
    ben = workspace(sample, "ben")
    async with opened(sample, size=(120, 40)) as (app, pilot):
        form = await seat_form_of(app, pilot)
        seat: Any = form.seen
        ben.do(partial(editing.edit, today=TODAY, seen=seat, kind="core"))
        await pilot.press("end")
        await typed(pilot, " new")
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        now = app.state.building.seats[seat.id]
        assert (now.label, now.kind) == ("K/1st Rep. new", "core")
        assert "ben changed kind. Both" in screen_text(app)


async def test_a_new_label_changes_the_groups_only_where_it_says_something(sample: Path) -> None:
    async with opened(sample) as (app, pilot):
        form = await seat_form_of(app, pilot)
        held = form.text()["groups"], form.text()["grades"]
        assert all(held)
        await pilot.press("ctrl+u")
        await typed(pilot, "Our own words")
        assert (form.text()["groups"], form.text()["grades"]) == held
        await pilot.press("ctrl+u")
        await typed(pilot, "Librarian")
        assert (form.text()["groups"], form.text()["grades"]) == ("", "")


async def test_the_same_field_shows_both_and_loses_neither(sample: Path) -> None:
    """Theirs and mine side by side, with who and when.

    Edit keeps my text; then mine holds because I chose it.
    """
    ben = workspace(sample, "ben")
    async with opened(sample, size=(120, 40)) as (app, pilot):
        form = await seat_form_of(app, pilot)
        seat: Any = form.seen
        ben.do(partial(editing.edit, today=TODAY, seen=seat, label="Bens words"))
        await pilot.press("ctrl+u")
        await typed(pilot, "Anas words")
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
        await pilot.pause()
        both = screen_text(app)
        assert "[Bens] words" in both and "[Anas] words" in both
        await until(
            pilot, lambda: drafts_folder().is_dir() and bool(list(drafts_folder().glob("*.json")))
        )
        (draft,) = drafts_folder().iterdir()  # on disk while neither is chosen
        assert "Anas words" in draft.read_text("utf-8") and draft.stat().st_mode & 0o777 == 0o600
        assert free() == [], "another session of the same person takes it for one that was cut off"
        there = datetime.fromtimestamp(
            ben.latest(1)[0].at, app.state.zone
        )  # the building's clock, not the machine's
        title = str(app.screen.query_one(".conflict").border_title)
        assert title.startswith("Changed by ben ") and title.endswith(
            f"at {there.hour % 12 or 12}:{there:%M %p}"
        )
        await pilot.press("escape")
        assert form.text()["label"] == "Anas words"
        assert "ben saved: Bens words" in said(form.below["label"])
        assert app.state.building.seats[seat.id].label != "Anas words"
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
        await pilot.press("m", "f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.state.building.seats[seat.id].label == "Anas words"
        await until(pilot, lambda: not list(drafts_folder().iterdir()))


async def test_their_value_can_be_taken(sample: Path) -> None:
    """t takes theirs; another field that I changed is saved all the same."""
    ben = workspace(sample, "ben")
    async with opened(sample, size=(120, 40)) as (app, pilot):
        form = await seat_form_of(app, pilot)
        seat: Any = form.seen
        ben.do(partial(editing.edit, today=TODAY, seen=seat, label="Bens words"))
        await pilot.press("ctrl+u")
        await typed(pilot, "Anas words")
        form.entry("required").focus()
        await pilot.press("y")
        wanted = form.text()["required"] == "yes"
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
        await pilot.press("t", "f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        now = app.state.building.seats[seat.id]
        assert (now.label, now.required) == ("Bens words", wanted)


async def test_a_limit_that_two_set_shows_both(sample: Path) -> None:
    """Conflicts of single entries go the same way as those of fields."""
    ben = workspace(sample, "ben")
    async with opened(sample, size=(120, 40)) as (app, pilot):
        await pilot.press("l")
        form = form_of(app)
        seen: Any = form.seen
        ben.do(partial(set_local, table="limits", seen=seen, entries={"size_min": 5.0}))
        await typed(pilot, "6")
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
        await pilot.press("t", "f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.state.building.profile.limits == {"size_min": 5.0}


# -- hostile text ----------------------------------------------------------------------------------


def screen_text(app: Bltui) -> str:
    """Everything that would go to the terminal."""
    lines = []
    for y in range(app.size.height):
        lines.append(
            "".join(
                segment.text
                for segment in app.screen._compositor.render_strips()[y]
                if not segment.control
            )
        )
    return "\n".join(lines)


def harmless(app: Bltui) -> str:
    """The text of the screen, after a look that nothing in it acts on a terminal."""
    text = screen_text(app)
    assert not any(c in text for c in "\x1b\x07\x85\x9b\u202e")
    return text


async def test_hostile_text_is_literal_in_the_view_and_its_forms(sample: Path) -> None:
    """Seats, people, the building: brackets stay, escapes never reach the terminal, nothing
    crashes.
    """
    ana = workspace(sample)

    def hostile(building: Building) -> Change:
        # Not by a draft, which cleans all text: a hand edit of the file can put anything there.
        def put(table: str, number: int, **fields: object) -> Edit:
            kept = to_document(building.table(table)[number])
            return Edit(
                table, number, {name: kept[name] for name in fields if name in kept}, fields
            )

        edits = [put("profile", 1, name=HOSTILE[1], subgroups=list(HOSTILE[:4]))]
        for number, payload in enumerate(HOSTILE, 1):
            edits.append(put("seats", number, label=payload))
            edits.append(put("people", number, name=payload, title=payload, notes=payload))
        return Change("hostile", tuple(edits))

    ana.do(hostile)
    async with opened(sample, size=(120, 40)) as (app, pilot):
        text = harmless(app)
        assert all(payload in text for payload in HOSTILE[:3])
        for seat in (1, 2, 7, 8):
            form = FormScreen(
                seat_form(basis_of(app.state), reader(app.state), app.state.building.seats[seat])
            )
            await app.push_screen(form)
            await pilot.pause()
            assert shown(HOSTILE[seat - 1]) in harmless(app)
            form.dismiss(False)
            await pilot.pause()
        for key, wanted in (
            ("b", HOSTILE[1]),
            ("a", ""),
            ("enter", f"{HOSTILE[0]}: "),
            ("w", HOSTILE[0]),
        ):
            await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) == 2)
            await pilot.pause()
            harmless(app)
            if wanted:
                top = app.screen.query_one(".sheet").region
                sheet = [
                    line[top.x : top.right]
                    for line in screen_text(app).split("\n")[top.y : top.bottom]
                ]
                assert any(wanted in line for line in sheet)
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1)
        for payload in HOSTILE[1::5]:
            await pilot.press("n")
            await typed(pilot, payload)
            await pilot.press("f10")
            await until(pilot, lambda: len(app.screen_stack) == 1)
            harmless(app)


async def test_every_screen_of_the_view_opens_from_an_empty_line(sample: Path) -> None:
    """What needs a line says so by giving nothing; what needs none opens."""
    async with opened(sample) as (app, _):
        state = app.state
        assert FormContext(state.building, state.framework, state.today).members()
        for opens in (
            team_forms.edit,
            team_forms.term,
            team_forms.edit_person,
            team_forms.end,
            team_forms.record,
        ):
            assert opens(state, "") is None
        for opens in (
            team_forms.add,
            team_forms.new_person,
            team_forms.contact,
            team_forms.building,
            team_forms.limits,
        ):
            assert opens(state, "") is not None
        assert set(ROLES) == {"facilitator", "cofacilitator", "primary_liaison"}
