"""The forms for duties: the facilitator, the liaison, and their contacts."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from bltui.domain.model.change import Intent
from bltui.domain.model.messages import ContactLog
from bltui.domain.model.seats import ROLES, Role
from bltui.domain.team.duties import assign, release
from bltui.ui.dialogs.fields import Choice, PersonField
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def duty_form(
    basis: FormContext, *, role: Role = "facilitator", person_id: int | None = None
) -> Form:
    """Return the form that assigns a duty to a member, or to nobody."""

    def build(values: Values, seen: Any) -> Intent:
        if values["person_id"] is None:
            return partial(release, role=values["role"], on=values["start"])
        return partial(assign, **values)

    return Form(
        title="Assign a duty",
        about="Anyone can be the facilitator. The previous assignment ends the day before.",
        fields=(
            Choice(key="role", label="Duty", value=role, choices=tuple(ROLES.items())),
            PersonField(
                key="person_id",
                label="Person",
                value=person_id,
                people=basis.members(),
                hint="part of the name; blank: no one",
            ),
            basis.day("start", "From", basis.today, required=True),
        ),
        build=build,
        at="person_id",
        live_preview=True,
    )


def contact_form(basis: FormContext, *, party: Literal["principal", "dlt"] = "principal") -> Form:
    """Return the form that records a contact with the principal or with the DLT/CSLT."""
    district = basis.building.profile.dlt_label
    return record_form(
        basis,
        ContactLog(party=party, on=basis.today),
        title="Record a contact",
        about=f"The facilitator keeps in touch with the principal, the liaison with the {district}.",
    )
