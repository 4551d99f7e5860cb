"""The description of a change for the history."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bltui.store.journal_entry import DAY, JournalEntry

_FIRST = date(1970, 1, 1)


class Summary(msgspec.Struct, frozen=True):
    """A change in words, and the change that it undoes or redoes."""

    says: str
    """The description in the history, such as "team: Sample Person added"."""
    undoes: JournalEntry | None = None
    """The change that this one undoes."""
    redoes: JournalEntry | None = None
    """The undone change that this one redoes."""
    anonymous: bool = False
    """Whether no name is stored, and only the day instead of the time."""
    day: date | None = None
    """The day of an anonymous change in the building's time zone.

    The default, the day in UTC, would tell evenings from mornings.
    """

    def time(self, clock: float) -> float:
        """Return the time to store: `clock`, or the start of the day for an anonymous change.

        Times are seconds since the epoch. `day` is used only if it is within a day of `clock`.
        """
        if not self.anonymous:
            return clock
        today = clock // DAY * DAY
        said = (
            today if self.day is None else float((self.day.toordinal() - _FIRST.toordinal()) * DAY)
        )
        return said if abs(said - today) <= DAY else today

    def aims(self) -> dict[str, Any]:
        """Return the journal fields that name the undone or redone change.

        A change is named by its generation, an edit from outside by its id.
        """
        named = (("undoes", self.undoes), ("redoes", self.redoes))
        return {
            (f"{field}_id" if entry.outside else field): (entry.id if entry.outside else entry.gen)
            for field, entry in named
            if entry is not None
        }
