"""The form for evidence that a step was taken or a responsibility met.

It never contains a student's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.framework_types import BoardKey, EvidenceKind
from bltui.domain.model.steps import Evidence, step_words
from bltui.domain.steps.current_state import working_year
from bltui.domain.steps.evidence import NO_NAMES, add_evidence
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.plan_fields import Link
from bltui.ui.dialogs.record_form import record_form


def evidence_line() -> Field:
    """Return a one-line evidence field, saved with the subject of the form."""
    return Field(
        key="evidence", label="Evidence", hint=f"such as data: reading quiz https://… {NO_NAMES}"
    )


def evidence_form(
    basis: FormContext,
    seen: Evidence | None = None,
    *,
    board: BoardKey = "building",
    step: int | None = None,
    cycle_id: int | None = None,
    kind: EvidenceKind = "other",
    duty: str = "",
    cycles: Mapping[int, tuple[str, int]] = MappingProxyType({}),
) -> Form:
    """Return the form for new evidence, or for the one in `seen`.

    `duty` is the key of a responsibility that it supports. `cycles` are the cycles of a group that
    it may belong to, each with its label and the step that it then supports; `cycle_id` is the
    default.
    """
    own = seen or Evidence(
        kind=kind,
        title="",
        on=basis.today,
        year=working_year(basis.building, basis.today),
        board=board,
        step=step,
        cycle_id=cycle_id,
        responsibilities=(duty,) if duty else (),
    )

    def add(building: Building, **values: Any) -> Change:
        chosen = values.pop("cycle_id", cycle_id)
        shows = cycles[chosen][1] if chosen in cycles else step
        place = {"board": board, "step": shows, "cycle_id": chosen, "year": own.year}
        return add_evidence(
            building, framework=basis.framework, today=basis.today, **place, **values
        )

    several: list[Field] = []
    if len(cycles) > 1:
        choices = tuple((str(number), words) for number, (words, _) in cycles.items())
        several = [Link(key="cycle_id", label="Cycle", value=cycle_id, choices=choices)]
    what = (
        step_words(own.board, own.step).capitalize() if own.step is not None else "Responsibility"
    )
    form = record_form(
        basis,
        own,
        seen=seen,
        title="Evidence",
        about=f"{what}. bltui saves its location, not the file. {NO_NAMES}",
        add_with=add,
    )
    names = {"cycle": "cycle_id"}
    # Its words come first: typing begins there. The label's own word is wider than its column.
    kind_field, title, *others, duties = form.fields
    fields = (title, kind_field, *others, *several, msgspec.structs.replace(duties, label="Shows"))
    return msgspec.structs.replace(form, fields=fields, names=names)
