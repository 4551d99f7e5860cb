"""The commands of the school calendar: set up the year, mark days, add bells, read a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from textual import on

from bltui.domain.calendar.edits import calendar_of, clear_days
from bltui.domain.model.calendar import DAY_KINDS, Calendar, Day
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.series.snow_days import snow_off
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.cwgs.bell_form import bell_form
from bltui.ui.dialogs.cwgs.calendar_form import rotation_form, terms_form, weekdays_form, year_form
from bltui.ui.dialogs.cwgs.calendar_import import calendar_import
from bltui.ui.dialogs.cwgs.day_form import day_form
from bltui.ui.dialogs.cwgs.snow import SnowDay
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.widgets.record_list import RecordList


class CalendarCommands(PageScreen):
    """What can be done to the day of the line, and to the year."""

    @property
    def calendar(self) -> Calendar | None:
        """The year of today, or the nearest."""
        try:
            return calendar_of(self.services.state.building, self.services.state.today)
        except UserError:
            return None

    @property
    def basis(self) -> FormContext:
        """What forms are filled from."""
        state = self.services.state
        return FormContext(state.building, state.framework, state.today)

    def _open_form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(form))

    def _with_year(self, make: Callable[[Calendar], Form]) -> None:
        if self.calendar is None:
            self.services.tell("Set the first and last day of school first: press s.", "refused")
        else:
            self._open_form(make(self.calendar))

    def chosen(self) -> Day | date | None:
        """The record of the line, or its date where every day is shown."""
        kind, _, name = (self.listed("days").cursor or "").partition("/")
        if kind == "days":
            return self.services.state.building.days.get(int(name))
        return date.fromisoformat(name) if kind == "on" else None

    @command("calendar.year", "Set up", "s", needs=writable)
    def year(self) -> None:
        """Set the first and last day of school and the time zone.

        The first time it then asks for letter days.
        """
        first = self.calendar is None

        def saved(yes: bool | None) -> None:
            if yes and first and self.calendar is not None:
                self._open_form(rotation_form(self.basis, self.calendar))

        self.app.push_screen(FormScreen(year_form(self.basis, self.calendar)), saved)

    @command("calendar.add", "Add", "a", needs=writable)
    def add(self) -> None:
        """Add a day or a range of days: no school, staff only, early release, school, or a note."""
        chosen = self.chosen()
        on = chosen if isinstance(chosen, date) else None
        self._with_year(lambda _: day_form(self.basis, on=on))

    @command("calendar.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the selected day. To unmark a snow day, press x."""
        if self.listed("year").has_focus:
            self._edit_year(self.listed("year").cursor or "")
            return
        chosen = self.chosen()
        if isinstance(chosen, date):
            chosen = self.record_on(chosen) or chosen
        if isinstance(chosen, Day):
            if chosen.kind == "snow":
                self.services.tell("This is a snow day. Press x to unmark it first.", "refused")
            else:
                self._open_form(day_form(self.basis, seen=chosen))
        elif chosen is not None:
            self._open_form(day_form(self.basis, on=chosen))

    def record_on(self, day: date) -> Day | None:
        """The narrowest record that holds a day."""
        found = [
            d
            for d in active(self.services.state.building.days)
            if d.date <= day <= (d.to or d.date)
        ]
        return min(found, key=lambda d: ((d.to or d.date) - d.date, -d.id), default=None)

    @command("calendar.clear", "Make regular", "x", needs=writable)
    def clear(self) -> None:
        """Make the selected day regular again, or unmark a snow day and restore its meetings.

        Asks first.
        """
        chosen = self.chosen()
        record = self.record_on(chosen) if isinstance(chosen, date) else chosen
        if record is None:
            self.services.tell("This day is already regular.", "refused")
            return
        ends = f" to {show_date(record.to)}" if record.to else ""
        said = f"{show_date(record.date)}{ends}"
        if record.kind == "snow":
            question, intent = f"Unmark the snow day {said}?", partial(snow_off, day=record.date)
            more = "Every meeting that it moved or canceled is restored."
        else:
            question, intent = (
                f"Make {said} regular again?",
                partial(clear_days, date=record.date, to=record.to),
            )
            more = f"{DAY_KINDS[record.kind]}{f': {record.name}' if record.name else ''}"

        def answered(yes: bool | None) -> None:
            if yes:
                self.services.submit(intent)

        self.app.push_screen(Confirm(question, yes="yes", more=more), answered)

    @command("calendar.snow", "Snow day", "S", needs=writable)
    def snow(self) -> None:
        """Mark a snow day.

        Shows every affected meeting and asks what happens to it. On a snow day, unmark it.
        """
        chosen = self.chosen()
        record = self.record_on(chosen) if isinstance(chosen, date) else chosen
        if record is not None and record.kind == "snow":
            self.clear()
        elif self.calendar is None:
            self.services.tell("Set the first and last day of school first: press s.", "refused")
        else:
            self.app.push_screen(SnowDay(self.basis, chosen if isinstance(chosen, date) else None))

    @command("calendar.import", "Import", "i", needs=writable)
    def read_in(self) -> None:
        """Import a calendar from a CSV or .ics file. Shows what it adds and changes, and every skipped
        line.
        """
        self.app.push_screen(calendar_import())

    @command("calendar.rotation", "Letter days", "r", needs=writable)
    def rotation(self) -> None:
        """Set A/B or numbered days and the snow day rule."""
        self._with_year(lambda calendar: rotation_form(self.basis, calendar))

    @command("calendar.terms", "Terms", "t", needs=writable)
    def terms(self) -> None:
        """Set quarters, trimesters, or semesters."""
        self._with_year(lambda calendar: terms_form(self.basis, calendar))

    @command("calendar.bell", "Bell", "b", needs=writable)
    def bell(self) -> None:
        """Add a bell schedule with its periods."""
        self._open_form(bell_form(self.basis))

    @command("calendar.weekdays", "Weekday bells", "w", needs=writable)
    def weekdays(self) -> None:
        """Set the bell schedule of each weekday and of early-release days."""
        if not any(active(self.services.state.building.bells)):
            self.services.tell("Add a bell schedule first: press b.", "refused")
        else:
            self._with_year(lambda calendar: weekdays_form(self.basis, calendar))

    @on(RecordList.Opened, "#days")
    async def _open_day(self) -> None:
        await self.action_run("calendar.edit")

    @on(RecordList.Opened, "#year")
    def _open_year(self, event: RecordList.Opened) -> None:
        self._edit_year(event.row)

    def _edit_year(self, row: str) -> None:
        if reason := self.services.state.closed:
            self.services.tell(reason, "refused")
        elif row.startswith("bells/"):
            self._open_form(
                bell_form(
                    self.basis, self.services.state.building.bells.get(int(row.partition("/")[2]))
                )
            )
        elif row.startswith("rotation"):
            self.rotation()
        elif row.startswith("terms"):
            self.terms()
        else:
            self.year()
