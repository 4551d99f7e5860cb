"""The forms for a term: fill a vacant seat, change a member's dates, and end a term."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team.seat_edits import end_term, seat_person
from bltui.ui.dialogs.fields import PersonOrName
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form

_ROTATING = ("term", "alternate")


def _skipped(seat: Seat | None, term: Membership) -> tuple[str, ...]:
    """Return the key of the alternate years as a field to skip, unless they matter."""
    alternate = seat is not None and seat.kind == "alternate"
    return () if alternate or term.active_years else ("active_years",)


def fill_form(
    basis: FormContext, seat: Seat, *, start: date | None = None, about: str = ""
) -> Form:
    """Return the form that fills an existing seat."""
    first = start or basis.today
    end = basis.usual_end(first) if seat.kind in _ROTATING else None
    new = Membership(seat_id=seat.id, person_id=0, start=first, end=end)

    def build(values: Values, seen: Any) -> Intent:
        who = values.pop("name")
        person = {"person_id": who} if isinstance(who, int) else {"name": who}
        return partial(seat_person, seat_id=seat.id, **person, **values)

    name = PersonOrName(key="name", label="Name", people=basis.people())
    return Form(
        title=f"Fill the seat {seat.label}",
        about=about,
        fields=(name, *fields_of(basis, new, skip=_skipped(seat, new))),
        build=build,
        names={"person_id": "name"},
        live_preview=True,
    )


def _who(basis: FormContext, term: Membership) -> str:
    person = basis.building.people.get(term.person_id)
    return person.name if person else "a member"


def term_form(basis: FormContext, seen: Membership) -> Form:
    """Return the form that edits a term as it was seen.

    Its fields are the dates, leave and substitute, and an alternate's years.
    """
    seat = basis.building.seats.get(seen.seat_id)
    title = f"Term of {_who(basis, seen)}" + (f" on {seat.label}" if seat else "")
    return record_form(basis, seen, seen=seen, title=title, skip=_skipped(seat, seen))


def end_form(basis: FormContext, term: Membership) -> Form:
    """Return the form for the last day of a member who leaves."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(end_term, membership_id=term.id, on=values["on"])

    return Form(
        title=f"End the term of {_who(basis, term)}",
        about="The seat stays and is vacant from the day after. Undo brings the member back.",
        fields=(basis.day("on", "Last day", basis.today, required=True),),
        build=build,
        saves="End term",
        names={"end": "on"},
        live_preview=True,
    )
