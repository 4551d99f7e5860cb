"""What waits for a refresh: fast keys may close a form before it is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from bltui.ui.widgets.when_drawn import when_drawn

BLTUI = Path(__file__).parents[2] / "bltui"


class Closing(Screen[None]):
    """A screen that is closed while its work still waits."""

    def __init__(self, *, closes: bool) -> None:
        super().__init__()
        self.closes = closes
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("field", id="field")

    async def work(self) -> None:
        """Ask for some work, and close before it is done."""
        when_drawn(self, lambda: self.done.append(str(self.query_one("#field").id)))
        if self.closes:
            await self.remove_children()


@pytest.mark.parametrize("closes", [False, True])
async def test_work_is_done_unless_its_screen_was_closed(closes: bool) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = Closing(closes=closes)
        await app.push_screen(screen)
        screen.call_later(screen.work)
        await pilot.pause()
        await pilot.pause()
        assert screen.done == ([] if closes else ["field"])


def test_every_wait_for_a_refresh_is_this_one() -> None:
    """A bare call would run on the remains of a closed form, and end the program."""
    names = [
        file.name
        for file in BLTUI.rglob("*.py")
        if ".call_after_refresh(" in file.read_text("utf-8")
    ]
    assert names == ["when_drawn.py"]
