"""The calendar set and changed, a snow day marked and unmarked, CAL-01 to CAL-04."""

from datetime import date

import msgspec
import pytest

from bltui.domain.calendar.edits import (
    clear_days,
    set_bell,
    set_calendar,
    set_days,
    set_rotation,
    set_weekday_bell,
    table_on,
)
from bltui.domain.checks.calendar import (
    blt_gaps,
    open_or_closed,
    staff_day_on_weekend,
    weekday_differs,
)
from bltui.domain.model.calendar import Day, Hours, Period, Term
from bltui.domain.model.errors import UserError
from bltui.domain.model.series import Dates, MonthlyNth, RotationDays
from bltui.domain.schedule.expansion import expand
from bltui.domain.series.edits import meetings_of
from bltui.domain.series.occurrence_edits import move_meeting
from bltui.domain.series.snow_days import hit_by, snow_off, snow_on


def test_a_year_is_set_and_changed(school, after, s):
    change = set_calendar(
        school,
        year="2027-28",
        first=date(2027, 8, 23),
        last=date(2028, 5, 26),
        tz="America/Chicago",
    )
    assert change.says == "calendar 2027-28: Mon, Aug 23, 2027 to Fri, May 26, 2028"
    assert len(after(school, change).calendars) == 2
    moved = after(
        school,
        set_calendar(
            school, year="2026-27", first=s.first, last=s.d("06-04"), tz="America/Chicago"
        ),
    )
    assert (
        moved.calendars[1].last == s.d("06-04")
        and moved.calendars[1].rotation == school.calendars[1].rotation
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"last": date(2026, 8, 1)}, "The last day,"),
        ({"last": date(2027, 12, 1)}, "at most 400"),
        ({"tz": "CST"}, "America/Chicago"),
        ({"tz": "nowhere"}, "not a time zone"),
        (
            {
                "terms": (
                    Term("Q1", date(2026, 8, 24), date(2026, 10, 30)),
                    Term("Q2", date(2026, 10, 30), date(2027, 1, 8)),
                )
            },
            "overlap",
        ),
        ({"terms": (Term("Q1", date(2026, 8, 1), date(2026, 10, 30)),)}, "not inside the year"),
    ],
)
def test_what_cannot_be_a_year_is_refused(school, s, fields, reason):
    with pytest.raises(UserError, match=reason):
        set_calendar(
            school, **{"year": "2026-27", "first": s.first, "last": s.last, "tz": "UTC", **fields}
        )


def test_days_are_set_again_and_cleared(school, after, s):
    school = after(
        school,
        set_days(
            school, date=s.d("11-11"), kind="early_release", name="Veterans Day", dismissal="13:30"
        ),
    )
    assert table_on(school, s.first).on(s.d("11-11")).kind == "early_release"
    count = len(school.days)
    school = after(
        school, set_days(school, date=s.d("11-11"), kind="no_school", name="Veterans Day")
    )
    assert len(school.days) == count and not table_on(school, s.first).on(s.d("11-11")).students
    school = after(school, clear_days(school, date=s.d("11-11")))
    assert table_on(school, s.first).on(s.d("11-11")).students
    with pytest.raises(UserError, match="is not a special day"):
        clear_days(school, date=s.d("11-11"))


def test_setting_a_staff_day_on_a_weekend_is_said(school, s):
    assert set_days(school, date=s.d("01-16"), kind="in_service").notes == (
        "Sat, Jan 16, 2027 is a staff day on a weekend (CAL-02)",
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "snow"}, "Mark snow days one by one,"),
        ({"to": date(2026, 1, 1)}, "before it starts"),
        ({"to": date(2031, 1, 1)}, "more than 400"),
        ({"dismissal": "half past one"}, "not a time"),
        ({"bell": 9}, "(?i)no bell schedule"),
    ],
)
def test_what_cannot_be_a_day_is_refused(school, s, fields, reason):
    with pytest.raises(UserError, match=reason):
        set_days(school, date=s.d("11-11"), **fields)


def test_a_rotation_and_its_refusals(school, after, s):
    change = set_rotation(school, names=list("123456"), policy="fixed", start=s.d("09-07"))
    assert change.notes == ("Mon, Sep 7, 2026 has no school: the first 1 day is Tue, Sep 8, 2026",)
    assert table_on(after(school, change), s.first).on(s.d("09-08")).letter == "1"
    for names, reason in (
        (["A", "a"], "Each day of the rotation needs a different name,"),
        ([], "Each day of the rotation needs a different name,"),
        (["Day 1"], "” may have only letters and digits."),
    ):
        with pytest.raises(UserError, match=reason):
            set_rotation(school, names=names, policy="carry", start=s.first)


def test_bells(school, after, s):
    periods = (Period("1", "08:00", "08:46"),)
    school = after(
        school, set_bell(school, label="Rally", students=Hours("08:00", "14:00"), periods=periods)
    )
    school = after(school, set_weekday_bell(school, weekday="fri", bell=3, on=s.first))
    assert table_on(school, s.first).on(s.d("09-11")).bell == 3
    with pytest.raises(UserError, match="is not after"):
        set_bell(school, label="Rally", periods=(Period("1", "09:00", "08:46"),))
    with pytest.raises(UserError, match="same name"):
        set_bell(school, label="Rally", periods=(*periods, *periods))
    with pytest.raises(UserError, match="No bell schedule has that number"):
        set_weekday_bell(school, weekday="fri", bell=9, on=s.first)


