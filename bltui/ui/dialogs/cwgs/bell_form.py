"""The form for a bell schedule: the staff's hours, the students', and the periods."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.calendar.edits import set_bell
from bltui.domain.model.calendar import Bell
from bltui.domain.model.change import Intent
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.time_fields import Periods, Span


def bell_form(seen: Bell | None = None) -> Form:
    """A new bell schedule, or the one of that name changed."""

    def build(values: Values, record: Any) -> Intent:
        return partial(set_bell, **({"label": seen.label, **values} if seen else values))

    first = Bell(label="")
    fields: list[Field] = (
        [] if seen else [Field(key="label", label="Name", required=True, hint="Regular day, Late start")]
    )
    shown = seen or first
    return Form(
        title=f"Bell schedule {seen.label}" if seen else "A bell schedule",
        about="A meeting that is set for a period follows the bell of each day.",
        fields=(
            *fields,
            Span(key="contract", label="Staff hours", value=shown.contract, required=True),
            Span(key="students", label="Students", value=shown.students, required=True),
            Periods(key="periods", label="Periods", value=shown.periods),
        ),
        build=build,
        live_preview=seen is not None,
    )
