"""Importing a roster: name the file, see what is understood and every line that is not, then all of it or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.building import Building
from bltui.domain.change import Change
from bltui.domain.grades import show_grades
from bltui.domain.refusal import Refused
from bltui.domain.text import shown
from bltui.exchange.given_file import given_bytes
from bltui.exchange.headings import WANTED
from bltui.exchange.roster import RosterSeat, read_roster
from bltui.exchange.roster_plan import Plan, import_roster, plan_import
from bltui.exchange.tables import Table, read_table
from bltui.framework import load_role_words
from bltui.store.errors import StoreError
from bltui.ui.desk import desk
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.inputs import Advanced, Edited, LineEntry
from bltui.ui.dialogs.sheet import Sheet
from bltui.ui.present import Bit, Signs
from bltui.ui.widgets.rows import Rows
from bltui.ui.widgets.ruled import Column, Row
from bltui.workspace import Workspace

_COLUMNS = (Column("Line", 4, right=True), Column("Name", 20), Column("Role"), Column("Represents", wraps=True))


def _put_in(building: Building, *, table: Table) -> Change:
    """The intent: the table read for the newest building, as one change."""
    roster = read_roster(table, load_role_words(), building.profile)
    return import_roster(building, roster=roster)


def _represents(basis: Basis, seat: RosterSeat) -> Bit:
    if seat.ask:
        return Bit(f"to be said: {basis.group_words(seat.ask)}", "now")
    grades = f" ({show_grades(seat.grades)})" if seat.grades else ""
    return Bit(basis.group_words(seat.groups) + grades if seat.groups else seat.reads_as or "no group", "quiet")


def preview(basis: Basis, plan: Plan, signs: Signs) -> list[Row]:
    """What an import would do: every problem with its line, then every seat with what it represents."""
    rows: list[Row] = []
    if plan.problems:
        rows.append(Row(None, (f"Not read, or not surely: {len(plan.problems)}",), "heading"))
        for problem in plan.problems:
            where = f"line {problem.line}: " if problem.line else ""
            rows.append(Row(None, (f"{signs.late} {where}{problem.message}",), "text", "late"))
    rows.append(Row(None, (f"Seats: {len(plan.roster.seats)}",), "heading"))
    for number, seat in enumerate(plan.roster.seats):
        name = seat.name or Bit("vacant", "next")
        rows.append(Row(f"seat/{number}", (str(seat.line), name, seat.role, _represents(basis, seat))))
    return rows


class ImportRoster(Sheet[bool]):
    """Closes with True once a roster is in; with False when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave"), Binding("f10", "save", "Put in")]

    def __init__(self) -> None:
        super().__init__()
        self._path = LineEntry(Field(key="path", label="File"))
        self._table: Table | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet tall") as sheet:
            sheet.border_title = Content("Import a roster")
            with Horizontal(classes="field"):
                yield Static(Content("CSV file"), classes="label -here")
                yield self._path
            yield Static(
                Content("One line for each seat, under headings such as role, name, grades, start, end."),
                classes="about",
                id="says",
            )
            yield Rows(_COLUMNS, empty="Type where the file lies and press enter: nothing is changed by looking.")
            yield Static(Content("enter reads the file   F10 puts all of it in   esc leaves"), classes="hint")

    def on_mount(self) -> None:
        """Begin with the file's name."""
        self._path.focus()

    def text(self) -> dict[str, str]:
        """What was typed."""
        return {"path": self._path.raw}

    def on_edited(self, event: Edited) -> None:
        """Another file: what was read before no longer counts."""
        event.stop()
        self._table = None

    def on_advanced(self, event: Advanced) -> None:
        """Enter reads the file."""
        event.stop()
        if self._path.raw.strip():
            self._look(self._path.raw.strip())

    def _say(self, text: str) -> None:
        self.query_one("#says", Static).update(Content(shown(text)))

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _look(self, name: str) -> None:
        """Read the file off the paint path, and show what putting it in would do."""

        def read(workspace: Workspace) -> tuple[Table, Plan] | Refused:
            try:
                table = read_table(given_bytes(name), PurePath(name).name, WANTED)
                roster = read_roster(table, load_role_words(), workspace.building.profile)
                return table, plan_import(workspace.building, roster)
            except Refused as refused:
                return refused

        found = await desk(self).at(read)
        rows = self.query_one(Rows)
        if isinstance(found, Refused):
            rows.fill(())
            self._say(f"! {found.message}")
            return
        self._table, plan = found
        state = desk(self).state
        rows.fill(preview(Basis(state.building, state.framework, state.today), plan, state.signs))
        rows.focus()
        asked = sum(bool(seat.ask) for seat in plan.roster.seats)
        self._say(
            f"{plan.added} to add, {plan.changed} to change, {plan.unchanged} as they are; {asked} to be said, "
            f"{len(plan.problems)} not read. Read as {self._table.encoding}. F10 puts it in."
        )

    def action_save(self) -> None:
        """Put in what was read: all of it in one change."""
        if self._table is None:
            self._say("! Read the file first: press enter in its name.")
            self._path.focus()
        else:
            self._save(self._table)

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _save(self, table: Table) -> None:
        outcome = await desk(self).change(partial(_put_in, table=table))
        if isinstance(outcome, Refused | StoreError):
            self._say(f"! {outcome}")
        else:
            desk(self).report(outcome)
            self.dismiss(True)

    def action_leave(self) -> None:
        """Close; nothing was put in."""
        self.dismiss(False)
