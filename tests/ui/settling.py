"""Wait until the app is settled: as soon as nothing is left to do, not after 20 idle milliseconds.

Textual's pilot waits twice that long for each key, which was most of the tests' time.
"""

from __future__ import annotations

import asyncio
from time import monotonic, process_time
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot

from bltui.ui.key_queue import KeyQueue

#: Seconds between two checks. Timers that are due run in between.
TURN = 0.001
#: Seconds that Textual waits. The process is idle if it worked less than a twentieth of that time.
WINDOW = 0.02
_textual_wait = Pilot._wait_for_screen


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pilot wait like this."""
    monkeypatch.setattr(textual.app, "wait_for_idle", settle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", settle)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _wait_for_screen)


async def _wait_for_screen(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    """Wait for each widget of the screen.

    Textual sends a message to all of them for that, even if nothing is left to do.
    """
    return _at_rest(pilot.app) or await _textual_wait(pilot, timeout)


async def settle(min_sleep: float = WINDOW, max_sleep: float = 1.0) -> None:
    """Wait until the app is at rest and drawn, or until the process is idle, as Textual does.

    An app that waits for a lock or for another process is not at rest, but a test may want to check
    it anyway.
    """
    app = active_app.get()
    start = since = monotonic()
    worked = process_time()
    while monotonic() - start < max_sleep:
        await asyncio.sleep(TURN)
        if _at_rest(app) and await _drawn(app):
            return
        if monotonic() - since >= max(min_sleep, WINDOW):
            if process_time() - worked < WINDOW / 20:
                return
            since, worked = monotonic(), process_time()


def _at_rest(app: App[Any]) -> bool:
    """Return whether no key, message or worker has anything left to do."""
    return (
        isinstance(app, KeyQueue)
        and app.at_rest
        and all(worker.is_finished for worker in app.workers)
    )


async def _drawn(app: App[Any]) -> bool:
    """Draw what the next frame would draw. Returns False if that caused more work."""
    if app.screen_stack:
        app.screen._on_timer_update()  # as the pilot does after each pause
    for _ in range(3):
        await asyncio.sleep(0)
    return _at_rest(app)
