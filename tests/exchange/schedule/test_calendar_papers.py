"""School calendars in the words and the spreadsheets of other districts: counts judged by hand,
never a closed day guessed.
"""

import codecs
from datetime import date, timedelta

import pytest

from bltui.domain.calendar.edits import set_days
from bltui.domain.calendar.import_edits import preview, take_calendar
from bltui.domain.checks.calendar import open_or_closed
from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.date_parser import order_of
from bltui.domain.model.school_levels import concerns
from bltui.domain.schedule.days import school_days
from bltui.exchange.calendar_dates import read_cell
from bltui.exchange.day_types import what_it_says
from bltui.exchange.import_calendar import read_calendar
from bltui.exchange.import_ics import read_ics

YEAR = (date(2024, 7, 1), date(2025, 6, 30))


def d(text, year=2024):
    month, day = map(int, text.split("/"))
    return date(year if month > 6 else year + 1, month, day)


def weekdays(first, last, closed):
    """Weekdays of a year but the closed ones, by the calendar alone.

    `closed` is "9/2 11/27..11/29".
    """
    year = first.year
    out = set()
    for word in closed.split():
        begin, _, end = word.partition("..")
        day = d(begin, year)
        while day <= d(end or begin, year):
            out.add(day)
            day += timedelta(1)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return sum(day.weekday() < 5 and day not in out for day in days)


def read(text, year=YEAR):
    return read_calendar(text.encode(), "c.csv", year=year)


def table_of(file, level="elementary"):
    days = [planned.day for planned in file.plan.days]
    return school_days(
        Calendar(year="", first=file.plan.first, last=file.plan.last), days, level=level
    )


# Missouri, https://www.baylessk12.org/about-us/academic-calendar (2024-25): two columns, no year,
# no kinds.
NAMES_ONLY = """Date,Activity
August 7-9,New Teacher Orientation
August 13-16,Orientation/Professional Development
August 20,First Day of School
September 2,No School — Labor Day*
October 18,No School — Professional Development
October 18,End of First Quarter
October 31,Early Dismissal — Student-led Conferences
November 1,No School — Fall Break
November 5,No School — Professional Development
November 27-29,No School - Thanksgiving*
December 18-19,Early Dismissal/Exams 6-12/Teacher Workday
December 20,Early Dismissal/K-12 Teacher Workday
December 23 — January 3,No School — Winter Break
December 25,Christmas Day*
January 2-3,No School - Professional Development
January 6,Students Return from Winter Break
January 20,"No School -Martin Luther King Jr. Day*"
February 14,No School - Professional Development
February 17,No School - President's Day
March 14,Early Dismissal - Student-Led Conferences
March 17-21,No School - Spring Break
March 31,No School - District Offices Closed
April 21,No School - Professional Development
May 23,Early Dismissal K-12/Teacher Workday
May 23,Last Day of School/4th Quarter Ends
May 26,No School - Memorial Day*
"""
# North Dakota, https://www.west-fargo.k12.nd.us/about-us/calendar (2025-26): the winter break
# stands between two lines.
BETWEEN = """Start Date,End Date,Type,Description
8/18/2025,8/19/2025,Teacher Workshop,Teacher Workshop Days
8/20/2025,,,Professional Learning Day
8/21/2025,,,First Day of School for Grades 1-12
8/26/2025,,,First day of Kindergarten
9/1/2025,,,"Labor Day, No School"
10/17/2025,,,"Professional Learning, No School"
11/10/2025,,,No School
11/11/2025,,,"Veteran's Day Observation, No School"
11/26/2025,11/28/2025,,No School
12/23/2025,,,Last day of school before winter break
1/5/2026,,,School reconvenes after winter break
1/9/2026,,,End of Semester 1
1/19/2026,,,"Professional Learning, No School"
2/16/2026,,,"Professional Learning, No School"
3/19/2026,,,"Professional Learning, No School"
3/20/2026,,,No School
4/3/2026,,,"Holiday, No School"
4/6/2026,,,Potential Snow Makeup Day
5/21/2026,,,"Last Day of School, End of Quarter 4/Trimester 3"
5/22/2026,,,Teacher Grading Day
"""
# Maryland, https://www.ccboe.com/about/calendar/at-a-glance-2025-26-calendar: weekdays before the
# dates, long sentences.
SENTENCES = """date,name
"Monday, Aug. 18",Teachers return to work.
"Monday, Aug. 25",First day of school for students.
"Monday, Sept. 1","Labor Day, schools and offices closed."
"Friday, Sept. 12",Schools closed for students only; teacher workday (county/school professional development).
"Tuesday, Sept. 23",Rosh Hashanah.
"Thursday, Sept. 25",Two-hour early dismissal for students (interim prep/teacher planning 1).
"Friday, Oct. 31",Second quarter begins/two-hour early dismissal for students (report card prep).
"Monday, Nov. 10",Schools closed for students (parent-teacher conferences).
"Tuesday, Nov. 11","Veterans Day, schools and offices closed."
Nov. 26-28,"Thanksgiving holiday break, schools and offices closed."
Dec. 22-31,"Winter break, schools closed."
Dec. 24-25,Schools and offices closed.
"Thursday, Jan 1","New Year’s Day, schools and offices closed."
"Friday, Jan. 2","Winter break, schools closed."
"Monday, Jan. 19","Dr. Martin Luther King, Jr.'s birthday observed, schools and offices closed."
"Wednesday, June 10",Last day of school for students (tentative).
"""


