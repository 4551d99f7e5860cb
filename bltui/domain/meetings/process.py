"""A group's process in a meeting: the notes and results of each step, and percentages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.formats import part_of
from bltui.domain.model.framework_types import Process
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.process_steps import WHEN, ProcessNote, ProcessResult, When
from bltui.domain.model.record import active
from bltui.domain.model.text import folded


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one group at one time. Part of the public JSON."""

    id: int
    group: str
    when: When
    tested: int
    counts: Mapping[str, int]
    percent: Mapping[str, float]
    """The share of each level, computed from its count."""
    in_no_level: int
    """How many were tested but are not counted at any level."""


class StepTaken(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a meeting's process. Part of the public JSON."""

    step: int
    title: str
    prompt: str
    note: ProcessNote | None
    results: tuple[Row, ...]


def group_of(building: Building, meeting: Meeting) -> Cwg | None:
    """Return the group that a meeting is of, or None if it is another team's."""
    found = (g for g in active(building.cwgs) if meeting.team == f"cwg:{g.number}")
    return next(found, None)


def notes_of(building: Building, meeting_id: int) -> list[ProcessNote]:
    """Return what was written in a meeting, by step."""
    found = (n for n in active(building.process_notes) if n.meeting_id == meeting_id)
    return sorted(found, key=lambda n: (n.step, n.id))


def written(note: ProcessNote) -> bool:
    """Return whether a note has words, and not only the stop sign."""
    return bool(note.text or note.adults or note.students or note.evidence)


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
            results=tuple(row_of(r) for r in results if r.step == number),
        )
        for number in sorted(numbers)
    ]


def row_words(row: Row, levels: Mapping[str, str]) -> str:
    """Return a result in words, with how many tested are in no level, if any."""
    line = f"{row.group}, {WHEN[row.when]}: {row.tested:,} tested"
    return ", ".join(filter(None, (line, counts_words(row, levels))))


def counts_words(row: Row, levels: Mapping[str, str]) -> str:
    """Return the counts of a result with their percentages, and how many are in no level."""
    counts = (f"{levels.get(k, k)} {part_of(n, row.tested)}" for k, n in row.counts.items())
    rest = f"{row.in_no_level:,} in no level" if row.in_no_level else ""
    return ", ".join(filter(None, (*counts, rest)))


def row_of(result: ProcessResult) -> Row:
    share = {level: 100 * count / result.tested for level, count in result.counts.items()}
    counted = sum(result.counts.values())
    return Row(
        id=result.id,
        group=result.group,
        when=result.when,
        tested=result.tested,
        counts=result.counts,
        percent=share,
        in_no_level=result.tested - counted,
    )
