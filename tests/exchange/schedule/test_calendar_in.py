"""Calendars taken in from CSV and from a district's ICS: real words, exclusive ends, broken files."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bltui.domain.calendar.edits import set_days, table_on
from bltui.domain.calendar.import_edits import CalendarPlan, Planned, preview, take_calendar
from bltui.domain.model.errors import UserError
from bltui.domain.schedule.days import school_days
from bltui.exchange.day_types import what_it_says
from bltui.exchange.import_calendar import read_calendar
from bltui.exchange.import_ics import read_ics

# Orange Unified School District (CA) 2023-24,
# https://orangeunified.tandem.co/index.php?action=year&type=view&year=2023
ORANGE = """8/11 Staff Development Days | 8/14 Staff Development Days | 8/15 Teacher Prep Day | 8/16 First day of School
9/4 Labor Day | 10/2-10/6 Parent Conf. (Elem) Min Days | 10/9 Columbus Day
10/11 End of 1st Quarter - Minimum Day High School | 11/7 Staff Development Day
11/9 End of Trimester - Minimum Day Elementary & Middle School | 11/10 Veterans Day (Observed) | 11/20-11/24 Thanksgiving Break
12/14 Minimum Day - High School | 12/15 End of 2nd Quarter- Min Day HS | 12/18-1/5 Winter Break | 1/15 Martin Luther King Day
2/16 Lincoln Day observed | 2/19 President's Day | 3/5 End of 2nd Trimester - Min Day Elementary & Middle School
3/22 End of 3rd Quarter - Min Day HS | 3/25-3/29 Spring Break | 5/24 Minimum Day - Elementary | 5/27 Memorial Day
6/5 Minimum Day - High School & Middle School | 6/6 Last Day of School - Minimum Day | 6/7 Teacher Day"""


def orange():
    for entry in ORANGE.replace("\n", " | ").split(" | "):
        dates, name = entry.split(" ", 1)
        start, _, end = dates.partition("-")
        yield on(start), on(end or start), name


def on(text):
    month, day = map(int, text.split("/"))
    return date(2023 if month > 7 else 2024, month, day)


def as_csv():
    return (
        "date,to,kind,name\n" + "".join(f'{a},{b},,"{name}"\n' for a, b, name in orange())
    ).encode()


def as_ics():
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sample//EN"]
    for number, (a, b, name) in enumerate(orange()):
        end = b + timedelta(1)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@sample",
            f"DTSTART;VALUE=DATE:{a:%Y%m%d}",
            f"DTEND;VALUE=DATE:{end:%Y%m%d}",
        ]
        lines += ["SUMMARY:" + name.replace(",", "\\,"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize(
    "read", [lambda: read_calendar(as_csv(), "c.csv"), lambda: read_ics(as_ics(), "c.ics")]
)
def test_a_real_district_calendar(school, after, read):
    found = read()
    assert not found.problems
    assert (found.plan.first, found.plan.last) == (date(2023, 8, 16), date(2024, 6, 6))
    asked = [p.day.date for p in found.plan.days if p.day.kind == "ask"]
    assert asked == [on(t) for t in ("9/4", "10/9", "11/10", "1/15", "2/16", "2/19", "5/27")]
    change = take_calendar(school, plan=found.plan)
    school = after(school, change)
    table = table_on(school, date(2023, 9, 1))
    # 186 with the named days open (the published page counts 11/7 as a staff day and 10/9 as a
    # school day).
    assert table.student_days() == 186
    for day in ("9/4", "11/10", "1/15", "2/16", "2/19", "5/27"):
        row = next(d for d in school.days.values() if d.date == on(day))
        school = after(school, set_days(school, date=row.date, kind="no_school", name=row.name))
    table = table_on(school, date(2023, 9, 1))
    assert table.student_days() == 180 and table.on(on("10/9")).students
    # A second import changes nothing and leaves what people answered.
    assert not take_calendar(school, plan=found.plan)
    levels = {}
    for level in ("elementary", "high"):
        days = school_days(table.calendar, school.days.values(), level=level)
        levels[level] = [day.date for day in days if day.kind == "early_release"]
    elementary = "10/2 10/3 10/4 10/5 10/6 11/9 3/5 5/24 6/6"
    assert levels["elementary"] == [on(t) for t in elementary.split()]
    assert levels["high"] == [on(t) for t in ["10/11", "12/14", "12/15", "3/22", "6/5", "6/6"]]


WORDS = {
    "Labor Day": "ask",
    "Labor Day - Schools Closed": "no_school",
    "Thanksgiving Break": "no_school",
    "Thanksgiving Holiday": "ask",
    "Native Americans' Day": "ask",
    "Columbus Day - school in session": "school",
    "No School - Teacher Inservice": "in_service",
    "Professional Development": "in_service",
    "Teacher Work Day": "in_service",
    "Student Holiday/Teacher Workday": "in_service",
    "Teacher Appreciation Week": "note",
    "Early Release/PD": "early_release",
    "No early release today": "note",
    "Half day": "early_release",
    "Noon dismissal": "early_release",
    "Snow make-up day (if needed)": "conditional",
    "Parent-Teacher Conferences": "ask",
    "Parent-Teacher Conferences - No School": "no_school",
    "Picture Day": "note",
    "Offices closed": "note",
    "Breakfast with the principal": "note",
    "Spring break begins": "ask",
}


def test_what_words_say():
    assert {name: what_it_says(name).kind for name in WORDS} == WORDS
    assert what_it_says("Early Release 1:30 PM").dismissal == "13:30"
    assert what_it_says("Dismissal at 11:45").dismissal == "11:45"
    assert what_it_says("Noon dismissal").dismissal == "12:00"
    assert (
        what_it_says("First day of school").first
        and not what_it_says("First day of second semester").first
    )
    assert (
        what_it_says("Last day of school").last
        and not what_it_says("Last day of school before winter break").last
    )


def test_the_documented_columns():
    data = (
        "Date,To,Kind,Name,Dismissal,Level,Condition\n"
        "2026-08-24,,first_day,,,,\n"
        "2026-11-25,2026-11-27,no_school,Thanksgiving,,,\n"
        "2026-11-11,,Early Release,,1:30 pm,elementary,\n"
        "2027-05-27,,conditional,Make-up,,,if a snow day was used\n"
        "2027-05-28,,last_day,,12:00,,\n"
    )
    found = read_calendar(data.encode(), "c.csv")
    assert not found.problems and (found.plan.first, found.plan.last) == (
        date(2026, 8, 24),
        date(2027, 5, 28),
    )
    rows = [
        (p.line, p.day.kind, p.day.to, p.day.dismissal, p.day.level, p.day.condition)
        for p in found.plan.days
    ]
    assert rows == [
        (3, "no_school", date(2026, 11, 27), None, "", ""),
        (4, "early_release", None, "13:30", "elementary", ""),
        (5, "conditional", None, None, "", "if a snow day was used"),
        (6, "early_release", None, "12:00", "", ""),
    ]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("11/25/2026", date(2026, 11, 25)),
        ("11/25/26", date(2026, 11, 25)),
        ("11/5", date(2026, 11, 5)),
        ("Nov 25, 2026", date(2026, 11, 25)),
        ("Wed, Nov 25", date(2026, 11, 25)),
        ("25-Nov-26", date(2026, 11, 25)),
        ("20261125", date(2026, 11, 25)),
        ("2026-11-25T00:00", date(2026, 11, 25)),
    ],
)
def test_dates_as_spreadsheets_write_them(cell, wanted):
    data = f'date,kind\n"{cell}",no_school\n12/31/2026,no_school\n'.encode()
    found = read_calendar(data, "c.csv", year=(date(2026, 8, 24), date(2027, 5, 28)))
    assert [p.day.date for p in found.plan.days] == [
        wanted,
        date(2026, 12, 31),
    ] and not found.problems


def test_ranges_in_one_cell():
    data = b"date,name\n12/21/2026 - 1/1/2027,Winter break\n11/25-11/27,Thanksgiving break\nNov 25 - 27,Thanksgiving recess\n"
    found = read_calendar(data, "c.csv", year=(date(2026, 8, 24), date(2027, 5, 28)))
    assert [(p.day.date, p.day.to) for p in found.plan.days] == [
        (date(2026, 12, 21), date(2027, 1, 1)),
        (date(2026, 11, 25), date(2026, 11, 27)),
        (date(2026, 11, 25), date(2026, 11, 27)),
    ]


def test_every_line_that_cannot_be_read_is_named():
    data = (
        "date,to,kind,name,dismissal\n"
        "13/13,,no_school,no such day,\n"
        "2026-02-30,,no_school,,\n"
        "someday,,no_school,,\n"
        "2026-11-25,2026-11-20,no_school,,\n"
        "2026-11-26,,halloday,,\n"
        "2026-11-27,,early_release,,late\n"
        "2026-08-24,,first_day,,\n"
        "2026-08-25,,first_day,,\n"
        "Mon 2026-12-01,,no_school,,\n"
        "2026-12-01,,no_school,,\n"
    )
    found = read_calendar(data.encode(), "c.csv", year=(date(2026, 8, 24), date(2027, 5, 28)))
    assert [p.line for p in found.problems] == [2, 3, 4, 5, 6, 7, 9, 10, 11]
    assert (
        "13/13 is not a day of the calendar" in found.problems[0].message
        and "CAL-01" in found.problems[-2].message
    )
    assert found.plan.first == date(2026, 8, 24) and len(found.plan.days) == 1


def test_a_file_without_dates_or_without_the_ends_of_the_year_is_refused(school):
    with pytest.raises(UserError, match="no column “date”"):
        read_calendar(b"kind,name\nno_school,x\n", "c.csv")
    plan = read_calendar(b"date,kind\n2031-11-25,no_school\n", "c.csv").plan
    with pytest.raises(UserError, match="does not say the first day"):
        preview(school, plan)


def test_a_preview_says_what_would_be(school):
    data = b"date,to,kind,name\n2026-11-25,,no_school,Thanksgiving\n2026-09-07,,in_service,Labor Day\n2026-10-30,,note,Costumes\n"
    seen = preview(school, read_calendar(data, "c.csv").plan)
    assert [fate for _, fate in seen.fates] == ["unchanged", "changed", "added"]
    assert (seen.year, seen.year_fate, seen.count("added")) == ("2026-27", "unchanged", 1)
    there = next(day for day in school.days.values() if day.name == "Thanksgiving")
    for field, fate in ({}, "unchanged"), ({"condition": "Snow"}, "changed"):
        one = CalendarPlan((Planned(1, msgspec.structs.replace(there, **field)),))
        assert [fate for _, fate in preview(school, one).fates] == [fate]


def event(*lines):
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def ics(*events, bom=False):
    return (
        ("\ufeff" if bom else "")
        + "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR"])
    ).encode()


def test_what_is_sound_is_read_and_the_rest_is_listed():
    data = ics(
        event(
            "DTSTART;VALUE=DATE:20261125", "DTEND;VALUE=DATE:20261128", "SUMMARY:Thanksgiving break"
        ),
        event("DTSTART;VALUE=DATE:20261325", "SUMMARY:No school"),
        event("DTSTART:garbage", "SUMMARY:No school"),
        event("SUMMARY:No school"),
        event("DTSTART;TZID=Central Standard Time:20270115T080000", "SUMMARY:No school"),
        event("DTSTART;TZID=Nowhere/Land:20270118T080000", "SUMMARY:No school"),
        event("DTSTART:20270302T030000Z", "DTEND:20270302T180000Z", "SUMMARY:No school"),
        event("DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270301", "SUMMARY:Early release"),
        event("DTSTART;VALUE=DATE:20270315"),
        event("DTSTART;VALUE=DATE:20270316", "broken line", "SUMMARY:No school"),
        event(
            "UID:x",
            "RECURRENCE-ID;VALUE=DATE:20270319",
            "DTSTART;VALUE=DATE:20270319",
            "SUMMARY:No school",
        ),
        event("DTSTART;VALUE=DATE:20270402", "STATUS:CANCELLED", "SUMMARY:No school"),
        event("DTSTART:20270405T150000", "DTEND:20270405T160000", "SUMMARY:Staff development"),
        event(
            "DTSTART;VALUE=DATE:20270406",
            "BEGIN:VALARM",
            "TRIGGER:-PT1H",
            "SUMMARY:x",
            "END:VALARM",
            "SUMMARY:No school",
        ),
        bom=True,
    )
    found = read_ics(data, "c.ics", tz="America/Chicago")
    assert [
        (p.day.date.isoformat(), p.day.to and p.day.to.isoformat()) for p in found.plan.days
    ] == [
        ("2026-11-25", "2026-11-27"),
        ("2027-01-15", None),
        ("2027-01-18", None),
        ("2027-03-01", "2027-03-02"),
        ("2027-03-10", None),
        ("2027-03-16", None),
        ("2027-03-19", None),
        ("2027-04-06", None),
    ]
    assert [p.line for p in found.problems] == [8, 12, 16, 23, 32, 37, 40, 45]
    assert "Nowhere/Land" in found.problems[3].message


def test_events_at_a_time_of_day():
    data = ics(
        event("DTSTART:20270405T080000", "DTEND:20270405T150000", "SUMMARY:Staff development"),
        event("DTSTART:20270406T133000", "DTEND:20270406T150000", "SUMMARY:Early dismissal"),
        event("DTSTART:20270407T080000", "DTEND:20270407T090000", "SUMMARY:Early dismissal"),
        event("DTSTART:20270408T000000", "DTEND:20270410T000000", "SUMMARY:No school"),
        event("DTSTART:20270412T180000", "SUMMARY:Labor Day picnic"),
    )
    days = [planned.day for planned in read_ics(data, "c.ics").plan.days]
    assert [(day.date.day, day.to and day.to.day, day.kind, day.dismissal) for day in days] == [
        (5, None, "in_service", None),
        (6, None, "early_release", "13:30"),
        (7, None, "early_release", None),
        (8, 9, "no_school", None),
    ]


def test_a_column_that_says_holiday_does_not_close_the_school():
    found = read_calendar(b"date,type,event\n2026-10-12,Holiday,Columbus Day\n", "c.csv")
    assert [p.day.kind for p in found.plan.days] == ["ask"]


def test_recurring_events():
    weekly = event(
        "UID:w",
        "DTSTART;VALUE=DATE:20260909",
        "RRULE:FREQ=WEEKLY;UNTIL=20260930",
        "EXDATE;VALUE=DATE:20260916",
        "SUMMARY:Early release",
    )
    moved = event(
        "UID:w",
        "RECURRENCE-ID;VALUE=DATE:20260923",
        "DTSTART;VALUE=DATE:20260924",
        "SUMMARY:Early release",
    )
    found = read_ics(ics(weekly, moved), "c.ics")
    assert [p.day.date.day for p in found.plan.days] == [9, 24, 30] and not found.problems
    counted = event(
        "DTSTART;VALUE=DATE:20260909", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Early release"
    )
    assert len(read_ics(ics(counted), "c.ics").plan.days) == 3
    endless = event(
        "DTSTART:20260909T133000Z",
        "RRULE:FREQ=WEEKLY;UNTIL=20260923T133000Z",
        "SUMMARY:Early release",
    )
    assert [
        p.day.date.day for p in read_ics(ics(endless), "c.ics", tz="America/Chicago").plan.days
    ] == [9, 16, 23]
    year = (date(2026, 8, 24), date(2027, 5, 28))
    old = event(
        "DTSTART;VALUE=DATE:20200901", "RRULE:FREQ=WEEKLY;BYDAY=WE", "SUMMARY:Early release"
    )
    assert read_ics(ics(old), "c.ics", year=year).plan.days[0].day.date == date(2026, 7, 15)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=BOGUS",
        "COUNT=3",
    ],
)
def test_hostile_rules_end(rule):
    found = read_ics(
        ics(event("DTSTART;VALUE=DATE:20260909", f"RRULE:{rule}", "SUMMARY:No school")), "c.ics"
    )
    assert len(found.plan.days) <= 500
    old = read_ics(
        ics(event("DTSTART;VALUE=DATE:00010101", f"RRULE:{rule}", "SUMMARY:No school")), "c.ics"
    )
    assert not old.plan.days


def test_what_is_too_large_or_no_calendar_is_refused():
    with pytest.raises(UserError, match="5,001 events is too many"):
        read_ics(ics(*[event()] * 5_001), "c.ics")
    with pytest.raises(UserError, match="bytes is too large"):
        read_ics(b"BEGIN:VCALENDAR\n" + b" " * 10_000_000, "c.ics")
    with pytest.raises(UserError, match="this is not a calendar file"):
        read_ics(b"date,kind\n", "c.ics")


LINES = st.sampled_from(
    [
        *(
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VALARM",
            "END:VALARM",
            "SUMMARY:No school",
            "SUMMARY:\\",
            "UID:1",
            "UID:2",
        ),
        *(
            "DTSTART;VALUE=DATE:20260909",
            "DTSTART:20260909T080000Z",
            "DTSTART;TZID=X:20260909T080000",
            "DTSTART:",
        ),
        *(
            "DTEND;VALUE=DATE:20260911",
            "DTEND:20260911T080000",
            "DURATION:P2D",
            "DURATION:-P2D",
            "DURATION:PX",
            "DTSTART:99991231",
        ),
        *(
            "RRULE:FREQ=WEEKLY",
            "RRULE:FREQ=DAILY;COUNT=-1",
            "RRULE:FREQ=YEARLY;BYDAY=99MO",
            "RRULE:;;",
            "RDATE:20260910",
        ),
        *(
            "RRULE:FREQ=MONTHLY;BYSETPOS=0",
            "RRULE:FREQ=WEEKLY;INTERVAL=0",
            "EXDATE:20260909",
            "EXDATE;TZID=:2026",
            "STATUS:CANCELLED",
        ),
        *(
            "RECURRENCE-ID:20260909",
            "RECURRENCE-ID:x",
            " folded",
            "\tfolded",
            ":",
            ";",
            "RDATE;VALUE=PERIOD:20260909T080000/PT1H",
        ),
        *(
            "DTSTART;VALUE=DATE:20260909;X=1",
            "DTEND:99991231",
            "DTSTART:00010101",
            "SUMMARY:\x00\u202e",
            "SUMMARY;X=:y",
            "DTSTART;VALUE=X:1",
        ),
    ]
)


@settings(
    max_examples=120, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow]
)
@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=25), st.booleans())
def test_no_file_makes_it_raise(lines, event_around):
    body = ["BEGIN:VEVENT", *lines, "END:VEVENT"] if event_around else lines
    for year in (None, (date(2026, 8, 24), date(2027, 5, 28))):
        found = read_ics(
            "\r\n".join(["BEGIN:VCALENDAR", *body]).encode("utf-8", "replace"), "c.ics", year=year
        )
        assert all(planned.day.date for planned in found.plan.days)


@settings(max_examples=100, deadline=timedelta(seconds=5))
@given(st.binary(max_size=200), st.lists(st.text(max_size=12), min_size=3, max_size=9))
def test_no_table_makes_it_raise(noise, cells):
    for data in (
        noise,
        b"date,to,kind\n" + noise,
        ("date,to,kind\n" + ",".join(cells)).encode("utf-8", "replace"),
    ):
        try:
            read_calendar(data, "c.csv", year=(date(2026, 8, 24), date(2027, 5, 28)))
        except UserError as refused:
            assert refused.message
