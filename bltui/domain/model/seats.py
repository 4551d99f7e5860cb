"""The Building Leadership Team: its seats, the terms of its members, and their duties."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import short_date
from bltui.domain.model.kinds import Choice, Day, Flag, Line, Prose, Words
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record, active
from bltui.domain.model.team_kinds import Grades, Groups

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

Years = Literal["odd", "even"]
SeatKind = Literal["core", "term", "alternate", "ad_hoc"]
MembershipStatus = Literal["active", "on_leave", "ended"]
Role = Literal["facilitator", "cofacilitator", "primary_liaison"]

KINDS: dict[SeatKind, str] = {
    "term": "term",
    "core": "core",
    "alternate": "alternate years",
    "ad_hoc": "ad hoc",
}
STATUSES: dict[MembershipStatus, str] = {
    "active": "serves",
    "on_leave": "on leave",
    "ended": "ended early",
}
YEARS: dict[Years, str] = {"odd": "odd years", "even": "even years"}
ROLES: dict[Role, str] = {
    "facilitator": "facilitator",
    "cofacilitator": "co-facilitator",
    "primary_liaison": "primary liaison",
}


class Seat(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A seat on the team and what it represents, independent of its holder."""

    TABLE = "seats"
    NOUN: ClassVar[str] = "seat"
    NAME: ClassVar[str] = "label"

    label: Annotated[
        str,
        Line(
            "Role",
            required=True,
            first=True,
            option="--role",
            key="role",
            hint="as on your roster, such as 2nd/3rd Rep.",
            help="the role in your own words",
        ),
    ]
    groups: Annotated[
        tuple[str, ...],
        Groups("Represents", key="groups", help="the groups the seat represents, or “none”"),
    ] = ()
    """Group keys of the framework and subgroups of the building."""
    ask: Annotated[
        tuple[str, ...],
        Groups(
            "To confirm",
            command_by="`team seat answer`",
            hint="what the role might mean; uncheck what is settled",
        ),
    ] = ()
    """Groups that the role text might name.

    They are neither represented nor missing until a person decides (COM-18).
    """
    grades: Annotated[tuple[str, ...], Grades("Grades", help="grades the seat represents")] = ()
    subjects: Annotated[
        tuple[str, ...], Words("Subjects", help="departments or subjects the seat represents")
    ] = ()
    kind: Annotated[
        SeatKind, Choice("Kind", choices=KINDS, help="core, term (default), alternate, or ad_hoc")
    ] = "term"
    """The kind of seat.

    Core members stay, term members rotate, alternates share a seat by school year, and ad hoc
    members do not count toward the quorum.
    """
    required: Annotated[
        bool,
        Flag(
            "Required",
            hint="a vacancy is Recommended if yes, Info if no",
            help="a vacancy is Recommended, not Info",
        ),
    ] = False
    since: Annotated[dt.date | None, Day("Since", help="the first day the seat exists")] = None
    """The first day of the seat. A seat that was never filled is vacant from then on."""

    def describe(self, context: "Context") -> str:
        """Return the seat by its role."""
        return f"team: seat {self.label}"


class Membership(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A person's term on a seat."""

    TABLE = "memberships"
    NOUN: ClassVar[str] = "term"
    NAME: ClassVar[str] = "person_id"

    seat_id: Annotated[int, Link("Seat", to="seats", set_by="`a` in Team, `team add`")]
    person_id: Annotated[int, Person("Member", present=True, set_by="`a` in Team, `team add`")]
    start: Annotated[dt.date | None, Day("Start", help="the first day")] = None
    end: Annotated[dt.date | None, Day("Last day", help="the last day (default: no end)")] = None
    status: Annotated[
        MembershipStatus,
        Choice(
            "Status",
            choices=STATUSES,
            edit_only=True,
            help="the status of the term; on_leave means a substitute serves",
        ),
    ] = "active"
    substitute_person_id: Annotated[
        int | None,
        Person(
            "Substitute",
            option="--substitute",
            key="substitute",
            edit_only=True,
            hint="who serves while the member is on leave",
            help="who serves while the member is on leave",
        ),
    ] = None
    active_years: Annotated[
        Years | None,
        Choice(
            "Serves in",
            choices=YEARS,
            unset="every year",
            option="--years",
            key="years",
            hint="school years by the year they start in",
            help="alternates only: the school years they serve in",
        ),
    ] = None
    """For alternates: whether this partner serves in odd or even school years.

    The calendar year in which a school year starts decides.
    """
    notes: Annotated[str, Prose("Notes")] = ""

    def describe(self, context: "Context") -> str:
        """Return the term by its member's name."""
        person = context.get("people", self.person_id)
        return f"team: {person.name if person else 'member'}'s term"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check the term's dates and people, and that nobody else holds the seat at the same time.

        Raises UserError if not.
        """
        if self.start and self.end and self.start > self.end:
            raise UserError(
                f"The term ends ({short_date(self.end)}) before it starts ({short_date(self.start)})."
                " Change one of the dates.",
                field="end",
            )
        if self.substitute_person_id == self.person_id:
            raise UserError(
                "The substitute is the member. Choose another person, or leave it blank.",
                field="substitute_person_id",
            )
        seat = writing.get("seats", self.seat_id)
        shared = seat is not None and seat.kind == "alternate"
        for other in active(writing.table("memberships")):
            # Terms that already overlapped can still be edited. Otherwise, nobody could end one.
            known = isinstance(before, Membership) and before.clashes(other, shared=shared)
            if other.id != self.id and self.clashes(other, shared=shared) and not known:
                raise UserError(_held(other, writing, shared=shared), field="start")

    def clashes(self, other: "Membership", *, shared: bool) -> bool:
        """Return whether two terms of one seat overlap.

        Partners who share a seat in odd and even years do not clash.
        """
        if self.seat_id != other.seat_id or "ended" in (self.status, other.status):
            return False
        partners = {self.active_years, other.active_years} == {"odd", "even"}
        if shared and partners and self.person_id != other.person_id:
            return False
        first = max(self.start or dt.date.min, other.start or dt.date.min)
        return first <= min(self.end or dt.date.max, other.end or dt.date.max)


def _held(term: Membership, writing: "Writing", *, shared: bool) -> str:
    person = writing.get("people", term.person_id)
    until = f" until {short_date(term.end)}" if term.end else ""
    fix = (
        "Give the two partners odd and even years."
        if shared
        else "End that term first, or start after it."
    )
    return f"{person.name if person else 'A person'} holds this seat{until}. {fix}"


class Assignment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A duty on the team that a person has for a time."""

    TABLE = "assignments"
    NOUN: ClassVar[str] = "duty"
    NAME: ClassVar[str] = "role"

    role: Annotated[
        Role, Choice("Duty", choices=ROLES, command_by="`team facilitator`, `team liaison`")
    ]
    person_id: Annotated[
        int,
        Person("Who", present=True, hint="a part of the name; blank: no one"),
    ]
    start: Annotated[dt.date | None, Day("From", help="the first day (default: today)")] = None
    end: Annotated[
        dt.date | None, Day("To", set_by="the next holder, `team facilitator --nobody`")
    ] = None