def test_a_snow_day_names_every_meeting_and_waits(school, after, s):
    change = snow_on(school, day=s.d("01-27"))
    assert change.says == "calendar: snow day Wed, Jan 27, 2027"
    assert change.notes == ("CWG #1 Grade 7 3:15 PM: needs a decision",)
    assert [k.cause for k in meetings_of(after(school, change), school.series[1]).skipped] == [
        "closed",
        "snow",
    ]


@pytest.mark.parametrize("decision", ["wait", "cancel", "next_school_day", "next_week"])
def test_unmarked_it_is_as_if_it_had_never_been(school, after, s, decision):
    marked = after(school, snow_on(school, day=s.d("01-27"), decision=decision))
    assert marked != school
    assert after(marked, snow_off(marked, day=s.d("01-27"))) == school


def test_what_to_do_with_the_meetings_it_hits(school, after, s):
    def goes(**decision):
        marked = after(school, snow_on(school, day=s.d("01-27"), **decision))
        return {
            m.original: (m.date, m.state) for m in meetings_of(marked, marked.series[1]).meetings
        }.get(s.d("01-27"))

    assert goes(decision="cancel") is None
    assert goes(decision="next_school_day") == (s.d("01-28"), "moved")
    assert goes(decision="next_week") == (s.d("02-03"), "moved")
    assert goes(each={(1, s.d("01-27")): "next_week"}) == (s.d("02-03"), "moved")


def test_a_meeting_that_was_moved_onto_the_snow_day(school, after, s):
    school = after(school, move_meeting(school, series_id=1, day=s.d("01-13"), to=s.d("01-20")))
    assert [m.original for _, m in hit_by(school, s.d("01-20"))] == [s.d("01-13")]
    marked = after(school, snow_on(school, day=s.d("01-20"), decision="next_school_day"))
    assert s.d("01-21") in [m.date for m in meetings_of(marked, marked.series[1]).meetings]
    assert after(marked, snow_off(marked, day=s.d("01-20"))) == school


def test_letter_days_move_by_themselves(school, after, s):
    rotating = msgspec.structs.replace(s.series(RotationDays(("A",))), id=1)
    school = school.replaced(series={1: rotating})
    change = snow_on(school, day=s.d("01-27"), decision="cancel")
    assert change.notes == ("CWG #1 Grade 7 3:15 PM: moves with its letter day",)
    assert s.d("01-28") in [m.date for m in meetings_of(after(school, change), rotating).meetings]


def test_snow_is_refused_where_it_makes_no_difference(school, after, s):
    with pytest.raises(UserError, match="already has no school"):
        snow_on(school, day=s.d("12-25"))
    marked = after(school, snow_on(school, day=s.d("01-27")))
    with pytest.raises(UserError, match="already"):
        snow_on(marked, day=s.d("01-27"))
    with pytest.raises(UserError, match="not marked"):
        snow_off(school, day=s.d("01-27"))


def test_cal_01(s):
    fires = s.series(Dates((s.d("09-21"), s.d("10-29")), ("mon",)))
    assert [hit.message for hit in weekday_differs([fires])] == ["Thu, Oct 29, 2026 is not a Mon"]
    assert not list(
        weekday_differs(
            [s.series(Dates((s.d("09-21"),), ("mon",))), s.series(Dates((s.d("10-29"),)))]
        )
    )


def test_cal_02(s):
    saturday = Day(id=3, date=s.d("01-16"), kind="in_service", name="Retreat")
    (hit,) = staff_day_on_weekend([saturday])
    assert (hit.message, hit.records) == (
        "The staff day Sat, Jan 16, 2027 (Retreat) is on a weekend",
        ("days/3",),
    )
    week = Day(id=4, date=s.d("01-15"), to=s.d("01-19"), kind="in_service")
    assert not list(staff_day_on_weekend([week, Day(id=5, date=s.d("01-16"), kind="school")]))


def test_cal_03(s):
    (hit,) = open_or_closed([Day(id=3, date=s.d("10-12"), kind="ask", name="Columbus Day")])
    assert (
        hit.message
        == "“Columbus Day” on Mon, Oct 12, 2026 is not marked open or closed; it counts as open"
    )
    assert not list(
        open_or_closed([Day(id=3, date=s.d("10-12"), kind="no_school", name="Columbus Day")])
    )
    answered = Day(id=4, date=s.d("10-12"), kind="no_school", name="Fall break")
    assert not list(
        open_or_closed([Day(id=3, date=s.d("10-12"), kind="ask", name="Columbus Day"), answered])
    )


def test_cal_04(s):
    table = s.table()
    monthly = expand(s.series(MonthlyNth((1,), ("tue",))), (), table)
    assert not list(blt_gaps(table, [monthly]))
    late = expand(
        s.series(MonthlyNth((1,), ("tue",)), first=s.d("10-01"), until=s.d("02-15")), (), table
    )
    assert [hit.message for hit in blt_gaps(table, [late])] == [
        "The BLT first meets on Tue, Oct 6, 2026, 43 days after the first day of school",
        "The BLT does not meet in Mar 2027, Apr 2027, May 2027",
    ]
    assert not list(blt_gaps(table, []))
