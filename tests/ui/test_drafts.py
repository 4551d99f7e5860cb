"""Drafts: whose they are, what they tell, what becomes of them, and what they never do."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.feedback.edits import say
from bltui.domain.model import editing
from bltui.domain.model.editing import remove
from bltui.drafts import folder
from bltui.drafts.mine import drafts_of
from bltui.drafts.whose import Signer
from bltui.places import drafts_folder
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.draft_list import DraftList
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.quitting import Quitting
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui.drafting import TODAY, files, reopened, session, texts, written
from tests.ui.pressing import until

#: Mon, Nov 30 15:42:07 UTC
NOW = 1_796_053_327.0


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.json"
    BuildingFile.create(
        path, sample_documents(TODAY), Author("ana", 1000), "the sample building written"
    )
    return path


async def form_with(app: Any, pilot: Any, keys: str, text: str) -> FormScreen:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, FormScreen))
    await pilot.press(*text)
    form = app.screen
    assert isinstance(form, FormScreen)
    return form


async def test_another_signer_of_the_account_sees_nothing(sample: Path) -> None:
    async with session(sample, signed="M. Ortiz") as (app, pilot):
        await form_with(app, pilot, "5a", "the copier again")
    assert len(files()) == 1
    for who in (None, "J. Reed"):
        async with session(sample, signed=who) as (app, pilot):
            await pilot.pause(0.3)
            assert app.screen is app.bench
            await app.bench.perform("drafts")
            await until(pilot, lambda app=app: "No drafts" in app.bench.bottom.text(0))  # type: ignore[misc]
    async with session(sample, signed="M. Ortiz") as (app, pilot):
        form = await reopened(app, pilot)
        assert texts(form) == {"text": "the copier again"}


@pytest.mark.parametrize("signed", [None, "M. Ortiz"])
async def test_an_anonymous_draft_names_nobody_even_if_it_was_named_before(
    sample: Path, signed: str | None
) -> None:
    """No name, no time, no trace of the named version: in contents, file names and file times."""
    async with session(sample, who="ana", signed=signed, now=lambda: NOW) as (app, pilot):
        form = await form_with(app, pilot, "5a", "we are afraid of him")
        file = await written(pilot, "afraid")
        assert (signed or "ana") in file.read_text("utf-8"), (
            "while it is not anonymous it names its signer"
        )
        boxes = form.entry("anonymous")
        assert isinstance(boxes, BoxesEntry)
        form.set_focus(boxes)
        await pilot.press("right")
        assert form.text()["anonymous"] == "yes"
        await until(pilot, lambda: '"yes"' in file.read_text("utf-8"))
    (file,) = files()
    for place in (file, file.parent):
        told = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        assert (told.hour, told.minute, told.second, told.microsecond) == (0, 0, 0, 0), place
    for name in ("ana", "Ortiz", "ORTIZ"):
        assert name not in file.name
        assert name not in file.read_text("utf-8").replace("anonymous", "")
    for time in (str(int(NOW)), "15:42", "9:42", "3:42"):
        assert time not in file.read_text("utf-8")
    async with session(sample, signed="J. Reed") as (app, pilot):
        await pilot.pause(0.3)
        assert app.screen is app.bench
    async with session(sample, signed=signed) as (app, pilot):
        form = await reopened(app, pilot)
        assert texts(form) == {"text": "we are afraid of him", "anonymous": "yes"}


async def test_the_quick_add_line_names_nobody(sample: Path) -> None:
    """What begins as any line may go on as an anonymous one."""
    async with session(sample, now=lambda: NOW) as (app, pilot):
        await pilot.press("+", *"fb anon he shouts")
    (file,) = files()
    assert '"signer": null' in file.read_text("utf-8")
    assert str(int(NOW)) not in file.read_text("utf-8")
    async with session(sample) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, DraftList))
        await pilot.press("r")
        await until(pilot, lambda: texts(app.bench) == {"line": "fb anon he shouts"})
        await pilot.press("!")
        assert texts(app.bench) == {"line": "fb anon he shouts!"}, (
            "the next key goes on, it does not replace"
        )


async def test_a_saved_form_leaves_no_draft(sample: Path) -> None:
    async with session(sample) as (app, pilot):
        await form_with(app, pilot, "2n", "Sample Newcomer")
        await written(pilot, "Newcomer")
        await pilot.press("f10")
        await until(pilot, lambda: app.screen is app.bench and not files())


async def test_quitting_with_text_asks_and_may_discard(sample: Path) -> None:
    async with session(sample) as (app, pilot):
        await form_with(app, pilot, "2n", "Sample Newcomer")
        await written(pilot, "Newcomer")
        await pilot.press("ctrl+q", "ctrl+q", "enter")
        assert isinstance(app.screen, Quitting) and isinstance(app.screen_stack[-2], FormScreen)
        await pilot.press("y")
        await until(pilot, lambda: not files())


async def test_discarding_at_once_leaves_nothing(sample: Path) -> None:
    """Before the first look at a new text, while it is being written, and right after a draft was
    restored.
    """
    for wait in (0.0, 0.5, 0.55):
        async with session(sample) as (app, pilot):
            await form_with(app, pilot, "2n", "Sample Newcomer")
            await pilot.pause(wait)
            app.end_drafts(keep=False)
        assert files() == [], wait
    async with session(sample) as (app, pilot):
        await form_with(app, pilot, "2n", "Sample Newcomer")
    async with session(sample) as (app, pilot):
        await reopened(app, pilot)
        await until(pilot, lambda: app.keeper is not None and bool(app.keeper._kept))
        app.end_drafts(keep=False)
    assert files() == []


async def test_q_on_home_and_the_palette_ask_too(sample: Path) -> None:
    async with session(sample) as (app, pilot):
        await pilot.press("+", *"note abc")
        await app.bench.perform("quit")
        await until(pilot, lambda: isinstance(app.screen, Quitting))
        await pilot.press("n")
        assert texts(app.bench) == {"line": "note abc"}


async def test_two_forms_of_one_session_come_back_one_by_one(sample: Path) -> None:
    for text in ("First Person", "Second Person"):
        async with session(sample) as (app, pilot):
            await pilot.pause(0.2)
            if isinstance(app.screen, DraftList):
                await pilot.press("escape")
            await form_with(app, pilot, "2n", text)
    async with session(sample) as (app, pilot):
        form = await reopened(app, pilot)
        assert texts(form) == {"name": "Second Person"}, "the newest first"
        await pilot.press("escape", "y")
        await app.bench.perform("drafts")
        form = await reopened(app, pilot)
        assert texts(form) == {"name": "First Person"}


async def test_a_form_that_cannot_be_opened_any_more_shows_its_text(sample: Path) -> None:
    space = Workspace(BuildingFile(sample, Author("ana", 1000)), today=lambda _: TODAY)
    done = space.do(partial(say, text="a remark", on=TODAY))
    number = done.change.edits[0].id
    async with session(sample) as (app, pilot):
        await pilot.press("5")
        await pilot.pause()
        assert app.bench.view.open_record(f"feedback/{number}")
        await form_with(app, pilot, "e", "more words")
    space.do(partial(remove, table="feedback", number=number))
    before = sample.read_bytes()
    async with session(sample) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, DraftList))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Explain))
        sheet = app.screen
        assert isinstance(sheet, Explain) and "more words" in sheet.page.plain()
        assert len(files()) == 1, "it stays until it is discarded"
    assert sample.read_bytes() == before


async def test_a_value_that_changed_meanwhile_is_shown_beside_the_text(sample: Path) -> None:
    async with session(sample) as (app, pilot):
        await pilot.press("2")
        await pilot.pause()
        await form_with(app, pilot, "p", "x")
        form = app.screen
        assert isinstance(form, FormScreen) and form.seen is not None
        seen: Any = form.seen
    space = Workspace(BuildingFile(sample, Author("ben", 1001)), today=lambda _: TODAY)
    space.do(partial(editing.edit, today=TODAY, seen=seen, name="Avery Renamed"))
    async with session(sample) as (app, pilot):
        form = await reopened(app, pilot)
        assert "Current value: Avery Renamed" in str(form.below["name"].content)


async def test_reopening_changes_nothing(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that once opened a form may do something by now, such as taking a cancellation
    back.
    """
    async with session(sample) as (app, pilot):
        await form_with(app, pilot, "2n", "Sample Newcomer")
    (file,) = files()
    file.write_text(file.read_text("utf-8").replace("team.new-person", "team.remove-all"), "utf-8")
    from bltui.ui.screens.team.view import Team

    async def removes(self: Any, command: str) -> None:
        self.services.submit(partial(say, text="changed", on=TODAY))

    monkeypatch.setattr(Team, "action_run", removes)
    monkeypatch.setattr("bltui.ui.restoring._PATIENCE", 0.3)
    text = file.read_text("utf-8").replace("team.remove-all", "team.new-person")
    file.write_text(text, "utf-8")
    before = sample.read_bytes()
    async with session(sample) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, DraftList))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Explain))
    assert sample.read_bytes() == before


