"""The quick phrase: every wanted reading, every refusal with its column, and nothing but that
refusal.
"""

import json
import random
import re
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.series import (
    Dates,
    DayKinds,
    LeftOut,
    MonthlyNth,
    RotationDays,
    Series,
    Slot,
    Weekly,
)
from bltui.domain.schedule.days import timetable
from bltui.domain.schedule.expansion import expand
from bltui.domain.schedule.phrase import Unclear, read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_words import show_series

FIRST, LAST = date(2026, 8, 24), date(2027, 5, 28)
PERIODS = tuple(str(n) for n in range(1, 8))
TERMS = Terms(FIRST, LAST, ("A", "B"), PERIODS)
IN_SERVICE_AB = Terms(
    FIRST, LAST, ("A", "B"), PERIODS, in_service=(date(2026, 10, 12), date(2027, 2, 11))
)
SIX = Terms(FIRST, LAST, tuple("123456"), PERIODS)


def read(text, terms=TERMS):
    return read_phrase(text, terms)


def minutes(clock):
    return int(clock[:2]) * 60 + int(clock[3:])


def cases(data):
    return json.loads((data / "quick_cases.json").read_text("utf-8"))


def test_the_wanted_cases(s):
    for case in cases(s.data):
        text, wanted = case["text"], case["expect"]
        if isinstance(wanted, str) and wanted != "unspecified":
            with pytest.raises(Unclear, match=f"(?i){re.escape(wanted)}") as refusal:
                read(text)
            assert 1 <= refusal.value.column <= len(text) + 1
            continue
        found = read(text)
        if wanted == "unspecified":
            wanted = {"interval": 2, "days": [2]}
        pattern, slot = found.pattern, found.time
        facts = {
            "interval": getattr(pattern, "interval", None),
            "days": [WEEKDAYS.index(d) for d in pattern.days]
            if not isinstance(pattern, RotationDays)
            else None,
            "start": minutes(slot.start) if slot.start else None,
            "end": minutes(slot.end) if slot.end else None,
            "frm": found.first.isoformat(),
            "until": found.until.isoformat(),
            "nth": list(getattr(pattern, "nth", ())),
            "rot": list(pattern.days),
            "period": slot.period,
        }
        assert {key: facts[key] for key in wanted} == wanted, text


TIMES = [
    ("wed 3:15-4", "15:15", "16:00"),
    ("wed 315p-4p", "15:15", "16:00"),
    ("wed 3:15-4p", "15:15", "16:00"),
    ("wed 7:30-8:15", "07:30", "08:15"),
    ("wed 6:30-7:15", "18:30", "19:15"),
    ("wed 7-8pm", "19:00", "20:00"),
    ("wed 11-1pm", "11:00", "13:00"),
    ("wed 9-noon", "09:00", "12:00"),
    ("wed 10am-1", "10:00", "13:00"),
    ("wed 12:15-1", "12:15", "13:00"),
    ("wed 3pm-4", "15:00", "16:00"),
    ("wed 3-4pm", "15:00", "16:00"),
    ("wed 8am-3", "08:00", "15:00"),
    ("wed 3:15 p.m. to 4 p.m.", "15:15", "16:00"),
    ("wed 3:15pm – 4pm", "15:15", "16:00"),
    ("wed 3:15pm for 45 min", "15:15", "16:00"),
    ("wed 6:30am-7:15", "06:30", "07:15"),
    ("wed 15:15-16:00", "15:15", "16:00"),
    ("wed 07:30-08:15", "07:30", "08:15"),
]


@pytest.mark.parametrize(("text", "start", "end"), TIMES)
def test_times(text, start, end):
    assert read(text).time == Slot(start, end)


