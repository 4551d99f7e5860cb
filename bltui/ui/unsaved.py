"""Unsaved: what a person typed into one form and did not save, and what a form must offer to get a
draft.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, runtime_checkable

import msgspec

from bltui.drafts.draft import Typed
from bltui.drafts.step import Trail


class Unsaved(msgspec.Struct, frozen=True, kw_only=True):
    """The text of one form at one moment."""

    title: str
    form: str
    """Which form it is: the record that it edits, else its title."""
    fields: tuple[Typed, ...]
    """The fields that somebody typed into."""
    trail: Trail
    anonymous: bool = False
    """Whether saving it would name nobody."""


@runtime_checkable
class Source(Protocol):
    """A screen that holds typed text."""

    def unsaved(self) -> Unsaved | None:
        """What would be lost if it closed now; None where nothing was typed."""

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Whether it is that form and has those fields."""

    def refill(self, fields: Sequence[Typed]) -> None:
        """Put the text of a draft into the fields, as if it had been typed."""


def changed(
    texts: Mapping[str, str],
    starts: Mapping[str, str],
    labels: Mapping[str, str],
    typed: Collection[str],
) -> tuple[Typed, ...]:
    """The fields that were typed into and hold another text than at the start."""
    return tuple(
        Typed(key, labels[key], texts[key], starts[key])
        for key in labels
        if key in typed and texts[key] != starts.get(key, texts[key])
    )
