"""Availability from CSV and from a FET timetable: what is read, whose it is, and what is said about
the rest.
"""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.availability import Availability, Moment, described, state
from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.calendar import Bell, Hours, Period
from bltui.domain.model.errors import UserError
from bltui.domain.model.people import Person
from bltui.exchange.apply_availability import plan, whose
from bltui.exchange.import_availability import period, read_availability, weekdays
from bltui.exchange.import_fet import read_timetable

YEAR = (date(2026, 8, 24), date(2027, 5, 28))
PEOPLE = {1: "Sample Ortiz", 2: "Sample Lee", 3: "Other Lee", 4: "Zoë Sample-Núñez"}


def school(*rows):
    return Building.of(
        profile=Profile(id=1, name="Sample School"),
        people={n: Person(id=n, name=name) for n, name in PEOPLE.items()},
        availability={n: msgspec.structs.replace(row, id=n) for n, row in enumerate(rows, 1)},
    )  # fmt: skip


def read(text):
    return read_availability(text.encode(), "staff.csv", year=YEAR)


def test_every_kind_of_row_is_read():
    file = read(
        "Name,Kind,Days,Rotation,Period,From,To,First,Last,Note\n"
        "Sample Ortiz,prep,,,4,,,,,\n"
        "Sample Ortiz,busy,Thu,,,3:00 pm,4:00 pm,,,coaching\n"
        "Sample Lee,if need be,Mon-Wed,,,15:15,,,,\n"
        "Sample Lee,not here,Friday,,,,,sep 1,2026-12-18,\n"
        'Sample Lee,planning,,A,"P2, 3rd",,,,,\n'
    )
    assert not file.problems
    assert [described(r.row) for r in file.rows] == [
        "planning period 4",
        "busy thu 3:00–4:00 PM",
        "if needed mon, tue, wed from 3:15 PM",
        "away fri (Sep 1, 2026 to Dec 18, 2026)",
        "planning on A days period 2",
        "planning on A days period 3",
    ]
    assert file.rows[1].row.note == "coaching"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Sample Ortiz,sometimes,,,,", "kind “sometimes” is not recognized"),
        ("Sample Ortiz,busy,blursday,,,", "days “blursday” are not recognized"),
        ("Sample Ortiz,busy,mon,,25:00,", "“25:00” is not a time"),
        ("Sample Ortiz,busy,mon,,16:00,15:00", "end must be later"),
        ("Sample Ortiz,planning,mon,,,", "no period or time"),
        ("Sample Ortiz,free,mon,,,", "everyone is free outside of class"),
        (",busy,mon,,,", "no name"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(line, says):
    file = read(f"name,kind,days,period,from,to\nSample Lee,busy,mon,,,\n{line}\n")
    assert len(file.rows) == 1
    assert [(p.line, says in p.message) for p in file.problems] == [(3, True)]


def test_a_file_without_names_is_refused():
    with pytest.raises(UserError, match="no column “name”"):
        read("when,what\nmon,busy\n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mon, wed", "mon wed"), ("Mon/Wed", "mon wed"), ("MWF", "mon wed fri"), ("TTh", "tue thu"), ("T R", "tue thu"),
        ("Mon-Thu", "mon tue wed thu"), ("Monday through Wednesday", "mon tue wed"), ("tues and thurs", "tue thu"),
        ("daily", ""), ("", ""), ("M-F", ""), ("Fridays", "fri"), ("Th", "thu"), ("sat", "sat"),
    ],
)  # fmt: skip
def test_weekdays(text, wanted):
    assert " ".join(weekdays(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4", "4"),
        ("P4", "4"),
        ("Period 04", "4"),
        ("4th", "4"),
        ("3rd period", "3"),
        ("Zero", "Zero"),
        ("1A", "1A"),
    ],
)
def test_periods(text, wanted):
    assert period(text) == wanted


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Sample Ortiz", [1]), ("Ortiz, Sample", [1]), ("S. Ortiz", [1]), ("Ortiz", [1]), ("MS. ORTIZ", [1]), ("Ort", []),
        ("Lee", [2, 3]), ("O. Lee", [3]), ("Zoe Sample-Nunez", [4]), ("", []), ("S", []), ("Ortiz Lee", []), ("Sample", [1, 2]),
    ],
)  # fmt: skip
def test_whose_a_name_is(name, found):
    assert whose(name, PEOPLE.items()) == found


def test_importing_twice_changes_nothing_and_unknown_people_are_named():
    file = read(
        "name,kind,days,period\nOrtiz,planning,,4\nLee,planning,,4\nSample Nobody,planning,,4\n"
    )
    first = plan(school(), file)
    assert first.added == 1 and first.removed == 0
    assert [p.message for p in first.problems] == [
        "“Lee” matches several people (#2, #3): skipped.",
        "“Sample Nobody” is not on the staff list: skipped.",
    ]
    row = msgspec.convert({**first.change.edits[0].after, "id": 1}, Availability)
    again = plan(school(row), file)
    assert not again.change and again.unchanged == 1