PATTERNS = [
    ("every other week wed 3pm-4pm", Weekly(("wed",), 2)),
    ("wed 3pm-4pm every other", Weekly(("wed",), 2)),
    ("every 3 weeks on mon & wed 3pm-4pm", Weekly(("mon", "wed"), 3)),
    ("every second week wed 3pm-4pm", Weekly(("wed",), 2)),
    ("tues/thurs 3pm-4pm", Weekly(("tue", "thu"))),
    ("A/B days 3pm-4pm", RotationDays(("A", "B"))),
    ("Wednesdays, 3pm-4pm", Weekly(("wed",))),
    ("weekly on thurs 3pm-4pm", Weekly(("thu",))),
    ("every day 3pm-4pm", Weekly(("mon", "tue", "wed", "thu", "fri"))),
    ("weekdays 3-4pm", Weekly(("mon", "tue", "wed", "thu", "fri"))),
    ("last fri 1pm-3pm", MonthlyNth((-1,), ("fri",))),
    ("2nd to last mon 1pm-3pm", MonthlyNth((-2,), ("mon",))),
    ("every 1st and 3rd wed 3pm-4pm", MonthlyNth((1, 3), ("wed",))),
    ("2nd wed 3pm-4pm", MonthlyNth((2,), ("wed",))),
    ("every 2nd wed of the month 3pm-4pm", MonthlyNth((2,), ("wed",))),
    ("monthly on the first tuesday 7:30am-8:15am", MonthlyNth((1,), ("tue",))),
    ("every B day period 4", RotationDays(("B",))),
    ("A and B days 3pm-4pm", RotationDays(("A", "B"))),
    ("every other B day 3pm-4pm", RotationDays(("B",), 2)),
    ("every early release 1:30pm-3pm", DayKinds(("early_release",))),
    ("early-release days 1:30pm-3pm", DayKinds(("early_release",))),
    ("in-service 8am-3pm", DayKinds(("in_service",))),
]


@pytest.mark.parametrize(("text", "pattern"), PATTERNS)
def test_patterns(text, pattern):
    assert read(text).pattern == pattern


IN_SERVICE = Terms(
    FIRST,
    LAST,
    in_service=(date(2026, 8, 24), date(2026, 10, 12), date(2027, 2, 11), date(2027, 2, 12)),
)
BESIDE = [
    ("the Wednesday before each in-service 3:15pm-4pm", [(10, 7), (2, 10)]),
    # Feb 11 is an in-service day itself, so the Thursday before Feb 12 is a week earlier.
    ("thursdays prior to every in-service day, 3pm-4pm", [(10, 8), (2, 4)]),
    (
        "3:15-4 mon and tue after the in-service days",
        [(8, 25), (8, 31), (10, 13), (10, 19), (2, 15), (2, 16)],
    ),
    ("tue before each in-service from oct 1 to dec 18 3pm-4pm", [(10, 6)]),
    ("tue before each in-service 3pm-4pm until dec 18", [(10, 6)]),
    ("wed before school before each in-service 7:15-8", [(10, 7), (2, 10)]),
]


@pytest.mark.parametrize(("text", "days"), BESIDE)
def test_days_beside_in_service_days_are_the_dates_of_the_calendar(text, days):
    found = read(text, IN_SERVICE)
    assert found.pattern == Dates(
        tuple(date(2026 if month > 7 else 2027, month, day) for month, day in days)
    )
    assert (found.first, found.until) == (found.pattern.dates[0], found.pattern.dates[-1])
    assert "schedule again if its in-service days change" in found.notes[-1]


