"""A group's process in a meeting: the notes and results of each step, and percentages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Process
from bltui.domain.model.process_steps import ProcessNote, ProcessResult, When
from bltui.domain.model.record import active
from bltui.domain.model.text import folded


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one group at one time. Part of the public JSON."""

    group: str
    when: When
    tested: int
    counts: Mapping[str, int]
    percent: Mapping[str, float]
    """The share of each level, computed from its count."""


class StepTaken(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a meeting's process. Part of the public JSON."""

    step: int
    title: str
    prompt: str
    note: ProcessNote | None
    results: tuple[Row, ...]


def notes_of(building: Building, meeting_id: int) -> list[ProcessNote]:
    """Return what was written in a meeting, by step."""
    found = (n for n in active(building.process_notes) if n.meeting_id == meeting_id)
    return sorted(found, key=lambda n: (n.step, n.id))


def note_at(building: Building, meeting_id: int, step: int) -> ProcessNote | None:
    """Return what was written at a step of a meeting, or None."""
    return next((n for n in notes_of(building, meeting_id) if n.step == step), None)


def results_of(building: Building, meeting_id: int) -> list[ProcessResult]:
    """Return the results of a meeting, in the order that they were entered."""
    return [r for r in active(building.process_results) if r.meeting_id == meeting_id]


def result_of(
    building: Building, meeting_id: int, step: int, group: str, when: When
) -> ProcessResult | None:
    """Return a group's result at a step, or None."""
    wanted = (step, folded(group), when)
    found = (
        r for r in results_of(building, meeting_id) if (r.step, folded(r.group), r.when) == wanted
    )
    return next(found, None)


def steps_of(building: Building, known: Process, meeting_id: int) -> list[StepTaken]:
    """Return every step of the process with what a meeting has for it.

    A step that the framework no longer names is kept, without a title.
    """
    notes, results = notes_of(building, meeting_id), results_of(building, meeting_id)
    written = {n.step for n in notes} | {r.step for r in results}
    numbers = {s.number for s in known.steps} | written
    return [
        StepTaken(
            step=number,
            title=named.title if (named := known.step(number)) else "",
            prompt=named.prompt if named else "",
            note=next((n for n in notes if n.step == number), None),
            results=tuple(_row(r) for r in results if r.step == number),
        )
        for number in sorted(numbers)
    ]


def _row(result: ProcessResult) -> Row:
    share = {level: 100 * count / result.tested for level, count in result.counts.items()}
    return Row(
        group=result.group,
        when=result.when,
        tested=result.tested,
        counts=result.counts,
        percent=share,
    )
