"""File formats by number: how the documents of an older one become those of the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bltui.store.replay import Tables
from bltui.store.strict_json import Contents

#: The format that this version writes.
SCHEMA = 1
#: The oldest version of bltui, by format number, that may read what this one writes.
MIN_READER = 1

#: Per format the pure function that makes the documents of the next one.
STEPS: Mapping[int, Callable[[Tables], Tables]] = {}


def migrated(
    contents: Contents, steps: Mapping[int, Callable[[Tables], Tables]] = STEPS, goal: int = SCHEMA
) -> Contents:
    """The contents in the present format.

    Unchanged if they are in it already, or in a newer one.
    """
    tables, schema, pieces = contents.documents, contents.meta["schema"], contents.pieces
    while schema < goal:
        tables, schema, pieces = steps[schema](tables), schema + 1, {}
    return Contents({**contents.meta, "schema": schema}, tables, pieces)
