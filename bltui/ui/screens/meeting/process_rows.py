"""The rows of a group's process in the Meeting view: each step, with its results below it."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.meetings.process import StepTaken, row_words, steps_of, written
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.process_steps import ProcessNote
from bltui.domain.model.text import one_line
from bltui.ui.formatting import Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Column, Row

PROCESS = (Column(whole=True), Column(whole=True), Column(whole=True, wraps=True, enough=50))
#: The prefix of the row id of a step that is not written yet, followed by its number.
UNWRITTEN = "process-step"
_SAID = (
    ("", "text"),
    ("adults: ", "adults"),
    ("students: ", "students"),
    ("evidence: ", "evidence"),
)


def has_process(state: State, meeting: Meeting | None) -> bool:
    """Return whether a meeting is a group's, and the framework has a process for groups."""
    group = meeting is not None and meeting.team.startswith("cwg:")
    return group and bool(state.framework.process.steps)


def process_rows(state: State, meeting: Meeting) -> Iterator[Row]:
    """Yield the steps in order, each followed by its results."""
    levels = state.framework.process.levels
    for step in steps_of(state.building, state.framework.process, meeting.id):
        note = step.note
        done = bool(step.results) or (note is not None and written(note))
        stopped = note is not None and note.stopped
        role = "required" if stopped else "done" if done else "quiet"
        sign = state.signs.of(role) if stopped or done else state.signs.info
        record = f"process_notes/{note.id}" if note else f"{UNWRITTEN}/{step.step}"
        yield Row(record, (Bit(sign, role), str(step.step), _words(step, note)))
        for result in step.results:
            words = Bit(row_words(result, levels))
            yield Row(f"process_results/{result.id}", (Bit(""), Bit("result", "info"), words))


def _words(step: StepTaken, note: ProcessNote | None) -> tuple[Bit, ...]:
    """Return the title, what was written, and the stop sign with what the group needs."""
    bits = [Bit(step.title, "strong" if note or step.results else "")]
    for label, name in _SAID:
        if text := getattr(note, name, ""):
            bits.append(Bit(f"  {label}", "quiet"))
            bits.append(Bit(one_line(text)))
    if note is not None and note.stopped:
        needs = f", needs: {one_line(note.needs)}" if note.needs else ""
        bits.append(Bit(f"  stopped here{needs}", "required"))
    return tuple(bits)
