"""--dry-run: a building file that is read but never written.

Every change runs through the usual code up to the write.
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
    """A building file whose `commit` writes nothing and returns the version it would have made."""

    def commit(self, work: Callable[[Transaction], Summary]) -> Version:
        """Do what `BuildingFile.commit` does, without locking or writing."""
        return self.rehearse(work)
