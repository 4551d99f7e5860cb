"""State: an immutable snapshot of what the screens show, taken off the UI thread."""

from __future__ import annotations

from datetime import date, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from bltui.domain.checks.overview import Overview
from bltui.domain.model import framework_types
from bltui.domain.model.building import Building, OfBuilding
from bltui.domain.model.finding import Finding
from bltui.domain.model.zones import zone
from bltui.domain.team.account_match import person_of
from bltui.ui.formatting import UNICODE, Signs
from bltui.ui.startup_prefetch import HistoryEntry, PrefetchedState, see
from bltui.workspace import Workspace

if TYPE_CHECKING:  # the first page needs none of it
    from bltui.domain.model.framework_types import Framework


class State(OfBuilding, msgspec.Struct, frozen=True, kw_only=True):
    """One building at one moment, as one user sees it."""

    building: Building
    definitions: bytes
    """The framework as packed by `see`."""
    today: date
    findings: tuple[Finding, ...]
    """All findings, most severe first."""
    overview: Overview
    recent: tuple[HistoryEntry, ...]
    """The newest changes, newest first."""
    gen: int
    """The number of the newest change."""
    closed: str | None = None
    """Why nothing can be written now; None if writing is possible."""
    banner: str | None = None
    """A warning to show above everything else, such as that the file can no longer be read."""
    others: tuple[str, ...] = ()
    """Who else has this building open."""
    signs: Signs = UNICODE
    me: int | None = None
    """The person record of the user, if the account name identifies one."""

    @property
    def zone(self) -> tzinfo:
        """The building's time zone."""
        return zone(self.building.profile.tz)

    @property
    def framework(self) -> Framework:
        """The definitions that the building uses."""
        return _unpacked(self.definitions)


@lru_cache(maxsize=2)
def _unpacked(definitions: bytes) -> Framework:
    return msgspec.msgpack.decode(definitions, type=framework_types.Framework)


def look(
    workspace: Workspace,
    signs: Signs,
    others: tuple[str, ...] = (),
    seen: PrefetchedState | None = None,
) -> State:
    """Return the workspace's current state; parts in `seen` are not computed again.

    Reads the end of the history, so call it in a worker.
    """
    building, seen = workspace.building, seen or see(workspace)
    reason = workspace.version.readonly
    return State(
        building=building,
        definitions=seen.definitions,
        today=seen.today,
        findings=seen.findings,
        overview=seen.overview,
        recent=seen.recent,
        gen=workspace.version.gen,
        closed=reason,
        banner=f"Read only: {reason}" if reason else None,
        others=others,
        signs=signs,
        me=person_of(building, workspace.file.author.shown_as),
    )
