"""Purge text from this account's drafts when it is purged from a building."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bltui.domain.model.text import folded
from bltui.drafts import folder
from bltui.drafts.draft import Draft

#: Shorter texts, such as "yes", are too common to search for.
_LEAST = 4


def purge(texts: Collection[str]) -> int:
    """Remove every field that contains one of the texts from the drafts of all signers.

    Returns how many drafts were affected. A draft without any field left is deleted. Forms that are
    open now are not affected.
    """
    sought = [found for text in texts if len(found := folded(text)) >= _LEAST]
    count = 0
    for name, draft in folder.free():
        if (left := _without(draft, sought)) == draft:
            continue
        count += 1
        if left is None:
            folder.discard(name)
        else:
            folder.replace(name, left)
    return count


def _without(draft: Draft, sought: Collection[str]) -> Draft | None:
    def holds(*texts: str) -> bool:
        return any(one in folded(text) for text in texts for one in sought)

    if holds(draft.title, draft.form):
        return None
    fields = tuple(field for field in draft.fields if not holds(field.text, field.start))
    return msgspec.structs.replace(draft, fields=fields) if fields else None
