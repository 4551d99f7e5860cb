"""The form for evidence: what shows that a step was taken, or a responsibility met. Never a student's name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.editing import edit
from bltui.domain.model.framework_types import BoardKey
from bltui.domain.model.steps import KINDS, Evidence, step_words
from bltui.domain.steps.current_state import working_year
from bltui.domain.steps.evidence import NO_NAMES, add_evidence
from bltui.ui.dialogs.fields import Choice, Field, Many, choices_of
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.plan_fields import Link, responsibilities, standards


def evidence_line() -> Field:
    """One line of evidence, kept with what the form is about."""
    return Field(key="evidence", label="Evidence", hint=f"such as data: reading quiz https://… {NO_NAMES}")


def evidence_form(
    basis: FormContext,
    seen: Evidence | None = None,
    *,
    board: BoardKey = "building",
    step: int | None = None,
    cycle_id: int | None = None,
    kind: str = "other",
    duty: str = "",
    cycles: Mapping[int, tuple[str, int]] = MappingProxyType({}),
) -> Form:
    """A piece of evidence anew, or as it was seen; `duty` is the key of a responsibility that it shows. `cycles` are those of
    a group that it may belong to, each with its words and the step that it then shows; `cycle_id` is offered first."""
    own = seen or Evidence(
        title="",
        on=basis.today,
        year=working_year(basis.building, basis.today),
        board=board,
        step=step,
        cycle_id=cycle_id,
        responsibilities=(duty,) if duty else (),
    )

    def build(values: Values, seen: Any) -> Intent:
        if seen is not None:
            return partial(edit, seen=seen, today=basis.today, framework=basis.framework, **values)
        chosen = values.pop("cycle_id", cycle_id)
        shows = cycles[chosen][1] if chosen in cycles else step
        place: Values = {"board": board, "step": shows, "cycle_id": chosen, "year": own.year, "today": basis.today}
        return partial(add_evidence, framework=basis.framework, **place, **values)

    several: list[Field] = []
    if len(cycles) > 1:
        choices = tuple((str(number), words) for number, (words, _) in cycles.items())
        several = [Link(key="cycle_id", label="Cycle", value=cycle_id, choices=choices)]
    what = step_words(own.board, own.step).capitalize() if own.step is not None else "Responsibility"
    return Form(
        title="Evidence",
        about=f"{what}. bltui keeps where it lies, not the file. {NO_NAMES}",
        fields=(
            Field(
                key="title", label="What", value=own.title, required=True, hint="what it is, such as fall reading quiz"
            ),
            Field(key="location", label="Where", value=own.location, hint="a path or an address"),
            Choice(key="kind", label="Kind", value=own.kind if seen else kind, choices=tuple(KINDS.items())),
            *several,
            basis.day("on", "On", own.on, required=True),
            Field(
                key="subgroup", label="Subgroup", value=own.subgroup, hint="the student group, where it is about one"
            ),
            Many(
                key="standards",
                label="Standards",
                value=own.standards,
                choices=choices_of(standards(basis), own.standards),
            ),
            Many(
                key="responsibilities",
                label="Shows",
                value=own.responsibilities,
                choices=choices_of(responsibilities(basis), own.responsibilities),
                hint="responsibilities that it shows; arrows move, space ticks",
            ),
        ),
        build=build,
        seen=seen,
        names={"evidence": "title", "cycle": "cycle_id"},
        live_preview=seen is None,
    )
