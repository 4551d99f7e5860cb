"""Who serves on the team on a day: holders, vacant seats, the principal, and the facilitator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import short_date
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.school_year import SchoolYear, school_year_of
from bltui.domain.model.seats import Membership, Role, Seat
from bltui.domain.model.text import folded
from bltui.domain.team.coverage_types import Principal

_NOT_THE_PRINCIPAL = re.compile(
    r"\b(assistant|asst|assist|vice|associate|assoc|deputy|secretary|clerk|intern|former|retired|liaison|to the|ap|vp)\b"
    r"|\bprincipal['’]?s\b"
)
_ALTERNATIVES = re.compile(r"[/,;&()+|]|\bor\b|\band\b|\s[-–—]\s")


class Holder(msgspec.Struct, frozen=True):
    """A person who serves on a seat."""

    seat_id: int
    person_id: int
    membership_id: int
    substitute: bool = False
    """Whether the person substitutes for a member on leave."""


class Vacancy(msgspec.Struct, frozen=True):
    """A seat without a holder."""

    seat_id: int
    since: date | None
    """The first vacant day, or None if unknown."""
    why: str = ""
    """The known reason, such as "Sample Person is on leave, without a substitute"."""


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """The team on one day."""

    on: date
    year: SchoolYear
    seats: Mapping[int, tuple[Holder, ...]]
    """Every seat id, in order, with its holders. More than one holder means contradictory data."""
    vacant: Mapping[int, Vacancy]
    people: tuple[int, ...]
    """Ids of the people who count for size and quorum, each once, without ad hoc members."""
    members: tuple[int, ...]
    """Ids of all people who serve, each once, including ad hoc members."""
    principals: tuple[int, ...]
    perhaps_principals: tuple[int, ...]
    """Administrators who may be the principal: their title does not tell."""
    facilitator: int | None
    cofacilitator: int | None
    liaison: int | None
    """The primary liaison with the DLT/CSLT, by default the facilitator."""

    @property
    def principal(self) -> Principal:
        """Whether the principal serves, or "ask" if that is unclear."""
        return True if self.principals else "ask" if self.perhaps_principals else False

    def holders(self) -> list[Holder]:
        """Return all holders, seat by seat."""
        return [holder for holders in self.seats.values() for holder in holders]


def on_list(building: Building, person_id: int, field: str = "person_id") -> Person:
    """Return a person on the staff list. Raises UserError if they left or were removed."""
    person = here(building, person_id)
    if person is None:
        raise UserError(validation_messages.nobody(), field=field)
    return person


def here(building: Building, person_id: int | None) -> Person | None:
    """Return a person on the staff list, or None if they left or were removed."""
    person = building.people.get(person_id) if person_id is not None else None
    return person if person is not None and person.active and not person.archived else None


def in_term(membership: Membership, day: date) -> bool:
    """Return whether a membership includes a day, even if on leave or in the partner's year."""
    return (
        not membership.archived
        and membership.status != "ended"
        and (membership.start is None or membership.start <= day)
        and (membership.end is None or day <= membership.end)
    )


def own_year(membership: Membership, seat: Seat, year: SchoolYear) -> bool:
    """Return whether an alternate serves in a school year. Always true for other members."""
    return seat.kind != "alternate" or membership.active_years in (
        None,
        "odd" if year.odd else "even",
    )


def terms_of(building: Building) -> dict[int, list[Membership]]:
    """Return the memberships by seat id, for all seats that were not removed.

    Leaves out the memberships of removed people.
    """
    terms: dict[int, list[Membership]] = {seat.id: [] for seat in active(building.seats)}
    for membership in active(building.memberships):
        person = building.people.get(membership.person_id)
        if membership.seat_id in terms and person is not None and not person.archived:
            terms[membership.seat_id].append(membership)
    return terms


def _holder(building: Building, membership: Membership) -> Holder | None:
    if membership.status == "on_leave":
        stand_in = here(building, membership.substitute_person_id)
        return Holder(membership.seat_id, stand_in.id, membership.id, True) if stand_in else None
    person = here(building, membership.person_id)
    return Holder(membership.seat_id, person.id, membership.id) if person else None


