"""The forms of a group's process in its meeting: a step, a result, and the stop sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec

from bltui.domain.meetings import process, process_edits
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import ProcessStep
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.process_steps import ProcessNote, ProcessResult
from bltui.ui.dialogs.fields import Choice, Field, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of

#: The fields of a step in the order in which they are asked.
_ORDER = ("text", "adults", "students", "evidence", "on", "discussed_at")
#: The choice that removes the stop sign.
_NONE = "none"


def _steps(steps: Iterable[ProcessStep], value: int | None) -> Choice:
    """Return the choice of a step; `value` is the one that is suggested."""
    choices = tuple((str(s.number), f"{s.number}. {s.title}") for s in steps)
    label = kinds_of(ProcessNote)["step"].label
    return Choice(
        key="step", label=label, value="" if value is None else str(value), choices=choices
    )


def step_form(
    basis: FormContext,
    meeting: Meeting,
    called: str,
    *,
    step: int | None = None,
    seen: ProcessNote | None = None,
) -> Form:
    """Return the form that writes at a step, or changes what was written as it was seen.

    Without a step, it asks which one, of those that are not written yet.
    """
    known = basis.framework.process
    open_steps = unwritten(basis, meeting)
    at = seen.step if seen else step
    named = known.step(at) if at is not None else None
    start = seen or ProcessNote(meeting_id=meeting.id, step=at or 0)
    asked = {field.key: field for field in fields_of(basis, start, seen=seen)}
    fields: list[Field] = [asked[name] for name in _ORDER]
    if at is None:
        fields.insert(0, _steps(open_steps, open_steps[0].number))

    def build(values: Values, seen: Any) -> Intent:
        if seen is not None:
            return partial(process_edits.edit_note, seen=seen, **values)
        number = int(values.pop("step", at))
        given = {name: value for name, value in values.items() if value}
        if not given:
            raise UserError("Nothing is written yet. Type what the group did.", field="text")
        return partial(
            process_edits.write,
            meeting_id=meeting.id,
            step=number,
            known=known,
            fresh=True,
            **given,
        )

    def reads(raw: Mapping[str, str]) -> Mapping[str, str]:
        chosen = known.step(int(raw["step"])) if raw.get("step") else None
        return {"step": chosen.prompt} if chosen else {}

    title = f"Step {at}{f': {named.title}' if named else ''}" if at is not None else "Process step"
    about = f"{called}. {named.prompt}" if named and named.prompt else called
    return Form(
        title=title,
        about=about,
        fields=tuple(fields),
        build=build,
        seen=seen,
        reads=reads if at is None else None,
        at="text",
    )


def unwritten(basis: FormContext, meeting: Meeting) -> list[ProcessStep]:
    """Return the steps of the process that a meeting has not written at."""
    there = {note.step for note in process.notes_of(basis.building, meeting.id)}
    return [step for step in basis.framework.process.steps if step.number not in there]


def result_form(
    basis: FormContext,
    meeting: Meeting,
    called: str,
    *,
    step: int | None = None,
    seen: ProcessResult | None = None,
) -> Form:
    """Return the form that records a group's counts, or corrects them as they were seen."""
    known = basis.framework.process
    start = seen or ProcessResult(meeting_id=meeting.id, step=0, group="", when="pre", tested=0)
    levels = ", ".join(known.levels.values())
    example = " ".join(str(n) for n, _ in enumerate(known.levels, 3))
    asked = {field.key: field for field in fields_of(basis, start, seen=seen)}
    hint = f"such as {example}: {levels}; F10: save"
    asked["counts"] = msgspec.structs.replace(asked["counts"], hint=hint)
    if seen is None:
        asked["tested"] = msgspec.structs.replace(asked["tested"], value=None)
        asked = {"step": _steps(known.steps, step or known.steps[0].number), **asked}

    def build(values: Values, seen: Any) -> Intent:
        if seen is not None:
            return partial(process_edits.edit_result, seen=seen, known=known, **values)
        number = int(values.pop("step"))
        return partial(
            process_edits.count, meeting_id=meeting.id, step=number, known=known, **values
        )

    def reads(raw: Mapping[str, str]) -> Mapping[str, str]:
        try:
            tested, counts = (asked[key].parse(raw[key]) for key in ("tested", "counts"))
            process_edits.check_counts(known, tested, counts)
        except UserError as refused:
            return {"counts": refused.message} if raw["counts"].strip() else {}
        made = msgspec.structs.replace(start, tested=tested, counts=counts)
        return {"counts": process.counts_words(process.row_of(made), known.levels)}

    return Form(
        title=f"Result of step {seen.step}" if seen else "Result",
        about=f"{called}. Counts only, never a student's name.",
        fields=tuple(asked.values()),
        build=build,
        seen=seen,
        reads=reads,
        at="group",
    )


def stop_form(basis: FormContext, meeting: Meeting, called: str) -> Form:
    """Return the form of the stop sign: the step where the group stopped, and what it needs."""
    known = basis.framework.process
    notes = process.notes_of(basis.building, meeting.id)
    sign = next((note for note in notes if note.stopped), None)
    last = sign or (notes[-1] if notes else None)
    steps = _steps(known.steps, last.step if last else known.steps[0].number)
    if sign is not None:
        steps = msgspec.structs.replace(steps, choices=(*steps.choices, (_NONE, "no stop sign")))
    needs = kinds_of(ProcessNote)["needs"]
    asked = {"step": tuple(str(step.number) for step in known.steps)}

    def build(values: Values, seen: Any) -> Intent:
        if values["step"] == _NONE:
            return partial(process_edits.clear_stop, meeting_id=meeting.id, known=known)
        return partial(
            process_edits.stop,
            meeting_id=meeting.id,
            step=int(values["step"]),
            known=known,
            needs=values.get("needs", ""),
        )

    return Form(
        title="Stop sign",
        about=f"{called}. Where the group stopped, and what it needs to go on.",
        fields=(
            steps,
            Prose(key="needs", label=needs.label, value=sign.needs if sign else "", only=asked),
        ),
        build=build,
    )
