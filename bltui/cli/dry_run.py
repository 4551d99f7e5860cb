"""--dry-run: a building file that is read as it is and never written, so that every change goes its
usual way up to the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.reader import Version

if TYPE_CHECKING:  # it imports TinyDB, which only a change needs
    from bltui.store.transaction import Transaction


class DryRunFile(BuildingFile):
    """What `commit` gives is the version that would be there."""

    def commit(self, work: Callable[[Transaction], Summary]) -> Version:
        """As `BuildingFile.commit`, without lock and without writing."""
        return self.rehearse(work)
