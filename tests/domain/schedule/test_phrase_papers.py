"""The quick phrase in the words of published meeting schedules: every reading judged by the
calendar alone.

The year is Tue, Aug 20, 2024 to Fri, May 23, 2025. The wordings are those of school papers (site councils,
school improvement teams, teacher contracts, building leadership teams); the wanted dates come from
plain calendar arithmetic.
"""

from datetime import date, timedelta

import pytest

from bltui.domain.model.calendar import Calendar, Day, Rotation
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.series import DayKinds, LeftOut, MonthlyNth, RotationDays, Slot, Weekly
from bltui.domain.schedule.days import timetable
from bltui.domain.schedule.expansion import expand
from bltui.domain.schedule.phrase import Unclear, read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_words import show_series

FIRST, LAST = date(2024, 8, 20), date(2025, 5, 23)
YEAR = Calendar(
    id=1, year="2024-25", first=FIRST, last=LAST, rotation=Rotation(("A", "B"), FIRST, "fixed")
)
TERMS = Terms(FIRST, LAST, ("A", "B"))
DAYS = (
    Day(id=1, date=date(2024, 9, 2), kind="no_school"),
    Day(id=2, date=date(2024, 10, 14), kind="in_service"),
    Day(id=3, date=date(2024, 11, 27), to=date(2024, 11, 29), kind="no_school"),
    Day(id=4, date=date(2024, 12, 23), to=date(2025, 1, 3), kind="no_school"),
    Day(id=5, date=date(2025, 1, 20), kind="no_school"),
    Day(id=6, date=date(2025, 3, 17), to=date(2025, 3, 21), kind="no_school"),
)
CLOSED = {
    row.date + timedelta(n)
    for row in DAYS
    for n in range(((row.to or row.date) - row.date).days + 1)
}
EVERY_DAY = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
OPEN = [day for day in EVERY_DAY if day.weekday() < 5 and day not in CLOSED]


def read(text):
    return read_phrase(text, TERMS)


def dates(text):
    return [m.date for m in expand(read(text).series(cwg_id=1), (), timetable(YEAR, DAYS)).meetings]


def on(names, first=FIRST, last=LAST):
    """School days on some weekdays, by the calendar alone."""
    wanted = {WEEKDAYS.index(name) for name in names.split()}
    return [day for day in OPEN if day.weekday() in wanted and first <= day <= last]


def nth(number, name, days=EVERY_DAY):
    """The n-th (from 1, or from -1 backwards) of a weekday in every month of the year, where it is
    a school day.
    """
    months = {}
    for n in range((date(2025, 6, 30) - date(2024, 8, 1)).days + 1):
        day = date(2024, 8, 1) + timedelta(n)
        if WEEKDAYS[day.weekday()] == name:
            months.setdefault((day.year, day.month), []).append(day)
    chosen = {
        found[number - 1 if number > 0 else number]
        for found in months.values()
        if len(found) >= abs(number)
    }
    return [day for day in OPEN if day in chosen]


