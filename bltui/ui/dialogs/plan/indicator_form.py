"""The forms for an indicator: its measure with baseline and target, and dated progress checks."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Number
from bltui.domain.model.plan import Indicator, IndicatorKind, Reading
from bltui.domain.plan.indicators import measure
from bltui.ui.dialogs.fields import Field, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, saves


def _baseline(values: Values) -> Values:
    """Return the record's fields: the baseline and its day as one value."""
    value, on = values.pop("baseline"), values.pop("baseline_on")
    if value is not None and on is None:
        raise UserError("The baseline has no date. Add its date.", field="baseline_on")
    if value is None and on is not None:
        raise UserError("The baseline has a date but no value. Add the value.", field="baseline")
    return {**values, "baseline": Reading(value, on) if value is not None else None}


def _shows(indicator: Indicator) -> Values:
    base = indicator.baseline
    return {"baseline": base.value if base else None, "baseline_on": base.on if base else None}


def indicator_form(
    basis: FormContext,
    seen: Indicator | None = None,
    *,
    strategy_id: int | None = None,
    kind: IndicatorKind = "adult",
) -> Form:
    """Return the form for a new indicator, or for the one in `seen`.

    The baseline is typed as a value and its day.
    """
    start = seen or Indicator(kind=kind, statement="", strategy_id=strategy_id)
    save = saves(basis, Indicator)

    def build(values: Values, seen: Any) -> Intent:
        return save(_baseline(dict(values)), seen)

    base = start.baseline
    fields = {field.key: field for field in fields_of(basis, start, seen=seen, skip=("baseline",))}
    target = {key: fields.pop(key) for key in ("target", "target_on")}
    return Form(
        title="Indicator",
        fields=(
            *fields.values(),
            typed("baseline", Number("Baseline"), base.value if base else None),
            basis.day("baseline_on", "Measured on", base.on if base else None),
            *target.values(),
        ),
        build=build,
        seen=seen,
        names={"planned": "baseline_on"},
        shows=_shows,
        live_preview=True,
    )


def check_form(basis: FormContext, indicator: Indicator) -> Form:
    """Return the form for a progress check: planned, or with its result.

    The first check without a result is suggested.
    """
    open_ = next((check for check in indicator.checks if check.actual is None), None)

    def build(values: Values, seen: Any) -> Intent:
        return partial(measure, indicator_id=indicator.id, today=basis.today, **values)

    unit = f" in {indicator.unit}" if indicator.unit else ""
    return Form(
        title="Progress check",
        about=f"{indicator.statement}{unit}",
        fields=(
            basis.day(
                "planned", "Planned on", open_.planned if open_ else basis.today, required=True
            ),
            typed("expected", Number("Expected"), open_.expected if open_ else None),
            typed("actual", Number("Actual", hint="blank if the check is only planned")),
            basis.day("actual_on", "Measured on"),
            Field(
                key="note", label="Note", value=open_.note if open_ else "", hint="no student names"
            ),
        ),
        build=build,
        at="actual" if open_ and open_.planned <= basis.today else "planned",
        names={"indicator": "planned"},
        live_preview=True,
    )
