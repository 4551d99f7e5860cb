"""The forms for duties: who facilitates and is the liaison, and the contacts that they keep [S2]."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.seats import Role
from bltui.domain.team.duties import NAMES, assign, log_contact, release
from bltui.ui.dialogs.fields import Choice, PersonField, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext


def duty_form(basis: FormContext, *, role: Role = "facilitator", person_id: int | None = None) -> Form:
    """Give a duty to a member, or to nobody."""

    def build(values: Values, seen: Any) -> Intent:
        if values["person"] is None:
            return partial(release, role=values["role"], on=values["start"])
        return partial(assign, role=values["role"], person_id=values["person"], start=values["start"])

    return Form(
        title="Who does what on the team",
        about="Anyone can be the facilitator. Whoever held the duty holds it until the day before.",
        fields=(
            Choice(key="role", label="Duty", value=role, choices=tuple(NAMES.items())),
            PersonField(
                key="person",
                label="Who",
                value=person_id,
                people=basis.members(),
                hint="a part of the name; blank is nobody",
            ),
            basis.day("start", "From", basis.today, required=True),
        ),
        build=build,
        at="person",
        live_preview=True,
    )


def contact_form(basis: FormContext, *, party: str = "principal") -> Form:
    """Note a contact with the principal or with the DLT/CSLT."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(log_contact, **values, today=basis.today)

    district = basis.building.profile.dlt_label
    return Form(
        title="Note a contact",
        about=f"The facilitator keeps in touch with the principal, the liaison with the {district}.",
        fields=(
            Choice(
                key="party",
                label="With",
                value=party,
                choices=(("principal", "the principal"), ("dlt", f"the {district}")),
            ),
            Choice(
                key="direction",
                label="Who told",
                value="to",
                choices=(("to", "we told them"), ("from", "they told us")),
            ),
            basis.day("on", "On", basis.today, required=True),
            Prose(key="note", label="About", hint="a line is enough; no student names. Tab goes on"),
        ),
        build=build,
        live_preview=True,
    )
