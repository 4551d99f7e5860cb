"""What tests of views share: forms filled in by their fields, lists as words, waiting for what workers do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from bltui.ui.app import Bltui
from bltui.ui.dialogs.form import FormScreen
from bltui.ui.widgets.rows import Rows
from bltui.ui.widgets.ruled import plain


def words(view: Any, name: str) -> list[str]:
    """What a list says, row by row."""
    return [" | ".join(plain(c).strip() for c in row.cells) for row in view.query_one(f"#{name}", Rows)._rows]


async def until(pilot: Pilot[Any], done: Callable[[], bool], why: Callable[[], str] = lambda: "") -> None:
    """Wait for what happens in a worker."""
    for _ in range(80):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError(why())


async def form(pilot: Pilot[Any], app: Bltui, **values: str) -> None:
    """Fill in the open form and save it."""
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, FormScreen), screen
    for key, text in values.items():
        screen.entry(key).fill(text)
    await pilot.press("f10")
    await until(pilot, lambda: app.screen is app.bench, lambda: str(screen._wrong or screen._trouble.content))
