"""The rows of the Team view: team members, vacant seats, and the rest of the staff."""

from __future__ import annotations

from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import show_month
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.grades import show_grades
from bltui.domain.model.people import EMPLOYED, Person
from bltui.domain.model.record import active
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.severity import WEIGHT
from bltui.domain.model.text import folded
from bltui.domain.team.membership import Serving, in_term, on_day, own_year, terms_of
from bltui.ui.formatting import Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

TEAM = (
    Column("Name", whole=True),
    Column("Role", whole=True),
    Column("Represents"),
    Column("Term ends", 9),
)
STAFF = (Column("Name", whole=True), Column("Work"), Column("Employed as", rank=1))

#: Kinds of seats in the order in which they are listed.
_ORDER = {"core": 0, "term": 1, "alternate": 2, "ad_hoc": 3}


def month(day: date) -> str:
    """Return the end of a term as text: "Jun 2028"."""
    return show_month(day)


def covers(seat: Seat, framework: Framework) -> str:
    """Return whom a seat represents, as a short text."""
    if seat.ask:
        return "? to confirm"
    # A classroom teacher's grades imply that they teach general education; every group is on the
    # sheet of the seat.
    said = {"GRADES", "GEN"} if seat.grades and "GRADES" in seat.groups else set()
    names = [
        framework.groups[key].short if key in framework.groups else key
        for key in seat.groups
        if key not in said
    ]
    grades = (
        f"grade{'s' if len(seat.grades) > 1 else ''} {show_grades(seat.grades)}"
        if seat.grades
        else ""
    )
    return ", ".join([grades, *names] if grades else names)


def flagged(findings: tuple[Finding, ...]) -> set[str]:
    """Return the records that have required or recommended findings."""
    return {r for f in findings if WEIGHT[f.severity] >= WEIGHT["warn"] for r in f.records}


def _name(building: Building, term: Membership, serving: Serving) -> Cell:
    person = building.people.get(term.person_id)
    name = person.name if person else "(not on the list)"
    marks = ""
    if serving.facilitator == term.person_id:
        marks += " *"
    if serving.cofacilitator == term.person_id:
        marks += " +"
    if term.status == "on_leave":
        stand_in = building.people.get(term.substitute_person_id or 0)
        marks += f" on leave, {stand_in.name} substitutes" if stand_in else " on leave"
    return (Bit(name), Bit(marks, "mark")) if marks else name


def _until(term: Membership, seat: Seat, today: date, marked: bool) -> Cell:
    if term.start and term.start > today:
        return Bit(f"from {month(term.start)[:3]} {term.start.year % 100:02d}", "info")
    if term.end is None:
        text, role = ("–" if seat.kind in ("core", "ad_hoc") else "open"), "quiet"
    else:
        text, role = month(term.end), ""
    return (Bit(text, role), Bit(" !", "required")) if marked else Bit(text, role)


def team_rows(state: State, *, past: bool = False) -> tuple[Row, ...]:
    """Return each seat with its members, or as vacant; past terms only with `past`."""
    building, today = state.building, state.today
    serving = on_day(building, today)
    marked = flagged(state.findings)
    terms = terms_of(building)
    seats = sorted(active(building.seats), key=lambda s: (_ORDER[s.kind], s.id))
    rows: list[Row] = []
    for seat in seats:
        label: Cell = seat.label
        what = covers(seat, state.framework)
        what_cell: Cell = Bit(what, "recommended") if seat.ask else Bit(what, "quiet")
        for term in sorted(terms[seat.id], key=lambda t: (t.start or date.min, t.id)):
            over = term.status == "ended" or (term.end is not None and term.end < today)
            gone = (person := building.people.get(term.person_id)) is None or not person.active
            if (over or gone) and not past:
                continue
            off_year = in_term(term, today) and not own_year(term, seat, serving.year)
            rows.append(
                Row(
                    f"memberships/{term.id}",
                    (
                        _name(building, term, serving),
                        f"{seat.label} (other years)" if off_year else label,
                        what_cell,
                        Bit("over", "quiet")
                        if over
                        else Bit("left", "quiet")
                        if gone
                        else _until(term, seat, today, f"memberships/{term.id}" in marked),
                    ),
                    role="quiet" if over or off_year or gone else "",
                    find=f"{seat.kind} {what}",
                )
            )
        if seat.id in serving.vacant:
            vacancy = serving.vacant[seat.id]
            since = f"since {vacancy.since.year}" if vacancy.since else ""
            rows.append(
                Row(
                    f"seats/{seat.id}",
                    (
                        Bit(
                            f"{state.signs.required if seat.required else state.signs.info} Vacant",
                            "required" if seat.required else "info",
                        ),
                        label,
                        what_cell,
                        Bit(since, "quiet"),
                    ),
                    find="vacant",
                )
            )
    return tuple(rows)


def seat_of(building: Building, row: str) -> Seat | None:
    """Return the seat of a row of the team list."""
    record = building.resolve(row)
    if isinstance(record, Membership):
        record = building.seats.get(record.seat_id)
    return record if isinstance(record, Seat) else None


def person_of(building: Building, row: str) -> Person | None:
    """Return the person of a row of either list; None for a vacant seat."""
    record = building.resolve(row)
    if isinstance(record, Membership):
        record = building.people.get(record.person_id)
    return record if isinstance(record, Person) else None


def staff_rows(state: State, *, past: bool = False) -> tuple[Row, ...]:
    """Return the staff who are not on the team, by name; former staff only with `past`."""
    members = set(on_day(state.building, state.today).members)
    people = sorted(active(state.building.people), key=lambda p: (not p.active, folded(p.name)))
    return tuple(
        Row(
            f"people/{p.id}",
            (
                p.name,
                p.title,
                Bit("has left" if not p.active else EMPLOYED[p.employee_type], "quiet"),
            ),
            role="" if p.active else "quiet",
        )
        for p in people
        if p.id not in members and (p.active or past)
    )