PAPERS = [
    # Before and after the weekdays, with "from T to T", a place in words and a start.
    ("every Wed. from 2:45 to 3:45 in the library starting Sept. 4", on("wed", date(2024, 9, 4))),
    ("PLC every Wednesday from 12:45 to 1:30 PM", on("wed")),
    ("Wednesdays from October 2–April 30 2:40-3:30", on("wed", date(2024, 10, 2), date(2025, 4, 30))),
    ("Wednesday, Sept. 4, 2024 - Wednesday, May 14, 2025 3-4", on("wed", date(2024, 9, 4), date(2025, 5, 14))),
    ("Wed 3:15-4:15 beginning Sept. 11th through May 14th", on("wed", date(2024, 9, 11), date(2025, 5, 14))),
    ("Sept 4 and every Wednesday thereafter 3-4", on("wed", date(2024, 9, 4))),
    ("2024-2025 school year: Wed 3-4", on("wed")),
    # Weekdays in short.
    ("M/W/F 10:15-11", on("mon wed fri")),
    ("MWF 9:00-9:40", on("mon wed fri")),
    ("T/Th 7:30-8:00", on("tue thu")),
    ("MTWThF 8-8:15", on("mon tue wed thu fri")),
    ("Mon-Thu 8:00-8:25", on("mon tue wed thu")),
    ("Monday through Thursday 8:00-8:25", on("mon tue wed thu")),
    ("all Thursdays 3-4", on("thu")),
    ("Team meetings: Tues. & Thurs. 9:35-10:20", on("tue thu")),
    # The n-th of a month.
    ("3rd Tuesday of every month 7AM-8AM no meeting in December", [d for d in nth(3, "tue") if d.month != 12]),
    ("first and third Fridays of each month 8-9:30 a.m.", sorted(nth(1, "fri") + nth(3, "fri"))),
    ("the last Friday in each month 1-3", nth(-1, "fri")),
    ("The BLT meets the 2nd Wednesday of every month from 3:15 to 4:15 p.m. in the library.", nth(2, "wed")),
    ("first Monday of each month (Sept-May) 3:30-4:30", [d for d in nth(1, "mon") if d.month != 8]),
    (
        "the second Tuesday in September, November, January and March 3-4pm",
        [d for d in nth(2, "tue") if d.month in (9, 11, 1, 3)],
    ),
    ("every Tuesday in October 3-4pm", on("tue", date(2024, 10, 1), date(2024, 10, 31))),
    ("every Tuesday starting in October 3:00-4", on("tue", date(2024, 10, 1))),
    # Left out.
    ("every Wednesday 3-4 except Dec 18 and Jan 8", [d for d in on("wed") if d not in (date(2024, 12, 18), date(2025, 1, 8))]),
    ("Tuesdays 3-4 (no meeting Oct 15, Dec 17)", [d for d in on("tue") if d not in (date(2024, 10, 15), date(2024, 12, 17))]),
    ("Tuesdays 3-4 but not on Oct 15", [d for d in on("tue") if d != date(2024, 10, 15)]),
    ("every Wed 3-4 except Oct 16-30", [d for d in on("wed") if not date(2024, 10, 16) <= d <= date(2024, 10, 30)]),
    ("every Wed 3-4 skip holidays", on("wed")),
    # Dates one by one.
    ("October 3, December 12, February 13, and May 1 8-10", [date(2024, 10, 3), date(2024, 12, 12), date(2025, 2, 13), date(2025, 5, 1)]),
    ("Tuesdays 7:30-8:15 AM; October 8, 15, and 29 2024", [date(2024, 10, 8), date(2024, 10, 15), date(2024, 10, 29)]),
    ("9/10/24, 9/24/24, 10/8/24 3:15-4:15", [date(2024, 9, 10), date(2024, 9, 24), date(2024, 10, 8)]),
    ("Sep: 10, 24; Oct: 8, 22; 3:15-4:15", [date(2024, 9, 10), date(2024, 9, 24), date(2024, 10, 8), date(2024, 10, 22)]),
    ("Oct 8 (Tue), Nov 12 (Tue) 3-4", [date(2024, 10, 8), date(2024, 11, 12)]),
    ("4-5 p.m. on the following dates: Monday, Oct. 7, Monday, Nov. 11, Monday, Feb. 3", [date(2024, 10, 7), date(2024, 11, 11), date(2025, 2, 3)]),
    (
        ("SSC meets on the following dates at 2:30pm for about 1 hour: September 11, 2024 November "
        "6, 2024"),
        [date(2024, 9, 11), date(2024, 11, 6)],
    ),
    ("September 9, October 7, November 18* at 4:00-5:00 in the Media Center.", [date(2024, 9, 9), date(2024, 10, 7), date(2024, 11, 18)]),
    ("Tuesday, Sept 10 and every other Tuesday thereafter 3-4", [d for d in on("tue", date(2024, 9, 10)) if (d - date(2024, 9, 10)).days % 14 == 0]),
    ("Meetings are scheduled on Thursdays at 3:00pm for approximately 60 minutes", on("thu")),
    # Every other week.
    ("alternating Tuesdays 3-4", [d for d in on("tue") if (d - date(2024, 8, 20)).days % 14 == 0]),
    ("every three weeks on Tuesday 3-4", [d for d in on("tue") if (d - date(2024, 8, 20)).days % 21 == 0]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), PAPERS, ids=[text for text, _ in PAPERS])
def test_the_dates_of_published_wordings(text, wanted):
    assert dates(text) == wanted and wanted


def test_days_with_school_are_counted():
    months = {}
    for day in OPEN:
        months.setdefault((day.year, day.month), []).append(day)
    assert dates("last school day of each month 3pm for 45 min") == [
        found[-1] for found in months.values()
    ]
    wednesdays = {}
    for day in on("wed"):
        wednesdays.setdefault((day.year, day.month), []).append(day)
    assert dates("first Wednesday in session each month 2:30-3:40") == [
        found[0] for found in wednesdays.values()
    ]
    assert date(2025, 1, 8) in dates("first in-session Wednesday of every month 2:30-3:40")


