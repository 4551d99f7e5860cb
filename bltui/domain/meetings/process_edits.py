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
from bltui.domain.model.process_steps import WHEN, ProcessNote, ProcessResult, When

#: What is said where a framework names no steps for groups.
NO_PROCESS = "The framework of this building has no process for groups."


def of_group(building: Building, meeting_id: int, known: Process) -> Meeting:
    """Return a group's meeting whose minutes may still change.

    Raises UserError if it is another team's, or if the framework has no process.
    """
    meeting = unlocked(building, meeting_id)
    if not known.steps:
        raise UserError(NO_PROCESS)
    if not meeting.team.startswith("cwg:"):
        raise UserError(
            f"{meeting.describe(building)} is not a group's meeting. Choose a group's meeting.",
            field="meeting",
        )
    return meeting


def _checked(building: Building, meeting_id: int, step: int, known: Process) -> Meeting:
    """Return the group's meeting. Raises UserError if it has no such step."""
    meeting = of_group(building, meeting_id, known)
    if known.step(step) is None:
        numbers = ", ".join(str(one.number) for one in known.steps)
        raise UserError(
            f"There is no step {step} in this process. Choose from {numbers}.", field="step"
        )
    return meeting


def write(
    building: Building,
    *,
    meeting_id: int,
    step: int,
    known: Process,
    fresh: bool = False,
    **fields: Any,
) -> Change:
    """Write at a step; fields that are not given stay. Raises UserError if it is not a step.

    With `fresh`, what is there already is not replaced: raises UserError instead.
    """
    meeting = _checked(building, meeting_id, step, known)
    builder = ChangeBuilder(building)
    seen = process.note_at(building, meeting_id, step)
    if fresh and seen is not None:
        for name, value in fields.items():
            if (there := getattr(seen, name)) and there != value:
                raise UserError(
                    f"Step {step} has been written already. Choose another step, or edit that one.",
                    field="step",
                )
    if seen is None:
        builder.add("process_notes", ProcessNote(meeting_id=meeting_id, step=step, **fields))
    elif not builder.put("process_notes", seen.id, **fields):
        return no_change(f"meeting: step {step}: unchanged")
    return builder.change(f"meeting: {meeting.describe(building)}: step {step} written")


def edit_note(building: Building, *, seen: ProcessNote, **fields: Any) -> Change:
    """Change what was written at a step. Merges with concurrent changes since `seen`."""
    meeting = unlocked(building, seen.meeting_id)
    builder = ChangeBuilder(building)
    if not builder.merge("process_notes", seen, **fields):
        return no_change(f"meeting: step {seen.step}: unchanged")
    return builder.change(f"meeting: {meeting.describe(building)}: step {seen.step} changed")


def clear_stop(building: Building, *, meeting_id: int, known: Process) -> Change:
    """Take the stop sign from a meeting. A step that has nothing else is removed."""
    meeting = of_group(building, meeting_id, known)
    builder = ChangeBuilder(building)
    if not _cleared(builder, meeting_id):
        return no_change("meeting: there is no stop sign")
    return builder.change(f"meeting: {meeting.describe(building)}: stop sign removed")


def _cleared(builder: ChangeBuilder, meeting_id: int, but: int | None = None) -> bool:
    """Take the stop sign from every step except one. Return whether there was any."""
    found = [
        note
        for note in process.notes_of(builder.building, meeting_id)
        if note.stopped and note.step != but
    ]
    for note in found:
        if process.written(note):
            builder.put("process_notes", note.id, stopped=False, needs="")
        else:
            builder.archive("process_notes", note.id)
    return bool(found)


def stop(
    building: Building, *, meeting_id: int, step: int, known: Process, needs: str = ""
) -> Change:
    """Put the stop sign at a step, and take it from any other of the meeting."""
    meeting = _checked(building, meeting_id, step, known)
    builder = ChangeBuilder(building)
    _cleared(builder, meeting_id, but=step)
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
    check_counts(known, tested, counts)
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


def check_counts(known: Process, tested: int, counts: Mapping[str, int]) -> None:
    """Raise UserError if a level is unknown, or if the levels contradict how many were tested."""
    for level in counts:
        if level not in known.levels:
            levels = ", ".join(known.levels)
            raise UserError(f"There is no level {level}. Choose from {levels}.", field="counts")
    total = sum(counts.values())
    if total > tested or (set(counts) == set(known.levels) and total != tested):
        raise UserError(
            f"The levels add up to {total}, but {tested} were tested. Correct a count.",
            field="tested",
        )


def edit_result(
    building: Building, *, seen: ProcessResult, known: Process, **fields: Any
) -> Change:
    """Correct a group's counts. Merges with concurrent changes since `seen`.

    Raises UserError if the counts contradict, or if that group has another result there.
    """
    meeting = unlocked(building, seen.meeting_id)
    builder = ChangeBuilder(building)
    if not builder.merge("process_results", seen, **fields):
        return no_change(f"meeting: {seen.describe(builder)}: unchanged")
    now = builder.get("process_results", seen.id)
    assert isinstance(now, ProcessResult)
    if "tested" in fields or "counts" in fields:
        check_counts(known, now.tested, now.counts)
    twin = process.result_of(building, seen.meeting_id, now.step, now.group, now.when)
    if twin is not None and twin.id != seen.id:
        raise UserError(
            f"{now.group} has a {WHEN[now.when]} result at step {now.step} already. Correct that "
            "one, or remove it.",
            field="group",
        )
    return builder.change(
        f"meeting: {meeting.describe(building)}: step {now.step}: {now.group} corrected"
    )
