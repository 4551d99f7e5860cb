"""Add, fill, and remove seats, and end terms. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import short_date
from bltui.domain.model.people import EmployeeType, Person
from bltui.domain.model.record import active
from bltui.domain.model.seats import Membership, Seat, SeatKind, Years
from bltui.domain.model.text import folded
from bltui.domain.team.membership import on_list
from bltui.domain.team.staff_edits import new_person

#: Words in rosters that mark a vacant seat.
_NOBODY = frozenset(("vacant", "vacancy", "vacant seat", "open seat", "tbd", "tba"))


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return f", {short_date(start)} to {short_date(end)}"
    if end:
        return f", to {short_date(end)}"
    return f", from {short_date(start)}" if start else ""


def remove_seat(building: Building, *, seat_id: int) -> Change:
    """Remove a seat and its terms. The removal can be undone."""
    builder = ChangeBuilder(building)
    seat = building.seats.get(seat_id)
    if seat is None or seat.archived:
        return no_change("team: that seat was already removed")
    builder.archive("seats", seat_id)
    for term in active(building.memberships):
        if term.seat_id == seat_id:
            builder.archive("memberships", term.id)
    return builder.change(f"{seat.describe(builder)} removed")


def seat_person(
    building: Building, *, seat_id: int, person_id: int | None = None, name: str = "", **term: Any
) -> Change:
    """Add a person from the staff list, or a new person by name, to a seat.

    `term` are further fields of `Membership`.
    """
    builder = ChangeBuilder(building)
    seat = building.seats.get(seat_id)
    if seat is None or seat.archived:
        raise UserError("That seat was removed. Add it again, or undo the removal.", field="seat")
    if person_id is None:
        about: dict[str, Any] = {
            "title": seat.label,
            "grades": seat.grades,
            "subjects": seat.subjects,
        }
        person = new_person(builder, name=name, **about)
    else:
        person = on_list(building, person_id)
    new = builder.new("memberships", Membership(seat_id=seat_id, person_id=person.id, **term))
    return builder.change(f"team: {person.name} on seat {seat.label}{_span(new.start, new.end)}")


def add_member(
    building: Building,
    *,
    name: str = "",
    person_id: int | None = None,
    role: str = "",
    kind: SeatKind = "term",
    start: date | None = None,
    end: date | None = None,
    employee_type: EmployeeType | None = None,
    active_years: Years | None = None,
    partner: int | str = "",
    today: date | None = None,
    **about: Any,
) -> Change:
    """Add a member on a new seat: a person from the staff list, or a new person.

    `person_id` selects one of several people with the same name. For an alternate, `active_years`
    are the school years in which they serve. `partner` (a name or an id) serves in the other years
    of the same term. `about` are further fields of `Seat`.
    """
    builder = ChangeBuilder(building)
    if kind != "alternate" and (active_years or partner):
        raise UserError(
            "Odd or even years and a partner need a seat for alternate years. Change the "
            "kind of the seat.",
            field="kind",
        )
    if partner and active_years is None:
        raise UserError(
            "Choose odd or even years for this member. The partner serves in the others.",
            field="active_years",
        )
    shared = {"grades": about.get("grades", ()), "subjects": about.get("subjects", ())}
    new: dict[str, Any] = {"title": role, "employee_type": employee_type or "certified", **shared}
    person = _somebody(builder, person_id if person_id is not None else name, "name", **new)
    label = role or person.title or name
    seat = builder.new("seats", Seat(label=label, kind=kind, since=start or today, **about))
    term: dict[str, Any] = {"seat_id": seat.id, "start": start, "end": end}
    builder.add("memberships", Membership(person_id=person.id, active_years=active_years, **term))
    beside = ""
    if partner:
        other = _somebody(builder, partner, "partner", **new)
        if other.id == person.id:
            raise UserError(
                f"{person.name} cannot be their own partner. Choose another person, or leave it blank.",
                field="partner",
            )
        years: Years = "even" if active_years == "odd" else "odd"
        builder.add("memberships", Membership(person_id=other.id, active_years=years, **term))
        beside = f", {other.name} in {years} years"
    called = f" as {seat.label}" if role else ""
    return builder.change(f"team: {person.name} added{called}{beside}{_span(start, end)}")


def _somebody(builder: ChangeBuilder, who: int | str, field: str, **new: Any) -> Person:
    """Return a person from the staff list by id or name, or a new person added to the builder.

    Raises UserError if the name is blank, means a vacancy, or matches several people.
    """
    if isinstance(who, int):
        return on_list(builder.building, who, field)
    name = builder.text(who, field, blank=False)
    if folded(name) in _NOBODY:
        raise UserError(
            f"“{name}” is not a name. Add a vacant seat (`bltui team seat add`), and fill it later.",
            field=field,
        )
    same = [
        p for p in active(builder.building.people) if p.active and folded(p.name) == folded(name)
    ]
    if len(same) > 1:
        numbers = ", ".join(f"#{p.id}" for p in same)
        raise UserError(
            f"{name} matches several people: {numbers}. Choose one by number.", field=field
        )
    return same[0] if same else new_person(builder, name=name, **new)


def end_term(building: Building, *, membership_id: int, on: date) -> Change:
    """End a term. `on` is the member's last day."""
    builder = ChangeBuilder(building)
    term = building.memberships.get(membership_id)
    if term is None or term.archived:
        raise UserError("That membership was already removed.")
    person = building.people.get(term.person_id)
    name = person.name if person else "member"
    if term.start and on < term.start:
        raise UserError(
            f"{name} starts on {short_date(term.start)}: enter a last day on or after it.",
            field="end",
        )
    if not builder.put("memberships", membership_id, end=on):
        return no_change(f"team: {name}'s term already ends on {short_date(on)}")
    return builder.change(f"team: {name}'s term ends {short_date(on)}")
