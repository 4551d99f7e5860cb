"""A group's process in a framework file: its steps, and the levels of students' results."""

from __future__ import annotations

from typing import Annotated

import msgspec

from bltui.domain.model.framework_types import Board, Process, ProcessStep

_Label = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class StepWords(msgspec.Struct, forbid_unknown_fields=True):
    """One step as it is written in the file."""

    number: Annotated[int, msgspec.Meta(ge=1, le=99)]
    title: _Label | None = None
    """Without it, the title of the board's step with that number."""
    prompt: Annotated[str, msgspec.Meta(max_length=200)] = ""


class ProcessWords(msgspec.Struct, forbid_unknown_fields=True):
    """The table `process`. Without steps, they are the recursive steps of the building's board."""

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    levels: Annotated[
        dict[str, Annotated[str, msgspec.Meta(min_length=1, max_length=22)]],
        msgspec.Meta(min_length=2, max_length=6),
    ]
    steps: Annotated[tuple[StepWords, ...], msgspec.Meta(max_length=9)] = ()


def process_of(words: ProcessWords, board: Board) -> Process:
    """Return the process that a file describes, with the board's steps if it names none."""
    steps = words.steps or tuple(StepWords(number=number) for number in board.phases())
    return Process(
        source=words.source,
        levels=words.levels,
        steps=tuple(
            ProcessStep(number=s.number, title=s.title or _title(board, s.number), prompt=s.prompt)
            for s in steps
        ),
    )


def _title(board: Board, number: int) -> str:
    step = board.step(number)
    return step.title if step else ""
