"""The table of school days: what is open, which letter a day has, what a snow day does."""

from datetime import date, timedelta

import pytest

from bltui.domain.model.calendar import Bell, Calendar, Day, Rotation
from bltui.domain.model.school_levels import concerns
from bltui.domain.schedule.days import school_days, timetable


def letters(table):
    return {day.date: day.letter for day in table.span}


def test_the_year_has_177_student_days_and_179_staff_days(s):
    table = s.table()
    assert (table.student_days(), table.staff_days()) == (177, 179)
    assert (s.year["calendar"]["student_days"], s.year["calendar"]["staff_days"]) == (177, 179)


def test_a_day_loop_of_its_own_agrees(s):
    closed = {
        date.fromisoformat(iso)
        for dates in s.year["calendar"]["no_school"].values()
        for iso in dates
    }
    days = [s.first + timedelta(n) for n in range((s.last - s.first).days + 1)]
    wanted = [day for day in days if day.weekday() < 5 and day not in closed]
    assert [day.date for day in s.table().span if day.students] == wanted


def test_letters_of_a_two_day_rotation(s):
    found = letters(s.table("A", "B"))
    assert {row["date"]: row["planned"] for row in s.year["rotation_2"]["rows"]} == {
        row["date"]: found[date.fromisoformat(row["date"])] for row in s.year["rotation_2"]["rows"]
    }
    assert found[s.d("11-24")] == "A" and list(found.values()).count("B") == 88


def test_days_of_a_six_day_rotation(s):
    found = letters(s.table("1", "2", "3", "4", "5", "6"))
    wanted = {
        "09-04": "4",
        "09-08": "5",
        "11-30": "6",
        "01-04": "3",
        "01-26": "6",
        "01-28": "2",
        "05-28": "3",
    }
    assert {key: found[s.d(key)] for key in wanted} == wanted


@pytest.mark.parametrize("policy", ["carry", "fixed"])
def test_a_snow_day_carries_the_letter_on_or_leaves_the_dates_alone(s, policy):
    snow = Day(id=99, date=s.d("01-27"), kind="snow")
    two = letters(s.table("A", "B", policy=policy, extra=(snow,)))
    for row in s.year["rotation_2"]["rows"]:
        assert two[date.fromisoformat(row["date"])] == row[f"after_snow_{policy}"], row
    six = letters(s.table(*"123456", policy=policy, extra=(snow,)))
    wanted = ["1", "2", "2"] if policy == "carry" else ["2", "3", "3"]
    assert [six[s.d(k)] for k in ("01-28", "01-29", "05-28")] == wanted
    assert two[s.d("01-27")] is None


def test_a_letter_set_by_hand_moves_no_other_day(s):
    plain, by_hand = (
        s.table("A", "B"),
        s.table("A", "B", extra=(Day(id=99, date=s.d("05-25"), letter="X"),)),
    )
    assert letters(by_hand)[s.d("05-25")] == "X"
    assert {k: v for k, v in letters(plain).items() if k != s.d("05-25")} == {
        k: v for k, v in letters(by_hand).items() if k != s.d("05-25")
    }


def test_without_a_policy_only_hand_set_letters_exist(s):
    table = s.table("A", "B", policy="none", extra=(Day(id=99, date=s.d("05-25"), letter="A"),))
    assert {k: v for k, v in letters(table).items() if v} == {s.d("05-25"): "A"}


def test_a_rotation_that_starts_on_a_day_off_starts_on_the_next_school_day(s):
    table = timetable(s.calendar("A", "B", start=s.d("09-07")), s.sample_days())
    found = letters(table)
    assert (found[s.d("09-04")], found[s.d("09-08")], found[s.d("09-09")]) == (None, "A", "B")


def test_make_up_days_open_weekends_breaks_and_the_days_after_the_year(s):
    added = (
        Day(id=90, date=s.d("02-06"), kind="school", name="Make-up Saturday"),
        Day(id=91, date=s.d("12-21"), kind="school", name="Taken back from the break"),
        Day(id=92, date=s.d("06-01"), kind="school", name="Make-up"),
    )
    table = s.table("A", "B", extra=added)
    assert table.student_days() == 180
    assert all(table.on(day.date).students and table.on(day.date).letter for day in added)


def test_under_fixed_a_make_up_day_takes_the_letter_of_its_day_and_moves_none(s):
    snow = Day(id=90, date=s.d("01-27"), kind="snow")
    made_up = Day(id=91, date=s.d("02-06"), kind="school", makes_up=s.d("01-27"))
    before = letters(s.table("A", "B", policy="fixed", extra=(snow,)))
    after = letters(s.table("A", "B", policy="fixed", extra=(snow, made_up)))
    assert after[s.d("02-06")] == letters(s.table("A", "B"))[s.d("01-27")] == "A"
    assert {**before, s.d("02-06"): "A"} == after


@pytest.mark.parametrize("kind", ["conditional", "no_school"])
def test_under_fixed_an_early_release_in_a_closed_week_takes_the_next_letter(s, kind):
    closed = Day(id=98, date=s.d("01-25"), to=s.d("01-29"), kind=kind)
    open_again = Day(id=99, date=s.d("01-27"), kind="early_release")
    found = letters(s.table("A", "B", policy="fixed", extra=(closed, open_again)))
    around = [found[s.d(day)] for day in ("01-22", "01-26", "01-27", "01-28", "02-01")]
    assert around in (["A", None, "B", None, "A"], ["B", None, "A", None, "B"])


