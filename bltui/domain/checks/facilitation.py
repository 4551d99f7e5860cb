"""FAC rules: the facilitator, and contact with the principal and the DLT/CSLT."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model import formats
from bltui.domain.model.finding import Violation
from bltui.domain.model.record import active

rule = RuleSet()


def _days(count: int) -> str:
    return "today" if count == 0 else f"{formats.count(count, 'day')} ago"


def _last_contact(context: RuleContext, party: str) -> date | None:
    contacts = [c.on for c in active(context.building.contacts) if c.party == party]
    messages = [m.on for m in active(context.building.messages) if m.party == party]
    return max((day for day in contacts + messages if day <= context.today), default=None)


def _in_duty_since(context: RuleContext, person_id: int) -> date | None:
    """Return since when a person has been facilitator or primary liaison, or None if unknown."""
    starts = [
        a.start
        for a in active(context.building.assignments)
        if a.person_id == person_id
        and a.role in ("facilitator", "primary_liaison")
        and (a.start or context.today) <= context.today
        and (a.end is None or context.today <= a.end)
    ]
    known = [start for start in starts if start]
    return min(known) if len(known) == len(starts) and known else None


def _assignment(context: RuleContext, person_id: int, *roles: str) -> tuple[str, ...]:
    """Return the references of a person's current duties, newest first."""
    held = [
        a.id
        for a in active(context.building.assignments)
        if a.person_id == person_id
        and a.role in roles
        and (a.start or context.today) <= context.today
        and (a.end is None or context.today <= a.end)
    ]
    return tuple(f"assignments/{n}" for n in sorted(held, reverse=True))


@rule("FAC-01")
def facilitator(context: RuleContext) -> Iterator[Violation]:
    """Report a team without a facilitator."""
    if context.serving.facilitator is None:
        yield Violation("The team has no facilitator", (), "facilitator")


@rule("FAC-02")
def with_principal(context: RuleContext) -> Iterator[Violation]:
    """Report a facilitator's contact with the principal, unless they are the principal."""
    person = context.serving.facilitator
    if person is None or person in (
        *context.serving.principals,
        *context.serving.perhaps_principals,
    ):
        return
    last = _last_contact(context, "principal")
    since = last or _in_duty_since(context, person)
    said = (
        f"last recorded contact {_days((context.today - last).days)}"
        if last
        else "no contact is recorded yet"
    )
    late = since is not None and (context.today - since).days > context.limit(
        "principal_contact_days"
    )
    yield Violation(
        f"The facilitator, {context.name(person)}, and the principal: {said}",
        (f"people/{person}",),
        context.name(person),
        severity="warn" if late else "info",
    )


@rule("FAC-03")
def facilitator_is_member(context: RuleContext) -> Iterator[Violation]:
    """Report a facilitator who does not serve on the team."""
    person = context.serving.facilitator
    if person is not None and person not in context.serving.members:
        yield Violation(
            f"The facilitator, {context.name(person)}, is not an active member of the team",
            (f"people/{person}", *_assignment(context, person, "facilitator")),
            context.name(person),
        )


@rule("FAC-04")
def with_district(context: RuleContext) -> Iterator[Violation]:
    """Report too little contact of the primary liaison with the DLT/CSLT."""
    label = context.building.profile.dlt_label
    person = context.serving.liaison
    last = _last_contact(context, "dlt")
    since = last or (_in_duty_since(context, person) if person is not None else None)
    who = context.name(person) if person is not None else label
    records = (f"people/{person}",) if person is not None else ()
    if since is not None:
        days = (context.today - since).days
        if days > context.limit("district_contact_days"):
            ago = _days(days)
            text = (
                f"The last recorded contact with the {label} was {ago}"
                if last
                else f"No contact with the {label} is recorded, and {who} became its liaison {ago}"
            )
            yield Violation(text, records, who, count=days)
    elif person is not None:
        # The start of the duty is unknown, so only inform.
        yield Violation(
            f"No contact with the {label} is recorded yet", records, who, severity="info"
        )


@rule("FAC-05")
def cofacilitator(context: RuleContext) -> Iterator[Violation]:
    """Report a cofacilitator who is also the facilitator."""
    person = context.serving.cofacilitator
    if person is not None and person == context.serving.facilitator:
        yield Violation(
            f"{context.name(person)} is both facilitator and co-facilitator",
            (f"people/{person}", *_assignment(context, person, "cofacilitator")),
            context.name(person),
        )
