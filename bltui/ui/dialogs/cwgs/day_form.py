"""The form for special days."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import msgspec

from bltui.domain.calendar.edits import set_days
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Day
from bltui.domain.model.change import Change, ChangeBuilder, Intent
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of


def _other_days(building: Building, *, seen: Day, **fields: Any) -> Change:
    """Return one change that replaces the record as it was seen with the new days."""
    draft = ChangeBuilder(building)
    draft.archive("days", seen.id)
    change = set_days(building, **fields)
    return msgspec.structs.replace(change, edits=(*draft.change(change.says).edits, *change.edits))


def day_form(basis: FormContext, *, seen: Day | None = None, on: dt.date | None = None) -> Form:
    """Return the form for a special day; `on` is the day at the cursor."""
    start = seen or Day(date=on, kind="no_school")  # type: ignore[arg-type]  # blank until somebody types it

    def build(values: Values, record: Any) -> Intent:
        same = seen is not None and (values["date"], values["to"] or None) == (seen.date, seen.to)
        if seen is None or (same and values["level"] == seen.level):
            return partial(set_days, **values)
        return partial(_other_days, seen=seen, **values)

    return Form(
        title="Change a day" if seen else "Add a special day",
        about="The name has no effect: a holiday with school stays a school day.",
        fields=tuple(fields_of(basis, start, seen=seen)),
        build=build,
        live_preview=True,
    )
