"""Record what a group did at the steps of its process, its results, and where it stopped.

Intents for `workspace.do`. A meeting has one note for each step: writing again changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bltui.domain.meetings import process
from bltui.domain.meetings.lookup import unlocked
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Process
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.process_steps import ProcessNote, ProcessResult, When


def _checked(building: Building, meeting_id: int, step: int, known: Process) -> Meeting:
    """Return the group's meeting. Raises UserError if it has no such step."""
    meeting = unlocked(building, meeting_id)
    if not meeting.team.startswith("cwg:"):
        raise UserError(
            f"{meeting.describe(building)} is not a group's meeting. Name a group's meeting with "
            "--meeting.",
            field="meeting",
        )
    if known.step(step) is None:
        numbers = ", ".join(str(one.number) for one in known.steps)
        raise UserError(
            f"There is no step {step} in this process. Choose from {numbers}.", field="step"
        )
    return meeting


def write(
    building: Building, *, meeting_id: int, step: int, known: Process, **fields: Any
) -> Change:
    """Write at a step; fields that are not given stay. Raises UserError if it is not a step."""
    meeting = _checked(building, meeting_id, step, known)
    builder = ChangeBuilder(building)
    seen = process.note_at(building, meeting_id, step)
    if seen is None:
        builder.add("process_notes", ProcessNote(meeting_id=meeting_id, step=step, **fields))
    elif not builder.put("process_notes", seen.id, **fields):
        return no_change(f"meeting: step {step}: unchanged")
    return builder.change(f"meeting: {meeting.describe(building)}: step {step} written")


def stop(
    building: Building, *, meeting_id: int, step: int, known: Process, needs: str = ""
) -> Change:
    """Put the stop sign at a step, and take it from any other of the meeting."""
    meeting = _checked(building, meeting_id, step, known)
    builder = ChangeBuilder(building)
    for note in process.notes_of(building, meeting_id):
        if note.stopped and note.step != step:
            builder.put("process_notes", note.id, stopped=False, needs="")
    seen = process.note_at(building, meeting_id, step)
    if seen is None:
        note = ProcessNote(meeting_id=meeting_id, step=step, stopped=True, needs=needs)
        builder.add("process_notes", note)
    else:
        builder.put("process_notes", seen.id, stopped=True, needs=needs)
    change = builder.change(f"meeting: {meeting.describe(building)}: stopped at step {step}")
    return change if change else no_change(f"meeting: step {step}: unchanged")


def count(
    building: Building,
    *,
    meeting_id: int,
    step: int,
    known: Process,
    group: str,
    when: When,
    tested: int,
    counts: Mapping[str, int],
) -> Change:
    """Record a group's counts; the same group, step, and time is counted again, not twice.

    Raises UserError if a level is unknown, or if the counts contradict how many were tested.
    """
    meeting = _checked(building, meeting_id, step, known)
    for level in counts:
        if level not in known.levels:
            levels = ", ".join(known.levels)
            raise UserError(f"There is no level {level}. Choose from {levels}.", field="level")
    total = sum(counts.values())
    if set(counts) == set(known.levels) and total != tested:
        raise UserError(
            f"The levels add up to {total}, but {tested} were tested. Correct a count.",
            field="tested",
        )
    builder = ChangeBuilder(building)
    seen = process.result_of(building, meeting_id, step, group, when)
    if seen is None:
        result = ProcessResult(
            meeting_id=meeting_id,
            step=step,
            group=group,
            when=when,
            tested=tested,
            counts=dict(counts),
        )
        builder.add("process_results", result)
    else:
        builder.put("process_results", seen.id, tested=tested, counts=dict(counts))
    change = builder.change(f"meeting: {meeting.describe(building)}: step {step}: {group} counted")
    return change if change else no_change(f"meeting: step {step}: unchanged")
