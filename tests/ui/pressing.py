"""Helpers for tests of views: open a view, fill in forms, read lists, wait for workers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot

from bltui.settings import Settings
from bltui.ui.app import Bltui
from bltui.ui.base_view import BaseView
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace

V = TypeVar("V", bound=BaseView)


@asynccontextmanager
async def on_view(
    space: Workspace, key: str, kind: type[V], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Bltui, Pilot[Any], V]]:
    """Open the app on one of its views."""
    app = Bltui(
        space, Settings(signs="unicode"), config=Path(space.file.path).parent / "config.toml"
    )
    async with app.run_test(size=size) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.bench.view, kind))
        view = app.bench.view
        assert isinstance(view, kind)
        yield app, pilot, view


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Paste a text into the focused field. Single keys would take a test many times as long."""
    assert pilot.app.focused is not None
    pilot.app.focused.post_message(events.Paste(text))
    await pilot.pause()


def words(view: Any, name: str) -> list[str]:
    """Return the text of a list, row by row."""
    return [
        " | ".join(plain(c).strip() for c in row.cells)
        for row in view.query_one(f"#{name}", RecordList).shown
    ]


async def until(
    pilot: Pilot[Any],
    done: Callable[[], bool],
    why: Callable[[], str] = lambda: "it did not happen",
) -> None:
    """Wait up to five seconds for a worker. It is seldom slow, so check often at first."""
    delay = 0.001
    for _ in range(260):
        if done():
            return
        await pilot.pause(delay)
        delay = min(2 * delay, 0.02)
    raise AssertionError(why())


async def form(pilot: Pilot[Any], app: Bltui, **values: str) -> None:
    """Fill in the open form and save it."""
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, FormScreen), screen
    for key, text in values.items():
        screen.entry(key).fill(text)
    await pilot.press("f10")
    await until(
        pilot, lambda: app.screen is app.bench, lambda: str(screen.wrong or screen.trouble.content)
    )
