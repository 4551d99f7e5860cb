"""The meetings of a feed: those of a group, a person, a room, the BLT, or all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec

from bltui.domain.calendar.edits import calendar_of, table_on
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Calendar
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.meetings import Meeting as MeetingRecord
from bltui.domain.model.record import active
from bltui.domain.model.series import Dates, Series, Slot
from bltui.domain.model.text import folded
from bltui.domain.schedule.days import MARGIN
from bltui.domain.schedule.expansion import Expansion, Meeting
from bltui.domain.schedule.overlay import separate
from bltui.domain.schedule.phrase_words import show_room
from bltui.domain.series.team_meetings import expand_teams, records_by_team
from bltui.domain.series.year_schedule import blt_terms
from bltui.exchange.export_ics import Feed, Shared, write_event, write_ics


def building_domain(building: Building) -> str:
    """Return the domain for a building's UIDs, in the letters that UIDs allow.

    It is made from the building's first name, so that renaming does not change it.
    """
    profile = building.profile
    slug = re.sub(r"[^a-z0-9]+", "-", folded(profile.feed_name or profile.name)).strip("-")
    return f"{slug or 'building'}.bltui"


def group_feed(building: Building, cwg_id: int, *, year: Calendar, **options: Any) -> bytes:
    """Return the feed of one group's meetings."""
    group = building.cwgs[cwg_id]
    shared = [
        s for s in _shared(building, year) if s.series.cwg_id == cwg_id and s.series.team == "cwg"
    ]
    return write_ics(_feed(building, year, group.titled, **options), shared)


def person_feed(building: Building, person_id: int, *, year: Calendar, **options: Any) -> bytes:
    """Return the feed of one person's meetings.

    It has the meetings of their groups while they are members, and of the BLT while they serve on
    it.
    """
    terms = blt_terms(building, year.first, year.last).get(person_id, ())
    shared = []
    for one in _shared(building, year):
        if one.series.team == "blt":
            if terms:
                shared.append(
                    _kept(one, "", lambda m: any(first <= m.date <= last for first, last in terms))
                )
            continue
        group = building.cwgs[one.series.cwg_id or 0]
        if person_id in (group.leader_id, group.co_leader_id, *group.people()):
            mark = " (leader)" if person_id == group.leader_id else ""
            shared.append(_kept(one, mark, _belongs(group, person_id)))
    person = building.people[person_id]
    return write_ics(_feed(building, year, person.name, **options), shared)


def room_feed(building: Building, room: str, *, year: Calendar, **options: Any) -> bytes:
    """Return the feed of the meetings in one room."""
    wanted = folded(room)
    shared = [
        _kept(s, "", lambda m: folded(m.room or "") == wanted) for s in _shared(building, year)
    ]
    return write_ics(_feed(building, year, show_room(room, "Room"), **options), shared)


def blt_feed(building: Building, *, year: Calendar, **options: Any) -> bytes:
    """Return the feed of the BLT's meetings."""
    shared = [s for s in _shared(building, year) if s.series.team == "blt"]
    return write_ics(_feed(building, year, labels.team(), **options), shared)


def whole_feed(building: Building, *, year: Calendar, **options: Any) -> bytes:
    """Return the feed of all meetings of the building."""
    return write_ics(_feed(building, year, "all groups", **options), _shared(building, year))


def meeting_event(
    building: Building, record: MeetingRecord, description: str, *, domain: str = ""
) -> bytes:
    """Return one meeting as a calendar of one event, with the UID that it has in the feeds.

    A meeting that no feed has, such as the DLT's, is a separate one.
    """
    found: tuple[Shared, Meeting] | None = None
    year = None
    if any(active(building.calendars)):
        year = calendar_of(building, record.on)
        every = ((one, m) for one in _shared(building, year) for m in one.expansion.meetings)
        found = next(((one, m) for one, m in every if m.meeting_id == record.id), None)
    one, meeting = found or _by_itself(building, record)
    feed = Feed(
        name=f"{building.profile.name}: {one.title}",
        tz=year.tz if year else building.profile.tz,
        domain=domain or building_domain(building),
    )
    if year:
        feed = msgspec.structs.replace(feed, week_starts=year.week_starts)
    changed = max(one.changed, record.at or 0.0)
    told = msgspec.structs.replace(one, description=description, changed=changed)
    return write_event(feed, told, meeting)


