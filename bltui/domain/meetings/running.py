"""Hold a meeting: start, attendance, roles, end, and approval of the minutes.

Intents for `workspace.do`. Repeating one is a no-op.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from bltui.domain.meetings.agenda import of_meeting
from bltui.domain.meetings.clock import stop
from bltui.domain.meetings.lookup import meeting_of, named, on_that_day, unlocked
from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.meetings import ROLE_WORDS, ROLES, Attendance, Clock, Meeting, Presence
from bltui.domain.model.record import active
from bltui.domain.model.teams import read_team
from bltui.domain.model.text import folded
from bltui.domain.model.times import read_time
from bltui.domain.model.zones import zone
from bltui.domain.team.membership import here


def start_meeting(
    building: Building, *, on: date, team: str = "blt", at: str = "", now: int | None = None
) -> Change:
    """Start the planned meeting of a day, or a new one. Reopens a meeting that was ended.

    `at` is when it was called to order, such as "6:08pm". Without it, `now`, in seconds since the
    epoch, is that time if it is on the meeting's day; it also starts the clock on the first open
    item.
    """
    builder = ChangeBuilder(building)
    team = read_team(team)
    meeting = on_that_day(building, team, on)
    called = called_to_order(building, on, at, now)
    if meeting is None:
        meeting = Meeting(team=team, on=on, called_to_order=called, held=True)
        builder.add("meetings", meeting)
    else:
        unlocked(building, meeting.id)
        more: dict[str, Any] = {}
        opened = meeting.ended or not meeting.held
        if called and (at or (opened and not meeting.called_to_order)):
            more["called_to_order"] = called
        first = next((item for item in of_meeting(building, meeting.id) if not item.done), None)
        if now is not None and first is not None and opened:
            more["clock"] = Clock(item_id=first.id, since=now)
        if meeting.ended:
            more["adjourned"] = ""
        builder.put("meetings", meeting.id, held=True, ended=False, **more)
    change = builder.change(f"meeting: {named(building, meeting)} started")
    return (
        change if change else no_change(f"meeting: {named(building, meeting)} is already running")
    )


def called_to_order(building: Building, on: date, at: str, now: int | None) -> str:
    """Return the time that was entered, or that of `now` if it is on the day, such as "15:32".

    Returns "" if neither is known.
    """
    if at:
        return read_time(at, "at")
    if now is None:
        return ""
    local = datetime.fromtimestamp(now, zone(building.profile.tz))
    return f"{local:%H:%M}" if local.date() == on else ""


def mark(building: Building, *, meeting_id: int, who: Mapping[int, Presence]) -> Change:
    """Mark people as present, late, excused, absent, or left early.

    Each person has a separate record, so several people can mark at once.
    """
    builder = ChangeBuilder(building)
    unlocked(building, meeting_id)
    known = {a.person_id: a for a in active(building.attendance) if a.meeting_id == meeting_id}
    names = []
    for person_id, state in who.items():
        if person_id not in known:
            builder.add(
                "attendance", Attendance(meeting_id=meeting_id, person_id=person_id, state=state)
            )
        elif not builder.put("attendance", known[person_id].id, state=state):
            continue
        names.append(f"{building.people[person_id].name} {state}")
    change = builder.change(f"meeting: {', '.join(names)}")
    return change if change else no_change("meeting: attendance unchanged")


def set_role(building: Building, *, meeting_id: int, role: str, person_id: int | None) -> Change:
    """Assign a meeting role to a person, or clear it with None.

    "Time keeper" and "secretary" mean timekeeper and recorder. If another person is the recorder,
    the secretary is an additional role.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    role = _role(meeting, builder.text(role, "role", limit=40, blank=False), person_id)
    if person_id is not None and here(building, person_id) is None:
        raise UserError(validation_messages.nobody(), field="person")
    roles = {name: person for name, person in meeting.roles.items() if name != role}
    if person_id is not None:
        roles[role] = person_id
    if roles == meeting.roles:
        return no_change(f"meeting: {role} unchanged")
    builder.put("meetings", meeting_id, roles=roles)
    who = building.people[person_id].name if person_id is not None else "nobody"
    return builder.change(f"meeting: {who} is {role}")


