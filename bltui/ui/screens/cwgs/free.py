"""Who is free: how many can come at each time, the best times, each person, and the rooms.

Enter takes a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from bltui.domain.model.cwgs import Cwg, working
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.schedule.free_time import Cell, best, dates_of, heat, label, turning, week
from bltui.ui import empty_texts
from bltui.ui.commands import Command, command, writable
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.cwgs.availability_form import WeekOf
from bltui.ui.dialogs.cwgs.availability_import import availability_import
from bltui.ui.screens.cwgs import forms
from bltui.ui.screens.cwgs.free_rows import (
    WEEK,
    column_name,
    person_rows,
    phrase,
    row_name,
    time_rows,
)
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.state import State
from bltui.ui.widgets.heatmap import Heatmap, Warm
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column

#: The meeting lengths in minutes, in the order in which `l` cycles through them.
LENGTHS = (45, 60, 75, 90, 30)
#: The number of best times that have a digit key.
BEST = 9
EVERY = {1: "every week", 2: "every other week"}


class FreePage(PageScreen):
    """The page for the people of a group, or for every educator if no group is selected."""

    TITLE = "Who is free"
    HELP = (
        "How many people of a group can come at each time of the week. A star means that the leader can; 6+1 means that "
        "six are free and one can come if needed. Press d for letter days and early-release days. Enter on a time makes it the group's meeting time. The form shows dates and conflicts before anything is saved. The digits 1 to 9 go to the best times."
    )
    FOOT: ClassVar[tuple[str, ...]] = (
        "free.next",
        "free.length",
        "free.days",
        "free.person",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"best({n - 1})", show=False) for n in range(1, BEST + 1)),
    ]

    def __init__(self, cwg: int | None = None) -> None:
        super().__init__()
        self._cwg = cwg
        self._length = LENGTHS[0]
        self._interval = 1
        self._turning = False
        self.cells: list[Cell] = []
        self._dates: dict[int, list[date]] = {}
        self._grid: dict[tuple[int, int], int] = {}
        self._picture: Picture | None = None
        self._heat = Heatmap(id="heat", classes="panel")

    def panels(self) -> ComposeResult:
        """Compose the grid, and below it the people and more details."""
        yield self._heat
        with Horizontal(id="below"):
            yield RecordList(
                (Column(cells=20), Column(wraps=True)),
                empty="No members yet. Press esc, then J to add people.",
                id="people",
                classes="panel",
            )
            yield RecordList((Column(cells=10), Column(wraps=True)), id="time", classes="panel")

    def offered(self) -> Iterable[Command]:
        """Return the commands, including those of the grid."""
        return [*super().offered(), *Heatmap.OFFERS]

    def on_mount(self) -> None:
        """Make the right panel read-only."""
        self.listed("time").can_focus = False

    def home(self) -> Widget | None:
        """Return the grid."""
        return self._heat

    # -- working out -------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture:
        """The schedule of the state that is shown."""
        state = self.services.state
        if self._picture is None or self._picture.state is not state:
            self._picture = Picture(state)
        return self._picture

    @property
    def group(self) -> Cwg | None:
        """The group of the search."""
        found = self.services.state.building.cwgs.get(self._cwg or 0)
        return found if found is not None and not found.archived else None

    def _people(self) -> list[int]:
        if (group := self.group) is not None:
            return list(dict.fromkeys((*group.heads(), *group.people(self.services.state.today))))
        people = active(self.services.state.building.people)
        found = [p for p in people if p.active and p.educator and p.employee_type != "external"]
        return [p.id for p in sorted(found, key=lambda p: folded(p.name))]

    def _work_out(self) -> None:
        schedule, group = self.picture.schedule, self.group
        table = schedule.table
        self.cells, self._dates, self._grid = [], {}, {}
        if table is None:
            return
        moments = turning(table, self._length) if self._turning else week(table, self._length)
        first, last = max(schedule.today, table.calendar.first), table.calendar.last
        self._dates = {
            n: dates_of(m, table, first, last)[:: 1 if m.early else self._interval]
            for n, m in enumerate(moments)
        }
        self.cells = heat(
            moments,
            self._people(),
            schedule.rows,
            leaders=group.heads() if group is not None else (),
            bookings=schedule.bookings(without=group.id if group is not None else None),
            dates=self._dates,
        )

    def about(self, state: State) -> str:
        """Return whom the page is about."""
        people = len(self._people())
        return (
            f"{self.group.called if self.group is not None else 'every educator'}: {people} people"
        )

    # -- showing -----------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        """Fill the grid for the group."""
        self._work_out()
        grid = self._heat
        starts: dict[str, int] = {}
        for cell in self.cells:
            name = row_name(cell)
            starts[name] = min(starts.get(name, cell.when.start), cell.when.start)
        names = sorted(starts, key=lambda name: (starts[name], name))
        columns = list(WEEK)
        if self._turning:
            columns = list(dict.fromkeys(column_name(cell) for cell in self.cells))
        warm: dict[tuple[int, int], Warm] = {}
        for number, cell in enumerate(self.cells):
            place = names.index(row_name(cell)), columns.index(column_name(cell))
            self._grid[place] = number
            share = cell.can_come / cell.of if cell.of else 0
            role = "done" if share == 1 and cell.leader else "" if share >= 0.5 else "quiet"
            warm[place] = Warm(
                "*" if cell.leader and self.group and self.group.heads() else " ",
                cell.digits,
                share,
                role,
            )
        empty = "No calendar or bell schedule yet. Press esc, then c to add them."
        if self._turning:
            empty = "The calendar has no letter days and no early-release days. Press d for the weekdays."
        grid.heading(
            f"Free for {self._length} min {EVERY[self._interval]}",
            "enter: use this time" if self.group else "n: choose a group first",
        )
        before = grid.at
        grid.fill(names, columns, warm, "" if warm else empty)
        ranked = best(self.cells, BEST)
        if ranked and (before not in warm or before == (0, 0)):
            self._go(ranked[0])
        self._show_time()

    def _go(self, cell: Cell) -> None:
        number = self.cells.index(cell)
        for place, found in self._grid.items():
            if found == number:
                self._heat.go(*place)

    @property
    def _here(self) -> tuple[int, Cell] | None:
        number = self._grid.get(self._heat.at)
        return (number, self.cells[number]) if number is not None else None

    @on(Heatmap.Moved)
    def _show_time(self) -> None:
        people, said = self.listed("people"), self.listed("time")
        here = self._here
        if here is None:
            people.heading("People")
            people.fill(())
            said.heading("Time")
            said.fill((), empty=empty_texts.DETAILS)
            return
        number, cell = here
        people.heading(
            f"{label(cell.when)}  {cell.can_come} of {cell.of} can come",
            hint="enter: edit their week",
        )
        people.fill(list(person_rows(self.picture, self.group, self._people(), cell)))
        said.heading("This time")
        ranked = best(self.cells, BEST if self.app.size.height >= 30 else 3)
        said.fill(
            list(time_rows(self.picture, self.group, cell, self._dates.get(number, []), ranked))
        )

    # -- commands ----------------------------------------------------------------------------------

    def action_best(self, place: int) -> None:
        """Go to one of the best times."""
        ranked = best(self.cells, BEST)
        if place < len(ranked):
            self._go(ranked[place])
            self._heat.focus()

    @command("free.next", "Next group", "n,right_square_bracket")
    def next_group(self) -> None:
        """Show the next group, and every educator after the last one."""
        order: list[int | None] = [g.id for g in working(self.services.state.building.cwgs)]
        order.append(None)
        here = order.index(self._cwg) if self._cwg in order else len(order) - 1
        self._cwg = order[(here + 1) % len(order)]
        self.refresh_state(self.services.state)

    @command("free.length", "Length", "m")
    def length(self) -> None:
        """Change the meeting length: 45, 60, 75, 90, or 30 minutes. Periods keep their own length."""
        self._length = LENGTHS[(LENGTHS.index(self._length) + 1) % len(LENGTHS)]
        self.refresh_state(self.services.state)

    @command("free.every", "Repeat", "w")
    def every(self) -> None:
        """Show times for a meeting every week, or every other week."""
        self._interval = 3 - self._interval
        self.refresh_state(self.services.state)

    @command("free.days", "Days", "d")
    def days(self) -> None:
        """Switch between weekdays and letter or early-release days."""
        self._turning = not self._turning
        self._grid = {}
        self.refresh_state(self.services.state)

    @command("free.person", "Edit week", "e", needs=writable)
    def person(self) -> None:
        """Set when the selected person can meet:

        planning periods, busy, if needed, or not in the building.
        """
        cursor = self.listed("people").cursor or ""
        found = (
            self.services.state.building.people.get(int(cursor.partition("/")[2]))
            if cursor
            else None
        )
        if found is not None:
            self.app.push_screen(WeekOf(found))

    @on(RecordList.Opened, "#people")
    async def _open_person(self) -> None:
        await self.action_run("free.person")

    @command("free.import", "Import", "i", needs=writable)
    def read_in(self) -> None:
        """Import availability from a CSV file or from a schedule that FET exports."""
        self.app.push_screen(availability_import())

    @on(Heatmap.Taken)
    async def _take(self) -> None:
        """Open the form for the group's meetings, prefilled with this time."""
        here, group = self._here, self.group
        if here is None:
            return
        if group is None:
            self.services.tell("Choose a group first: press n.", "refused")
            return
        if reason := self.services.state.closed:
            self.services.tell(reason, "refused")
            return
        mine = self.picture.schedule.series_of(group.id)
        series = mine[0] if mine else None
        form: Any = forms.time(self.picture, group, series.id if series is not None else None, None)
        await self.app.push_screen(form)
        form.entry("phrase").fill(phrase(here[1], series, self._interval))
