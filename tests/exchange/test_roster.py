"""Rosters become seats and people: two published ones, the odd forms of others, and a second import
that changes nothing.
"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import Change, edited
from bltui.domain.model.people import Person
from bltui.domain.model.record import to_document
from bltui.domain.model.seats import Seat
from bltui.exchange.apply_roster import Plan, import_roster, plan_import
from bltui.exchange.roster import Roster, RosterSeat, read_roster
from bltui.exchange.roster_table import WANTED
from bltui.exchange.tables import Unusable, read_table
from bltui.framework import load_role_words

K5 = ("K", "1", "2", "3", "4", "5")

# The roles of two published rosters and what they mean, spelled out by hand.
WASHINGTON = [
    ("Counseling", "", ""),
    ("Special Education", "SPED", ""),
    ("Non-Core/Electives", "", ""),
    ("HCC (highly capable cohort)", "", "GEN"),
    ("Principal", "ADMIN", ""),
    ("Math/Science (facilitator of this meeting)", "GEN", ""),
    ("Parents/Families", "STAKEHOLDER", ""),
    ("SAEOP (office professionals)", "NONCERT", ""),
    ("SEA (teachers association)", "UNION", ""),
    ("ELL", "ELL", ""),
    ("Parent/Families", "STAKEHOLDER", ""),
    ("ParaProfessionals", "NONCERT", ""),
    ("SPS Race & Equity (district department?)", "", "CENTRAL LEADER"),
]
LAWTON = [
    ("Parent Rep.", "STAKEHOLDER", ""),
    ("Parent Rep.", "STAKEHOLDER", ""),
    ("Principal", "ADMIN", ""),
    ("Classified Rep.", "NONCERT", ""),
    ("2nd/3rd Rep.", "GEN GRADES", ""),
    ("K/1st Rep.", "GEN GRADES", ""),
    ("4th/5th Rep.", "GEN GRADES", ""),
    ("Specialist Rep.", "", ""),
]


def empty(**profile: object) -> Building:
    fields = {"name": "Sample School", "grades": K5, **profile}
    return Building.of(Profile(**fields))  # type: ignore[arg-type]


def roster(text: str | bytes, building: Building | None = None) -> Roster:
    data = text if isinstance(text, bytes) else text.encode()
    return read_roster(
        read_table(data, "sample.csv", WANTED), load_role_words(), (building or empty()).profile
    )


def one(text: str) -> RosterSeat:
    (seat,) = roster(text).seats
    return seat


def after(building: Building, change: Change) -> Building:
    """The building with the new records of a change."""
    documents: dict[str, dict[int, dict[str, object]]] = {
        "profile": {1: to_document(building.profile)}
    }
    for table in ("people", "seats", "memberships"):
        documents[table] = {
            number: to_document(record) for number, record in building.table(table).items()
        }
    for edit in change.edits:
        documents[edit.table][edit.id] = edited(documents[edit.table].get(edit.id), edit) or {}
    return from_documents(documents)


def done(text: str, building: Building | None = None) -> tuple[Plan, Building]:
    building = building or empty()
    plan = plan_import(building, roster(text, building))
    return plan, after(building, plan.change)


def as_csv(rows: list[tuple[str, str, str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            ("name", "role"),
            *((f"Sample Person {n}", role) for n, (role, _, _) in enumerate(rows, 1)),
        ]
    )
    return out.getvalue()


@pytest.mark.parametrize(("rows", "grades"), [(WASHINGTON, ("6", "7", "8")), (LAWTON, K5)])
def test_published_rosters(rows: list[tuple[str, str, str]], grades: tuple[str, ...]) -> None:
    read = roster(as_csv(rows), empty(grades=grades))
    assert read.problems == ()
    assert [(s.role, set(s.groups), set(s.ask)) for s in read.seats] == [
        (r, set(g.split()), set(a.split())) for r, g, a in rows
    ]
    assert [s.line for s in read.seats] == list(range(2, len(rows) + 2))


def test_an_import_adds_people_seats_and_terms_in_one_change() -> None:
    plan, building = done(
        "name,role,start,end\nSample One,Principal,,\nSample Two,2nd "
        "Rep.,2024-08-15,2026-06-30\n,Parent,,\n"
    )
    assert (plan.added, plan.changed, plan.unchanged) == (3, 0, 0)
    assert plan.change.says == "team: roster imported, 3 seats"
    assert [(p.name, p.title, p.employee_type) for p in building.people.values()] == [
        ("Sample One", "Principal", "admin"),
        ("Sample Two", "2nd Rep.", "certified"),
    ]
    assert [(s.label, s.groups, s.grades) for s in building.seats.values()] == [
        ("Principal", ("ADMIN",), ()),
        ("2nd Rep.", ("GEN", "GRADES"), ("2",)),
        ("Parent", ("STAKEHOLDER",), ()),
    ]
    assert [(m.seat_id, m.person_id, m.start, m.end) for m in building.memberships.values()] == [
        (1, 1, None, None),
        (2, 2, date(2024, 8, 15), date(2026, 6, 30)),
    ]


def test_importing_twice_changes_nothing_in_any_order() -> None:
    lines = [
        "Sample One,Principal",
        "Sample Two,Parent",
        "Sample Three,Parent",
        ",Parent",
        "Sample One,2nd Rep.",
        "Zq,Zqx",
    ]
    _, building = done("\n".join(["name,role", *lines]))
    for text in (lines, lines[::-1]):
        plan = plan_import(building, roster("\n".join(["name,role", *text])))
        assert (plan.added, plan.changed, plan.unchanged, len(plan.change.edits)) == (0, 0, 6, 0)
        assert plan.change.says == "team: roster unchanged"


def test_answers_that_people_gave_stay() -> None:
    _, building = done("name,role\nSample One,Resource\n")
    seats = {1: Seat(id=1, label="Resource", groups=("SPED",), ask=())}
    answered = building.replaced(seats=seats)
    assert not plan_import(answered, roster("name,role\nsample one,RESOURCE\n")).change.edits


def test_what_the_file_states_itself_is_set() -> None:
    _, building = done("name,role\nSample One,Resource\n")
    plan, building = done("name,role,groups,end\nMs. Sample One,Resource,SPED,2027\n", building)
    assert (plan.changed, plan.added) == (1, 0)
    assert (building.seats[1].groups, building.seats[1].ask) == (("SPED",), ())
    assert building.memberships[1].end == date(2027, 6, 30)


def test_a_vacant_seat_is_filled() -> None:
    _, building = done("name,role\n,Parent\n")
    plan, building = done("name,role\nSample One,Parent\n", building)
    assert (plan.changed, len(building.seats), len(building.memberships)) == (1, 1, 1)


def test_two_vacant_seats_take_two_people_and_a_third_gets_a_seat() -> None:
    _, building = done("name,role\n,Parent\n,Parent\n")
    plan, building = done(
        "name,role\nSample One,Parent\nSample Two,Parent\nSample Three,Parent\n", building
    )
    assert (plan.changed, plan.added) == (2, 1)
    assert sorted(m.seat_id for m in building.memberships.values()) == [1, 2, 3]


def test_a_successor_is_not_guessed() -> None:
    _, building = done("name,role\nSample One,Principal\n")
    plan, building = done("name,role\nSample Two,Principal\n", building)
    assert len(building.seats) == 2
    assert ["held by Sample One" in p.message for p in plan.problems] == [True]


def test_one_person_in_two_seats_is_one_person() -> None:
    _, building = done("name,role\nMrs. Sample One,Union Rep\nSample  ONE,3rd grade\n")
    assert (len(building.people), len(building.seats)) == (1, 2)


def test_a_name_of_two_people_is_not_guessed() -> None:
    building = empty()
    twins = {n: Person(id=n, name="Sample One") for n in (1, 2)}
    building = building.replaced(people=twins)
    plan = plan_import(building, roster("name,role\nSample One,Parent\n"))
    assert [e.table for e in plan.change.edits] == ["seats"]
    assert [(p.line, "#1, #2" in p.message) for p in plan.problems] == [(2, True)]


@pytest.mark.parametrize(
    "blank", ["", "vacant", "TBD", "-", "Open", "N/A", "(vacant)", "To be elected"]
)
def test_vacant(blank: str) -> None:
    assert one(f"role,name\nParent,{blank}\n").name is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ('"Person, Sample"', ["Sample Person"]),
        ('"Sample Person, Jr."', ["Sample Person, Jr."]),
        ("A. One / B. Two", ["A. One", "B. Two"]),
        ("Sample One and Sample Two", ["Sample One", "Sample Two"]),
        ('"Sample One\nSample Two"', ["Sample One", "Sample Two"]),
        ("Ann and Ben Sample", [None]),
        ("Sandy Anderson", ["Sandy Anderson"]),
    ],
)
def test_names(cell: str, names: list[str | None]) -> None:
    read = roster(f"role,name\nParent,{cell}\n")
    assert [s.name for s in read.seats] == names
    assert bool(read.problems) == (names == [None])


@pytest.mark.parametrize(
    "text",
    [
        "Position;Member\nPrincipal;Sample Person\n",
        "FIRST NAME,Last Name,Title\nSample,Person,Principal\n",
        "Sample School BLT\nTeam Member\tRepresenting\nSample Person\tPrincipal\n",
        "Role/Position,Name \nPrincipal,Sample Person\n",
        "Name,Role,Title\nSample Person,Recorder,Principal\n",
    ],
)
def test_columns_by_heading(text: str) -> None:
    seat = one(text)
    assert (seat.name, seat.role, seat.groups) == ("Sample Person", "Principal", ("ADMIN",))


def test_columns_that_mean_nothing_are_named() -> None:
    (problem,) = roster("name,role,Phone\nSample One,Parent,5\n").problems
    assert (problem.line, "Phone" in problem.message) == (1, True)


def test_no_column_for_roles() -> None:
    with pytest.raises(Unusable, match="“name”, “phone”"):
        roster("name,phone\nSample One,5\n")


def test_a_column_of_grades_may_be_the_role() -> None:
    read = roster("Name,Grade Level\nSample One,3\nSample Two,Specials\n")
    assert [(s.role, s.groups) for s in read.seats] == [
        ("Grade 3", ("GEN", "GRADES")),
        ("Specials", ()),
    ]


def test_a_bare_teacher_gains_from_the_columns_beside() -> None:
    read = roster(
        "name,role,grade,subject\nSample One,Teacher,3,\nSample Two,Teacher,,Math\nSample "
        "Three,Teacher,,\n"
    )
    assert [(s.role, s.groups, s.ask) for s in read.seats] == [
        ("Teacher", ("GEN", "GRADES"), ()),
        ("Teacher", ("GEN",), ()),
        ("Teacher", (), ("GEN",)),
    ]


def test_a_role_that_is_missing_is_asked() -> None:
    read = roster("name,role\nSample One,\n")
    assert [(s.role, s.ask) for s in read.seats] == [("?", ("?",))]
    assert [p.line for p in read.problems] == [2]


def test_groups_win_over_the_role_text() -> None:
    assert one('name,role,groups\nSample One,Parent,"sped, UNION"\n').groups == ("SPED", "UNION")


@pytest.mark.parametrize(
    ("columns", "cells", "names"),
    [
        ("groups", "XYZ", "XYZ"),
        ("kind", "sometimes", "sometimes"),
        ("grades", "9", "9"),
        ("grades", "some", "some"),
    ],
)
def test_cells_that_cannot_be_taken_are_named(columns: str, cells: str, names: str) -> None:
    read = roster(f"name,role,{columns}\nSample One,Parent,{cells}\n")
    assert [(p.line, names in p.message) for p in read.problems] == [(2, True)]
    assert read.seats[0].groups == ("STAKEHOLDER",)
    assert read.seats[0].grades == ()


@pytest.mark.parametrize(
    ("columns", "cells", "names"),
    [
        ("start", "soon 2024", "soon 2024"),
        ("end", "6/30", "no year"),
        ("start", '"Monday, July 7, 2026"', "is a Tuesday"),
        ("start,end", "2026-01-01,2025-01-01", "ends before"),
    ],
)
def test_a_line_whose_dates_cannot_be_used_is_left_out(
    columns: str, cells: str, names: str
) -> None:
    read = roster(
        f"name,role,{columns}\nSample One,Parent,{cells}\nSample Two,Parent{',' * len(columns.split(','))}\n"
    )
    assert [(p.line, names in p.message) for p in read.problems] == [(2, True)]
    assert "left out" in read.problems[0].message
    assert (read.left_out, [seat.name for seat in read.seats]) == (1, ["Sample Two"])


@pytest.mark.parametrize(
    "text",
    [
        "role,name,term\nParent,Sample One,2024-26\n",
        "role,name\nParent (2024-26),Sample One\n",
        "role,name,start,end\nParent,Sample One,2024,2026\n",
    ],
)
def test_term_years_are_school_years(text: str) -> None:
    seat = one(text)
    assert (seat.role, seat.start, seat.end) == ("Parent", date(2024, 7, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("ends", "read"),
    [
        (("6/3/28", "6/30/2028"), (date(2028, 6, 3), date(2028, 6, 30))),
        (("3.6.2028", "30.6.2028"), (date(2028, 6, 3), date(2028, 6, 30))),
        (("6/6/28", "2028-06-30"), (date(2028, 6, 6), date(2028, 6, 30))),
        (("6/3/28", "2028-06-30"), (date(2028, 6, 3), date(2028, 6, 30))),
        (("6/3/28", "30/6/28", "6/30/28"), (None, date(2028, 6, 30), date(2028, 6, 30))),
    ],
)
def test_the_dates_of_a_file_have_one_order(
    ends: tuple[str, ...], read: tuple[date | None, ...]
) -> None:
    """One date that leaves no choice tells how the others are meant.

    Where none does, the month is first. Where two differ, it is asked.
    """
    table = roster(
        "name,role,end\n" + "".join(f"Sample {n},Parent,{end}\n" for n, end in enumerate(ends))
    )
    assert tuple(seat.end for seat in table.seats) == tuple(filter(None, read))
    assert [p.message for p in table.problems] == [
        "end: “6/3/28” can be Jun 3, 2028 or Mar 6, 2028. Write one of these. The line was left out."
    ] * read.count(None)


def test_the_intent_is_the_plan() -> None:
    read = roster("name,role\nSample One,Principal\n")
    assert import_roster(empty(), roster=read) == plan_import(empty(), read).change


def test_json_has_the_public_keys() -> None:
    plan = plan_import(empty(), roster("name,role\nSample One,Zqx\n,Parent\n"))
    shape = plan.to_json()
    assert list(shape) == ["added", "changed", "unchanged", "problems", "seats"]
    assert shape["seats"][1] == {
        "line": 3,
        "role": "Parent",
        "name": None,
        "groups": ["STAKEHOLDER"],
        "ask": [],
        "reads_as": "parent or family",
    }


def test_two_lines_in_a_cell_are_two_people_beside_any_column() -> None:
    for table in ("Role,Name\nParent,", "Role,First name,Name\nParent,,"):
        seats = roster(table + '"Sample One\nSample Two"\n').seats
        assert [seat.name for seat in seats] == ["Sample One", "Sample Two"]


def test_problems_of_a_line_are_in_the_order_of_the_columns() -> None:
    read = roster("Role,Name,Subjects,Grades,Kind,Start\nParent,Sample One,Math,many,odd,later\n")
    begins = [problem.message.split()[0] for problem in read.problems]
    assert begins == ["grades:", "kind", "start:"]
