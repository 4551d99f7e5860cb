"""Who serves on the team on a day: the holder of each seat, the vacant seats, the principal, the
facilitator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
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
    """Stands in for a member on leave."""


class Vacancy(msgspec.Struct, frozen=True):
    """A seat that nobody serves on."""

    seat_id: int
    since: date | None
    """The first vacant day; None where the file does not say."""
    why: str = ""
    """What is known of the reason, such as "Sample Person is on leave, without a substitute"."""


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """The team on one day."""

    on: date
    year: SchoolYear
    seats: Mapping[int, tuple[Holder, ...]]
    """Every seat by id, in order, and who serves on it: nobody, one, or more where the file
    contradicts itself.
    """
    vacant: Mapping[int, Vacancy]
    people: tuple[int, ...]
    """The persons who count for size and quorum, each once: ad hoc members are left out."""
    members: tuple[int, ...]
    """Every person who serves, ad hoc members too, each once."""
    principals: tuple[int, ...]
    perhaps_principals: tuple[int, ...]
    """Administrators whose title does not say which."""
    facilitator: int | None
    cofacilitator: int | None
    liaison: int | None
    """The primary liaison with the DLT/CSLT; the facilitator unless somebody else was named."""

    @property
    def principal(self) -> Principal:
        """Whether the principal serves."""
        return True if self.principals else "ask" if self.perhaps_principals else False

    def holders(self) -> list[Holder]:
        """Everybody who serves, seat by seat."""
        return [holder for holders in self.seats.values() for holder in holders]


def on_list(building: Building, person_id: int, field: str = "person_id") -> Person:
    """A person of the list. Raises UserError for one who has left or was removed."""
    person = here(building, person_id)
    if person is None:
        raise UserError("That person is not on the list any more. Add them first.", field=field)
    return person


def here(building: Building, person_id: int | None) -> Person | None:
    """A person of the list who has neither left nor been removed."""
    person = building.people.get(person_id) if person_id is not None else None
    return person if person is not None and person.active and not person.archived else None


def in_term(membership: Membership, day: date) -> bool:
    """Whether a membership runs on a day, be it on leave or in the partner's year."""
    return (
        not membership.archived
        and membership.status != "ended"
        and (membership.start is None or membership.start <= day)
        and (membership.end is None or day <= membership.end)
    )


def own_year(membership: Membership, seat: Seat, year: SchoolYear) -> bool:
    """Whether an alternate serves in this school year; true for everybody else."""
    return seat.kind != "alternate" or membership.active_years in (
        None,
        "odd" if year.odd else "even",
    )


def terms_of(building: Building) -> dict[int, list[Membership]]:
    """The memberships of every seat that is there, by seat id.

    Those of a removed person went with the person.
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
            why = f"{name} starts on {show_date(term.start)}"
    known = [*ends, *([seat.since] if seat.since and seat.since <= day else [])]
    # Since when somebody is on leave or gone is not in the file: then the day is unknown, not the
    # end of an older term.
    gone = why.endswith(("substitute", "building"))
    return Vacancy(seat.id, None if gone or not known else max(known), why)


def says_principal(text: str) -> Principal | None:
    """What a title or a seat's label says: the principal, somebody else, perhaps ("ask"), or
    nothing about it (None).
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
    """Who holds a duty on a day: the person id of the latest assignment, None if nobody (or they
    left).
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
    """The team on a day.

    A membership serves from its start to its end (both included) unless it ended early, its person
    left, or it is the partner's year; on leave the substitute serves.
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
