"""Find meetings, and check that their minutes may still change."""

from __future__ import annotations

from datetime import date

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active


def named(building: Building, meeting: Meeting) -> str:
    """Return a meeting's name for messages, with team and date."""
    return meeting.describe(building)


def meeting_of(building: Building, meeting_id: int) -> Meeting:
    """Return a meeting by id. Raises UserError if it was removed."""
    meeting = building.meetings.get(meeting_id)
    if meeting is None or meeting.archived:
        raise UserError(validation_messages.gone("meeting"))
    return meeting


def unlocked(building: Building, meeting_id: int) -> Meeting:
    """Return a meeting whose minutes may still change.

    Raises UserError if it is approved, canceled, or removed.
    """
    meeting = meeting_of(building, meeting_id)
    if meeting.approved_on:
        raise UserError(
            f"The minutes of {named(building, meeting)} were approved on "
            f"{show_date(meeting.approved_on)}. Add an amendment."
        )
    if meeting.cancelled:
        raise UserError(
            f"The meeting {named(building, meeting)} is canceled. Restore it, or plan another one."
        )
    return meeting


def on_that_day(building: Building, team: str, on: date) -> Meeting | None:
    """Return a team's meeting on a day, or None. Ignores canceled meetings."""
    found = (
        m for m in active(building.meetings) if m.team == team and m.on == on and not m.cancelled
    )
    return next(found, None)


def running(building: Building, team: str = "blt") -> Meeting | None:
    """Return the team's latest meeting that has begun and not ended, or None."""
    found = [
        m
        for m in active(building.meetings)
        if m.team == team and m.held and not m.ended and not m.cancelled
    ]
    return max(found, key=lambda m: (m.on, m.id), default=None)


def next_planned(building: Building, today: date, team: str = "blt") -> Meeting | None:
    """Return the team's next planned meeting from today on, or None."""
    found = [
        m
        for m in active(building.meetings)
        if m.team == team and m.on >= today and not (m.held or m.cancelled)
    ]
    return min(found, key=lambda m: (m.on, m.start), default=None)
