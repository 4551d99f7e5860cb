"""The forms for a term: fill a vacant seat, change a member's dates, end a term."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team.seat_edits import edit_term, end_term, seat_person
from bltui.ui.dialogs.fields import Choice, Field, PersonField, PersonOrName, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.team.seat_form import YEARS, YEARS_HINT

_ROTATING = ("term", "alternate")


def _alternate(seat: Seat | None, value: str | None = None) -> list[Field]:
    if seat is None or (seat.kind != "alternate" and value is None):
        return []
    return [
        Choice(
            key="active_years",
            label="Serves in",
            value=value,
            choices=YEARS,
            hint=YEARS_HINT,
        )
    ]


def fill_form(basis: FormContext, seat: Seat, *, start: date | None = None, about: str = "") -> Form:
    """Put somebody on a seat that is there."""
    first = start or basis.today

    def build(values: Values, seen: Any) -> Intent:
        who = values.pop("name")
        person = {"person_id": who} if isinstance(who, int) else {"name": who}
        return partial(seat_person, seat_id=seat.id, **person, **values)

    fields: list[Field] = [
        PersonOrName(key="name", label="Name", people=basis.people()),
        basis.day("start", "From", first),
        basis.day("end", "Until", basis.usual_end(first) if seat.kind in _ROTATING else None),
        *_alternate(seat),
        Prose(key="notes", label="Notes", hint="tab goes on"),
    ]
    return Form(
        title=f"Somebody for the seat {seat.label}",
        about=about,
        fields=tuple(fields),
        build=build,
        names={"person": "name"},
        live_preview=True,
    )


def _who(basis: FormContext, term: Membership) -> str:
    person = basis.building.people.get(term.person_id)
    return person.name if person else "a member"


def term_form(basis: FormContext, seen: Membership, *, at: str = "", about: str = "") -> Form:
    """Change a term as it was seen: dates, leave and substitute, an alternate's years."""
    seat = basis.building.seats.get(seen.seat_id)

    def build(values: Values, seen: Any) -> Intent:
        return partial(edit_term, seen=seen, **values)

    fields: list[Field] = [
        basis.day("start", "From", seen.start),
        basis.day("end", "Until", seen.end),
        Choice(
            key="status",
            label="Serves",
            value=seen.status,
            choices=(("active", "serves"), ("on_leave", "on leave"), ("ended", "ended early")),
        ),
        PersonField(
            key="substitute_person_id",
            label="Substitute",
            value=seen.substitute_person_id,
            people=basis.people(),
            hint="who stands in while the member is on leave",
        ),
        *_alternate(seat, seen.active_years),
        Prose(key="notes", label="Notes", value=seen.notes, hint="tab goes on"),
    ]
    return Form(
        title=f"Term of {_who(basis, seen)}" + (f" on {seat.label}" if seat else ""),
        about=about,
        fields=tuple(fields),
        build=build,
        seen=seen,
        at=at,
        live_preview=True,
    )


def end_form(basis: FormContext, term: Membership) -> Form:
    """A member leaves: say the last day."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(end_term, membership_id=term.id, on=values["on"])

    return Form(
        title=f"End the term of {_who(basis, term)}",
        about="The seat stays and is vacant from the day after. Undo brings the member back.",
        fields=(basis.day("on", "Last day", basis.today, required=True),),
        build=build,
        saves="End it",
        names={"end": "on"},
        live_preview=True,
    )