def test_a_day_beside_an_in_service_day_outside_the_year_is_said():
    found = read("wed before each in-service 3pm-4pm", IN_SERVICE)
    assert found.notes[0] == "not in Mon, Aug 24, 2026 to Fri, May 28, 2027: Wed, Aug 19, 2026"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "before each in-service 3pm-4pm",
            "At “before each in-service”: add a weekday, as in wed before each in-service",
        ),
        (
            "the day before each in-service 3pm-4pm",
            "At “day before each”: which weekday? Write it, as in wed before each in-service",
        ),
        (
            "every other wed before each in-service 3pm-4pm",
            "At “before each in-service”: write only weekdays with it",
        ),
        (
            "2nd wed before each in-service 3pm-4pm",
            "At “before each in-service”: write only weekdays with it",
        ),
        (
            "wed before each in-service, oct 9, 3pm-4pm",
            "At “before each in-service,”: write only weekdays with it",
        ),
        (
            "wed before each in-service after each in-service 3pm-4pm",
            "At “after each in-service”: “after” appears twice",
        ),
        (
            "wed before each in-service from jan 4 to jan 8 3pm-4pm",
            "no such day falls between Mon, Jan 4, 2027 and Fri, Jan 8, 2027",
        ),
        ("wed before each early release 3pm-4pm", "write the dates one by one"),
    ],
)
def test_what_no_days_beside_in_service_days_are_is_refused(text, says):
    with pytest.raises(Unclear) as refused:
        read(text, IN_SERVICE)
    assert says in refused.value.message


def test_days_beside_in_service_days_need_some_in_the_calendar():
    with pytest.raises(
        Unclear,
        match="At “before each in-service”: the calendar has no in-service day yet; add them first",
    ):
        read("wed before each in-service 3pm-4pm")


def test_number_days():
    assert read("every day 3 period 2", SIX).pattern == RotationDays(("3",))
    assert read("day 3 of 6 3pm-4pm", SIX).pattern == RotationDays(("3",))
    assert read("day 1 and 4 3pm-4pm", SIX).pattern == RotationDays(("1", "4"))
    assert read("every day 3-4pm", SIX).pattern == Weekly(("mon", "tue", "wed", "thu", "fri"))


def test_explicit_dates_warn_about_another_weekday():
    found = read("mon sep 21, oct 29, nov 16 1:15pm-2:15pm")
    assert found.pattern == Dates(
        (date(2026, 9, 21), date(2026, 10, 29), date(2026, 11, 16)), ("mon",)
    )
    assert found.notes == ("Oct 29, 2026 is a Thursday, not a Monday (CAL-01)",)
    assert (found.first, found.until) == (date(2026, 9, 21), date(2026, 11, 16))


def test_the_issues_own_list_says_what_is_no_monday():
    year = Terms(date(2025, 8, 25), date(2026, 5, 29))
    found = read("mon sep 22, oct 29, nov 17 1:15pm-2:15pm", year)
    assert found.notes == ("Oct 29, 2025 is a Wednesday, not a Monday (CAL-01)",)


def test_a_real_teams_list_of_tuesdays():
    """Lawton Elementary (Seattle) BLT 2013-14, as the school's page has it, with an end added."""
    text = (
        "Tuesdays 7:30 AM - 8:15 AM: Sep 17 | Oct 8, 15, 29 | Nov 19 | Dec 10 | Jan 14, 28 | Feb 11, 25 | "
        "Mar 11, 25 | Apr 8, 22 | May 6 | Jun 3, 17"
    )
    found = read(text, Terms(date(2013, 9, 4), date(2014, 6, 20)))
    assert found.pattern.weekdays == ("tue",)
    assert len(found.pattern.dates) == 17 and not found.notes
    assert {day.weekday() for day in found.pattern.dates} == {1}


