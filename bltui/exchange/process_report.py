"""A group's process on paper: each step with its results, the stop sign, and cycle moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bltui.domain.meetings.minutes_parts import Minutes, Worked
from bltui.domain.meetings.process import Row
from bltui.domain.model import labels
from bltui.domain.model.cycles import OUTCOMES
from bltui.domain.model.formats import part_of, show_date, show_time
from bltui.domain.model.process_steps import WHEN
from bltui.domain.model.text import one_line
from bltui.domain.steps.cycle_moves import CycleMove
from bltui.exchange.page import Grid, Section


def columns_of(rows: Iterable[Row], levels: Mapping[str, str]) -> dict[str, str]:
    """Return the framework's levels, and any other that a result has: key -> words."""
    others = {key: key for row in rows for key in row.counts if key not in levels}
    return {**levels, **others}


def level_cell(row: Row, level: str) -> str:
    """Return a level's count with its percentage, or "" if it was not counted."""
    count = row.counts.get(level)
    return "" if count is None else part_of(count, row.tested)


def _results(rows: Sequence[Row], levels: Mapping[str, str]) -> Iterator[str | Grid]:
    """Yield the table of results, and where the levels are not all that were tested."""
    if not rows:
        return
    named = columns_of(rows, levels)
    cells = tuple(
        (row.group, WHEN[row.when], row.tested, *(level_cell(row, level) for level in named))
        for row in rows
    )
    yield Grid(("group", "test", "tested", *named.values()), cells)
    for row in rows:
        if row.in_no_level:
            counted = row.tested - row.in_no_level
            yield (
                f"{row.group}, {WHEN[row.when]}: the levels add up to {counted:,} of "
                f"{row.tested:,} tested. {row.in_no_level:,} are in no level."
            )


def _step(step: Worked, levels: Mapping[str, str]) -> Iterator[str | Grid]:
    when = (show_date(step.on) if step.on else "", show_time(step.at) if step.at else "")
    if any(when):
        yield f"Discussed: {', '.join(filter(None, when))}"
    said = (
        ("", step.text),
        ("Adults will: ", step.adults),
        ("Students will: ", step.students),
        ("Evidence: ", step.evidence),
    )
    for label, text in said:
        if text:
            yield f"{label}{one_line(text)}"
    yield from _results(step.results, levels)
    if step.stopped:
        needs = f" Needs from the {labels.team()}: {one_line(step.needs)}" if step.needs else ""
        yield f"STOP: the group stopped here.{needs}"


def moved(move: CycleMove) -> str:
    """Return a move of a cycle as a sentence."""
    cycle = f"Cycle {move.cycle}"
    evidence = f" Evidence: {'; '.join(move.evidence)}." if move.evidence else ""
    if move.move == "opened":
        return f"{cycle}: opened at step {move.step}."
    if move.move == "step_done":
        note = f" {one_line(move.note)}" if move.note else ""
        return f"{cycle}: step {move.step} done.{evidence}{note}"
    decision = f", {OUTCOMES[move.outcome]}" if move.outcome else ""
    learned = f" Learned: {one_line(move.note)}" if move.note else ""
    return f"{cycle}: closed{decision}.{learned}"


def process_sections(value: Minutes) -> Iterator[Section]:
    """Yield a section for each step that was worked on, and one for the cycle moves of the day."""
    for step in value.process:
        title = f": {step.title}" if step.title else ""
        yield Section(f"Process step {step.step}{title}", tuple(_step(step, value.levels)))
    if value.cycle_moves:
        yield Section("Cycles on this day", tuple(map(moved, value.cycle_moves)))