def test_a_page_of_names_without_years():
    file = read(NAMES_ONLY)
    assert (file.plan.first, file.plan.last, file.problems) == (
        date(2024, 8, 20),
        date(2025, 5, 23),
        (),
    )
    days = table_of(file)
    closed = "9/2 10/18 11/1 11/5 11/27..11/29 12/23..1/3 1/20 2/14 2/17 3/17..3/21 3/31 4/21"
    assert (
        sum(day.students for day in days)
        == weekdays(date(2024, 8, 20), date(2025, 5, 23), closed)
        == 172
    )
    staff = [day.date for day in days if day.kind == "in_service"]
    assert staff == [
        *(date(2024, 8, n) for n in range(13, 17)),
        *map(d, ["10/18", "11/5", "1/2", "1/3", "2/14", "4/21"]),
    ]
    # Dismissed for exams of grades 6 to 12 only; the Friday is for all.
    assert [day.date for day in days if day.kind == "early_release"] == list(
        map(d, ["10/31", "12/20", "3/14", "5/23"])
    )
    assert sum(day.kind == "early_release" for day in table_of(file, "high")) == 6


def test_a_break_between_two_lines_is_closed_and_said():
    file = read(BETWEEN)
    assert [p.message for p in file.problems] == [
        "Wed, Dec 24, 2025 to Sun, Jan 4, 2026 are marked as closed, from this line and the next one about it."
    ]
    days = table_of(file)
    closed = "9/1 10/17 11/10 11/11 11/26..11/28 12/24..1/4 1/19 2/16 3/19 3/20 4/3 4/6"
    assert (
        sum(day.students for day in days)
        == weekdays(date(2025, 8, 21), date(2026, 5, 21), closed)
        == 175
    )
    assert [day.date for day in days if day.conditional] == [date(2026, 4, 6)]
    assert date(2026, 5, 22) in [day.date for day in days if day.kind == "in_service"]


def test_a_break_with_a_row_of_its_own_is_closed_once():
    closed = read(BETWEEN + "12/24/2025,1/2/2026,No School,Winter Break\n")
    assert (
        not closed.problems and sum(p.day.date == date(2025, 12, 24) for p in closed.plan.days) == 1
    )


def test_sentences_with_weekdays():
    file = read(SENTENCES, (date(2025, 7, 1), date(2026, 6, 30)))
    assert (file.plan.first, file.plan.last, file.problems) == (
        date(2025, 8, 25),
        date(2026, 6, 10),
        (),
    )
    days = table_of(file)
    closed = "9/1 9/12 11/10 11/11 11/26..11/28 12/22..1/2 1/19"
    assert sum(day.students for day in days) == weekdays(
        date(2025, 8, 25), date(2026, 6, 10), closed
    )
    assert days[-1].students and [day.date for day in days if day.ask] == [date(2025, 9, 23)]
    wrong = read(
        SENTENCES.replace("Friday, Sept. 12", "Thursday, Sept. 12"),
        (date(2025, 7, 1), date(2026, 6, 30)),
    )
    assert [p.message for p in wrong.problems] == [
        "Sep 12, 2025 is a Friday, not a Thursday (CAL-01)"
    ]


