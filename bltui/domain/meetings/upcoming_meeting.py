"""An upcoming meeting, planned by hand or from a series."""

from __future__ import annotations

from datetime import date

import msgspec


class Coming(msgspec.Struct, frozen=True):
    """An upcoming meeting."""

    team: str
    on: date
    start: str = ""
    end: str = ""
    place: str = ""
    series_id: int | None = None
    meeting_id: int | None = None
    """The id of the meeting's record, if it was planned; it has the agenda and roles."""
    held: bool = False
    """Whether it took place or is in progress."""

    @property
    def record(self) -> str:
        """The reference that a screen opens: its record, or else its series."""
        if self.meeting_id is not None:
            return f"meetings/{self.meeting_id}"
        return f"series/{self.series_id}"