def _vacancy(
    building: Building, seat: Seat, terms: list[Membership], day: date, year: SchoolYear
) -> Vacancy:
    why = ""
    ends = []
    for term in terms:
        name = building.people[term.person_id].name
        if term.end and term.end < day:
            ends.append(term.end + timedelta(1))
        elif in_term(term, day):
            if not own_year(term, seat, year):
                why = f"{name} serves in {term.active_years} years"
                ends.append(max(year.first, term.start or year.first))
            elif term.status == "on_leave":
                why = f"{name} is on leave, without a substitute"
            else:
                why = f"{name} has left the building"
        elif term.status != "ended" and term.start and not why:
            why = f"{name} starts on {short_date(term.start)}"
    known = [*ends, *([seat.since] if seat.since and seat.since <= day else [])]
    # The file does not have the first day of a leave or departure. In that case the day is unknown,
    # not the end of an older term.
    gone = why.endswith(("substitute", "building"))
    return Vacancy(seat.id, None if gone or not known else max(known), why)


def says_principal(text: str) -> Principal | None:
    """Return whether a title or label names the principal.

    True, False, "ask" if it may, or None if it does not tell.
    """
    words = folded(text)
    if words in ("ap", "vp"):
        return False
    if "principal" not in words:
        return (
            "ask"
            if re.search(
                r"\badmin(istrat(or|ors|ion|ive team))?\b|\bhead ?(of school|teacher)", words
            )
            else None
        )
    said = {
        not _NOT_THE_PRINCIPAL.search(part)
        for part in _ALTERNATIVES.split(words)
        if re.search(r"\bprincipals?\b|\bap\b|\bvp\b|\bassistant\b", part)
    }
    return said.pop() if len(said) == 1 else "ask"


def _principal(person: Person, seat: Seat) -> Principal:
    by_title = says_principal(person.title)
    if person.employee_type == "external":
        return False
    if isinstance(by_title, bool):
        return by_title
    by_seat = says_principal(seat.label)
    if isinstance(by_seat, bool):
        return by_seat
    return "ask" if "ask" in (by_title, by_seat) or "ADMIN" in seat.groups else False


def duty(building: Building, role: Role, day: date) -> int | None:
    """Return the person id of the latest assignment of a duty on a day.

    Returns None if nobody holds the duty or the holder left the building.
    """
    held = [
        a
        for a in active(building.assignments)
        if a.role == role
        and (a.start is None or a.start <= day)
        and (a.end is None or day <= a.end)
        and here(building, a.person_id)
    ]
    return max(held, key=lambda a: (a.start or date.min, a.id)).person_id if held else None


def on_day(building: Building, day: date) -> Serving:
    """Return the team on a day.

    A membership counts from its start to its end (inclusive) unless it ended early, the person
    left, or it is the partner's year. During a leave the substitute serves.
    """
    year = school_year_of(day, building.profile.year_starts)
    seats: dict[int, tuple[Holder, ...]] = {}
    vacant: dict[int, Vacancy] = {}
    counted: dict[int, None] = {}
    principals: dict[int, Principal] = {}
    for seat_id, terms in terms_of(building).items():
        seat = building.seats[seat_id]
        found = [_holder(building, t) for t in terms if in_term(t, day) and own_year(t, seat, year)]
        holders = seats[seat_id] = tuple(holder for holder in found if holder)
        if not holders:
            vacant[seat_id] = _vacancy(building, seat, terms, day, year)
        for holder in holders:
            number = holder.person_id
            if seat.kind != "ad_hoc":
                counted[number] = None
            answer = _principal(building.people[number], seat)
            principals[number] = answer if answer is True else principals.get(number) or answer
    facilitator = duty(building, "facilitator", day)
    return Serving(
        on=day,
        year=year,
        seats=seats,
        vacant=vacant,
        people=tuple(counted),
        members=tuple(principals),
        principals=tuple(p for p, answer in principals.items() if answer is True),
        perhaps_principals=tuple(p for p, answer in principals.items() if answer == "ask"),
        facilitator=facilitator,
        cofacilitator=duty(building, "cofacilitator", day),
        liaison=duty(building, "primary_liaison", day) or facilitator,
    )