CELLS = [
    ("9/1/2025", "", "9/1"),
    ("9/1/25", "", "9/1"),
    ("Sept 1-5", "", "9/1..9/5"),
    ("Sept. 1 - 5, 2025", "", "9/1..9/5"),
    ("Nov. 26–28", "", "11/26..11/28"),
    ("Nov 26 – Nov 28", "", "11/26..11/28"),
    ("December 22 — January 2", "", "12/22..1/2"),
    ("Dec 22-Jan 2", "", "12/22..1/2"),
    ("Dec. 22 to Jan. 2, 2026", "", "12/22..1/2"),
    ("Dec 22, 2025 - Jan 2", "", "12/22..1/2"),
    ("Dec 22 thru Jan 2", "", "12/22..1/2"),
    ("12/22-1/2", "", "12/22..1/2"),
    ("12/22/2025 - 1/2/2026", "", "12/22..1/2"),
    ("12/22/25-1/2/26", "", "12/22..1/2"),
    ("2025-12-22 - 2026-01-02", "", "12/22..1/2"),
    ("2025-12-22", "2026-01-02", "12/22..1/2"),
    ("Dec. 22", "Jan. 2", "12/22..1/2"),
    ("Dec. 22", "31", "12/22..12/31"),
    ("Mon, December 22, 2025 – Fri, January 2, 2026", "", "12/22..1/2"),
    ("Mon.-Fri., Sept. 1-5", "", "9/1..9/5"),
    ("Monday, Sept. 1", "", "9/1"),
    ("Sept. 1 (Mon)", "", "9/1"),
    ("Mon, Sep 1, 2025", "", "9/1"),
    ("1-Sep-25", "", "9/1"),
    ("9-1-2025", "", "9/1"),
    ("September 1st", "", "9/1"),
    ("2025-09-01T00:00:00", "", "9/1"),
    ("9/1/2025 12:00 AM", "", "9/1"),
    ("Nov 25 & 26", "", "11/25 11/26"),
    ("Nov 25, 26 and 28", "", "11/25 11/26 11/28"),
    ("Nov 25, Dec 3, 2025", "", "11/25 12/3"),
    ("9/1, 9/13", "", "9/1 9/13"),
    ("20251122", "", "11/22"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "to", "wanted"), CELLS)
def test_cells_as_people_write_them(cell, to, wanted):
    spans = read_cell(cell, to, "mdy", (date(2025, 7, 1), date(2026, 6, 30)))
    ends = [word.partition("..")[::2] for word in wanted.split()]
    assert [(s.first, s.last) for s in spans] == [
        (d(a, 2025), d(b, 2025) if b else None) for a, b in ends
    ]
    assert not any(span.wrong for span in spans)


def test_a_wrong_weekday_in_a_range_is_said():
    (span,) = read_cell(
        "Mon, Dec 22 - Thu, Jan 2", "", "mdy", (date(2025, 7, 1), date(2026, 6, 30))
    )
    assert span.wrong == "Jan 2, 2026 is a Friday, not a Thursday (CAL-01)"
    assert (
        order_of(["1/2 - 1/5", "Sept 1", "12/22-1/2"]) == "mdy" and order_of(["1/2", "3/4"]) is None
    )


KINDS = [
    ("No School", "no_school", None),
    ("School closed", "no_school", None),
    ("School Closed for Students", "no_school", None),
    ("Holiday - no school", "no_school", None),
    ("Teacher workday", "in_service", None),
    ("Teacher Workshop", "in_service", None),
    ("PD day", "in_service", None),
    ("Professional Development", "in_service", None),
    ("In-Service", "in_service", None),
    ("Early dismissal 12:30", "early_release", "12:30"),
    ("Early Release", "early_release", None),
    ("Half day", "early_release", None),
    ("Make-up day if needed", "conditional", None),
    ("Snow make-up day", "conditional", None),
]


@pytest.mark.parametrize(("words", "kind", "dismissal"), KINDS)
def test_kinds_in_a_districts_own_words(words, kind, dismissal):
    file = read(f"date;kind;name\n2024-10-18;{words};\n")
    (planned,) = file.plan.days
    assert (planned.day.kind, planned.day.dismissal, file.problems) == (kind, dismissal, ())