REFUSED = [
    ("wed 3:15pm", 11, "an end time must follow, such as 3:15-4:00 PM"),
    ("wed 3pm-4pm feb 30", 13, "Feb 30 is not a day of the calendar"),
    ("wed 4pm-3pm", 9, "ends before it starts"),
    ("wed 3:75pm-4pm", 5, "not a time"),
    ("every 2nd wed 3pm-4pm", 7, "“every other wed” or “2nd wed of the month”"),
    ("bi-weekly wed 3pm-4pm", 1, "ambiguous"),
    ("mon sep 21 3pm-4pm", 5, "“Sep 21” or “every Mon from Sep 21”"),
    ("every C day 3pm-4pm", 7, "there is no C day; the days are A, B"),
    ("wed 3pm-4pm 5pm-6pm", 13, "there is already a time;"),
    ("wed B day 3pm-4pm", 1, "either weekdays, or rotation days"),
    ("every wed 3pm-4pm sep 9, sep 16", 26, "either a pattern with a range"),
    ("1st and 3rd 3pm-4pm", 1, "add the weekday"),
    ("wed", 4, "add the times"),
    ("wed 3pm-4pm room", 13, "write its name, as in room 104"),
    ("wed 3pm-4pm 0 times", 13, "1 to 366 times"),
    ("wed 3pm-4pm 2030-09-09", 13, "not in the school year"),
    ("sep 9, sep 9 3pm-4pm", 8, "appears twice"),
    ("every 0 weeks wed 3pm-4pm", 7, "1 to 52"),
    ("wed 3pm-4pm until", 13, "write a date after it, as in until dec 17"),
    ("wed 3pm-4pm from tue sep 9", 22, "Sep 9, 2026 is a Wednesday, not a Tuesday"),
    ("wed 3pm for ages", 13, "write how long"),
]


@pytest.mark.parametrize(("text", "column", "reason"), REFUSED)
def test_refusals_know_the_column(text, column, reason):
    with pytest.raises(Unclear) as refusal:
        read(text)
    assert refusal.value.column == column and reason in refusal.value.reason


def test_ranges():
    found = read("wed 3pm-4pm")
    assert (found.first, found.until) == (FIRST, LAST)
    term = Terms(FIRST, LAST, range=(date(2026, 8, 24), date(2026, 10, 23)))
    assert read("wed 3pm-4pm", term).until == date(2026, 10, 23)
    assert read("wed 3pm-4pm until 12/17").until == date(2026, 12, 17)
    assert read("wed 3pm-4pm sep 9 through 2027-05-19").until == date(2027, 5, 19)
    assert read("wed 3pm-4pm from 9 sep 2026").first == date(2026, 9, 9)
    snapped = read("every wed 3pm-4pm from sep 10")
    assert snapped.notes == ("first meeting Wed, Sep 16, 2026: Sep 10, 2026 is a Thursday",)


def test_rooms_counts_and_days_off():
    found = read(
        'wed 3pm-4pm room "Media ""B"" Center" 10 times if off next week counting school weeks'
    )
    assert (found.room, found.times, found.on_no_school) == ('Media "B" Center', 10, "next_week")
    assert found.count_by == "school_weeks"
    assert read("wed 3pm-4pm room B-104").room == "B-104"


def test_a_phrase_becomes_the_expected_meetings(s):
    one = read(s.every_other_key).series(cwg_id=1)
    assert [m.date.isoformat() for m in expand(one, (), s.table()).meetings] == s.year[
        s.every_other_key
    ]["on_break_skip"]
    evening = read("every other wed from 8/16 3pm-4pm", Terms(date(2023, 8, 16), date(2024, 6, 6)))
    open_year = s.calendar().__class__(
        year="2023-24", first=date(2023, 8, 16), last=date(2024, 6, 6)
    )
    assert len(expand(evening.series(), (), timetable(open_year, ())).meetings) == 22


