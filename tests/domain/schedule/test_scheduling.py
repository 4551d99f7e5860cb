"""Meetings set, moved, cancelled, added, held and restored; a series changed, cut and removed."""

import msgspec
import pytest

from bltui.domain.model.calendar import Term
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.series import Dates, Slot, Weekly
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.series.edits import (
    add_series,
    edit_series,
    end_series,
    exceptions_of,
    find_meeting,
    meetings_of,
    remove_series,
    series_of,
    this_and_later,
)
from bltui.domain.series.occurrence_edits import (
    add_meeting,
    cancel_meeting,
    drop_exception,
    hold_meeting,
    keep_all,
    keep_meeting,
    move_meeting,
    restore_meeting,
)
from bltui.domain.series.phrase_edits import schedule_phrase, terms_of


def dates(school, number=1):
    return [m.date for m in meetings_of(school, school.series[number]).meetings if m.takes_place]


def test_a_phrase_saved(school, after, s):
    reading = read_phrase("tue & thu 7:30am-8:15am from 9/8 until 12/17", Terms(s.first, s.last))
    change = add_series(school, series=reading.series(cwg_id=1), notes=reading.notes)
    assert (
        change.says
        == "CWG #1 Grade 7 meets every Tue and Thu 7:30–8:15 AM Sep 8, 2026 to Dec 17, 2026"
    )
    assert change.notes == ("29 meetings; skipped: Thu, Nov 26, 2026 (Thanksgiving)",)
    assert len(dates(after(school, change), 2)) == 29


def test_a_phrase_is_read_with_the_buildings_own_words(school, after, s):
    change = schedule_phrase(
        school, phrase="every b day period 2", on=s.first, cwg_id=1, room="Library", count_by=None
    )
    saved = after(school, change).series[2]
    assert (saved.pattern.days, saved.time.period, saved.room, saved.team) == (
        ("B",),
        "2",
        "Library",
        "cwg",
    )
    for phrase, reason in (
        ("every c day period 2", "no C day"),
        ("wed period 9", "no period 9"),
        ("wed", "add the times"),
    ):
        with pytest.raises(UserError, match=f"(?i){reason}"):
            schedule_phrase(school, phrase=phrase, on=s.first, cwg_id=1)
    terms = (Term("Q1", s.first, s.d("10-23")),)
    school = school.replaced(calendars={1: s.calendar("A", "B", terms=terms)})
    team = after(
        school, schedule_phrase(school, phrase="1st tue 7:30am-8:15am", on=s.first, term="q1")
    ).series[2]
    assert (team.team, team.until) == ("blt", s.d("10-23"))
    with pytest.raises(UserError, match="its terms are Q1"):
        terms_of(school, s.first, term="Q9")
    with pytest.raises(UserError, match="it has no terms yet"):
        terms_of(school.replaced(calendars={1: s.calendar()}), s.first, term="Q9")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"time": Slot("16:00", "15:15")}, "ends before it starts"),
        ({"time": Slot()}, "no time"),
        ({"time": Slot("25:00", "26:00")}, "not a time"),
        ({"until": "first-1"}, "ends before it starts"),
        ({"pattern": Weekly(())}, "no days"),
        ({"pattern": Dates(())}, "no days"),
        ({"cwg_id": 9}, "no longer exist"),
    ],
)
def test_what_cannot_be_a_series_is_refused(school, s, fields, reason):
    if "until" in fields:
        fields = {"until": s.d("09-01")}
    with pytest.raises(UserError, match=reason):
        add_series(school, series=msgspec.structs.replace(s.every_other(), **fields))


def test_moving_keeps_the_original_date_and_moving_again_goes_on(school, after, s):
    school = after(
        school, move_meeting(school, series_id=1, day=s.d("01-27"), to=s.d("02-03"), why="snow")
    )
    assert s.d("02-03") in dates(school) and s.d("01-27") not in dates(school)
    series, meeting = find_meeting(school, 1, s.d("02-03"))
    assert (series.id, meeting.original, series.changes) == (1, s.d("01-27"), 1)
    school = after(school, move_meeting(school, series_id=1, day=meeting.original, room="112"))
    again = find_meeting(school, 1, s.d("01-27"))[1]
    assert (again.date, again.room) == (s.d("02-03"), "112")