def test_the_ends_of_the_year_in_the_column_of_kinds():
    file = read(
        "date;kind;name\nAug 20;First day;\nMay 23;Last day of school;Early Release (1:00 "
        "Dismissal)\n"
    )
    assert (file.plan.first, file.plan.last) == (date(2024, 8, 20), date(2025, 5, 23))
    assert [(p.day.kind, p.day.dismissal) for p in file.plan.days] == [("early_release", "13:00")]
    nothing = read("date;kind\n2024-10-18;Picture day\n")
    assert "is not a kind of day. Write school, in_service" in nothing.problems[0].message


NAMES = [
    # A break is named, and there is school.
    ("Students Return from Winter Break", "note"),
    ("Last day of school before winter break", "note"),
    ("School reconvenes after winter break", "note"),
    ("Classes resume following spring recess", "note"),
    ("Last day of first semester", "note"),
    ("Winter Break begins", "ask"),
    ("Fall Break", "no_school"),
    ("No school - students return Tuesday", "no_school"),
    # The staff is there.
    ("Superintendent's Conference Day - No Students", "in_service"),
    ("Educator Prof. Development – No School for students", "in_service"),
    ("Educators’ First Day", "in_service"),
    ("Teacher Grading Day", "in_service"),
    ("Records Day - no school for students", "in_service"),
    ("Teacher Workshop Days", "in_service"),
    ("Pre-planning", "in_service"),
    ("Teachers return to work.", "in_service"),
    # What nobody says stays a question or a name.
    ("Superintendent's Conference", "ask"),
    ("P/T Conferences", "ask"),
    ("Veterans Day (Observed)", "ask"),
    ("New Teacher Orientation", "note"),
    ("Back to School Night", "note"),
    ("Interims posted.", "note"),
    ("Give Back Snow Day", "conditional"),
]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_what_names_say(name, kind):
    assert what_it_says(name).kind == kind


DISMISSALS = [
    ("Early Dismissal 12:30", "12:30", ""),
    ("Dismissal at noon", "12:00", ""),
    ("12:15 p.m. release", "12:15", ""),
    ("Early Release (11:30 a.m.)", "11:30", ""),
    ("1:00 Early dismissal (grades 6-8)", "13:00", "grades 6-8"),
    # Grades are no time of day.
    ("Early Dismissal/K-12 Teacher Workday", None, "k-12"),
    ("Early Dismissal/Exams 6-12/Teacher Workday", None, "6-12"),
    ("Half day (K-5)", None, "k-5"),
]


@pytest.mark.parametrize(("name", "dismissal", "level"), DISMISSALS)
def test_dismissals_and_grades(name, dismissal, level):
    said = what_it_says(name)
    assert (said.kind, said.dismissal, said.level) == ("early_release", dismissal, level)


EDGES = [
    ("Last Day of School/4th Quarter Ends", False, True),
    ("Last Day of School, End of Quarter 4/Trimester 3", False, True),
    ("Last day of school for students (tentative)", False, True),
    ("First day of second semester", False, False),
    ("First day of Kindergarten", False, False),
    ("Last day of school before winter break", False, False),
    ("First Day of School – Grades 1-5", True, False),
]


@pytest.mark.parametrize(("name", "first", "last"), EDGES)
def test_the_ends_of_the_year(name, first, last):
    said = what_it_says(name)
    assert (said.first, said.last) == (first, last) and said.kind in ("note", "early_release")


LEVELS = [
    ("grades 6-12", "elementary", False),
    ("6-12", "middle", True),
    ("6-12", "high", True),
    ("K-5", "elementary", True),
    ("K-5", "middle", False),
    ("5-6", "elementary", True),
    ("5-6", "middle", True),
    ("8-9", "middle", True),
    ("8-9", "high", True),
    ("9-12", "middle", False),
    ("6-8", "high", False),
    ("K-12", "high", True),
    ("PK-8", "elementary", True),
    ("Gr. 9-12", "k8", False),
    ("All Schools", "elementary", True),
    ("Elem & Middle", "high", False),
    ("K-5", "", True),
]


@pytest.mark.parametrize(("level", "building", "wanted"), LEVELS)
def test_levels_by_grades(level, building, wanted):
    assert concerns(level, building) is wanted