FET = (
    '\ufeff"Activity Id","Day","Hour","Students Sets","Subject","Teachers","Activity Tags","Room","Comments"\n'
    + "".join(
        f'"{n}{d}","{day}","{hour}","7A","{subject}","{teachers}","","R1",""\n'
        for d, day in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
        for n, hour, subject, teachers in (
            (1, "P1", "Math", "Ortiz+O. Lee"),
            (2, "P2", "Free Period" if day != "Friday" else "Math", "Ortiz"),
            (3, "P3", "ELA", "Ortiz"),
            (4, "Lunch", "Duty", "O. Lee"),
        )
    )
)  # fmt: skip
BELL = Bell(
    id=1, label="Regular", students=Hours("08:00", "10:40"),
    periods=(Period("1", "08:00", "08:50"), Period("2", "08:55", "09:45"), Period("3", "09:50", "10:40")),
)  # fmt: skip


def test_a_fet_timetable_gives_planning_periods():
    file = read_timetable(FET.encode(), "x_timetable.csv", bells=[BELL])
    assert not file.problems
    assert [(r.name, described(r.row)) for r in file.rows] == [
        ("Ortiz", "planning mon, tue, wed, thu period 2"),
        ("O. Lee", "planning period 2"),
        ("O. Lee", "planning period 3"),
    ]
    change = plan(school(), file)
    assert change.added == 3 and not change.problems
    ortiz = [msgspec.convert({**e.after, "id": e.id}, Availability) for e in change.change.edits][
        :1
    ]
    assert state(ortiz, Moment(0, 535, 585, bell=BELL)) == "free"
    assert state(ortiz, Moment(4, 535, 585, bell=BELL)) == "teaching"


def test_labels_that_mean_free_can_be_named():
    text = FET.replace("Free Period", "Study hall")
    assert [r.name for r in read_timetable(text.encode(), "x.csv").rows] == ["O. Lee", "O. Lee"]
    assert len(read_timetable(text.encode(), "x.csv", free=("study hall",)).rows) == 3


def test_a_newer_timetable_replaces_the_older_planning_periods_only():
    old = [
        Availability(person_id=1, kind="planning", period="3"),
        Availability(person_id=1, kind="busy", weekdays=("thu",)),
        Availability(person_id=2, kind="planning", period="3"),
    ]
    result = plan(school(*old), read_timetable(FET.encode(), "x.csv", bells=[BELL]))
    assert [e.id for e in result.change.edits if e.after == {"archived": True}] == [1]
    assert result.removed == 1


def test_rotation_days_clock_times_and_what_is_not_placed():
    text = (
        '"Activity Id","Day","Hour","Students Sets","Subject","Teachers","Activity Tags","Room","Comments"\n'
        '"1","Day A","08:00","7A","Math","Ortiz","","",""\n'
        '"2","Day B","08:55-09:45","7A","Math","Ortiz","","",""\n'
        '"3","","","7A","Math","Ortiz","","",""\n'
        '"4","Someday","08:00","7A","Math","Ortiz","","",""\n'
        '"5","Day A","08:55-09:45","7A","Math","O. Lee","","",""\n'
        '"6","Day B","08:00","7A","Math","O. Lee","","",""\n'
        '"7","Day A","14:00-14:45","7A","Math","O. Lee","","",""\n'
    )
    file = read_timetable(text.encode(), "x.csv", bells=[BELL], letters=("A", "B"))
    assert [described(r.row) for r in file.rows if r.name == "Ortiz"] == [
        "planning on A days period 2",
        "planning on A days 2:00–2:45 PM",
        "planning on B days period 1",
    ]
    assert [p.line for p in file.problems] == [4, 5]


def test_no_fet_file_is_refused():
    with pytest.raises(UserError, match="no column hour, teachers"):
        read_timetable(b"Activity Id,Day,Subject\n1,Mon,Math\n", "x.csv")


def test_an_hour_that_no_bell_has_is_said():
    file = read_timetable(FET.replace('"P3"', '"P9"').encode(), "x.csv", bells=[BELL])
    assert [p.message for p in file.problems] == ["no bell schedule has period P9. Add it there."]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('ab,;"\n\t|04:P-+ \u00e9\u202e'), max_size=80), st.booleans())
def test_any_text_is_read_or_refused(text, fet):
    data = f"{'Activity Id,Day,Hour,Subject,Teachers' if fet else 'name,kind,days,period,from,to'}\n{text}".encode()
    try:
        if fet:
            read_timetable(data, "x.csv", bells=[BELL], letters=("A",))
        else:
            read_availability(data, "x.csv", year=YEAR)
    except UserError:
        pass
