"""What of a state takes long to work out; at the start a second process does while this one imports
Textual.

Most of a start is imports, and most of the rest is checks: two cores do both at once. On one core
it takes as long as without, and still leaves what only the checks need out of this process. Nothing
here imports Textual.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, tzinfo
from typing import TYPE_CHECKING

import msgspec

from bltui.clock import when, zone
from bltui.domain.checks import dashboard
from bltui.domain.checks.overview import Overview
from bltui.domain.model.finding import Finding
from bltui.ui.theme_colors import tokens
from bltui.workspace import Workspace

if TYPE_CHECKING:
    from bltui.store.journal_entry import JournalEntry

#: How many of the newest changes Home can show.
RECENT = 40


class HistoryEntry(msgspec.Struct, frozen=True):
    """A change as the pages tell it."""

    id: str
    """Its id in the history."""
    gen: int
    """The generation of the file; that of an edit with another program is the one that it found."""
    when: str
    """The time as people near it say it."""
    by: str | None
    says: str
    start: bool
    """Whether it is the beginning of the history."""
    records: tuple[str, ...]
    """What it is about, each as "table/id".

    Of a beginning, which holds a whole building, the first one alone.
    """


class PrefetchedState(msgspec.Struct, frozen=True):
    """What of a state takes long to work out, and the colours that it is shown in."""

    definitions: bytes
    """The framework, packed: the first page needs none of it, and unpacking takes as long as
    painting ten lines.
    """
    findings: tuple[Finding, ...]
    overview: Overview
    recent: tuple[HistoryEntry, ...]
    """The newest changes."""
    today: date
    """The building's own date, which decides about the rest."""
    tokens: dict[str, dict[str, str | bool]]
    """The colours of the themes."""


def see(workspace: Workspace) -> PrefetchedState:
    """Every finding, the first page and the newest changes of what the workspace holds now."""
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
        entry.id, entry.gen, when(entry.at, here, today), entry.by, entry.says, entry.start, records
    )


def ahead(workspace: Workspace) -> Callable[[], PrefetchedState | None]:
    """Begin; the answer gives what was worked out, waiting for it if need be. To be called while
    there is one thread.

    None where a second process is not to be had, or it met what this one will have to say: then it
    has to be worked out here.
    """
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
