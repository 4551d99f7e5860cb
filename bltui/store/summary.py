"""What the history says about a change."""

from __future__ import annotations

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
