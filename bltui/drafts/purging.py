"""Purging: words that are taken out of a building for good are taken out of the drafts of this
account too.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bltui.domain.model.text import folded
from bltui.drafts import folder
from bltui.drafts.draft import Draft

#: Characters below which a text is too common to be searched for, such as "yes".
_LEAST = 4


def purge(texts: Collection[str]) -> int:
    """Remove every field that holds one of the texts, from the drafts of every signer; gives how
    many drafts had one.

    A draft of which nothing is left is removed. Text in a form that is open now is not reached.
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
