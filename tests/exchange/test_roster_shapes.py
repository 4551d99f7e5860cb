"""Rosters as other programs and pages leave them: no header, name and role in one cell, merged
cells, totals, two header lines.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.building_settings import Profile
from bltui.exchange.person_names import is_nobody, names_in
from bltui.exchange.roster import Roster, read_roster
from bltui.exchange.roster_table import WANTED, holds_both, means_name, means_role
from bltui.exchange.tables import Unusable, read_table
from bltui.framework import load_role_words

WORDS = load_role_words()
PROFILE = Profile(name="Sample School", grades=("K", "1", "2", "3", "4", "5"))
BOTH = [("Principal", "Sample One"), ("2nd Grade", "Sample Two"), ("Parent Rep.", "Sample Three")]


def roster(text: str | bytes) -> Roster:
    data = text if isinstance(text, bytes) else text.encode()
    return read_roster(read_table(data, "sample.csv", WANTED), WORDS, PROFILE)


def seats(text: str | bytes) -> list[tuple[str, str | None]]:
    return [(seat.role, seat.name) for seat in roster(text).seats]


@pytest.mark.parametrize(
    "text",
    [
        'Name/Position\n"Sample One, Principal"\nSample Two (2nd Grade)\nSample Three - Parent Rep.\n',
        "Member Name and Role\nSample One: Principal\n2nd Grade: Sample Two\nSample Three \u2013 Parent Rep.\n",
        'Members,Email\n"Sample One, Principal",one@example.org\n"Sample Two, 2nd Grade",\n"Sample Three, Parent Rep.",\n',
        "Role\nPrincipal - Sample One\n2nd Grade - Sample Two\nParent Rep. - Sample Three\n",
        (
            "Our Leadership Team\nPrincipal: Sample One\n2nd Grade: Sample Two\nParent Rep.: Sample "
            "Three\n"
        ),
        "Sample One - Principal\nSample Two - 2nd Grade\nSample Three - Parent Rep.\n",
        "Principal,Sample One\n2nd Grade,Sample Two\nParent Rep.,Sample Three\n",
        "Sample One,Principal,555-0100\nSample Two,2nd Grade,\nSample Three,Parent Rep.,\n",
        (
            "| Role | Name |\n|---|---|\n| Principal | Sample One |\n| 2nd Grade | Sample Two |\n| "
            "Parent Rep. | Sample Three |\n"
        ),
        (
            "First and Last Name,Grade/Dept\nSample One,Principal\nSample Two,2nd Grade\nSample "
            "Three,Parent Rep.\n"
        ),
        (
            "Role on the BLT,Name\nPrincipal,Sample One\n2nd Grade,Sample Two\nParent Rep.,Sample "
            "Three\nTotal,3\nNotes: monthly,\n"
        ),
        (
            "Member,,Term\nRole,Last Name,First Name\nPrincipal,One,Sample\n2nd "
            "Grade,Two,Sample\nParent Rep.,Three,Sample\n"
        ),
        (
            "Role,Member 1,Member 2\nPrincipal,Sample One,\n2nd Grade,Sample Two,vacant\nParent "
            "Rep.,Sample Three,\n"
        ),
        (
            "Category,Representative,Role\nPrincipal,Sample One,Member\n2nd Grade,Sample "
            "Two,Chair\nParent Rep.,Sample Three,Member\n"
        ),
    ],
)
def test_one_roster_in_many_shapes(text: str) -> None:
    assert seats(text) == BOTH


def test_a_header_of_two_lines_is_one() -> None:
    (seat,) = roster("Name,Role,Term,\n,,Start,End\nSample One,Parent,2024,2026\n").seats
    assert seat.start is not None and seat.end is not None
    assert (seat.line, seat.start.year, seat.end.year) == (3, 2024, 2026)


def test_utf16_without_a_mark_is_read_and_said() -> None:
    read = roster("Role\tName\nPrincipal\tSample One\n".encode("utf-16-le"))
    assert [s.name for s in read.seats] == ["Sample One"]
    assert ["no byte order mark" in p.message for p in read.problems] == [True]


def test_what_is_no_seat_is_said() -> None:
    read = roster("Role,Name\nPrincipal,Sample One\nTotal,1\nUpdated 9/1/2024,\n*elected,\n")
    assert [s.role for s in read.seats] == ["Principal"]
    assert [(p.line, "not a seat" in p.message) for p in read.problems] == [
        (3, True),
        (4, True),
        (5, True),
    ]


def test_a_role_with_a_star_is_a_seat() -> None:
    assert seats("Role,Name\n*Principal,Sample One\n*Union rep,\n") == [
        ("*Principal", "Sample One"),
        ("*Union rep", None),
    ]


def test_blank_roles_below_a_plural_go_on() -> None:
    read = roster("Role,Name\nParents,Sample One\n,Sample Two\nClassified,Sample Three\n")
    assert [(s.role, s.groups) for s in read.seats] == [
        ("Parents", ("STAKEHOLDER",)),
        ("Parents", ("STAKEHOLDER",)),
        ("Classified", ("NONCERT",)),
    ]


def test_blank_roles_below_one_person_are_asked() -> None:
    read = roster("Role,Name\nPrincipal,Sample One\n,Sample Two\n")
    assert [(s.role, s.groups, s.ask) for s in read.seats] == [
        ("Principal", ("ADMIN",), ()),
        ("?", (), ("ADMIN",)),
    ]
    assert [(p.line, "as on line 2" in p.message) for p in read.problems] == [(3, True)]


def test_a_heading_above_names_is_no_vacant_seat() -> None:
    text = "Role,Name\nAdministration,\n,Sample One\nParents,\n,Sample Two\n,Sample Three\nELL,\n2nd Grade,Sample Four\n"
    assert seats(text) == [
        ("Administration", "Sample One"),
        ("Parents", "Sample Two"),
        ("Parents", "Sample Three"),
        ("ELL", None),
        ("2nd Grade", "Sample Four"),
    ]


@pytest.mark.parametrize(
    ("cells", "groups", "ask"),
    [
        ("Classroom Teacher,3rd Grade", {"GEN", "GRADES"}, set()),
        ("Teacher,Special Education", {"SPED"}, set()),
        ("Member,Parent", {"STAKEHOLDER"}, set()),
        ("Administrator,Principal", {"ADMIN"}, set()),
        ("K-2,Parent", set(), {"GEN", "GRADES", "STAKEHOLDER"}),
        ("Union Rep,3rd Grade", {"UNION"}, set()),
        ("Paraprofessional,SPED Aide", {"NONCERT"}, set()),
    ],
)
def test_two_columns_answer_or_contradict_each_other(
    cells: str, groups: set[str], ask: set[str]
) -> None:
    (seat,) = roster(f"Representing,Position,Name\n{cells},Sample One\n").seats
    assert (set(seat.groups), set(seat.ask)) == (groups, ask)


def test_the_principal_in_either_column_is_the_principal() -> None:
    (seat,) = roster("Representing,Position,Name\nAdministrator,Principal,Sample One\n").seats
    assert seat.role == "Principal"


@pytest.mark.parametrize(
    ("cell", "names", "told"),
    [
        ("TBD - election in May", [None], False),
        ("Vacant (2024-26)", [None], False),
        ("None at this time", [None], False),
        ("To be hired", [None], False),
        ("XXX", [None], False),
        ("Open, Sample", ["Sample Open"], False),
        ("Xavier Sample", ["Xavier Sample"], False),
        ("Tobey Sample", ["Tobey Sample"], False),
        ("12", [None], True),
        ("Sample One & Other Two", ["Sample One", "Other Two"], False),
        ("Sample One, Other Two, Third Three", ["Sample One", "Other Two", "Third Three"], False),
        ("Sample One, Other Two", [None], True),
        ("Person, Sample", ["Sample Person"], False),
        ("Sample Person, Ed.D.", ["Sample Person, Ed.D."], False),
    ],
)
def test_who_is_in_a_cell(cell: str, names: list[str | None], told: bool) -> None:
    found, trouble = names_in(cell)
    assert (found, bool(trouble)) == (names, told)


@pytest.mark.parametrize(
    ("heading", "role", "name", "both"),
    [
        ("Role on the BLT", True, False, False),
        ("Grade/Dept", True, False, False),
        ("Committee Role", True, False, False),
        ("Member Role", True, False, False),
        ("First and Last Name", False, True, False),
        ("Team Member", False, True, False),
        ("Name/Position", False, False, True),
        ("Staff Member & Grade", False, False, True),
        ("Phone", False, False, False),
        ("Name of Dog/Role", False, False, False),
    ],
)
def test_what_a_heading_means(heading: str, role: bool, name: bool, both: bool) -> None:
    assert (means_role(heading), means_name(heading), holds_both(heading)) == (role, name, both)


def test_a_page_of_sentences_is_no_roster() -> None:
    with pytest.raises(Unusable, match="no column for the role"):
        roster("Our team met on Monday\nPlease bring snacks\n")


_CELLS = st.sampled_from(
    [
        "",
        "Principal",
        "Parents",
        "2nd Grade",
        "Sample One",
        "Total",
        "---",
        "TBD",
        "Role",
        "Name",
        "Name/Role",
        "A, B",
        "x - y",
    ]
)


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=3), min_size=1, max_size=6))
def test_any_cells_in_any_order_are_read_or_refused(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    try:
        read = roster(text)
    except Unusable:
        return
    assert not any(seat.name and is_nobody(seat.name) for seat in read.seats)