def test_a_snow_day_moves_no_day_that_is_counted():
    series = read("first Wednesday in session each month 2:30-3:40").series(cwg_id=1)
    closed = timetable(YEAR, (*DAYS, Day(id=9, date=date(2025, 2, 5), kind="snow")))
    found = expand(series, (), closed)
    assert date(2025, 2, 12) not in [m.date for m in found.meetings]
    assert [skip.cause for skip in found.skipped if skip.date == date(2025, 2, 5)] == ["snow"]


TIMES = [
    ("wed 730-815", "07:30", "08:15"),
    ("wed 0730-0815", "07:30", "08:15"),
    ("wed 1330-1500", "13:30", "15:00"),
    ("wed 7:30a-8:15a", "07:30", "08:15"),
    ("wed 7.30-8.15 am", "07:30", "08:15"),
    ("wed 15.15-16.00", "15:15", "16:00"),
    ("wed between 3 and 4", "15:00", "16:00"),
    ("wed from 3 until 4", "15:00", "16:00"),
    ("wed noon to 1", "12:00", "13:00"),
    ("wed at 3:30 for one hour", "15:30", "16:30"),
    ("wed at 3:30 for half an hour", "15:30", "16:00"),
    ("wed at 3:30 for 1 hr 15 min", "15:30", "16:45"),
    ("wed 6am-6:45", "06:00", "06:45"),
    ("wednesday mornings 6:45-7:30", "06:45", "07:30"),
    ("wed 6:45-7:30 before school", "06:45", "07:30"),
    ("wed 10-1 in the morning", "10:00", "13:00"),
    ("wed afternoons 7-8", "19:00", "20:00"),
    ("wed 11:45-12:30 over lunch", "11:45", "12:30"),
    ("wed after school 3:15-4:15", "15:15", "16:15"),
    ("wed 10:45 - 11:30 AM", "10:45", "11:30"),
    ("wed in the morning 7pm-8pm", "19:00", "20:00"),
]


@pytest.mark.parametrize(("text", "start", "end"), TIMES)
def test_times(text, start, end):
    assert read(text).time == Slot(start, end)


def test_an_early_hour_without_a_half_is_said_aloud():
    assert read("wed 6:45-7:30").notes == ("“6:45” is recognized as 6:45 PM, not 6:45 AM",)
    assert (
        read("wed 6:45am-7:30").notes
        == read("wed 6:45-7:30pm").notes
        == read("wed 5-6").notes
        == ()
    )


PATTERNS = [
    ("Mondays during 3rd period", Weekly(("mon",))),
    ("every PD day 8-11", DayKinds(("in_service",))),
    ("on teacher workdays 8-11", DayKinds(("in_service",))),
    ("every early dismissal day 1:30-3", DayKinds(("early_release",))),
    ("minimum days 1:30-3", DayKinds(("early_release",))),
    ("every A-day, 2nd hour", RotationDays(("A",))),
    ("second and last thu 7:15-7:55", MonthlyNth((2, -1), ("thu",))),
    ("third wed in session 2-3", MonthlyNth((3,), ("wed",), in_session=True)),
    (
        "1st school day of every month 2-3",
        MonthlyNth((1,), ("mon", "tue", "wed", "thu", "fri"), in_session=True),
    ),
]


@pytest.mark.parametrize(("text", "pattern"), PATTERNS)
def test_patterns(text, pattern):
    assert read(text).pattern == pattern


def test_periods_by_other_names():
    for words in ("3rd period", "third period", "3rd hour", "3rd block", "P3", "in the 3rd period"):
        assert read(f"mon {words}").time == Slot(period="3")


PLACES = [
    ("wed 3-4 in the Media Center", "Media Center"),
    ("wed 3-4 @ Media Center", "Media Center"),
    ("wed 3-4 at Sample Elementary", "Sample Elementary"),
    ("wed 3-4 in Ms. Sample's room", "Ms. Sample's room"),
    ("wed 3-4 in the library.", "library"),
    ("wed in the gym 3-4 from 9/4 to 5/14", "gym"),
    ("wed 3-4 (in Room 108)", "108"),
    ("in the office, wed 3-4", "office"),
]


@pytest.mark.parametrize(("text", "room"), PLACES)
def test_places_in_words(text, room):
    found = read(text)
    assert (found.room, found.pattern) == (room, Weekly(("wed",)))


