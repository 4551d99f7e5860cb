"""The form for a day, or a range of days, that is not ordinary."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import msgspec

from bltui.domain.calendar.edits import set_days
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Day
from bltui.domain.model.change import Change, ChangeBuilder, Intent
from bltui.domain.model.record import active
from bltui.ui.dialogs.fields import Choice, Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.time_fields import Clock

#: The kinds of days in words. Snow days are marked with their own key, so that every meeting that they hit is shown.
KINDS = (
    ("no_school", "no school"),
    ("in_service", "staff only"),
    ("early_release", "early release"),
    ("school", "school (added)"),
    ("conditional", "perhaps school"),
    ("note", "a note only"),
    ("ask", "to be asked"),
)
WORDS = {**dict(KINDS), "snow": "snow day"}


def _other_days(building: Building, *, seen: Day, **fields: Any) -> Change:
    """The intent: the record as it was seen goes, and the days are set anew, as one change."""
    draft = ChangeBuilder(building)
    draft.archive("days", seen.id)
    change = set_days(building, **fields)
    return msgspec.structs.replace(change, edits=(*draft.change(change.says).edits, *change.edits))


def day_form(basis: FormContext, *, seen: Day | None = None, on: dt.date | None = None) -> Form:
    """Say what a day is; `on` is the day that the cursor was on."""
    bells = tuple((str(b.id), b.label) for b in sorted(active(basis.building.bells), key=lambda b: b.id))
    start = Day(date=on) if on else None
    shown = seen or start

    def build(values: Values, record: Any) -> Intent:
        bell = values.pop("bell")
        fields = {**values, "bell": int(bell) if bell else None}
        same = seen is not None and (values["date"], values["to"] or None) == (seen.date, seen.to)
        if seen is None or (same and values["level"] == seen.level):
            return partial(set_days, **fields)
        return partial(_other_days, seen=seen, **fields)

    return Form(
        title="Change a day" if seen else "A day that is not ordinary",
        about="A name decides nothing: a holiday on which there is school stays a school day.",
        fields=(
            basis.day("date", "Day", shown.date if shown else None, required=True),
            basis.day("to", "Until", seen.to if seen else None),
            Choice(key="kind", label="What it is", value=seen.kind if seen else "no_school", choices=KINDS),
            Field(key="name", label="Name", value=seen.name if seen else "", hint="such as Thanksgiving"),
            Clock(key="dismissal", label="Students leave", value=seen.dismissal if seen else None),
            Choice(
                key="bell",
                label="Bell schedule",
                value=str(seen.bell) if seen and seen.bell is not None else "",
                choices=(("", "as usual"), *bells),
            ),
            Field(key="letter", label="Letter", value=seen.letter if seen else "", hint="only where it is set by hand"),
            Field(
                key="condition",
                label="Condition",
                value=seen.condition if seen else "",
                hint="if a snow day is made up",
            ),
            basis.day("makes_up", "Makes up for", seen.makes_up if seen else None),
            Field(key="level", label="Schools", value=seen.level if seen else "", hint="blank is all, else elementary"),
        ),
        build=build,
        live_preview=True,
    )
