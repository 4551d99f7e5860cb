"""Keys typed ahead: they go where slow keys go.

After a mishap they are dropped and counted, and never run as commands.
"""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from bltui.domain.meetings.upcoming import begin
from bltui.domain.team.staff_edits import add_person
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui import key_queue, status_line
from bltui.ui.app import Bltui
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.workspace import Workspace
from tests.ui.conftest import NOW, TODAY, Opened
from tests.ui.pressing import until

Opening = Callable[..., Opened]


def at_once(app: Bltui, *parts: str) -> None:
    """Keys as one write of a terminal, all there before the first is handled: text, and named keys
    in angle brackets.
    """
    for part in parts:
        if part.startswith("<"):
            app.post_message(events.Key(part[1:-1], None))
        else:
            for character in part:
                app.post_message(events.Key(_character_to_key(character), character))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another writer holds the lock while the block runs."""
    with path.with_name(f"{path.name}.lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def colleague(path: Path, who: str = "ben") -> Workspace:
    return Workspace(BuildingFile(path, Author(who, 1001), now=lambda: NOW), today=lambda _: TODAY)


def started(path: Path) -> None:
    """Today's meeting of the sample building has started."""
    colleague(path).do(partial(begin, on=TODAY, team="blt", now=int(NOW)))


def notes(app: Bltui) -> list[str]:
    return [line.text for line in app.state.building.lines.values() if not line.archived]


def said(app: Bltui) -> str:
    """The line at the bottom, or what the open dialog says on its frame."""
    sheets = app.screen.query(".sheet")
    return str(sheets.first().border_subtitle) if sheets else app.bench.bottom.text(0)


async def quiet(pilot: Pilot[Any], app: Bltui) -> None:
    """Wait until every key has been handled."""
    await until(pilot, lambda: not app.typed_ahead and app._sender is None and app._settled())


async def test_ten_notes_in_one_burst_are_ten_notes(opened: Opening, sample_file: Path) -> None:
    started(sample_file)
    async with opened() as (app, pilot):
        at_once(app, "6")
        for number in range(10):
            at_once(app, f"nburst {number} u l e 5", "<enter>")
        await until(pilot, lambda: "burst 9 u l e 5" in notes(app))
        await quiet(pilot, app)
        assert notes(app)[-10:] == [f"burst {number} u l e 5" for number in range(10)]
        assert app.bench.view.KEY == "meeting" and len(app.screen_stack) == 1


