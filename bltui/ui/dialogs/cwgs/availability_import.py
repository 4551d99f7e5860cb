"""Availability import, from CSV or from the schedule that FET exports."""

from __future__ import annotations

from pathlib import PurePath

import msgspec

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.model.availability import Availability, described
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.exchange.apply_availability import AvailabilityFile, plan
from bltui.exchange.import_availability import read_availability
from bltui.exchange.import_fet import read_timetable
from bltui.exchange.read_input import given_bytes
from bltui.ui.dialogs.import_sheet import ImportSheet, Seen, problem_rows
from bltui.ui.formatting import Bit, Signs
from bltui.ui.widgets.table_layout import Column, Row
from bltui.workspace import Workspace

_COLUMNS = (Column("Name", 26), Column("What", wraps=True))


def _read(workspace: Workspace, name: str) -> AvailabilityFile:
    building, data, called = workspace.building, given_bytes(name), PurePath(name).name
    try:
        calendar = calendar_of(building, workspace.today)
        year, letters = (
            (calendar.first, calendar.last),
            calendar.rotation.names if calendar.rotation else (),
        )
    except UserError:
        now = school_year_of(workspace.today, building.profile.year_starts)
        year, letters = (now.first, now.last), ()
    if b"activity id" in data[:400].lower():
        return read_timetable(data, called, bells=active(building.bells), letters=letters)
    return read_availability(data, called, year=year)


def read(workspace: Workspace, name: str, signs: Signs) -> Seen:
    """Read the file for the workspace's building. Raises UserError."""
    file = _read(workspace, name)
    found = plan(workspace.building, file)
    rows = problem_rows(found.problems, signs)
    people, present = workspace.building.people, workspace.building.availability

    def row(number: int, record: Availability, sign: str, role: str) -> Row:
        person = people.get(record.person_id)
        return Row(
            f"row/{number}",
            (person.name if person else "unknown person", Bit(f"{sign} {described(record)}", role)),
        )

    new = [e for e in found.change.edits if e.id not in present and e.after is not None]
    old = [present[e.id] for e in found.change.edits if e.id in present]
    if new:
        rows.append(Row(None, (f"Added: {len(new)}",), "heading"))
        rows += [
            row(e.id, msgspec.convert({**(e.after or {}), "id": e.id}, Availability), "+", "")
            for e in new
        ]
    if old:
        rows.append(Row(None, (f"Removed: {len(old)}",), "heading"))
        rows += [row(record.id, record, "-", "recommended") for record in old]

    def put_in(building: Building) -> Change:
        return plan(building, file).change

    return Seen(
        says=(
            f"{found.added} to add, {found.removed} to remove, {found.unchanged} unchanged; "
            f"{len(found.problems)} skipped."
        ),
        rows=tuple(rows),
        intent=put_in,
    )


def availability_import() -> ImportSheet:
    """Return the import sheet."""
    return ImportSheet(
        "Import when people can meet",
        "CSV with columns such as name, kind, days, period, from, to; or the schedule that FET exports as CSV.",
        _COLUMNS,
        read,
    )
