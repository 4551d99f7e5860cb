"""Every screen is styled, also if it is the first thing that opens in a session."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from textual.screen import Screen
from textual.widget import Widget

import bltui.ui
from bltui.resources import resource
from bltui.ui.dialogs.modal import Modal
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.styling import SHEETS


def screens() -> list[type[Screen]]:
    for found in pkgutil.walk_packages(bltui.ui.__path__, "bltui.ui."):
        # A module of ours runs when something in it is first asked for.
        getattr(importlib.import_module(found.name), "nothing", None)
    known: list[type[Screen]] = [Screen]
    for kind in known:
        known += [sub for sub in kind.__subclasses__() if sub not in known]
    ours = [kind for kind in known if kind.__module__.startswith("bltui.")]
    return [kind for kind in ours if kind not in (Modal, PageScreen) and hasattr(kind, "SHEETS")]


@pytest.mark.parametrize("kind", screens(), ids=lambda kind: kind.__name__)
def test_a_screen_names_the_sheets_that_style_it(kind: type[Screen]) -> None:
    """Textual reads a selector such as `Drafted` as that class and every class made from it."""
    sheets = {*SHEETS, *kind.SHEETS}  # type: ignore[attr-defined]
    rules = "".join(resource("styles", name).read_text("utf-8") for name in sorted(sheets))
    heads = set(re.findall(r"\b[A-Z]\w+", re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)))
    ours = {base.__name__ for base in kind.__mro__ if base.__module__.startswith("bltui.")}
    assert heads & ours, f"no rule of {sorted(sheets)} is for {kind.__name__}"


def test_there_are_screens() -> None:
    assert len(screens()) >= 18


#: Keys that open a dialog or a page as the first thing, view by view.
FIRST = (
    *("2 i", "2 a", "2 e", "2 enter", "3 c", "3 n", "3 H", "3 f", "3 P", "3 S", "4 b", "4 i"),
    *("5 a", "5 R", "6 p", "6 left_square_bracket m", "7 a", "question_mark", "ctrl+p", "comma"),
)


@pytest.mark.parametrize("keys", FIRST)
async def test_the_first_thing_in_a_session_has_a_frame_and_a_ground(opened, keys: str) -> None:
    async with opened() as (app, pilot):
        bottom = app.screen
        await pilot.press(*keys.split())
        await pilot.pause()
        assert app.screen is not bottom, f"{keys} opens nothing"
        if isinstance(app.screen, PageScreen):
            assert app.screen.styles.background.a == 1
            return
        sheet = app.screen.query(".sheet").first()
        assert all(edge not in ("", "none") for edge, _ in sheet.styles.border)
        assert sheet.styles.background.a == 1
        assert 0 < app.screen.styles.background.a < 1, "the view behind shows through"
        assert sheet.region.x > 0


async def test_an_empty_field_has_its_ground_when_it_has_the_focus(opened) -> None:
    async with opened() as (app, pilot):
        await pilot.press("2", "a")
        await pilot.pause()
        field = app.screen.focused
        assert field is not None
        assert not field.value
        line = field.render_line(0)
        assert line.cell_length == field.size.width
        assert all(s.style is not None and s.style.bgcolor is not None for s in line)


def test_a_mixin_does_not_hide_the_default_style_of_a_widget() -> None:
    """Textual takes the default style of the first base that is a widget, and of no other."""
    screens()  # imports every module
    known: list[type[Widget]] = [Widget]
    for kind in known:
        known += [sub for sub in kind.__subclasses__() if sub not in known]
    for kind in known:
        if kind.__module__.startswith("bltui."):
            stock = next(base for base in kind.__mro__ if base.__module__.startswith("textual."))
            if issubclass(stock, Widget):
                assert stock.__name__ in kind._css_type_names, (kind, stock)
