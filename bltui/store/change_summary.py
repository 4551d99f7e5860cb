"""What the history says about a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bltui.store.journal_entry import DAY, JournalEntry

_FIRST = date(1970, 1, 1)


class Summary(msgspec.Struct, frozen=True):
    """A change in words, and what it undoes."""

    says: str
    """In the words of the history, such as "team: Sample Person added"."""
    undoes: JournalEntry | None = None
    """The change that this one undoes."""
    redoes: JournalEntry | None = None
    """The undone change that this one brings back."""
    anonymous: bool = False
    """No name is stored, and of the time only the day."""
    day: date | None = None
    """The day of an anonymous change where the building is.

    That in UTC, the default, would tell evenings from mornings.
    """

    def time(self, clock: float) -> float:
        """When the change is said to be made: at the moment `clock`, or for an anonymous one at the
        beginning of its day.

        The day is taken only if it is within a day of the clock.
        """
        if not self.anonymous:
            return clock
        today = clock // DAY * DAY
        said = (
            today if self.day is None else float((self.day.toordinal() - _FIRST.toordinal()) * DAY)
        )
        return said if abs(said - today) <= DAY else today

    def aims(self) -> dict[str, Any]:
        """How a line of the journal names what this undoes or brings back: by generation, an edit
        from outside by id.
        """
        named = (("undoes", self.undoes), ("redoes", self.redoes))
        return {
            (f"{field}_id" if entry.outside else field): (entry.id if entry.outside else entry.gen)
            for field, entry in named
            if entry is not None
        }
