"""The step boards: where the building and the district stand in the year's steps, and what shows it [S1]."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from bltui.domain.model.framework_types import BoardKey, EvidenceKind
from bltui.domain.model.record import Record

Status = Literal["not_started", "in_progress", "blocked", "done", "not_applicable"]

#: Every status in words, in the order in which a step moves.
STATUSES: dict[Status, str] = {
    "not_started": "not started",
    "in_progress": "in progress",
    "blocked": "blocked",
    "done": "done",
    "not_applicable": "not applicable",
}
#: Every kind in words.
KINDS: dict[EvidenceKind, str] = {
    "data": "data",
    "student_work": "student work",
    "literature": "literature",
    "minutes": "minutes",
    "other": "evidence",
}


def step_words(board: BoardKey, step: int) -> str:
    """A step as the history names it."""
    return f"step {step}" if board == "building" else f"district step {step}"


class Move(msgspec.Struct, frozen=True, omit_defaults=True):
    """A change of status, so that a reopened step keeps what was said before; who made it is in the journal."""

    on: dt.date
    status: Status
    reason: str = ""


class StepState(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a board in one school year. A step without a record is not started."""

    board: BoardKey = "building"
    step: int
    year: str
    """The school year, such as "2026-27"."""
    status: Status = "not_started"
    reason: str = ""
    """Why it is blocked or not applicable, or why there is no evidence though it is done."""
    owner_id: int | None = None
    """A person of the list."""
    who: str = ""
    """Who did it, where that is nobody on the list: the superintendent who set the context [S1]."""
    due: dt.date | None = None
    started: dt.date | None = None
    done: dt.date | None = None
    ticks: tuple[str, ...] = ()
    """Keys of the checklist that are ticked."""
    standards: tuple[str, ...] = ()
    """Keys of the standards that the work serves [S1]."""
    note: str = ""
    moves: tuple[Move, ...] = ()
    """Every status it had, the oldest first."""


class Evidence(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What shows that work was done: a title and where it lies. Never a student's name."""

    kind: EvidenceKind = "other"
    title: str
    location: str = ""
    """A path or an address; bltui keeps no files."""
    subgroup: str = ""
    """The student group that the data are about: "disaggregated student data" [S1]."""
    on: dt.date
    year: str
    board: BoardKey = "building"
    step: int | None = None
    """The step that it shows; None where it only belongs to a responsibility."""
    cycle_id: int | None = None
    """The cycle whose phase `step` it belongs to."""
    standards: tuple[str, ...] = ()
    responsibilities: tuple[str, ...] = ()
    """Keys of the responsibilities that it shows [S2]."""
