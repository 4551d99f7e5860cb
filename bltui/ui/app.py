"""The app: holds the workspace and the state, runs requests, and restores the terminal at exit."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from bltui import places
from bltui.domain.checks import rules
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.finding import Finding
from bltui.domain.model.text import shown
from bltui.resources import resource
from bltui.settings import BadSettings, Settings, keep_setting
from bltui.stand_ins import fit_stream
from bltui.store.errors import StoreError
from bltui.ui import keymap_scopes as ui_keymap_scopes
from bltui.ui import shutdown, themes
from bltui.ui.app_services import Changed, ChangePreview, Listing, NotChanged, Page
from bltui.ui.drafting import Drafting
from bltui.ui.formatting import signs_for
from bltui.ui.keymap import Keymap, check
from bltui.ui.repainting import Repainting
from bltui.ui.screens.main_screen import MainScreen
from bltui.ui.serial_worker import SerialWorker
from bltui.ui.startup_prefetch import PrefetchedState
from bltui.ui.state import State, look
from bltui.workspace import Done, Workspace

if TYPE_CHECKING:
    from bltui.store.presence import Presence

T = TypeVar("T")

#: Seconds between two polls for other people's changes, which are seen within 1.5 s.
LOOK = 1.0

#: New objects after which the collector checks the youngest generation, as in Python by default.
PACE = 700

#: Seconds from the first paint to the cleanup, which takes as long as painting twice: nobody should
#: wait for it.
TIDY = 0.8

#: The style sheets loaded at the start. `load_css` reads the others when something needs them:
#: each only styles the classes of its view or dialogs, so their order does not matter, and reading
#: all took 40 ms before the first paint.
SHEETS = ("app.tcss", "home.tcss")


class Bltui(Drafting, Repainting):
    """The terminal app of one user on one building."""

    CSS_PATH: ClassVar[list[str | Path]] = [resource("styles", name) for name in SHEETS]  # type: ignore[assignment]
    ENABLE_COMMAND_PALETTE = False
    # ctrl+q works everywhere, behind dialogs too; ctrl+c is for copying, and tells how to quit.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True)
    ]
    TITLE = "bltui"
    _themed = False
    """Whether the theme has been set."""

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
    ) -> None:
        """Create the app; `draft` is a draft file to reopen first."""
        super().__init__(now, draft)
        self.settings = settings
        self._config = config or places.config_file()
        self.animation_level = "none"
        # Private in Textual, whose `run_test` sets them: the app has no floating widgets, and each
        # screen would mount them.
        self._disable_tooltips = self._disable_notifications = True
        self._workspace = workspace
        self._presence = presence
        #: The signal that ended the session, if one did.
        self.left_by: int | None = None
        self._serial_worker = SerialWorker()
        self._dressed: set[str] = set(SHEETS)
        #: The time (by `now`) until which an unreadable file is not retried.
        self._wait_until = 0.0
        self.state: State = look(workspace, signs_for(settings.signs), seen=seen)
        self.keymap, self.faults = self._keys()
        for theme in themes.themes().values():
            self.register_theme(theme)
        # Without the watcher, which would parse all style sheets twice before the first paint.
        self.set_reactive(App.theme, themes.chosen(settings.theme, self.available_themes))
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._themed = True
        self.stylesheet.set_variables(self.get_css_variables())

    # -- start -------------------------------------------------------------------------------------

    def _keys(self) -> tuple[Keymap, list[str]]:
        if not self.settings.keys:
            return Keymap(), []
        scopes = ui_keymap_scopes.scopes
        keymap, faults = check(scopes(self.settings.keys), self.settings.keys)
        self.set_keymap(keymap.chosen)
        return keymap, faults

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme by name.

        Textual asks for it at every line that it paints, so our own themes are looked up first.
        """
        return themes.themes().get(theme_name) or super().get_theme(theme_name)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme; empty until our theme is set during startup.

        Textual defines some of our names differently, such as an automatic "text" color that cannot
        be painted, so our values take precedence.
        """
        if not self._themed:
            return {}
        found = super().get_css_variables()
        if self.theme not in themes.themes():
            found = self.theme_variables = {**found, **self.get_theme_variable_defaults()}
        return found

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our color roles for Textual's own themes."""
        return themes.variables(themes.FIRST if self.current_theme.dark else "bltui-light")

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen; every other screen is a dialog or page on top of it."""
        return MainScreen(self.size, self.state.signs, id="workbench")

    def load_css(self, *sheets: str) -> None:
        """Read the style sheets that have not been read yet."""
        wanted = [name for name in sheets if name not in self._dressed]
        for name in wanted:
            self._dressed.add(name)
            self.stylesheet.read(resource("styles", name))
        if wanted:
            # Reading alone does not replace the rules that are already cached
            self.stylesheet.parse()

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
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        """Finish the startup work that can wait until the first paint."""
        self.begin_drafts(self._workspace.file)
        if self.faults:
            more = f" And {len(self.faults) - 1} more." if self.faults[1:] else ""
            self.news(f"config.toml: {self.faults[0]}{more}", "late")
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
            self.news(f"Check where this building is stored: {about}.", "late")

    # -- the desk ----------------------------------------------------------------------------------

    async def run_in_worker(self, work: Callable[[Workspace], T]) -> T:
        """Run `work` with the workspace in the worker thread, in request order."""
        return await self._serial_worker.run(lambda: work(self._workspace))

    async def save(self, work: Callable[[Workspace], Done]) -> Done | UserError | StoreError:
        """Run work that changes the file.

        Returns once it is on disk and shown, or with the reason that it failed.
        """
        if self.reopening:
            return UserError("Nothing is saved while a draft is opened.")
        signs, others = self.state.signs, self.state.others

        def job() -> tuple[Done | UserError | StoreError, State | None]:
            try:
                return work(self._workspace), look(self._workspace, signs, others)
            except (UserError, StoreError) as error:
                return error, None

        def landed(result: tuple[Done | UserError | StoreError, State | None]) -> None:
            outcome, state = result
            if state is not None:
                self._show(state)
            if isinstance(outcome, Done) and outcome.change.added:
                for listing in [s for s in self.screen_stack if isinstance(s, Listing)][-1:]:
                    listing.come_to(outcome.change.added)

        waiting = asyncio.create_task(self.say_who_writes(self._workspace.file.writer))
        try:
            outcome, _ = await self._serial_worker.run(job, landed)
        finally:
            waiting.cancel()
        return outcome

    async def change(self, intent: Intent) -> Done | UserError | StoreError:
        """Save an intent; return once it is on disk and shown, or with the reason for failure."""
        if self.state.closed:
            return UserError(self.state.closed)
        return await self.save(lambda workspace: workspace.do(intent))

    async def rehearse(self, intent: Intent) -> ChangePreview | UserError | StoreError:
        """Preview an intent: return its effect and the findings that it would add and fix."""

        def work(workspace: Workspace) -> ChangePreview | UserError | StoreError:
            try:
                return rehearsed(workspace, intent)
            except (UserError, StoreError) as error:
                return error

        return await self.run_in_worker(work)

    def submit(self, intent: Intent) -> None:
        """Save an intent and report the outcome."""
        self.run_worker(self._ask(self.change(intent)), group="store", exit_on_error=False)

    def submit_work(self, work: Callable[[Workspace], Done]) -> None:
        """Save and report an undo or redo."""
        self.run_worker(self._ask(self.save(work)), group="store", exit_on_error=False)

    async def _ask(self, asked: Any) -> None:
        outcome = await asked
        self.report(outcome)
        for screen in self.screen_stack[-1:]:
            screen.post_message(
                Changed(outcome) if isinstance(outcome, Done) else NotChanged(outcome)
            )

    def report(self, outcome: Done | UserError | StoreError) -> None:
        """Report the outcome of a change in one line."""
        if isinstance(outcome, Done):
            notes = "".join(f" ({note})" for note in outcome.change.notes)
            self.tell(f"{_done(outcome)}{notes}", "done")
        elif isinstance(outcome, UserError):
            self.tell(outcome.message, "late")
        else:
            self.tell(str(outcome), "late")

    def open(self, record: str) -> None:
        """Show a record in its view, and close any page over the main screen."""
        if isinstance(self.screen, Page) and not isinstance(self.screen, MainScreen):
            self.screen.dismiss(None)
        self.bench.open(record)

    def copy(self, text: str) -> None:
        """Copy text to the terminal's clipboard (OSC 52), and show the text too.

        Some terminals do not support OSC 52.
        """
        text = shown(text)
        self.copy_to_clipboard(text)
        self.tell(f"Copied: {text}", "said")

    def prefer(self, key: str, value: str | bool) -> None:
        """Apply a setting at once and save it in config.toml."""
        self.settings = msgspec.structs.replace(self.settings, **{key: value})
        if key == "theme":
            self.theme = self.settings.theme
        elif key == "signs":
            fit_stream(sys.__stderr__, self.settings.signs, cells=True)
            signs = signs_for(self.settings.signs)
            self.bench.set_class(signs.done == "x", "-ascii")
            self._show(msgspec.structs.replace(self.state, signs=signs))
            self.refresh()
        try:
            keep_setting(self._config, key, value)
        except (BadSettings, OSError) as error:
            self.tell(f"{key} is set for now, but could not be kept: {error}", "late")
        else:
            self.tell(f"{key} = {value}, kept in {self._config}", "done")

    # -- others ------------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        self.state = state
        for page in self.pages:
            page.refresh_state(state)

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
            self._show(msgspec.structs.replace(self.state, others=others))
        if self._serial_worker.idle and self.now() >= self._wait_until and self._workspace.moved():
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
            self._show(found)
            new = [told for told in found.recent if told.id not in known]
            if new:
                more = f" (and {len(new) - 1} more)" if new[1:] else ""
                self.news(f"{new[0].by or 'Unnamed'}: {new[0].says}{more}")
        else:
            # The last good version stays on the screen, and the current file is not overwritten.
            self._wait_until = self.now() + 2
            reason = str(found)
            banner = f"{reason} Shown is how it was before; nothing can be saved."
            self._show(
                msgspec.structs.replace(
                    self.state, closed="the file cannot be read now", banner=banner
                )
            )

    # -- leaving -----------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Quit: wait for a running save, and ask about unsaved text."""
        if not self._serial_worker.idle:
            await self._serial_worker.run(lambda: None)
            await asyncio.sleep(0)  # the form that was being saved closes
        self.quit_or_ask()

    def action_help_quit(self) -> None:
        """Tell the user how to quit, because ctrl+c copies."""
        self.tell("ctrl+q quits; it asks first if typed text is not saved.", "said")

    def _handle_exception(self, error: Exception) -> None:
        # Private in Textual (its version is bounded for this): the stock one prints local
        # variables, which hold names.
        if self._exception is None:
            with suppress(Exception):  # the error may be one of the form that holds the text
                self.end_drafts(keep=True)
            self._exception = error
            self._exception_event.set()
        if self.left_by is None:
            shutdown.log(error)
            self._return_code = shutdown.UNEXPECTED
        self._close_messages_no_wait()


def _done(outcome: Done) -> str:
    """Return what was done as a status text: "Saved: …", "Undone: …"."""
    says = outcome.change.says
    for word, said in (("undo: ", "Undone: "), ("redo: ", "Redone: ")):
        if says.startswith(word):
            return f"{said}{says.removeprefix(word)}"
    return f"Saved: {says}" if outcome.number else says


def rehearsed(workspace: Workspace, intent: Intent) -> ChangePreview:
    """Preview an intent's effect on the building and its findings, without writing anything."""
    change, building = workspace.rehearse(intent)
    before = workspace.findings()
    after = rules.check(building, workspace.framework, workspace.today)

    def name(finding: Finding) -> tuple[str, str]:
        return finding.rule, finding.message

    old, new = {name(f) for f in before}, {name(f) for f in after}
    return ChangePreview(
        change,
        building,
        tuple(f for f in after if name(f) not in old),
        tuple(f for f in before if name(f) not in new),
    )
