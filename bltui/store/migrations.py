"""File format versions, and the migration of documents from each to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bltui.store.replay import Tables
from bltui.store.strict_json import Contents

#: The format that this version writes.
SCHEMA = 1
#: The oldest format version whose bltui may read files written by this one.
MIN_READER = 1

#: For each format, a pure function that returns the documents of the next one.
STEPS: Mapping[int, Callable[[Tables], Tables]] = {}


def migrated(
    contents: Contents, steps: Mapping[int, Callable[[Tables], Tables]] = STEPS, goal: int = SCHEMA
) -> Contents:
    """Return the contents in the current format.

    Contents in the current or a newer format are unchanged.
    """
    tables, schema, pieces = contents.documents, contents.meta["schema"], contents.pieces
    while schema < goal:
        tables, schema, pieces = steps[schema](tables), schema + 1, {}
    return Contents({**contents.meta, "schema": schema}, tables, pieces)
