"""What the history says about a change."""

from __future__ import annotations

from datetime import date

import msgspec


class Summary(msgspec.Struct, frozen=True):
    """A change in words, and what it takes back."""

    says: str
    """In the words of the history, such as "team: Sample Person added"."""
    undoes: int | None = None
    """The generation that this change takes back."""
    redoes: int | None = None
    """The generation whose taking back this change takes back."""
    anonymous: bool = False
    """No name is stored, and of the time only the day."""
    day: date | None = None
    """The day of an anonymous change where the building is; that in UTC, the default, would tell evenings from mornings."""
