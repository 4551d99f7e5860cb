"""The form that sets up a building where there is none yet, and the question when it is skipped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from bltui import founding
from bltui.domain.model.building_settings import LEVELS, YearLabel
from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import read_grades, school_level
from bltui.domain.model.text import quoted
from bltui.framework import Unusable
from bltui.settings import BadSettings
from bltui.store.errors import StoreError
from bltui.ui.app_services import services
from bltui.ui.dialogs.fields import Choice, Field, Grades, Many, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.modal import Modal

Answer = Literal["sample", "quit", "stay"]
#: What the checkbox of the form is worth if it is checked.
REMEMBER = "yes"


class NewFile(Field, frozen=True, kw_only=True):
    """The path of a file that does not exist yet."""

    def parse(self, raw: str) -> str:
        path = Path(super().parse(raw)).expanduser()
        if path.is_dir():
            raise UserError(f"{quoted(str(path))} is a folder. Name a file in it.", field=self.key)
        if path.exists():
            raise UserError(
                f"{quoted(str(path))} exists already. Choose another name.", field=self.key
            )
        if not path.parent.is_dir() and path.parent != founding.default_path("").parent:
            raise UserError(
                f"There is no folder {quoted(str(path.parent))}. Create it, or choose another one.",
                field=self.key,
            )
        return str(path)


class OldFile(Field, frozen=True, kw_only=True):
    """The path of a file to import afterwards, or blank."""

    def parse(self, raw: str) -> str:
        text = super().parse(raw)
        path = Path(text).expanduser()
        if text and not path.is_file():
            raise UserError(
                f"There is no file {quoted(text)}. Check the path, or leave it blank.",
                field=self.key,
            )
        return str(path) if text else ""


def set_up_form(named: str, about: str) -> Form:
    """Return the form; `named` is the file that was asked for, or blank."""
    zone = founding.guessed_zone()
    year = YearLabel("School year", hint="such as 2026-27")
    fields = (
        Field(key="name", label="School name", required=True),
        Grades(key="grades", label="Grades", required=True, hint="such as K-5, or PK,K,1,2"),
        Choice(key="level", label="Level", value="other", choices=tuple(LEVELS.items())),
        Field(key="tz", label="Time zone", value=zone, hint="such as America/Chicago"),
        typed("year", year, founding.current_year(zone)),
        NewFile(key="path", label="File", value=named or str(founding.default_path(""))),
        OldFile(key="roster", label="Roster file", hint="optional: a CSV file, imported next"),
        OldFile(key="calendar", label="Calendar file", hint="optional: CSV or .ics, imported next"),
        Many(
            key="remember",
            label="Next time",
            value=(REMEMBER,),
            choices=((REMEMBER, "open this building when bltui starts"),),
        ),
    )

    def depends(key: str, raw: Mapping[str, str]) -> Mapping[str, str]:
        if key == "name" and not named:
            return {"path": str(founding.default_path(raw["name"]))}
        if key == "grades":
            try:
                return {"level": school_level(read_grades(raw["grades"]))}
            except UserError:
                return {}
        return {}

    def reads(raw: Mapping[str, str]) -> Mapping[str, str]:
        guess = "a guess, from this computer" if raw["tz"] == zone else ""
        return {"tz": guess, "roster": _LATER if raw["roster"].strip() else ""}

    return Form(
        title=founding.FORM,
        about=about,
        fields=fields,
        saves="Create",
        dependent_values=depends,
        reads=reads,
    )


_LATER = "You see every line before anything is saved."


class SetUpForm(FormScreen):
    """The open form. `make` creates the building; `done` gets what that returned."""

    def __init__(
        self,
        form: Form,
        make: Callable[[Values], Any],
        done: Callable[[Any], None],
        skip: Callable[[], None],
    ) -> None:
        super().__init__(form)
        self._make = make
        self._done = done
        self._skip = skip

    def action_save(self) -> None:
        """Check every field, then create the building."""
        if not self._saving and (values := self.taken()) is not None:
            self._saving = True
            self._create(values)

    @work(group="form", exit_on_error=False)
    async def _create(self, values: Values) -> None:
        try:
            made = await asyncio.to_thread(self._make, values)
        except UserError as refused:
            self._refuse(refused)
        except (StoreError, Unusable, BadSettings, OSError) as failed:
            services(self).drop_typed_ahead()
            self.put(self.trouble, (f"! {failed}",), wrong=True)
        else:
            self._done(made)
        finally:
            self._saving = False

    def action_leave(self) -> None:
        """Ask what to do instead; the typed text stays."""
        self._skip()


class Skipping(Modal[Answer]):
    """The question what to do instead. Enter does nothing because it is pressed too easily."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "dismiss('stay')", "Keep typing"),
        Binding("s", "dismiss('sample')", "Sample"),
        Binding("q", "dismiss('quit')", "Quit"),
    ]

    def __init__(self, *, typed: bool) -> None:
        super().__init__()
        kept = " What you typed is kept as a draft." if typed else ""
        self._back = f"Run bltui to come back to this form.{kept}"

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet small") as sheet:
            sheet.border_title = Content("Skip the set-up?")
            yield Static(Content("No building was created."), classes="question")
            yield Static(Content(self._back), classes="more")
            yield Static(
                Content("[n]  Back to the form\n[s]  Open the sample building instead\n[q]  Quit"),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Drop keys typed before the question appeared, so that they cannot answer it."""
        if services(self).typed_ahead:
            services(self).drop_typed_ahead()
