"""Feeds read back by other programs' readers: exactly the meetings that the screen shows."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import msgspec
import pytest
import recurring_ical_events
from dateutil.rrule import rruleset, rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar as Ics

from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.cwgs import Member
from bltui.domain.model.people import Person
from bltui.domain.model.series import (
    Dates,
    MeetingException,
    MonthlyNth,
    RotationDays,
    Series,
    Slot,
    Weekly,
    Where,
)
from bltui.domain.schedule.days import timetable
from bltui.domain.schedule.expansion import expand
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.series.edits import add_series
from bltui.domain.series.occurrence_edits import add_meeting, cancel_meeting, move_meeting
from bltui.domain.series.snow_days import snow_off, snow_on
from bltui.domain.years.new_building import edit_profile
from bltui.exchange.export_ics import Feed, Shared, write_ics
from bltui.exchange.feeds import blt_feed, group_feed, person_feed, room_feed, whole_feed
from bltui.exchange.zones import known_zone, vtimezone, zone_of

CHICAGO = ZoneInfo("America/Chicago")
NAMES = {"MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun"}


def by_reader(data):
    """Every start that recurring-ical-events finds, as local text with its offset."""
    found = recurring_ical_events.of(Ics.from_ical(data)).between(
        date(1990, 1, 1), date(2040, 1, 1)
    )
    return sorted(event["DTSTART"].dt.isoformat() for event in found)


def by_dateutil(data):
    """Every start that dateutil makes of the rules and exclusions, in wall-clock time."""
    found = []
    for event in Ics.from_ical(data).walk("VEVENT"):
        start = event["DTSTART"].dt
        rules = rruleset()
        if "RRULE" in event:
            rules.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start))
        else:
            rules.rdate(start)
        out = event.get("EXDATE", [])
        for each in out if isinstance(out, list) else [out]:
            for excluded in each.dts:
                rules.exdate(excluded.dt)
        found += [moment.isoformat() for moment in rules]
    return sorted(found)


def starts(expansion, zone):
    return sorted(
        datetime.combine(m.date, m.start, zone).isoformat()
        for m in expansion.meetings
        if m.state != "cancelled"
    )


def check(data, wanted):
    assert by_reader(data) == wanted
    assert by_dateutil(data) == wanted


def test_the_screen_and_the_feed_agree_after_every_kind_of_change(school, after, s):
    school = after(
        school, move_meeting(school, series_id=1, day=s.d("01-27"), to=s.d("02-03"), why="snow")
    )
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("10-21")))
    school = after(
        school,
        add_meeting(school, series_id=1, day=s.d("10-28"), start="15:15", end="16:30", room="112"),
    )
    data = group_feed(school, 1, year=school.calendars[1])
    table = timetable(school.calendars[1], school.days.values(), school.bells.values())
    wanted = starts(expand(school.series[1], school.exceptions.values(), table), CHICAGO)
    check(data, wanted)
    assert len(wanted) == 18 and wanted[0] == "2026-09-09T15:15:00-05:00"
    assert "2026-11-04T15:15:00-06:00" in wanted and "2027-03-24T15:15:00-05:00" in wanted
    lines = data.decode().split("\r\n")
    assert "EXDATE;TZID=America/Chicago:20270127T151500" in lines
    assert "EXDATE;TZID=America/Chicago:20261230T151500" in lines
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 3
    assert (
        "UID:c1-s1-20270127@sample-school.bltui" in lines
        and "UID:c1-s1@sample-school.bltui" in lines
    )
    assert "RRULE:FREQ=WEEKLY;UNTIL=20270519T201500Z;INTERVAL=2;BYDAY=WE;WKST=SU" in lines


def test_a_move_raises_sequence_and_undoing_it_restores_the_rest(school, after, s):
    def stored_once_more(building, number):
        one = msgspec.structs.replace(building.series[1], rev=number, at=1_800_000_000.0 + number)
        return building.replaced(series={1: one})

    def lines(building):
        data = group_feed(building, 1, year=building.calendars[1]).decode()
        return [
            x
            for x in data.split("\r\n")
            if not x.startswith(("SEQUENCE", "DTSTAMP", "LAST-MODIFIED"))
        ], data

    plain = stored_once_more(school, 1)
    moved = stored_once_more(
        after(plain, move_meeting(plain, series_id=1, day=s.d("01-27"), to=s.d("02-03"))), 2
    )
    back = stored_once_more(plain, 3)
    assert (
        "SEQUENCE:1" in lines(plain)[1]
        and "SEQUENCE:2" in lines(moved)[1]
        and "SEQUENCE:3" in lines(back)[1]
    )
    assert lines(back)[0] == lines(plain)[0] != lines(moved)[0]
    assert "DTSTAMP:20270115T080001Z" in lines(plain)[1]


def test_bytes_are_the_same_and_well_formed(school, s):
    group = msgspec.structs.replace(school.cwgs[1], name="Ünï–cödé 年級 " * 12 + ";,\\ end")
    school = school.replaced(cwgs={1: group})
    data = whole_feed(school, year=school.calendars[1], organizer="office@school.example")
    assert data == whole_feed(school, year=school.calendars[1], organizer="office@school.example")
    assert data.count(b"\n") == data.count(b"\r\n") and not data.startswith(b"\xef\xbb\xbf")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    (event,) = Ics.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"CWG #1 {group.name}"
    text = data.decode()
    assert (
        "RDATE" not in text
        and "COUNT=" not in text
        and "RECURRENCE-ID" not in text
        and "VALARM" not in text
    )
    assert "METHOD:PUBLISH" in text and "ORGANIZER" in text
    for key in (
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "SEQUENCE",
        "LAST-MODIFIED",
        "STATUS",
        "TRANSP",
    ):
        assert key in event


def open_table(first, last):
    """A year in which every day, weekends too, is a school day."""
    days = (last - first).days + 1
    weekend = [first + timedelta(n) for n in range(days) if (first + timedelta(n)).weekday() > 4]
    rows = [Day(id=n, date=day, kind="school") for n, day in enumerate(weekend, 1)]
    return timetable(Calendar(year="x", first=first, last=last), rows)


def as_series(case):
    """The pattern of a case where this program has one, else its dates."""
    start = datetime.fromisoformat(case["dtstart"])
    rule = dict(part.split("=") for part in case["rrule"].split(";"))
    wanted = [datetime.fromisoformat(text) for text in case["expected"]]
    ends = wanted[-1].date() if wanted else start.date() + timedelta(14)
    days = rule.get("BYDAY", "").split(",")
    length = case["duration_min"] or 60
    slot = Slot(f"{start:%H:%M}", f"{start + timedelta(minutes=length):%H:%M}")
    pattern = Dates(tuple(w.date() for w in wanted))
    if rule["FREQ"] == "WEEKLY":
        names = tuple(NAMES[day] for day in days if day) or (list(NAMES.values())[start.weekday()],)
        pattern = Weekly(names, int(rule.get("INTERVAL", 1)))
    elif (
        rule["FREQ"] == "MONTHLY"
        and days[0][:1] in tuple("-12345")
        and not rule.keys() & {"BYMONTHDAY", "BYSETPOS"}
    ):
        pattern = MonthlyNth(tuple(int(day[:-2]) for day in days), (NAMES[days[0][-2:]],))
    times = int(rule.get("COUNT", 0)) if not isinstance(pattern, Dates) else 0
    one = Series(
        id=1, cwg_id=1, pattern=pattern, time=slot, first=start.date(), until=ends, times=times
    )
    return one, rule.get("WKST", "MO")


def test_the_recurrence_cases(s):
    patterns = set()
    for case in json.loads((s.data / "rrule_cases.json").read_text("utf-8"))["cases"]:
        one, week = as_series(case)
        patterns.add(type(one.pattern).__name__)
        if isinstance(one.pattern, Dates) and not one.pattern.dates:
            continue
        table = open_table(one.first, max(one.until, one.first))
        calendar = msgspec.structs.replace(
            table.calendar, week_starts="sun" if week == "SU" else "mon"
        )
        table = msgspec.structs.replace(table, calendar=calendar)
        exceptions = [
            MeetingException(id=n, series_id=1, date=date.fromisoformat(text[:10]), do="cancel")
            for n, text in enumerate(case["exdate"], 1)
        ] + [
            MeetingException(
                id=99,
                series_id=1,
                date=date.fromisoformat(t[:10]),
                do="add",
                to=Where(date.fromisoformat(t[:10])),
            )
            for t in case["rdate"]
        ]
        found = expand(one, exceptions, table)
        zone = ZoneInfo(case["tzid"])
        assert starts(found, zone) == sorted(case["expected"]), case["id"]
        feed = Feed(
            name=case["id"], tz=case["tzid"], domain="x.bltui", week_starts=calendar.week_starts
        )
        check(
            write_ics(feed, [Shared(series=one, expansion=found, title="x")]),
            sorted(case["expected"]),
        )
    assert patterns == {"Weekly", "MonthlyNth", "Dates"}


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        ({"pattern": MonthlyNth((1, 3), ("wed",))}, 2),
        ({"pattern": MonthlyNth((-1,), ("fri",))}, 1),
        ({"pattern": MonthlyNth((4, -1), ("wed",))}, 3),
        ({"pattern": Weekly(("tue", "thu"))}, 1),
        ({"pattern": Weekly(("mon",)), "time": Slot("19:00", "20:30")}, 1),
        ({"pattern": RotationDays(("B",))}, 88),
        ({"pattern": Weekly(("wed",), 2), "on_no_school": "next_week"}, 2),
        ({"pattern": Weekly(("wed",), 2), "count_by": "school_weeks"}, 17),
        ({"pattern": Weekly(("wed",)), "time": Slot(period="2")}, 36),
    ],
)
def test_every_pattern_is_read_back(s, fields, events):
    one = s.series(first=s.d("09-09") if "count_by" in fields else s.first, **fields)
    early = tuple(
        Day(id=90 + n, date=day, kind="early_release") for n, day in enumerate(s.dd("11-11 03-10"))
    )
    table = timetable(
        s.calendar("A", "B", weekly_bell={"early_release": 2}),
        (*s.sample_days(), *early),
        (s.regular, s.early),
    )
    found = expand(one, (), table)
    feed = Feed(name="x", tz="America/Chicago", domain="x.bltui")
    data = write_ics(feed, [Shared(series=one, expansion=found, title="x")])
    check(data, starts(found, CHICAGO))
    assert data.count(b"BEGIN:VEVENT") == events


def test_people_rooms_and_the_team(school, after, s):
    people = {n: Person(id=n, name=f"Sample Person {n}") for n in (1, 2, 3)}
    group = msgspec.structs.replace(
        school.cwgs[1],
        leader_id=1,
        members=(Member(1), Member(2, end=s.d("12-31")), Member(3, start=s.d("01-01"))),
    )
    school = school.replaced(people=people, cwgs={1: group})
    team = Series(
        team="blt",
        pattern=MonthlyNth((1,), ("tue",)),
        time=Slot("07:30", "08:15"),
        first=s.first,
        until=s.last,
    )
    school = after(school, add_series(school, series=team))
    year = school.calendars[1]
    assert len(by_reader(blt_feed(school, year=year))) == 9
    assert len(by_reader(whole_feed(school, year=year))) == 27
    leader, early, late = (person_feed(school, n, year=year) for n in people)
    assert len(by_reader(leader)) == 18 and b"SUMMARY:CWG #1 Grade 7 (leader)" in leader
    assert by_reader(early) == [t for t in by_reader(leader) if t < "2027"]
    assert by_reader(late) == [t for t in by_reader(leader) if t > "2027"]
    assert len(by_reader(room_feed(school, " 104", year=year))) == 18
    assert not by_reader(room_feed(school, "105", year=year))
    assert "Leader: Sample Person 1" in str(Ics.from_ical(leader).walk("VEVENT")[0]["DESCRIPTION"])


def test_a_new_name_of_the_school_changes_no_event_of_the_feed(school):
    """Subscribers would see every meeting twice."""
    year = school.calendars[1]
    school = school.replaced(
        profile=msgspec.structs.replace(school.profile, grades=("6", "7", "8"))
    )

    def uids(building):
        return {
            str(event["UID"])
            for event in Ics.from_ical(whole_feed(building, year=year)).walk("VEVENT")
        }

    def named(building, name):
        (edit,) = edit_profile(building, seen=building.profile, name=name).edits
        return building.replaced(profile=msgspec.structs.replace(building.profile, **edit.after))

    again = named(named(school, "Sample New School"), "Sample Newest School")
    assert uids(school) == uids(named(school, "Sample New School")) == uids(again)
    assert b"Sample Newest School" in whole_feed(again, year=year)
    back = named(again, school.profile.name)
    assert uids(back) == uids(school) and back.profile.feed_name == school.profile.name


def test_days_in_session_and_left_out_are_read_back(school, s):
    for phrase in (
        "last school day of each month 3pm-4pm",
        "1st and 3rd wed in session 3pm-4pm",
        "wed 3pm-4pm except oct 14, nov 4 to nov 20",
        "1st and 3rd wed 3pm-4pm no meeting in january",
    ):
        one = read_phrase(phrase, Terms(s.first, s.last)).series(id=1, cwg_id=1)
        found = expand(one, (), s.table())
        feed = write_ics(
            Feed(name="x", tz="America/Chicago", domain="x.bltui"),
            [Shared(series=one, expansion=found, title="x")],
        )
        check(feed, starts(found, CHICAGO))


def test_a_snow_day_leaves_the_feed_and_comes_back(school, after, s):
    year = school.calendars[1]
    before = whole_feed(school, year=year)
    marked = after(school, snow_on(school, day=s.d("01-27"), decision="next_school_day"))
    found = by_reader(whole_feed(marked, year=year))
    assert "2027-01-28T15:15:00-06:00" in found and "2027-01-27T15:15:00-06:00" not in found
    assert whole_feed(after(marked, snow_off(marked, day=s.d("01-27"))), year=year) == before


def test_cancelled_meetings_can_stay_in_sight(school, after, s):
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("10-21"), why="testing"))
    year = school.calendars[1]
    assert b"CANCELED" not in group_feed(school, 1, year=year)
    assert b"SUMMARY:CANCELED: CWG #1 Grade 7" in group_feed(
        school, 1, year=year, show_cancelled=True
    )


@pytest.mark.parametrize(
    "name",
    [
        "America/Chicago",
        "America/Phoenix",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kolkata",
    ],
)
def test_a_zone_is_told_as_the_system_has_it(name):
    zone = Ics.from_ical(f"BEGIN:VCALENDAR\r\n{vtimezone(name, 2026, 2027)}END:VCALENDAR\r\n").walk(
        "VTIMEZONE"
    )[0]
    onsets = []
    for part in zone.subcomponents:
        start = part["DTSTART"].dt.replace(tzinfo=None)
        rule = (
            rrulestr(part["RRULE"].to_ical().decode(), dtstart=start)
            if "RRULE" in part
            else [start]
        )
        before, to = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        onsets += [
            (moment - before, to) for moment in takewhile(lambda moment: moment.year < 2029, rule)
        ]
    system = ZoneInfo(name)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        naive = moment.replace(tzinfo=None)
        told = max(((at, to) for at, to in onsets if at <= naive), key=lambda pair: pair[0])[1]
        assert told == moment.astimezone(system).utcoffset(), moment
        moment += timedelta(hours=8)


def test_names_of_zones():
    assert known_zone("America/Chicago") == "America/Chicago"
    with pytest.raises(Exception, match="Is America/Chicago meant"):
        known_zone("America/Chicargo")
    with pytest.raises(Exception, match="Is America/Chicago meant"):
        known_zone("CST")
    assert (
        zone_of("Central Standard Time")
        == CHICAGO
        == zone_of("/example.org/20260101/America/Chicago")
    )
    assert zone_of("Nowhere") is None


DAYS = st.integers(0, 277).map(lambda n: date(2026, 8, 24) + timedelta(n))
WEEKDAYS = st.lists(
    st.sampled_from(list(NAMES.values())[:5]), min_size=1, max_size=2, unique=True
).map(tuple)


@settings(
    max_examples=40, deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.too_slow]
)
@given(
    st.one_of(
        st.builds(Weekly, WEEKDAYS, st.integers(1, 3)),
        st.builds(MonthlyNth, st.sampled_from([(1,), (1, 3), (2, -1), (5,)]), WEEKDAYS),
        st.builds(RotationDays, st.just(("A",)), st.integers(3, 9)),
    ),
    st.sampled_from(["skip", "next_school_day", "prev_school_day", "next_week"]),
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(["move", "cancel", "held"]), DAYS), max_size=6
    ),
    DAYS,
    st.sampled_from([("07:30", "08:15"), ("15:15", "16:00"), ("19:00", "23:30")]),
)
def test_whatever_was_changed_the_feed_has_what_the_screen_shows(
    s, pattern, days_off, edits, first, slot
):
    snow = Day(id=90, date=s.d("01-27"), kind="snow")
    table = s.table("A", "B", extra=(snow,))
    one = s.series(pattern, first=first, time=Slot(*slot), on_no_school=days_off)
    plain = expand(one, (), table).meetings
    exceptions = [
        MeetingException(
            id=n,
            series_id=1,
            date=plain[at % len(plain)].original,
            do=do,
            to=Where(to) if do == "move" else None,
        )
        for n, (at, do, to) in enumerate(edits, 1)
        if plain
    ]
    found = expand(one, exceptions, table)
    data = write_ics(
        Feed(name="x", tz="America/Chicago", domain="x.bltui"),
        [Shared(series=one, expansion=found, title="x")],
    )
    check(data, starts(found, CHICAGO))
    uids = [str(event["UID"]) for event in Ics.from_ical(data).walk("VEVENT")]
    assert len(set(uids)) == len(uids)
