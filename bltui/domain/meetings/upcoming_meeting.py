"""One meeting to come, whether somebody planned it or a series gives it."""

from __future__ import annotations

from datetime import date

import msgspec


class Coming(msgspec.Struct, frozen=True):
    """One meeting to come."""

    team: str
    on: date
    start: str = ""
    end: str = ""
    place: str = ""
    series_id: int | None = None
    meeting_id: int | None = None
    """The record, once somebody planned it: with an agenda and roles."""
