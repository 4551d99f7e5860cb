"""The forms for an indicator: what is watched with baseline and target, and its dated progress checks [S2]."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.errors import Refused
from bltui.domain.model.plan import Indicator, Reading
from bltui.domain.plan.edits import revise
from bltui.domain.plan.indicators import add_indicator, measure
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.fields import Choice, Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.plan.goal_form import Sentence
from bltui.ui.dialogs.plan_fields import Link, Number, none_or, strategies

_KINDS = (("adult", "adult implementation"), ("student", "student performance"))


def _baseline(values: Values) -> Values:
    """The fields of the record: baseline and its day in one."""
    value, on = values.pop("baseline"), values.pop("baseline_on")
    if value is not None and on is None:
        raise Refused("From which day is the baseline? Write its day.", field="baseline_on")
    if value is None and on is not None:
        raise Refused("The baseline has a day but no value. Write the value.", field="baseline")
    return {**values, "baseline": Reading(value, on) if value is not None else None}


def _shows(indicator: Indicator) -> Values:
    base = indicator.baseline
    return {"baseline": base.value if base else None, "baseline_on": base.on if base else None}


def indicator_form(
    basis: Basis, seen: Indicator | None = None, *, strategy_id: int | None = None, kind: str = "adult"
) -> Form:
    """An indicator anew, or as it was seen."""
    own = seen

    def build(values: Values, seen: Any) -> Intent:
        fields = _baseline(dict(values))
        if seen is None:
            return partial(add_indicator, **fields)
        return partial(revise, table="indicators", seen=seen, framework=basis.framework, **fields)

    base = _shows(own) if own else {}
    link = own.strategy_id if own else strategy_id
    return Form(
        title="Indicator",
        fields=(
            Sentence(key="statement", label="Indicator", value=own.statement if own else "", wanted=True),
            Choice(key="kind", label="Kind", value=own.kind if own else kind, choices=_KINDS),
            Link(key="strategy_id", label="Strategy", value=link, choices=none_or(strategies(basis, [link or 0]))),
            Field(key="unit", label="Unit", value=own.unit if own else "", hint="such as % or points"),
            Number(key="baseline", label="Baseline", value=base.get("baseline")),
            basis.day("baseline_on", "Measured on", base.get("baseline_on")),
            Number(key="target", label="Target", value=own.target if own else None),
            basis.day("target_on", "By", own.target_on if own else None),
            Field(
                key="subgroup",
                label="Subgroup",
                value=own.subgroup if own else "",
                hint="the student group, where it is about one",
            ),
        ),
        build=build,
        seen=seen,
        names={"indicator": "statement", "strategy": "strategy_id", "planned": "baseline_on"},
        shows=_shows,
        tries=True,
    )


def check_form(basis: Basis, indicator: Indicator) -> Form:
    """A progress check: planned, or with what it showed. The first without a result is proposed."""
    open_ = next((check for check in indicator.checks if check.actual is None), None)

    def build(values: Values, seen: Any) -> Intent:
        return partial(measure, indicator_id=indicator.id, today=basis.today, **values)

    unit = f" in {indicator.unit}" if indicator.unit else ""
    return Form(
        title="Progress check",
        about=f"{indicator.statement}{unit}",
        fields=(
            basis.day("planned", "Planned on", open_.planned if open_ else basis.today, wanted=True),
            Number(key="expected", label="Expected", value=open_.expected if open_ else None),
            Number(key="actual", label="Actual", hint="blank while the check is only planned"),
            basis.day("actual_on", "Measured on"),
            Field(key="note", label="Note", value=open_.note if open_ else "", hint="no student names"),
        ),
        build=build,
        at="actual" if open_ and open_.planned <= basis.today else "planned",
        names={"indicator": "planned"},
        tries=True,
    )
