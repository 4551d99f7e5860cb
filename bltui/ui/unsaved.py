"""Unsaved text of a form, and the protocol that a form implements to get drafts."""

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
    """Identifies the form: the record that it edits, or else its title."""
    fields: tuple[Typed, ...]
    """The fields that the user typed into."""
    trail: Trail
    anonymous: bool = False
    """Whether the saved record would name nobody."""


@runtime_checkable
class Source(Protocol):
    """A screen that holds typed text."""

    def unsaved(self) -> Unsaved | None:
        """Return the text that would be lost on closing; None if nothing was typed."""

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Return whether this is that form and has those fields."""

    def refill(self, fields: Sequence[Typed]) -> None:
        """Put the text of a draft into the fields, as if it had been typed."""


def changed(
    texts: Mapping[str, str],
    starts: Mapping[str, str],
    labels: Mapping[str, str],
    typed: Collection[str],
) -> tuple[Typed, ...]:
    """Return the fields that were typed into and whose text differs from the start."""
    return tuple(
        Typed(key, labels[key], texts[key], starts[key])
        for key in labels
        if key in typed and texts[key] != starts.get(key, texts[key])
    )
