"""Helpers for tests of drafts: sessions on one file, typing into a form, files on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from bltui.places import drafts_folder
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.draft_list import DraftList
from bltui.ui.dialogs.form_widgets import LineEntry, ProseEntry
from bltui.ui.unsaved import Source
from bltui.workspace import Workspace
from tests.ui.pressing import until

TODAY = date(2026, 11, 23)


@asynccontextmanager
async def session(
    path: Path, who: str = "ana", signed: str | None = None, now: Callable[[], float] | None = None
) -> AsyncIterator[tuple[Bltui, Pilot[Any]]]:
    """Open the app as one person. At the end it leaves its drafts as a lost connection does."""
    space = Workspace(BuildingFile(path, Author(who, 1000, signed)), today=lambda _: TODAY)
    more: dict[str, Any] = {"now": now} if now is not None else {}
    app = Bltui(space, Settings(signs="unicode"), config=path.parent / "config.toml", **more)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.keeper is not None)
        yield app, pilot
        app.end_drafts(keep=True)


def files() -> list[Path]:
    """Return the draft files."""
    folder = drafts_folder()
    return sorted(folder.iterdir()) if folder.is_dir() else []


def texts(screen: Any) -> dict[str, str]:
    """Return every text of a form that could be lost."""
    found = screen.unsaved()
    return {one.key: one.text for one in found.fields} if found is not None else {}


def first_field(screen: Any) -> LineEntry | ProseEntry | None:
    """Return the first text field that can be typed into."""
    return next((w for w in screen.query("LineEntry, WhoEntry, ProseEntry") if w.focusable), None)


async def written(pilot: Pilot[Any], text: str) -> Path:
    """Wait for the draft that holds a text."""
    await until(
        pilot, lambda: any(text in f.read_text("utf-8") for f in files() if f.suffix == ".json")
    )
    return next(f for f in files() if f.suffix == ".json" and text in f.read_text("utf-8"))


async def reopened(app: Bltui, pilot: Pilot[Any]) -> Any:
    """Restore the first draft that is offered at the start, and return its filled-in form."""
    await until(
        pilot, lambda: isinstance(app.screen, DraftList), lambda: f"not offered: {app.screen}"
    )
    await pilot.press("enter")
    await until(
        pilot,
        lambda: (
            isinstance(app.screen, Source)
            and app.screen is not app.bench
            and bool(texts(app.screen))
        ),
        lambda: f"not reopened: {app.screen} {[f.read_text() for f in files()]}",
    )
    return app.screen
