"""Roster import: review every seat and every unparsed line, then import all or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.grades import show_grades
from bltui.exchange.apply_roster import import_roster, plan_import
from bltui.exchange.read_input import given_bytes
from bltui.exchange.roster import RosterSeat, read_roster
from bltui.exchange.roster_table import WANTED
from bltui.exchange.tables import Table, read_table
from bltui.framework import load_role_words
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.import_sheet import ImportSheet, Seen, problem_rows
from bltui.ui.formatting import Bit, Signs
from bltui.ui.widgets.table_layout import Column, Row
from bltui.workspace import Workspace

_COLUMNS = (
    Column("Line", 4, right=True),
    Column("Name", 20),
    Column("Role"),
    Column("Represents", wraps=True),
)


def _put_in(building: Building, *, table: Table) -> Change:
    """Return one change with the table parsed for the newest building."""
    roster = read_roster(table, load_role_words(), building.profile)
    return import_roster(building, roster=roster)


def _represents(basis: FormContext, seat: RosterSeat) -> Bit:
    if seat.ask:
        return Bit(f"to confirm: {basis.group_words(seat.ask)}", "recommended")
    grades = f" ({show_grades(seat.grades)})" if seat.grades else ""
    return Bit(
        basis.group_words(seat.groups) + grades if seat.groups else seat.reads_as or "no group",
        "quiet",
    )


def read(workspace: Workspace, name: str, signs: Signs) -> Seen:
    """Read the file for the workspace's building. Raises UserError."""
    building = workspace.building
    table = read_table(given_bytes(name), PurePath(name).name, WANTED)
    plan = plan_import(building, read_roster(table, load_role_words(), building.profile))
    basis = FormContext(building, workspace.framework, workspace.today)
    rows = problem_rows(plan.problems, signs)
    rows.append(Row(None, (f"Seats: {len(plan.roster.seats)}",), "heading"))
    for number, seat in enumerate(plan.roster.seats):
        who = seat.name or Bit("vacant", "info")
        rows.append(
            Row(f"seat/{number}", (str(seat.line), who, seat.role, _represents(basis, seat)))
        )
    asked = sum(bool(seat.ask) for seat in plan.roster.seats)
    return Seen(
        says=(
            f"{plan.added} to add, {plan.changed} to change, {plan.unchanged} unchanged; {asked} to confirm, "
            f"{len(plan.problems)} skipped. Encoding: {table.encoding}."
        ),
        rows=tuple(rows),
        intent=partial(_put_in, table=table),
    )


def roster_import(path: str = "") -> ImportSheet:
    """Return the import sheet; it reads the file at once if it is known."""
    return ImportSheet(
        "Import a roster",
        "A CSV file: one line for each seat, under headings such as role, name, grades, start, "
        "end.",
        _COLUMNS,
        read,
        path,
    )
