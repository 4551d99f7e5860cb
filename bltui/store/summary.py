"""What the history says about a change."""

from __future__ import annotations

from datetime import date

import msgspec

from bltui.store.entry import Entry


class Summary(msgspec.Struct, frozen=True):
    """A change in words, and what it undoes."""

    says: str
    """In the words of the history, such as "team: Sample Person added"."""
    undoes: Entry | None = None
    """The change that this one undoes."""
    redoes: Entry | None = None
    """The undone change that this one brings back."""
    anonymous: bool = False
    """No name is stored, and of the time only the day."""
    day: date | None = None
    """The day of an anonymous change where the building is; that in UTC, the default, would tell evenings from mornings."""