def words():
    return [
        *[
            "every",
            "other",
            "each",
            "wed",
            "tue",
            "&",
            "and",
            ",",
            "-",
            "to",
            "until",
            "from",
            "on",
            "at",
            "1st",
            "3rd",
            "last",
            "day",
            "days",
            "B",
            "A",
            "C",
            "period",
            "4",
            "9",
            "room",
        ],
        *[
            "3:15pm",
            "4pm",
            "15:15",
            "25:00",
            "noon",
            "sep",
            "may",
            "20",
            "9",
            "2026-09-09",
            "9/9",
            "13/40",
            "2027-02-30",
            "times",
            "10",
            "if",
            "off",
            "next",
            "week",
        ],
        *[
            "early",
            "release",
            "in-service",
            "of",
            "the",
            "month",
            '"',
            '""',
            "☃",
            "wed.",
            "sep.",
            ":",
            ";",
            "|",
            "(",
            "monthly",
            "daily",
            "weeks",
            "3",
            "biweekly",
            "for",
            "min",
        ],
        *[
            "jul",
            "4",
            "İ",
            "ß",
            "٣",
            "²",
            "0",
            "00:00",
            "12am",
            "24:00",
            "mon",
            "fri",
            "second",
            "first",
            "99999999999999999999",
            "1:1",
            "p4",
            "per",
            "rm",
            "also",
            "counting",
        ],
    ]


def test_random_phrases_raise_nothing_else():
    chance = random.Random(20261122)
    vocabulary, read_well = words(), 0
    sound = [text for text, *_ in (*TIMES, *PATTERNS)]
    for n in range(10_000):
        if n % 4 == 1:
            tokens = chance.choice(sound).split()
            tokens[chance.randrange(len(tokens))] = chance.choice(vocabulary)
            text = " ".join(tokens)
        elif n % 4:
            text = " ".join(chance.choices(vocabulary, k=chance.randrange(12)))
        else:
            text = "".join(
                chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x110000))))
                for _ in range(20)
            )
        try:
            read(text)
        except Unclear as refusal:
            assert 1 <= refusal.column <= len(text) + 1, text
        else:
            read_well += 1
    assert read_well > 100


weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(
    lambda found: tuple(sorted(found, key=WEEKDAYS.index))
)
dates = st.dates(FIRST, LAST)


@st.composite
def any_series(draw):
    pattern = draw(
        st.one_of(
            st.builds(Weekly, weekdays, st.integers(1, 9)),
            st.builds(
                MonthlyNth,
                st.lists(
                    st.sampled_from((1, 2, 3, 4, 5, -3, -2, -1)),
                    min_size=1,
                    max_size=3,
                    unique=True,
                ).map(lambda found: tuple(sorted(found, key=lambda n: (n < 0, n)))),
                weekdays,
            ),
            st.builds(
                MonthlyNth,
                st.sampled_from([(1,), (-1,), (1, 3), (2, -1)]),
                st.sampled_from([("wed",), ("mon", "tue", "wed", "thu", "fri")]),
                st.just(True),
            ),
            st.builds(
                RotationDays, st.sampled_from([("A",), ("B",), ("A", "B")]), st.integers(1, 4)
            ),
            st.builds(
                DayKinds,
                st.sampled_from(
                    [("early_release",), ("in_service",), ("early_release", "in_service")]
                ),
            ),
            st.lists(dates, min_size=1, max_size=6, unique=True).map(
                lambda found: Dates(tuple(sorted(found)))
            ),
            st.builds(
                lambda found, named: Dates(tuple(sorted(found)), named),
                st.lists(dates, min_size=4, max_size=6, unique=True),
                weekdays,
            ),
        )
    )
    start = draw(st.integers(0, 24 * 60 - 2))
    end = draw(st.integers(start + 1, 24 * 60 - 1))
    clock = Slot(f"{start // 60:02d}:{start % 60:02d}", f"{end // 60:02d}:{end % 60:02d}")
    first, until = sorted((draw(dates), draw(dates)))
    if isinstance(pattern, Dates):
        first, until = pattern.dates[0], pattern.dates[-1]
    without = draw(
        st.lists(st.tuples(dates, st.integers(0, 9)), max_size=3, unique_by=lambda span: span[0])
    )
    room = draw(
        st.sampled_from(["", "104", "Media Center", 'The "Pit"', "B-104", "9/9", "☃", "to"])
    )
    return Series(
        team="blt",
        pattern=pattern,
        time=draw(
            st.one_of(st.just(clock), st.builds(lambda p: Slot(period=p), st.sampled_from(PERIODS)))
        ),
        first=first,
        until=until,
        without=tuple(
            LeftOut(day, min(day + timedelta(n), LAST) if n and day < LAST else None)
            for day, n in sorted(without)
        ),
        times=draw(st.integers(0, 20)),
        room=room,
        on_no_school=draw(
            st.sampled_from(["skip", "next_school_day", "prev_school_day", "next_week"])
        ),
        count_by=draw(st.sampled_from(["calendar", "school_weeks"])),
        in_service=draw(st.sampled_from(["skip", "meet"])),
    )


