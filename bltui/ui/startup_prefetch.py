"""Startup prefetch: a second process computes the slow parts of a state during the Textual import.

Most of a start is imports, and most of the rest is checks, so two cores do both at once. On one
core it takes as long as without, and still keeps modules that only the checks need out of this
process. Nothing here imports Textual.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date, tzinfo
from typing import TYPE_CHECKING

import msgspec

from bltui.clock import when
from bltui.domain.checks import dashboard
from bltui.domain.checks.overview import Overview
from bltui.domain.model.finding import Finding
from bltui.domain.model.zones import zone
from bltui.ui.theme_colors import tokens
from bltui.undoing import announced
from bltui.workspace import Workspace

if TYPE_CHECKING:
    from bltui.store.journal_entry import JournalEntry

#: The number of recent changes that Home can show.
RECENT = 40


class HistoryEntry(msgspec.Struct, frozen=True):
    """A change as the pages show it."""

    id: str
    """Its id in the history."""
    gen: int
    """The generation of the file; for an edit with another program, the one that it found."""
    when: str
    """The time as display text."""
    by: str | None
    says: str
    start: bool
    """Whether this is the start of the history."""
    records: tuple[str, ...]
    """The records that it changed, each as "table/id".

    For the start, which contains a whole building, only the first one.
    """


class PrefetchedState(msgspec.Struct, frozen=True):
    """The slow parts of a state, and the theme colors."""

    definitions: bytes
    """The framework, pickled.

    The first page does not need it, and unpickling it takes as long as painting ten lines.
    """
    findings: tuple[Finding, ...]
    overview: Overview
    recent: tuple[HistoryEntry, ...]
    """The newest changes."""
    today: date
    """The building's current date, which the rest depends on."""
    tokens: dict[str, dict[str, str | bool | dict[str, int]]]
    """The colors of the themes."""


def see(workspace: Workspace) -> PrefetchedState:
    """Return all findings, the first page, and the newest changes of the workspace."""
    framework, today = workspace.framework, workspace.today
    findings = tuple(workspace.findings(on=today))
    overview = dashboard.first_page(workspace.building, framework, today, findings)
    here = zone(workspace.building.profile.tz)
    recent = tuple(_told(entry, here, today) for entry in workspace.latest(RECENT))
    return PrefetchedState(
        msgspec.msgpack.encode(framework),
        findings,
        overview,
        recent,
        today,
        {name: dict(of) for name, of in tokens().items()},
    )


def _told(entry: JournalEntry, here: tzinfo, today: date) -> HistoryEntry:
    edits = entry.edits[:1] if entry.start else entry.edits
    records = tuple(edit.reference for edit in edits)
    return HistoryEntry(
        entry.id,
        entry.gen,
        when(entry.at, here, today),
        entry.by,
        announced(entry.says),
        entry.start,
        records,
    )


def ahead(workspace: Workspace) -> Callable[[], PrefetchedState | None]:
    """Start the computation and return a function that waits for its result.

    The result is None if no second process is available, if this one has several threads, which a
    fork would not copy, or if the computation failed; the caller then computes it itself.
    """
    if threading.active_count() > 1:
        return lambda: None
    try:
        inlet, outlet = os.pipe()
    except OSError:
        return lambda: None
    try:
        child = os.fork()
    except OSError:
        os.close(inlet)
        os.close(outlet)
        return lambda: None
    if child == 0:
        try:
            os.close(inlet)
            _work(workspace, outlet)
        finally:
            os._exit(0)  # what went wrong here, the first process meets again and says
    os.close(outlet)

    def answer() -> PrefetchedState | None:
        with open(inlet, "rb") as pipe:
            worked_out = pipe.read()
        os.waitpid(child, 0)
        try:
            return msgspec.msgpack.decode(worked_out, type=PrefetchedState)
        except msgspec.DecodeError:
            return None

    return answer


def _work(workspace: Workspace, outlet: int) -> None:
    workspace.read_whole()
    with open(outlet, "wb") as pipe:
        pipe.write(msgspec.msgpack.encode(see(workspace)))
