"""The app: starts a session, takes in what others do, and leaves the terminal as it was found."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from textual.screen import Screen

from bltui import places
from bltui.domain.model import formats
from bltui.domain.model.text import shown
from bltui.settings import BadSettings, Settings, keep_setting
from bltui.stand_ins import fit_stream
from bltui.store.errors import StoreError
from bltui.ui import first_run, shutdown
from bltui.ui import keymap_scopes as ui_keymap_scopes
from bltui.ui.app_services import Page
from bltui.ui.formatting import signs_for
from bltui.ui.keymap import Keymap, check
from bltui.ui.repainting import Repainting
from bltui.ui.saving import Saving
from bltui.ui.screens.main_screen import MainScreen
from bltui.ui.startup_prefetch import PrefetchedState
from bltui.ui.state import State, look
from bltui.ui.widgets.when_drawn import when_drawn
from bltui.workspace import Workspace

if TYPE_CHECKING:
    from bltui.store.presence import Presence
    from bltui.ui.first_run import FirstRun

#: Seconds between two looks at whether others changed something; they are seen within 1.5 s.
LOOK = 1.0

#: New objects after which the collector checks the youngest generation, as in Python by default.
PACE = 700

#: Seconds from the first paint to the cleanup, which takes as long as painting twice: nobody should
#: wait for it.
TIDY = 0.8


class Bltui(Saving, Repainting):
    """One person's terminal on one building."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        *,
        presence: Presence | None = None,
        seen: PrefetchedState | None = None,
        config: Path | None = None,
        now: Callable[[], float] = time.time,
        draft: str = "",
        first: FirstRun | None = None,
    ) -> None:
        """`draft` is a draft file to reopen first; `first` is what a new building begins with."""
        super().__init__(workspace, now, draft)
        self._first = first
        self.settings = settings
        self._config = config or places.config_file()
        self._presence = presence
        #: Until when (by `now`) a file that cannot be read is left alone.
        self._wait_until = 0.0
        self.state: State = look(workspace, signs_for(settings.signs), seen=seen)
        self.keymap, self.faults = self._keys()
        self.begin_theme(settings.theme)

    # -- start -------------------------------------------------------------------------------------

    def _keys(self) -> tuple[Keymap, list[str]]:
        if not self.settings.keys:
            return Keymap(), []
        scopes = ui_keymap_scopes.scopes
        keymap, faults = check(scopes(self.settings.keys), self.settings.keys)
        self.set_keymap(keymap.chosen)
        return keymap, faults

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen; every other screen is a dialog or page on top of it."""
        return MainScreen(self.size, self.state.signs, id="workbench")

    @property
    def bench(self) -> MainScreen:
        """The main screen, under any open dialog."""
        bench = self.screen_stack[0]
        assert isinstance(bench, MainScreen)
        return bench

    def on_mount(self) -> None:
        """Start polling for other people's changes and listening for shutdown signals."""
        shutdown.listen(self)
        self.set_interval(LOOK, self._look)
        # After a suspend the terminal shows an empty alternate screen, so everything has to be
        # repainted.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())
        when_drawn(self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        """After the first paint."""
        self.begin_drafts(self.workspace.file)
        if self._first is not None:
            first_run.begin(self, self._first)
        if self.faults:
            more = f" And {len(self.faults) - 1} more." if self.faults[1:] else ""
            self.news(f"config.toml: {self.faults[0]}{more}", "refused")
        self.run_worker(self._say_doubts(), group="background", exit_on_error=False)
        self.set_timer(TIDY, self._tidy)

    def _tidy(self) -> None:
        """Free what only the startup needed.

        Everything still loaded is kept for the session, so the garbage collector can ignore it.
        """
        gc.collect()
        gc.freeze()
        gc.set_threshold(PACE)  # a command looks less often, but a session lives long
        gc.enable()

    async def _say_doubts(self) -> None:
        """Warn once if the file is in a place that may not store it safely."""
        if about := await self.run_in_worker(lambda workspace: workspace.file.doubt()):
            self.news(f"Check where this building is stored: {about}.", "refused")

    # -- what widgets ask --------------------------------------------------------------------------

    def open(self, record: str) -> None:
        """Show a record in its view, and close any page over the main screen."""
        if isinstance(self.screen, Page) and not isinstance(self.screen, MainScreen):
            self.screen.dismiss(None)
        self.bench.open(record)

    def copy(self, text: str, called: str = "") -> None:
        """Copy text to the terminal's clipboard (OSC 52), and show it, or what it is `called`.

        Some terminals do not support OSC 52.
        """
        self.copy_to_clipboard(shown(text, multiline=True))
        self.tell(f"Copied: {called or shown(text)}")

    def prefer(self, key: str, value: str | bool) -> None:
        """Apply a setting at once and save it in config.toml."""
        self.settings = msgspec.structs.replace(self.settings, **{key: value})
        if key == "theme":
            self.theme = self.settings.theme
        elif key == "format":
            formats.prefer(self.settings.format)
            self.show_state(look(self.workspace, self.state.signs))
        elif key == "signs":
            fit_stream(sys.__stderr__, self.settings.signs, cells=True)
            signs = signs_for(self.settings.signs)
            self.bench.set_class(signs.done == "x", "-ascii")
            self.show_state(msgspec.structs.replace(self.state, signs=signs))
            self.refresh()
        try:
            keep_setting(self._config, key, value)
        except (BadSettings, OSError) as error:
            self.tell(f"Set {key} for now, but it could not be saved: {error}", "refused")
        else:
            self.tell(f"Saved: {key} = {value} in {self._config}", "done")

    # -- others ------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Check for changes by other people, who else is present, and whether the terminal is gone.

        Costs one directory lookup.
        """
        if self.left_by is None and shutdown.terminal_gone():
            shutdown.leave(self, signal.SIGHUP)
            return
        others = (
            tuple(guest.name for guest in self._presence.others())
            if self._presence is not None
            else ()
        )
        if others != self.state.others:
            self.show_state(msgspec.structs.replace(self.state, others=others))
        if self.serial_worker.idle and self.now() >= self._wait_until and self.workspace.moved():
            self.run_worker(self._refresh(), group="background", exit_on_error=False)

    async def _refresh(self) -> None:
        signs, others, known = (
            self.state.signs,
            self.state.others,
            {told.id for told in self.state.recent},
        )

        def work(workspace: Workspace) -> State | StoreError:
            try:
                workspace.refresh()
            except StoreError as error:
                return error
            return look(workspace, signs, others)

        found = await self.run_in_worker(work)
        if isinstance(found, State):
            self.show_state(found)
            new = [told for told in found.recent if told.id not in known]
            if new:
                more = f" (and {len(new) - 1} more)" if new[1:] else ""
                self.news(f"{new[0].by or 'Unnamed'}: {new[0].says}{more}")
        else:
            # The last good version stays on the screen, and the current file is not overwritten.
            self._wait_until = self.now() + 2
            reason = str(found)
            banner = (
                f"{reason} The screen shows the last state that was read; nothing can be saved."
            )
            self.show_state(
                msgspec.structs.replace(
                    self.state, closed="the file cannot be read now", banner=banner
                )
            )

    # -- leaving -----------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Quit. A save that is under way is waited for; unsaved text is asked about."""
        if not self.serial_worker.idle:
            await self.serial_worker.run(lambda: None)
            await asyncio.sleep(0)  # the form that was being saved closes
        self.quit_or_ask()
