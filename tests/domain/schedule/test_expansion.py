"""Expanding a series: the acceptance figures, days off, periods, exceptions."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.series import (
    Dates,
    DayKinds,
    MeetingException,
    MonthlyNth,
    RotationDays,
    Series,
    Slot,
    Weekly,
    Where,
)
from bltui.domain.schedule.days import timetable


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("on_break_skip", {}),
        ("on_break_next_week", {"on_no_school": "next_week"}),
        ("on_break_next_school_day", {"on_no_school": "next_school_day"}),
        ("alternate_school_weeks", {"count_by": "school_weeks"}),
    ],
)
def test_every_other_wednesday(s, key, fields):
    wanted = [date.fromisoformat(iso) for iso in s.year[s.every_other_key][key]]
    assert s.dates(s.every_other(**fields)) == wanted


def test_what_was_skipped_is_said(s):
    found = s.expand(s.every_other())
    assert [(k.date, k.why, k.cause) for k in found.skipped] == [
        (s.d("12-30"), "Winter break", "closed")
    ]
    moved = next(
        m
        for m in s.expand(s.every_other(on_no_school="next_week")).meetings
        if m.original == s.d("12-30")
    )
    assert (moved.date, moved.state, moved.reason) == (
        s.d("01-06"),
        "moved",
        "Winter break: next week",
    )


def test_counts_of_other_patterns(s):
    assert len(s.dates(s.series())) == 36 == s.year["every wed"]["count"]
    first_and_third = "09-02 09-16 10-07 10-21 11-04 11-18 12-02 12-16 01-06 01-20 02-03 02-17 03-03 04-07 04-21 05-05 05-19"
    assert s.dates(s.series(MonthlyNth((1, 3), ("wed",)))) == s.dd(first_and_third)
    last_friday = s.expand(s.series(MonthlyNth((-1,), ("fri",))))
    assert [m.date for m in last_friday.meetings] == s.dd(
        "08-28 09-25 10-30 01-29 02-26 03-26 04-30 05-28"
    )
    assert [k.date for k in last_friday.skipped] == s.dd("11-27 12-25")


def test_rotation_days(s):
    september = {"first": s.d("09-01"), "until": s.d("09-30")}
    b_days = "09-02 09-04 09-09 09-11 09-15 09-17 09-21 09-23 09-25 09-29"
    assert s.dates(s.series(RotationDays(("B",)), **september), s.table("A", "B")) == s.dd(b_days)
    assert s.dates(s.series(RotationDays(("3",)), **september), s.table(*"123456")) == s.dd(
        "09-03 09-14 09-22 09-30"
    )
    assert len(s.dates(s.series(RotationDays(("b",))), s.table("A", "B"))) == 88
    assert (
        s.dates(s.series(RotationDays(("B",), 2), **september), s.table("A", "B"))
        == s.dd(b_days)[::2]
    )


def test_two_weekdays_and_an_evening(s):
    early = s.series(
        Weekly(("tue", "thu")), time=Slot("07:30", "08:15"), first=s.d("09-08"), until=s.d("12-17")
    )
    found = s.expand(early)
    assert (len(found.meetings), [k.date for k in found.skipped]) == (29, [s.d("11-26")])
    evening = s.series(
        Weekly(("mon",)), time=Slot("19:00", "20:30"), first=s.d("10-05"), until=s.d("12-14")
    )
    assert len(s.dates(evening, timetable(s.calendar(), ()))) == 11


def test_a_period_follows_the_bell_of_the_day(s):
    release = Day(id=90, date=s.d("11-11"), kind="early_release", bell=2)
    table = s.table(extra=(release,), bells=(s.regular, s.early))
    november = {"first": s.d("11-02"), "until": s.d("11-20")}
    sixth = s.expand(s.series(time=Slot(period="6"), **november), table)
    assert [m.date for m in sixth.meetings] == s.dd("11-04 11-18")
    assert [(k.date, k.cause) for k in sixth.skipped] == [(s.d("11-11"), "no_period")]
    assert sixth.skipped[0].why == "no period 6 in the bell “Early release”"
    second = {
        m.date: m.end for m in s.expand(s.series(time=Slot(period="2"), **november), table).meetings
    }
    assert second == {
        s.d("11-04"): time(9, 46),
        s.d("11-11"): time(9, 35),
        s.d("11-18"): time(9, 46),
    }


def test_dismissal_without_a_bell_of_its_own_cuts_the_periods(s):
    release = Day(id=90, date=s.d("11-11"), kind="early_release", dismissal="13:30")
    table = s.table(extra=(release,), bells=(s.regular,))
    november = {"first": s.d("11-11"), "until": s.d("11-11")}
    assert s.expand(s.series(time=Slot(period="6"), **november), table).meetings[0].end == time(
        13, 30
    )
    assert s.expand(s.series(time=Slot(period="7"), **november), table).meetings == ()


def test_days_of_a_kind_and_in_service_days(s):
    assert s.dates(s.series(DayKinds(("in_service",)))) == s.dd("10-12 02-15")
    mondays = {"pattern": Weekly(("mon",)), "first": s.d("10-05"), "until": s.d("10-19")}
    assert s.dates(s.series(**mondays)) == s.dd("10-05 10-19")
    assert s.dates(s.series(**mondays, in_service="meet")) == s.dd("10-05 10-12 10-19")


def test_listed_dates_are_meant_on_staff_days_and_before_the_year(s):
    listed = Dates(tuple(s.dd("08-18 10-12 11-26 12-02")))
    found = s.expand(s.series(listed, first=s.d("08-18")))
    assert [m.date for m in found.meetings] == s.dd("08-18 10-12 12-02")
    assert [(k.date, k.why) for k in found.skipped] == [(s.d("11-26"), "Thanksgiving")]


def test_real_bell_schedules_of_dates(s):
    """Des Moines Public Schools 2017-18: the elementary dates that the school owns (weekly early
    dismissal).
    """
    owned = "08-30 09-06 09-27 10-04 10-18 10-25 10-27 11-01 11-15 12-06 12-20 01-10 01-22 01-24"
    dates = [date(2017 if t > "07" else 2018, *map(int, t.split("-"))) for t in owned.split()]
    year = Calendar(year="2017-18", first=date(2017, 8, 23), last=date(2018, 6, 1))
    staff = [
        Day(id=n, date=day, kind="in_service")
        for n, day in enumerate((date(2017, 10, 27), date(2018, 1, 22)), 1)
    ]
    one = Series(
        id=1,
        pattern=Dates(tuple(dates)),
        time=Slot("14:00", "15:00"),
        first=dates[0],
        until=dates[-1],
    )
    assert s.dates(one, timetable(year, staff)) == dates


def test_first_tuesdays_of_a_real_team(s):
    """Lawton Elementary (Seattle) BLT 2015-16: nine dates that "1st Tuesday" reproduces."""
    year = Calendar(year="2015-16", first=date(2015, 9, 9), last=date(2016, 6, 24))
    one = Series(
        id=1,
        pattern=MonthlyNth((1,), ("tue",)),
        time=Slot("07:30", "08:15"),
        first=date(2015, 10, 1),
        until=date(2016, 6, 24),
    )
    wanted = ["10-06", "11-03", "12-01", "01-05", "02-02", "03-01", "04-05", "05-03", "06-07"]
    assert [d.strftime("%m-%d") for d in s.dates(one, timetable(year, ()))] == wanted


def test_a_start_off_the_pattern_snaps_to_the_first_day_of_it(s):
    assert s.dates(s.series(Weekly(("wed",), 2), first=s.d("09-03")))[0] == s.d("09-09")
    both = s.series(Weekly(("mon", "thu"), 2), first=s.d("09-08"), until=s.d("10-01"))
    assert s.dates(both) == s.dd("09-10 09-21 09-24")


def test_at_most_so_many(s):
    ten = s.dates(s.every_other(times=10))
    assert ten == s.dates(s.every_other())[:10]


def exception(s, day, do, number=1, **fields):
    return MeetingException(id=number, series_id=1, date=s.d(day), do=do, **fields)


def test_a_moved_meeting_keeps_its_name(s):
    move = exception(
        s, "01-27", "move", to=Where(s.d("02-03"), "15:30", "16:15", "112"), why="snow"
    )
    found = s.expand(s.every_other(room="104"), None, move)
    moved = [m for m in found.meetings if m.state == "moved"]
    assert [(m.original, m.date, m.start, m.end, m.room, m.reason) for m in moved] == [
        (s.d("01-27"), s.d("02-03"), time(15, 30), time(16, 15), "112", "snow")
    ]
    assert len(found.meetings) == 18 and s.d("01-27") not in [m.date for m in found.meetings]


def test_the_later_exception_holds_and_taking_it_back_restores_the_earlier(s):
    first = exception(s, "01-27", "move", to=Where(s.d("02-03")))
    later = exception(s, "01-27", "cancel", number=2, why="snow")
    state = {m.original: m.state for m in s.expand(s.every_other(), None, later, first).meetings}
    assert state[s.d("01-27")] == "cancelled"
    assert s.d("02-03") in s.dates(s.every_other(), None, first)


def test_cancelled_added_held(s):
    found = s.expand(
        s.every_other(),
        None,
        exception(s, "10-21", "cancel", why="in-service"),
        exception(s, "10-28", "add", number=2, to=Where(s.d("10-28"), "15:15", "16:30")),
        exception(s, "09-09", "held", number=3),
    )
    states = {m.date: m.state for m in found.meetings if m.state != "planned"}
    assert states == {s.d("10-21"): "cancelled", s.d("10-28"): "added", s.d("09-09"): "held"}
    assert found.count() == 18


def test_an_added_meeting_that_the_pattern_has_counts_once(s):
    add = exception(s, "10-21", "add", to=Where(s.d("10-21")))
    assert s.expand(s.every_other(), None, add).count() == 18


def test_exceptions_for_dates_that_the_pattern_lost_are_orphans(s):
    stray = exception(s, "10-14", "cancel")
    other = MeetingException(id=5, series_id=7, date=s.d("10-21"), do="cancel")
    found = s.expand(s.every_other(), None, stray, other)
    assert found.orphans == (stray,) and found.count() == 18


def test_a_snow_day_waits_for_a_decision(s):
    snow = s.table(extra=(Day(id=90, date=s.d("01-27"), kind="snow"),))
    found = s.expand(s.every_other(), snow)
    assert [(k.date, k.cause) for k in found.skipped] == [
        (s.d("12-30"), "closed"),
        (s.d("01-27"), "snow"),
    ]
    decided = s.expand(s.every_other(), snow, exception(s, "01-27", "move", to=Where(s.d("02-03"))))
    assert "snow" not in [k.cause for k in decided.skipped] and s.d("02-03") in [
        m.date for m in decided.meetings
    ]
    assert (
        s.expand(s.every_other(), snow, exception(s, "01-27", "cancel")).skipped[1].cause
        == "cancelled"
    )


def test_a_snow_day_does_not_move_the_weeks_that_count(s):
    plan = s.every_other(count_by="school_weeks")
    snow = s.table(extra=(Day(id=90, date=s.d("01-20"), kind="snow"),))
    assert s.dates(plan, snow) == [day for day in s.dates(plan) if day != s.d("01-20")]


def test_two_that_would_fall_together_are_one(s):
    found = s.expand(s.series(on_no_school="next_week"))
    assert len({m.date for m in found.meetings}) == len(found.meetings) == 36
    assert {k.cause for k in found.skipped} == {"together"}


def test_the_day_before(s):
    assert s.d("12-18") in s.dates(s.every_other(on_no_school="prev_school_day"))
    assert s.d("11-24") in s.dates(s.series(on_no_school="prev_school_day"))


START = date(2026, 8, 24)
DAYS = st.integers(0, 277).map(lambda n: START + timedelta(n))
NAMES = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(tuple)


@settings(max_examples=80, deadline=timedelta(seconds=5))
@given(
    st.one_of(
        st.builds(Weekly, NAMES, st.integers(1, 4)),
        st.builds(
            MonthlyNth,
            st.lists(st.sampled_from((1, 2, 3, 4, 5, -1, -2)), min_size=1, max_size=3).map(tuple),
            NAMES,
        ),
    ),
    DAYS,
    DAYS,
    st.lists(st.tuples(DAYS, st.integers(0, 12)), max_size=5),
    st.sampled_from(["sun", "mon"]),
)
def test_dateutil_finds_the_same_dates(s, pattern, first, until, closed, week):
    """Another program's rule over the same days, with weekends and closed days taken out."""
    rows = [
        Day(id=n, date=a, to=a + timedelta(b), kind="no_school")
        for n, (a, b) in enumerate(closed, 1)
    ]
    table = timetable(s.calendar(week_starts=week), rows)
    first, until = sorted((first, until))
    found = s.expand(s.series(pattern, first=first, until=until), table)
    wanted = [WEEKDAYS.index(name) for name in pattern.days]
    if isinstance(pattern, Weekly):
        # The weeks are counted from the first matching day, so the rule starts there.
        start = min(first + timedelta((day - first.weekday()) % 7) for day in wanted)
        rule = rrule(
            WEEKLY,
            dtstart=datetime.combine(start, time()),
            until=datetime.combine(until, time()),
            interval=pattern.interval,
            byweekday=wanted,
            wkst=6 if week == "sun" else 0,
        )
        dates = {moment.date() for moment in rule}
    else:
        dates = set()
        for number in pattern.nth:
            for day in wanted:
                rule = rrule(
                    MONTHLY,
                    dtstart=datetime.combine(first.replace(day=1), time()),
                    until=datetime.combine(until, time()),
                    byweekday=weekday(day)(number),
                )
                dates |= {moment.date() for moment in rule if moment.date() >= first}
    inside = {day for day in dates if day <= s.last}
    is_open = {day.date for day in table.span if day.students}
    assert [m.date for m in found.meetings] == sorted(inside & is_open)
    assert {k.date for k in found.skipped} == inside - is_open
