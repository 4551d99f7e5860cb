"""A meeting of a series and its record are one meeting, whoever changes it and in what order.

Random orders of what people do to a team's meetings, from both sides: by the group and a date, and
by the meeting's number. After each, everything that shows meetings agrees.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import icalendar
import pytest

from bltui.domain.checks.dashboard import first_page
from bltui.domain.meetings import planning, running, upcoming
from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.combine import after
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.series import occurrence_edits
from bltui.domain.series.snow_days import snow_off, snow_on
from bltui.domain.series.team_meetings import BLT, meetings_of_team
from bltui.domain.series.year_schedule import schedule_of
from bltui.exchange.feeds import whole_feed
from bltui.framework import load_framework

from .intents import building

FRAMEWORK = load_framework("south-dakota")
TODAY = date(2026, 11, 10)
#: A team's regular meetings, on Tuesdays.
SERIES = {
    "pattern": {"type": "weekly", "days": ["tue"]},
    "time": {"from": "15:15", "to": "16:00"},
    "first": "2026-11-03",
    "until": "2027-01-26",
    "room": "104",
}
DAYS = [date(2026, 11, 9) + timedelta(n) for n in range(23)]


def there(team: str) -> Building:
    """Return a building whose team has regular meetings and no record of one."""
    whose = {"team": "blt"} if team == "blt" else {"cwg_id": 1}
    gone = [("meetings", n, {"archived": True}) for n in range(1, 5)]
    gone += [("series", 1, {"archived": True})]
    return building(*gone, ("series", 2, {**SERIES, **whose}))


def _meetings(here: Building, team: str) -> dict[date, Any]:
    """Return the team's meetings by day. There are never two on one day."""
    _, found = meetings_of_team(here, BLT if team == "blt" else 1, TODAY)
    meetings = [m for expansion in found.values() for m in expansion.meetings if m.takes_place]
    days = [m.date for m in meetings]
    assert len(days) == len(set(days)), "two meetings on one day"
    return {m.date: m for m in meetings}


def _deeds(rnd: random.Random, here: Building, team: str) -> Intent:
    """Return something that a person might do next."""
    day, other = rnd.choice(DAYS), rnd.choice(DAYS)
    records = [m.id for m in active(here.meetings)]
    number = rnd.choice(records) if records else 0
    _, found = meetings_of_team(here, BLT if team == "blt" else 1, TODAY)
    known = [m for expansion in found.values() for m in expansion.meetings]
    one = rnd.choice([m for m in known if m.original in DAYS or m.date in DAYS] or known)
    named: Callable[..., Intent] = partial(partial, series_id=one.series_id, day=one.original)
    deeds: list[Intent] = [
        partial(planning.plan_meeting, on=day, team=team),
        partial(planning.plan_meeting, on=one.date, team=team),
        partial(upcoming.begin, on=day, team=team),
        partial(upcoming.begin, on=one.date, team=team),
        partial(occurrence_edits.add_meeting, series_id=2, day=day),
        named(occurrence_edits.move_meeting, to=other, why="visit"),
        named(occurrence_edits.move_meeting, to=other, start="14:00", end="14:45"),
        named(occurrence_edits.cancel_meeting, why="storm"),
        named(occurrence_edits.hold_meeting),
        named(occurrence_edits.restore_meeting),
        partial(snow_on, day=day, decision=rnd.choice(("wait", "cancel", "next_week"))),
        partial(snow_off, day=day),
    ]
    if number:
        deeds += [
            partial(planning.move_meeting, meeting_id=number, to=other),
            partial(planning.cancel_meeting, meeting_id=number, why="storm"),
            partial(planning.restore_meeting, meeting_id=number),
            partial(planning.remove_meeting, meeting_id=number),
            partial(running.end_meeting, meeting_id=number),
        ]
    return rnd.choice(deeds)


def _agree(here: Building, team: str) -> None:
    """Check that the dates, the schedule, the feed, the first page and the records agree."""
    shown = _meetings(here, team)
    number = BLT if team == "blt" else 1
    sittings = {s.date: s for s in schedule_of(here, TODAY).sittings.get(number, ())}
    assert sittings.keys() == shown.keys()
    for record in active(here.meetings):
        if record.cancelled:
            continue
        meeting = shown[record.on]
        assert meeting.meeting_id == record.id
        assert (meeting.begins, meeting.ends) == (record.start, record.end)
        assert (meeting.state == "held") == record.held == sittings[record.on].held
    recorded = {m.on for m in active(here.meetings) if not m.cancelled}
    assert {d for d, m in shown.items() if m.meeting_id is not None} == recorded
    coming = [c.on for c in upcoming.coming(here, TODAY, team)]
    assert coming == sorted(d for d, m in shown.items() if d >= TODAY and m.state != "held")
    page = first_page(here, FRAMEWORK, TODAY, ())
    if team == "blt" and coming:
        assert page.meeting is not None and page.meeting.on == coming[0]
    assert _fed(here) == {(d, m.begins) for d, m in shown.items()}, (
        "the feed differs from the dates"
    )


def _fed(here: Building) -> set[tuple[date, str]]:
    """Return the days and times in the feed, as another program reads them."""
    year = next(active(here.calendars))
    calendar = icalendar.Calendar.from_ical(whole_feed(here, year=year))
    found: list[tuple[date, str]] = []
    for event in calendar.walk("VEVENT"):
        start = event["DTSTART"].dt
        if not isinstance(start, datetime):
            found.append((start, ""))
            continue
        days = [start]
        if "RRULE" in event:
            until = event["RRULE"]["UNTIL"][0].date()
            every = 7 * event["RRULE"].get("INTERVAL", [1])[0]
            out = event.get("EXDATE", [])
            out = out if isinstance(out, list) else [out]
            gone = {moment.dt.date() for one in out for moment in one.dts}
            days = [start + timedelta(n) for n in range(0, 400, every)]
            days = [d for d in days if d.date() <= until and d.date() not in gone]
        found += [(d.date(), f"{d:%H:%M}") for d in days]
    assert len(found) == len(set(found)), "a meeting is in the feed twice"
    return set(found)


@pytest.mark.parametrize("team", ["blt", "cwg:1"])
@pytest.mark.parametrize("seed", range(4))
def test_everything_agrees_after_every_order(team: str, seed: int) -> None:
    rnd = random.Random(f"{team}{seed}")
    here, done, refused = there(team), 0, 0
    _agree(here, team)
    for _ in range(25):
        deed = _deeds(rnd, here, team)
        try:
            here = after(here, deed(here))
            done += 1
        except UserError:
            refused += 1
            continue
        try:
            _agree(here, team)
        except AssertionError as failed:
            raise AssertionError(f"after {deed}") from failed
    assert done > 4 and refused > 2
