"""The app on the sample building, at a fixed date and size."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bltui.domain.years.new_building import found
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui import key_queue
from bltui.ui.app import Bltui
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui import settling

TODAY = date(2026, 11, 23)
#: Nov 23, 2026, 15:42 UTC
NOW = 1_795_448_520.0

Opened = AbstractAsyncContextManager[tuple[Bltui, Pilot[Any]]]


@pytest.fixture(autouse=True)
def _no_pause_after_a_mishap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the pause after a mishap, because a test presses its next key at once.

    `test_key_queue.py` tests the pause.
    """
    monkeypatch.setattr(key_queue, "BREATH", 0.0)


@pytest.fixture(autouse=True)
def _no_idle_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot continue as soon as the app is settled."""
    settling.use(monkeypatch)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep each test's drafts and log in a separate folder, never in the person's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # The colors that a terminal has change what the app chooses.
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture
def sample_file(tmp_path: Path) -> Path:
    """Return the sample building, made at a fixed moment."""
    path = tmp_path / "sample.json"
    BuildingFile.create(
        path,
        sample_documents(TODAY),
        Author("ana", 1000),
        "the sample building written",
        now=lambda: NOW,
    )
    return path


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    """Return a newly created building."""
    path = tmp_path / "new.json"
    BuildingFile.create(
        path,
        found(name="New School", grades=("K", "1", "2"), year="2026-27"),
        Author("ana", 1000),
        "founded",
        now=lambda: NOW,
    )
    return path


@pytest.fixture
def opened(sample_file: Path) -> Callable[..., Opened]:
    """Return a function that opens the app.

    `async with opened(size=..., who=..., path=..., **settings) as (app, pilot)`.
    """

    @asynccontextmanager
    async def opening(
        size: tuple[int, int] = (80, 24),
        who: str = "ana",
        path: Path | None = None,
        **settings: Any,
    ) -> AsyncIterator[tuple[Bltui, Pilot[Any]]]:
        place = path or sample_file
        space = Workspace(
            BuildingFile(place, Author(who, 1000), now=lambda: NOW), today=lambda _: TODAY
        )
        chosen = Settings(**{"signs": "unicode", **settings})
        app = Bltui(space, chosen, config=place.parent / "config.toml")
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot

    return opening
