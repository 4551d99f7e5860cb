"""The Building Leadership Team: seats, who holds them and when, who facilitates, and the contacts that are kept."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bltui.domain.model.record import Record

Years = Literal["odd", "even"]
SeatKind = Literal["core", "term", "alternate", "ad_hoc"]
MembershipStatus = Literal["active", "on_leave", "ended"]
Role = Literal["facilitator", "cofacilitator", "primary_liaison"]


class Seat(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A place on the team: what it represents, whoever sits on it."""

    TABLE = "seats"

    label: str
    """The role in the building's own words, such as "2nd/3rd Rep."."""
    groups: tuple[str, ...] = ()
    """Representation groups that the seat covers; keys of the framework."""
    ask: tuple[str, ...] = ()
    """Groups that the role text might mean: counted as neither covered nor missing until somebody says (COM-18)."""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Subjects or departments that the seat speaks for."""
    kind: SeatKind = "term"
    """Core members stay, term members rotate, alternates share a seat by school year, ad hoc members do not count for quorum [S2]."""
    required: bool = False
    """A vacancy on a required seat is a warning, else information (COM-16)."""
    since: date | None = None
    """Since when the seat exists; a never-filled seat is vacant since then."""


class Membership(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A person on a seat for a time."""

    TABLE = "memberships"

    seat_id: int
    person_id: int
    start: date | None = None
    end: date | None = None
    """Last day; None is open-ended."""
    status: MembershipStatus = "active"
    substitute_person_id: int | None = None
    """Who stands in while the member is on leave."""
    active_years: Years | None = None
    """For alternates: the school years (by their starting calendar year) in which this partner serves."""
    notes: str = ""


class Assignment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A task on the team that a person holds for a time."""

    TABLE = "assignments"

    role: Role
    person_id: int
    start: date | None = None
    end: date | None = None


class ContactLog(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A contact of the facilitator with the principal, or of the liaison with the DLT/CSLT [S2]."""

    TABLE = "contacts"

    party: Literal["principal", "dlt"]
    on: date
    direction: Literal["to", "from"] = "to"
    note: str = ""