def test_moving_onto_a_day_off_is_said_and_allowed(school, s):
    change = move_meeting(school, series_id=1, day=s.d("01-13"), to=s.d("01-18"))
    assert change.notes == ("Mon, Jan 18, 2027 is not a school day (MLK Day)",) and change.edits


def test_cancelling_twice_is_on_again(school, after, s):
    cancelled = after(school, cancel_meeting(school, series_id=1, day=s.d("10-21"), why="testing"))
    assert s.d("10-21") not in dates(cancelled)
    back = after(cancelled, cancel_meeting(cancelled, series_id=1, day=s.d("10-21")))
    assert back.series == school.series and back.exceptions == school.exceptions


def test_every_exception_is_listed_and_comes_back_alone(school, after, s):
    school = after(school, move_meeting(school, series_id=1, day=s.d("01-27"), to=s.d("02-03")))
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("01-27"), why="snow"))
    first, second = exceptions_of(school, 1)
    assert (first.do, second.do) == ("move", "cancel") and s.d("02-03") not in dates(school)
    school = after(school, drop_exception(school, exception_id=second.id))
    assert s.d("02-03") in dates(school)
    school = after(school, restore_meeting(school, series_id=1, day=s.d("01-27")))
    assert s.d("01-27") in dates(school) and school.series[1].changes == 0


def test_adding_and_holding(school, after, s):
    school = after(
        school, add_meeting(school, series_id=1, day=s.d("10-28"), start="15:15", end="16:30")
    )
    assert s.d("10-28") in dates(school)
    with pytest.raises(UserError, match="already"):
        add_meeting(school, series_id=1, day=s.d("10-28"))
    with pytest.raises(UserError, match="already"):
        add_meeting(school, series_id=1, day=s.d("10-21"))
    school = after(school, hold_meeting(school, series_id=1, day=s.d("10-28")))
    assert find_meeting(school, 1, s.d("10-28"))[1].state == "held"
    assert not hold_meeting(school, series_id=1, day=s.d("10-28"))
    school = after(school, move_meeting(school, series_id=1, day=s.d("10-28"), to=s.d("10-29")))
    assert s.d("10-29") in dates(school) and school.series[1].changes == 3


def test_a_day_without_a_meeting_names_the_nearest(school, s):
    with pytest.raises(
        UserError,
        match=r"There is no meeting on Tue, Jan 19, 2027\. The nearest are Wed, Jan 13, 2027",
    ):
        find_meeting(school, 1, s.d("01-19"))
    with pytest.raises(UserError, match="no meeting on"):
        move_meeting(school, series_id=1, day=s.d("01-19"), to=s.d("01-20"))


def test_changing_a_pattern_says_which_exceptions_are_left_over(school, after, s):
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("10-21")))
    seen = school.series[1]
    change = edit_series(school, seen=seen, pattern=Weekly(("thu",), 2))
    assert change.notes == (
        "Wed, Oct 21, 2026 is no longer one of its dates: its cancel is left over (CWG-33)",
    )
    assert not edit_series(school, seen=seen, pattern=Weekly(("wed",))).notes
    assert not edit_series(school, seen=seen, room="104")


@pytest.fixture
def left_over(school, after, s):
    """A series on Wednesdays, with a meeting held, one moved and one cancelled, that became one on
    Thursdays.
    """
    school = after(school, hold_meeting(school, series_id=1, day=s.d("09-09")))
    school = after(
        school,
        move_meeting(
            school, series_id=1, day=s.d("10-07"), to=s.d("10-09"), start="14:00", end="15:00"
        ),
    )
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("10-21")))
    return after(school, edit_series(school, seen=school.series[1], pattern=Weekly(("thu",), 2)))


def orphans(school):
    return {e.date for e in meetings_of(school, school.series[1]).orphans}


