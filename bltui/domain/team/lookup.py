"""Find a seat, term, or group by number, role, or name."""

from __future__ import annotations

from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.model.link_kinds import group_named
from bltui.domain.model.lookup import find
from bltui.domain.model.person_match import find_person
from bltui.domain.model.record import active
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.text import folded, shown


def terms(building: Building, today: date) -> list[Membership]:
    """Return current and future terms on seats that were not removed."""
    return [
        t
        for t in active(building.memberships)
        if t.status != "ended"
        and (t.end is None or t.end >= today)
        and t.seat_id in building.seats
        and not building.seats[t.seat_id].archived
    ]


def _name(building: Building, person_id: int) -> str:
    person = building.people.get(person_id)
    return person.name if person else f"person {person_id}"


def seat(building: Building, wanted: str, today: date) -> Seat:
    """Return the matching seat. Raises UserError with the choices if several match."""
    seats = list(active(building.seats))
    holders: dict[int, list[str]] = {}
    for term in terms(building, today):
        holders.setdefault(term.seat_id, []).append(_name(building, term.person_id))
    if wanted.startswith("people/"):
        wanted = find_person(wanted.removeprefix("people/"), active(building.people)).name
    wanted = wanted.removeprefix("seats/")
    key = folded(wanted)
    exact = [
        s for s in seats if key in (folded(s.label), *(folded(n) for n in holders.get(s.id, ())))
    ]
    if len(exact) == 1:
        return exact[0]
    return find(
        wanted,
        exact or seats,
        lambda s: " – ".join((s.label, *holders.get(s.id, ()))),
        "seat or member",
    )


def term(building: Building, wanted: str, today: date) -> Membership:
    """Return the matching current or future term, by "memberships/3", a seat, or a person.

    Raises UserError if no term or several terms match.
    """
    found = terms(building, today)
    if wanted.startswith("memberships/"):
        return find(
            wanted.removeprefix("memberships/"),
            found,
            lambda t: _name(building, t.person_id),
            "term",
        )
    key = folded(wanted)
    own = [t for t in found if folded(_name(building, t.person_id)) == key]
    if not own:
        chosen = seat(building, wanted, today)
        there = [t for t in found if t.seat_id == chosen.id]
        # If a seat has several partners, a person's name takes precedence over the role.
        own = [t for t in there if key in folded(_name(building, t.person_id))] or there
        if not own:
            raise UserError(f"No one is on {shown(chosen.label)} now. Fill that seat first.")
    if len(own) > 1:
        choices = ", ".join(
            f"{_name(building, t.person_id)} on {building.seats[t.seat_id].label} "
            f"(memberships/{t.id})"
            for t in own
        )
        raise UserError(
            f"“{shown(wanted)}” matches several terms: {shown(choices)}. Choose one by its ID."
        )
    return own[0]


def group(building: Building, wanted: str) -> Cwg:
    """Return the CWG that matches a number ("3", "#3"), "cwgs/5", or part of a name.

    Raises UserError if none or several match.
    """
    found: Cwg = group_named(active(building.cwgs), wanted)
    return found
