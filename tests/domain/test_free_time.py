"""The heat map, the best times, the free rooms."""

from __future__ import annotations

from datetime import date

from bltui.domain.model.availability import Availability, Moment
from bltui.domain.model.calendar import Bell, Calendar, Day, Hours, Period, Rotation
from bltui.domain.schedule.days import timetable
from bltui.domain.schedule.free_time import (
    Booking,
    best,
    dates_of,
    heat,
    rooms_free,
    slot,
    turning,
    uncommon,
    week,
)

BELL = Bell(
    id=1,
    label="Regular",
    contract=Hours("07:15", "16:00"),
    students=Hours("08:00", "15:00"),
    periods=tuple(Period(str(n), f"{7 + n:02d}:00", f"{7 + n:02d}:50") for n in range(1, 8)),
)
SHORT = Bell(
    id=2, label="Wednesday", contract=Hours("07:45", "15:30"), students=Hours("08:00", "14:45")
)
TABLE = timetable(
    Calendar(
        id=1,
        year="2026-27",
        first=date(2026, 8, 24),
        last=date(2027, 5, 28),
        weekly_bell={"wed": 2},
    ),
    [
        Day(
            id=1,
            date=date(2026, 11, 25),
            to=date(2026, 11, 27),
            kind="no_school",
            name="Thanksgiving",
        )
    ],
    [BELL, SHORT],
)


def row(person, kind, **fields):
    return Availability(person_id=person, kind=kind, **fields)


def test_a_week_has_the_periods_and_the_times_around_school():
    moments = week(TABLE)
    assert [slot(m) for m in moments if m.weekday == 0] == [
        "Mon 07:15-08:00",
        *(f"Mon P{n}" for n in range(1, 8)),
        "Mon 15:15-16:00",
    ]
    # 14:45 + 15 + 45 is past 15:30: right after the bell, then.
    assert [slot(m) for m in moments if m.weekday == 2] == ["Wed 14:45-15:30"]
    assert [slot(m) for m in week(TABLE, 60) if m.weekday == 2] == []


def test_the_heat_map_counts_who_can_come_and_who_if_needed():
    rows = {
        1: [row(1, "planning", period="2")],
        2: [
            row(2, "planning", period="2", weekdays=("mon",)),
            row(2, "if_needed", weekdays=("mon",), start="15:00"),
        ],
        3: [row(3, "busy", weekdays=("mon",), start="15:30")],
    }
    cells = {slot(c.when): c for c in heat(week(TABLE), [1, 2, 3], rows, leaders=[3])}
    assert cells["Mon P2"].states == ("free", "free", "unknown") and not cells["Mon P2"].leader
    assert cells["Tue P2"].digits == "1"
    assert cells["Mon 15:15-16:00"].digits == "1+1" and cells["Mon 15:15-16:00"].can_come == 2
    assert cells["Tue 15:15-16:00"].digits == "3" and cells["Tue 15:15-16:00"].leader


def test_a_meeting_that_stands_makes_its_people_busy_on_its_dates_only():
    moments = [Moment(0, 915, 960), Moment(0, 960, 1005)]
    booking = Booking(date(2026, 9, 14), 900, 960, frozenset({1}), "104")
    odd, even = [date(2026, 9, 7), date(2026, 9, 21)], [date(2026, 9, 14)]
    first, second = heat(moments, [1, 2], {}, bookings=[booking], dates={0: even, 1: even})
    assert first.states == ("busy", "free") and second.states == ("free", "free")
    assert heat(moments[:1], [1, 2], {}, bookings=[booking], dates={0: odd})[0].states == (
        "free",
        "free",
    )


def test_best_times_want_the_leader_first():
    rows = {
        1: [row(1, "busy", weekdays=("mon",), start="15:00")],
        2: [row(2, "busy", weekdays=("tue",), start="15:00")],
        3: [row(3, "if_needed", weekdays=("thu",), start="15:00")],
    }
    cells = heat([m for m in week(TABLE) if m.start >= 880], [1, 2, 3], rows, leaders=[1])
    # Friday and Wednesday all three, Thursday one if needed, Tuesday two, Monday without the
    # leader.
    assert [slot(c.when)[:3] for c in best(cells, 5)] == ["Wed", "Fri", "Thu", "Tue", "Mon"]


def test_dates_of_a_weekday_and_of_a_rotation_day():
    wednesdays = dates_of(Moment(2, 885, 930), TABLE, date(2026, 11, 16), date(2026, 12, 3))
    assert wednesdays == [date(2026, 11, 18), date(2026, 12, 2)]
    assert (
        dates_of(Moment(2, 885, 930, letter="A"), TABLE, date(2026, 11, 16), date(2026, 12, 3))
        == []
    )


def test_rooms_free():
    days = [date(2026, 9, 7), date(2026, 9, 14)]
    taken = [
        Booking(days[0], 915, 960, frozenset(), "104"),
        Booking(days[1], 960, 990, frozenset(), "112"),
        Booking(date(2026, 9, 8), 915, 960, frozenset(), "112"),
    ]
    assert rooms_free(["104", "112", "Lab"], taken, days, 915, 960) == {
        "112": 2,
        "Lab": 2,
        "104": 1,
    }


def test_letter_days_and_early_release_days_have_times_of_their_own():
    rotation = Rotation(("A", "B"), start=date(2026, 8, 24), policy="fixed")
    calendar = Calendar(
        id=1, year="2026-27", first=date(2026, 8, 24), last=date(2026, 10, 2), rotation=rotation
    )
    early = Day(id=1, date=date(2026, 9, 9), kind="early_release", dismissal="12:30")
    table = timetable(calendar, [early], [BELL])
    times = {slot(m): m for m in turning(table)}
    assert "A day P4" in times and "B day 15:15-16:00" in times
    assert "Early release P5" not in times  # it ends at 12:50, after the students left
    after = times["Early release 12:45-13:30"]
    assert dates_of(after, table, calendar.first, calendar.last) == [date(2026, 9, 9)]
    of_a = dates_of(times["A day P4"], table, calendar.first, calendar.last)
    assert len(of_a) == 15 and {d.weekday() for d in of_a} == {0, 1, 2, 3, 4}
    # A days fall on every weekday: who is away on one of them cannot come to all.
    rows = {
        1: [row(1, "away", weekdays=("tue",))],
        2: [row(2, "planning", period="4", letters=("A",))],
    }
    cell = heat([times["A day P4"]], [1, 2], rows, dates={0: of_a})[0]
    assert cell.states == ("away", "free")
    assert heat([times["B day P4"]], [2], rows, dates={0: of_a})[0].states == ("teaching",)
    wednesdays = [date(2026, 9, 2), date(2026, 9, 9), date(2026, 9, 16)]
    assert uncommon(wednesdays, table) == ({"A": 1, "B": 2}, 1)
    assert turning(TABLE) == []