def _role(meeting: Meeting, text: str, person_id: int | None) -> str:
    """Return the standard name of a role, else the team's own name."""
    own = folded(text)
    bare = re.sub(r"[^\w]", "", own)
    if own in meeting.roles or bare in ROLES:
        return own if own in meeting.roles else bare
    usual = ROLE_WORDS.get(bare, "")
    taken = meeting.roles.get(usual)
    return usual if usual and (person_id is None or taken in (None, person_id)) else own


def end_meeting(
    building: Building,
    *,
    meeting_id: int,
    next_on: date | None = None,
    at: str = "",
    now: int | None = None,
) -> Change:
    """End a meeting, with the day of the next one and the time of adjournment, if given.

    `now`, in seconds since the epoch, closes the running item in the same change. It is the time of
    adjournment if it is on the meeting's day and `at` is "". Raises UserError if the meeting was
    not begun.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    if not meeting.held:
        raise UserError(
            f"The meeting {named(building, meeting)} was not started. Start it, or cancel it."
        )
    if next_on is not None and next_on <= meeting.on:
        raise UserError(
            f"{show_date(next_on)} is not after this meeting. Enter a later date.", field="next"
        )
    adjourned = called_to_order(building, meeting.on, at, None if meeting.adjourned else now)
    if not at and adjourned <= meeting.called_to_order:
        adjourned = ""  # it was called to order at a time later than now, or just now
    known = {"next_on": next_on, "adjourned": adjourned}
    more = {name: value for name, value in known.items() if value}
    builder.put("meetings", meeting_id, ended=True, clock=None, **more)
    change = builder.change(f"meeting: {named(building, meeting)} ended")
    return (
        _with_clock(building, meeting, change, now)
        if change
        else no_change("meeting: already ended")
    )


def _with_clock(building: Building, meeting: Meeting, change: Change, now: int | None) -> Change:
    """Add the closing of the running item to a change that ends a meeting."""
    closed = stop(building, meeting, now) if now is not None else None
    if not closed:
        return change
    says = f"{change.says}; {closed.says}"
    return msgspec.structs.replace(change, says=says, edits=(*change.edits, *closed.edits))


def share_minutes(building: Building, *, meeting_id: int, on: date) -> Change:
    """Mark the minutes as shared. Raises UserError if the meeting was not held."""
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    if not meeting.held:
        raise UserError(
            f"The meeting {named(building, meeting)} was not held, so it has no minutes. Start it first."
        )
    if meeting.minutes_on is None:
        builder.put("meetings", meeting_id, minutes_on=on)
    change = builder.change(f"meeting: minutes of {named(building, meeting)} shared")
    return change if change else no_change("meeting: the minutes were already shared")


def approve(building: Building, *, meeting_id: int, on: date, now: int | None = None) -> Change:
    """Approve the minutes. From then on only amendments are possible.

    A meeting that is still running ends at `now`, as in `end_meeting`.
    """
    builder = ChangeBuilder(building)
    meeting = meeting_of(building, meeting_id)
    if meeting.approved_on:
        return no_change(f"meeting: already approved on {show_date(meeting.approved_on)}")
    if not meeting.held:
        raise UserError(
            f"The meeting {named(building, meeting)} was not held, so it has no minutes. Start it first."
        )
    if on < meeting.on:
        raise UserError(
            f"{show_date(on)} is before the meeting. Enter the date of the approval.", field="on"
        )
    builder.put(
        "meetings",
        meeting_id,
        approved_on=on,
        ended=True,
        clock=None,
        minutes_on=meeting.minutes_on or on,
    )
    change = builder.change(f"meeting: minutes of {named(building, meeting)} approved")
    return _with_clock(building, meeting, change, now)