@pytest.mark.parametrize("data", [
    "Date(s);Event(s);School(s)\n9/2/2024;Labor Day – no school;All Schools\n".encode("utf-8-sig"),
    "Dates;Event;School\n9/2/2024;Labor Day – no school;All Schools\n".encode("cp1252"),
    codecs.BOM_UTF16_LE + ("Day,Date,Activity\r\nMonday,9/2/2024,Labor Day – no "
                          "school\r\n,9/13/2024,x\r\n").encode("utf-16-le"),
    'Subject,Start Date,Start Time,End Date,End Time\r\n"Labor Day – no school",9/2/2024,12:00:00 AM,9/3/2024,12:00:00 AM\r\n"x",9/13/2024,,,\r\n'.encode(),
])  # fmt: skip
def test_headings_and_encodings_of_other_programs(data):
    file = read_calendar(
        data + ("\n9/13/2024;x;\n" if b";" in data else "").encode(), "c.csv", year=None
    )
    day = next(planned.day for planned in file.plan.days if planned.day.kind == "no_school")
    assert (day.date, day.to, day.name) == (date(2024, 9, 2), None, "Labor Day – no school")


def test_a_weekday_in_a_column_of_its_own_is_checked():
    file = read("Day,Date,Event\nTuesday,9/2/2024,No School\nMonday,9/16/2024,PD day\n")
    assert [p.message for p in file.problems] == ["Sep 2, 2024 is a Monday, not a Tuesday (CAL-01)"]


def test_a_closed_weekend_is_asked_about():
    file = read("date,name\n1/26/2025,No School\n1/25/2025,New Year’s Day - no school\n")
    assert [p.message for p in file.problems] == [
        "Sun, Jan 26, 2025 is on a weekend. Check the date."
    ]


def test_all_student_days_as_one_range_are_the_year():
    file = read(
        "Event,Start,End\nStudent Attendance Days,8/16/2023,5/24/2024\nWork "
        "Days,8/14/2023,8/15/2023\n"
    )
    assert (file.plan.first, file.plan.last) == (date(2023, 8, 16), date(2024, 5, 24))
    assert len(file.plan.days) == 1


def test_the_years_of_the_file_win_over_the_buildings():
    file = read(
        "date,name\nAug 20,First Day of School\n9/1/2025,No School\n9/15/2025,PD day\nMay 22,Last "
        "Day of School\n"
    )
    assert (file.plan.first, file.plan.last) == (date(2025, 8, 20), date(2026, 5, 22))


def test_a_preview_counts_the_days(school, after):
    file = read(NAMES_ONLY)
    seen = preview(school, file.plan)
    assert (seen.student_days, seen.staff_days) == (172, 182)
    taken = after(school, take_calendar(school, plan=file.plan))
    again = preview(taken, file.plan)
    assert (again.count("unchanged"), again.student_days) == (len(file.plan.days), 172)


def test_an_answer_without_a_name_stays_through_the_next_import(school, after):
    text = "date,kind,name\n2026-09-07,ask,Labor Day\n2026-09-07,note,Parade\n2027-04-06,conditional,Snow make-up day\n"
    plan = read(text, (date(2026, 7, 1), date(2027, 6, 30))).plan
    school = after(school, take_calendar(school, plan=plan))
    school = after(school, set_days(school, date=date(2026, 9, 7), kind="no_school", name=None))
    school = after(
        school,
        set_days(
            school, date=date(2027, 4, 6), kind="school", name=None, makes_up=date(2027, 1, 27)
        ),
    )
    seen = preview(school, plan)
    assert [fate for _, fate in seen.fates] == ["unchanged"] * 3
    kept = {
        day.name: day.kind
        for day in school.days.values()
        if day.date in (date(2026, 9, 7), date(2027, 4, 6))
    }
    assert (
        kept["Parade"] == "note"
        and kept["Snow make-up day"] == "school"
        and "ask" not in kept.values()
    )


def test_only_questions_that_matter_are_asked():
    year = Calendar(year="2024-25", first=date(2024, 8, 20), last=date(2025, 5, 23))
    days = [
        Day(id=1, date=date(2024, 11, 11), kind="ask", name="Veterans Day"),
        Day(id=2, date=date(2025, 4, 20), kind="ask", name="Easter"),
        Day(id=3, date=date(2025, 5, 26), kind="ask", name="Memorial Day"),
        Day(id=4, date=date(2024, 12, 25), kind="ask", name="Christmas Day"),
        Day(id=5, date=date(2024, 12, 23), to=date(2025, 1, 3), kind="no_school"),
    ]
    assert [hit.subject for hit in open_or_closed(days, [year])] == ["Veterans Day"]


