"""The text of a field in the person's own editor: it comes back, and nothing is left behind."""

from __future__ import annotations

import stat
from contextlib import contextmanager
from pathlib import Path

import pytest

from bltui.domain.model.errors import UserError
from bltui.ui.dialogs.editor import MOST, edited, editor
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.form_widgets import ProseEntry


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def script(tmp_path: Path, lines: str) -> list[str]:
    path = tmp_path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return [str(path)]


def test_the_text_goes_out_and_comes_back(tmp_path: Path, place: Path) -> None:
    words = script(tmp_path, f'ls -l "$1" > {tmp_path}/mode; printf "more\\n" >> "$1"')
    assert edited("Some text\n", words) == "Some text\nmore"
    assert (tmp_path / "mode").read_text().startswith("-rw-------")
    assert not list(place.iterdir())


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("exit 1", False),
        ('rm "$1"', False),
        ('printf "\\377" > "$1"', True),
        (f'head -c {MOST + 1} /dev/zero | tr "\\0" x > "$1"', True),
    ],
)
def test_no_text_is_lost(tmp_path: Path, place: Path, lines: str, kept: bool) -> None:
    words = script(tmp_path, lines)
    try:
        assert edited("Some text", words) == "Some text"
    except UserError as refused:
        assert "edited text" in refused.message
        assert not kept or str(next(place.iterdir())) in refused.message
    left = list(place.iterdir())
    assert bool(left) == kept
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in left)


def test_an_editor_that_cannot_start_is_named(place: Path) -> None:
    with pytest.raises(UserError, match="/no/such/editor cannot be started"):
        edited("Some text", ["/no/such/editor"])
    assert not list(place.iterdir())


def test_without_an_editor_the_message_says_what_to_set() -> None:
    assert editor({"VISUAL": "code -w", "EDITOR": "nano"}) == ["code", "-w"]
    for environ in ({}, {"EDITOR": " "}, {"EDITOR": "'"}):
        with pytest.raises(UserError, match="Set EDITOR"):
            editor(environ)


async def test_a_form_takes_the_edited_text(
    opened, tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (app, pilot):
        await pilot.press("2", "t")
        form = app.screen
        assert isinstance(form, FormScreen)
        notes = form.entry("notes")
        assert isinstance(notes, ProseEntry)
        notes.focus()
        await pilot.press("a", "b")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        await pilot.press("ctrl+g")
        assert "No editor is set" in str(form.trouble.content) and notes.raw == "ab"

        @contextmanager
        def suspend():
            yield

        monkeypatch.setattr(app, "suspend", suspend)
        monkeypatch.setenv("EDITOR", script(tmp_path, 'printf "c\\nd\\n" >> "$1"')[0])
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert notes.raw == "abc\nd" and "notes" in form.typed