def _by_itself(building: Building, record: MeetingRecord) -> tuple[Shared, Meeting]:
    """Return a meeting that is in no feed, with a series that stands for it."""
    series = Series(
        id=-1,
        team="blt",
        pattern=Dates(dates=(record.on,)),
        time=Slot(),
        first=record.on,
        until=record.on,
    )
    meeting = separate(record, series.id)
    shared = Shared(
        series=series,
        expansion=Expansion((meeting,)),
        title=record.describe_team(building),
        category=record.describe_team(building),
        revisions={record.id: record.rev},
    )
    return shared, meeting


def _feed(
    building: Building,
    year: Calendar,
    what: str,
    *,
    domain: str = "",
    organizer: str = "",
    show_cancelled: bool = False,
) -> Feed:
    return Feed(
        name=f"{building.profile.name}: {what}",
        tz=year.tz,
        domain=domain or building_domain(building),
        week_starts=year.week_starts,
        organizer=organizer,
        show_cancelled=show_cancelled,
    )


def _shared(building: Building, year: Calendar) -> list[Shared]:
    """Return every series of the year with the text of its events."""
    table = table_on(building, year.first)
    exceptions = list(active(building.exceptions))
    margin = timedelta(MARGIN)
    mine = [
        s
        for s in active(building.series)
        if s.until >= year.first - margin and s.first <= year.last + margin
    ]
    every, expanded = expand_teams(mine, exceptions, records_by_team(building), table)
    found = []
    for series in every.values():
        group = (
            building.cwgs.get(series.cwg_id)
            if series.team == "cwg" and series.cwg_id is not None
            else None
        )
        if series.team == "cwg" and (group is None or group.archived):
            continue
        meetings = expanded[series.id].meetings
        records = {n: building.meetings[n] for m in meetings if (n := m.meeting_id) is not None}
        times = [
            series.at,
            *(e.at for e in exceptions if e.series_id == series.id),
            *(record.at for record in records.values()),
            group.at if group else None,
        ]
        found.append(
            Shared(
                series=series,
                expansion=expanded[series.id],
                title=labels.team() if group is None else group.titled,
                description="" if group is None else _about(building, group),
                category=labels.team() if group is None else labels.group(),
                changed=max((t for t in times if t is not None), default=0.0),
                revisions={number: record.rev for number, record in records.items()},
            )
        )
    return found


def _about(building: Building, group: Cwg) -> str:
    """Return the leader and members, as on Handout 8."""

    def name(person_id: int) -> str:
        person = building.people.get(person_id)
        return person.name if person is not None else f"person {person_id}"

    heads = [("Leader", group.leader_id), ("Co-leader", group.co_leader_id)]
    lines = [f"{role}: {name(person_id)}" for role, person_id in heads if person_id is not None]
    others = [name(p) for p in group.people() if p not in (group.leader_id, group.co_leader_id)]
    if others:
        lines.append(f"Members: {', '.join(others)}")
    return "\n".join([*lines, "Handout 8"])


def _kept(shared: Shared, mark: str, keep: Callable[[Meeting], bool]) -> Shared:
    return msgspec.structs.replace(shared, title=shared.title + mark, keep=keep)


def _belongs(group: Cwg, person_id: int) -> Callable[[Meeting], bool]:
    """Return a test of whether a person is in the group on a meeting's day. Leaders always are."""
    head = person_id in (group.leader_id, group.co_leader_id)
    return lambda meeting: head or person_id in group.people(meeting.date)
