"""The drafts that a signer may see: their own, of one building or of all."""

from __future__ import annotations

import os
from pathlib import Path

from bltui.drafts.draft import Draft
from bltui.drafts.folder import free
from bltui.drafts.whose import Signer, owns

Found = list[tuple[str, Draft]]


def drafts_of(signer: Signer, building: str | os.PathLike[str] | None = None) -> Found:
    """Return a signer's drafts with their names, newest first.

    Without `building`, drafts of all buildings. A draft without a building matches every building.
    """
    here = os.path.realpath(building) if building is not None else None
    own = [
        (name, draft)
        for name, draft in free()
        if here is None or draft.building in ("", here)
        if owns(signer, draft)
    ]
    return sorted(own, key=_newest, reverse=True)


def _newest(found: tuple[str, Draft]) -> tuple[str, float, str]:
    name, draft = found
    return str(draft.day or ""), draft.at or 0.0, name


def called(name: str) -> str:
    """Return the name of a draft file without its extension, as shown to people."""
    return Path(name).stem
