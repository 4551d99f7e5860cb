"""Jumping: a label on every row and field in sight, which leads there and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.jumping import LETTERS, labels
from bltui.ui.themes import themes
from bltui.ui.widgets import record_list
from bltui.ui.widgets.record_list import RecordList
from tests.ui.test_key_queue import at_once
from tests.ui.test_width import PLACES, lines_of, panels


def test_no_label_is_the_beginning_of_another():
    assert len(set(LETTERS)) == 26
    for count in (0, 1, 26, 27, 51, 52, 100, 676):
        found = list(labels(count))
        assert len(found) == count
        assert not [a for a in found for b in found if a != b and b.startswith(a)]


def drawn(rows: RecordList) -> set[str]:
    """What is drawn before the rows of a list."""
    return {line[:2].strip() for line in lines_of(rows)}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_every_row_in_sight_has_a_label_that_leads_there(opened, size, monkeypatch):
    monkeypatch.setattr(record_list, "REST", 0.001)  # the details follow at once
    async with opened(size=size) as (app, pilot):
        for name, keys in PLACES.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            before = Path(app.workspace.file.path).read_bytes()
            for place in (0, 1, -2, -1):
                await pilot.press("semicolon")
                await pilot.pause()
                found = [
                    (rows, row, label)
                    for rows in panels(app)
                    for row, label in rows._shown_labels.items()
                ]
                if not found:
                    assert name == "propose" and "no row" in app.screen.said()
                    break
                rows, row, label = found[place]
                assert label in drawn(rows), (name, row, lines_of(rows))
                await pilot.press(*label)
                await pilot.pause()
                assert app.focused is rows and rows.cursor == row, (name, label)
                assert not any(found._shown_labels for found in panels(app))
            assert Path(app.workspace.file.path).read_bytes() == before
            await pilot.press("escape", "1")


async def test_the_label_may_be_typed_ahead(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press("semicolon")
        label, row = next(
            (label, row)
            for rows in reversed(panels(app))
            for row, label in reversed(rows._shown_labels.items())
        )
        await pilot.press("escape")
        at_once(app, f";{label}")
        await pilot.pause()
        assert isinstance(app.focused, RecordList) and app.focused.cursor == row


@pytest.mark.parametrize("key", ["escape", "exclamation_mark", "f10", "enter"])
async def test_any_other_key_leaves_and_does_nothing(opened, key):
    async with opened() as (app, pilot):
        await pilot.press("2")
        focused, row = app.focused, app.focused.cursor
        # What was typed ahead was meant for where the label leads.
        at_once(app, ";", f"<{key}>", *(["x"] if key != "escape" else []))
        await pilot.pause()
        assert app.screen is app.bench and app.focused is focused and focused.cursor == row
        assert not focused._shown_labels
        await pilot.press("j")
        assert focused.cursor != row


async def test_a_click_removes_the_labels(opened):
    async with opened() as (app, pilot):
        await pilot.press("semicolon")
        await pilot.click(app.focused, offset=(10, 3))
        assert not any(rows._shown_labels for rows in panels(app))


async def test_every_field_in_sight_has_a_label(opened):
    async with opened() as (app, pilot):
        await pilot.press("2", "a")
        form = app.screen
        assert isinstance(form, FormScreen)
        texts = form.text()
        for key in form.targets():
            await pilot.press("f12")
            place = form.targets().index(key)
            assert str(form.rows[key].label.visual).startswith(f"{LETTERS[place]} ")
            await pilot.press(LETTERS[place])
            assert app.focused is form.entry(key)
        names = [str(row.label.visual) for row in form.rows.values()]
        await pilot.press("f12", "exclamation_mark")
        assert form.text() == texts
        assert [str(row.label.visual) for row in form.rows.values()] == names
        at_once(app, "<f12>", "sSam")
        await pilot.pause()
        assert app.focused is form.entry(form.targets()[1])


@pytest.mark.parametrize("theme", list(themes()))
async def test_labels_have_the_colors_of_a_button(opened, theme):
    """`test_contrast` measures them, in 16 colors too."""
    async with opened(theme=theme) as (app, pilot):
        await pilot.press("semicolon")
        rows = app.focused
        found = [s for s in rows.render_line(0) if s.text.strip() in rows._shown_labels.values()]
        assert found and found[0].style == rows.ink("button-text", ground="button", bold=True)
