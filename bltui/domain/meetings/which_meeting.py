"""Which meeting is meant, and whether its minutes may still change."""

from __future__ import annotations

import re
from datetime import date

from bltui.domain.building import Building
from bltui.domain.dates import show_date
from bltui.domain.meetings.records import Meeting
from bltui.domain.record import live
from bltui.domain.refusal import Refused
from bltui.domain.text import clean

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_TEAM = re.compile(r"blt|dlt|cwg:[1-9]\d{0,3}")


def team_words(team: str, dlt_label: str = "DLT") -> str:
    """A team as minutes name it: "BLT", "DLT", "CWG #2"."""
    return f"CWG #{team.removeprefix('cwg:')}" if team.startswith("cwg:") else dlt_label if team == "dlt" else "BLT"


def read_team(text: str) -> str:
    """A team as it is kept. Raises Refused."""
    team = "".join(text.casefold().split()).replace("#", ":").replace("cslt", "dlt")
    if not _TEAM.fullmatch(team):
        raise Refused("Whose meeting? Write blt, dlt, or a group as cwg:2.", field="team")
    return team


def read_clock(text: str, field: str) -> str:
    """A time of day as "15:30"; empty stays empty. Raises Refused."""
    match = _CLOCK.fullmatch(text.strip())
    if text.strip() and match is None:
        raise Refused(f"“{clean(text, field)}” is not a time. Write it as 15:30.", field=field)
    return f"{int(match[1]):02d}:{match[2]}" if match else ""


def named(building: Building, meeting: Meeting) -> str:
    """A meeting in words: "BLT 1 Dec 2026"."""
    return f"{team_words(meeting.team, building.profile.dlt_label)} {show_date(meeting.on)}"


def meeting_of(building: Building, meeting_id: int) -> Meeting:
    """A meeting that is there. Raises Refused."""
    meeting = building.meetings.get(meeting_id)
    if meeting is None or meeting.archived:
        raise Refused("This meeting is no longer there.")
    return meeting


def unlocked(building: Building, meeting_id: int) -> Meeting:
    """A meeting whose minutes can still be changed. Raises Refused."""
    meeting = meeting_of(building, meeting_id)
    if meeting.approved_on:
        raise Refused(
            f"The minutes of {named(building, meeting)} were approved on {show_date(meeting.approved_on)}. Add an amendment."
        )
    if meeting.cancelled:
        raise Refused(f"The meeting {named(building, meeting)} is cancelled. Plan another one.")
    return meeting


def on_that_day(building: Building, team: str, on: date) -> Meeting | None:
    """The meeting of a team on a day, cancelled ones left out."""
    found = (m for m in live(building.meetings) if m.team == team and m.on == on and not m.cancelled)
    return next(found, None)


def running(building: Building, team: str = "blt") -> Meeting | None:
    """The meeting that is being held now: begun and not ended, the latest of them."""
    found = [m for m in live(building.meetings) if m.team == team and m.held and not m.ended and not m.cancelled]
    return max(found, key=lambda m: (m.on, m.id), default=None)


def next_planned(building: Building, today: date, team: str = "blt") -> Meeting | None:
    """The next meeting that is planned, today's included."""
    found = [m for m in live(building.meetings) if m.team == team and m.on >= today and not (m.held or m.cancelled)]
    return min(found, key=lambda m: (m.on, m.start), default=None)
