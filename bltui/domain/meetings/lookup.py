"""Which meeting is meant, and whether its minutes may still change."""

from __future__ import annotations

import re
from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.model.text import clean

_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d))?\s?(?:(?P<half>[ap])\.?m\.?)?", re.IGNORECASE)
_HALF = re.compile(r"[ap]\.?m\.?\s*$", re.IGNORECASE)
#: Before this hour a time without am, pm and leading zero is after noon, as everywhere in bltui.
_MORNING = 7
_TEAM = re.compile(r"blt|dlt|cwg:[1-9]\d{0,3}")


def team_words(team: str, dlt_label: str = "DLT") -> str:
    """A team as minutes name it: "BLT", "DLT", "CWG #2"."""
    return f"CWG #{team.removeprefix('cwg:')}" if team.startswith("cwg:") else dlt_label if team == "dlt" else "BLT"


def read_team(text: str) -> str:
    """A team as it is kept. Raises UserError."""
    team = "".join(text.casefold().split()).replace("#", ":").replace("cslt", "dlt")
    if not _TEAM.fullmatch(team):
        raise UserError("Whose meeting? Write blt, dlt, or a group as cwg:2.", field="team")
    return team


def read_clock(text: str, field: str) -> str:
    """A time of day as "15:30", of 15:30, 3:30pm, 3 p.m. or 3:30; empty stays empty. Raises UserError."""
    if not text.strip():
        return ""
    match = _CLOCK.fullmatch(text.strip())
    hour = int(match["hour"]) if match else 99
    if match is None or not (match["minute"] or match["half"]) or (match["half"] and not 1 <= hour <= 12):
        raise UserError(f"“{clean(text, field)}” is not a time. Write it as 15:30 or 3:30pm.", field=field)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    elif 0 < hour < _MORNING and not match["hour"].startswith("0"):
        hour += 12
    return f"{hour:02d}:{match['minute'] or '00'}"


def read_span(text: str, field: str) -> tuple[str, str]:
    """From when to when, of "3:00-3:15pm" or "2:49pm"; the end is empty where none is written. Raises UserError."""
    start, _, end = text.replace("–", "-").partition("-")
    begin, until = read_clock(start, field), read_clock(end, field)
    if _HALF.search(end) and not _HALF.search(start):
        # am or pm is said once and means both, unless noon lies between, as in "11:30-12:15pm".
        readings = [read_clock(f"{start.strip()}{half}", field) for half in ("am", "pm")]
        begin = max((clock for clock in readings if clock < until), default=begin)
    if until and until <= begin:
        raise UserError(f"“{clean(text, field)}” ends before it begins. Mend one of them.", field=field)
    return begin, until


def named(building: Building, meeting: Meeting) -> str:
    """A meeting in words: "BLT 1 Dec 2026"."""
    return f"{team_words(meeting.team, building.profile.dlt_label)} {show_date(meeting.on)}"


def meeting_of(building: Building, meeting_id: int) -> Meeting:
    """A meeting that is there. Raises UserError."""
    meeting = building.meetings.get(meeting_id)
    if meeting is None or meeting.archived:
        raise UserError("This meeting is no longer there.")
    return meeting


def unlocked(building: Building, meeting_id: int) -> Meeting:
    """A meeting whose minutes can still be changed. Raises UserError."""
    meeting = meeting_of(building, meeting_id)
    if meeting.approved_on:
        raise UserError(
            f"The minutes of {named(building, meeting)} were approved on {show_date(meeting.approved_on)}. Add an amendment."
        )
    if meeting.cancelled:
        raise UserError(f"The meeting {named(building, meeting)} is cancelled. Plan another one.")
    return meeting


def on_that_day(building: Building, team: str, on: date) -> Meeting | None:
    """The meeting of a team on a day, cancelled ones left out."""
    found = (m for m in active(building.meetings) if m.team == team and m.on == on and not m.cancelled)
    return next(found, None)


def running(building: Building, team: str = "blt") -> Meeting | None:
    """The meeting that is being held now: begun and not ended, the latest of them."""
    found = [m for m in active(building.meetings) if m.team == team and m.held and not m.ended and not m.cancelled]
    return max(found, key=lambda m: (m.on, m.id), default=None)


def next_planned(building: Building, today: date, team: str = "blt") -> Meeting | None:
    """The next meeting that is planned, today's included."""
    found = [m for m in active(building.meetings) if m.team == team and m.on >= today and not (m.held or m.cancelled)]
    return min(found, key=lambda m: (m.on, m.start), default=None)
