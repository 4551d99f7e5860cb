"""The forms for the training chain: BLT trainings, in-service days, roll-out, and attendance."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model import labels
from bltui.domain.model.change import Intent
from bltui.domain.model.formats import show_date
from bltui.domain.model.kinds import Whole
from bltui.domain.model.training import InService, Rollout, Training
from bltui.domain.training.edits import Table, add_training, attendance, set_rollout
from bltui.ui.dialogs.fields import Field, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form
from bltui.ui.dialogs.several import Several


def training_form(basis: FormContext, seen: Training | None = None) -> Form:
    """Return the form for a new BLT training, or for the one in `seen`."""

    def add(building: Any, *, inservice_id: int | None, **values: Any) -> Any:
        # By default it prepares for the next in-service day.
        named: dict[str, Any] = {} if inservice_id is None else {"inservice_id": inservice_id}
        return add_training(
            building, framework=basis.framework, today=basis.today, **values, **named
        )

    return record_form(
        basis,
        Training(on=basis.today),
        seen=seen,
        title=f"{labels.team()} training",
        about="Before each in-service day. The checks look for names, goals, and planning time.",
        add_with=add,
    )


def inservice_form(
    basis: FormContext, seen: InService | None = None, day: InService | None = None
) -> Form:
    """Return the form for an in-service day: new, from the calendar (`day`), or `seen`."""
    return record_form(
        basis,
        day or InService(on=basis.today),
        seen=seen,
        title="In-service day",
        about=f"{labels.team()} members lead it, and the entire staff takes part.",
    )


def rollout_form(basis: FormContext, training: Training) -> Form:
    """Return the form for how the team brings a training to its own staff, "building specific"."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(set_rollout, training_id=training.id, rollout=Rollout(**values))

    return Form(
        title="Roll-out plan",
        about=f"Plan how the {labels.team()} training of {show_date(training.on)} reaches this building's "
        "staff.",
        fields=tuple(fields_of(basis, training.rollout or Rollout())),
        build=build,
        live_preview=True,
    )


def attendance_form(basis: FormContext, day: Training | InService) -> Form:
    """Return the attendance form, by name; for an in-service day also the number of staff."""
    table: Table = "trainings" if isinstance(day, Training) else "inservices"

    def build(values: Values, seen: Any) -> Intent:
        given = {
            key: value
            for key, value in values.items()
            if key != "attended" or value or day.attended
        }
        return partial(attendance, table=table, number=day.id, today=basis.today, **given)

    fields: list[Field] = [
        Several(key="attended", label="Attendance", value=day.attended, people=basis.people())
    ]
    if isinstance(day, InService):
        fields.append(typed("reached", Whole("Or the number", hint="of the staff"), day.reached))
    return Form(
        title="Attendance",
        about=f"{f'{labels.team()} training' if isinstance(day, Training) else 'In-service'} of "
        f"{show_date(day.on)}",
        fields=tuple(fields),
        build=build,
        names={"attendance": "attended", "on": "attended"},
        live_preview=True,
    )
