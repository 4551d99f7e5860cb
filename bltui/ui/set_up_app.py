"""The set-up app: a form where there is no building yet, and what the person chose."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from textual.app import ComposeResult
from textual.screen import Screen

from bltui import clock, founding, places
from bltui.domain.checks import dashboard
from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.drafts import folder, mine
from bltui.drafts.whose import Signer
from bltui.framework import load_framework
from bltui.settings import BadSettings, Settings, keep_setting
from bltui.store.author import Author
from bltui.ui import keeper, shutdown
from bltui.ui.app_services import Page
from bltui.ui.dialogs.form import Values
from bltui.ui.dialogs.set_up_form import REMEMBER, Answer, SetUpForm, Skipping, set_up_form
from bltui.ui.first_run import FirstRun
from bltui.ui.formatting import Bit, Signs, signs_for
from bltui.ui.leaving import Leaving
from bltui.ui.repainting import Repainting
from bltui.ui.state import State
from bltui.ui.widgets.bars import Lines
from bltui.ui.widgets.when_drawn import when_drawn

_NO_DRAFT = "The draft cannot be saved"
_RESTORED = "What you typed last time is in the form again."


class Outcome(msgspec.Struct, frozen=True):
    """What the person chose."""

    chosen: Literal["created", "sample", "quit"]
    path: str = ""
    """The file of the building that was created."""
    first: FirstRun = FirstRun()
    """What it begins with."""


class _Ground(Page, Screen[None]):
    """What is behind the form: the program's name, and a line for messages."""

    def compose(self) -> ComposeResult:
        """Compose the lines."""
        self.top = Lines("bar")
        # The keys of the form cover the last line
        self.bottom = Lines("page", "page")
        self.bottom.styles.dock = "bottom"
        self.bottom.say(1, [Bit(" ")])
        yield self.top
        yield self.bottom

    def on_mount(self) -> None:
        """Say the name."""
        self.top.say(0, [Bit(" bltui", "mark")])

    def refresh_state(self, state: State) -> None:
        """Nothing of the state is shown."""

    def tell(self, text: str, role: str = "") -> None:
        """Show a message."""
        self.bottom.say(0, [Bit(" "), Bit(text, role)])


class SetUp(Leaving, Repainting):
    """One person without a building."""

    def __init__(
        self,
        settings: Settings,
        author: Author,
        *,
        named: str = "",
        reason: str = "",
        config: Path | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`named` is a file that does not exist, and `reason` why this form is shown."""
        super().__init__(now, "")
        self._author = author
        self._named = named
        self._reason = reason
        self._config = config or places.config_file()
        self.outcome = Outcome("quit")
        self.state = _blank(signs_for(settings.signs))
        self.begin_theme(settings.theme)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen behind the form."""
        return _Ground()

    def on_mount(self) -> None:
        """Open the form, with the text of an unfinished set-up."""
        shutdown.listen(self)
        signer = Signer(self._author.shown_as, self._author.signed_as is not None)
        place = self._named or str(places.data_folder())
        self.keeper = keeper.Keeper(self, signer, place)
        self.set_interval(keeper.LOOK, self.look_at_drafts)
        form = SetUpForm(
            set_up_form(self._named, self._reason), self._make, self._created, self._ask
        )
        self.push_screen(form)
        when_drawn(
            self,
            lambda: self.run_worker(self._restore(form), group="drafts", exit_on_error=False),
        )

    async def _restore(self, form: SetUpForm) -> None:
        if self.keeper is None or not folder.names():
            return
        found = await asyncio.to_thread(mine.drafts_of, self.keeper.signer, self.keeper.building)
        for name, draft in found:
            fits = form.fits(draft.form, [field.key for field in draft.fields])
            if fits and (held := folder.claim(name)) is not None:
                form.refill(draft.fields)
                self.keeper.adopt(form, held)
                self.tell(_RESTORED)
                return

    # -- what is chosen ----------------------------------------------------------------------------

    def _make(self, values: Values) -> Outcome:
        """Create the building from the form, and remember it if that is wanted."""
        path = str(Path(values["path"]).expanduser().absolute())
        names = ("name", "grades", "level", "year", "tz")
        made = founding.create(path, self._author, **{name: values[name] for name in names})
        notes = [made.doubt] if made.doubt else []
        if REMEMBER in values["remember"]:
            try:
                keep_setting(self._config, "building", path)
            except (BadSettings, OSError) as error:
                notes.append(f"This building could not be kept in config.toml: {error}")
        return Outcome(
            "created", path, FirstRun(values["roster"], values["calendar"], tuple(notes))
        )

    def _created(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.quit_now(keep=False)

    def _ask(self) -> None:
        """Offer the sample building, or to quit; typed text is kept."""
        kept = self.keeper
        assert kept is not None
        form = self.screen
        assert isinstance(form, SetUpForm)

        def answered(answer: Answer | None) -> None:
            if answer is None or answer == "stay":
                return
            if not kept.flush():
                form.put(form.trouble, (f"! {_NO_DRAFT}: {kept.trouble}.",), wrong=True)
                return
            self.outcome = Outcome(answer)
            self.quit_now(keep=True)

        self.push_screen(Skipping(typed=bool(kept.sources())), answered)


def _blank(signs: Signs) -> State:
    """Return a state of no building, which forms ask for signs and the time zone."""
    profile = Profile(name="", tz=founding.guessed_zone())
    building, definitions = Building.of(profile), load_framework(profile.framework)
    today = clock.date_in(profile.tz)
    return State(
        building=building,
        definitions=msgspec.msgpack.encode(definitions),
        today=today,
        findings=(),
        overview=dashboard.first_page(building, definitions, today, ()),
        recent=(),
        gen=0,
        signs=signs,
    )