def test_what_is_left_over_becomes_meetings_of_their_own(left_over, after, s):
    assert orphans(left_over) == set(s.dd("09-09 10-07 10-21"))
    series, changes = left_over.series[1].id, left_over.series[1].changes
    with pytest.raises(UserError, match="was canceled, so there is no meeting to keep"):
        keep_meeting(left_over, series_id=series, day=s.d("10-21"))
    with pytest.raises(
        UserError, match="No moved or canceled meeting is left over on Thu, Oct 22, 2026"
    ):
        keep_meeting(left_over, series_id=series, day=s.d("10-22"))
    school = after(left_over, keep_meeting(left_over, series_id=series, day=s.d("09-09")))
    school = after(school, keep_meeting(school, series_id=series, day=s.d("10-07")))
    found = {m.original: m for m in meetings_of(school, school.series[1]).meetings}
    assert found[s.d("09-09")].state == "held" and found[s.d("09-09")].start.hour == 15
    assert (found[s.d("10-07")].date, found[s.d("10-07")].start.hour) == (s.d("10-09"), 14)
    assert orphans(school) == {s.d("10-21")} and school.series[1].changes == changes + 2
    school = after(school, restore_meeting(school, series_id=series, day=s.d("10-21")))
    assert not orphans(school)


def test_all_that_is_left_over_at_once(left_over, after, s):
    change = keep_all(left_over, series_id=1)
    assert change.says.endswith("2 meetings of other dates kept, canceled ones removed")
    moved = {n: e for n, e in left_over.exceptions.items() if e.do != "cancel"}
    without = keep_all(left_over.replaced(exceptions=moved), series_id=1)
    assert without.says.endswith("2 meetings of other dates kept")
    school = after(left_over, change)
    assert not orphans(school) and set(s.dd("09-09 10-09")) <= set(dates(school))
    assert s.d("10-21") not in dates(school)
    with pytest.raises(UserError, match="No moved or canceled meeting is left over"):
        keep_all(school, series_id=1)


def test_this_and_later(school, after, s):
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("03-10")))
    before = dates(school)
    school = after(
        school, this_and_later(school, series_id=1, day=s.d("02-10"), time=Slot("15:30", "16:15"))
    )
    assert dates(school) == [day for day in before if day < s.d("02-10")]
    assert dates(school, 2) == [day for day in before if day >= s.d("02-10")]
    assert [e.series_id for e in school.exceptions.values()] == [2] and school.series[
        2
    ].changes == 1
    assert len(series_of(school, 1)) == 2


def test_this_and_later_from_a_meeting_that_was_moved(school, after, s):
    school = after(school, move_meeting(school, series_id=1, day=s.d("02-10"), to=s.d("02-11")))
    before = dates(school)
    school = after(school, this_and_later(school, series_id=1, day=s.d("02-10"), room="112"))
    assert dates(school, 1) + dates(school, 2) == before and s.d("02-11") in dates(school, 2)


def test_this_and_later_of_listed_dates(school, after, s):
    listed = s.series(
        Dates(tuple(s.dd("09-08 10-06 11-03"))), first=s.d("09-08"), until=s.d("11-03")
    )
    school = after(school, add_series(school, series=listed))
    school = after(school, this_and_later(school, series_id=2, day=s.d("10-06"), room="Library"))
    assert (dates(school, 2), dates(school, 3)) == (s.dd("09-08"), s.dd("10-06 11-03"))
    assert school.series[3].room == "Library"


def test_ending_and_removing(school, after, s):
    ended = after(school, end_series(school, series_id=1, last=s.d("12-02")))
    assert dates(ended)[-1] == s.d("12-02")
    school = after(school, cancel_meeting(school, series_id=1, day=s.d("10-21")))
    gone = after(school, remove_series(school, series_id=1))
    assert not series_of(gone, 1) and not list(exceptions_of(gone, 1))
    with pytest.raises(UserError, match="no longer exist"):
        cancel_meeting(gone, series_id=1, day=s.d("10-21"))


def test_the_inverse_of_a_change_restores_everything(school, after, s):
    change = move_meeting(school, series_id=1, day=s.d("01-27"), to=s.d("02-03"), why="snow")
    undo = Change("undo", tuple(edit.inverse() for edit in reversed(change.edits)))
    assert after(after(school, change), undo) == school
    assert show_date(s.d("01-27")) in change.says
