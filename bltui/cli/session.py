"""The context of one command: its arguments, the building, the date, and how it reports results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bltui import clock, places
from bltui import settings as bltui_settings
from bltui import workspace as bltui_workspace
from bltui.cli import dry_run as cli_dry_run
from bltui.cli.find_file import building_file
from bltui.cli.output import Output
from bltui.domain.model import date_parser, formats, validation_messages
from bltui.domain.model.building import Building, OfBuilding
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.people import Person
from bltui.domain.model.person_match import find_person
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import clean
from bltui.store import author as store_author
from bltui.store import building_file as store_building_file
from bltui.undoing import announced

if TYPE_CHECKING:
    from argparse import Namespace

    from bltui.domain.model.formats import Format
    from bltui.domain.model.framework_types import Framework
    from bltui.settings import Settings
    from bltui.store.author import Author
    from bltui.workspace import Done, Workspace

#: Characters of the name that signs a change.
_SIGNATURE = 80


class Session(OfBuilding):
    """One run of a command. Every value is created when it is first needed."""

    def __init__(self, args: Namespace, out: Output) -> None:
        self.args = args
        self.out = out
        self.saved = False
        """Whether this command changed the file; errors after that mention it."""
        self.first_people: Collection[int] = ()
        """Who wins if a name fits several people: in a meeting, the members of its team."""

    # -- where and who -----------------------------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """The person's own settings. Raises BadSettings if they cannot be read."""
        return bltui_settings.load_settings(places.config_file())

    def _format(self) -> Format | None:
        """Return the person's own format of dates, or None to follow the building."""
        try:
            return self.settings.format
        except bltui_settings.BadSettings:
            return None  # reported where a command needs the settings

    @cached_property
    def path(self) -> str:
        """The building file that the command uses.

        A `str`, because pathlib takes 7 ms to import and most commands do not need it.
        """
        return building_file(getattr(self.args, "file", None), lambda: self.settings)[0]

    @cached_property
    def author(self) -> Author:
        """The person who makes the change: the account, and the name given with --as.

        Raises UserError if the name cannot be stored.
        """
        signed: str | None = getattr(self.args, "signed_as", None)
        if signed is not None and not (signed := clean(signed, "--as", limit=_SIGNATURE)):
            raise UserError(
                validation_messages.blank("--as", "Enter the name for the history."), field="--as"
            )
        return store_author.current_author(signed)

    @cached_property
    def workspace(self) -> Workspace:
        """The opened building. Raises a StoreError if it cannot be opened."""
        formats.prefer(self._format)
        if not self.dry_run:
            return bltui_workspace.Workspace(
                store_building_file.BuildingFile(self.path, self.author), today=self.today_at
            )
        return bltui_workspace.Workspace(
            cli_dry_run.DryRunFile(self.path, self.author), today=self.today_at
        )

    @property
    def building(self) -> Building:
        """The building as it was last read."""
        return self.workspace.building

    @property
    def framework(self) -> Framework:
        """The framework that the building uses."""
        return self.workspace.framework

    # -- when --------------------------------------------------------------------------------------

    def today_at(self, building: Building) -> date:
        """Return the building's current date, or the one given with --today."""
        here = clock.date_in(building.profile.tz)
        said: str | None = getattr(self.args, "today", None)
        return self._read(said, building, here) if said else here

    @property
    def today(self) -> date:
        """The date that this command works with."""
        return self.workspace.today

    def day(self, text: str | None, since: date | None = None) -> date | None:
        """Parse a date; None if nothing was typed. "fri" is the next one after today or `since`.

        Raises UserError if the text is not a date.
        """
        return self._read(text, self.building, since or self.today) if text else None

    def _read(self, text: str, building: Building, today: date) -> date:
        year = school_year_of(today, building.profile.year_starts)
        return date_parser.read_date(text, today=today, year=(year.first, year.last))

    # -- finding -----------------------------------------------------------------------------------

    def person(self, wanted: str) -> Person:
        """Return the person with this id, "people/3" reference, name, or initials."""
        people = active(self.building.people)
        return find_person(wanted.removeprefix("people/"), people, self.first_people)

    # -- doing -------------------------------------------------------------------------------------

    @property
    def dry_run(self) -> bool:
        """Whether the command may not write anything."""
        return bool(getattr(self.args, "dry_run", False))

    def carry_out(self, intent: Intent) -> tuple[Change, str | None]:
        """Carry out an intent.

        Returns the change, and its number once it is on disk. With --dry-run the number is None.
        """
        return self._done(self.workspace.do(intent))

    def _done(self, done: Done) -> tuple[Change, str | None]:
        if self.dry_run:
            return done.change, None
        self.saved = bool(done.change)
        return done.change, done.number

    def do(self, intent: Intent, **more: Any) -> int:
        """Carry out an intent and print the result. `more` is merged into the JSON."""
        self.say(*self.carry_out(intent), **more)
        return 0

    def take(self, step: Callable[[str | None], Done], number: str | None) -> int:
        """Undo or redo a change, and print the result."""
        self.say(*self._done(step(number)))
        return 0

    def say(self, change: Change, number: str | None, **more: Any) -> None:
        """Print what was done, as the history words it, with the ids of the records."""
        records = [edit.reference for edit in change.edits]
        for note in change.notes:
            self.out.tell(f"note: {note}")
        if self.out.as_json:
            done = {
                "what": change.says,
                "change": number,
                "records": records,
                "notes": change.notes,
            }
            self.out.json({**done, "dry_run": self.dry_run, **more})
            return
        ids = f" ({listed(records)})" if records else ""
        self.out.line(f"{'Preview: ' if self.dry_run else ''}{announced(change.says)}{ids}")
        if change.anonymous and number is not None:
            self.out.tell(
                f"To undo it without your name: `bltui undo --change {number}`. No list shows this "
                "ID."
            )
        if self.dry_run:
            self.out.tell("Nothing was written (--dry-run).")


def listed(references: Sequence[str], most: int = 6) -> str:
    """Return the first ids on one line, with the number of the rest."""
    more = f" and {len(references) - most} more" if len(references) > most else ""
    return ", ".join(references[:most]) + more