def outlook(*events):
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sample//Outlook MIMEDIR//EN",
        "METHOD:PUBLISH",
    ]
    for n, event in enumerate(events):
        lines += [
            "BEGIN:VEVENT",
            f"UID:u{n}@sample",
            "DTSTAMP:20240701T120000Z",
            *event,
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def test_a_districts_feed():
    """All-day events by both programs, a zone by its Windows name, a folded name, a weekly early
    release, what is timed.
    """
    file = read_ics(
        outlook(
            [
                "DTSTART;VALUE=DATE:20240820",
                "DTEND;VALUE=DATE:20240821",
                "SUMMARY:First Day of School",
            ],
            ["DTSTART;VALUE=DATE:20250523", "SUMMARY:Last Day of School - Early Release"],
            [
                "DTSTART;VALUE=DATE:20241127",
                "DTEND;VALUE=DATE:20241130",
                "SUMMARY:No School - Thanksgiving Break",
            ],
            [
                "DTSTART;TZID=Central Standard Time:20240902T000000",
                "DTEND;TZID=Central Standard Time:20240903T000000",
                "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
                "SUMMARY:Labor Day - No School",
            ],
            [
                "DTSTART;VALUE=DATE:20241014",
                "DTEND;VALUE=DATE:20241015",
                "SUMMARY:No School for Students\\, Staff Professio",
                " nal Development",
            ],
            ["DTSTART;VALUE=DATE:20241111", "STATUS:CANCELLED", "SUMMARY:No School - Veterans Day"],
            [
                "DTSTART;VALUE=DATE:20240904",
                "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20250521",
                "EXDATE;VALUE=DATE:20241127,20241225,20250101",
                "SUMMARY:Early Release Wednesday",
            ],
            ["DTSTART;VALUE=DATE:20241220", "SUMMARY:Last day before Winter Break"],
            ["DTSTART;VALUE=DATE:20250106", "SUMMARY:Classes Resume"],
            [
                "DTSTART;TZID=America/Chicago:20241205T183000",
                "DURATION:PT1H",
                "SUMMARY:Winter Break Concert",
            ],
            ["DTSTART;VALUE=DATE:20250418", "SUMMARY:Snow Make-up Day (if needed)"],
            [
                "DTSTART;VALUE=DATE:20250120",
                "DTEND;VALUE=DATE:20250120",
                "SUMMARY:No School - MLK Day",
            ],
        ),
        "district.ics",
        tz="America/Chicago",
    )
    days = table_of(file)
    closed = "9/2 10/14 11/27..11/29 12/21..1/5 1/20 4/18"
    assert sum(day.students for day in days) == weekdays(
        date(2024, 8, 20), date(2025, 5, 23), closed
    )
    assert [day.date for day in days if day.kind == "in_service"] == [date(2024, 10, 14)]
    assert [day.date for day in days if day.conditional] == [date(2025, 4, 18)]
    early = [day.date for day in days if day.kind == "early_release"]
    assert (
        date(2024, 12, 18) in early
        and date(2024, 12, 25) not in early
        and early[-1] == date(2025, 5, 23)
    )
    assert [p.message for p in file.problems] == [
        "Sat, Dec 21, 2024 to Sun, Jan 5, 2025 are marked as closed, from this event and a later one."
    ]


def test_a_feed_of_another_year_is_said_and_one_without_end_is_cut():
    feed = outlook(["DTSTART;VALUE=DATE:20240820", "SUMMARY:No School"])
    file = read_ics(feed, "c.ics", year=(date(2026, 8, 24), date(2027, 5, 28)))
    assert [p.message for p in file.problems] == [
        "No event is in the school year Aug 24, 2026–May 28, 2027."
    ]
    endless = outlook(
        [
            "DTSTART;VALUE=DATE:20240820",
            "DTEND;VALUE=DATE:99991231",
            "RRULE:FREQ=WEEKLY",
            "SUMMARY:No School",
        ]
    )
    assert "its first day was used." in read_ics(endless, "c.ics").problems[0].message