async def test_the_same_while_another_writer_holds_the_lock(
    opened: Opening, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form says whom it waits for; what is typed meanwhile is the next note."""
    monkeypatch.setattr(status_line, "SECOND", 0.05)
    started(sample_file)
    async with opened() as (app, pilot):
        await pilot.press("6")
        with held(sample_file):
            at_once(app, "nfirst full", "<enter>", "nsecond lull", "<enter>")
            await until(
                pilot,
                lambda: (
                    isinstance(app.screen, FormScreen)
                    and "Waiting for ben" in str(app.screen.trouble.content)
                ),
            )
            assert app.typed_ahead
        await until(pilot, lambda: "second lull" in notes(app))
        assert notes(app)[-2:] == ["first full", "second lull"]


async def test_enter_in_a_field_goes_on_before_the_next_letter(opened: Opening) -> None:
    async with opened() as (app, pilot):
        at_once(app, "2aAnn Lee", "<enter>", "Principal")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await quiet(pilot, app)
        assert isinstance(app.screen, FormScreen)
        assert (app.screen.text()["name"], app.screen.text()["role"]) == ("Ann Lee", "Principal")


async def test_quick_adds_in_one_burst(opened: Opening, sample_file: Path) -> None:
    started(sample_file)
    async with opened() as (app, pilot):
        for number in range(3):
            at_once(app, f"+note quick {number} u", "<enter>")
        await until(pilot, lambda: "quick 2 u" in notes(app))
        assert notes(app)[-3:] == [f"quick {number} u" for number in range(3)]


async def test_a_refused_form_keeps_its_text_and_drops_what_was_typed_ahead(
    opened: Opening, sample_file: Path
) -> None:
    """An empty note is refused: the second note's letters are neither text of the first nor
    commands.
    """
    started(sample_file)
    async with opened() as (app, pilot):
        await pilot.press("6")
        before = app.state.gen
        at_once(app, "n", "<enter>", "nsecond u u", "<enter>")
        await until(pilot, lambda: "typed ahead ignored" in said(app))
        await quiet(pilot, app)
        assert isinstance(app.screen, FormScreen) and app.screen.text() == {"text": ""}
        assert said(app) == "12 keys typed ahead ignored"
        assert app.state.gen == before


async def test_a_refused_command_drops_what_was_typed_ahead(
    empty_file: Path, opened: Opening
) -> None:
    """There is no meeting yet, so n opens no form: the note's letters do not plan one or change the
    view.
    """
    async with opened(path=empty_file) as (app, pilot):
        await pilot.press("6")
        before = app.state.gen
        at_once(app, "nspeak up 5", "<enter>")
        await until(pilot, lambda: "typed ahead ignored" in said(app))
        await quiet(pilot, app)
        assert (
            app.bench.view.KEY == "meeting"
            and len(app.screen_stack) == 1
            and app.state.gen == before
        )


async def test_a_question_is_not_answered_by_what_was_typed_before_it(
    opened: Opening, sample_file: Path
) -> None:
    started(sample_file)
    async with opened() as (app, pilot):
        await pilot.press("6", "n", "w", "o", "r", "d")
        at_once(app, "<escape>", "yyy")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await quiet(pilot, app)
        assert isinstance(app.screen, Confirm) and said(app) == "3 keys typed ahead ignored"
        await pilot.press("n")
        assert isinstance(app.screen, FormScreen) and app.screen.text() == {"text": "word"}


async def test_keys_in_one_breath_after_a_mishap_are_dropped_and_then_no_more(
    opened: Opening, empty_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who types on at a human pace has not read the refusal yet.

    After a pause keys count again.
    """
    monkeypatch.setattr(key_queue, "BREATH", 0.3)
    async with opened(path=empty_file) as (app, pilot):
        at_once(app, "6")
        await quiet(pilot, app)
        for key in "nspeak 5":
            at_once(app, key)
            await asyncio.sleep(0.02)
        await quiet(pilot, app)
        assert app.bench.view.KEY == "meeting" and "7 keys typed ahead ignored" in said(app)
        await asyncio.sleep(0.35)
        at_once(app, "5")
        await until(pilot, lambda: app.bench.view.KEY == "feedback")


async def test_text_pasted_into_a_list_says_where_it_can_go(opened: Opening) -> None:
    async with opened() as (app, pilot):
        app.post_message(events.Paste("stray words"))
        await until(pilot, lambda: "Press +" in said(app))


async def test_own_saved_line_stays_before_others_news(opened: Opening, sample_file: Path) -> None:
    async with opened() as (app, pilot):
        app.tell("Saved: something of mine", "done")
        colleague(sample_file).do(partial(add_person, name="Sample Other"))
        await until(pilot, lambda: any("Sample Other" in told.says for told in app.state.recent))
        assert said(app).strip() == "Saved: something of mine"
        await asyncio.sleep(status_line.OWN)
        await until(pilot, lambda: said(app).strip().startswith("ben: "))


async def test_own_saved_line_outlives_a_change_of_view(opened: Opening) -> None:
    async with opened() as (app, pilot):
        app.tell("Saved: something of mine", "done")
        await pilot.press("2")
        assert said(app).strip() == "Saved: something of mine"


@pytest.mark.parametrize("unbracketed", [False, True])
async def test_lines_into_quick_add_are_a_list_saved_as_one_change(
    opened: Opening, sample_file: Path, unbracketed: bool
) -> None:
    """A terminal without bracketed paste sends the lines as keys; both ways give the same."""
    started(sample_file)
    async with opened() as (app, pilot):
        await pilot.press("plus")
        if unbracketed:
            at_once(app, "note one", "<enter>", "note two", "<enter>")
        else:
            app.post_message(events.Paste("note one\r\nnote two\r\n"))
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await quiet(pilot, app)
        form = app.screen
        assert isinstance(form, FormScreen) and form.text() == {"lines": "note one\nnote two"}
        before = app.state.gen
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert notes(app)[-2:] == ["one", "two"] and app.state.gen == before + 1
        await pilot.press("u")
        await until(pilot, lambda: "two" not in notes(app))
        assert "one" not in notes(app)


async def test_one_line_that_is_not_understood_keeps_all(
    opened: Opening, sample_file: Path
) -> None:
    started(sample_file)
    async with opened() as (app, pilot):
        before = app.state.gen
        await pilot.press("plus")
        app.post_message(events.Paste("note one\nnonsense here"))
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("f10")
        form = app.screen
        assert isinstance(form, FormScreen)
        await until(pilot, lambda: "Line 2" in str(form.trouble.content))
        assert form.text() == {"lines": "note one\nnonsense here"} and app.state.gen == before


@pytest.mark.parametrize("length", [300, 1500, 19_000, 30_000])
async def test_a_long_line_pasted_into_quick_add_is_never_swallowed(
    opened: Opening, length: int
) -> None:
    """It stands in the field, or the program says why not."""
    async with opened() as (app, pilot):
        await pilot.press("plus")
        text = ("note " + "x" * length)[:length]
        app.post_message(events.Paste(text))
        await quiet(pilot, app)
        field = app.focused
        assert field is not None
        assert getattr(field, "value", None) == text or "characters" in said(app)


async def test_a_prefilled_field_is_replaced_by_typing_until_it_is_typed_into(
    opened: Opening,
) -> None:
    async with opened() as (app, pilot):
        await pilot.press("2", "x")
        form = app.screen
        assert isinstance(form, FormScreen)
        field = form.focused
        prefilled = field.value  # type: ignore[union-attr]
        assert prefilled
        await pilot.press(*"feb")
        assert field.value == "feb"  # type: ignore[union-attr]
        await pilot.press("tab", "shift+tab", "x")
        assert field.value == "febx"  # type: ignore[union-attr]


async def test_moving_the_cursor_keeps_a_prefilled_field(opened: Opening) -> None:
    async with opened() as (app, pilot):
        await pilot.press("2", "x")
        form = app.screen
        assert isinstance(form, FormScreen)
        prefilled = form.focused.value  # type: ignore[union-attr]
        await pilot.press("end", "x")
        assert form.focused.value == f"{prefilled}x"  # type: ignore[union-attr]


# -- pasted as keys --------------------------------------------------------------------------------


@pytest.fixture
def resting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field counts as resting after a pause that a test can wait for."""
    monkeypatch.setattr(key_queue, "BREATH", 0.05)


THREE = ("first line q", "<enter>", "second line u", "<enter>", "third 5", "<enter>")


async def test_lines_pasted_as_keys_into_a_note_are_one_paste(
    opened: Opening, sample_file: Path, resting: None
) -> None:
    """A terminal without bracketed paste: the field gets what a bracketed paste gives it, and no
    letter is a command.
    """
    started(sample_file)
    async with opened() as (app, pilot):
        at_once(app, "6n")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await quiet(pilot, app)
        await asyncio.sleep(0.1)
        before = app.state.gen
        at_once(app, *THREE)
        await quiet(pilot, app)
        form = app.screen
        assert isinstance(form, FormScreen) and form.text() == {
            "text": "first line q second line u third 5"
        }
        assert app.state.gen == before


async def test_a_stalled_line_in_the_middle_of_a_note_is_typing(
    opened: Opening, sample_file: Path, resting: None
) -> None:
    """What follows begins with the key that opened the form, so it is the next note and not a
    second pasted line.
    """
    started(sample_file)
    async with opened() as (app, pilot):
        at_once(app, "6nbud")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await quiet(pilot, app)
        await asyncio.sleep(0.1)
        at_once(app, "get talk", "<enter>", "nsecond", "<enter>")
        await until(pilot, lambda: "second" in notes(app))
        assert notes(app)[-2:] == ["budget talk", "second"]


async def test_lines_for_as_many_text_fields_are_typing(opened: Opening, resting: None) -> None:
    """Name and role are two text fields: two lines fill them.

    Three lines would go on into boxes, so they are a paste.
    """
    async with opened() as (app, pilot):
        for lines, expected in (
            (("Ann Lee", "<enter>", "Principal"), ("Ann Lee", "Principal")),
            (THREE, ("first line q second line u third 5", "")),
        ):
            await pilot.press("2")
            await asyncio.sleep(0.1)
            at_once(app, "a")
            await until(pilot, lambda: isinstance(app.screen, FormScreen))
            await quiet(pilot, app)
            await asyncio.sleep(0.1)
            at_once(app, *lines)
            await quiet(pilot, app)
            form = app.screen
            assert isinstance(form, FormScreen)
            assert (form.text()["name"], form.text()["role"]) == expected
            await asyncio.sleep(0.1)
            await pilot.press("escape")
            await pilot.press("y")


async def test_a_dialog_drops_what_follows_a_letter_that_it_does_not_know(
    opened: Opening, sample_file: Path
) -> None:
    """Typed for something else: the y inside must not say yes."""
    started(sample_file)
    async with opened() as (app, pilot):
        await pilot.press("6", "n", "w", "o", "escape")
        assert isinstance(app.screen, Confirm)
        at_once(app, "6urgent y")
        await quiet(pilot, app)
        assert isinstance(app.screen, Confirm) and "ignored" in said(app)


async def test_the_same_at_a_human_pace(
    opened: Opening, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_queue, "BREATH", 0.3)
    started(sample_file)
    async with opened() as (app, pilot):
        at_once(app, "6nwo", "<escape>")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        for key in "maybe y":
            await asyncio.sleep(0.05)
            at_once(app, key)
        await quiet(pilot, app)
        assert isinstance(app.screen, Confirm)
        await asyncio.sleep(0.35)
        at_once(app, "y")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_esc_on_the_quick_add_line_keeps_the_text_for_the_up_arrow(opened: Opening) -> None:
    async with opened() as (app, pilot):
        await pilot.press("plus", *"note", "escape")
        assert app.focused is not None and getattr(app.focused, "value", None) == ""
        await pilot.press("up")
        assert getattr(app.focused, "value", None) == "note"


def typed_of(app: Bltui) -> list[str]:
    """What drafts would keep now."""
    sources = app.keeper.sources() if app.keeper is not None else []
    return [field.text for _, found in sources for field in found.fields]


async def test_what_waits_for_a_save_is_in_a_draft(opened: Opening, sample_file: Path) -> None:
    """A crash while a colleague holds the lock loses neither the note that is saved nor the one
    behind it.
    """
    started(sample_file)
    async with opened() as (app, pilot):
        await pilot.press("6")
        with held(sample_file):
            at_once(app, "nfirst full", "<enter>", "nsecond lull", "<enter>")
            await until(pilot, lambda: typed_of(app) == ["first full", "nsecond lull"])
            assert app.keeper is not None
            assert [found.anonymous for _, found in app.keeper.sources()][-1]
        await until(pilot, lambda: "second lull" in notes(app))


async def test_undo_says_what_was_undone(opened: Opening, sample_file: Path) -> None:
    async with opened() as (app, pilot):
        await pilot.press("2", "n", *"Sample", "f10")
        await until(pilot, lambda: said(app).strip() == "Saved: people: Sample added")
        await pilot.press("u")
        await until(pilot, lambda: said(app).strip() == "Undone: people: Sample added")
        await pilot.press("U")
        await until(pilot, lambda: said(app).strip() == "Redone: people: Sample added")


async def test_ctrl_end_is_a_move_of_the_cursor(opened: Opening) -> None:
    async with opened() as (app, pilot):
        await pilot.press("2", "x")
        form = app.screen
        assert isinstance(form, FormScreen)
        prefilled = form.focused.value  # type: ignore[union-attr]
        await pilot.press("ctrl+end", "x", "ctrl+home", "y")
        assert form.focused.value == f"y{prefilled}x"  # type: ignore[union-attr]