def test_what_is_left_out_is_kept_and_said():
    found = read("wed 3-4 except dec 18, jan 6 to jan 10, and tue dec 24")
    assert found.without == (
        LeftOut(date(2024, 12, 18)),
        LeftOut(date(2024, 12, 24)),
        LeftOut(date(2025, 1, 6), date(2025, 1, 10)),
    )
    assert found.notes == ("Tue, Dec 24, 2024 is left out, but no meeting is there",)
    words = show_series(found.series(), TERMS, typed=True)
    assert words.endswith("except Dec 18, Dec 24, Jan 6 to Jan 10")
    assert read(words).without == found.without
    skipped = expand(found.series(), (), timetable(YEAR, DAYS)).skipped
    assert [(s.date, s.why) for s in skipped if s.cause == "left_out"] == [
        (date(2024, 12, 18), "left out"), (date(2025, 1, 8), "left out"),
    ]  # fmt: skip


REFUSED = [
    # Two patterns in one phrase were read as one.
    ("Mondays and every other Wednesday 3-4", "other", "second pattern"),
    ("1st Tuesday and 3rd Thursday 3-4", "3rd", "second pattern"),
    ("Tuesday and 1st Thursday 3-4", "1st", "second pattern"),
    ("every other Monday and every Wednesday 3-4", "every Wed", "second pattern"),
    ("1st Tuesday and every Thursday 3-4", "every", "second pattern"),
    ("Tue and Thu, 1st and 3rd of the month 3-4", "1st", "write each of these days as a separate series"),
    ("Tuesdays 3-4 and Thursdays 7-8am", "7-8am", "write each time as a separate series"),
    # A single date with its weekday behind it was read as every week.
    ("Oct 8 Tues 3-4", "Oct", "“Oct 8” or “every Tue from Oct 8”"),
    ("Oct 8 (Tue) 3-4", "Oct", "“Oct 8” or “every Tue from Oct 8”"),
    ("Wed 3-4 10/23", "10/23", "“Oct 23” or “every Wed from Oct 23”"),
    ("Wed 3-4pm on Oct 23", "Oct", "“Oct 23” or “every Wed from Oct 23”"),
    # What can mean two things.
    ("second Tuesday of Nov, March 3-4", "March", ("days or times: write March 3 to March 4, or "
                                                  "3pm-4pm")),
    ("Sept 9-13 3-4pm", "Sept", "write Sept 9 to Sept 13"),
    ("Wed 3-4 until May", "until", "Apr 30, 2025 or May 23, 2025"),
    ("T 3-4", "T", "write tue or thu"),
    ("T-Th 3-4", "T", "write tue or thu"),
    ("Wed 3-4 2023-2024", "2023", "the school year is 2024-2025"),
    # Words that no date follows from.
    ("the Wednesday before each in-service 3-4", "before", "no in-service day yet; add them first"),
    ("Fridays at noon", "", "an end time must follow"),
    ("twice a month on Tuesdays 3-4", "twice", "1st and 3rd tue"),
    ("every other month on the first Monday 3-4", "other", "1st mon of sep, nov"),
    ("15th of every month 3-4", "15th", "it is not an n-th weekday of a month;"),
    ("first day of each month 3-4", "day", "school day"),
    ("Tuesdays 3-4 for 10 weeks", "for", "10 times"),
    ("Tuesdays during lunch", "lunch", "write the times"),
    ("Tuesdays 3:15 PM – 4:15 PM CST", "CST", "leave it out:"),
    ("every Wednesday 3-4 except winter", "except", "which days"),
    ("every Wednesday except Fridays 3-4", "except", "which days"),
    ("Wed 3-4 except Mon Dec 24", "Dec", "is a Tuesday, not a Monday"),
    ("Wed 3-4 until winter break", "until", "as in until dec 17"),
    ("wed 3-4 in the event of snow", "in", "not understood"),
    ("Thrusday 3-4", "Thrusday", "“thursday”"),
    ("wed 3-4 in Octobre", "Octobre", "“october”"),
    ("every Wednesday, 3:15 PM to 4:15 PM, media center", "media", "in the library"),
    ("Fri-Mon 3-4", "Fri", "one by one"),
    ("2nd Tuesday of Nov, Jan, Nov 3:00-4:00", "Nov 3", "appears twice"),
    ("2nd Tuesday of Nov, July 3-4pm", "July", "not in the school year"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "reason"), REFUSED, ids=[text for text, *_ in REFUSED])
def test_what_is_refused_points_at_the_words_and_says_what_to_write(text, word, reason):
    with pytest.raises(Unclear) as refusal:
        read(text)
    assert reason in refusal.value.reason
    assert not word or text[refusal.value.column - 1 :].startswith(word)
