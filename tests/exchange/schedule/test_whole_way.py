"""From a district's file to the feed, through a real building file: what is read back is what the
program shows.
"""

import json
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar as Ics

from bltui.domain.calendar.edits import set_rotation
from bltui.domain.calendar.import_edits import take_calendar
from bltui.domain.series.edits import meetings_of
from bltui.domain.series.occurrence_edits import move_meeting
from bltui.domain.series.phrase_edits import schedule_phrase
from bltui.domain.series.snow_days import snow_off, snow_on
from bltui.domain.years.new_building import found
from bltui.exchange.feeds import whole_feed
from bltui.exchange.import_ics import read_ics
from bltui.store.building_file import Author, BuildingFile
from bltui.workspace import Workspace

FIRST = date(2026, 8, 24)
EVENTS = [
    ("20260824", "20260825", "First day of school"),
    ("20260907", "20260908", "Labor Day - No school"),
    ("20261125", "20261128", "Thanksgiving break"),
    ("20261221", "20270102", "Winter break"),
    ("20270315", "20270320", "Spring break"),
    ("20270528", "20270529", "Last day of school"),
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "sample.json"
    documents = found(name="Sample School", grades=["K", "1"], year="2026-27", tz="America/Chicago")
    BuildingFile.create(path, documents, Author("ana", 1000), says="building: sample")
    return path


def shown(workspace):
    zone = ZoneInfo("America/Chicago")
    found = [
        m
        for s in workspace.building.series.values()
        for m in meetings_of(workspace.building, s).meetings
    ]
    return sorted(
        datetime.combine(m.date, m.start, zone).isoformat() for m in found if m.takes_place
    )


def read_back(workspace):
    feed = whole_feed(workspace.building, year=workspace.building.calendars[1])
    events = recurring_ical_events.of(Ics.from_ical(feed)).between(
        date(2026, 1, 1), date(2028, 1, 1)
    )
    return sorted(event["DTSTART"].dt.isoformat() for event in events)


def records(path):
    """The file's records without who saved them when, and how often."""
    tables = json.loads(path.read_text("utf-8"))
    return {
        name: {
            key: {k: v for k, v in row.items() if not k.startswith("_")}
            for key, row in rows.items()
        }
        for name, rows in tables.items()
        if name in ("calendars", "days", "series", "exceptions")
    }


def test_from_a_districts_file_to_the_feed(path):
    workspace = Workspace(BuildingFile(path, Author("ana", 1000)), today=lambda _: FIRST)
    lines = ["BEGIN:VCALENDAR"]
    for start, end, name in EVENTS:
        lines += [
            "BEGIN:VEVENT",
            f"DTSTART;VALUE=DATE:{start}",
            f"DTEND;VALUE=DATE:{end}",
            f"SUMMARY:{name}",
            "END:VEVENT",
        ]
    file = read_ics("\n".join([*lines, "END:VCALENDAR"]).encode(), "district.ics")
    assert not file.problems
    workspace.do(partial(take_calendar, plan=file.plan))
    assert workspace.building.calendars[1].tz == "America/Chicago"
    workspace.do(partial(set_rotation, names=("A", "B"), policy="carry", start=FIRST))
    workspace.do(
        partial(
            schedule_phrase,
            phrase="every other wed 3:15pm-4pm sep 9 to may 20",
            on=FIRST,
            room="104",
        )
    )
    workspace.do(partial(schedule_phrase, phrase="every B day 7:30am-8:15am", on=FIRST))
    assert shown(workspace) == read_back(workspace) and len(shown(workspace)) > 100
    workspace.do(partial(move_meeting, series_id=1, day=date(2026, 10, 21), to=date(2026, 10, 22)))
    before, calm = records(path), shown(workspace)
    done = workspace.do(partial(snow_on, day=date(2027, 1, 27), decision="next_school_day"))
    assert "BLT 3:15 PM" in " ".join(done.change.notes).replace("the BLT", "BLT")
    assert shown(workspace) == read_back(workspace) != calm
    workspace.do(partial(snow_off, day=date(2027, 1, 27)))
    assert records(path) == before and shown(workspace) == read_back(workspace) == calm
    sequence = workspace.building.series[1].rev
    workspace.undo()
    workspace.undo()
    assert records(path) == before and workspace.building.series[1].rev > sequence
