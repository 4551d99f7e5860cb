"""FAC rules: who facilitates the team, and the contact with the principal and the DLT/CSLT [S2]."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.model.finding import Hit
from bltui.domain.model.record import live

rule = RuleSet()


def _days(count: int) -> str:
    return "today" if count == 0 else "1 day ago" if count == 1 else f"{count} days ago"


def _last_contact(case: Case, party: str) -> date | None:
    contacts = [c.on for c in live(case.building.contacts) if c.party == party]
    messages = [m.on for m in live(case.building.messages) if m.party == party]
    return max((day for day in contacts + messages if day <= case.today), default=None)


def _in_duty_since(case: Case, person_id: int) -> date | None:
    """Since when somebody holds the duty that the contact belongs to; None if the file does not say."""
    starts = [
        a.start
        for a in live(case.building.assignments)
        if a.person_id == person_id
        and a.role in ("facilitator", "primary_liaison")
        and (a.start or case.today) <= case.today
        and (a.end is None or case.today <= a.end)
    ]
    known = [start for start in starts if start]
    return min(known) if len(known) == len(starts) and known else None


def _assignment(case: Case, person_id: int, *roles: str) -> tuple[str, ...]:
    """The records of a person's duties today, the newest first."""
    held = [
        a.id
        for a in live(case.building.assignments)
        if a.person_id == person_id
        and a.role in roles
        and (a.start or case.today) <= case.today
        and (a.end is None or case.today <= a.end)
    ]
    return tuple(f"assignments/{n}" for n in sorted(held, reverse=True))


@rule("FAC-01")
def facilitator(case: Case) -> Iterator[Hit]:
    """The team has a facilitator."""
    if case.serving.facilitator is None:
        yield Hit("No facilitator", (), "facilitator")


@rule("FAC-02")
def with_principal(case: Case) -> Iterator[Hit]:
    """A facilitator who is not the principal keeps in contact with the principal."""
    person = case.serving.facilitator
    if person is None or person in (*case.serving.principals, *case.serving.perhaps_principals):
        return
    last = _last_contact(case, "principal")
    since = last or _in_duty_since(case, person)
    said = f"last {_days((case.today - last).days)}" if last else "none is noted yet"
    late = since is not None and (case.today - since).days > case.limit("principal_contact_days")
    yield Hit(
        f"The facilitator, {case.name(person)}, is not the principal: keep contact ({said})",
        (f"people/{person}",),
        case.name(person),
        severity="warn" if late else "info",
    )


@rule("FAC-03")
def facilitator_is_member(case: Case) -> Iterator[Hit]:
    """The facilitator serves on the team."""
    person = case.serving.facilitator
    if person is not None and person not in case.serving.members:
        yield Hit(
            f"The facilitator, {case.name(person)}, is not an active member of the team",
            (f"people/{person}", *_assignment(case, person, "facilitator")),
            case.name(person),
        )


@rule("FAC-04")
def with_district(case: Case) -> Iterator[Hit]:
    """The primary liaison keeps in contact with the DLT/CSLT."""
    label = case.building.profile.dlt_label
    person = case.serving.liaison
    last = _last_contact(case, "dlt")
    since = last or (_in_duty_since(case, person) if person is not None else None)
    who = case.name(person) if person is not None else label
    records = (f"people/{person}",) if person is not None else ()
    if since is not None:
        days = (case.today - since).days
        if days > case.limit("district_contact_days"):
            noted = "" if last else " (none is noted yet)"
            yield Hit(f"No contact with the {label} for {days} days{noted}", records, who, count=days)
    elif person is not None:
        # Nobody knows since when: say it without blame.
        yield Hit(f"No contact with the {label} is noted yet", records, who, severity="info")


@rule("FAC-05")
def cofacilitator(case: Case) -> Iterator[Hit]:
    """The cofacilitator is somebody else than the facilitator."""
    person = case.serving.cofacilitator
    if person is not None and person == case.serving.facilitator:
        yield Hit(
            f"{case.name(person)} is both facilitator and cofacilitator",
            (f"people/{person}", *_assignment(case, person, "cofacilitator")),
            case.name(person),
        )