@settings(max_examples=120, deadline=timedelta(seconds=2))
@given(any_series(), st.booleans())
def test_a_series_in_words_reads_back_as_itself(one, short):
    assert read(show_series(one, TERMS if short else None, typed=True)).series() == one


DAYS_SAID = (
    *("every wed", "every other tue and thu", "MWF", "Mon-Thu", "1st and 3rd wed", "last fri"),
    *("2nd to last mon", "last school day of the month", "third wed in session", "A/B days"),
    *("every 2nd tue of the month", "every other B day", "day A", "early dismissal days"),
    *("weekdays", "every 3 weeks on mon", "wed before each in-service", "sep 9, 23; oct 7"),
    *("oct 8 (tue), nov 12", "Tuesdays: sep 15, oct 6", "2nd mon of sep, nov, jan"),
)
TIMES_SAID = ("3:15-4", "7:30 a.m. to 8:15", "at 3:30 for one hour", "3rd period", "noon to 1")
RANGES_SAID = (
    *("", "sep 9 to may 20", "from 9/8 until 12/17", "from October to May", "in October"),
    *("starting Sept. 9", "until dec 17", "2026-2027 school year"),
)
REST_SAID = (
    *("", "except dec 18, jan 6 to jan 10", "no meeting in December", "skip holidays", "10 times"),
    *("in the Media Center", "room B-104", "(in Room 108)", "if off next week", "over lunch"),
    *("counting school weeks", "also in-service days", "The BLT meets"),
)


@settings(max_examples=300, deadline=timedelta(seconds=2))
@given(
    st.tuples(
        *map(st.sampled_from, (DAYS_SAID, TIMES_SAID, RANGES_SAID, REST_SAID, REST_SAID))
    ).flatmap(st.permutations)
)
def test_a_parsed_phrase_formatted_parses_back(parts):
    try:
        series = read(" ".join(parts), IN_SERVICE_AB).series()
    except Unclear:
        return
    assert read(show_series(series, IN_SERVICE_AB, typed=True), IN_SERVICE_AB).series() == series


def test_every_day_goes_with_every_time():
    """So that the property above does not pass because everything is refused."""
    for days, time in product(DAYS_SAID, TIMES_SAID):
        assert read(f"{days} {time}", IN_SERVICE_AB).pattern


def test_words(s):
    one = read(s.every_other_key + " room 104").series(cwg_id=1)
    assert show_series(one, TERMS) == "every other Wed 3:15–4:00 PM Sep 9 to May 20 room 104"
    assert show_series(one).endswith("Sep 9, 2026 to May 20, 2027 room 104")
    named = read(s.every_other_key + ' room "Room 4"').series(cwg_id=1)
    assert show_series(named).endswith("2027 Room 4")
    assert show_series(named, typed=True).endswith('2027 room "Room 4"')


@pytest.mark.parametrize("months", ["jan and feb", "feb and jan", "oct and may", "may and oct"])
def test_months_may_be_named_in_any_order(months):
    found = read(f"2nd wed in {months} 3pm-4pm")
    assert found == read(f"2nd wed in {' and '.join(reversed(months.split(' and ')))} 3pm-4pm")
    assert found.first < found.until
