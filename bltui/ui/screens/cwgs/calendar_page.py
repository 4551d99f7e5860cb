"""The school calendar: special days, every school day, and the year with its letters and bells."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from bltui.domain.calendar.edits import table_on
from bltui.domain.model.calendar import Day
from bltui.domain.model.record import active
from bltui.ui import empty_texts
from bltui.ui.commands import command
from bltui.ui.screens.cwgs import calendar_rows as rows
from bltui.ui.screens.cwgs.calendar_commands import CalendarCommands
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.when_drawn import when_drawn

_EMPTY = "Days without school. Press s to set the first and last day, or i to import a file."


class CalendarPage(CalendarCommands):
    """Days at the left, the year at the right; `v` turns from what is set to every school day."""

    TITLE = "School calendar"
    HELP = (
        "The days with school. Meetings take place only on school days. Set the year first, then the special days "
        "and the bell schedules."
    )
    FOOT: ClassVar[tuple[str, ...]] = (
        "calendar.year",
        "calendar.add",
        "calendar.snow",
        "calendar.import",
    )

    def __init__(self) -> None:
        super().__init__()
        self._every = False

    def panels(self) -> ComposeResult:
        """Compose the two columns."""
        with Horizontal(id="columns"):
            yield RecordList(rows.DAYS, empty=_EMPTY, id="days", classes="panel")
            with Vertical(id="side"):
                yield RecordList(rows.YEAR, id="year", classes="panel")
                yield RecordList(rows.FOUND, id="found", classes="panel")

    def on_mount(self) -> None:
        """Put the cursor on the next special day, once the days are loaded."""
        when_drawn(self, self._begin)

    def _begin(self) -> None:
        today, days = self.services.state.today, self.listed("days")
        coming = (d for d in active(self.services.state.building.days) if (d.to or d.date) >= today)
        first = min(coming, key=lambda d: (d.date, d.id), default=None)
        if first is not None:
            days.go(f"days/{first.id}")

    # -- showing -----------------------------------------------------------------------------------

    def about(self, state: State) -> str:
        """The year of the calendar."""
        return self.calendar.year if self.calendar else ""

    def show(self, state: State) -> None:
        """Fill the panels."""
        days, year, found = (self.listed(name) for name in ("days", "year", "found"))
        calendar = self.calendar
        if calendar is None:
            days.heading("Days")
            days.fill(())
            year.heading("Year")
            year.fill((), empty="Press s to set it.")
            found.heading("Findings")
            found.fill((), empty=empty_texts.NOTHING_TO_CHECK)
            return
        table = table_on(state.building, state.today)
        shown = list(rows.school_day_rows(state, table) if self._every else rows.set_rows(state))
        days.heading(
            "Every school day" if self._every else "Special days",
            sum(r.id is not None for r in shown),
            "v: next panel",
        )
        days.fill(
            shown,
            empty="Every weekday of the year is a school day. Press a to add holidays, staff "
            "days, or early release.",
        )
        year.heading(f"Year {calendar.year}", hint="enter: edit")
        year.fill(list(rows.year_rows(state.building, calendar, table)))
        findings = rows.finding_rows(state)
        found.heading("Findings", len(findings) or None)
        found.fill(findings, empty="The checks find nothing about the calendar.")

    # -- going about -------------------------------------------------------------------------------

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on a bell, a day, or a date that was just added."""
        days = self.services.state.building.days
        dates = [
            f"on/{days[int(r.partition('/')[2])].date}" for r in records if r.startswith("days/")
        ]
        super().come_to([*records, *dates])

    @command("calendar.turn", "Every day", "v")
    def turn(self) -> None:
        """Show every school day with letter and bell, or only special days."""
        before = self.chosen()
        self._every = not self._every
        self.refresh_state(self.services.state)
        day = before.date if isinstance(before, Day) else before
        if self._every:
            self.listed("days").go(f"on/{day or self.services.state.today}")
        elif day is not None and (record := self.record_on(day)) is not None:
            self.listed("days").go(f"days/{record.id}")
