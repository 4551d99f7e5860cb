"""What of a state takes long to work out; at the start a second process does while this one imports Textual.

Most of a start is imports, and most of the rest is checks: two cores do both at once. Nothing here imports Textual.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import msgspec

from bltui.domain.change import Edit
from bltui.domain.finding import Finding
from bltui.domain.overview import Overview
from bltui.store.entry import Entry
from bltui.workspace import Workspace

#: How many of the newest changes Home can show.
RECENT = 40


class Seen(msgspec.Struct, frozen=True):
    """What of a state takes long to work out."""

    definitions: bytes
    """The framework, packed: the first page needs none of it, and unpacking takes as long as painting ten lines."""
    findings: tuple[Finding, ...]
    overview: Overview
    recent: tuple[Entry, ...]
    """The newest changes with the records that they are about, without what was in them."""


def see(workspace: Workspace) -> Seen:
    """Every finding, the first page and the newest changes of what the workspace holds now."""
    from bltui.domain.first_page import first_page  # which only the second process needs at the start

    framework, findings = workspace.framework, tuple(workspace.findings())
    overview = first_page(workspace.building, framework, workspace.today, findings)
    recent = tuple(_named(entry) for entry in workspace.latest(RECENT))
    return Seen(msgspec.msgpack.encode(framework), findings, overview, recent)


def _named(entry: Entry) -> Entry:
    """An entry as pages show it: the first one alone holds a whole building, of which they name one record."""
    edits = entry.edits[:1] if entry.start else entry.edits
    return msgspec.structs.replace(entry, edits=tuple(Edit(e.table, e.id, None, None) for e in edits))


def ahead(workspace: Workspace) -> Callable[[], Seen | None]:
    """Begin; the answer gives what was worked out, waiting for it if need be. To be called while there is one thread.

    None where a second process is not to be had, or it met what this one will have to say: then it has to be worked out here.
    """
    if (os.cpu_count() or 1) < 2:
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

    def answer() -> Seen | None:
        with open(inlet, "rb") as pipe:
            worked_out = pipe.read()
        os.waitpid(child, 0)
        try:
            return msgspec.msgpack.decode(worked_out, type=Seen)
        except msgspec.DecodeError:
            return None

    return answer


def _work(workspace: Workspace, outlet: int) -> None:
    workspace.read_whole()
    with open(outlet, "wb") as pipe:
        pipe.write(msgspec.msgpack.encode(see(workspace)))
