"""The roll-over on the screen: the year is closed after a question, and the next one opened with a
form that says what goes on.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.steps.current_state import working_year
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.form_screen import FormScreen
from tests.sample_building import documents as sample_documents
from tests.ui.pressing import form, until, words


@pytest.fixture
def ended(tmp_path: Path) -> Path:
    """The sample building of a spring, whose year has ended by the day of the app."""
    path = tmp_path / "ended.json"
    documents = sample_documents(date(2026, 4, 20))
    BuildingFile.create(
        path, documents, Author("ana", 1000), "written", now=lambda: 1_776_600_000.0
    )
    return path


async def test_a_year_is_closed_and_the_next_one_opened(opened: Any, ended: Path) -> None:
    async with opened(size=(120, 40), path=ended) as (app, pilot):
        assert working_year(app.state.building, app.state.today) == "2025-26"
        assert any(
            "2025-26 ended on" in line and "is not closed" in line
            for line in words(app.bench.view, "needs")
        )
        await pilot.press("4", "N")
        await pilot.pause()
        assert app.screen is app.bench, "the year is closed first"

        await pilot.press("Y")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        assert (
            "3 open cycles: " in app.screen._more
            and "nothing is deleted or locked" in app.screen._more
        )
        await pilot.press("n")
        assert app.state.building.profile.closed_years == {}
        await pilot.press("Y")
        await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: bool(app.state.building.profile.closed_years))
        assert app.state.building.profile.closed_years == {"2025-26": app.state.today}
        await pilot.press("Y")
        await pilot.pause()
        assert app.screen is app.bench, "closed once is closed"

        await pilot.press("N")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FormScreen)
        screen.entry("first").fill("may 1, 2026")
        screen.entry("last").fill("may 28")
        screen.show_all_below()
        assert "overlaps 2025-26" in str(screen.below["last"].content)
        screen.entry("first").fill("aug 24")
        screen.show_all_below()
        said = str(screen.below["last"].content)
        assert (
            "of the team continue" in said
            and "leaving the team: " in said
            and "meeting times" in said
        )
        await form(pilot, app)
        building = app.state.building
        assert working_year(building, app.state.today) == "2026-27"
        assert [(c.year, str(c.first)) for c in building.calendars.values()][-1] == (
            "2026-27",
            "2026-08-24",
        )
        view = app.bench.view
        assert words(view, "building")[0].split(" | ")[2].endswith("not started")
        view.query_one("#building").go("building/1")
        await pilot.pause()
        assert "Carried over" in "\n".join(words(view, "detail"))
