"""The Feedback view as a person meets it: taken down in seconds, put together, decided, answered,
asked for, imported.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from bltui.domain.feedback import edits
from bltui.domain.feedback.statistics import Bar, Tally
from bltui.domain.model import feedback
from bltui.domain.model.editing import edit
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import NO_STUDENTS, PROMISE
from bltui.domain.model.record import active
from bltui.exchange.page import Page, Section
from bltui.exchange.write_output import AlreadyThere, write_page
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.feedback.survey_import import SurveyImport
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.question_field import read_questions
from bltui.ui.formatting import UNICODE
from bltui.ui.screens.feedback import rows as feedback_list
from bltui.ui.screens.feedback.view import Feedback
from bltui.ui.screens.print_preview import PrintPreview
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import draw, plain
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui.pressing import on_view, typed, until

TODAY = date(2026, 11, 23)
TABLES = [
    "feedback",
    "themes",
    "rounds",
    "responses",
    "self_checks",
    "meetings",
    "agenda",
    "attendance",
    "lines",
    "decisions",
    "actions",
]
SAID = (
    ("More time for the strategy", "teacher", "delta", "step:5"),
    ("More time to plan", "teacher", "idea", "step:4"),
    ("Send the goals home", "parent", "idea", "step:2"),
)


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
    """The sample building with three things said."""
    path = tmp_path / "sample.json"
    BuildingFile.create(path, bare(), Author("ana", 1000), "building: sample")
    space = workspace(path)
    for number, (text, source, kind, about) in enumerate(SAID):
        on = TODAY - timedelta(10 - number)
        space.do(partial(edits.say, text=text, on=on, source=source, kind=kind, about=about))  # type: ignore[arg-type]
    return path


def shown(
    path: Path, size: tuple[int, int] = (80, 24), who: str = "ana"
) -> AbstractAsyncContextManager[tuple[Bltui, Pilot[Any], Feedback]]:
    """The app on the Feedback view."""
    return on_view(workspace(path, who), "5", Feedback, size)


def words(view: Feedback, name: str) -> str:
    rows = view.query_one(f"#{name}", RecordList)
    return "\n".join(" | ".join(plain(c).strip() for c in row.cells) for row in rows.shown)


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


async def test_an_item_goes_from_the_inbox_to_its_answer(path: Path) -> None:
    """Marked, in a theme, discussed, decided, answered: only then does it leave the inbox."""
    async with shown(path) as (app, pilot, view):
        assert "3" in str(view.query_one("#said").border_title)
        await pilot.press("space", "space")
        await form(pilot, "t", "Time")
        held = list(active(app.state.building.feedback))
        assert sum(bool(f.theme_ids) for f in held) == 2
        assert "marked," not in str(view.query_one("#said").border_subtitle), (
            "what is done with them lets them go"
        )
        assert "theme" in words(view, "said")
        await pilot.press("home", "d")
        await until(pilot, lambda: any(f.discussed_on for f in active(app.state.building.feedback)))
        await form(pilot, "o", "=right", "=enter", "No room for it")
        first = next(f for f in active(app.state.building.feedback) if f.text == SAID[0][0])
        assert (first.status, first.reason) == ("not_adopted", "No room for it")
        assert "3" in str(view.query_one("#said").border_title)
        await form(pilot, "r", "We told them at the staff meeting")
        await until(pilot, lambda: "2" in str(view.query_one("#said").border_title))
        assert SAID[0][0] not in words(view, "said")


async def test_the_form_promises_no_more_than_is_true(path: Path) -> None:
    """No students' names is said first.

    What anonymous means is said in full; and nothing of the author is kept.
    """
    async with shown(path) as (app, pilot, _view):
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        screen = app.screen
        assert isinstance(screen, FormScreen)
        assert NO_STUDENTS in str(screen.query_one(".about").content)  # type: ignore[attr-defined]
        await typed(pilot, "Said in confidence")
        screen.entry("anonymous").focus()
        await pilot.press("right")
        assert PROMISE in "\n".join(str(w.content) for w in screen.query(".below"))  # type: ignore[attr-defined]
        await pilot.press("f10")
        await until(pilot, lambda: not isinstance(app.screen, FormScreen))
    found = next(
        f for f in active(workspace(path).building.feedback) if f.text == "Said in confidence"
    )
    assert found.at is not None and found.at % 86_400 == 0, "of the time only the day"
    assert found.anonymous and found.by is None and found.author_id is None


async def test_lists_filters_and_counts(path: Path) -> None:
    """Everything, AHA wall, themes, words, rounds.

    Who and about; the counts follow what is listed.
    """
    async with shown(path, size=(120, 40)) as (_app, pilot, view):
        assert "teachers" in words(
            view, "tally"
        ) and "3 recorded, 0 answered; 2 inside the building, 1 outside" in words(view, "tally")
        await pilot.press("w")
        assert "Send the goals home" in words(view, "said") and "More time" not in words(
            view, "said"
        )
        assert "1 recorded" in words(view, "tally")
        await pilot.press("F", "v", "v")
        assert "No AHAs yet" in str(view.query_one("#said", RecordList)._empty)
        await form(pilot, "A", "The pairs found it by themselves")
        assert "The pairs found it" in words(view, "said")
        await pilot.press("v", "v")
        assert "more time" in words(view, "said") or "time" in words(view, "said")
        await pilot.press("enter")
        assert "More time" in words(view, "said") and "Send the goals" not in words(view, "said")


async def test_a_round_is_opened_answered_and_counted(path: Path) -> None:
    """The usual questions, how many were asked, a paper form typed in, the share in the list, the
    report.
    """
    async with shown(path) as (app, pilot, view):
        await form(
            pilot,
            "R",
            "Step 8 this year",
            "=enter",
            "=enter",
            "=enter",
            "all teachers",
            "=enter",
            "4",
        )
        asked = next(active(app.state.building.rounds))
        assert asked.invited == 4 and len(asked.prompts) > 3
        await until(
            pilot, lambda: view.line == f"rounds/{asked.id}"
        )  # the list turned to the new round
        await form(pilot, "I", "=enter", "=right", "=right")
        await until(pilot, lambda: "1 of 4 (25%)" in words(view, "said"))
        assert "too few to show" in words(view, "item")
        await form(pilot, "I", "=enter", "=right", "=right")
        await app.change(partial(edit, seen=asked, today=TODAY, invited=1))
        await until(pilot, lambda: "2 of 1?" in words(view, "said"))
        assert "2 of 1 asked answered: more than were asked. Press e to fix the number." in words(
            view, "item"
        )
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PrintPreview))


async def test_a_survey_is_looked_at_and_then_taken(path: Path, tmp_path: Path) -> None:
    """A column that is not sure is named by a key.

    Then all of it is one change, and undo takes it back.
    """
    survey = tmp_path / "survey.csv"
    rows = "\n".join(
        f"2026-11-{n:02d},Teacher,{n % 4 + 1 if n != 3 else 'Agree'},Answer {n}"
        for n in range(1, 13)
    )
    survey.write_text(f"Timestamp,Your group,We understood it,What next?\n{rows}\n", "utf-8")
    async with shown(path) as (app, pilot, _view):
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, SurveyImport))
        await typed(pilot, str(survey))
        await pilot.press("enter")
        sheet = app.screen
        await until(pilot, lambda: len(sheet.query_one(RecordList).ids) == 4)
        lines = ["|".join(plain(c) for c in row.cells) for row in sheet.query_one(RecordList).shown]
        assert any("uncertain" in line for line in lines)
        await pilot.press("down", "down", "s")
        says = sheet.query_one("#says", Static)
        await until(pilot, lambda: "12 sets of scores and 12 written" in str(says.content))
        assert not app.state.building.rounds
        await pilot.press("f10")
        await until(pilot, lambda: len(app.state.building.rounds) == 1)
        assert sum(f.anonymous for f in active(app.state.building.feedback)) == 12
        await pilot.press("u")
        await until(pilot, lambda: not any(active(app.state.building.rounds)))


async def test_a_finding_opens_the_oldest_that_waits(path: Path) -> None:
    """FBK-01 leads to the item itself, whatever list was shown."""
    app = Bltui(
        Workspace(BuildingFile(path, Author("ana", 1000)), today=lambda _: TODAY + timedelta(60)),
        Settings(signs="unicode"),
        config=path.parent / "config.toml",
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "v", "v")
        app.open("finding/FBK-01/feedback/3")
        view = app.bench.view
        await until(pilot, lambda: isinstance(view, Feedback) and view.line.startswith("feedback/"))
        assert isinstance(view, Feedback)
        assert app.state.building.feedback[int(view.line.partition("/")[2])].text == SAID[0][0]


def test_questions_keep_their_keys() -> None:
    first = read_questions("1-4 We understood it\nWhat next?\n\n", ())
    assert [(p.kind, p.text) for p in first] == [
        ("likert", "We understood it"),
        ("open", "What next?"),
    ]
    second = read_questions("What next?\n1-4 New one", first)
    assert second[0].key == first[1].key and second[1].key not in {p.key for p in first}


def test_a_file_is_written_whole_or_not(tmp_path: Path) -> None:
    """The ending says the form.

    What is there is replaced only if that was said; the building never.
    """
    page = Page("Title", (Section("Part", ("Words",)),))
    with pytest.raises(UserError, match="does not end in"):
        write_page(page, str(tmp_path / "page.doc"))
    written = write_page(page, str(tmp_path / "page.md"))
    assert "Words" in written.read_text("utf-8")
    with pytest.raises(AlreadyThere):
        write_page(page, str(written))
    write_page(page, str(written), replace=True)
    (building := tmp_path / "building.md").write_text('{"_meta":{"1":{"format":"bltui-building"')
    with pytest.raises(UserError, match="is a building file"):
        write_page(page, str(building), replace=True)
    building.unlink()
    with pytest.raises(UserError, match="Nothing was exported"):
        write_page(page, str(tmp_path / "no" / "page.md"))
    assert [p.name for p in tmp_path.iterdir()] == ["page.md"]


def test_a_count_of_four_digits_stands_whole_beside_its_bar() -> None:
    """In the narrow panel of a wide terminal; the bar may be cut, the number never."""
    bars = (Bar("community organizations", 1001), Bar("teachers", 7))
    counted = Tally(
        total=1008,
        answered=0,
        internal=7,
        external=1001,
        by_source=bars,
        by_step=(),
        by_theme=(),
        by_kind=(),
        by_status=(),
    )
    rows = list(feedback_list.tally_rows(counted, UNICODE))
    drawn = [
        "".join(bit.text for bit in line.bits) for line in draw(rows, feedback_list.TALLY, 42, "…")
    ]
    assert any("community" in line and "1001" in line for line in drawn)
    assert not any("…" in line for line in drawn)


def test_quotes_beside_a_count_say_how_many_are_left_out() -> None:
    said = [feedback.Feedback(id=n, text=f"Remark {n}", on=TODAY) for n in range(1, 64)]
    last = feedback_list._quotes(said, UNICODE)[-1]
    assert "3 more" in plain(last.cells[0])
