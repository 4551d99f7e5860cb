"""The forms for a step: its status, details, a note, and the context from the superintendent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec

from bltui.domain.model.change import Intent
from bltui.domain.model.framework_types import BoardKey
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.steps import STATUSES, Status, StepState, step_words
from bltui.domain.steps.current_state import state_of, working_year
from bltui.domain.steps.edits import set_context, set_step
from bltui.ui.dialogs.fields import Choice, Field, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form
from bltui.ui.dialogs.steps.evidence_form import evidence_line


def _own(basis: FormContext, board: BoardKey, step: int) -> StepState:
    """Return the step's current state, or its initial state."""
    year = working_year(basis.building, basis.today)
    return state_of(basis.building, board, step, year) or StepState(
        board=board, step=step, year=year
    )


def _words(basis: FormContext, board: BoardKey, step: int) -> str:
    found = basis.framework.boards[board].step(step)
    return f"{step_words(board, step).capitalize()}: {found.title if found else ''}"


def status_form(basis: FormContext, board: BoardKey, step: int, to: Status | None = None) -> Form:
    """Return the form for any status, with its reason and the day; `to` is the suggested status."""
    own = _own(basis, board, step)

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            set_step,
            framework=basis.framework,
            board=board,
            step=step,
            year=own.year,
            today=basis.today,
            seen=seen.status,
            **values,
        )

    return Form(
        title=f"{step_words(board, step).capitalize()}: status",
        about=_words(basis, board, step),
        fields=(
            Choice(
                key="to", label="Status", value=to or own.status, choices=tuple(STATUSES.items())
            ),
            Field(
                key="reason",
                label="Reason",
                value=own.reason if to in (None, own.status) else "",
                required=to == "blocked",
                hint="required for blocked and not applicable; optional for done without evidence",
            ),
            evidence_line(),
            basis.day("on", "On", basis.today, required=True),
        ),
        build=build,
        seen=own,
        at="reason" if to else "to",
        live_preview=True,
        names={"status": "to"},
    )


def step_form(
    basis: FormContext,
    board: BoardKey,
    step: int,
    *,
    at: str = "owner_id",
    only: Sequence[str] = (),
) -> Form:
    """Return the form for owner, due date, note, and standards, or those that `only` names."""
    own = _own(basis, board, step)
    add = partial(
        set_step,
        framework=basis.framework,
        board=board,
        step=step,
        year=own.year,
        today=basis.today,
    )
    form = record_form(
        basis,
        own,
        seen=own if own.id else None,
        title=f"{step_words(board, step).capitalize()}: details",
        about=_words(basis, board, step),
        add_with=add,
        skip=[name for name in kinds_of(StepState) if only and name not in only],
    )
    return msgspec.structs.replace(form, at=at)


def context_form(basis: FormContext, step: int) -> Form:
    """Return the form for who set the context, when, and what was said.

    This is the step "after the superintendent has 'set the context'".
    """
    own = _own(basis, "district", step)

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            set_context, framework=basis.framework, year=own.year, today=basis.today, **values
        )

    return Form(
        title="Set the context",
        about=_words(basis, "district", step),
        fields=(
            Field(
                key="who",
                label="Name",
                value=own.who,
                required=True,
                hint="the superintendent's name",
            ),
            basis.day("on", "On", own.done or basis.today, required=True),
            Prose(
                key="text",
                label="Summary",
                value=own.note,
                hint="aim, expectations, time, resources",
            ),
        ),
        build=build,
        live_preview=True,
    )