async def test_typing_goes_on_where_drafts_cannot_be_written(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: one line, once.

    The form works, and quitting says that the text cannot be kept.
    """

    def full(*_: Any, **__: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with session(sample) as (app, pilot):
        monkeypatch.setattr(folder.Held, "write", full)
        form = await form_with(app, pilot, "2n", "Sample")
        await until(
            pilot, lambda: "Drafts cannot be saved: No space left" in app.bench.bottom.text(0)
        )
        app.tell("something else")
        await pilot.press(*" Newcomer")
        await pilot.pause(1.2)
        assert "something else" in app.bench.bottom.text(0)
        assert texts(form) == {"name": "Sample Newcomer"}
        await pilot.press("ctrl+q", "k")
        await pilot.pause(0.2)
        assert isinstance(app.screen, Quitting)
        monkeypatch.undo()


async def test_a_start_with_keys_waiting_does_not_put_a_dialog_in_their_way(sample: Path) -> None:
    async with session(sample) as (app, pilot):
        await form_with(app, pilot, "2n", "Sample Newcomer")
    async with session(sample) as (app, pilot):
        app.untouched = False
        if isinstance(app.screen, DraftList):
            await pilot.press("escape")
        from bltui.ui.restoring import offer

        await offer(app)
        assert app.screen is app.bench and "1 draft of unsaved text" in app.bench.bottom.text(0)


def test_files_of_older_versions_are_read_and_junk_is_no_harm() -> None:
    place = drafts_folder()
    place.mkdir(parents=True)
    (place / "2026-11-23 10.15.00-1.told").write_text(
        '{"FormScreen": {"name": "Old words", "title": ""}}'
    )
    (place / "2026-11-23 10.16.00-1.json").write_text('{"Workbench": {"quick add": "older words"}}')
    for name, junk in (
        ("a", b""),
        ("b", b"\xff\xfe"),
        ("c", b"[]"),
        ("d", b'{"version": 99}'),
        ("e", b'{"A": 1}'),
    ):
        (place / f"{name}.json").write_bytes(junk)
    (place / "f.json").symlink_to("/etc/passwd")
    (place / "g.json").mkdir()
    os.mkfifo(place / "h.json")
    found = drafts_of(Signer("ana", shared=False), "/any.json")
    assert sorted(field.text for _, draft in found for field in draft.fields) == [
        "Old words",
        "older words",
    ]
    assert drafts_of(Signer("M. Ortiz", shared=True)) == [], (
        "on a shared account nobody knows whose they are"
    )


async def test_a_half_written_file_is_swept_and_never_read(sample: Path) -> None:
    place = drafts_folder()
    place.mkdir(parents=True)
    (place / "abc.json.half").write_text("half")
    assert folder.free() == []
    assert files() == []


async def test_a_draft_is_on_the_disk_before_it_has_its_name(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut leaves is the text before or the text after: the bytes, then the name, then
    the folder.
    """
    done: list[str] = []
    for name in ("fsync", "rename"):
        real = getattr(os, name)

        def noted(*args: Any, real: Any = real, name: str = name, **more: Any) -> Any:
            kind = (
                "folder"
                if name == "fsync" and Path(f"/proc/self/fd/{args[0]}").is_dir()
                else "file"
            )
            done.append(f"{name} {kind}")
            return real(*args, **more)

        monkeypatch.setattr(os, name, noted)
    async with session(sample) as (app, pilot):
        await form_with(app, pilot, "2n", "Sample")
        await written(pilot, "Sample")
        done.clear()
        await pilot.press(*" Newcomer")
        await written(pilot, "Newcomer")
        await until(pilot, lambda: len(done) >= 3)
        assert done[:3] == ["fsync file", "rename file", "fsync folder"]