def test_weekends_in_ranges_are_no_days(s):
    table = s.table(extra=(Day(id=90, date=s.d("10-01"), to=s.d("10-06"), kind="early_release"),))
    assert [d.date for d in table.span if d.kind == "early_release"] == s.dd(
        "10-01 10-02 10-05 10-06"
    )
    assert table.student_days() == 177
    staff = s.table(extra=(Day(id=90, date=s.d("10-01"), to=s.d("10-06"), kind="in_service"),))
    assert (staff.student_days(), staff.staff_days()) == (173, 179)
    after_the_year = s.table(extra=(Day(id=90, date=s.d("06-04"), to=s.d("06-07"), kind="school"),))
    assert after_the_year.student_days() == 179


def test_the_narrower_row_decides_and_snow_above_all(s):
    wide = Day(id=90, date=s.d("04-05"), to=s.d("04-09"), kind="no_school", name="Week off")
    narrow = Day(id=80, date=s.d("04-07"), kind="in_service", name="Staff day")
    table = s.table(extra=(wide, narrow))
    assert [table.on(s.d(k)).kind for k in ("04-06", "04-07", "04-08")] == [
        "no_school",
        "in_service",
        "no_school",
    ]
    snowed = s.table(extra=(wide, narrow, Day(id=91, date=s.d("04-07"), kind="snow")))
    assert (snowed.on(s.d("04-07")).kind, snowed.on(s.d("04-07")).staff) == ("snow", False)


def test_a_named_day_that_nobody_decided_stays_open_and_is_marked(s):
    day = s.table(extra=(Day(id=90, date=s.d("11-11"), kind="ask", name="Veterans Day"),)).on(
        s.d("11-11")
    )
    assert (day.kind, day.students, day.ask, day.name) == ("school", True, True, "Veterans Day")


def test_a_conditional_day_is_no_school_day_until_somebody_says_so(s):
    day = s.table(
        extra=(Day(id=90, date=s.d("02-26"), kind="conditional", condition="if no snow"),)
    ).on(s.d("02-26"))
    assert (day.students, day.staff, day.conditional) == (False, False, True)


def test_notes_and_archived_rows_change_nothing(s):
    extra = (
        Day(id=90, date=s.d("09-10"), name="Picture day"),
        Day(id=91, date=s.d("09-10"), kind="no_school", archived=True),
        Day(id=92, date=s.d("08-20"), name="Open house"),
    )
    table = s.table(extra=extra)
    assert table.student_days() == 177 and table.on(s.d("09-10")).name == "Picture day"
    assert s.d("08-20") not in [day.date for day in table.days()]


def test_staff_days_before_and_after_the_year_count(s):
    extra = (
        Day(id=90, date=s.d("08-20"), kind="in_service"),
        Day(id=91, date=s.d("05-31"), kind="in_service"),
    )
    assert s.table(extra=extra).staff_days() == 181


def test_the_bell_of_a_day(s):
    extra = (
        Day(id=90, date=s.d("11-11"), kind="early_release"),
        Day(id=91, date=s.d("11-12"), kind="early_release", bell=3),
    )
    bells = (s.regular, s.early, Bell(id=3, label="Rally"))
    year = s.calendar(weekly_bell={"wed": 3, "early_release": 2})
    table = timetable(year, extra, bells)
    wanted = {"11-10": 1, "11-04": 3, "11-11": 2, "11-12": 3, "11-14": None}
    assert {key: table.on(s.d(key)).bell for key in wanted} == wanted


def test_levels():
    cases = {
        ("High School", "elementary"): False,
        ("Elementary & Middle School", "middle"): True,
        ("HS", "high"): True,
        ("Secondary", "elementary"): False,
        ("Secondary", "high"): True,
        ("", "high"): True,
        ("Elem", "other"): True,
        ("East campus", "high"): True,
        ("Middle School", "k8"): True,
        ("High School", "k8"): False,
    }
    assert {key: concerns(*key) for key in cases} == cases


C4_CLOSED = "9/4 11/10 11/20-11/24 12/18-1/5 1/15 2/16 2/19 3/25-3/29 5/27"
C4_STAFF = "8/11 8/14 8/15 11/7 6/7"


def orange() -> tuple[Calendar, list[Day]]:
    """Orange Unified School District (CA) 2023-24, https://orangeunified.tandem.co/ (year 2023)."""

    def read(text):
        month, number = map(int, text.split("/"))
        return date(2023 if month > 7 else 2024, month, number)

    rows = [("no_school", text) for text in C4_CLOSED.split()] + [
        ("in_service", text) for text in C4_STAFF.split()
    ]
    rows.append(("ask", "10/9"))
    days = []
    for number, (kind, text) in enumerate(rows, 1):
        start, _, end = text.partition("-")
        days.append(Day(id=number, date=read(start), to=read(end) if end else None, kind=kind))
    return Calendar(id=1, year="2023-24", first=date(2023, 8, 16), last=date(2024, 6, 6)), days


def test_a_real_district_calendar(s):
    year, days = orange()
    found = school_days(year, days)
    wednesdays = [day for day in found if day.date.weekday() == 2]
    assert sum(day.students for day in wednesdays) == 38 and len(wednesdays) == 43
    assert sum(day.students for day in found) == 180
    rotation = Rotation(("A", "B"), year.first, "carry")
    assert (
        school_days(Calendar(year="x", first=year.first, last=year.last, rotation=rotation), days)[
            3
        ].letter
        == "A"
    )
